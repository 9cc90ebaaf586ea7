"""The keys of this installation, for its log and for citizen service numbers: from the environment, or made once."""

import contextlib
import os
import re
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

HOW = "Make one with “openssl rand -hex 32”, keep it apart from the database, and set it in the environment."


def own_key(name: str, does: str, given: str, *, demo: Path | None) -> str:
    """A private key as 64 hexadecimal digits; `demo` is the file where a demo keeps its own. `does`: what it is for.

    Raises ImproperlyConfigured when there is none, or when it is no key.
    """
    if not given and demo is not None:
        given = _made_once(demo)
    if not given:
        raise ImproperlyConfigured(f"{name} is not set. It {does}. {HOW}")
    if not re.fullmatch("[0-9a-f]{64}", given):
        raise ImproperlyConfigured(f"{name} is not a key: it must be 64 digits from 0-9 and a-f. {HOW}")
    return given


def _made_once(file: Path) -> str:
    """Read the file; who comes first makes it, whole at once, also when several processes start together."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        mine = file.with_name(f"{file.name}.{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(mine, file)
        mine.unlink()
    return file.read_text()
