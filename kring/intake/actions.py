"""From the door to an answer, a partner or a circle."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
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
from kring.intake.links import follow_path
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
def take_in_hand(request: HelpRequest, *, by: Actor, take_over: bool = False) -> HelpRequest:
    """A hand on it: from now on the others see whose it is. `take_over` takes it from a colleague, on purpose."""
    request = _locked(request)
    rules.may_take(request, by, take_over=take_over).insist()
    if request.state == HelpRequest.State.NEW:
        request.state = HelpRequest.State.IN_HAND
    request.in_hand_by, request.in_hand_at = by.professional, clock.now()
    request.save(update_fields=["state", "in_hand_by", "in_hand_at"])
    record("intake.in_hand", by=by, subject=request.pk)
    return request


@transaction.atomic
def put_back(request: HelpRequest, *, by: Actor) -> HelpRequest:
    """Out of my hand again: it stands with what is new, as old as it is."""
    request = _locked(request)
    rules.may_put_back(request, by).insist()
    request.state, request.in_hand_by, request.in_hand_at = HelpRequest.State.NEW, None, None
    request.save(update_fields=["state", "in_hand_by", "in_hand_at"])
    record("intake.put_back", by=by, subject=request.pk)
    return request


@transaction.atomic
def answer(request: HelpRequest, *, text: str, by: Actor, open_to_sender: bool = False) -> HelpRequest:
    """Answer; that was all that was needed. `open_to_sender`: the person said that the sender may read it too."""
    request = _in_hand(request, by)
    _no_partner_asked(request)
    request.answer, request.answered_at, request.answer_open_to_sender = text, clock.now(), open_to_sender
    _finish(request, HelpRequest.State.ANSWERED, "answer", "answered_at", "answer_open_to_sender")
    record("intake.answered", by=by, subject=request.pk, detail={"open_to_sender": open_to_sender})
    _tell_sender(request, text=_("There is an answer to your question."))
    return request


@transaction.atomic
def reopen(request: HelpRequest, *, by: Actor) -> HelpRequest:
    """Take the answer back: it no longer shows, stays as a draft, and the request is in your hand again."""
    request = _locked(request)
    rules.may_reopen(request, by).insist()
    request.state, request.finished_at = HelpRequest.State.IN_HAND, None
    request.in_hand_by, request.in_hand_at = by.professional, clock.now()
    request.save(update_fields=["state", "finished_at", "in_hand_by", "in_hand_at"])
    record("intake.reopened", by=by, subject=request.pk)
    return request


@transaction.atomic
def hand_on(request: HelpRequest, *, to: Organisation, why: str, by: Actor) -> HandOn:
    """Ask a partner to take it over. Until they answer it stays in your hand."""
    request = _in_hand(request, by)
    _no_partner_asked(request)
    if to.municipality_id != request.municipality_id:
        no(_("This organisation belongs to another municipality.")).insist()
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
        path=reverse("hand_on", args=[question.pk]),
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
    _finish(request, HelpRequest.State.HANDED_ON)
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
    if person.municipality_id != request.municipality_id:
        no(_("This person cannot be chosen.")).insist()
    assert by.professional is not None  # noqa: S101 (may_work_on)
    said, _new = LooksAlike.objects.get_or_create(
        request=request, person=person, defaults={"said_by": by.professional, "said_at": clock.now()}
    )
    record("intake.not_same_person", by=by, subject=request.pk, detail={"person": str(person.pk)})
    return said


@transaction.atomic
def not_this_person_after_all(request: HelpRequest, *, by: Actor) -> HelpRequest:
    """Undo the choice of the person; who was made for it stays, and is shown among who looks the same."""
    request = _in_hand(request, by)
    person = request.person_id
    request.person = None
    request.save(update_fields=["person"])
    record("intake.person_undone", by=by, subject=request.pk, detail={"person": str(person)})
    return request


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
        reach_me=request.reach_words[:200],
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
    person = request.known_person or new_person(request, by=by)
    name = " ".join(part for part in (person.prefix.capitalize(), person.family_name) if part)
    household = add_household(
        request.municipality, name=name, postcode=request.postcode, house_number=request.house_number, by=by
    )
    move_in(household, person, by=by)
    return household


@transaction.atomic
def open_circle_for(request: HelpRequest, household: Household | None, *, purpose: str, by: Actor) -> Circle:
    """Open the circle, start the plan, put the sender's words in the story, and invite the resident to the table.

    `household` is one where the person lives; None makes a new one for them.
    """
    request = _in_hand(request, by)
    rules.may_choose_household(request).insist()
    person = request.known_person
    household = household or new_household(request, by=by)
    if not household.residences.filter(person=person, until__isnull=True).exists():
        no(_("This person does not live there."), what_opens=_("Choose another household.")).insist()
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
        about=person,
        life_domain=max(domains, key=lambda d: (d.sensitivity, -d.order), default=None),
        happened_on=clock.today(),
    )
    invite(circle, by=by, seat=seat, person=person, why=_("It is about you."))
    request.circle = circle
    _finish(request, HelpRequest.State.CIRCLE, "circle")
    record("intake.circle_opened", by=by, subject=request.pk, circle=circle.pk)
    _tell_sender(request, text=_("Somebody takes up your question. With this link you see who."))
    return circle


def _in_hand(request: HelpRequest, by: Actor) -> HelpRequest:
    """The request, locked, with a hand on it: who works on a new one takes it in hand by doing so."""
    request = _locked(request)
    rules.may_work_on(request, by).insist()
    return take_in_hand(request, by=by) if request.has_no_hand else request


def _no_partner_asked(request: HelpRequest) -> None:
    if request.state == HelpRequest.State.OFFERED:
        no(
            _("A partner was asked already and has not answered yet."),
            what_opens=_("Wait for the answer, or take the question back."),
        ).insist()


def _finish(request: HelpRequest, state: str, *fields: str) -> None:
    request.state, request.finished_at = state, clock.now()
    request.save(update_fields=["state", "finished_at", *fields])


def _back_in_hand(request: HelpRequest) -> None:
    request.state = HelpRequest.State.IN_HAND
    request.save(update_fields=["state"])


def _tell_sender(request: HelpRequest, *, text: str) -> None:
    """A link for who sent it. Who asked for somebody else reads in the mail only that there is news."""
    if not request.is_for_self and request.state != HelpRequest.State.NEW:
        text = _("There is news about your question. With this link you see where it stands.")
    address = request.sender_email or (request.email if request.is_for_self else "")
    tell(address, subject=_("Your question"), text=text, path=follow_path(request))


def _locked(request: HelpRequest) -> HelpRequest:
    locked: HelpRequest = (
        HelpRequest.objects.select_for_update(of=("self",))
        .select_related("municipality", "person__same_as", "in_hand_by")
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
