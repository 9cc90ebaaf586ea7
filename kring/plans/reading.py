"""A plan as one reader sees it: closed parts stay visible as closed. Four queries, whatever the plan holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Case, IntegerField, Q, Value, When

from kring.core import clock
from kring.plans.models import Agreement, Goal, Note, Period
from kring.sharing.reading import Reading, Shown

AUTHOR = (
    "life_domain",
    "author__professional",
    "author__person",
    "author__supporter",
    "author__organisation",
    "author_organisation",
)
FRAME = (Note.Kind.MATTERS, Note.Kind.MESSAGE)


@dataclass(frozen=True)
class GoalShown:
    """A goal with its agreements, each with the reader's answer."""

    goal: Shown[Goal]
    agreements: list[Shown[Agreement]] = field(default_factory=list)


@dataclass(frozen=True)
class PlanShown:
    """The plan on a page: running period, goals that we work on (first one first), ended goals."""

    period: Period | None
    goals: list[GoalShown]
    ended: list[GoalShown]

    @property
    def closed(self) -> int:
        """How many goals and agreements there are that this reader may not read."""
        rows = [*self.goals, *self.ended]
        return sum(not row.goal.open for row in rows) + sum(not a.open for row in rows for a in row.agreements)


def read_plan(reading: Reading) -> PlanShown:
    """The plan of the circle for this reader (three queries)."""
    period = Period.objects.filter(plan__circle=reading.circle, ended_at__isnull=True).select_related("plan").first()
    goals = Goal.objects.filter(circle=reading.circle).select_related(*AUTHOR, "waits_for")
    agreements = Agreement.objects.filter(circle=reading.circle).select_related(
        *AUTHOR,
        "responsible__professional",
        "responsible__person",
        "responsible__supporter",
        "responsible__organisation",
    )
    under: dict[object, list[Shown[Agreement]]] = {}
    for shown in reading.show(agreements):
        shown.item.circle = reading.circle
        under.setdefault(shown.item.goal_id, []).append(shown)
    rows = [GoalShown(goal, under.get(goal.item.pk, [])) for goal in reading.show(goals)]
    return PlanShown(
        period=period,
        goals=[row for row in rows if row.goal.item.state == Goal.State.ACTIVE],
        ended=[row for row in rows if row.goal.item.state != Goal.State.ACTIVE],
    )


@dataclass(frozen=True)
class Frame:
    """What stands on top: the resident's own words and the message of everybody, as they are now."""

    matters: list[Shown[Note]]
    message: Shown[Note] | None


def read_frame_and_story(
    reading: Reading, *, since_days: int | None = 42, limit: int = 60
) -> tuple[Frame, list[Shown[Note]]]:
    """The frame and the notes of the story, newest first, in one query.

    `since_days=None` reads all of the story. Of what matters the last words of each person count; corrected notes
    come with their correction.
    """
    frame_first = Case(When(kind__in=FRAME, then=Value(0)), default=Value(1), output_field=IntegerField())
    notes = Note.objects.filter(circle=reading.circle).select_related(*AUTHOR, "about")
    if since_days is not None:
        since = clock.today() - timedelta(days=since_days)
        notes = notes.filter(Q(kind__in=FRAME) | Q(happened_on__gte=since))
    shown = reading.show(notes.order_by(frame_first, "-happened_on", "-written_at")[:limit])
    story = sorted(shown, key=lambda row: (row.item.happened_on, row.item.written_at), reverse=True)
    return _frame(shown), story


def _frame(shown: Iterable[Shown[Note]]) -> Frame:
    matters: dict[object, Shown[Note]] = {}
    message: Shown[Note] | None = None
    for row in shown:
        if row.item.kind == Note.Kind.MATTERS:
            matters.setdefault(row.item.about_id or row.item.author_id, row)
        elif row.item.kind == Note.Kind.MESSAGE and message is None:
            message = row
    return Frame(list(matters.values()), message)
