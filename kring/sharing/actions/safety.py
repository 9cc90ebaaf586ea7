"""Visiting safely: who says that they visit, and what they must know beforehand."""

from datetime import date

from django.db import transaction

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.log.actions import record
from kring.network.models import Law
from kring.sharing.actions.withhold import Withhold, withhold
from kring.sharing.crisis_rules import may_end_warning, may_say_visit, may_warn
from kring.sharing.models import Item, SafetyNote, Visit


@transaction.atomic
def say_visit(circle: Circle, *, on: date, by: Actor, seat: Member) -> Visit:
    """ "I visit on this day": from the day before, the safety notes are open to this member. Said twice counts once."""
    may_say_visit(circle, seat, on=on).insist()
    visit, is_new = Visit.objects.get_or_create(member=seat, on=on, defaults={"circle": circle, "said_at": clock.now()})
    if is_new:
        record("sharing.visit", by=by, subject=visit.pk, circle=circle.pk)
    return visit


@transaction.atomic
def warn(
    circle: Circle, *, kind: str, text: str, until: date, by: Actor, seat: Member, withheld: Withhold | None = None
) -> SafetyNote:
    """Write what who visits must know, until a day. Who lives there reads it too, unless it is `withheld`."""
    may_warn(circle, seat, until=until).insist()
    note = SafetyNote.objects.create(
        circle=circle,
        kind=kind,
        text=text,
        since=clock.today(),
        until=until,
        audience=Item.Audience.VISIT,
        author=seat,
        author_organisation=seat.organisation,
        written_under=seat.organisation.writes_under if seat.organisation else Law.NONE,
        written_at=clock.now(),
    )
    if withheld is not None:
        withhold(note, withheld, by=by, seat=seat)
    record("sharing.safety.written", by=by, subject=note.pk, circle=circle.pk, detail={"kind": kind})
    return note


@transaction.atomic
def end_warning(note: SafetyNote, *, by: Actor, seat: Member) -> SafetyNote:
    """It is no longer so."""
    note = SafetyNote.objects.select_for_update(of=("self",)).select_related("circle", "author").get(pk=note.pk)
    may_end_warning(note, seat).insist()
    note.ended_at, note.ended_by = clock.now(), by.user
    note.save(update_fields=["ended_at", "ended_by"])
    record("sharing.safety.ended", by=by, subject=note.pk, circle=note.circle_id)
    return note
