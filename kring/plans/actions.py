"""Changes to a plan. A table that makes an agreement, an import and a page call the same function."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles.actions import accept_lead, leave, offer_lead
from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.core import clock
from kring.core.verdict import no
from kring.households.models import Person
from kring.log.actions import record
from kring.municipality.models import LifeDomain, Sensitivity
from kring.plans import rules
from kring.plans.models import Agreement, Goal, Note, Outcome, Period, Plan, Review, end_of_week
from kring.sharing.models import Item


class ChangedMeanwhile(Exception):
    """Somebody else saved first. Carries the row as it is now, so that the page can show both."""

    def __init__(self, current: Goal | Agreement) -> None:
        super().__init__("changed meanwhile")
        self.current = current


def _written_by(author: Member, circle: Circle, **fields: Any) -> dict[str, Any]:
    """The columns of an item that follow from who writes it, and when."""
    return {
        "circle": circle,
        "author": author,
        "author_organisation": author.organisation,
        "written_at": clock.now(),
        **fields,
    }


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
    if review_on <= max(period.starts_on, clock.today() - timedelta(days=1)):
        no(_("Choose a day from today on.")).insist()
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
    _lock_plan(plan)
    first = not Goal.objects.filter(plan=plan, is_first=True).exists()
    goal = Goal(
        **_written_by(seat, circle),
        plan=plan,
        result=result,
        own_words=own_words,
        life_domain=life_domain,
        sensitivity=life_domain.sensitivity if life_domain else Sensitivity.ORDINARY,
        about=about,
        is_first=first,
        waits_for=None if first else waits_for,
    )
    _save(goal, by=by)
    record("plan.goal.added", by=by, subject=goal.pk, circle=circle.pk)
    return goal


@transaction.atomic
def change_goal(goal: Goal, *, revision: int, by: Actor, seat: Member, **fields: Any) -> Goal:
    """Change result, own_words, life_domain or waits_for. Raises ChangedMeanwhile when `revision` is not the last."""
    goal = _current(Goal, goal, revision)
    rules.may_change_plan(goal.circle, seat).insist()
    waits_for = fields.get("waits_for")
    if waits_for is not None and _waits_in_a_ring(goal, waits_for):
        no(_("These goals would wait for each other."), what_opens=_("Choose another goal to wait for.")).insist()
    for name, value in fields.items():
        setattr(goal, name, value)
    if "life_domain" in fields:
        goal.sensitivity = goal.life_domain.sensitivity if goal.life_domain else Sensitivity.ORDINARY
        Agreement.objects.filter(goal=goal).update(life_domain=goal.life_domain, sensitivity=goal.sensitivity)
    _save(goal, by=by)
    record("plan.goal.changed", by=by, subject=goal.pk, circle=goal.circle_id)
    return goal


@transaction.atomic
def put_first(goal: Goal, *, by: Actor, seat: Member) -> Goal:
    """This goal comes first now (row N5). The former one stays, unmarked."""
    rules.may_change_plan(goal.circle, seat).insist()
    _lock_plan(goal.plan)
    goal = Goal.objects.select_related("circle", "plan").get(pk=goal.pk)
    if goal.state != Goal.State.ACTIVE:
        no(_("This goal is closed.")).insist()
    for former in Goal.objects.filter(plan=goal.plan, is_first=True).exclude(pk=goal.pk):
        former.is_first = False
        _save(former, by=by)
    if not goal.is_first:
        goal.is_first, goal.waits_for = True, None
        _save(goal, by=by)
        record("plan.goal.first", by=by, subject=goal.pk, circle=goal.circle_id)
    return goal


@transaction.atomic
def end_goal(goal: Goal, *, state: str, by: Actor, seat: Member) -> Goal:
    """A goal is reached or stopped; the next one is marked first when this one was. Others no longer wait for it."""
    rules.may_change_plan(goal.circle, seat).insist()
    _lock_plan(goal.plan)
    goal = Goal.objects.select_related("circle", "plan").get(pk=goal.pk)
    if goal.state != Goal.State.ACTIVE:
        return goal
    was_first = goal.is_first
    goal.state, goal.is_first, goal.waits_for, goal.ended_at = state, False, None, clock.now()
    _save(goal, by=by)
    for waiting in Goal.objects.filter(waits_for=goal):
        waiting.waits_for = None
        _save(waiting, by=by)
    if was_first:
        following = Goal.objects.filter(plan=goal.plan, state=Goal.State.ACTIVE).order_by("written_at").first()
        if following is not None:
            following.is_first, following.waits_for = True, None
            _save(following, by=by)
    record("plan.goal.ended", by=by, subject=goal.pk, circle=goal.circle_id, detail={"state": state})
    return goal


@transaction.atomic
def add_agreement(
    goal: Goal, *, what: str, who: Member, due_on: date, by: Actor, seat: Member, in_week: bool = False
) -> Agreement:
    """Who does what by when: one responsible person and a day, or a week (`in_week`, until its Sunday)."""
    rules.may_add_agreement(goal, who, seat).insist()
    agreement = Agreement(
        **_written_by(seat, goal.circle),
        goal=goal,
        what=what,
        responsible=who,
        due_on=end_of_week(due_on) if in_week else due_on,
        in_week=in_week,
        life_domain=goal.life_domain,
        sensitivity=goal.sensitivity,
        about=goal.about,
    )
    _save(agreement, by=by)
    record("plan.agreement.added", by=by, subject=agreement.pk, circle=goal.circle_id)
    return agreement


@transaction.atomic
def change_agreement(agreement: Agreement, *, revision: int, by: Actor, seat: Member, **fields: Any) -> Agreement:
    """Change what, responsible, due_on or in_week of an open agreement; ChangedMeanwhile when somebody was first."""
    agreement = _current(Agreement, agreement, revision)
    rules.may_change_plan(agreement.circle, seat).insist()
    if agreement.state != Agreement.State.OPEN:
        no(_("This agreement is closed already.")).insist()
    for name, value in fields.items():
        setattr(agreement, name, value)
    rules.may_add_agreement(agreement.goal, agreement.responsible, seat).insist()
    if agreement.in_week:
        agreement.due_on = end_of_week(agreement.due_on)
    _save(agreement, by=by)
    record("plan.agreement.changed", by=by, subject=agreement.pk, circle=agreement.circle_id)
    return agreement


@transaction.atomic
def close_agreement(agreement: Agreement, *, done: bool, by: Actor, seat: Member, why_not: str = "") -> Agreement:
    """Done, or not done with a reason: a result too."""
    agreement = _current(Agreement, agreement)
    rules.may_close_agreement(agreement, seat).insist()
    agreement.state = Agreement.State.DONE if done else Agreement.State.NOT_DONE
    agreement.why_not = "" if done else why_not
    agreement.closed_at, agreement.closed_by = clock.now(), by.user
    _save(agreement, by=by)
    act = "plan.agreement.done" if done else "plan.agreement.not_done"
    record(act, by=by, subject=agreement.pk, circle=agreement.circle_id)
    return agreement


@transaction.atomic
def reopen_agreement(agreement: Agreement, *, by: Actor, seat: Member) -> Agreement:
    """Undo "done" or "did not work out"."""
    agreement = _current(Agreement, agreement)
    rules.may_change_plan(agreement.circle, seat).insist()
    agreement.state, agreement.closed_at, agreement.closed_by, agreement.why_not = (
        Agreement.State.OPEN,
        None,
        None,
        "",
    )
    _save(agreement, by=by)
    record("plan.agreement.reopened", by=by, subject=agreement.pk, circle=agreement.circle_id)
    return agreement


@transaction.atomic
def write_note(
    circle: Circle,
    *,
    text: str,
    by: Actor,
    seat: Member,
    life_domain: LifeDomain | None = None,
    sensitivity: int | None = None,
    audience: str = Item.Audience.CIRCLE,
    about: Person | None = None,
    happened_on: date | None = None,
    open_to_resident: bool = True,
    corrects: Note | None = None,
) -> Note:
    """A short note in the story. Without a sensitivity it takes that of the life domain."""
    rules.may_work_here(circle, seat).insist()
    level = sensitivity or (life_domain.sensitivity if life_domain else Sensitivity.ORDINARY)
    note = Note.objects.create(
        **_written_by(seat, circle),
        text=text,
        life_domain=life_domain,
        sensitivity=level,
        audience=audience,
        about=about,
        happened_on=happened_on or clock.today(),
        open_to_resident=open_to_resident,
        corrects=corrects,
    )
    record("story.note.written", by=by, subject=note.pk, circle=circle.pk)
    return note


@transaction.atomic
def say_what_matters(circle: Circle, *, words: str, by: Actor, seat: Member, about: Person | None = None) -> Note:
    """What matters, in the resident's own words; `about` is who said it. The former words stay in the story."""
    rules.may_change_plan(circle, seat).insist()
    note = Note.objects.create(
        **_written_by(seat, circle),
        kind=Note.Kind.MATTERS,
        text=words,
        happened_on=clock.today(),
        about=about,
    )
    record("plan.matters", by=by, subject=note.pk, circle=circle.pk)
    return note


