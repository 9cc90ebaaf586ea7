"""What a change of the catalogue opens and closes today, counted by the rules themselves before it is saved."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.municipality.models import LifeDomain, Municipality, Sensitivity
from kring.network.models import Law, Organisation, OrganisationKind
from kring.sharing.around import Catalogue, read_around
from kring.sharing.facts import facts_of_member
from kring.sharing.models import Item
from kring.sharing.rules import Facts
from kring.sharing.why import kinds

Id = uuid.UUID
# What one page counts; of more it says so, and counts the newest.
MOST_CIRCLES, MOST_ITEMS = 500, 5000


@dataclass(frozen=True)
class Rules:
    """What a change can touch: the lines, and what each organisation shares by covenants."""

    catalogue: Catalogue
    covenants: Mapping[Id, frozenset[tuple[Id, Id, int]]]


@dataclass(frozen=True)
class Written:
    """All of an item that the doors look at, and nothing of what stands in it."""

    id: Id
    circle_id: Id
    subject_id: Id
    addressee_id: Id | None
    life_domain_id: Id
    sensitivity: int
    audience: str
    readership_id: Id | None
    author_organisation_id: Id | None
    written_under: str
    written_at: datetime


@dataclass
class Cell:
    """One kind of organisation (or one party of a covenant), one life domain, one sensitivity: what opens or closes.

    `only`: what was written under these laws; `but`: under all but these, where that is shorter to say. The sets say
    what is there today.
    """

    who: str
    domain: str
    level: str
    opens: bool
    only: str = ""
    but: str = ""
    items: set[Id] = field(default_factory=set)
    people: set[Id] = field(default_factory=set)
    circles: set[Id] = field(default_factory=set)


@dataclass(frozen=True)
class Effect:
    """Who would read more and less. `of_circles` is set when not all circles or items were counted."""

    cells: Sequence[Cell] = ()
    notes: Sequence[str] = ()
    not_all: bool = False

    @property
    def opens(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.opens]

    @property
    def closes(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.opens]


def effect_of(municipality: Municipality, change: Callable[[], Any], *, starts: datetime | None = None) -> Effect:
    """Make the change, look what counts then, and take it back: so what is shown is what saving does.

    `starts`: when a change counts later. Raises what the change raises.
    """
    circles = Circle.objects.filter(household__municipality=municipality, closed_at__isnull=True)
    one = circles.order_by("-opened_at").values_list("pk", flat=True)[:1]
    moment = starts or clock.now()
    before = _rules(one, moment)
    with transaction.atomic():
        change()
        after = _rules(one, max(clock.now(), moment))
        transaction.set_rollback(True)
    cells = _cells(municipality, before, after)
    counted = _count(cells, circles, before, after) if cells else True
    return Effect(list(cells.values()), _notes(before, after), not_all=not counted)


def _rules(circles: Iterable[Id], at: datetime) -> Rules:
    around = read_around(list(circles), at=at)
    return Rules(around.catalogue, around.covenants)


# Who (a kind or an organisation), life domain, sensitivity, and whether it opens.
Place = tuple[Any, Id, int, bool]


def _cells(municipality: Municipality, before: Rules, after: Rules) -> dict[Place, Cell]:
    """Every place that opens or closes by these rules, whether something is written there or not."""
    found: dict[Place, set[str]] = defaultdict(set)
    for kind in {*before.catalogue.kinds, *after.catalogue.kinds}:
        was, becomes = (_by_law(one.catalogue, kind) for one in (before, after))
        for opens, rows in ((True, becomes - was), (False, was - becomes)):
            for domain, level, law in rows:
                found[kind, domain, level, opens].add(law)
    for organisation in {*before.covenants, *after.covenants}:
        had, has = (one.covenants.get(organisation, frozenset()) for one in (before, after))
        for opens, shared in ((True, has - had), (False, had - has)):
            for _other, domain, level in shared:
                found[organisation, domain, level, opens] |= set(Law.values)
    domains = {one.pk: one for one in LifeDomain.objects.filter(municipality=municipality)}
    names = _names([who for who, *_rest in found if isinstance(who, uuid.UUID)])
    ordered = sorted(found, key=lambda place: (str(place[0]), domains[place[1]].order, place[2]))
    return {
        place: Cell(
            who=names.get(place[0]) or str(OrganisationKind(place[0]).label),
            domain=domains[place[1]].name,
            level=str(Sensitivity(place[2]).label),
            opens=place[3],
            only=_laws(found[place])[0],
            but=_laws(found[place])[1],
        )
        for place in ordered
    }


def _by_law(catalogue: Catalogue, kind: str) -> set[tuple[Id, int, str]]:
    one = catalogue.kind(kind)
    return {*one.tasks, *one.child_tasks}


def _names(organisations: Collection[Id]) -> dict[Any, str]:
    if not organisations:
        return {}
    return dict(Organisation.objects.filter(pk__in=organisations).values_list("pk", "name"))


def _laws(laws: Collection[str]) -> tuple[str, str]:
    """Under which laws, or under which not: only what is shorter; both are empty when under all."""
    these = [str(law.label) for law in Law if law.value in laws]
    others = [str(law.label) for law in Law if law.value not in laws]
    return ("", ", ".join(others)) if len(others) < len(these) else (", ".join(these), "")


def _count(cells: Mapping[Place, Cell], circles: QuerySet[Circle], before: Rules, after: Rules) -> bool:
    """Ask for every seat and item that the change can touch, before and after; False when there were too many."""
    who = {place[0] for place in cells}
    organisations = [one for one in who if isinstance(one, uuid.UUID)]
    touched = Q(organisation__kind__in=[one for one in who if isinstance(one, str)]) | Q(organisation__in=organisations)
    seats = Member.objects.present().filter(touched, professional__isnull=False, circle__in=circles)
    by_circle: dict[Id, list[Member]] = defaultdict(list)
    for seat in seats.select_related("organisation", "circle").order_by("-circle__opened_at", "pk"):
        if seat.circle_id in by_circle or len(by_circle) <= MOST_CIRCLES:
            by_circle[seat.circle_id].append(seat)
    written = _written(list(by_circle)[:MOST_CIRCLES], cells)
    around = read_around(sorted({item.circle_id for item in written}))
    was, becomes = (replace(around, catalogue=one.catalogue, covenants=one.covenants) for one in (before, after))
    facts: dict[Id, tuple[Facts, Facts]] = {}
    for item in written:
        for seat in by_circle[item.circle_id]:
            if seat.pk not in facts:
                facts[seat.pk] = facts_of_member(seat, was), facts_of_member(seat, becomes)
            _note(cells, item, seat, *facts[seat.pk])
    return len(by_circle) <= MOST_CIRCLES and len(written) < MOST_ITEMS


def _note(cells: Mapping[Place, Cell], item: Written, seat: Member, was: Facts, becomes: Facts) -> None:
    opens = becomes.readable.holds(item)
    if opens == was.readable.holds(item):
        return
    kind = seat.organisation.kind if seat.organisation else ""
    for who in (kind, seat.organisation_id):
        cell = cells.get((who, item.life_domain_id, item.sensitivity, opens))
        if cell is not None:
            cell.items.add(item.id)
            cell.people.add(seat.professional_id)  # type: ignore[arg-type]
            cell.circles.add(item.circle_id)
            return


def _written(circles: Collection[Id], cells: Iterable[Place]) -> list[Written]:
    """What stands in these circles in these life domains, up to the most that a page counts (one query)."""
    places = Q()
    for domain, level in {(domain, level) for _who, domain, level, _opens in cells}:
        places |= Q(life_domain=domain, sensitivity=level)
    first, *others = (
        model.objects.filter(places, circle__in=circles)
        .order_by()
        .annotate(subject=Coalesce("about_id", "about_group_id", "circle_id"), addressed=_addressee(model))
        .values_list(
            *("pk", "circle_id", "subject", "addressed", "life_domain_id", "sensitivity", "audience"),
            *("readership_id", "author_organisation_id", "written_under", "written_at"),
        )
        for model in kinds().values()
    )
    rows = first.union(*others, all=True).order_by("-written_at")[:MOST_ITEMS]
    return [Written(*row) for row in rows]


def _addressee(model: type[Item]) -> Any:
    return F(f"{model.addressee}_id") if model.addressee else Cast(Value(None), UUIDField())


def _notes(before: Rules, after: Rules) -> list[str]:
    """What changes without opening something that is written."""
    notes = []
    if before.catalogue.vital_up_to != after.catalogue.vital_up_to:
        up_to = after.catalogue.vital_up_to
        words = str(Sensitivity(up_to).label) if up_to else _("nothing")
        notes.append(_("In a crisis opens from then on, up to and including: %(level)s.") % {"level": words})
    for kind in sorted({*before.catalogue.kinds, *after.catalogue.kinds}):
        if before.catalogue.kind(kind).consent_up_to != after.catalogue.kind(kind).consent_up_to:
            who = str(OrganisationKind(kind).label) if kind else _("every kind of organisation")
            notes.append(
                _("What may be asked with consent changes for: %(who)s. What was given keeps counting.") % {"who": who}
            )
    return notes
