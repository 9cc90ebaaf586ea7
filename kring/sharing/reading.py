"""Reading within one circle: everything the rules need, read once per request, so that pages ask without queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from kring.circles.actors import Actor
from kring.circles.models import Circle, FormProposal, Lead, Member
from kring.core import clock
from kring.core.ids import new_id
from kring.core.prepared import Prepared
from kring.core.verdict import Verdict
from kring.households.models import Authority, Person, Residence
from kring.sharing import rules
from kring.sharing.around import Around, read_around
from kring.sharing.facts import facts_of_actor, facts_of_member
from kring.sharing.models import Item

AnyItem = TypeVar("AnyItem", bound=Item)

SEATS_NOW = (Member.State.ACCEPTED, Member.State.INVITED)
_looked_at = attrgetter(*rules.LOOKED_AT)
LEADS_NOW = (Lead.State.ACCEPTED, Lead.State.OFFERED)


@dataclass(frozen=True)
class Shown(Generic[AnyItem]):
    """An item on a page with the answer for this reader. Templates print `item` only when `verdict.allowed`."""

    item: AnyItem
    verdict: Verdict
    readers: tuple[Member, ...]

    @property
    def open(self) -> bool:
        return self.verdict.allowed

    @property
    def told(self) -> bool:
        """May the reader know that it is there?"""
        return self.verdict.allowed or self.verdict.tells != "nothing"

    @property
    def residents(self) -> list[Member]:
        """The residents in the circle who read it too."""
        return [member for member in self.readers if member.person_id is not None]


@dataclass(frozen=True)
class Supposed:
    """What goes with an item that is being written: several persons, named readers, kept from who it is about."""

    kept_closed: bool = False
    persons: tuple[Person, ...] = ()
    named: tuple[Member, ...] = ()


def load_circle(circle_id: Any) -> Circle | None:
    """The circle with household and municipality, and on it `seats_ever`, of which `seats_now` count (one query).

    Who left is among `seats_ever`, because what they wrote stays. Each seat has `lead_now`: their accepted lead or
    open offer in this circle, or None; and `proposal_now`: how they propose to organise it. A circle in which nobody
    ever had a seat costs one query more.
    """
    seats = _seats_ever(circle_id)
    circle = seats[0].circle if seats else _empty_circle(circle_id)
    if circle is not None:
        circle.seats_ever = seats  # type: ignore[attr-defined]
        circle.seats_now = [seat for seat in seats if seat.state in SEATS_NOW]  # type: ignore[attr-defined]
        for seat in seats:
            seat.circle = circle
    return circle


_seats_ever = Prepared(
    lambda circle_id: (
        Member.objects.filter(circle=circle_id)
        .annotate(lead_now=FilteredRelation("leads", condition=Q(leads__state__in=LEADS_NOW)))
        .annotate(proposal_now=FilteredRelation("form_proposals", condition=Q(form_proposals__state="open")))
        .select_related(  # type: ignore[misc]
            "professional",
            "person",
            "supporter",
            "organisation",
            "lead_now",
            "proposal_now",
            "circle__household__municipality",
            "circle__household__district",
        )
        .order_by("invited_at")
    )
)


def _empty_circle(circle_id: Any) -> Circle | None:
    related = Circle.objects.select_related("household__municipality", "household__district")
    return related.filter(pk=circle_id).first()


class Reading:
    """One reader in one circle. Two queries (around, people), made when first needed."""

    def __init__(self, circle: Circle, seat: Member | None, *, actor: Actor | None = None) -> None:
        """`actor` is who reads without a seat, in a crisis."""
        self.circle = circle
        self.seat = seat
        self.visitor = actor

    @cached_property
    def members(self) -> list[Member]:
        """Who is in the circle now."""
        return [seat for seat in self._seats if seat.state == Member.State.ACCEPTED]

    @cached_property
    def invited(self) -> list[Member]:
        return [seat for seat in self._seats if seat.state == Member.State.INVITED]

    @cached_property
    def lead(self) -> Lead | None:
        """The lead of the circle now, with member and deputy filled in from the seats."""
        return self._lead(Lead.State.ACCEPTED)

    @cached_property
    def lead_offer(self) -> Lead | None:
        """The question to lead that waits for an answer."""
        return self._lead(Lead.State.OFFERED)

    @cached_property
    def form_proposal(self) -> FormProposal | None:
        """The proposal to organise the circle otherwise that waits for an answer."""
        for seat in self._seats:
            proposal: FormProposal | None = getattr(seat, "proposal_now", None)
            if proposal is not None:
                proposal.circle, proposal.proposer = self.circle, seat
                if proposal.lead_id:
                    proposal.lead = next((one for one in self._seats if one.pk == proposal.lead_id), None)
                return proposal
        return None

    @cached_property
    def steady_contact(self) -> Member | None:
        return next((member for member in self.members if member.is_steady_contact), None)

    @property
    def rules_version(self) -> str:
        """Which version of the catalogue answered on this page; empty when nothing was asked."""
        return str(self.around.version) if "around" in self.__dict__ else ""

    @cached_property
    def around(self) -> Around:
        """What stands around this circle now, beside seats: the catalogue in force, homes, consents, crises."""
        return read_around([self.circle.pk])

    @cached_property
    def persons(self) -> list[Person]:
        """Who is in the household today, oldest first; each has `part` (adult or child, a `Residence.Part`)."""
        here = {person.pk: person for person in self._people if person.part}  # type: ignore[attr-defined]
        return sorted(here.values(), key=lambda person: (person.birth_date or date.min, person.pk))

    @cached_property
    def authorities(self) -> list[Authority]:
        """What the residents in this circle decide for others."""
        residents = {member.person_id for member in self.members}
        held = (getattr(person, "held", None) for person in self._people if person.pk in residents)
        return [authority for authority in held if authority is not None]

    @cached_property
    def _people(self) -> list[Person]:
        """The household and the residents in the circle, one row for each authority that they hold (one query)."""
        lives_here = Residence.objects.current().filter(household=self.circle.household_id)
        residents = Person.objects.filter(pk__in=[member.person_id for member in self.members if member.person_id])
        # As a union the database finds these few by their keys; as "or" it reads everybody in the municipality.
        people = lives_here.order_by().values("person").union(residents.order_by().values("pk"))
        running = Q(authorities_held__until__isnull=True) | Q(authorities_held__until__gt=clock.today())
        return list(
            Person.objects.annotate(
                part=Subquery(lives_here.filter(person=OuterRef("pk")).values("part")[:1]),
                held=FilteredRelation("authorities_held", condition=running),
            )
            .filter(pk__in=people)
            .select_related("held__about")  # type: ignore[misc]
        )

    @cached_property
    def _facts(self) -> dict[UUID, rules.Facts]:
        """What counts for each seat: theirs is the same rule as for the reader."""
        return {member.pk: self.facts_of(member) for member in self.members}

    def facts_of(self, member: Member) -> rules.Facts:
        """What counts for one seat."""
        return facts_of_member(member, self.around, self._held_by(member))

    @cached_property
    def facts(self) -> rules.Facts:
        """What counts for this reader. Without an accepted seat nothing opens."""
        seat = next((member for member in self.members if self.seat and member.pk == self.seat.pk), None)
        if seat is None and self.visitor is not None:
            return facts_of_actor(self.visitor, [], self.around)
        return self.facts_of(seat) if seat else rules.Facts()

    @property
    def knows_of_closed(self) -> bool:
        """Is the reader told that something closed is there? Not a supporter, who has no task in law here.

        How much of it, says `tells` of the verdict.
        """
        return self.visitor is not None or (self.seat is not None and self.seat.supporter_id is None)

    def may_read(self, item: Item) -> Verdict:
        """May this reader read this item, and why? The item gets its people, see `_fill_in`."""
        self._fill_in(item)
        return rules.may_read(self.facts, item)

    def who_reads(self, item: Item) -> list[tuple[Member, Verdict]]:
        """Everybody in the circle with the answer for this item, which gets its people."""
        self._fill_in(item)
        return [(member, rules.may_read(self._facts[member.pk], item)) for member in self.members]

    def supposing(self, item: Item, supposed: Supposed) -> "Reading":
        """The same reader, as if this item were kept already with what goes with it. No query."""
        around, circle = self.around, self.circle.pk
        if supposed.persons:
            item.about_group_id = new_id()
            group = frozenset((item.about_group_id, person.pk) for person in supposed.persons)
            around = replace(around, groups={**around.groups, circle: around.groups.get(circle, frozenset()) | group})
        if supposed.named:
            item.readership_id = readership = new_id()
            named = {one.pk: around.readers.get(one.pk, frozenset()) | {readership} for one in supposed.named}
            around = replace(around, readers={**around.readers, **named})
        if supposed.kept_closed:
            around = replace(around, withheld=around.withheld | {item.pk})
        other = Reading(self.circle, self.seat)
        other.around, other._people = around, self._people
        return other

    def answer(self, item: AnyItem) -> Shown[AnyItem]:
        """One item with the reader's answer and who in the circle reads it. No query."""
        verdict = self.may_read(item)
        return Shown(item, verdict, self._readers_of(item))

    def _readers_of(self, item: Item) -> tuple[Member, ...]:
        """Everybody in the circle who may read it; asked once for items that are alike to the rules."""
        alike = (
            *_looked_at(item),
            item.pk if item.pk in self._singled_out else None,
            None if self.circle.history_opens else item.written_at,
        )
        if alike not in self._who_reads_alike:
            readers = (member for member in self.members if self._facts[member.pk].readable.holds(item))
            self._who_reads_alike[alike] = tuple(readers)
        return self._who_reads_alike[alike]

    @cached_property
    def _who_reads_alike(self) -> dict[tuple[Any, ...], tuple[Member, ...]]:
        return {}

    @cached_property
    def _singled_out(self) -> rules.Ids:
        """Items that were shared, opened or withheld one by one."""
        return self.around.withheld.union(*self.around.shared.values(), *self.around.opened.values())

    def show(self, items: Iterable[AnyItem]) -> list[Shown[AnyItem]]:
        """The items for a page, each with its answer; without those of which nothing may be known. No query."""
        return [shown for shown in map(self.answer, items) if shown.told]

    def _fill_in(self, item: Item) -> None:
        """Give the item its circle, author and addressee out of the seats that were read already.

        Joining these to every item would make the database think longer about how to read than it takes to read.
        """
        item.circle = self.circle
        author = self._seats_ever.get(item.author_id)
        if author is not None:
            item.author = author
            if author.organisation_id == item.author_organisation_id:
                item.author_organisation = author.organisation
        if item.addressee_id in self._seats_ever:
            setattr(item, item.addressee, self._seats_ever[item.addressee_id])

    @cached_property
    def _seats_ever(self) -> dict[UUID | None, Member]:
        return {seat.pk: seat for seat in self.circle.seats_ever}  # type: ignore[attr-defined]

    @cached_property
    def _seats(self) -> list[Member]:
        seats: list[Member] = self.circle.seats_now  # type: ignore[attr-defined]
        return seats

    def _held_by(self, member: Member) -> list[Authority]:
        return [held for held in self.authorities if held.holder_id == member.person_id] if member.person_id else []

    def _lead(self, state: str) -> Lead | None:
        for seat in self._seats:
            lead: Lead | None = getattr(seat, "lead_now", None)
            if lead is not None and lead.state == state:
                lead.circle, lead.member = self.circle, seat
                if lead.deputy_id:
                    lead.deputy = next((other for other in self._seats if other.pk == lead.deputy_id), None)
                return lead
        return None