@transaction.atomic
def agree_message(circle: Circle, *, words: str, by: Actor, seat: Member, agreed_on: date | None = None) -> Note:
    """The words everybody uses towards the household (row D3), with the day on which they were agreed."""
    rules.may_change_plan(circle, seat).insist()
    day = agreed_on or clock.today()
    note = Note.objects.create(
        **_written_by(seat, circle), kind=Note.Kind.MESSAGE, text=words, happened_on=day, agreed_on=day
    )
    record("plan.message", by=by, subject=note.pk, circle=circle.pk)
    return note


@transaction.atomic
def write_handover(
    circle: Circle,
    *,
    text: str,
    by: Actor,
    seat: Member,
    to: Member | None = None,
    audience: str = Item.Audience.ORGANISATION,
) -> Note:
    """A handover in words: what works, what not to ask again.

    Read by the writer's organisation (where a successor comes from), by `to` when known, and by the resident;
    by the whole circle only when the writer chooses so, because a handover crosses all life domains.
    """
    note = Note.objects.create(
        **_written_by(seat, circle),
        kind=Note.Kind.HANDOVER,
        text=text,
        happened_on=clock.today(),
        for_member=to,
        audience=audience,
    )
    record("story.handover", by=by, subject=note.pk, circle=circle.pk)
    return note


