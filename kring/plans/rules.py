"""What is allowed in a plan."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.circles.rules import may_work_here
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.plans.models import Agreement, Bottleneck, Goal, Period, Plan
from kring.sharing.rules import seat_of


def may_change_plan(circle: Circle, seat: Member | None) -> Verdict:
    """Members change the plan, the resident first (row V11); a supporter answers for their own agreements only."""
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.supporter_id is not None:
        return no(_("You can change your own agreements here, not the plan."), whom=_("the resident or the lead"))
    return yes(_("You are in this circle."))


def may_plan(actor: Actor, circle: Circle) -> Verdict:
    """What a page that changes the plan needs: asked by the gate."""
    return may_change_plan(circle, seat_of(actor, circle))


def may_work(actor: Actor, circle: Circle) -> Verdict:
    """What a page needs that supporters use as well, for their own agreements: asked by the gate."""
    return may_work_here(circle, seat_of(actor, circle))


def may_change_goal(goal: Goal, seat: Member | None) -> Verdict:
    """A goal we work on can be put in other words; an ended one is opened again first."""
    may = may_change_plan(goal.circle, seat)
    if may.allowed and goal.state != Goal.State.ACTIVE:
        return no(_("This goal is closed."), what_opens=_("Open the goal again first."))
    return may


def may_wait_for(goal: Goal | None, other: Goal, plan: Plan) -> Verdict:
    """A goal waits for another one that we work on, in the same plan, that does not wait for it. None: a new goal."""
    if other.plan_id != plan.pk or other.state != Goal.State.ACTIVE:
        return no(_("We do not work on that goal."), what_opens=_("Choose another goal to wait for."))
    if goal is None:
        return yes(_("The other goal comes before this one."))
    if goal.is_first:
        return no(_("The goal that comes first waits for nothing."), what_opens=_("Put another goal first."))
    step: Goal | None = other
    seen = set()
    while step is not None and step.pk not in seen:
        if step.pk == goal.pk:
            return no(_("These goals would wait for each other."), what_opens=_("Choose another goal to wait for."))
        seen.add(step.pk)
        step = step.waits_for
    return yes(_("The other goal comes before this one."))


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


def may_change_agreement(agreement: Agreement, seat: Member | None) -> Verdict:
    """An open agreement can change; one that is closed is opened again first."""
    may = may_change_plan(agreement.circle, seat)
    if may.allowed and agreement.state != Agreement.State.OPEN:
        return no(_("This agreement is closed already."), what_opens=_("Undo that first."))
    return may


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


def may_reopen_agreement(agreement: Agreement, seat: Member | None) -> Verdict:
    """Undo "done" or "did not work out", as long as we work on the goal. Supporters undo their own."""
    at_work = may_work_here(agreement.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if agreement.state == Agreement.State.OPEN:
        return no(_("This agreement is open."))
    if agreement.goal.state != Goal.State.ACTIVE:
        return no(_("This goal is closed."), what_opens=_("Open the goal again first."))
    if seat.supporter_id is not None and agreement.responsible_id != seat.pk:
        return no(_("This is the agreement of somebody else."), whom=agreement.responsible.name)
    return yes(_("You are in this circle."))


def may_keep_at(circle: Circle, owner: Member, seat: Member | None) -> Verdict:
    """A bottleneck has an owner who works in the circle: a rule of an organisation is not for the resident to carry."""
    may = may_change_plan(circle, seat)
    if not may.allowed:
        return may
    if owner.circle_id != circle.pk or owner.state != Member.State.ACCEPTED:
        return no(_("This person is not in the circle."), what_opens=_("Choose somebody who is in the circle."))
    if owner.professional_id is None:
        return no(_("A professional keeps at a bottleneck."), what_opens=_("Choose somebody who works in the circle."))
    return yes(_("Who keeps at it works in the circle."))


def may_change_bottleneck(bottleneck: Bottleneck, seat: Member | None) -> Verdict:
    """Hand on or end one that is open; one that ended is opened again first."""
    may = may_change_plan(bottleneck.circle, seat)
    if may.allowed and bottleneck.state != Bottleneck.State.OPEN:
        return no(_("This bottleneck has ended."), what_opens=_("Open it again first."))
    return may


def may_reopen_bottleneck(bottleneck: Bottleneck, seat: Member | None) -> Verdict:
    """What was settled turns out not to be."""
    may = may_change_plan(bottleneck.circle, seat)
    if may.allowed and bottleneck.state == Bottleneck.State.OPEN:
        return no(_("This bottleneck is open."))
    return may


def may_plan_until(starts_on: date, review_on: date) -> Verdict:
    """A period ends on a day to come, within a year: a plan without end is nobody's plan."""
    if review_on <= max(starts_on, clock.today() - timedelta(days=1)):
        return no(_("Choose a later day."))
    if review_on > clock.today() + timedelta(days=366):
        return no(_("Choose a day within a year."))
    return yes(_("The day is within a year."))


def may_review(period: Period, seat: Member | None) -> Verdict:
    """A running period is reviewed once."""
    if period.ended_at is not None:
        return no(_("This period was reviewed already."))
    return may_change_plan(period.plan.circle, seat)


def may_begin_so(settles: str, calls_in: str) -> Verdict:
    """A circle that organises itself has a framework from its first moment."""
    if not settles.strip() or not calls_in.strip():
        return no(_("There is no framework yet."), what_opens=_("Write down together what you settle yourselves."))
    return yes(_("This is your framework."))
