"""Who may read what, and why. The one file that a privacy officer reads and signs off.

First the facts about the reader are bound (seats, grounds, persons); from them follow four doors.
An item is open when one door is open. The same doors answer for one item and filter a list.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core.verdict import Verdict, no, yes
from kring.households.models import Authority, Person, Residence
from kring.households.rules import may_decide_for
from kring.municipality.models import Municipality, Sensitivity
from kring.sharing.models import Ground, Item
from kring.sharing.tree import Column, Every, Some, Tree

Ids = frozenset[uuid.UUID]
# Per level of sensitivity, the life domains that a ground opens up to at least that level.
Reach = Mapping[int, Ids]


@dataclass(frozen=True)
class Facts:
    """All that matters about one reader. Built once per request; every answer follows from it."""

    circles: Ids = frozenset()
    seats: Ids = frozenset()
    organisation: uuid.UUID | None = None
    reach: Reach = field(default_factory=dict)
    persons: Ids = frozenset()
    # The circles in which they sit as a resident, and those of a household in which they live themselves.
    resident_in: Ids = frozenset()
    at_home_in: Ids = frozenset()

    @cached_property
    def doors(self) -> dict[str, Tree]:
        """The four doors by name, in the order in which they are explained."""
        return {
            "about_you": Every(
                (
                    Column("open_to_resident", "is", True),
                    Some(
                        (
                            Column("about_id", "in", self.persons),
                            Every((Column("about_id", "empty"), Column("circle_id", "in", self.at_home_in))),
                            Every((self.frame, self.audience, Column("circle_id", "in", self.resident_in))),
                        )
                    ),
                )
            ),
            "addressed": Column("addressee_id", "in", self.seats),
            "own_organisation": Column(
                "author_organisation_id", "in", frozenset({self.organisation} if self.organisation else ())
            ),
            "ground": Every((self.seat, self.audience, self.ground)),
        }

    @cached_property
    def seat(self) -> Tree:
        """A professional's seat in the item's circle; without organisation there is no task in law."""
        return Column("circle_id", "in", self.circles if self.organisation else frozenset())

    @cached_property
    def frame(self) -> Tree:
        """What matters and the message of everybody: about nobody alone and about no single life domain.

        A parent who lives elsewhere reads this and what is about their child; not the rest of the household.
        """
        return Every((Column("about_id", "empty"), Column("life_domain_id", "empty")))

    @cached_property
    def audience(self) -> Tree:
        return Column("audience", "is", Item.Audience.CIRCLE)

    @cached_property
    def ground(self) -> Tree:
        """The frame of the plan needs a seat only; the rest a ground for its life domain and sensitivity."""
        return Some(
            (
                Column("life_domain_id", "empty"),
                *(
                    Every((Column("sensitivity", "is", level), Column("life_domain_id", "in", domains)))
                    for level, domains in sorted(self.reach.items())
                ),
            )
        )

    @cached_property
    def readable(self) -> Tree:
        """Open when one of the doors is open."""
        return Some(tuple(self.doors.values()))


_WHY_OPEN = {
    "about_you": gettext_lazy("It is about you or about someone you decide for."),
    "addressed": gettext_lazy("It is your agreement."),
    "own_organisation": gettext_lazy("Your organisation wrote it."),
    "ground": gettext_lazy("You are in the circle, and this belongs to the task of your organisation."),
}
# The nearest door that stayed closed: why, what would open it, and whether the writer is the one to ask.
_WHY_CLOSED = {
    "about_others": (
        gettext_lazy("This is about somebody else, or the writer keeps it closed for now."),
        gettext_lazy("Ask the writer about it."),
        True,
    ),
    "no_seat": (gettext_lazy("You are not in this circle."), gettext_lazy("Ask the lead to invite you."), False),
    "no_task": (
        gettext_lazy("This is not meant for you."),
        gettext_lazy("Ask the resident to open it for you."),
        True,
    ),
    "within": (
        gettext_lazy("The writer keeps this within their own organisation."),
        gettext_lazy("Ask the writer to share it."),
        True,
    ),
    "no_ground": (
        gettext_lazy("Your organisation has no ground for “%(domain)s”."),
        gettext_lazy("Consent of the resident, or the writer shares it on their own authority."),
        True,
    ),
}


def may_read(facts: Facts, item: Item) -> Verdict:
    """May this reader read this item? The reason names the door, or the nearest one that stayed closed."""
    for name, door in facts.doors.items():
        if door.holds(item):
            return yes(_WHY_OPEN[name], ground=name)
    closed = _nearest(facts, item)
    reason, what_opens, ask_writer = _WHY_CLOSED[closed]
    words, whom = {"domain": domain_of(item)}, item.author.name if ask_writer else ""
    return Verdict(False, str(reason) % words, what_opens=what_opens, whom=whom, ground=closed)


def domain_of(item: Item) -> str:
    """The name of the life domain of an item, with how sensitive it is; empty for the frame of the plan."""
    name = item.life_domain.name if item.life_domain else ""
    return name if item.sensitivity == Sensitivity.ORDINARY else f"{name} ({Sensitivity(item.sensitivity).label})"


def _nearest(facts: Facts, item: Item) -> str:
    """Which door was nearest, for a reader for whom all of them are closed: a key of `_WHY_CLOSED`."""
    if item.about_id in facts.persons or item.circle_id in facts.resident_in:
        return "about_others"
    if item.circle_id not in facts.circles:
        return "no_seat"
    if not facts.organisation:
        return "no_task"
    return "no_ground" if facts.audience.holds(item) else "within"


def grounds_of(*municipalities: Municipality) -> dict[str, Reach]:
    """The table of grounds of these municipalities, per kind of organisation (one query).

    Life domains belong to one municipality, so that the tables of several do not mix.
    """
    table: dict[str, dict[int, set[uuid.UUID]]] = {}
    grounds = Ground.objects.filter(municipality__in=municipalities)
    rows = grounds.values_list("organisation_kind", "life_domain_id", "up_to")
    for kind, domain, up_to in rows:
        for level in range(Sensitivity.ORDINARY, up_to + 1):
            table.setdefault(kind, {}).setdefault(level, set()).add(domain)
    return {kind: {level: frozenset(ids) for level, ids in reach.items()} for kind, reach in table.items()}


def facts_of_member(
    member: Member,
    grounds: Mapping[str, Reach],
    authorities: Iterable[Authority] = (),
    *,
    at_home: Ids = frozenset(),
) -> Facts:
    """What counts for one seat, whoever sits there: the reader of the page, or a name in "who may read this".

    `authorities` are those that a resident holds; `at_home` the persons who live in the household today.
    """
    seat, circle = frozenset({member.pk}), frozenset({member.circle_id})
    if member.organisation is not None:
        return Facts(
            circles=circle,
            seats=seat,
            organisation=member.organisation_id,
            reach=grounds.get(member.organisation.kind, {}),
        )
    if member.person is not None:
        return Facts(
            circles=circle,
            seats=seat,
            persons=_persons_decided_for(member.person, authorities),
            resident_in=circle,
            at_home_in=circle if member.person_id in at_home else frozenset(),
        )
    return Facts(circles=circle, seats=seat)


def facts_of_actor(actor: Actor, seats: Iterable[Member], grounds: Mapping[str, Reach]) -> Facts:
    """What counts for the reader over several circles ("mijn werk"); `seats` are their accepted seats."""
    seats = list(seats)
    circles = frozenset(seat.circle_id for seat in seats)
    ids = frozenset(seat.pk for seat in seats)
    if actor.professional is not None:
        organisation = actor.professional.organisation
        return Facts(circles=circles, seats=ids, organisation=organisation.pk, reach=grounds.get(organisation.kind, {}))
    if actor.person is not None:
        return Facts(
            circles=circles,
            seats=ids,
            persons=_persons_decided_for(actor.person, authorities_held_by(actor.person)),
            resident_in=circles,
            at_home_in=_at_home_in(actor.person, circles),
        )
    return Facts(circles=circles, seats=ids)


def authorities_held_by(person: Person) -> list[Authority]:
    """The authority that a resident holds over others (one query)."""
    return list(person.authorities_held.filter(until__isnull=True).select_related("about"))


def may_see_circle(actor: Actor, circle: Circle) -> Verdict:
    """Is there a seat? The gate put the circle's seats on it as `seats_now`."""
    seat = seat_of(actor, circle)
    if seat is not None and seat.state == Member.State.ACCEPTED:
        return yes(_("You are in this circle."))
    return no(_("You are not in this circle."))


