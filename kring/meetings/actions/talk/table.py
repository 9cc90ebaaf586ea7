"""What happens at the table itself: say beforehand, begin, agree, decide, keep for later."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.verdict import no
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.talk.agenda import changed, locked
from kring.meetings.actions.talk.methods import method_for, take_method
from kring.meetings.models import AgendaItem, Draft, Method, Parked, Preparation, ReadBack, Said, Seat
from kring.plans import actions as plans
from kring.plans.actions.saving import written_by
from kring.plans.models import Goal, Note
from kring.sharing.actions.opening import open_too, open_until
from kring.sharing.models import Item

SEEN_EVERY = 6


@transaction.atomic
def prepare(item: AgendaItem, *, goal: str, by: Actor, seat: Member, can: str = "", cannot: str = "") -> Preparation:
    """My goal with this household, what I can and can't do. Said again, the last words count."""
    item = locked(item)
    rules.may_speak(item, seat).insist()
    said = {"goal": goal, "can": can, "cannot": cannot}
    mine: Preparation
    mine, is_new = Preparation.objects.update_or_create(
        item=item, author=seat, defaults=said, create_defaults=said | written_at(item, seat)
    )
    if is_new and seat.supporter_id is not None:
        # Who said it reads it again: nothing else opens it to them.
        open_too(mine, item.pk)
    changed(item)
    record("meeting.prepared", by=by, subject=item.pk, circle=item.circle_id)
    return mine


@transaction.atomic
def begin(item: AgendaItem, *, by: Actor, seat: Member, method: Method | None = None) -> AgendaItem:
    """The talk about this household begins; at one table one at a time.

    Who leads may choose another `method` than that of the kind of table.
    """
    item = locked(item)
    rules.may_begin(item, seat).insist()
    item.state, item.opened_at = AgendaItem.State.OPEN, clock.now()
    take_method(item, method or method_for(item.circle.household.municipality, item.meeting.kind))
    try:
        with transaction.atomic():
            changed(item, "state", "opened_at", "method", "steps", "step", "step_at")
    except IntegrityError:
        no(
            _("The table is busy with somebody else."), what_opens=_("Close that first. Then this one can begin.")
        ).insist()
    # The day of the talk is the day on which it is held.
    open_until(item.pk, max(item.meeting.day, clock.today()))
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
    draft: UUID | None = None,
    parked: Parked | None = None,
) -> ReadBack:
    """An agreement, in the plan at once by the plan's own action; it waits here to be read back.

    `draft` is what was being typed; `parked` the question for later that it answers.
    """
    item = locked(item)
    rules.may_lead_item(item, seat).insist()
    made = plans.add_agreement(goal, what=what, who=who, due_on=due_on, in_week=in_week, by=by, seat=seat)
    said(item, draft, seat)
    if parked is not None:
        settle(parked, Parked.Became.AGREED, seat=seat)
    open_too(made, item.pk)
    changed(item)
    return ReadBack.objects.create(item=item, agreement=made)


@transaction.atomic
def park(item: AgendaItem, *, question: str, by: Actor, seat: Member, draft: UUID | None = None) -> Parked:
    """Keep a question for later, so that the talk goes on."""
    item = locked(item)
    rules.may_speak(item, seat).insist()
    parked: Parked = Parked.objects.create(**written_at(item, seat), item=item, question=question)
    said(item, draft, seat)
    open_too(parked, item.pk)
    changed(item)
    record("meeting.parked", by=by, subject=parked.pk, circle=item.circle_id)
    return parked


@transaction.atomic
def answer_parked(parked: Parked, *, answer: str, by: Actor, seat: Member) -> Parked:
    """The question that was kept has its answer."""
    item = locked(parked.item)
    rules.may_settle(parked, seat).insist()
    settle(parked, Parked.Became.ANSWERED, seat=seat, answer=answer)
    changed(item)
    record("meeting.parked.answered", by=by, subject=parked.pk, circle=item.circle_id)
    return parked


def settle(parked: Parked, became: str, *, seat: Member, answer: str = "") -> None:
    """A question for later is no longer open."""
    rules.may_settle(parked, seat).insist()
    parked.became, parked.answer, parked.became_at = became, answer, clock.now()
    parked.save(update_fields=["became", "answer", "became_at"])


@transaction.atomic
def decide(item: AgendaItem, *, text: str, said_by: Member, by: Actor, seat: Member, draft: UUID | None = None) -> Said:
    """What was decided and is nobody's to do; it stands in the story, for who may read the item."""
    item = locked(item)
    rules.may_lead_item(item, seat).insist()
    return _keep(item, Note.Kind.DECISION, text, said_by, by, seat, draft)


@transaction.atomic
def say_words(
    item: AgendaItem,
    *,
    text: str,
    said_by: Member,
    by: Actor,
    seat: Member,
    on_top: bool = False,
    draft: UUID | None = None,
) -> Said:
    """The words of the resident as they said them. `on_top`: they also become what matters, on top of the plan."""
    item = locked(item)
    rules.may_say_words(item, said_by, seat).insist()
    if on_top:
        plans.say_what_matters(item.circle, words=text, about=said_by.person, by=by, seat=seat)
    return _keep(item, Note.Kind.WORDS, text, said_by, by, seat, draft)


def _keep(item: AgendaItem, kind: str, text: str, said_by: Member, by: Actor, seat: Member, draft: UUID | None) -> Said:
    note = plans.keep_said(item, kind=kind, text=text, by=by, seat=seat)
    said(item, draft, seat)
    open_too(note, item.pk)
    changed(item)
    return Said.objects.create(item=item, note=note, said_by=said_by)


def said(item: AgendaItem, draft: UUID | None, seat: Member) -> None:
    """What was being typed was said: nothing of it stays as a draft."""
    if draft is not None:
        mine = Draft.objects.filter(pk=draft, item=item, author=seat)
        mine.update(text="", rest="", said_at=clock.now(), changed_at=clock.now(), revision=F("revision") + 1)


def be_here(item: AgendaItem, seat: Member, seen_at: datetime | None = None) -> None:
    """This screen is at the table now; `seen_at` is when it was last there (a row is written every few seconds)."""
    now = clock.now()
    if seen_at is None:
        Seat.objects.bulk_create([Seat(item=item, member=seat, seen_at=now)], ignore_conflicts=True)
    elif (now - seen_at).total_seconds() > SEEN_EVERY:
        Seat.objects.filter(item=item, member=seat).update(seen_at=now)


def written_at(like: Item, seat: Member) -> dict[str, Any]:
    """What is said at an item (or under a goal) is about what that is about, so the same people read it."""
    return written_by(
        seat, like.circle, about_id=like.about_id, about_group_id=like.about_group_id, sensitivity=like.sensitivity
    ) | {"life_domain_id": like.life_domain_id}
