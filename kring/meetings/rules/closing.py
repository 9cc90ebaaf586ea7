"""What was heard, and when a talk may be closed or taken back (row N6)."""

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.circles.rules import may_work_here
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.core.when import as_day
from kring.meetings.models import (
    AgendaItem,
    ReadBack,
)
from kring.meetings.rules.talk import may_lead_item, may_speak
from kring.plans.models import Agreement
from kring.plans.rules import may_change_plan


def may_hear(back: ReadBack, seat: Member | None) -> Verdict:
    """Say that it was heard: who is to do it, also afterwards when they were asked; or who heard their yes."""
    mine = seat is not None and back.agreement.responsible_id == seat.pk
    may = may_work_here(back.item.circle, seat) if mine and back.asked_at else may_speak(back.item, seat)
    if not may.allowed or seat is None:
        return may
    if seat.supporter_id is not None and not mine:
        return no(_("This is the agreement of somebody else."), whom=back.agreement.responsible.name)
    if is_heard(back):
        return no(_("This was heard already."))
    if back.agreement.state != Agreement.State.OPEN:
        return no(_("This agreement is no longer open."))
    return yes(_("You are in this circle."))


def may_say_no(back: ReadBack, seat: Member | None) -> Verdict:
    """Only who is to do it says no; what they said yes to, they change in the plan."""
    if seat is None or back.agreement.responsible_id != seat.pk:
        return no(_("This is the agreement of somebody else."), whom=back.agreement.responsible.name)
    if back.refused_at is not None:
        return no(_("You said no already."))
    return may_hear(back, seat)


def may_ask_yes(back: ReadBack, seat: Member | None) -> Verdict:
    """Who was not there gets the question; once is enough, unless they said no or it was changed since."""
    again = back.refused_at is not None
    may = may_change_plan(back.item.circle, seat) if again else may_lead_item(back.item, seat)
    if may.allowed and (is_heard(back) or (back.asked_at is not None and not again)):
        return no(_("They were asked already."))
    return may


def is_heard(back: ReadBack) -> bool:
    """Was it heard as it stands now? What was changed afterwards is read back again."""
    return back.heard_at is not None and back.revision == back.agreement.revision


def is_settled(back: ReadBack) -> bool:
    """Heard, sent for a yes, or no longer open."""
    asked = back.asked_at is not None and back.refused_at is None
    return is_heard(back) or asked or back.agreement.state != Agreement.State.OPEN


def may_close(item: AgendaItem, made: list[ReadBack], seat: Member | None) -> Verdict:
    """An item closes only after every agreement was heard, or was sent for a yes (row N6)."""
    may = may_lead_item(item, seat)
    if not may.allowed:
        return may
    if item.state != AgendaItem.State.OPEN:
        return no(_("This has not begun yet."), what_opens=_("Begin first."))
    waiting = [back for back in made if not is_settled(back)]
    if any(back.refused_at is not None for back in waiting):
        return no(_("Somebody said no to an agreement."), what_opens=_("Agree something else, or ask them again."))
    if waiting:
        return no(
            _("Not everything was heard yet."),
            what_opens=_("Read every agreement aloud. Who is to do it says yes."),
        )
    return yes(_("Everything was read back."))


def may_have_been_there(item: AgendaItem, member: Member) -> Verdict:
    """At the table was somebody of the circle."""
    return may_work_here(item.circle, member)


def may_reopen(item: AgendaItem, actor: Actor, seat: Member | None) -> Verdict:
    """Take back the closing: who closed it, on the same day."""
    may = may_change_plan(item.circle, seat)
    if not may.allowed:
        return may
    if item.state != AgendaItem.State.CLOSED or item.closed_at is None:
        return no(_("This talk is not closed."))
    if item.closed_by_id != actor.user_id:
        return no(_("Who closed it can take that back, on the same day."))
    if as_day(item.closed_at) != clock.today():
        return no(_("This was closed on another day."), what_opens=_("Put it on the agenda again."))
    return yes(_("You closed this today."))
