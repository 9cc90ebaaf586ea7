"""Hard words with a plain word beside them (row A2): the municipality's own list, which starts from a default."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kring.municipality.models import Municipality, Term

# Dutch on purpose: these are data of a Dutch municipality, not screen texts. Written for Kring.
DEFAULT = {
    "AVG": "privacywet",
    "beschikking": "brief met een besluit",
    "beschermingsbewind": "iemand regelt uw geld",
    "bewindvoerder": "iemand die uw geld regelt",
    "bijstand": "uitkering van de gemeente",
    "budgetbeheer": "hulp om uw geld te regelen",
    "casus": "situatie",
    "casusregisseur": "wie het overzicht houdt",
    "cliënt": "inwoner",
    "dagbesteding": "een zinvolle dag",
    "deurwaarder": "iemand die geld komt ophalen",
    "diagnose": "wat de dokter heeft gevonden",
    "dwangbevel": "u moet nu betalen",
    "escaleren": "er iemand bij halen die beslist",
    "GGZ": "hulp bij psychische klachten",
    "gezinsplan": "ons plan",
    "herindicatie": "opnieuw kijken wat u nodig heeft",
    "indicatie": "besluit welke hulp u krijgt",
    "interventie": "wat we doen",
    "intake": "eerste gesprek",
    "kwijtschelding": "u hoeft niet te betalen",
    "mantelzorger": "iemand die thuis voor u zorgt",
    "MDO": "overleg met iedereen die helpt",
    "mediation": "hulp bij een ruzie",
    "mutatie": "verandering",
    "ontruiming": "uit huis gezet worden",
    "participeren": "meedoen",
    "Participatiewet": "wet over werk en uitkering",
    "preventief": "om erger te voorkomen",
    "problematiek": "problemen",
    "re-integratie": "weer aan het werk komen",
    "respijtzorg": "iemand neemt de zorg even over",
    "sanctie": "straf op uw uitkering",
    "saneren": "schulden in één keer regelen",
    "screening": "eerste blik",
    "signaal": "iets wat opvalt",
    "traject": "de stappen samen",
    "urgentieverklaring": "voorrang voor een huis",
    "verwijzing": "brief naar een andere hulp",
    "voorziening": "hulp van de gemeente",
    "Wmo": "wet over hulp van de gemeente",
    "zelfredzaam": "zelf kunnen",
    "zorgmijdend": "wil nu geen hulp",
}


class Piece(NamedTuple):
    """A piece of a text; `plain` is filled for a hard word."""

    text: str
    plain: str = ""


def add_default_terms(municipality: Municipality) -> list[Term]:
    """Give a municipality the default list."""
    return Term.objects.bulk_create(
        Term(municipality=municipality, hard=hard, plain=plain) for hard, plain in DEFAULT.items()
    )


class Glossary:
    """The list of one municipality, ready to mark any number of texts (one query)."""

    def __init__(self, terms: Iterable[tuple[str, str]]) -> None:
        self.plain = {hard.lower(): plain for hard, plain in terms}
        words = sorted(map(re.escape, self.plain), key=len, reverse=True)
        # A plural, or the end of a longer form, belongs to the word: "sancties", "beschikkingen".
        self.pattern = re.compile(rf"(?<!\w)({'|'.join(words)})(s|en|n|e)?(?!\w)", re.IGNORECASE) if words else None

    @classmethod
    def of(cls, municipality: Municipality) -> "Glossary":
        return cls(Term.objects.filter(municipality=municipality).values_list("hard", "plain"))

    def pieces(self, text: str) -> Iterator[Piece]:
        """The text in pieces; a hard word is marked where it stands for the first time."""
        done, marked = 0, set()
        for found in self.pattern.finditer(text) if self.pattern else ():
            hard = found.group(1).lower()
            if hard in marked:
                continue
            marked.add(hard)
            yield Piece(text[done : found.start()])
            yield Piece(found.group(0), self.plain[hard])
            done = found.end()
        yield Piece(text[done:])
