"""A plan as one reader sees it: closed parts stay visible as closed. Four queries, whatever the plan holds."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from kring.circles.models import Circle
from kring.core import clock
from kring.core.prepared import Prepared
from kring.core.verdict import Verdict
from kring.plans import rules
from kring.plans.models import Agreement, Goal, Note, Outcome, Period, Review
from kring.sharing.reading import Reading, Shown

Agreements = dict[object, list[Shown[Agreement]]]
FRAME = (Note.Kind.MATTERS, Note.Kind.MESSAGE, Note.Kind.FRAMEWORK)


@dataclass(frozen=True)
class GoalShown:
    """A goal with its agreements, each with the reader's answer. `number` counts the goals that we work on from 1."""

    goal: Shown[Goal]
    agreements: list[Shown[Agreement]] = field(default_factory=list)
    number: int = 0
    waits_on: int = 0

    @property
    def open_agreements(self) -> list[Shown[Agreement]]:
        """Those still to be done, as far as this reader may read them."""
        return [shown for shown in self.agreements if shown.open and shown.item.state == Agreement.State.OPEN]

    @property
    def hidden_agreements(self) -> list[Shown[Agreement]]:
        """Those that are there, and closed to this reader."""
        return [shown for shown in self.agreements if not shown.open]

    @property
    def closed_agreements(self) -> list[Shown[Agreement]]:
        """Those that were done or did not work out, the last one first."""
        rows = [shown for shown in self.agreements if shown.open and shown.item.state != Agreement.State.OPEN]
        return sorted(rows, key=lambda shown: shown.item.closed_at or clock.now(), reverse=True)


@dataclass(frozen=True)
class PlanShown:
    """The plan on a page: running period, goals that we work on (first one first), ended goals.

    What this reader may do stands with it: change the plan, and which agreements they may close or undo.
    """

    period: Period | None
    goals: list[GoalShown]
    ended: list[GoalShown]
    may_change: Verdict
    closable: frozenset[uuid.UUID] = frozenset()
    undoable: frozenset[uuid.UUID] = frozenset()

    @property
    def closed(self) -> int:
        """How many goals and agreements there are that this reader may not read."""
        rows = [*self.goals, *self.ended]
        return sum(not row.goal.open for row in rows) + sum(not a.open for row in rows for a in row.agreements)


# Enough to find the last words of every person in a household; what was said long ago stands in the story.
FRAME_ROWS = 60


def read_plan(reading: Reading) -> PlanShown:
    """The plan of the circle for this reader (two queries: the period comes along with the goals)."""
    goals = _goals(reading.circle.pk)
    if not goals:
        return PlanShown(period=running_period(reading.circle), goals=[], ended=[], may_change=_may_change(reading))
    under: Agreements = {}
    for shown in reading.show(_agreements(reading.circle.pk)):
        under.setdefault(shown.item.goal_id, []).append(shown)
    shown_goals = reading.show(goals)
    may_close, may_undo = _what_to_press(reading, shown_goals, under)
    return PlanShown(
        period=getattr(goals[0], "running", None),
        goals=number_goals([goal for goal in shown_goals if goal.item.state == Goal.State.ACTIVE], under),
        ended=[
            GoalShown(goal, under.get(goal.item.pk, []))
            for goal in sorted(shown_goals, key=lambda goal: goal.item.written_at, reverse=True)
            if goal.item.state != Goal.State.ACTIVE
        ],
        may_change=_may_change(reading),
        closable=may_close,
        undoable=may_undo,
    )


_goals: Prepared[Goal] = Prepared(
    lambda circle_id: (
        Goal.objects.filter(circle=circle_id)  # type: ignore[misc]
        .annotate(running=FilteredRelation("plan__periods", condition=Q(plan__periods__ended_at__isnull=True)))
        .select_related("life_domain", "about", "running")
    )
)
_agreements: Prepared[Agreement] = Prepared(
    lambda circle_id: Agreement.objects.filter(circle=circle_id).select_related("life_domain")
)


def goals_to_choose(reading: Reading) -> list[GoalShown]:
    """The goals that we work on, numbered, for a form to choose from (one query; readers are not counted)."""
    goals = _goals_now(reading.circle.pk)
    return number_goals([Shown(goal, reading.may_read(goal), ()) for goal in goals], {})


_goals_now: Prepared[Goal] = Prepared(
    lambda circle_id: Goal.objects.filter(circle=circle_id, state=Goal.State.ACTIVE).select_related(
        "life_domain", "plan", "about"
    )
)


def running_period(circle: Circle) -> Period | None:
    """The period that runs now (one query)."""
    return Period.objects.filter(plan__circle=circle, ended_at__isnull=True).first()


def _may_change(reading: Reading) -> Verdict:
    return rules.may_change_plan(reading.circle, reading.seat)


