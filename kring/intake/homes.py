"""Where people are today, and the open circle there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kring.circles.models import Circle, Lead
from kring.households.models import Household, Person, Residence


@dataclass(frozen=True)
class Home:
    """A household of a person, as child or adult, with its open circle and who leads that, if any."""

    household: Household
    part: str
    circle: Circle | None
    lead: Lead | None


def homes_of(persons: Iterable[Person]) -> dict[UUID, list[Home]]:
    """Per person (by id) the households of today, oldest first (three queries)."""
    residences = list(
        Residence.objects.current()
        .filter(person__in=list(persons))
        .select_related("household__district", "household__municipality")
        .order_by("since")
    )
    households = {residence.household_id for residence in residences}
    circles = {circle.household_id: circle for circle in Circle.objects.open().filter(household__in=households)}
    leads = {
        lead.circle_id: lead
        for lead in Lead.objects.filter(
            circle__in=[circle.pk for circle in circles.values()], state=Lead.State.ACCEPTED
        ).select_related("member__professional__organisation", "member__organisation")
    }
    found: dict[UUID, list[Home]] = {}
    for residence in residences:
        circle = circles.get(residence.household_id)
        home = Home(residence.household, residence.part, circle, leads.get(circle.pk) if circle else None)
        found.setdefault(residence.person_id, []).append(home)
    return found
