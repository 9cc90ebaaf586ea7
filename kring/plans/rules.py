"""What is allowed in a plan."""

from django.utils.translation import gettext as _

from kring.circles.models import Circle, Member
from kring.circles.rules import may_work_here
from kring.core.verdict import Verdict, no, yes
from kring.plans.models import Agreement, Goal, Period


def may_change_plan(circle: Circle, seat: Member | None) -> Verdict:
    """Members change the plan, the resident first (row V11); a supporter answers for their own agreements only."""
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.supporter_id is not None:
        return no(_("You can change your own agreements here, not the plan."), whom=_("the resident or the lead"))
    return yes(_("You are in this circle."))


def may_add_agreement(goal: Goal, who: Member, seat: Member | None) -> Verdict:
    """An agreement stands under a goal we work on, with somebody who is in the circle."""
    may = may_change_plan(goal.circle, seat)
    if not may.allowed:
        return may
    if goal.state != Goal.State.ACTIVE:
        return no(_("This goal is closed."), what_opens=_("Choose a goal that you work on."))
    if who.circle_id != goal.circle_id or who.state != Member.State.ACCEPTED:
        return no(_("This person is not in the circle."), what_opens=_("Choose somebody who is in the circle."))
    return yes(_("Who does it is in the circle."))


def may_close_agreement(agreement: Agreement, seat: Member | None) -> Verdict:
    """Who is responsible says how it went; others in the plan may note it too."""
    at_work = may_work_here(agreement.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if agreement.state != Agreement.State.OPEN:
        return no(_("This agreement is closed already."))
    if seat.supporter_id is not None and agreement.responsible_id != seat.pk:
        return no(_("This is the agreement of somebody else."), whom=agreement.responsible.name)
    return yes(_("You are in this circle."))


def may_review(period: Period, seat: Member | None) -> Verdict:
    """A running period is reviewed once."""
    if period.ended_at is not None:
        return no(_("This period was reviewed already."))
    return may_change_plan(period.plan.circle, seat)
