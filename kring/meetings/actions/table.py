"""What happens at the table itself: begin, say, agree, read back, hear, close."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.agenda import changed, locked
from kring.meetings.actions.telling import tell_summary
from kring.meetings.models import AgendaItem, Parked, Preparation, ReadBack, Seat
from kring.plans import actions as plans
from kring.plans.actions.saving import written_by
from kring.plans.models import Goal

SEEN_EVERY = 5


@transaction.atomic
def prepare(item: AgendaItem, *, goal: str, by: Actor, seat: Member, can: str = "", cannot: str = "") -> Preparation:
    """My goal with this household, what I can and can't do. Said again, the last words count."""
    item = locked(item)
    rules.may_speak(item, seat).insist()
    said = {"goal": goal, "can": can, "cannot": cannot}
    mine: Preparation = Preparation.objects.update_or_create(
        item=item, author=seat, defaults=said, create_defaults=said | _written(item, seat)
    )[0]
    changed(item)
    record("meeting.prepared", by=by, subject=item.pk, circle=item.circle_id)
    return mine


@transaction.atomic
def begin(item: AgendaItem, *, by: Actor, seat: Member) -> AgendaItem:
    """The talk about this household begins; at one table one at a time."""
    item = locked(item)
    rules.may_begin(item, seat).insist()
    item.state, item.opened_at = AgendaItem.State.OPEN, clock.now()
    try:
        with transaction.atomic():
            changed(item, "state", "opened_at")
    except IntegrityError:
        no(
            _("The table is busy with somebody else."), what_opens=_("Close that first. Then this one can begin.")
        ).insist()
    record("meeting.item.begun", by=by, subject=item.pk, circle=item.circle_id)
    return item


@transaction.atomic
def agree(
    item: AgendaItem,
    *,
    goal: Goal,
    what: str,
    who: Member,
    due_on: date,
    by: Actor,
    seat: Member,
    in_week: bool = False,
) -> ReadBack:
    """An agreement, in the plan at once by the plan's own action; it waits here to be read back."""
    item = locked(item)
    rules.may_lead_item(item, seat).insist()
    made = plans.add_agreement(goal, what=what, who=who, due_on=due_on, in_week=in_week, by=by, seat=seat)
    changed(item)
    return ReadBack.objects.create(item=item, agreement=made)


@transaction.atomic
def park(item: AgendaItem, *, question: str, by: Actor, seat: Member) -> Parked:
    """Keep a question for later, so that the talk goes on."""
    item = locked(item)
    rules.may_speak(item, seat).insist()
    parked: Parked = Parked.objects.create(**_written(item, seat), item=item, question=question)
    changed(item)
    record("meeting.parked", by=by, subject=parked.pk, circle=item.circle_id)
    return parked


@transaction.atomic
def hear(back: ReadBack, *, by: Actor, seat: Member) -> ReadBack:
    """It was read aloud, and who is to do it said yes."""
    item, back = locked(back.item), _held(back)
    rules.may_hear(back, seat).insist()
    back.heard_at, back.revision = clock.now(), back.agreement.revision
    back.save(update_fields=["heard_at", "revision"])
    changed(item)
    record("meeting.heard", by=by, subject=back.agreement_id, circle=item.circle_id)
    return back


@transaction.atomic
def ask_yes(back: ReadBack, *, by: Actor, seat: Member) -> ReadBack:
    """Who was not at the table is asked for a yes, by a mail without names."""
    item, back = locked(back.item), _held(back)
    rules.may_ask_yes(back, seat).insist()
    back.asked_at = clock.now()
    back.save(update_fields=["asked_at"])
    changed(item)
    tell(
        back.agreement.responsible.email,
        subject=gettext_lazy("an agreement asks for a yes"),
        text=gettext_lazy("An agreement was made at a table where you were not. It waits in Kring for a yes."),
        path=f"/kringen/{item.circle_id}/tafels/{item.pk}/",
    )
    record("meeting.yes_asked", by=by, subject=back.agreement_id, circle=item.circle_id)
    return back


@transaction.atomic
def close(item: AgendaItem, *, by: Actor, seat: Member, message: str = "") -> AgendaItem:
    """All was read back. With `message` the words of everybody are agreed in the same step (row D3)."""
    item = locked(item)
    rules.may_close(item, made_at(item), seat).insist()
    if message.strip():
        plans.agree_message(item.circle, words=message, by=by, seat=seat)
    # After the message, for that belongs to what was said until the closing.
    item.state, item.closed_at = AgendaItem.State.CLOSED, clock.now()
    changed(item, "state", "closed_at")
    tell_summary(item)
    record("meeting.item.closed", by=by, subject=item.pk, circle=item.circle_id)
    return item


def be_here(item: AgendaItem, seat: Member) -> None:
    """This screen is at the table now (one statement; a row is written at most every few seconds)."""
    now = clock.now()
    mine = next((one for one in item.seats.all() if one.member_id == seat.pk), None)
    if mine is None:
        Seat.objects.bulk_create([Seat(item=item, member=seat, seen_at=now)], ignore_conflicts=True)
    elif (now - mine.seen_at).total_seconds() > SEEN_EVERY:
        Seat.objects.filter(pk=mine.pk).update(seen_at=now)


def made_at(item: AgendaItem) -> list[ReadBack]:
    """What was agreed at this item, in order (one query)."""
    related = ("agreement__responsible", "agreement__life_domain", "agreement__goal")
    backs = list(ReadBack.objects.filter(item=item).select_related(*related))
    for back in backs:
        back.item = item
    return backs


def _held(back: ReadBack) -> ReadBack:
    rows = ReadBack.objects.select_for_update(of=("self",)).select_related("agreement__responsible", "item__circle")
    return rows.get(pk=back.pk)


def _written(item: AgendaItem, seat: Member) -> dict[str, object]:
    """What is said at an item is about what the item is about, so the same people read it."""
    return written_by(
        seat, item.circle, about_id=item.about_id, about_group_id=item.about_group_id, sensitivity=item.sensitivity
    ) | {"life_domain_id": item.life_domain_id}