@transaction.atomic
def leave_with_handover(member: Member, *, text: str, by: Actor, audience: str = Item.Audience.ORGANISATION) -> Member:
    """Leave the circle; the note stays for the successor."""
    write_handover(member.circle, text=text, by=by, seat=member, audience=audience)
    return leave(member, by=by)


@transaction.atomic
def hand_over_lead(member: Member, *, text: str, by: Actor, seat: Member) -> Lead:
    """The warm handover: ask a member to lead and tell them what they need not ask again."""
    write_handover(member.circle, text=text, by=by, seat=seat, to=member)
    return offer_lead(member, by=by, seat=seat, why=_("Handover"))


@transaction.atomic
def take_lead(circle: Circle, *, by: Actor, seat: Member) -> Lead:
    """ "I do this": a member offers themselves, in one press, where nobody leads."""
    return accept_lead(offer_lead(seat, by=by, seat=seat), by=by)


@dataclass(frozen=True)
class GoalOutcome:
    """What the review says about one goal: result, why, and whether we go on with it."""

    result: str
    why: str = ""
    goes_on: bool = True


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
    review = Review.objects.create(
        **_written_by(seat, circle),
        period=period,
        held_on=clock.today(),
        score=score,
        resident_words=resident_words,
        not_asked_why=not_asked_why,
    )
    for goal, outcome in outcomes.items():
        Outcome.objects.create(
            **_written_by(seat, circle),
            review=review,
            goal=goal,
            result=outcome.result,
            why=outcome.why,
            life_domain=goal.life_domain,
            sensitivity=goal.sensitivity,
            about=goal.about,
        )
        if outcome.result == Outcome.Result.REACHED:
            end_goal(goal, state=Goal.State.REACHED, by=by, seat=seat)
        elif not outcome.goes_on:
            end_goal(goal, state=Goal.State.STOPPED, by=by, seat=seat)
    period.ended_at = clock.now()
    period.save(update_fields=["ended_at"])
    days = circle.household.municipality.horizon_days
    Period.objects.create(
        plan=period.plan,
        number=period.number + 1,
        starts_on=clock.today(),
        review_on=next_review_on or clock.today() + timedelta(days=days),
    )
    record("plan.reviewed", by=by, subject=review.pk, circle=circle.pk, detail={"period": period.number})
    return review


def _save(row: Goal | Agreement, *, by: Actor) -> None:
    """Save with one revision more, and keep in the history who did it and when (on the clock of the action)."""
    if not row._state.adding:
        row.revision += 1
    row._history_date = clock.now()  # type: ignore[union-attr]
    row._history_user = by.user  # type: ignore[union-attr]
    row.save()


def _lock_plan(plan: Plan) -> None:
    """One change of order at a time, so that exactly one goal stays first."""
    Plan.objects.select_for_update().get(pk=plan.pk)


def _current(model: Any, row: Any, revision: int | None = None) -> Any:
    """The row as it is now, locked; ChangedMeanwhile when the form was made from an older one."""
    related = ["circle__household__municipality", "life_domain"]
    related += ["goal__circle", "goal__life_domain", "responsible"] if model is Agreement else ["plan"]
    current = model.objects.select_for_update(of=("self",)).select_related(*related).get(pk=row.pk)
    if revision is not None and current.revision != revision:
        raise ChangedMeanwhile(current)
    return current


def _waits_in_a_ring(goal: Goal, waits_for: Goal) -> bool:
    step: Goal | None = waits_for
    seen = set()
    while step is not None and step.pk not in seen:
        if step.pk == goal.pk:
            return True
        seen.add(step.pk)
        step = step.waits_for
    return False
