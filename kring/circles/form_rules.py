"""How a circle is organised: who proposes the other form, and who must carry it and so answers (row L8)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kring.circles.models import Circle, FormProposal, Lead, Member
from kring.circles.rules import may_steer, may_work_here
from kring.core.verdict import Verdict, no, yes


def may_propose_form(
    circle: Circle,
    seat: Member | None,
    *,
    form: str,
    members: Iterable[Member],
    open_now: FormProposal | None,
    lead: Member | None = None,
    has_framework: bool = False,
) -> Verdict:
    """A professional or the resident proposes. `lead`: who would lead; `has_framework`: is it written (plans knows)?"""
    may = may_steer(circle, seat)
    if not may.allowed:
        return may
    if open_now is not None:
        return no(_("A proposal waits for an answer already."), what_opens=_("Answer that one first."))
    if form == circle.form:
        return no(_("This circle works like this already."))
    if form == Circle.Form.DIRECTED:
        return _fits_as_lead(circle, lead)
    if len([member for member in members if decides(member)]) < 2:
        return no(_("You are the only one here."), what_opens=_("Ask somebody in first."))
    if not has_framework:
        return no(_("There is no framework yet."), what_opens=_("Write down together what you settle yourselves."))
    return yes(_("You are in this circle."))


def _fits_as_lead(circle: Circle, lead: Member | None) -> Verdict:
    if (
        lead is None
        or lead.circle_id != circle.pk
        or lead.professional_id is None
        or lead.state != Member.State.ACCEPTED
    ):
        return no(_("The lead is a professional who is in the circle."), what_opens=_("Choose who would lead."))
    return yes(_("You are in this circle."))


def who_answers_form(proposal: FormProposal, lead: Lead | None, members: Iterable[Member]) -> list[Member]:
    """Who says yes or no: who would lead, or who leads now; when that is the proposer, any other who decides here."""
    others = [member for member in members if member.pk != proposal.proposer_id and decides(member)]
    if proposal.form == Circle.Form.DIRECTED:
        must = {proposal.lead_id}
    elif lead is not None:
        must = {lead.member_id, lead.acting.pk}
    else:
        must = set()
    if not must or proposal.proposer_id in must:
        return others
    return [member for member in others if member.pk in must]


def may_answer_form(
    proposal: FormProposal, seat: Member | None, lead: Lead | None, members: Iterable[Member]
) -> Verdict:
    """Only who must carry it answers, once, while the circle is open."""
    at_work = may_work_here(proposal.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if proposal.state != FormProposal.State.OPEN:
        return no(_("This proposal was answered already."))
    asked = who_answers_form(proposal, lead, members)
    if seat.pk not in {member.pk for member in asked}:
        return no(_("This question was put to somebody else."), whom=asked[0].name if len(asked) == 1 else "")
    return yes(_("You were asked."))


def may_withdraw_form(proposal: FormProposal, seat: Member | None) -> Verdict:
    """Who proposed it takes it back, as long as nobody answered."""
    at_work = may_work_here(proposal.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.pk != proposal.proposer_id:
        return no(_("Only who proposed this takes it back."), whom=proposal.proposer.name)
    if proposal.state != FormProposal.State.OPEN:
        return no(_("This proposal was answered already."))
    return yes(_("You proposed it."))


def decides(member: Member) -> bool:
    """A professional or a resident who is in the circle; a supporter thinks along."""
    return member.supporter_id is None and member.state == Member.State.ACCEPTED
