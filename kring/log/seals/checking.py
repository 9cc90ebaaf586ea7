"""Checking the log of this installation: by hand, and every day by the worker, which keeps what it found."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from kring.core import clock
from kring.core.ids import made_at
from kring.log.models import LogCheck, Look
from kring.log.seals.heads import Head, own_key
from kring.log.seals.lines import of_database
from kring.log.seals.sealing import LATE, UNSEALED, key_of, last_seal
from kring.log.seals.verify import Outcome, verify

logger = logging.getLogger("kring.log")

DAILY = timedelta(hours=23)


def verify_database(*, key: str | None = None, kept: Head | None = None) -> Outcome:
    """Check the log in the database; `key` is the public key to expect (None: this installation's own)."""
    found = verify(of_database(), key=key or own_key(), kept=kept)
    if found.problem:
        return found
    if _outside_the_tree():
        found.problem = "tail"
    elif put_in := _should_have_been_sealed():
        found.problem, found.look = "no seal", put_in
    return found


def check_daily() -> None:
    """Check the whole log when that was not done today, and keep what was found. Run by the worker."""
    if last_seal() is not None and not LogCheck.objects.filter(at__gt=clock.now() - DAILY).exists():
        keep_check(verify_database())


def keep_check(found: Outcome) -> LogCheck:
    """Keep what a check found, for the page of the privacy officer."""
    if found.problem:
        logger.error("The log is not as it was sealed: %s (seal %s, look %s)", found.problem, found.seal, found.look)
    return LogCheck.objects.create(rows=found.rows, problem=found.problem, seal=found.seal, look=found.look)


def _outside_the_tree() -> bool:
    """Whether places were given to looks that no seal covers; asked in one statement, since the worker goes on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(min(position), 0), coalesce(max(position) + 1, 0), "
            "(SELECT coalesce(max(size), 0) FROM log_seal) FROM log_sealedlook"
        )
        count, lowest, end, size = cursor.fetchone()
    return bool((count, lowest, end) != (size, 0, size))


def _should_have_been_sealed() -> str:
    """The id of a look without a seal that tells of well before the newest seal; blank when there is none."""
    newest = last_seal()
    if newest is None:
        return ""
    since = newest.signed_at - LATE
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT l.id {UNSEALED} ORDER BY l.id", [key_of(UUID(int=0))])
        waiting = [_as_id(found) for (found,) in cursor.fetchall()]
    for look in waiting:
        made = made_at(look)
        if made is not None and made < since:
            return look.hex
    old: Any = Look.objects.filter(pk__in=waiting[:10_000], at__lt=since).values_list("pk", flat=True).first()
    return old.hex if old else ""


def _as_id(found: UUID | str) -> UUID:
    return found if isinstance(found, UUID) else UUID(found)
