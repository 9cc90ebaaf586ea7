"""Who calls a table around a household, who asks for one, and who of the household is asked to it."""

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.circles.rules import lead_of, may_work_here
from kring.core.verdict import Verdict, no, yes
from kring.meetings.models import (
    AgendaItem,
    Guest,
    TableRequest,
)
from kring.meetings.rules.tables import may_go_to
from kring.sharing.rules import seat_of


def may_call(circle: Circle, seat: Member | None, lead: Lead | None) -> Verdict:
    """Call a table around this household: the lead or deputy; in a circle that organises itself every member (row L8).

    Where nobody leads a directed circle each professional may, so that no household waits for a name.
    """
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.supporter_id is not None:
        return no(_("The resident or a professional of your circle does this."), whom=_("the resident or the lead"))
    if circle.form == Circle.Form.SELF_ORGANISING:
        return yes(_("In this circle every member may."))
    if lead is None:
        if seat.professional_id is None:
            return no(_("A professional of your circle does this."), whom=_("your steady contact"))
        return yes(_("Nobody leads this circle now, so each professional may."))
    if seat.pk in (lead.member_id, lead.acting.pk):
        return yes(_("You lead this circle."))
    return no(
        _("%(name)s leads this circle and calls the table.") % {"name": lead.acting.name},
        what_opens=_("Ask them for a table."),
        whom=lead.acting.name,
    )


def may_bring(circle: Circle, seat: Member | None, lead: Lead | None) -> Verdict:
    """Bring the household to a table where one is asked too: who may call, and works here."""
    may = may_call(circle, seat, lead)
    if may.allowed and seat is not None and seat.professional_id is None:
        return no(_("A professional of your circle puts it on the agenda."), whom=_("the lead or your steady contact"))
    return may


def may_call_here(actor: Actor, circle: Circle) -> Verdict:
    """The same, asked by the gate."""
    return may_call(circle, seat_of(actor, circle), lead_of(circle))


def may_bring_here(actor: Actor, circle: Circle) -> Verdict:
    """The same, asked by the gate."""
    return may_bring(circle, seat_of(actor, circle), lead_of(circle))


def may_ask_table(circle: Circle, seat: Member | None, lead: Lead | None, *, waits: bool) -> Verdict:
    """Ask the lead for a table: a professional or the resident who may not call it themself, one question at a time."""
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.supporter_id is not None:
        return no(_("The resident or a professional of your circle does this."), whom=_("the resident or the lead"))
    if may_call(circle, seat, lead).allowed:
        return no(_("You may call the table yourself."))
    if waits:
        return no(_("Your question waits for an answer."), what_opens=_("Take it back to ask something else."))
    return yes(_("You are in this circle."))


def may_answer_request(asked: TableRequest, seat: Member | None, lead: Lead | None) -> Verdict:
    """Who may call the table says yes or no, once."""
    may = may_call(asked.circle, seat, lead)
    if may.allowed and asked.state != TableRequest.State.ASKED:
        return no(_("This question was answered already."))
    return may


def may_withdraw_request(asked: TableRequest, seat: Member | None) -> Verdict:
    """Who asked takes it back, as long as it waits."""
    at_work = may_work_here(asked.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if asked.author_id != seat.pk:
        return no(_("Somebody else asked this."), whom=asked.author.name)
    if asked.state != TableRequest.State.ASKED:
        return no(_("This question was answered already."))
    return yes(_("You asked it."))


def may_be_guest(item: AgendaItem, member: Member) -> Verdict:
    """Residents and people of their own network who sit in the circle; professionals are asked to the table."""
    if member.circle_id != item.circle_id or member.state != Member.State.ACCEPTED:
        return no(_("They are not in this circle."), what_opens=_("Invite them into the circle first."))
    if member.professional_id is not None:
        return no(_("Professionals are asked to the table itself."), what_opens=_("Ask somebody along to the table."))
    return yes(_("They are in this circle."))


def may_guest_answer(guest: Guest, sequence: int | None = None) -> Verdict:
    """As long as the talk is to come and they sit in the circle; by a link (`sequence`) to the newest invitation."""
    if sequence is not None and sequence != guest.sequence:
        return no(_("The day or hour changed meanwhile."), what_opens=_("Answer by the link in the newest mail."))
    waits = guest.item.state == AgendaItem.State.WAITING and guest.member.state == Member.State.ACCEPTED
    if not waits:
        return no(_("This talk is over."))
    return may_go_to(guest.item.meeting)


def may_tell_guest(guest: Guest, seat: Member | None) -> Verdict:
    """A professional of the circle notes that somebody was told."""
    at_work = may_work_here(guest.item.circle, seat)
    if at_work.allowed and seat is not None and seat.professional_id is None:
        return no(_("A professional of your circle notes this."), whom=_("the lead or your steady contact"))
    return at_work


def may_open_talk(guest: Guest, seat: Member | None) -> Verdict:
    """Let somebody of the own network who is invited read along, as long as the talk is to come or goes on."""
    may = may_shut_talk(guest, seat)
    if may.allowed and guest.item.state not in (AgendaItem.State.WAITING, AgendaItem.State.OPEN):
        return no(_("This talk is over."))
    return may


def may_shut_talk(guest: Guest, seat: Member | None) -> Verdict:
    """Close it again for them: a resident, or a professional to whom they said so."""
    at_work = may_work_here(guest.item.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if guest.member.supporter_id is None:
        return no(_("This is for people of the own network of the resident."))
    if seat.supporter_id is not None:
        return no(_("The resident or a professional of your circle does this."), whom=_("the resident or the lead"))
    return at_work
