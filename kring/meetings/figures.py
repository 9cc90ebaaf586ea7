"""Counts of talks for who must see how it goes: without persons, and never of so few that somebody could be known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core.verdict import Text, Verdict, no, yes
from kring.meetings.models import AgendaItem, ReadBack
from kring.municipality.models import Municipality

# Below this a number is not told: of so few talks somebody could be known.
FEWEST = 5


def may_see_figures(actor: Actor) -> Verdict:
    """The privacy officer sees how often residents were not invited, and why."""
    if actor.is_privacy_officer:
        return yes(_("You watch over the rules of the municipality."))
    return no(_("The privacy officer sees these figures."), whom=_("the privacy officer"))


@dataclass(frozen=True)
class Counted:
    """A number with what it is out of; `told` is false where it is too small, or what is left over is."""

    number: int
    all: int

    @property
    def told(self) -> bool:
        return self.all >= FEWEST and (self.number == 0 or self.number >= FEWEST)

    @property
    def says(self) -> Text:
        """In words: "7 of 40", or that it is few."""
        if not self.told:
            return _("fewer than %(count)s") % {"count": FEWEST}
        return _("%(number)s of %(all)s") % {"number": self.number, "all": self.all}


@dataclass(frozen=True)
class TableRow:
    """One table that comes back, or all others together."""

    name: Text
    talks: int
    not_invited: Counted
    put_off: Counted
    all_heard: Counted


@dataclass(frozen=True)
class Figures:
    """All of the page; `total` is None where there were too few talks to tell anything."""

    rows: list[TableRow]
    total: TableRow | None
    reasons: list[tuple[Text, Counted]]


def read_figures(municipality: Municipality, *, since: date, until: date) -> Figures:
    """The talks of tables from `since` up to and including `until` (two queries)."""
    talks = AgendaItem.objects.filter(meeting__municipality=municipality, meeting__day__range=(since, until)).exclude(
        state=AgendaItem.State.DROPPED
    )
    rows = [_row(found.pop("meeting__series__name"), found) for found in _by_table(talks)]
    told = [row for row in rows if row.name and row.talks >= FEWEST]
    few = [row for row in rows if row not in told]
    total = _together(_("All tables"), rows)
    others = _together(_("Other tables"), few)
    if others.talks:
        told.append(others)
    return Figures(told, total, _reasons(talks)) if total.talks >= FEWEST else Figures([], None, [])


def _by_table(talks: Any) -> Iterable[dict[str, object]]:
    """Per table that comes back; put off counts talks that were, not how often."""
    not_heard = ReadBack.objects.filter(item=OuterRef("pk"), heard_at__isnull=True)
    closed = Q(state=AgendaItem.State.CLOSED)
    rows = talks.annotate(waits=Exists(not_heard)).order_by().values("meeting__series__name")
    return rows.annotate(
        talks=Count("pk"),
        not_invited=Count("pk", filter=Q(resident_invited_at__isnull=True)),
        put_off=Count("pk", filter=Q(put_off_times__gt=0)),
        closed=Count("pk", filter=closed),
        heard=Count("pk", filter=closed & Q(waits=False)),
        times=Sum("put_off_times"),
    )


def _row(name: object, found: dict[str, object]) -> TableRow:
    number = {key: int(str(value or 0)) for key, value in found.items()}
    talks = number["talks"]
    return TableRow(
        str(name or ""),
        talks,
        Counted(number["not_invited"], talks),
        Counted(number["put_off"], talks),
        Counted(number["heard"], number["closed"]),
    )


def _together(name: Text, rows: Iterable[TableRow]) -> TableRow:
    rows = list(rows)

    def added(which: str) -> Counted:
        parts = [getattr(row, which) for row in rows]
        return Counted(sum(part.number for part in parts), sum(part.all for part in parts))

    return TableRow(name, sum(row.talks for row in rows), added("not_invited"), added("put_off"), added("all_heard"))


def _reasons(talks: Any) -> list[tuple[Text, Counted]]:
    """Why residents were not invited, the most frequent first; kinds that are too few stand together."""
    without = talks.filter(resident_invited_at__isnull=True).order_by()
    found = dict(without.values_list("not_invited_kind").annotate(Count("pk")))
    number = sum(found.values())
    if number < FEWEST:
        return []
    kinds = dict(AgendaItem.NotInvited.choices)
    told: list[tuple[Text, Counted]] = [
        (kinds[kind], Counted(count, number)) for kind, count in found.items() if count >= FEWEST
    ]
    rest = number - sum(counted.number for _name, counted in told)
    told.sort(key=lambda row: -row[1].number)
    return [*told, (_("reasons that were seldom given"), Counted(rest, number))] if rest else told
