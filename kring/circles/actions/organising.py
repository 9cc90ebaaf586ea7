"""How the circle is organised: proposed, answered, taken back. At no moment is it unclear who acts (row L8)."""

from django.db import transaction

from kring.circles import form_rules as rules
from kring.circles.actions.locking import end_offer, locked_circle
from kring.circles.actors import Actor
from kring.circles.models import Circle, FormProposal, Lead, Member
from kring.core import clock
from kring.log.actions import record

State = FormProposal.State


@transaction.atomic
def propose_form(
    circle: Circle,
    *,
    form: str,
    why: str,
    by: Actor,
    seat: Member,
    lead: Member | None = None,
    has_framework: bool = False,
) -> FormProposal:
    """Propose the other form. Towards one lead: with `lead`, who is asked. Without: `plans` sees to the framework."""
    circle = locked_circle(circle)
    rules.may_propose_form(
        circle,
        seat,
        form=form,
        members=_present(circle),
        open_now=FormProposal.objects.filter(circle=circle, state=State.OPEN).first(),
        lead=lead,
        has_framework=has_framework,
    ).insist()
    proposal = FormProposal.objects.create(
        circle=circle, form=form, proposer=seat, proposed_by=by.user, proposed_at=clock.now(), why=why, lead=lead
    )
    record("circle.form.proposed", by=by, subject=proposal.pk, circle=circle.pk, detail={"form": form})
    return proposal


@transaction.atomic
def agree_form(proposal: FormProposal, *, by: Actor, seat: Member) -> FormProposal:
    """Yes: from this moment the circle works so, and the lead begins or ends in the same step."""
    circle, proposal = _held(proposal)
    rules.may_answer_form(proposal, seat, _lead(circle), _present(circle)).insist()
    circle.form = proposal.form
    circle.save(update_fields=["form"])
    if proposal.form == Circle.Form.SELF_ORGANISING:
        _end_leads(circle)
    elif proposal.lead is not None:
        Lead.objects.create(
            circle=circle,
            member=proposal.lead,
            state=Lead.State.ACCEPTED,
            offered_by=proposal.proposed_by,
            offered_at=proposal.proposed_at,
            offered_why=proposal.why,
            answered_at=clock.now(),
        )
    _answer(proposal, State.AGREED, seat)
    name = "circle.form.directed" if proposal.lead_id else "circle.form.self"
    record(name, by=by, subject=proposal.pk, circle=circle.pk, detail={"lead": str(proposal.lead_id or "")})
    return proposal


@transaction.atomic
def refuse_form(proposal: FormProposal, *, why: str, by: Actor, seat: Member) -> FormProposal:
    """No, because: everything stays as it is, and the circle sees the reason."""
    circle, proposal = _held(proposal)
    rules.may_answer_form(proposal, seat, _lead(circle), _present(circle)).insist()
    _answer(proposal, State.REFUSED, seat, why)
    record("circle.form.refused", by=by, subject=proposal.pk, circle=circle.pk)
    return proposal


@transaction.atomic
def withdraw_form(proposal: FormProposal, *, by: Actor, seat: Member) -> FormProposal:
    """Take the proposal back."""
    circle, proposal = _held(proposal)
    rules.may_withdraw_form(proposal, seat).insist()
    _answer(proposal, State.WITHDRAWN, seat)
    record("circle.form.withdrawn", by=by, subject=proposal.pk, circle=circle.pk)
    return proposal


def end_proposals(member: Member) -> None:
    """Who leaves proposes nothing more, and is not asked to lead any more."""
    open_now = FormProposal.objects.filter(circle=member.circle_id, state=State.OPEN)
    for proposal in open_now:
        if member.pk in (proposal.proposer_id, proposal.lead_id):
            _answer(proposal, State.WITHDRAWN, None)


def _answer(proposal: FormProposal, state: str, seat: Member | None, why: str = "") -> None:
    proposal.state, proposal.answered_at, proposal.answered_by, proposal.answer_why = state, clock.now(), seat, why
    proposal.save(update_fields=["state", "answered_at", "answered_by", "answer_why"])


def _end_leads(circle: Circle) -> None:
    led = Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED)
    led.update(state=Lead.State.HANDED_OVER, ended_at=clock.now())
    for offer in Lead.objects.filter(circle=circle, state=Lead.State.OFFERED):
        end_offer(offer)


def _held(proposal: FormProposal) -> tuple[Circle, FormProposal]:
    """Circle and proposal as they are now, held until the end of the transaction."""
    circle = locked_circle(proposal.circle)
    proposal = FormProposal.objects.select_related("proposer", "proposed_by", "lead").get(pk=proposal.pk)
    proposal.circle = circle
    return circle, proposal


def _lead(circle: Circle) -> Lead | None:
    return Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED).select_related("member", "deputy").first()


def _present(circle: Circle) -> list[Member]:
    return list(circle.members.present().select_related("professional", "person", "supporter"))
