"""What is about more people together: it goes when everybody it is about asked it and the writer said yes to each."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from kring.circles.models import Circle
from kring.copies.scope import scope_of
from kring.core import clock
from kring.core.when import as_day
from kring.households.models import Person, Residence
from kring.keeping.hanging import Thing
from kring.keeping.models import DestructionPart
from kring.keeping.written import AT_THE_DOOR, Key, asked_at_the_door, circles_alone, rows_of
from kring.sharing.models import PersonGroup
from kring.sharing.why import kinds

# Whoever asked longer ago may think otherwise by now: they are asked anew.
WISH_COUNTS = timedelta(days=365)


class Shared(NamedTuple):
    """One thing, when it was written and everybody it is about."""

    thing: Thing
    written_at: datetime
    persons: frozenset[UUID]


def written_together(about: Person, *, until: datetime) -> dict[Key, list[Shared]]:
    """What was written until this moment about this person with others, by circle and organisation.

    What is about a household is about all who lived there that day or came to live there since.
    """
    rows = rows_of(about)
    groups = dict[UUID, set[UUID]]()
    for group, person in PersonGroup.persons.through.objects.filter(
        persongroup__in=PersonGroup.objects.filter(persons__in=rows)
    ).values_list("persongroup", "person"):
        groups.setdefault(group, set()).add(person)
    homes = _homes(rows)
    lived = list(Residence.objects.filter(household__in=set(homes.values())))
    now_known_as = _known_as(
        {person for group in groups.values() for person in group} | {one.person_id for one in lived}
    )
    household = Q(about__isnull=True, about_group__isnull=True, circle__in=homes)
    found: dict[Key, list[Shared]] = {}
    for kind, model in kinds().items():
        items = model.objects.filter(Q(about_group__in=groups) | household, written_at__lte=until).order_by()
        for pk, circle, organisation, group, at in items.values_list(
            "pk", "circle", "author_organisation", "about_group", "written_at"
        ):
            them = groups[group] if group else _at_home(lived, homes[circle], at)
            persons = frozenset(now_known_as.get(one, one) for one in them)
            if rows[0] in persons:
                found.setdefault((circle, organisation), []).append(Shared(Thing(kind, pk), at, persons))
    return found


def agreed(shared: dict[Key, list[Shared]]) -> dict[Key, list[Shared]]:
    """That of which everybody it is about asked it, with a yes of who wrote it to each (two queries)."""
    circles = {circle for circle, _organisation in shared}
    yes = DestructionPart.objects.filter(
        circle__in=circles,
        answer=DestructionPart.Answer.DESTROY,
        request__taken_back=False,
        request__asked_at__gt=clock.now() - WISH_COUNTS,
    )
    asked: dict[tuple[Key, UUID], datetime] = {}
    for circle, organisation, person, same_as, at in yes.values_list(
        "circle", "organisation", "request__about", "request__about__same_as", "request__asked_at"
    ):
        key = ((circle, organisation), same_as or person)
        asked[key] = max(at, asked.get(key, at))

    def said(key: Key, one: Shared) -> bool:
        return all((key, person) in asked and one.written_at <= asked[key, person] for person in one.persons)

    return {key: [one for one in some if said(key, one)] for key, some in shared.items()}


def parts_of(persons: Iterable[UUID], key: Key) -> Any:
    """What was asked of this organisation about these persons and answered with yes."""
    them = list(persons)
    about = Q(request__about__in=them) | Q(request__about__same_as__in=them)
    return DestructionPart.objects.filter(
        about, circle=key[0], organisation=key[1], answer=DestructionPart.Answer.DESTROY, request__taken_back=False
    )


class Told(NamedTuple):
    """How much the reader may know of, by circle and organisation: about them alone, and about them with others."""

    alone: Counter[Key]
    together: Counter[Key]


def told_about(about: Person, reader: Person) -> Told:
    """How much of it the reader may read: more than that the page does not tell."""
    rows, scope = rows_of(about), scope_of(about, reader)
    alone, shared = circles_alone(rows), written_together(about, until=clock.now())
    with_others = {one.thing for some in shared.values() for one in some}
    told = Told(Counter(), Counter())
    for kind, model in kinds().items():
        for item in scope.readable(model):
            key = (item.circle_id, item.author_organisation_id)
            if Thing(kind, item.pk) in with_others:
                told.together[key] += 1
            elif item.about_id in rows or (item.about_id is item.about_group_id is None and item.circle_id in alone):
                told.alone[key] += 1
    told.alone[AT_THE_DOOR] = asked_at_the_door(rows).count()
    return Told(+told.alone, told.together)


def _homes(rows: list[UUID]) -> dict[UUID, UUID]:
    """The circles of homes in which they live or lived with others, with the home."""
    alone = circles_alone(rows)
    homes = Residence.objects.filter(person__in=rows).values("household")
    pairs = Circle.objects.filter(household__in=homes).values_list("pk", "household")
    return {circle: home for circle, home in pairs if circle not in alone}


def _at_home(lived: list[Residence], home: UUID, at: datetime) -> set[UUID]:
    day = as_day(at)
    return {one.person_id for one in lived if one.household_id == home and (one.until is None or one.until > day)}


def _known_as(persons: set[UUID]) -> dict[UUID, UUID]:
    """Who was joined to another row, by the id that counts now."""
    joined = Person.objects.filter(pk__in=persons, same_as__isnull=False)
    return {pk: now for pk, now in joined.values_list("pk", "same_as") if now}
