"""Keeping one item from the person themself for a while: with a reason, until a day, looked at again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.log.actions import record
from kring.sharing.exceptions import may_keep_closed, may_open_again
from kring.sharing.models import Item, Withholding


@dataclass(frozen=True)
class Withhold:
    """Why, in what words, and until which day (that day included)."""

    why: str
    until: date
    words: str = ""


@transaction.atomic
def withhold(item: Item, how: Withhold, *, by: Actor, seat: Member) -> Withholding:
    """Keep this item from the person themself; what kept it closed until now, ends: one row at a time counts."""
    may_keep_closed(item, seat, until=how.until).insist()
    now = clock.now()
    before = Withholding.objects.select_for_update(of=("self",)).filter(item=item.pk, ended_at__isnull=True).first()
    if before is not None:
        before.ended_at, before.ended_by = now, by.user
        before.save(update_fields=["ended_at", "ended_by"])
    row = Withholding.objects.create(
        circle=item.circle,
        kind=kind_of(item),
        item=item.pk,
        why=how.why,
        words=how.words,
        by=seat,
        since=now,
        until=how.until,
        follows=before,
    )
    record("sharing.withheld", by=by, subject=item.pk, circle=item.circle_id, detail={"why": how.why})
    return row


@transaction.atomic
def open_again(row: Withholding, *, by: Actor, seat: Member) -> Withholding:
    """The person may read it from now on, before the day that was set."""
    row = Withholding.objects.select_for_update(of=("self",)).select_related("by", "circle").get(pk=row.pk)
    may_open_again(row, seat).insist()
    row.ended_at, row.ended_by = clock.now(), by.user
    row.save(update_fields=["ended_at", "ended_by"])
    record("sharing.opened_again", by=by, subject=row.item, circle=row.circle_id)
    return row


def kind_of(item: Any) -> str:
    """The kind of item, as in addresses."""
    return str(item._meta.model_name)
