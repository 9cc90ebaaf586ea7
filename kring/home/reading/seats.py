"""Everything around an actor over all their circles: seats, who else is there, who leads. Two queries."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FilteredRelation, Q

from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.circles.rules import who_must_act
from kring.households.models import Person, Residence
from kring.sharing.reading import LEADS_NOW, SEATS_NOW


@dataclass(frozen=True)
class MyCircle:
    """One open circle in which the actor has a seat or an invitation."""

    circle: Circle
    seat: Member
    members: list[Member] = field(default_factory=list)
    lead: Lead | None = None
    offer: Lead | None = None

    @property
    def name(self) -> str:
        return self.circle.household.name

    @property
    def joined(self) -> bool:
        return self.seat.state == Member.State.ACCEPTED

    @property
    def i_lead(self) -> bool:
        """Does the actor lead here today, themselves or as deputy?"""
        return self.lead is not None and self.lead.acting.pk == self.seat.pk

    @property
    def i_must_find_a_lead(self) -> bool:
        """Nobody leads, nobody was asked, and the municipality's rule names the actor."""
        if self.offer is not None:
            return False
        proposed = who_must_act(self.circle, self.members, self.lead, self.offer)
        return proposed is not None and proposed.pk == self.seat.pk

    @property
    def must_say_what_to_expect(self) -> bool:
        """Somebody else asked the actor in, and they have not said yet what they are here for."""
        return not self.seat.goal and self.member_of_account(self.seat.invited_by_id) != self.seat

    @property
    def steady_contact(self) -> Member | None:
        return next((member for member in self.members if member.is_steady_contact), None)

    def member_of_account(self, account: uuid.UUID | None) -> Member | None:
        """Who in this circle has this account."""
        return next((member for member in self.members if account and member.who.user_id == account), None)


def my_circles(
    actor: Actor, *, among: Collection[uuid.UUID] | None = None, signs: Mapping[str, Any] | None = None
) -> list[MyCircle]:
    """The open circles of an actor, by the name of the household; `among`: only of these.

    `signs`: what the page wants to know of each seat beside, by the name under which it stands on the seat.
    """
    whose = _whose(actor) if among is None else _whose(actor) & Q(circle__in=among)
    seats = list(
        Member.objects.filter(whose, state__in=SEATS_NOW, circle__closed_at__isnull=True)
        .select_related("organisation", "circle__household__municipality", "circle__household__district")
        .annotate(**(signs or {}))
        .order_by("circle__household__name", "invited_at")
    )
    around = _members_by_circle(seat.circle_id for seat in seats)
    return [_my_circle(seat, around.get(seat.circle_id, [])) for seat in seats]


def persons_of(circles: Iterable[MyCircle]) -> list[Person]:
    """Who lives in these households today: of whom a page shows something (one query)."""
    here = Residence.objects.current().filter(household__in={mine.circle.household_id for mine in circles})
    return list(Person.objects.filter(pk__in=here.values("person")))


def _whose(actor: Actor) -> Q:
    if actor.professional is not None:
        return Q(professional=actor.professional)
    if actor.person is not None:
        return Q(person=actor.person)
    return Q(supporter__in=actor.supporters)


def _members_by_circle(circles: Iterable[Any]) -> dict[Any, list[Member]]:
    """Who is in each circle now, with `lead_now` as in `sharing.reading.load_circle` (one query)."""
    rows = (
        Member.objects.filter(circle__in=list(circles), state=Member.State.ACCEPTED)
        .annotate(lead_now=FilteredRelation("leads", condition=Q(leads__state__in=LEADS_NOW)))
        .select_related("professional", "person", "supporter", "organisation", "lead_now")  # type: ignore[misc]
        .order_by("invited_at")
    )
    around: dict[Any, list[Member]] = {}
    for member in rows:
        around.setdefault(member.circle_id, []).append(member)
    return around


def _my_circle(seat: Member, members: list[Member]) -> MyCircle:
    leads: dict[str, Lead] = {}
    for member in members:
        lead: Lead | None = getattr(member, "lead_now", None)
        if lead is not None:
            lead.circle, lead.member = seat.circle, member
            lead.deputy = next((other for other in members if other.pk == lead.deputy_id), None)
            leads[lead.state] = lead
    return MyCircle(seat.circle, seat, members, leads.get(Lead.State.ACCEPTED), leads.get(Lead.State.OFFERED))
