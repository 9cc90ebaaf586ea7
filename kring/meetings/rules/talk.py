"""What is allowed at a talk. Who may read an item may stay for it; the table itself gives nobody a ground."""

from django.utils.translation import gettext as _

from kring.circles.models import Member
from kring.circles.rules import may_work_here
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.meetings.models import (
    AgendaItem,
    Draft,
    Meeting,
    Method,
    Parked,
)
from kring.plans.rules import may_change_plan

_DONE = (AgendaItem.State.CLOSED, AgendaItem.State.DROPPED)


def may_speak(item: AgendaItem, seat: Member | None) -> Verdict:
    """Say something at an item: in the circle, while it is not talked through."""
    at_work = may_work_here(item.circle, seat)
    if at_work.allowed and item.state in _DONE:
        return no(_("This was talked through already."), what_opens=_("Put it on the agenda again."))
    return at_work


def may_lead_item(item: AgendaItem, seat: Member | None) -> Verdict:
    """Begin, put off, read back and close: professionals of the circle, the resident with them (row V11)."""
    may = may_speak(item, seat)
    return may_change_plan(item.circle, seat) if may.allowed else may


def may_stand_on(item: AgendaItem, meeting: Meeting) -> Verdict:
    """A household stands once on an agenda."""
    others = meeting.items.filter(circle=item.circle_id, state__in=(AgendaItem.State.WAITING, AgendaItem.State.OPEN))
    if others.exclude(pk=item.pk).exists():
        return no(_("This household is on that agenda already."), what_opens=_("Choose another table."))
    return yes(_("There is room for this household."))


def may_begin(item: AgendaItem, seat: Member | None) -> Verdict:
    """On the day of the table or after, one household at a time."""
    may = may_lead_item(item, seat)
    if may.allowed and item.meeting.day > clock.today():
        return no(_("It is not the day of this table yet."), what_opens=_("Say beforehand what you want."))
    if may.allowed and item.state == AgendaItem.State.OPEN:
        return no(_("This has begun already."))
    return may


def may_move_on(item: AgendaItem, seat: Member | None) -> Verdict:
    """To another step of the method: whoever leads, while the talk goes on."""
    may = may_lead_item(item, seat)
    if may.allowed and item.state != AgendaItem.State.OPEN:
        return no(_("This has not begun yet."), what_opens=_("Begin first."))
    return may


def may_choose_method(item: AgendaItem, seat: Member | None) -> Verdict:
    """Another way of talking: whoever leads, before the first step was left."""
    may = may_move_on(item, seat)
    if may.allowed and item.step_at != item.opened_at:
        return no(_("The first step is over."), what_opens=_("Go on with these steps; the next talk can go otherwise."))
    return may


def may_take(item: AgendaItem, method: Method) -> Verdict:
    """Only a way of talking of the own municipality."""
    if method.municipality_id != item.circle.household.municipality_id:
        return no(_("This way of talking is of another municipality."))
    return yes(_("This is a way of talking of your municipality."))


def may_type(item: AgendaItem, kind: str, seat: Member | None) -> Verdict:
    """Type what you may say: questions and words of the resident everybody, the rest who may lead."""
    if item.state != AgendaItem.State.OPEN:
        return no(_("This talk is not going on."), what_opens=_("Begin first."))
    own = kind in (Draft.Kind.QUESTION, Draft.Kind.WORDS)
    return may_speak(item, seat) if own else may_lead_item(item, seat)


def may_throw_away(draft: Draft, seat: Member | None) -> Verdict:
    """Who was typing it throws it away."""
    if seat is None or draft.author_id != seat.pk:
        return no(_("Somebody else is typing this."), whom=draft.author.name)
    return yes(_("You were typing this."))


def may_say_words(item: AgendaItem, said_by: Member, seat: Member | None) -> Verdict:
    """Keep words of a resident of this circle; a supporter keeps nobody else's."""
    may = may_speak(item, seat)
    if may.allowed and (said_by.person_id is None or said_by.circle_id != item.circle_id):
        return no(_("These are not words of a resident."), what_opens=_("Choose who said it."))
    if may.allowed and seat is not None and seat.supporter_id is not None:
        return no(_("The resident says this, or a professional writes it down."))
    return may


def may_settle(parked: Parked, seat: Member | None) -> Verdict:
    """Answer a question that was kept, at the talk or afterwards; once."""
    may = may_change_plan(parked.circle, seat)
    if may.allowed and parked.became != Parked.Became.OPEN:
        return no(_("This question was answered already."))
    return may


def may_correct(item: AgendaItem, seat: Member | None) -> Verdict:
    """Set something right beside the summary: everybody of the circle who reads it, once the talk has ended."""
    at_work = may_work_here(item.circle, seat)
    if at_work.allowed and item.state != AgendaItem.State.CLOSED:
        return no(_("This talk has not ended yet."), what_opens=_("Say it at the table."))
    return at_work


def may_notice(item: AgendaItem, seat: Member | None) -> Verdict:
    """Write down a rule that does not fit: who may add to the plan, as long as the talk has not ended."""
    return may_lead_item(item, seat)
