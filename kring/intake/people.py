"""The people of a household as its page shows them: age, who decides, where else they are, who is around them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.verdict import Text
from kring.households import rules
from kring.households.models import Authority, Household, Person, Residence, Supporter


@dataclass
class Elsewhere:
    """Another household of somebody. `household` is None for who may not see it: then no address and no link."""

    household: Household | None
    with_whom: list[Person]


@dataclass
class Somebody:
    """One person of the household."""

    residence: Residence
    person: Person
    age: str
    decides: Text
    then: tuple[int, date, Text] | None
    authorities: list[Authority] = field(default_factory=list)
    elsewhere: list[Elsewhere] = field(default_factory=list)
    supporters: list[Supporter] = field(default_factory=list)
    is_you: bool = False

    @property
    def nobody_decides(self) -> bool:
        """Below 16, and nothing is written down about who has authority."""
        return bool(self.decides) and not self.authorities and rules.stage(self.person) < rules.Stage.SIXTEEN


def people_of(residences: list[Residence], actor: Actor) -> list[Somebody]:
    """Everybody who lives here now, with all that the page says about them (four queries)."""
    persons = [residence.person for residence in residences]
    over = authorities_over(persons)
    supporters = _supporters(persons)
    elsewhere = _elsewhere(residences, over, actor)
    return [
        Somebody(
            residence,
            residence.person,
            age=rules.age_in_words(residence.person),
            decides=rules.who_decides(residence.person),
            then=_then(residence.person),
            authorities=[a for a in over if a.about_id == residence.person_id],
            elsewhere=elsewhere.get(residence.person_id, []),
            supporters=supporters.get(residence.person_id, []),
            is_you=actor.person is not None and actor.person.pk == residence.person_id,
        )
        for residence in residences
    ]


def authorities_over(persons: Iterable[Person]) -> list[Authority]:
    """What runs today over these persons (one query)."""
    today = clock.today()
    return list(
        Authority.objects.filter(Q(until__isnull=True) | Q(until__gt=today), about__in=list(persons), since__lte=today)
        .select_related("holder", "holder_organisation", "about")
        .order_by("since")
    )


def _then(person: Person) -> tuple[int, date, Text] | None:
    coming = rules.next_stage(person)
    return (int(coming[0]), coming[1], rules.THEN[coming[0]]) if coming else None


def _supporters(persons: list[Person]) -> dict[UUID, list[Supporter]]:
    found: dict[UUID, list[Supporter]] = {}
    for supporter in Supporter.objects.filter(supports__in=persons, until__isnull=True).order_by("since", "name"):
        found.setdefault(supporter.supports_id, []).append(supporter)
    return found


def _elsewhere(residences: list[Residence], over: list[Authority], actor: Actor) -> dict[UUID, list[Elsewhere]]:
    """The other households; who else is there is named only when they have authority over this person."""
    here = {residence.household_id for residence in residences}
    mine = Residence.objects.current().filter(person__in=[r.person_id for r in residences]).exclude(household__in=here)
    there = list(
        Residence.objects.current()
        .filter(household__in=mine.values("household"))
        .select_related("person", "household__district")
    )
    seen = _seen_by(actor, {residence.household for residence in there})
    holders = {(a.about_id, a.holder_id) for a in over}
    people = {residence.person_id for residence in residences}
    found: dict[UUID, list[Elsewhere]] = {}
    for residence in there:
        if residence.person_id in people:
            others = [r.person for r in there if r.household_id == residence.household_id]
            with_whom = [one for one in others if (residence.person_id, one.pk) in holders]
            household = residence.household if residence.household_id in seen else None
            found.setdefault(residence.person_id, []).append(Elsewhere(household, with_whom))
    return found


def _seen_by(actor: Actor, households: set[Household]) -> set[UUID]:
    """Which of these other households the actor may see: as in `may_see_household`, for many at once."""
    job = actor.professional
    if job is None or not households:
        return set()
    ours = {one.pk for one in households if one.municipality_id == job.organisation.municipality_id}
    if job.does_triage:
        return ours
    seats = Member.objects.present().filter(
        professional=job, circle__household__in=households, circle__closed_at__isnull=True
    )
    return set(seats.values_list("circle__household_id", flat=True))
