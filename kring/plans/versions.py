"""What the plan said on any day, from the history, under the reading rules of today and of that day."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kring.core import when
from kring.core.verdict import no
from kring.log.models import Act
from kring.plans.models import Agreement, Goal, Note
from kring.plans.reading import FRAME, FRAME_ROWS, Frame, GoalShown, PlanShown, frame_of, number_goals
from kring.sharing.reading import Reading, Shown

DAYS_SHOWN = 60
# What a row of the history points at, given to the goal or agreement that is made from it.
POINTS_AT = ("life_domain", "about")


@dataclass(frozen=True)
class ChangeDay:
    """A day on which the plan changed, and who changed it."""

    day: date
    names: list[str]


def end_of(day: date) -> datetime:
    """The first moment after this day in the municipality."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def change_days(reading: Reading) -> list[ChangeDay]:
    """The last days on which the plan changed, newest first, each with who did it (one query)."""
    acts = Act.objects.filter(circle=reading.circle.pk, name__startswith="plan.").order_by("-at")
    days: dict[date, dict[str, None]] = {}
    for at, name, organisation in acts.values_list("at", "by_name", "by_organisation")[: DAYS_SHOWN * 10]:
        who = f"{name} ({organisation})" if organisation else name
        days.setdefault(when.as_day(at), {}).setdefault(who, None)
    return [ChangeDay(day, [name for name in names if name]) for day, names in list(days.items())[:DAYS_SHOWN]]


def read_plan_on(reading: Reading, day: date) -> tuple[PlanShown, Frame]:
    """The plan and the words on top as they were at the end of `day`, for this reader (three queries).

    A row opens only when this reader may read it both as it was and as it is now: what was filed wrong and put right
    does not leak through its past.
    """
    until = end_of(day)
    running = FilteredRelation(
        "plan__periods",
        condition=Q(plan__periods__starts_on__lte=day)
        & (Q(plan__periods__ended_at__isnull=True) | Q(plan__periods__ended_at__gte=until)),
    )
    goal_rows = list(_rows(Goal, reading, until).annotate(running=running).select_related(*POINTS_AT, "running"))
    agreement_rows = _rows(Agreement, reading, until).select_related(*POINTS_AT)
    goals = _as_it_was(reading, goal_rows)
    goals.sort(key=lambda shown: (not shown.item.is_first, shown.item.written_at))
    under: dict[object, list[Shown[Agreement]]] = {}
    for shown in _as_it_was(reading, agreement_rows):
        under.setdefault(shown.item.goal_id, []).append(shown)
    for listed in under.values():
        listed.sort(key=lambda shown: (shown.item.due_on, shown.item.written_at))
    plan = PlanShown(
        period=getattr(goal_rows[0], "running", None) if goal_rows else None,
        goals=number_goals([shown for shown in goals if shown.item.state == Goal.State.ACTIVE], under),
        ended=[
            GoalShown(shown, under.get(shown.item.pk, [])) for shown in goals if shown.item.state != Goal.State.ACTIVE
        ],
        may_change=no(""),
    )
    return plan, _frame_on(reading, until)


def _rows(model: Any, reading: Reading, until: datetime) -> Any:
    """The history of one kind up to that moment, each with whether this reader may read the row as it is now."""
    now = model.objects.readable_by(reading.facts).filter(pk=OuterRef("id"))
    return (
        model.history.filter(circle_id=reading.circle.pk, history_date__lt=until)
        .annotate(readable_now=Exists(now))
        .order_by("history_date", "history_id")
    )


def _as_it_was(reading: Reading, rows: Any) -> list[Shown[Any]]:
    """The last row of each goal or agreement, with the reader's answer. No query beyond `rows`."""
    last: dict[uuid.UUID, Any] = {row.id: row for row in rows}
    shown = []
    for row in last.values():
        item = row.instance
        for name in POINTS_AT:
            setattr(item, name, getattr(row, name))
        as_it_was = reading.answer(item)
        if as_it_was.open and not row.readable_now:
            closed = no(_("This is closed now."), what_opens=_("Ask the writer about it."), whom=item.author.name)
            as_it_was = Shown(item, closed, as_it_was.readers)
        if as_it_was.told:
            shown.append(as_it_was)
    return shown


def _frame_on(reading: Reading, until: datetime) -> Frame:
    notes = Note.objects.filter(circle=reading.circle, kind__in=FRAME, written_at__lt=until)
    newest_first = notes.select_related(*POINTS_AT).order_by("-happened_on", "-written_at")
    return frame_of(reading.show(newest_first[:FRAME_ROWS]))
