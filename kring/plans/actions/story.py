"""What is written in the story: notes, what matters, the message of everybody, and handovers."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles.actions import leave, offer_lead
from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.core import clock
from kring.households.models import Person
from kring.log.actions import record
from kring.municipality.models import LifeDomain, Sensitivity
from kring.plans import rules
from kring.plans.actions.saving import about_whom, written_by
from kring.plans.models import Note
from kring.sharing.actions import Readers, Withhold, readership, withhold
from kring.sharing.models import Item


@transaction.atomic
def write_note(
    circle: Circle,
    *,
    text: str,
    by: Actor,
    seat: Member,
    life_domain: LifeDomain | None = None,
    sensitivity: int | None = None,
    audience: str = Item.Audience.CIRCLE,
    readers: Readers | None = None,
    about: Person | Sequence[Person] | None = None,
    happened_on: date | None = None,
    withheld: Withhold | None = None,
    corrects: Note | None = None,
) -> Note:
    """A short note in the story. Without a sensitivity it takes that of the life domain.

    `readers` goes with the audience NAMED; `withheld` keeps it from the people themselves for a while.
    """
    rules.may_work_here(circle, seat).insist()
    level = sensitivity or (life_domain.sensitivity if life_domain else Sensitivity.ORDINARY)
    note = Note.objects.create(
        **written_by(seat, circle, sensitivity=level, **about_whom(circle, about)),
        text=text,
        life_domain=life_domain,
        audience=audience,
        readership=readership(circle, readers) if readers is not None else None,
        happened_on=happened_on or clock.today(),
        corrects=corrects,
    )
    if withheld is not None:
        withhold(note, withheld, by=by, seat=seat)
    record("story.note.written", by=by, subject=note.pk, circle=circle.pk)
    return note


@transaction.atomic
def keep_said(like: Item, *, kind: str, text: str, by: Actor, seat: Member) -> Note:
    """What was said while talking about `like`: about the same people, in the same life domain, as sensitive."""
    rules.may_work_here(like.circle, seat).insist()
    columns = {"about_id": like.about_id, "about_group_id": like.about_group_id, "sensitivity": like.sensitivity}
    note = Note.objects.create(
        **written_by(seat, like.circle, **columns),
        kind=kind,
        text=text,
        life_domain_id=like.life_domain_id,
        happened_on=clock.today(),
    )
    record("story.note.written", by=by, subject=note.pk, circle=like.circle_id)
    return note


@transaction.atomic
def say_what_matters(circle: Circle, *, words: str, by: Actor, seat: Member, about: Person | None = None) -> Note:
    """What matters, in the resident's own words; `about` is who said it. The former words stay in the story."""
    rules.may_change_plan(circle, seat).insist()
    note = Note.objects.create(
        **written_by(seat, circle, about=about),
        kind=Note.Kind.MATTERS,
        text=words,
        happened_on=clock.today(),
    )
    record("plan.matters", by=by, subject=note.pk, circle=circle.pk)
    return note


@transaction.atomic
def agree_message(circle: Circle, *, words: str, by: Actor, seat: Member, agreed_on: date | None = None) -> Note:
    """The words everybody uses towards the household (row D3), with the day on which they were agreed."""
    rules.may_change_plan(circle, seat).insist()
    day = agreed_on or clock.today()
    note = Note.objects.create(
        **written_by(seat, circle), kind=Note.Kind.MESSAGE, text=words, happened_on=day, agreed_on=day
    )
    record("plan.message", by=by, subject=note.pk, circle=circle.pk)
    return note


@transaction.atomic
def write_handover(
    circle: Circle,
    *,
    text: str,
    by: Actor,
    seat: Member,
    to: Member | None = None,
    audience: str = Item.Audience.ORGANISATION,
) -> Note:
    """A handover in words: what works, what not to ask again.

    Read by the writer's organisation (where a successor comes from), by `to` when known, and by the resident;
    by the whole circle only when the writer chooses so, because a handover crosses all life domains.
    """
    note = Note.objects.create(
        **written_by(seat, circle),
        kind=Note.Kind.HANDOVER,
        text=text,
        happened_on=clock.today(),
        for_member=to,
        audience=audience,
    )
    record("story.handover", by=by, subject=note.pk, circle=circle.pk)
    return note


@transaction.atomic
def leave_with_handover(member: Member, *, text: str, by: Actor, audience: str = Item.Audience.ORGANISATION) -> Member:
    """Leave the circle; the note stays for the successor."""
    write_handover(member.circle, text=text, by=by, seat=member, audience=audience)
    return leave(member, by=by)


@transaction.atomic
def hand_over_lead(member: Member, *, text: str, by: Actor, seat: Member) -> Lead:
    """The warm handover: ask a member to lead and tell them what they need not ask again."""
    write_handover(member.circle, text=text, by=by, seat=seat, to=member)
    return offer_lead(member, by=by, seat=seat, why=_("Handover"))