def number_goals(goals: list[Shown[Goal]], under: Agreements) -> list[GoalShown]:
    """The goals that we work on, numbered in their order, each with the number of the goal that it waits for."""
    numbers: dict[uuid.UUID | None, int] = {shown.item.pk: number for number, shown in enumerate(goals, start=1)}
    return [
        GoalShown(shown, under.get(shown.item.pk, []), numbers[shown.item.pk], numbers.get(shown.item.waits_for_id, 0))
        for shown in goals
    ]


def _what_to_press(
    reading: Reading, goals: list[Shown[Goal]], under: Agreements
) -> tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]]:
    """Which of the agreements that this reader sees they may close, and which they may open again. No query."""
    may_close, may_undo = set(), set()
    for goal in goals:
        goal.item.circle = reading.circle
        for shown in under.get(goal.item.pk, []):
            agreement = shown.item
            agreement.circle, agreement.goal = reading.circle, goal.item
            if shown.open and rules.may_close_agreement(agreement, reading.seat).allowed:
                may_close.add(agreement.pk)
            if shown.open and rules.may_reopen_agreement(agreement, reading.seat).allowed:
                may_undo.add(agreement.pk)
    return frozenset(may_close), frozenset(may_undo)


@dataclass(frozen=True)
class Frame:
    """What stands on top: the resident's own words, the message of everybody, and the framework, as they are now."""

    matters: list[Shown[Note]]
    message: Shown[Note] | None
    framework: Shown[Note] | None = None


def read_frame_and_story(
    reading: Reading, *, since_days: int | None = 42, limit: int = 60
) -> tuple[Frame, list[Shown[Note]]]:
    """The frame and the notes of the story, newest first, in one query.

    `since_days=None` reads all of the story. Of what matters the last words of each person count; corrected notes
    come with their correction.
    """
    frame_first = Case(When(kind__in=FRAME, then=Value(0)), default=Value(1), output_field=IntegerField())
    notes = Note.objects.filter(circle=reading.circle).select_related("life_domain", "about")
    if since_days is not None:
        since = clock.today() - timedelta(days=since_days)
        notes = notes.filter(Q(kind__in=FRAME) | Q(happened_on__gte=since))
    shown = reading.show(notes.order_by(frame_first, "-happened_on", "-written_at")[:limit])
    story = sorted(shown, key=lambda row: (row.item.happened_on, row.item.written_at), reverse=True)
    return frame_of(shown), story


def read_frame(reading: Reading) -> Frame:
    """What stands on top, without the story: one query for a few rows, however long the story is."""
    notes = Note.objects.filter(circle=reading.circle, kind__in=FRAME).select_related("life_domain", "about")
    return frame_of(reading.show(notes.order_by("-happened_on", "-written_at")[:FRAME_ROWS]))


def frame_of(shown: Iterable[Shown[Note]]) -> Frame:
    """The words on top out of notes, newest first."""
    matters: dict[object, Shown[Note]] = {}
    last: dict[str, Shown[Note]] = {}
    for row in shown:
        if row.item.kind == Note.Kind.MATTERS:
            matters.setdefault(row.item.about_id or row.item.author.person_id, row)
        else:
            last.setdefault(row.item.kind, row)
    return Frame(list(matters.values()), last.get(Note.Kind.MESSAGE), last.get(Note.Kind.FRAMEWORK))


@dataclass(frozen=True)
class ReviewShown:
    """What came of a period: what it says about each goal, what was done, and what was set right afterwards."""

    outcomes: list[tuple[Shown[Outcome], Shown[Goal]]]
    done: int
    not_done: int
    next_on: date | None
    corrections: list[Shown[Note]]


def reviews_of(circle: Circle) -> QuerySet[Review]:
    """The reviews of a circle with author and period, each with `next_on`: the day of the review after it."""
    following = Period.objects.filter(plan=OuterRef("period__plan"), number=OuterRef("period__number") + 1)
    reviews: QuerySet[Review] = Review.objects.filter(circle=circle)
    return reviews.select_related("life_domain", "period").annotate(next_on=Subquery(following.values("review_on")[:1]))


def read_review(reading: Reading, review: Review) -> ReviewShown:
    """One review out of `reviews_of`, for this reader (three queries); counts are of agreements they may read."""
    outcomes = Outcome.objects.filter(review=review).select_related("life_domain", "goal__life_domain")
    since, until = review.period.starts_on, review.held_on
    closed = (
        Agreement.objects.readable_by(reading.facts)
        .filter(circle=reading.circle, closed_at__date__gte=since, closed_at__date__lte=until)
        .values_list("state", flat=True)
    )
    states = list(closed)
    corrections = Note.objects.filter(on_review=review).select_related("life_domain").order_by("written_at")
    pairs = [(reading.answer(outcome), reading.answer(outcome.goal)) for outcome in outcomes]
    return ReviewShown(
        # What an outcome says is closed with its goal, also when the goal moved to another life domain since.
        outcomes=[(outcome, goal) for outcome, goal in pairs if outcome.told and goal.told],
        done=states.count(Agreement.State.DONE),
        not_done=states.count(Agreement.State.NOT_DONE),
        next_on=review.next_on,  # type: ignore[attr-defined]
        corrections=reading.show(corrections),
    )
