"""Removing looks after their term, so that the log can still prove that nothing else is missing.

A removal takes all looks on places below `end`: those under seals that were signed before a day. It is signed, its
fingerprint is written down as a look, and that look is sealed; only then the looks go. Their leaves stay, so that the
tree proves all that is left. Only the newest removal counts: it covers what earlier ones took.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from kring.core import clock
from kring.core.ids import new_id
from kring.core.removing import removing
from kring.log.models import Look, Removal, Seal
from kring.log.seals.heads import KEPT_AT_LEAST, REMOVAL, Head, fingerprint, moment, sign
from kring.log.seals.sealing import seal_new_looks

BATCH = 2000
PAGE = "log_removal"


def count_looks(before: datetime) -> int:
    """How many looks a removal up to this moment would take."""
    end = _end(before)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM log_sealedlook s JOIN log_look l ON l.id = s.look "
            "WHERE s.position >= %s AND s.position < %s",
            [_last_end(), end],
        )
        return int(cursor.fetchone()[0])


def announce(before: datetime, *, run: UUID) -> Removal | None:
    """Say in the log that the looks before this moment go, and seal that; None when there are none to go.

    Again for the same run gives the same. Raises ValueError when the moment is less than `KEPT_AT_LEAST` ago.
    """
    known = Removal.objects.filter(run=run).first()
    if known is None:
        known = _announce(before, run)
    if known is not None:
        seal_new_looks()
    return known


@transaction.atomic
def _announce(before: datetime, run: UUID) -> Removal | None:
    now = clock.now()
    if before > now - KEPT_AT_LEAST:
        raise ValueError("Looks are kept for at least a year.")
    end = _end(before)
    if end <= _last_end():
        return None
    removal = Removal(
        number=Removal.objects.count() + 1, end=end, before=before, made_at=now, run=run, announced=new_id()
    )
    unsigned = {name: value for name, value in as_told(removal).items() if name not in ("key", "signature")}
    signed = sign(unsigned, context=REMOVAL)
    removal.key, removal.signature = signed["key"], signed["signature"]
    removal.save(force_insert=True)
    tell_removal(PAGE, fingerprint(as_told(removal)), pk=removal.announced)
    return removal


def tell_removal(page: str, proof: str, *, pk: UUID | None = None) -> UUID:
    """Put the fingerprint of what was removed into the log, where the next seal covers it; gives the look's id."""
    return Look.objects.create(
        id=pk or new_id(),
        at=clock.now(),
        page=page,
        action=Look.Action.REMOVE,
        processing="rights",
        allowed=True,
        reason=proof,
    ).pk


def remove_looks(removal: Removal, start: int) -> tuple[int, int]:
    """Remove some thousands of its looks from this place on.

    Gives how many, and the place to go on from (`end`: all are gone).
    """
    until = min(start + BATCH, removal.end)
    with removing(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM log_look WHERE id IN (SELECT look FROM log_sealedlook WHERE position >= %s AND position < %s)",
            [start, until],
        )
        return cursor.rowcount, until


def begin_of(removal: Removal) -> int:
    """The first place that no earlier removal took."""
    before = Removal.objects.filter(number__lt=removal.number).order_by("-number").first()
    return before.end if before else 0


def newest_removal() -> Head | None:
    """The removal that counts, as it is told in an export; None when no look was ever removed."""
    newest = Removal.objects.order_by("-number").first()
    return as_told(newest) if newest else None


def as_told(removal: Removal) -> Head:
    """What is signed of a removal, with the signature."""
    return {
        "announced": removal.announced.hex,
        "before": moment(removal.before),
        "end": removal.end,
        "key": removal.key,
        "made_at": moment(removal.made_at),
        "number": removal.number,
        "run": removal.run.hex,
        "signature": removal.signature,
    }


def _end(before: datetime) -> int:
    """Up to which place the looks were sealed before this moment."""
    size = Seal.objects.filter(signed_at__lt=before).order_by("-number").values_list("size", flat=True).first()
    return size or 0


def _last_end() -> int:
    return Removal.objects.order_by("-number").values_list("end", flat=True).first() or 0
