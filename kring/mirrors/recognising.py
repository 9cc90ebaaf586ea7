"""By what somebody could be known in a case that was written without names: what Kring knows of the household in it.

A person still has to look: what is rare (a trade, a piece of news, seven children) is known by no rule.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from rapidfuzz.fuzz import ratio

from kring.circles.models import Circle, Member
from kring.core.traces import traces
from kring.core.verdict import Text
from kring.households.models import Person, Residence, Supporter
from kring.households.names import plain_name, plain_postcode, sound_of

# Two names that differ in one or two letters: Jansen and Janssen, Fatma and Fatima.
ALIKE = 84
# Shorter words are alike by chance.
SHORTEST = 4
# Given names that are everyday words too: without a capital they may be just that.
EVERYDAY = frozenset(["an", "bo", "bloem", "hoop", "job", "joy", "lente", "mark", "max", "mees", "roos", "ster"])
EVERYDAY |= {"sterre", "storm", "wolf", "winter", "zomer"}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INITIALS = re.compile(r"(?<!\w)[A-Z]\. ?(?:(?:van|de|den|der|het|ten|ter|el|al) )*[A-Z]\.?(?!\w)")

WHAT: dict[str, Text] = {
    "name": _("a name from this household or circle"),
    "alike": _("much like a name from this household or circle"),
    "initials": _("initials"),
    "street": _("the street of this household"),
    "postcode": _("a postcode"),
    "birth": _("a day of birth from this household"),
    "date": _("a whole date"),
    "phone": _("a phone number"),
    "mail": _("a mail address"),
    "number": _("a citizen service number"),
    "code": _("the code under which an organisation knows this household"),
    "organisation": _("an organisation of this circle"),
}
# These go out of the text. What else was found may be chance, and a person says so.
SURE = frozenset(["name", "street", "birth", "phone", "mail", "number", "code"])


@dataclass(frozen=True)
class Hit:
    """Words in the text, and what they are."""

    words: str
    kind: str

    @property
    def sure(self) -> bool:
        return self.kind in SURE

    @property
    def what(self) -> Text:
        return WHAT[self.kind]


@dataclass(frozen=True)
class Known:
    """What Kring knows of a household and who is around it, as it is compared."""

    names: frozenset[str]
    # Among these the ones that people are called by, which are names without a capital too.
    given: frozenset[str]
    streets: frozenset[str]
    postcodes: frozenset[str]
    births: frozenset[date]
    codes: frozenset[str]
    organisations: frozenset[str]


def known_of(circle: Circle) -> Known:
    """Everybody who lives or lived there, their own network, and who was ever in this circle (four queries)."""
    home = circle.household
    lived = Residence.objects.filter(household=home).values("person")
    seated = Member.objects.filter(circle=circle)
    persons = list(Person.objects.filter(Q(pk__in=lived) | Q(pk__in=seated.values("person"))))
    supporters = Supporter.objects.filter(supports__in=persons).values_list("name", flat=True)
    members = list(seated.select_related("professional", "organisation").filter(professional__isnull=False))
    people = [*supporters, *(one.name for one in members)]
    given = [name.split(" ")[0] for name in people] + [word for one in persons for word in (one.given_name, one.called)]
    names = [home.name, *people, *(person.name for person in persons), *given]
    return Known(
        given=frozenset(_name_words(given)) - EVERYDAY,
        names=frozenset(_name_words(names)),
        streets=frozenset(filter(None, [_flat(home.street)])),
        postcodes=frozenset(filter(None, [plain_postcode(home.postcode)])),
        births=frozenset(person.birth_date for person in persons if person.birth_date),
        codes=frozenset(code.lower() for code in [home.code, *(one.code for one in persons)] if len(code) >= 3),
        organisations=frozenset(_flat(one.organisation.name) for one in members if one.organisation),
    )


def hits(text: str, known: Known) -> list[Hit]:
    """Every place at which somebody could be known, each once; the sure ones first."""
    found = [*_traces(text, known), *_names(text, known), *_places(text, known)]
    return sorted(dict.fromkeys(found), key=lambda hit: not hit.sure)


def _traces(text: str, known: Known) -> Iterable[Hit]:
    for trace in traces(text):
        yield Hit(trace.words, "birth" if trace.day in known.births else trace.kind)


def _names(text: str, known: Known) -> Iterable[Hit]:
    sounds = {sound_of(name) for name in known.names if len(name) >= SHORTEST - 1}
    for match in _WORD.finditer(text):
        written = match.group()
        for word in plain_name(written).split():
            bare = word.removesuffix("s") if len(word) >= SHORTEST else word
            if word in known.names or bare in known.names:
                # A family name can be an everyday word too: “wit”, “bakker”.
                called = word in known.given or bare in known.given
                yield Hit(written, "name" if called or written[0].isupper() else "alike")
            elif len(word) >= SHORTEST and _alike(word, sounds, known, capital=written[0].isupper()):
                yield Hit(written, "alike")
    yield from (Hit(match.group(), "initials") for match in _INITIALS.finditer(text))


def _alike(word: str, sounds: set[str], known: Known, *, capital: bool) -> bool:
    if sound_of(word) in sounds:
        return True
    return capital and any(ratio(word, name, score_cutoff=ALIKE) for name in known.names if len(name) >= SHORTEST)


def _places(text: str, known: Known) -> Iterable[Hit]:
    flat = f" {_flat(text)} "
    yield from (Hit(street, "street") for street in known.streets if f" {street} " in flat)
    yield from (Hit(name, "organisation") for name in known.organisations if f" {name} " in flat)
    lower = text.lower()
    for code in known.codes:
        if re.search(rf"(?<!\w){re.escape(code)}(?!\w)", lower):
            yield Hit(code, "code")


def _name_words(names: Iterable[str]) -> Iterable[str]:
    return (word for name in names for word in plain_name(name).split() if len(word) > 1)


def _flat(text: str) -> str:
    """Words with one blank between them, as they are compared."""
    return " ".join(re.findall(r"\w+", text.lower()))
