"""A resident opens something to one of their own people in the circle, until a day, and closes it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.log.actions import record
from kring.sharing.actions.consent import deciders_of
from kring.sharing.actions.withhold import kind_of
from kring.sharing.around import read_around
from kring.sharing.exceptions import can_be_opened, may_open_to, may_say_so
from kring.sharing.facts import authorities_held_by, facts_of_member
from kring.sharing.models import Item, Opening


@dataclass(frozen=True)
class Opens:
    """Which resident opens it, to whom of their own people, until which day (that day included)."""

    resident: Member
    to: Member
    until: date


@transaction.atomic
def open_to(item: Item, how: Opens, also: Iterable[Item] = (), *, by: Actor, seat: Member) -> list[Opening]:
    """Open this item, with what belongs to it as far as this resident may open that; the item itself, or Refused.

    The resident presses it, or a professional notes their yes (`seat`).
    """
    around = read_around([item.circle_id])
    person = how.resident.person
    facts = facts_of_member(how.resident, around, authorities_held_by(person) if person is not None else [])
    may_open_to(item, (how.resident, how.to), seat, facts, around).insist()
    may_say_so(how.resident, deciders_of(person)).insist()
    wanted = [item, *(one for one in also if can_be_opened(one, how.resident, facts, around))]
    there = set(running(item.pk, to=how.to).values_list("item", flat=True))
    made = [_opening(one, item.pk, how, seat) for one in wanted if one.pk not in there]
    Opening.objects.bulk_create(made)
    record("sharing.opened_to", by=by, subject=item.pk, circle=item.circle_id)
    return made


def open_too(made: Item, goes_with: UUID) -> None:
    """Something is said where something was opened: who reads that reads this, as far as the resident may open it.

    One query where nothing was opened.
    """
    openings = list(running(goes_with).filter(item=goes_with).select_related("to", "by__person", "by__circle"))
    if not openings:
        return
    around = read_around([made.circle_id])
    for one in openings:
        person = one.by.person
        facts = facts_of_member(one.by, around, authorities_held_by(person) if person is not None else [])
        if one.by.state == Member.State.ACCEPTED and can_be_opened(made, one.by, facts, around):
            how = Opens(one.by, one.to, one.until)
            _opening(made, goes_with, how, one.noted_by or one.by).save(force_insert=True)


@transaction.atomic
def close_to(goes_with: Item, to: Member | None = None, *, by: Actor | None) -> int:
    """Close it again, at this moment, with all that was opened with it; to one of them, or to everybody."""
    closed = running(goes_with.pk, to=to).update(ended_at=clock.now())
    if closed:
        record("sharing.closed_to", by=by, subject=goes_with.pk, circle=goes_with.circle_id)
    return closed


def open_until(goes_with: UUID, until: date) -> None:
    """What it was opened with has another day."""
    running(goes_with).update(until=until)


def running(goes_with: UUID, *, to: Member | None = None) -> QuerySet[Opening]:
    """What was opened with this item and was not closed again."""
    whom = Q(to=to) if to is not None else Q()
    return Opening.objects.filter(whom, goes_with=goes_with, ended_at__isnull=True)


def _opening(item: Item, goes_with: UUID, how: Opens, seat: Member) -> Opening:
    return Opening(
        circle_id=item.circle_id,
        kind=kind_of(item),
        item=item.pk,
        goes_with=goes_with,
        to=how.to,
        by=how.resident,
        noted_by=None if seat.pk == how.resident.pk else seat,
        since=clock.now(),
        until=how.until,
    )
