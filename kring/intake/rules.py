"""What is allowed at triage, and why two persons look the same."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz.distance import JaroWinkler

from kring.circles.actors import Actor
from kring.core.verdict import Text, Verdict, no, yes
from kring.households.models import Person
from kring.intake.models import HandOn, HelpRequest

LOOKS_ALIKE = 0.9


def may_triage(actor: Actor) -> Verdict:
    """The front door team of the municipality sees what came in."""
    if actor.professional is not None and actor.professional.does_triage:
        return yes(_("You work at the front door."))
    return no(_("This page is for the front door team."), whom=_("your municipality"))


def may_work_on(request: HelpRequest, actor: Actor) -> Verdict:
    """A request of your own municipality that nobody has finished yet."""
    at_door = may_triage(actor)
    if not at_door.allowed or actor.professional is None:
        return at_door
    if request.municipality_id != actor.professional.organisation.municipality_id:
        return no(_("This request belongs to another municipality."))
    if request.state in (HelpRequest.State.ANSWERED, HelpRequest.State.HANDED_ON, HelpRequest.State.CIRCLE):
        return no(_("This request is finished already."))
    return yes(_("You work at the front door."))


def may_answer_hand_on(hand_on: HandOn, actor: Actor) -> Verdict:
    """Any professional of the organisation that was asked answers, once."""
    if actor.professional is None or actor.professional.organisation_id != hand_on.organisation_id:
        return no(_("This question was put to another organisation."))
    if hand_on.state != HandOn.State.OFFERED:
        return no(_("This question was answered already."))
    return yes(_("Your organisation was asked."))


@dataclass(frozen=True)
class Alike:
    """A person who may be the same as the one in a request, with the reasons and how strong they are (0-1)."""

    person: Person
    score: float
    why: tuple[Text, ...]


def looks_alike(request: HelpRequest, person: Person, *, addresses: Iterable[tuple[str, str]]) -> Alike | None:
    """Does this person look like the one in the request, and why? None when too little is the same.

    `addresses` are the (postcode, house number) of the person's households. Dutch names: prefixes (van der),
    accents, IJ/Y and small typing errors do not count.
    """
    why: list[Text] = []
    family = JaroWinkler.similarity(plain_name(request.family_name), plain_name(person.family_name))
    given = JaroWinkler.similarity(plain_name(request.given_name), plain_name(person.given_name))
    score = 0.35 * (family if family >= LOOKS_ALIKE else 0) + 0.2 * (given if given >= LOOKS_ALIKE else 0)
    if family >= LOOKS_ALIKE:
        why.append(_("same family name") if family == 1 else _("family name looks the same"))
    if given >= LOOKS_ALIKE:
        why.append(_("same first name") if given == 1 else _("first name looks the same"))
    if request.birth_date and request.birth_date == person.birth_date:
        score += 0.35
        why.append(_("same date of birth"))
    elif request.birth_date and person.birth_date and _day_and_month_swapped(request, person):
        score += 0.2
        why.append(_("day and month of birth are swapped"))
    address = (plain_postcode(request.postcode), request.house_number.lower())
    if request.postcode and address in {(plain_postcode(code), number.lower()) for code, number in addresses}:
        score += 0.25
        why.append(_("same address"))
    if request.phone and plain_phone(request.phone) == plain_phone(person.phone):
        score += 0.25
        why.append(_("same phone number"))
    return Alike(person, min(score, 1.0), tuple(why)) if score >= 0.5 else None


def plain_name(name: str) -> str:
    """A name as it sounds on paper: lower case, no accents, no prefixes, `y` for `ij`."""
    letters = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(c if c.isalpha() else " " for c in letters if not unicodedata.combining(c))
    words = [w for w in letters.replace("ij", "y").split() if w not in PREFIXES]
    return " ".join(words)


PREFIXES = frozenset(
    [
        "van",
        "de",
        "den",
        "der",
        "het",
        "t",
        "ten",
        "ter",
        "te",
        "in",
        "op",
        "el",
        "al",
        "la",
        "le",
        "von",
        "d",
    ]
)


def plain_postcode(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


def plain_phone(phone: str) -> str:
    """The last nine digits: 06-12345678 and +31 6 12345678 are the same."""
    return "".join(c for c in phone if c.isdigit())[-9:]


def _day_and_month_swapped(request: HelpRequest, person: Person) -> bool:
    one, other = request.birth_date, person.birth_date
    return bool(one and other and (one.year, one.month, one.day) == (other.year, other.day, other.month))
