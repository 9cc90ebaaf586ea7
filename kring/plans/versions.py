"""What the plan said on any day, from the history, under the reading rules of today and of that day."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kring.circles.models import Member
from kring.core import when
from kring.core.verdict import no
from kring.households.models import Person
from kring.log.models import Act
from kring.municipality.models import LifeDomain
from kring.plans.models import Agreement, Goal, Note, Period
from kring.plans.reading import AUTHOR, FRAME, FRAME_ROWS, Frame, GoalShown, PlanShown, frame_of, number_goals
from kring.sharing.models import Item
from kring.sharing.reading import Reading, Shown

DAYS_SHOWN = 60


@dataclass(frozen=True)
class ChangeDay:
    """A day on which the plan changed, and who changed it."""

    day: date
    names: list[str]


def end_of(day: date) -> datetime:
    """The first moment after this day in the municipality."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def read_plan_on(reading: Reading, day: date) -> tuple[PlanShown, Frame]:
    """The plan and the words on top as they were at the end of `day`, for this reader.

    A row opens only when this reader may read it both as it was and as it is now: what was filed wrong and put right
    does not leak through its past.
    """
    until = end_of(day)
    goals = _as_it_was(reading, Goal, until)
    agreements = _as_it_was(reading, Agreement, until)
    by_id: dict[uuid.UUID, Goal] = {shown.item.pk: shown.item for shown in goals}
    under: dict[object, list[Shown[Agreement]]] = {}
    for shown in sorted(agreements, key=lambda shown: (shown.item.due_on, shown.item.written_at)):
        shown.item.goal = by_id[shown.item.goal_id]
        under.setdefault(shown.item.goal_id, []).append(shown)
    goals.sort(key=lambda shown: (not shown.item.is_first, shown.item.written_at))
    plan = PlanShown(
        period=_period_on(reading, day),
        goals=number_goals([shown for shown in goals if shown.item.state == Goal.State.ACTIVE], under),
        ended=[
            GoalShown(shown, under.get(shown.item.pk, [])) for shown in goals if shown.item.state != Goal.State.ACTIVE
        ],
        may_change=no(""),
    )
    return plan, _frame_on(reading, until)


def change_days(reading: Reading) -> list[ChangeDay]:
    """The last days on which the plan changed, newest first, each with who did it (one query)."""
    acts = Act.objects.filter(circle=reading.circle.pk, name__startswith="plan.").order_by("-at")
    days: dict[date, dict[str, None]] = {}
    for at, name, organisation in acts.values_list("at", "by_name", "by_organisation")[: DAYS_SHOWN * 10]:
        who = f"{name} ({organisation})" if organisation else name
        days.setdefault(when.as_day(at), {}).setdefault(who, None)
    return [ChangeDay(day, [name for name in names if name]) for day, names in list(days.items())[:DAYS_SHOWN]]


def _as_it_was(reading: Reading, model: type[Any], until: datetime) -> list[Shown[Any]]:
    """The rows of one kind at that moment, each with the reader's answer. Four queries, however many rows."""
    rows = {
        row.id: row.instance
        for row in model.history.filter(circle_id=reading.circle.pk, history_date__lt=until).order_by(
            "history_date", "history_id"
        )
    }
    now = {row.pk: row for row in model.objects.filter(circle=reading.circle).select_related(*AUTHOR)}
    _fill(rows.values(), reading)
    return [_shown_before(reading, row, now[key]) for key, row in rows.items()]


def _shown_before(reading: Reading, row: Any, now: Item) -> Shown[Any]:
    shown, shown_now = reading.show([row])[0], reading.show([now])[0]
    return shown if shown_now.open else Shown(row, shown_now.verdict, min(shown.readers, shown_now.readers))


def _fill(rows: Iterable[Any], reading: Reading) -> None:
    """Give rows from the history the people and the life domain they point at, without a query per row."""
    rows = list(rows)
    members = Member.objects.filter(circle=reading.circle).select_related(
        "professional", "person", "supporter", "organisation"
    )
    seats = {member.pk: member for member in members}
    domains = LifeDomain.objects.in_bulk([row.life_domain_id for row in rows if row.life_domain_id])
    persons = Person.objects.in_bulk([row.about_id for row in rows if row.about_id])
    for row in rows:
        row.circle = reading.circle
        row.author = seats[row.author_id]
        row.author_organisation = row.author.organisation
        row.life_domain = domains.get(row.life_domain_id)
        row.about = persons.get(row.about_id)
        if isinstance(row, Agreement):
            row.responsible = seats[row.responsible_id]


def _period_on(reading: Reading, day: date) -> Period | None:
    after = Q(ended_at__isnull=True) | Q(ended_at__gte=end_of(day))
    return Period.objects.filter(after, plan__circle=reading.circle, starts_on__lte=day).order_by("-number").first()


def _frame_on(reading: Reading, until: datetime) -> Frame:
    notes = Note.objects.filter(circle=reading.circle, kind__in=FRAME, written_at__lt=until)
    newest_first = notes.select_related(*AUTHOR, "about").order_by("-happened_on", "-written_at")
    return frame_of(reading.show(newest_first[:FRAME_ROWS]))
