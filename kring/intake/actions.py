"""From the door to an answer, a partner or a circle."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles.actions import invite, open_circle
from kring.circles.actors import Actor
from kring.circles.models import Circle
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.households.actions import add_household, add_person, move_in
from kring.households.models import Household, Person
from kring.intake import rules
from kring.intake.models import HandOn, HelpRequest, LooksAlike
from kring.log.actions import record
from kring.municipality.models import LifeDomain, Municipality
from kring.network.models import Organisation
from kring.plans.actions import start_plan, write_note


@transaction.atomic
def ask_for_help(
    municipality: Municipality, *, domains: Iterable[LifeDomain] = (), by: Actor | None = None, **answers: Any
) -> HelpRequest:
    """Keep what came in at the door; `answers` are the fields of HelpRequest. Mails the sender a link, no content."""
    request = HelpRequest.objects.create(municipality=municipality, came_in_at=clock.now(), **answers)
    request.domains.set(domains)
    record("intake.came_in", by=by, subject=request.pk, detail={"sender": request.sender})
    _tell_sender(request, text=_("Your question has arrived. With this link you see what happens with it."))
    return request


@transaction.atomic
def take_in_hand(request: HelpRequest, *, by: Actor) -> HelpRequest:
    """A hand on it: from now on the others see whose it is. Taking it over from a colleague is the same."""
    request = _locked(request)
    rules.may_work_on(request, by).insist()
    if request.state == HelpRequest.State.NEW:
        request.state = HelpRequest.State.IN_HAND
    request.in_hand_by, request.in_hand_at = by.professional, clock.now()
    request.save(update_fields=["state", "in_hand_by", "in_hand_at"])
    record("intake.in_hand", by=by, subject=request.pk)
    return request


@transaction.atomic
def answer(request: HelpRequest, *, text: str, by: Actor) -> HelpRequest:
    """Answer the sender; that was all that was needed."""
    request = _in_hand(request, by)
    request.state, request.answer, request.answered_at = HelpRequest.State.ANSWERED, text, clock.now()
    request.save(update_fields=["state", "answer", "answered_at"])
    record("intake.answered", by=by, subject=request.pk)
    _tell_sender(request, text=_("There is an answer to your question."))
    return request


@transaction.atomic
def hand_on(request: HelpRequest, *, to: Organisation, why: str, by: Actor) -> HandOn:
    """Ask a partner to take it over. Until they answer it stays in your hand."""
    request = _in_hand(request, by)
    if HandOn.objects.filter(request=request, state=HandOn.State.OFFERED).exists():
        no(_("A partner was asked already and has not answered yet.")).insist()
    assert by.professional is not None  # noqa: S101 (may_work_on)
    question = HandOn.objects.create(
        request=request, organisation=to, offered_by=by.professional, offered_why=why, offered_at=clock.now()
    )
    request.state = HelpRequest.State.OFFERED
    request.save(update_fields=["state"])
    record("intake.hand_on.offered", by=by, subject=request.pk, detail={"organisation": str(to.pk)})
    tell(
        to.email,
        subject=_("A question for your organisation"),
        text=_("In Kring a question waits for your answer."),
        path="/",
    )
    return question


@transaction.atomic
def accept_hand_on(question: HandOn, *, by: Actor) -> HandOn:
    """The partner takes it over and contacts the person."""
    question = _locked_hand_on(question)
    rules.may_answer_hand_on(question, by).insist()
    question.state, question.answered_by, question.answered_at = (
        HandOn.State.ACCEPTED,
        by.professional,
        clock.now(),
    )
    question.save()
    request = question.request
    request.state = HelpRequest.State.HANDED_ON
    request.save(update_fields=["state"])
    record("intake.hand_on.accepted", by=by, subject=request.pk)
    _tell_sender(request, text=_("Somebody takes up your question. With this link you see who."))
    return question


@transaction.atomic
def refuse_hand_on(question: HandOn, *, why: str, by: Actor) -> HandOn:
    """The partner says no, with a reason; it is back in the hand that asked."""
    question = _locked_hand_on(question)
    rules.may_answer_hand_on(question, by).insist()
    question.state, question.answered_by = HandOn.State.REFUSED, by.professional
    question.answered_at, question.answer_why = clock.now(), why
    question.save()
    _back_in_hand(question.request)
    record("intake.hand_on.refused", by=by, subject=question.request_id)
    return question


@transaction.atomic
def withdraw_hand_on(question: HandOn, *, by: Actor) -> HandOn:
    """Take the question back before the partner answered."""
    question = _locked_hand_on(question)
    rules.may_work_on(question.request, by).insist()
    if question.state != HandOn.State.OFFERED:
        no(_("This question was answered already.")).insist()
    question.state, question.answered_at = HandOn.State.WITHDRAWN, clock.now()
    question.save()
    _back_in_hand(question.request)
    record("intake.hand_on.withdrawn", by=by, subject=question.request_id)
    return question


@transaction.atomic
def is_this_person(request: HelpRequest, person: Person, *, by: Actor) -> HelpRequest:
    """A professional says: the one in this request is this person. The program never decides that."""
    request = _in_hand(request, by)
    if person.municipality_id != request.municipality_id or person.same_as_id is not None:
        no(_("This person cannot be chosen.")).insist()
    request.person = person
    request.save(update_fields=["person"])
    record("intake.same_person", by=by, subject=request.pk, detail={"person": str(person.pk)})
    return request


@transaction.atomic
def is_not_this_person(request: HelpRequest, person: Person, *, by: Actor) -> LooksAlike:
    """They look alike but are not the same; not shown again for this request."""
    request = _in_hand(request, by)
    assert by.professional is not None  # noqa: S101 (may_work_on)
    said, _new = LooksAlike.objects.get_or_create(
        request=request, person=person, defaults={"said_by": by.professional, "said_at": clock.now()}
    )
    record("intake.not_same_person", by=by, subject=request.pk, detail={"person": str(person.pk)})
    return said


@transaction.atomic
def new_person(request: HelpRequest, *, by: Actor) -> Person:
    """Nobody we know: make the person from what the request says."""
    request = _in_hand(request, by)
    if request.person is not None:
        return request.person
    person = add_person(
        request.municipality,
        given_name=request.given_name,
        prefix=request.prefix,
        family_name=request.family_name,
        birth_date=request.birth_date,
        phone=request.phone,
        email=request.email,
        reach_me=" ".join(part for part in (request.reach_how, request.reach_when) if part),
        by=by,
    )
    request.person = person
    request.save(update_fields=["person"])
    record("intake.new_person", by=by, subject=request.pk, detail={"person": str(person.pk)})
    return person


@transaction.atomic
def new_household(request: HelpRequest, *, by: Actor) -> Household:
    """A household for the person of the request, at the address that it names."""
    request = _in_hand(request, by)
    person = request.person or new_person(request, by=by)
    name = " ".join(part for part in (person.prefix.capitalize(), person.family_name) if part)
    household = add_household(
        request.municipality, name=name, postcode=request.postcode, house_number=request.house_number, by=by
    )
    move_in(household, person, by=by)
    return household


@transaction.atomic
def open_circle_for(request: HelpRequest, household: Household, *, purpose: str, by: Actor) -> Circle:
    """Open the circle, start the plan, put the sender's words in the story, and invite the resident to the table."""
    request = _in_hand(request, by)
    if request.person is None or not household.residences.filter(person=request.person, until__isnull=True).exists():
        no(_("Choose first who it is about."), what_opens=_("Join this request with a person.")).insist()
    circle = open_circle(household, purpose=purpose, by=by)
    seat = circle.members.get()
    start_plan(circle, by=by, seat=seat)
    domains = list(request.domains.all())
    # The words cross all life domains: they go to the most careful one that was named, not to the whole circle.
    write_note(
        circle,
        text=request.words,
        by=by,
        seat=seat,
        about=request.person,
        life_domain=max(domains, key=lambda d: (d.sensitivity, -d.order), default=None),
        happened_on=clock.today(),
    )
    invite(circle, by=by, seat=seat, person=request.person, why=_("It is about you."))
    request.state, request.circle = HelpRequest.State.CIRCLE, circle
    request.save(update_fields=["state", "circle"])
    record("intake.circle_opened", by=by, subject=request.pk, circle=circle.pk)
    _tell_sender(request, text=_("Somebody takes up your question. With this link you see who."))
    return circle


def _in_hand(request: HelpRequest, by: Actor) -> HelpRequest:
    """The request, locked, with a hand on it: who works on a new one takes it in hand by doing so."""
    request = _locked(request)
    rules.may_work_on(request, by).insist()
    return take_in_hand(request, by=by) if request.state == HelpRequest.State.NEW else request


def _back_in_hand(request: HelpRequest) -> None:
    request.state = HelpRequest.State.IN_HAND
    request.save(update_fields=["state"])


def _tell_sender(request: HelpRequest, *, text: str) -> None:
    address = request.sender_email or (request.email if request.sender == HelpRequest.Sender.SELF else "")
    tell(address, subject=_("Your question"), text=text, path=f"/voordeur/volgen/{request.pk}/")


def _locked(request: HelpRequest) -> HelpRequest:
    locked: HelpRequest = (
        HelpRequest.objects.select_for_update(of=("self",))
        .select_related("municipality", "person", "in_hand_by")
        .get(pk=request.pk)
    )
    return locked


def _locked_hand_on(question: HandOn) -> HandOn:
    locked: HandOn = (
        HandOn.objects.select_for_update(of=("self",))
        .select_related("request__municipality", "organisation")
        .get(pk=question.pk)
    )
    return locked
