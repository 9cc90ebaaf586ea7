"""What was written lately in all circles of a professional, as far as they may read it, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core.verdict import Text
from kring.core.when import as_day
from kring.home.reading.seats import MyCircle, my_circles
from kring.households.models import Person
from kring.municipality.models import LifeDomain
from kring.plans.models import Note
from kring.sharing.newest import Place, newest
from kring.sharing.rules import WHY_OPEN

ON_A_PAGE = 30
# What the page shows of a note, beside what every list shows.
COLUMNS = ("kind", "text")


@dataclass(frozen=True)
class NewNote:
    """One note, with in which of my circles it stands and why I may read it."""

    note: Note
    mine: MyCircle
    why: Text
    set_right: bool

    @property
    def day(self) -> date:
        return as_day(self.note.written_at)


@dataclass(frozen=True)
class New:
    """One page of it; `further` is where the next page begins, if there is more."""

    rows: list[NewNote]
    further: Place | None

    @property
    def shown(self) -> list[MyCircle]:
        """The circles of which the page shows something."""
        return list({row.mine.circle.pk: row.mine for row in self.rows}.values())


def read_new(actor: Actor, *, before: Place | None = None) -> New:
    """One page of what is new to a professional (seven queries at most, however many circles)."""
    if actor.professional is None:
        return New([], None)
    found = newest(Note, actor.professional, columns=COLUMNS, count=ON_A_PAGE + 1, before=before)
    more, found = len(found) > ON_A_PAGE, found[:ON_A_PAGE]
    notes = [opened.item for opened in found]
    mine = {one.circle.pk: one for one in my_circles(actor, among={note.circle_id for note in notes}) if one.joined}
    _complete(notes)
    corrected = set(Note.objects.filter(corrects__in=notes).values_list("corrects", flat=True))
    # Who left a circle a moment ago, between two questions, reads nothing of it.
    rows = [
        NewNote(opened.item, mine[opened.item.circle_id], WHY_OPEN[opened.why], opened.item.pk in corrected)
        for opened in found
        if opened.item.circle_id in mine
    ]
    return New(rows, Place(notes[-1].written_at, notes[-1].pk) if more else None)


def _complete(notes: Iterable[Note]) -> None:
    """Who wrote them, about whom and about which life domain (three queries)."""
    related = ("organisation", "professional", "person", "supporter")
    authors = Member.objects.select_related(*related).in_bulk({note.author_id for note in notes})
    persons = Person.objects.in_bulk({note.about_id for note in notes if note.about_id})
    domains = LifeDomain.objects.in_bulk({note.life_domain_id for note in notes if note.life_domain_id})
    for note in notes:
        note.author = authors[note.author_id]
        note.about = persons[note.about_id] if note.about_id else None
        note.life_domain = domains[note.life_domain_id] if note.life_domain_id else None


def as_word(place: Place) -> str:
    """A place as it stands in an address."""
    return f"{place.at.isoformat()}_{place.pk.hex}"


def place_of(word: str) -> Place | None:
    """The place that an address names; what is no place begins at the newest."""
    moment, _line, key = word.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        return Place(at, UUID(key)) if at.tzinfo else None
    except ValueError:
        return None
