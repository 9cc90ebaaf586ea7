"""What is allowed at triage and at a household, what a sender may know, and why two persons look the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _
from rapidfuzz.distance import JaroWinkler

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core.verdict import Text, Verdict, no, yes
from kring.households.models import Household, Person, Residence
from kring.households.names import plain_name, plain_phone, plain_postcode
from kring.intake.models import WAITING, HandOn, HelpRequest

LOOKS_ALIKE = 0.9
ENOUGH = 0.5


def may_triage(actor: Actor) -> Verdict:
    """The front door team of the municipality sees what came in."""
    if actor.professional is not None and actor.professional.does_triage:
        return yes(_("You work at the front door."))
    return no(_("This page is for the front door team."), whom=_("the municipality"))


def may_see_request(request: HelpRequest, actor: Actor) -> Verdict:
    """The front door team of the municipality where it came in; for anybody else it is not there."""
    at_door = may_triage(actor)
    if not at_door.allowed or actor.professional is None:
        return at_door
    if request.municipality_id != actor.professional.organisation.municipality_id:
        return no(_("This request belongs to another municipality."))
    return at_door


def may_work_on(request: HelpRequest, actor: Actor) -> Verdict:
    """A request of your own municipality that nobody has finished yet."""
    mine = may_see_request(request, actor)
    if mine.allowed and request.state not in WAITING:
        return no(_("This request is finished already."))
    return mine


def may_take(request: HelpRequest, actor: Actor, *, take_over: bool) -> Verdict:
    """A new one is for who comes first; from a colleague's hand it is taken over on purpose."""
    at_work = may_work_on(request, actor)
    if not at_work.allowed or take_over or request.has_no_hand:
        return at_work
    if request.in_hand_by is not None and request.in_hand_by != actor.professional:
        return no(
            _("%(name)s took this in hand just before you.") % {"name": request.in_hand_by.name},
            what_opens=_("Take it over when you agreed on that together."),
            whom=request.in_hand_by.name,
        )
    return at_work


def may_put_back(request: HelpRequest, actor: Actor) -> Verdict:
    """Only who has it puts it back, and not while a partner thinks about it."""
    at_work = may_work_on(request, actor)
    if not at_work.allowed:
        return at_work
    if request.state != HelpRequest.State.IN_HAND or request.in_hand_by != actor.professional:
        return no(_("This request is not in your hand."))
    return yes(_("It is in your hand."))


def may_reopen(request: HelpRequest, actor: Actor) -> Verdict:
    """An answer can be taken back; what a partner took over or became a circle goes on there."""
    mine = may_see_request(request, actor)
    if mine.allowed and request.state != HelpRequest.State.ANSWERED:
        return no(_("There is no answer to take back."))
    return mine


def may_choose_household(request: HelpRequest) -> Verdict:
    """A circle is about somebody: first is said who, and no partner is thinking about it."""
    if request.person_id is None:
        return no(_("Choose first who it is about."), what_opens=_("Join this request with a person."))
    if request.state == HelpRequest.State.OFFERED:
        return no(
            _("A partner was asked already and has not answered yet."),
            what_opens=_("Wait for the answer, or take the question back."),
        )
    return yes(_("It is known who it is about."))


def may_see_hand_on(hand_on: HandOn, actor: Actor) -> Verdict:
    """The organisation that was asked, as long as the question stands or when it took it over."""
    if actor.professional is None or actor.professional.organisation_id != hand_on.organisation_id:
        return no(_("This question was put to another organisation."))
    if hand_on.state not in (HandOn.State.OFFERED, HandOn.State.ACCEPTED):
        return no(_("This question is no longer with your organisation."))
    return yes(_("Your organisation was asked."))


def may_answer_hand_on(hand_on: HandOn, actor: Actor) -> Verdict:
    """Any professional of the organisation that was asked answers, once."""
    if actor.professional is None or actor.professional.organisation_id != hand_on.organisation_id:
        return no(_("This question was put to another organisation."))
    if hand_on.state != HandOn.State.OFFERED:
        return no(_("This question was answered already."))
    return yes(_("Your organisation was asked."))


def may_open_circle(hand_on: HandOn, actor: Actor) -> Verdict:
    """Any professional of the organisation that took it over opens the circle, once."""
    if actor.professional is None or actor.professional.organisation_id != hand_on.organisation_id:
        return no(_("This question was put to another organisation."))
    if hand_on.state != HandOn.State.ACCEPTED:
        return no(_("Your organisation has not taken it over."), what_opens=_("Say first that you take it over."))
    if hand_on.request.circle_id is not None:
        return no(_("The circle is open already."))
    return yes(_("Your organisation took it over."))


def may_see_household(
    actor: Actor, household: Household, *, members: Iterable[Member], residences: Iterable[Residence]
) -> Verdict:
    """The front door team, professionals in its open circle, and who lives there now.

    `members` sit in its open circle (accepted); `residences` are those of today. A supporter, or a parent who sits in
    the circle and lives elsewhere, does not see this page: an address can be a secret.
    """
    working = may_change_household(actor, household, members=members)
    if working.allowed:
        return working
    if actor.person is not None and any(r.person_id == actor.person.pk for r in residences):
        return yes(_("You live here."))
    return no(_("This household is not yours."))


def may_change_household(actor: Actor, household: Household, *, members: Iterable[Member]) -> Verdict:
    """The front door team and the professionals in its open circle keep people and addresses right."""
    job = actor.professional
    if job is not None and job.does_triage and job.organisation.municipality_id == household.municipality_id:
        return yes(_("You work at the front door."))
    if job is not None and any(member.professional_id == job.pk for member in members):
        return yes(_("You are in the circle of this household."))
    return no(_("Somebody of the circle changes this."), whom=_("the lead of the circle"))


