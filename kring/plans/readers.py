"""Who would read what is being written: the real rules, asked about an item that is not kept yet."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kring.circles.models import Member
from kring.households.models import Person
from kring.municipality.models import LifeDomain, Sensitivity
from kring.plans.actions.saving import law_of
from kring.plans.models import Agreement, Bottleneck, Goal
from kring.sharing.models import Item
from kring.sharing.reading import Reading, Supposed


@dataclass(frozen=True)
class DraftReaders:
    """The members who could read it, and those who could not."""

    who: list[Member]
    who_not: list[Member]


def readers_of(reading: Reading, draft: Item, supposed: Supposed | None = None) -> DraftReaders:
    """Everybody in the circle, sorted by whether they could read this draft of the reader's own (no query).

    `supposed` is what goes with the draft and is not kept yet: several persons, named readers, kept closed.
    """
    seat = reading.seat
    assert seat is not None  # noqa: S101 (the gate lets nobody without a seat come here)
    if supposed is not None:
        reading = reading.supposing(draft, supposed)
    draft.circle, draft.author = reading.circle, seat
    draft.author_organisation = seat.organisation
    about = {"about_id": draft.about_id, "about_group_id": draft.about_group_id, "sensitivity": draft.sensitivity}
    draft.written_under = law_of(seat, about)
    answers = reading.who_reads(draft)
    return DraftReaders(
        [member for member, verdict in answers if verdict.allowed],
        [member for member, verdict in answers if not verdict.allowed],
    )


def readers_of_goal(reading: Reading, domain: LifeDomain | None, about: Person | None) -> DraftReaders:
    """Who reads a goal in this life domain, about this person or (None) the household."""
    level = domain.sensitivity if domain else Sensitivity.ORDINARY
    return readers_of(reading, Goal(life_domain=domain, sensitivity=level, about=about))


def readers_by_domain(reading: Reading, domains: Iterable[LifeDomain]) -> list[tuple[LifeDomain, DraftReaders]]:
    """For each life domain who reads a goal about the household (no query)."""
    return [(domain, readers_of_goal(reading, domain, None)) for domain in domains]


def readers_of_agreement(reading: Reading, goal: Goal | None, responsible: Member | None) -> DraftReaders:
    """Who reads an agreement under this goal: those who read the goal, and who is to do it."""
    if goal is None:
        return readers_of(reading, Agreement(responsible=responsible))
    return readers_of(
        reading,
        Agreement(
            life_domain=goal.life_domain, sensitivity=goal.sensitivity, about=goal.about, responsible=responsible
        ),
    )


def readers_of_bottleneck(reading: Reading, goal: Goal | None, owner: Member | None) -> DraftReaders:
    """Who reads a bottleneck: those who read the goal, or the frame of the plan without one, and who keeps at it."""
    if goal is None:
        return readers_of(reading, Bottleneck(owner=owner))
    about = {"life_domain": goal.life_domain, "sensitivity": goal.sensitivity, "about": goal.about}
    return readers_of(reading, Bottleneck(**about, about_group_id=goal.about_group_id, owner=owner))


def readers_of_draft(reading: Reading, chosen: Mapping[str, str]) -> DraftReaders:
    """The same for a form that is being filled in: ids as the browser sends them; what is not of here is left out."""
    if "goal" in chosen or "responsible" in chosen or chosen.get("kind") == "bottleneck":
        goals = Goal.objects.filter(circle=reading.circle, pk=_id(chosen, "goal")).select_related("life_domain")
        goal = next((goal for goal in goals if reading.may_read(goal).allowed), None)
        if chosen.get("kind") == "bottleneck":
            return readers_of_bottleneck(reading, goal, _member(reading, chosen, "owner"))
        return readers_of_agreement(reading, goal, _member(reading, chosen, "responsible"))
    domains = LifeDomain.objects.filter(municipality=reading.circle.household.municipality)
    domain = domains.filter(pk=_id(chosen, "life_domain")).first()
    about = next((person for person in reading.persons if person.pk == _id(chosen, "about")), None)
    return readers_of_goal(reading, domain, about)


def _member(reading: Reading, chosen: Mapping[str, str], name: str) -> Member | None:
    return next((member for member in reading.members if member.pk == _id(chosen, name)), None)


def _id(chosen: Mapping[str, str], name: str) -> uuid.UUID:
    """The id that was chosen; one that nothing has where it is none."""
    try:
        return uuid.UUID(chosen.get(name, ""))
    except ValueError:
        return uuid.UUID(int=0)
