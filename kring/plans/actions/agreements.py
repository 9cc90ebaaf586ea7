"""Changes to agreements: who does what by when."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.prepared import Prepared
from kring.core.verdict import no
from kring.log.actions import record
from kring.plans import rules
from kring.plans.actions.saving import current_row, save, written_by
from kring.plans.models import Agreement, Goal, end_of_week


@transaction.atomic
def add_agreement(
    goal: Goal, *, what: str, who: Member, due_on: date, by: Actor, seat: Member, in_week: bool = False
) -> Agreement:
    """Who does what by when: one responsible person and a day, or a week (`in_week`, until its Sunday)."""
    goal = current_row(Goal, goal)
    who = still_there(who)
    rules.may_add_agreement(goal, who, seat).insist()
    agreement = Agreement(
        **written_by(
            seat,
            goal.circle,
            about_id=goal.about_id,
            about_group_id=goal.about_group_id,
            sensitivity=goal.sensitivity,
        ),
        goal=goal,
        what=what,
        responsible=who,
        due_on=end_of_week(due_on) if in_week else due_on,
        in_week=in_week,
        life_domain_id=goal.life_domain_id,
    )
    save(agreement, by=by)
    record("plan.agreement.added", by=by, subject=agreement.pk, circle=goal.circle_id)
    return agreement


@transaction.atomic
def change_agreement(agreement: Agreement, *, revision: int, by: Actor, seat: Member, **fields: Any) -> Agreement:
    """Change what, responsible, due_on or in_week of an open agreement; ChangedMeanwhile when somebody was first."""
    agreement = current_row(Agreement, agreement, revision)
    rules.may_change_agreement(agreement, seat).insist()
    for name, value in fields.items():
        setattr(agreement, name, value)
    agreement.responsible = still_there(agreement.responsible)
    rules.may_add_agreement(agreement.goal, agreement.responsible, seat).insist()
    if agreement.in_week:
        agreement.due_on = end_of_week(agreement.due_on)
    save(agreement, by=by)
    record("plan.agreement.changed", by=by, subject=agreement.pk, circle=agreement.circle_id)
    return agreement


@transaction.atomic
def close_agreement(agreement: Agreement, *, done: bool, by: Actor, seat: Member, why_not: str = "") -> Agreement:
    """Done, or not done with a reason: a result too."""
    agreement = current_row(Agreement, agreement)
    rules.may_close_agreement(agreement, seat).insist()
    if not done and not why_not.strip():
        no(_("Say why it did not work out."), what_opens=_("A few words are enough.")).insist()
    agreement.state = Agreement.State.DONE if done else Agreement.State.NOT_DONE
    agreement.why_not = "" if done else why_not
    agreement.closed_at, agreement.closed_by = clock.now(), by.user
    save(agreement, by=by)
    act = "plan.agreement.done" if done else "plan.agreement.not_done"
    record(act, by=by, subject=agreement.pk, circle=agreement.circle_id)
    return agreement


@transaction.atomic
def reopen_agreement(agreement: Agreement, *, by: Actor, seat: Member) -> Agreement:
    """Undo "done" or "did not work out"."""
    agreement = current_row(Agreement, agreement)
    rules.may_reopen_agreement(agreement, seat).insist()
    agreement.state, agreement.closed_at, agreement.closed_by, agreement.why_not = (
        Agreement.State.OPEN,
        None,
        None,
        "",
    )
    save(agreement, by=by)
    record("plan.agreement.reopened", by=by, subject=agreement.pk, circle=agreement.circle_id)
    return agreement


def still_there(who: Member) -> Member:
    """The seat as it is now, held until the end of the transaction: nobody gets an agreement while they leave."""
    return _seat_now.get(who.pk)


_seat_now: Prepared[Member] = Prepared(
    lambda member_id: (
        Member.objects.filter(pk=member_id)
        .select_for_update(of=("self",))
        .select_related("professional", "person", "supporter")
    )
)