@dataclass(frozen=True)
class Standing:
    """What somebody who follows a request may know of it: never more than these lines."""

    title: Text
    text: Text
    answer: str = ""
    call_name: str = ""
    call_phone: str = ""


def what_sender_may_know(request: HelpRequest, *, taken_over_by: HandOn | None) -> Standing:
    """Where a request stands, for who sent it. For somebody else: only that it landed and was taken up.

    `taken_over_by` is the accepted question to a partner, if any.
    """
    door = (request.municipality.name, request.municipality.door_phone)
    if request.has_no_hand:
        return Standing(
            _("Your question has arrived"), _("Somebody of the front door will read it."), "", _door(door), door[1]
        )
    if request.state == HelpRequest.State.ANSWERED and (request.is_for_self or request.answer_open_to_sender):
        text = _("Do you have a question about it? Call us.")
        return Standing(_("There is an answer"), text, request.answer, _door(door), door[1])
    if not request.is_for_self:
        text = _("We talk about it with the person themselves. That is why you do not read more here.")
        return Standing(_("Your question was taken up"), text, "", _door(door), door[1])
    return _standing_for_self(request, taken_over_by, door)


def _standing_for_self(request: HelpRequest, taken_over_by: HandOn | None, door: tuple[str, str]) -> Standing:
    if taken_over_by is not None:
        partner = taken_over_by.organisation
        text = _("They contact you. You can call them too.")
        return Standing(_("Somebody takes up your question"), text, "", partner.name, partner.phone)
    hand = request.in_hand_by
    name = hand.name if hand is not None else _door(door)
    phone = (hand.phone if hand is not None else "") or door[1]
    if request.state == HelpRequest.State.CIRCLE:
        text = _("People will work on this together with you. You are invited to join them.")
        return Standing(_("Your question was taken up"), text, "", name, phone)
    return Standing(_("Your question was taken up"), _("They contact you."), "", name, phone)


def _door(door: tuple[str, str]) -> str:
    return _("the front door of %(municipality)s") % {"municipality": door[0]}


class Described(Protocol):
    """Somebody as far as known: a request at the door, or a person who is about to be added."""

    given_name: str
    family_name: str
    birth_date: date | None
    postcode: str
    house_number: str
    phone: str


class DescribedPerson:
    """A person who is known, described by name and household to find who is the same."""

    def __init__(self, person: Person, household: Household) -> None:
        self.given_name = person.given_name
        self.family_name = person.family_name
        self.birth_date = person.birth_date
        self.phone = person.phone
        self.postcode = household.postcode
        self.house_number = household.house_number


@dataclass(frozen=True)
class Alike:
    """A person who may be the same as the one described, with the reasons and how strong they are (0-1)."""

    person: Person
    score: float
    why: tuple[Text, ...]


def looks_alike(request: Described, person: Person, *, addresses: Iterable[tuple[str, str]]) -> Alike | None:
    """Does this person look like the one described, and why? None when too little is the same.

    `addresses` are the (postcode, house number) of the person's households. Dutch names: prefixes (van der),
    accents, IJ/Y and small typing errors do not count.
    """
    if _is_relative(request, person):
        return None
    why: list[Text] = []
    family = _similar(request.family_name, person.family_name)
    given = max(_similar(request.given_name, person.given_name), _similar(request.given_name, person.called))
    score = 0.35 * (family if family >= LOOKS_ALIKE else 0) + 0.2 * (given if given >= LOOKS_ALIKE else 0)
    if family >= LOOKS_ALIKE:
        why.append(_("same family name") if family == 1 else _("family name looks the same"))
    if given >= LOOKS_ALIKE:
        why.append(_("same first name") if given == 1 else _("first name looks the same"))
    if request.birth_date and request.birth_date == person.birth_date:
        score += 0.35
        why.append(_("same date of birth"))
    elif request.birth_date and person.birth_date and person.birth_date == day_and_month_swapped(request.birth_date):
        score += 0.2
        why.append(_("day and month of birth are swapped"))
    address = (plain_postcode(request.postcode), request.house_number.lower())
    if request.postcode and address in {(plain_postcode(code), number.lower()) for code, number in addresses}:
        score += 0.25
        why.append(_("same address"))
    if request.phone and plain_phone(request.phone) == plain_phone(person.phone):
        score += 0.25
        why.append(_("same phone number"))
    return Alike(person, min(score, 1.0), tuple(why)) if score >= ENOUGH else None


def _is_relative(request: Described, person: Person) -> bool:
    """Another first name and another date of birth, both known: somebody of the same family, not the same person."""
    known = request.birth_date is not None and person.birth_date is not None
    if not known or request.birth_date == person.birth_date:
        return False
    if request.birth_date is not None and person.birth_date == day_and_month_swapped(request.birth_date):
        return False
    given = max(_similar(request.given_name, person.given_name), _similar(request.given_name, person.called))
    return given < LOOKS_ALIKE


def day_and_month_swapped(day: date) -> date | None:
    """3 December for 12 March; None where the other way round is no day."""
    try:
        return day.replace(month=day.day, day=day.month)
    except ValueError:
        return None


def _similar(one: str, other: str) -> float:
    """How alike two names are as they are compared (0-1); nothing is not like nothing."""
    plain_one, plain_other = plain_name(one), plain_name(other)
    return JaroWinkler.similarity(plain_one, plain_other) if plain_one and plain_other else 0.0
