"""What is over its term at a moment, kind by kind: ids and when it last changed, nothing of what stands in it."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet

from kring.circles.models import Circle
from kring.copies.models import Copy
from kring.households.models import Authority, CitizenNumber, Household, Person, Residence, Supporter
from kring.intake.models import HelpRequest, LooksAlike
from kring.keeping.hanging import Thing, free, hanging_in
from kring.keeping.models import DestructionRequest, KeepingTerm, Kind
from kring.log.models import Act
from kring.municipality.models import Municipality
from kring.sharing.models import HiddenLooks, LookQuestion
from kring.sharing.why import kinds

# So many circles are read at once.
TOGETHER = 200
# What goes along with a person; anything else that points at them means that they are still needed.
GOES_WITH_PERSON: tuple[tuple[type[Model], str], ...] = (
    (Residence, "person"),
    (Authority, "about"),
    (Authority, "holder"),
    (Supporter, "supports"),
    (CitizenNumber, "person"),
    (LookQuestion, "about"),
    (HiddenLooks, "about"),
    (LooksAlike, "person"),
    (DestructionRequest, "about"),
    (Copy, "about"),
    (Person, "same_as"),
)


class Due(NamedTuple):
    """One thing that may go: its kind in the run, the law, what it is, and when it last changed."""

    kind: str
    law: str
    model: str
    pk: UUID
    changed: datetime


@dataclass
class Found:
    """What may go, and of each kind and law how many stay because something hangs on them."""

    rows: list[Due] = field(default_factory=list)
    hanging: Counter[tuple[str, str]] = field(default_factory=Counter)


class Asked:
    """The terms of one municipality at one moment."""

    def __init__(self, municipality: Municipality, terms: Collection[KeepingTerm], as_of: datetime) -> None:
        self.municipality = municipality
        self.over = {(term.kind, term.law): term.over_before(as_of) for term in terms}

    def before(self, kind: str, law: str = "") -> datetime:
        """What was last changed before this is over its term."""
        return self.over[kind, law]


def find_due(asked: Asked) -> Found:
    """All of it, in the order in which it goes."""
    found = Found()
    for circles in closed_circles(asked):
        written = due_in_circles(asked, circles)
        found.rows += written.rows
        found.hanging += written.hanging
    people = _persons(asked)
    found.rows += _requests(asked) + people + _households(asked, {due.pk for due in people})
    return found


def closed_circles(asked: Asked) -> Iterator[list[UUID]]:
    """Circles that have been closed for as long as the shortest term, some at a time."""
    shortest = max(before for (kind, _law), before in asked.over.items() if kind in (Kind.WRITTEN, Kind.CIRCLE))
    rows = Circle.objects.filter(household__municipality=asked.municipality, closed_at__lt=shortest)
    ids = list(rows.order_by("closed_at").values_list("pk", flat=True))
    for start in range(0, len(ids), TOGETHER):
        yield ids[start : start + TOGETHER]


def due_in_circles(asked: Asked, circles: Collection[UUID]) -> Found:
    """What was written in these circles, and the circles of which nothing is left then."""
    rows = Circle.objects.filter(pk__in=circles).values_list("pk", "closed_at")
    closed = {pk: at for pk, at in rows if at is not None}
    items = _items_of(closed)
    changed = _last_changes(closed)
    over = {key: moment for key, moment in changed.items() if moment < asked.before(Kind.WRITTEN, key[1])}
    wanted = {thing: key for thing, key in items.items() if key in over}
    going = free(wanted, hanging_in(closed))
    found = [
        Due(Kind.WRITTEN, key[1], thing.kind, thing.pk, changed[key]) for thing, key in wanted.items() if thing in going
    ]
    hanging = Counter((str(Kind.WRITTEN), key[1]) for thing, key in wanted.items() if thing not in going)
    kept = {circle for thing, (circle, _law) in items.items() if thing not in going}
    empty = {pk: at for pk, at in closed.items() if pk not in kept and at < asked.before(Kind.CIRCLE)}
    found += [Due(Kind.CIRCLE, "", "circle", pk, at) for pk, at in empty.items()]
    return Found(found, hanging)


def not_empty(circles: Collection[UUID]) -> set[UUID]:
    """The circles in which something written is left."""
    return {circle for circle, _law in _items_of(circles).values()}


def due_again(asked: Asked, model: str, ids: Collection[UUID]) -> set[UUID]:
    """Of these rows without a circle, those that are over their term still."""
    find = {"helprequest": _requests, "person": _persons, "household": _empty_households}[model]
    return {due.pk for due in find(asked)}.intersection(ids)


def _items_of(circles: Collection[UUID]) -> dict[Thing, tuple[UUID, str]]:
    """Every item of these circles with its file: the circle, and the law under which it was written."""
    found = {}
    for kind, model in kinds().items():
        rows = model.objects.filter(circle__in=circles).order_by()
        for pk, circle, law in rows.values_list("pk", "circle", "written_under"):
            found[Thing(kind, pk)] = (circle, law)
    return found


def _last_changes(circles: Collection[UUID]) -> dict[tuple[UUID, str], datetime]:
    """When each file last changed: written, or changed by what its history says."""
    last: dict[tuple[UUID, str], datetime] = {}
    for model in kinds().values():
        moments = [(model, "written_at")]
        if hasattr(model, "history"):
            moments.append((model.history.model, "history_date"))
        if any(one.name == "ended_at" for one in model._meta.concrete_fields):
            moments.append((model, "ended_at"))
        for source, name in moments:
            rows: Any = source.objects.filter(circle__in=circles, **{f"{name}__isnull": False}).order_by()
            for circle, law, moment in rows.values_list("circle", "written_under").annotate(Max(name)):
                known = last.get((circle, law))
                last[circle, law] = max(known, moment) if known else moment
    return last


def _requests(asked: Asked) -> list[Due]:
    """Questions at the door that were finished and became no circle; the others go with their circle."""
    rows = HelpRequest.objects.filter(municipality=asked.municipality, circle__isnull=True)
    found = rows.filter(finished_at__lt=asked.before(Kind.REQUEST)).order_by().values_list("pk", "finished_at")
    return [Due(Kind.REQUEST, "", "helprequest", pk, moment) for pk, moment in found if moment is not None]


def _persons(asked: Asked) -> list[Due]:
    """People at whom nothing points any more but what goes along with them, and who did nothing lately.

    Rows that were joined to one person go with that person, so all of them must be free. Who decides for somebody, or
    lives where a circle is or was, is needed for as long as that is.
    """
    before = asked.before(Kind.PERSON)
    rows = Person.objects.filter(municipality=asked.municipality, since__lt=before)
    rows = rows.filter(Q(user__isnull=True) | Q(user__last_login__isnull=True) | Q(user__last_login__lt=before))
    rows = rows.exclude(Exists(Act.objects.filter(subject=OuterRef("pk"), at__gte=before)))
    homes = Residence.objects.filter(person=OuterRef("pk"))
    rows = rows.exclude(Exists(homes.filter(Q(since__gte=before.date()) | Q(until__gte=before.date()))))
    rows = rows.exclude(Exists(homes.filter(Exists(Circle.objects.filter(household=OuterRef("household"))))))
    rows = _unneeded(rows, Person, GOES_WITH_PERSON)
    helps = Supporter.objects.filter(supports=OuterRef("pk"))
    for model, name in _pointing_at(Supporter):
        rows = rows.exclude(Exists(helps.filter(Exists(model._base_manager.filter(**{name: OuterRef("pk")})))))
    known = {pk: (since, joined_to) for pk, since, joined_to in rows.order_by().values_list("pk", "since", "same_as")}
    going = _with_all_they_need(set(known), asked.municipality)
    return [
        Due(Kind.PERSON, "", "person", pk, since)
        for pk, (since, joined_to) in known.items()
        if joined_to is None and pk in going
    ]


def _with_all_they_need(going: set[UUID], municipality: Municipality) -> set[UUID]:
    """Those of whom every joined row, and everybody they decide for, goes too."""
    joined = Person.objects.filter(municipality=municipality, same_as__isnull=False).values_list("same_as", "pk")
    decides = Authority.objects.filter(about__municipality=municipality).values_list("holder", "about")
    needs = [*joined, *decides]
    while held := {who for who, other in needs if who in going and other not in going}:
        going = going - held
    return going


def _households(asked: Asked, leaving: Collection[UUID]) -> list[Due]:
    """Households without a circle in which nobody lives or lived but who is leaving."""
    before = asked.before(Kind.PERSON)
    rows = Household.objects.filter(municipality=asked.municipality, since__lt=before)
    rows = _unneeded(rows, Household, [(Residence, "household")])
    homes = Residence.objects.filter(household__municipality=asked.municipality).values_list("household", "person")
    lived_in = {household for household, person in homes if person not in leaving}
    found = rows.order_by().values_list("pk", "since")
    return [Due(Kind.PERSON, "", "household", pk, since) for pk, since in found if pk not in lived_in]


def _empty_households(asked: Asked) -> list[Due]:
    return _households(asked, ())


def _unneeded(
    rows: QuerySet[Any], model: type[Model], goes_along: Collection[tuple[type[Model], str]]
) -> QuerySet[Any]:
    """Those at which nothing points but what goes along: a new model that points at a person keeps them by itself."""
    for other, name in _pointing_at(model):
        if (other, name) not in goes_along:
            rows = rows.exclude(Exists(other._base_manager.filter(**{name: OuterRef("pk")})))
    return rows


def _pointing_at(model: type[Model]) -> list[tuple[type[Model], str]]:
    """Every model with a field that points at this one."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            found.append((relation.related_model, relation.field.name))  # type: ignore[union-attr]
    return found  # type: ignore[return-value]
