"""Who would read what is being written: the real rules, asked about an item that is not kept yet."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kring.circles.models import Member
from kring.core.verdict import Verdict
from kring.households.models import Person
from kring.municipality.models import LifeDomain, Sensitivity
from kring.plans.actions.saving import law_of
from kring.plans.models import Agreement, Bottleneck, Goal
from kring.sharing.models import Item
from kring.sharing.reading import Reading, Supposed
from kring.sharing.why import find_item


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
    return _sorted(reading.who_reads(draft))


def _sorted(answers: Iterable[tuple[Member, Verdict]]) -> DraftReaders:
    answers = list(answers)
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


def readers_of_bottleneck(
    reading: Reading, goal: Goal | None, owner: Member | None, beside: Item | None = None
) -> DraftReaders:
    """Who reads a bottleneck: those who read the goal, and who keeps at it.

    Without a goal those who read what was talked about (`beside`), or the frame of the plan.
    """
    like = goal or beside
    return readers_of(reading, Bottleneck(owner=owner, **(_like(like) if like is not None else {})))


def readers_of_kept(reading: Reading, item: Item) -> DraftReaders:
    """Who reads an item that is kept, and so what is written beside it with the same readers (no query)."""
    return _sorted(reading.who_reads(item))


def _like(item: Item) -> dict[str, Any]:
    return {
        "life_domain": item.life_domain,
        "sensitivity": item.sensitivity,
        "about_id": item.about_id,
        "about_group_id": item.about_group_id,
    }


def readers_of_draft(reading: Reading, chosen: Mapping[str, str]) -> DraftReaders:
    """The same for a form that is being filled in: ids as the browser sends them; what is not of here is left out."""
    if "goal" in chosen or "responsible" in chosen or chosen.get("kind") == "bottleneck":
        goals = Goal.objects.filter(circle=reading.circle, pk=_id(chosen, "goal")).select_related("life_domain")
        goal = next((goal for goal in goals if reading.may_read(goal).allowed), None)
        if chosen.get("kind") == "bottleneck":
            return readers_of_bottleneck(reading, goal, _member(reading, chosen, "owner"), _beside(reading, chosen))
        return readers_of_agreement(reading, goal, _member(reading, chosen, "responsible"))
    domains = LifeDomain.objects.filter(municipality=reading.circle.household.municipality)
    domain = domains.filter(pk=_id(chosen, "life_domain")).first()
    about = next((person for person in reading.persons if person.pk == _id(chosen, "about")), None)
    return readers_of_goal(reading, domain, about)


def _beside(reading: Reading, chosen: Mapping[str, str]) -> Item | None:
    """What was talked about (`beside`, of the kind `of`), for who may read that."""
    item = find_item(reading.circle, chosen.get("of", ""), _id(chosen, "beside")) if "beside" in chosen else None
    return item if item is not None and reading.may_read(item).allowed else None


def _member(reading: Reading, chosen: Mapping[str, str], name: str) -> Member | None:
    return next((member for member in reading.members if member.pk == _id(chosen, name)), None)


def _id(chosen: Mapping[str, str], name: str) -> uuid.UUID:
    """The id that was chosen; one that nothing has where it is none."""
    try:
        return uuid.UUID(chosen.get(name, ""))
    except ValueError:
        return uuid.UUID(int=0)
