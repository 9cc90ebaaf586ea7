"""Changes to the plan itself and its goals. A table, an import and a page call the same function."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.verdict import no
from kring.households.models import Person
from kring.log.actions import record
from kring.municipality.models import LifeDomain, Sensitivity
from kring.network.models import Law
from kring.plans import rules
from kring.plans.actions.saving import current_row, lock_plan, save, written_by
from kring.plans.models import Agreement, Goal, Period, Plan


@transaction.atomic
def start_plan(circle: Circle, *, by: Actor, seat: Member, review_on: date | None = None) -> Plan:
    """The circle's plan with its first period: six weeks unless the municipality or the circle says otherwise."""
    rules.may_change_plan(circle, seat).insist()
    plan, new = Plan.objects.get_or_create(circle=circle, defaults={"started_at": clock.now()})
    if new:
        days = circle.household.municipality.horizon_days
        Period.objects.create(
            plan=plan, starts_on=clock.today(), review_on=review_on or clock.today() + timedelta(days=days)
        )
        record("plan.started", by=by, subject=plan.pk, circle=circle.pk)
    return plan


@transaction.atomic
def set_horizon(period: Period, *, review_on: date, by: Actor, seat: Member) -> Period:
    """Choose another day for the review of the running period."""
    rules.may_review(period, seat).insist()
    rules.may_plan_until(period.starts_on, review_on).insist()
    period.review_on = review_on
    period.save(update_fields=["review_on"])
    record("plan.horizon", by=by, subject=period.pk, circle=period.plan.circle_id)
    return period


@transaction.atomic
def add_goal(
    plan: Plan,
    *,
    result: str,
    by: Actor,
    seat: Member,
    life_domain: LifeDomain | None = None,
    own_words: str = "",
    about: Person | None = None,
    waits_for: Goal | None = None,
) -> Goal:
    """Add a result in life. The first goal of a plan is the one marked first, so that there always is one."""
    circle = plan.circle
    rules.may_change_plan(circle, seat).insist()
    lock_plan(plan)
    if waits_for is not None:
        rules.may_wait_for(None, waits_for, plan).insist()
    first = not Goal.objects.filter(plan=plan, is_first=True).exists()
    level = life_domain.sensitivity if life_domain else Sensitivity.ORDINARY
    goal = Goal(
        **written_by(seat, circle, about=about, sensitivity=level),
        plan=plan,
        result=result,
        own_words=own_words,
        life_domain=life_domain,
        is_first=first,
        waits_for=None if first else waits_for,
    )
    save(goal, by=by)
    record("plan.goal.added", by=by, subject=goal.pk, circle=circle.pk)
    return goal


@transaction.atomic
def change_goal(goal: Goal, *, revision: int, by: Actor, seat: Member, **fields: Any) -> Goal:
    """Change result, own_words, life_domain, about or waits_for.

    Raises ChangedMeanwhile when `revision` is not the last. The agreements follow the goal in what it is about.
    """
    lock_plan(goal.plan)
    goal = current_row(Goal, goal, revision)
    rules.may_change_goal(goal, seat).insist()
    if fields.get("waits_for") is not None:
        rules.may_wait_for(goal, fields["waits_for"], goal.plan).insist()
    was_about, was_level = goal.about_id, goal.sensitivity
    for name, value in fields.items():
        setattr(goal, name, value)
    goal.sensitivity = goal.life_domain.sensitivity if goal.life_domain else Sensitivity.ORDINARY
    if goal.written_under == Law.OWN and (goal.about_id, goal.sensitivity) != (was_about, was_level):
        # It says something else now than what the resident chose to tell.
        goal.written_under = Law.NONE
    save(goal, by=by)
    for agreement in Agreement.objects.select_for_update().filter(goal=goal):
        agreement.life_domain, agreement.sensitivity = goal.life_domain, goal.sensitivity
        agreement.about = goal.about
        save(agreement, by=by, follows=True)
    record("plan.goal.changed", by=by, subject=goal.pk, circle=goal.circle_id)
    return goal


@transaction.atomic
def put_first(goal: Goal, *, by: Actor, seat: Member) -> Goal:
    """This goal comes first now (row N5). The former one stays, unmarked."""
    rules.may_change_plan(goal.circle, seat).insist()
    lock_plan(goal.plan)
    goal = Goal.objects.select_related("circle", "plan").get(pk=goal.pk)
    if goal.state != Goal.State.ACTIVE:
        no(_("This goal is closed.")).insist()
    for former in Goal.objects.filter(plan=goal.plan, is_first=True).exclude(pk=goal.pk):
        former.is_first = False
        save(former, by=by)
    if not goal.is_first:
        goal.is_first, goal.waits_for = True, None
        save(goal, by=by)
        record("plan.goal.first", by=by, subject=goal.pk, circle=goal.circle_id)
    return goal


@transaction.atomic
def reopen_goal(goal: Goal, *, by: Actor, seat: Member) -> Goal:
    """Work on a goal again that was reached or stopped. It comes first only when nothing else does."""
    rules.may_change_plan(goal.circle, seat).insist()
    lock_plan(goal.plan)
    goal = Goal.objects.select_related("circle", "plan").get(pk=goal.pk)
    if goal.state == Goal.State.ACTIVE:
        return goal
    goal.state, goal.ended_at = Goal.State.ACTIVE, None
    goal.is_first = not Goal.objects.filter(plan=goal.plan, is_first=True).exists()
    save(goal, by=by)
    record("plan.goal.reopened", by=by, subject=goal.pk, circle=goal.circle_id)
    return goal


@transaction.atomic
def end_goal(goal: Goal, *, state: str, by: Actor, seat: Member) -> Goal:
    """A goal is reached or stopped; the next one is marked first when this one was. Others no longer wait for it."""
    rules.may_change_plan(goal.circle, seat).insist()
    lock_plan(goal.plan)
    goal = Goal.objects.select_related("circle", "plan").get(pk=goal.pk)
    if goal.state != Goal.State.ACTIVE:
        return goal
    was_first = goal.is_first
    goal.state, goal.is_first, goal.waits_for, goal.ended_at = state, False, None, clock.now()
    save(goal, by=by)
    for waiting in Goal.objects.filter(waits_for=goal):
        waiting.waits_for = None
        save(waiting, by=by)
    if was_first:
        following = (
            Goal.objects.filter(plan=goal.plan, state=Goal.State.ACTIVE)
            .order_by(F("waits_for").asc(nulls_first=True), "written_at")
            .first()
        )
        if following is not None:
            following.is_first, following.waits_for = True, None
            save(following, by=by)
    record("plan.goal.ended", by=by, subject=goal.pk, circle=goal.circle_id, detail={"state": state})
    return goal
