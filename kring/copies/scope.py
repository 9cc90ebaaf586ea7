"""What belongs in a copy: which circles and homes, and what of them the reader may read by the rules of `sharing`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Q

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.when import as_day
from kring.households.models import Person, Residence
from kring.meetings.models import AgendaItem, Correction, Draft, Parked, Preparation, TableRequest
from kring.mirrors.models import MirrorCase
from kring.plans.models import Agreement, Bottleneck, Goal, Note, Outcome, Review
from kring.sharing.around import read_around
from kring.sharing.models import Item, SafetyNote
from kring.sharing.rules import Facts, Ids

ITEMS: tuple[type[Item], ...] = (
    Goal,
    Agreement,
    Review,
    Outcome,
    Note,
    SafetyNote,
    AgendaItem,
    Draft,
    Preparation,
    Parked,
    Bottleneck,
    MirrorCase,
    Correction,
    TableRequest,
)
SEATED = (Member.State.ACCEPTED, Member.State.LEFT)


@dataclass(frozen=True)
class Scope:
    """Whom it is about, who reads it, and what follows from that.

    `rows`: the ids under which the person is known, also from before two were joined. `now` are circles that the
    reader is in or whose home they live in; of the `others` only what is about the person themself is in the copy.
    """

    about: Person
    reader: Person
    rows: Ids
    circles: tuple[Circle, ...]
    residences: tuple[Residence, ...]
    homes_of_reader: Ids
    now: Ids
    others: Ids
    facts: Facts
    facts_of_others: Facts

    @property
    def is_own(self) -> bool:
        """Does the person read it themself?"""
        return self.about.pk == self.reader.pk

    def readable(self, model: type[Item], *related: str) -> Iterator[Any]:
        """All of one kind that the reader may read, oldest first within each of the two."""
        about = Q(about__in=self.rows) | Q(about_group__persons__in=self.rows)
        items = model.objects.select_related("author__professional", "author__person", "author__supporter", *related)
        items = items.select_related("author_organisation", "life_domain", "about").order_by("written_at", "pk")
        here = items.readable_by(self.facts).filter(circle__in=self.now)
        there = items.readable_by(self.facts_of_others).filter(about, circle__in=self.others).distinct()
        return chain(here, there)

    def may_read(self, item: Item) -> bool:
        """The same answer for one item, as it is or as it was."""
        facts = self.facts if item.circle_id in self.now else self.facts_of_others
        return facts.readable.holds(item)


def scope_of(about: Person, reader: Person) -> Scope:
    """Read what is needed to answer for everything (about fifteen queries)."""
    rows = frozenset({about.pk, *Person.objects.filter(same_as=about).values_list("pk", flat=True)})
    seats = list(Member.objects.filter(person__in=rows, state__in=SEATED).select_related("circle__household"))
    residences = tuple(Residence.objects.filter(person__in=rows).select_related("household").order_by("since"))
    circles = {seat.circle_id: seat.circle for seat in seats} | {one.pk: one for one in _while_at_home(residences)}
    every = frozenset(circles) | _named_in(rows)
    homes = frozenset(Residence.objects.current().filter(person=reader).values_list("household", flat=True))
    mine = Member.objects.present().filter(person=reader, circle__in=list(every))
    own_seats = dict(mine.values_list("pk", "circle"))
    now = frozenset(own_seats.values()) | {pk for pk, one in circles.items() if one.household_id in homes}
    around = read_around(list(every)) if every else None
    groups = around.groups_with(rows) if around else frozenset()
    common: dict[str, Any] = {"persons": rows | groups, "withheld": around.withheld if around else frozenset()}
    at_home = frozenset(pk for pk in now if pk in circles and circles[pk].household_id in homes)
    seated = frozenset(own_seats) if about.pk == reader.pk else frozenset[Any]()
    return Scope(
        about=about,
        reader=reader,
        rows=rows,
        circles=tuple(sorted(circles.values(), key=lambda circle: circle.opened_at)),
        residences=residences,
        homes_of_reader=homes,
        now=now,
        others=every - now,
        facts=Facts(seats=seated, resident_in=now, at_home_in=at_home, **common),
        facts_of_others=Facts(resident_in=every - now, **common),
    )


def _while_at_home(residences: tuple[Residence, ...]) -> Iterator[Circle]:
    """The circles of a home that were open while the person lived there."""
    homes = [residence.household_id for residence in residences]
    for circle in Circle.objects.filter(household__in=homes).select_related("household"):
        opened, closed = as_day(circle.opened_at), as_day(circle.closed_at) if circle.closed_at else clock.today()
        if any(_overlap(one, opened, closed) for one in residences if one.household_id == circle.household_id):
            yield circle


def _overlap(residence: Residence, opened: date, closed: date) -> bool:
    return residence.since <= closed and (residence.until is None or residence.until > opened)


def _named_in(rows: Ids) -> Ids:
    """Circles in which something was written about the person, wherever they lived."""
    about = Q(about__in=rows) | Q(about_group__persons__in=rows)
    found = (model.objects.filter(about).values_list("circle", flat=True) for model in ITEMS)
    return frozenset(chain.from_iterable(found))