def may_set_rules(actor: Actor) -> Verdict:
    """The privacy officer of the municipality sets the table of grounds and the other rules."""
    if actor.professional is not None and actor.professional.is_privacy_officer:
        return yes(_("You look after privacy here."))
    return no(_("Only the privacy officer changes the rules."), whom=_("the privacy officer of your municipality"))


def seat_of(actor: Actor, circle: Circle) -> Member | None:
    """The actor's own seat or invitation among the seats that the gate has read."""
    for member in circle.seats_now:  # type: ignore[attr-defined]
        if actor.professional is not None and member.professional_id == actor.professional.pk:
            return member
        if actor.person is not None and member.person_id == actor.person.pk:
            return member
        if any(member.supporter_id == supporter.pk for supporter in actor.supporters):
            return member
    return None


def _at_home_in(person: Person, circles: Ids) -> Ids:
    """Those of these circles that are around a household in which the person lives today (one query)."""
    homes = Residence.objects.current().filter(person=person, household__circles__in=circles)
    return frozenset(homes.values_list("household__circles", flat=True)) & circles


def _persons_decided_for(person: Person, authorities: Iterable[Authority]) -> Ids:
    """Oneself, and those for whom the law lets this person decide today (Jeugdwet 7.3.4 and 7.3.5)."""
    held: dict[Person, list[Authority]] = {}
    for authority in authorities:
        held.setdefault(authority.about, []).append(authority)
    others = {about.pk for about, over in held.items() if may_decide_for(person, about, over).allowed}
    return frozenset({person.pk, *others})
