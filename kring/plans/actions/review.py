"""The review that ends a period and opens the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.log.actions import record
from kring.plans import rules
from kring.plans.actions.goals import end_goal
from kring.plans.actions.saving import written_by
from kring.plans.models import Goal, Note, Outcome, Period, Review


@dataclass(frozen=True)
class GoalOutcome:
    """What the review says about one goal: result, why, and whether we go on with it."""

    result: str
    why: str = ""
    goes_on: bool = True


@transaction.atomic
def correct_review(review: Review, *, text: str, by: Actor, seat: Member) -> Note:
    """Set something right in a review. The review itself stays as it was said; who may read it reads this too."""
    rules.may_change_plan(review.circle, seat).insist()
    note = Note.objects.create(
        **written_by(seat, review.circle),
        text=text,
        happened_on=clock.today(),
        on_review=review,
    )
    record("plan.review.corrected", by=by, subject=note.pk, circle=review.circle_id)
    return note


@transaction.atomic
def hold_review(
    period: Period,
    *,
    outcomes: Mapping[Goal, GoalOutcome],
    by: Actor,
    seat: Member,
    score: int | None = None,
    resident_words: str = "",
    not_asked_why: str = "",
    next_review_on: date | None = None,
) -> Review:
    """What came of a period: the resident first (0-10 and words, or why not asked), then each goal; opens the next.

    Goals that were reached end; the others keep their identity and go on, unless they are stopped.
    """
    period = (
        Period.objects.select_for_update(of=("self",))
        .select_related("plan__circle__household__municipality")
        .get(pk=period.pk)
    )
    rules.may_review(period, seat).insist()
    circle = period.plan.circle
    next_review_on = next_review_on or clock.today() + timedelta(days=circle.household.municipality.horizon_days)
    rules.may_plan_until(clock.today(), next_review_on).insist()
    review = Review.objects.create(
        **written_by(seat, circle),
        period=period,
        held_on=clock.today(),
        score=score,
        resident_words=resident_words,
        not_asked_why=not_asked_why,
    )
    for goal, outcome in outcomes.items():
        _say_of_goal(review, goal, outcome, by=by, seat=seat)
    period.ended_at = clock.now()
    period.save(update_fields=["ended_at"])
    Period.objects.create(
        plan=period.plan,
        number=period.number + 1,
        starts_on=clock.today(),
        review_on=next_review_on,
    )
    record("plan.reviewed", by=by, subject=review.pk, circle=circle.pk, detail={"period": period.number})
    return review


def _say_of_goal(review: Review, goal: Goal, outcome: GoalOutcome, *, by: Actor, seat: Member) -> None:
    """Keep what the review says about one goal; it ends when it was reached, or when we stop with it."""
    Outcome.objects.create(
        **written_by(seat, review.circle, about=goal.about, sensitivity=goal.sensitivity),
        review=review,
        goal=goal,
        result=outcome.result,
        why=outcome.why,
        life_domain=goal.life_domain,
    )
    if outcome.result == Outcome.Result.REACHED:
        end_goal(goal, state=Goal.State.REACHED, by=by, seat=seat)
    elif not outcome.goes_on:
        end_goal(goal, state=Goal.State.STOPPED, by=by, seat=seat)
