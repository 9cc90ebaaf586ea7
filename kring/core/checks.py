"""Refuse to start on a database that could be damaged."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

SAFE_SQLITE = (3, 51, 3)


@register()
def one_writer_on_old_sqlite(**_kwargs: Any) -> list[Error]:
    """SQLite below 3.51.3 can damage its file when two connections write and checkpoint at once."""
    engine = settings.DATABASES["default"]["ENGINE"]
    if sqlite3.sqlite_version_info >= SAFE_SQLITE or engine != "django.db.backends.sqlite3":
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} is used without Kring's write lock.",
            hint="Use the database engine kring.core.sqlite, or SQLite 3.51.3 or newer.",
            id="core.E001",
        )
    ]
