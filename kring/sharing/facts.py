"""The facts about a reader, out of the database, as they are now or were at any moment."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import product
from typing import Any

from django.db.models import Q

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.circles.rules import history_opened
from kring.core import clock
from kring.core.verdict import Verdict
from kring.core.when import as_day
from kring.households.models import Authority, Person
from kring.households.rules import administers_money_of, may_decide_for
from kring.municipality.defaults import MONEY
from kring.municipality.models import LifeDomain
from kring.network.models import Organisation
from kring.sharing import rules
from kring.sharing.around import Around, read_around
from kring.sharing.models import Item
from kring.sharing.rules import NEVER, Facts, Id, Ids


def facts_of_member(member: Member, around: Around, authorities: Iterable[Authority] = ()) -> Facts:
    """What counts for one seat, whoever sits there: the reader of the page, or a name in "who may read this".

    `authorities` are those that a resident holds.
    """
    if member.professional_id is not None and member.organisation is not None:
        return _of_professional(member.professional_id, member.organisation, [member], around)
    return _of_people_at_home([member], around, authorities)


def facts_of_actor(actor: Actor, seats: Iterable[Member], around: Around) -> Facts:
    """What counts for the reader over several circles, or in a crisis without a seat; `seats` are accepted seats.

    A professional reads what their organisation wrote also without a seat. For a resident one query more.
    """
    seats = list(seats)
    if actor.professional is not None:
        return _of_professional(actor.professional.pk, actor.professional.organisation, seats, around)
    held = authorities_held_by(actor.person, at=around.at) if actor.person is not None else []
    return _of_people_at_home(seats, around, held)


def authorities_held_by(person: Person, *, at: datetime | None = None) -> list[Authority]:
    """The authority that a resident holds over others on the day of a moment (one query)."""
    day = as_day(at or clock.now())
    running = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
    return list(person.authorities_held.filter(running).select_related("about"))


def _of_seats(seats: list[Member], around: Around) -> dict[str, Any]:
    """What every seat gives: where they sit, since when, and where they or their organisation were named."""
    receivers = {seat.pk for seat in seats} | {seat.organisation_id for seat in seats if seat.organisation_id}
    return {
        "at": around.at,
        "seats": frozenset(seat.pk for seat in seats),
        "since": {seat.circle_id: _opens_from(seat) for seat in seats},
        "readerships": frozenset[Id]().union(*(around.readers.get(one, frozenset()) for one in receivers)),
        "shared": frozenset[Id]().union(*(around.shared.get(one, frozenset()) for one in receivers)),
    }


def _opens_from(seat: Member) -> datetime:
    """From when on the seat opens what was written: always, unless the circle keeps its history closed."""
    return NEVER if seat.circle.history_opens or seat.answered_at is None else seat.answered_at


def _of_professional(professional: Id, organisation: Organisation, seats: list[Member], around: Around) -> Facts:
    kind = around.catalogue.kind(organisation.kind)
    return Facts(
        **_of_seats(seats, around),
        organisation=organisation.pk,
        working_in=frozenset(seat.circle_id for seat in seats),
        tasks=kind.tasks,
        child_tasks=kind.child_tasks,
        children=around.children() if kind.child_tasks else frozenset(),
        consents=around.consents_to(organisation.pk),
        covenants=around.covenants.get(organisation.pk, frozenset()),
        visits=frozenset[Id]().union(*(around.visits.get(seat.pk, frozenset()) for seat in seats)),
        crises=around.crises.get(professional, frozenset()),
        vital_up_to=around.catalogue.vital_up_to,
        consent_up_to=kind.consent_up_to,
        lapsed=around.lapsed.get(organisation.pk, {}),
    )


def _of_people_at_home(seats: list[Member], around: Around, authorities: Iterable[Authority]) -> Facts:
    """A resident or a supporter: without a seat nothing opens."""
    person = seats[0].person if seats else None
    if person is None:
        supporters = {seat.supporter_id for seat in seats}
        given = frozenset[Any]().union(*(around.consents_to(supporter) for supporter in supporters))
        return Facts(**_of_seats(seats, around) | {"shared": _opened_to(seats, around)}, consents=given)
    circles = frozenset(seat.circle_id for seat in seats)
    held, day = list(authorities), as_day(around.at)
    mine = around.also(persons_decided_for(person, held, on=day))
    return Facts(
        **{**_of_seats(seats, around), "readerships": frozenset(), "shared": frozenset()},
        persons=mine | around.groups_with(mine),
        money_of=_money_of(person, held, around, on=day),
        resident_in=circles,
        at_home_in=frozenset(circle for circle in circles if person.pk in around.homes.get(circle, {})),
        withheld=around.withheld,
    )


def _opened_to(seats: list[Member], around: Around) -> Ids:
    """What was shared with a supporter, or opened to them by a resident and is not kept from residents now."""
    shared: Ids = _of_seats(seats, around)["shared"]
    opened = frozenset[Id]().union(*(around.opened.get(seat.pk, frozenset()) for seat in seats))
    return shared | (opened - around.withheld)


def _money_of(person: Person, held: list[Authority], around: Around, *, on: date) -> frozenset[tuple[Id, Id]]:
    """Whose money they administer, with the life domain of money (a query only for who administers some)."""
    administered = around.also(administers_money_of(person, held, on=on))
    if not administered:
        return frozenset()
    towns = {authority.about.municipality_id for authority in held}
    domains = LifeDomain.objects.filter(municipality__in=towns, key=MONEY).values_list("pk", flat=True)
    return frozenset(product(administered | around.groups_with(administered), domains))


def persons_decided_for(person: Person, authorities: Iterable[Authority], *, on: date) -> Ids:
    """Oneself, and those for whom the law lets this person decide on a day (Jeugdwet 7.3.4 and 7.3.5)."""
    held: dict[Person, list[Authority]] = {}
    for authority in authorities:
        held.setdefault(authority.about, []).append(authority)
    others = {about.pk for about, over in held.items() if may_decide_for(person, about, over, on=on).allowed}
    return frozenset({person.pk, *others})


def may_read(actor: Actor, item: Item, *, at: datetime | None = None) -> Verdict:
    """May this actor read this item at a moment, now unless said? Every fact is read again as it was then.

    For pages that ask about one thing (the explain page); pages with many items bind the facts once.
    """
    moment = at or clock.now()
    seats = seats_at(actor, item.circle, at=moment)
    facts = facts_of_actor(actor, seats, read_around([item.circle_id], at=moment))
    return rules.explain(facts, item)


def seats_at(actor: Actor, circle: Circle, *, at: datetime) -> list[Member]:
    """The seats of an actor in a circle that were taken and not left at a moment (two queries)."""
    whose = (
        Q(professional=actor.professional)
        if actor.professional is not None
        else Q(person=actor.person)
        if actor.person is not None
        else Q(supporter__in=actor.supporters)
    )
    taken = Q(answered_at__lte=at) & (Q(left_at__isnull=True) | Q(left_at__gt=at))
    accepted = Q(state__in=(Member.State.ACCEPTED, Member.State.LEFT))
    seats = Member.objects.filter(whose & taken & accepted, circle=circle)
    found = list(seats.select_related("organisation", "person", "circle"))
    for seat in found:
        seat.circle.history_opens = history_opened(circle, at=at)
    return found
