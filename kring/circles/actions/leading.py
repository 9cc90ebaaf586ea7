"""The lead as a handshake: offered, answered, handed over, stood in for."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles import rules
from kring.circles.actions.locking import end_offer, locked_circle, locked_lead
from kring.circles.actors import Actor
from kring.circles.models import Lead, Member
from kring.core import clock
from kring.core.verdict import no
from kring.log.actions import record


@transaction.atomic
def offer_lead(member: Member, *, by: Actor, seat: Member, why: str = "") -> Lead:
    """Ask a member to lead. Until they say yes the present lead, if any, keeps leading."""
    circle = locked_circle(member.circle)
    offer_open = Lead.objects.filter(circle=circle, state=Lead.State.OFFERED).exists()
    rules.may_offer_lead(circle, member, seat, offer_open=offer_open).insist()
    if Lead.objects.filter(member=member, state=Lead.State.ACCEPTED).exists():
        no(_("%(name)s leads already.") % {"name": member.name}).insist()
    lead = Lead.objects.create(
        circle=circle, member=member, offered_by=by.user, offered_why=why, offered_at=clock.now()
    )
    record("lead.offered", by=by, subject=lead.pk, circle=circle.pk, detail={"member": str(member.pk)})
    return lead


@transaction.atomic
def accept_lead(lead: Lead, *, by: Actor) -> Lead:
    """Yes: from now this member leads, and the former lead has handed over."""
    circle, lead = locked_lead(lead)
    rules.may_answer_lead(lead, by).insist()
    Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED).update(
        state=Lead.State.HANDED_OVER, ended_at=clock.now()
    )
    lead.state = Lead.State.ACCEPTED
    lead.answered_at = clock.now()
    lead.save()
    record("lead.accepted", by=by, subject=lead.pk, circle=circle.pk, detail={"member": str(lead.member_id)})
    return lead


@transaction.atomic
def take_lead(seat: Member, *, by: Actor) -> Lead:
    """ "I do this": a member offers themselves in one press. Refused where somebody leads, also since a moment ago."""
    circle = locked_circle(seat.circle)
    present = Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED).select_related("member__professional")
    rules.may_take_lead(present.first()).insist()
    asked_me = Lead.objects.filter(circle=circle, member=seat, state=Lead.State.OFFERED).first()
    return accept_lead(asked_me or offer_lead(seat, by=by, seat=seat), by=by)


@transaction.atomic
def refuse_lead(lead: Lead, *, why: str, by: Actor) -> Lead:
    """No, because: the circle sees the reason and asks somebody else."""
    _circle, lead = locked_lead(lead)
    rules.may_answer_lead(lead, by).insist()
    lead.state = Lead.State.REFUSED
    lead.answered_at = clock.now()
    lead.answer_why = why
    lead.save()
    record("lead.refused", by=by, subject=lead.pk, circle=lead.circle_id, detail={"member": str(lead.member_id)})
    return lead


@transaction.atomic
def withdraw_lead_offer(lead: Lead, *, by: Actor, seat: Member) -> Lead:
    """Take the question back, so that somebody else can be asked."""
    circle, lead = locked_lead(lead)
    rules.may_steer(circle, seat).insist()
    if lead.state != Lead.State.OFFERED:
        no(_("This question was answered already.")).insist()
    end_offer(lead)
    record(
        "lead.withdrawn",
        by=by,
        subject=lead.pk,
        circle=lead.circle_id,
        detail={"member": str(lead.member_id)},
    )
    return lead


@transaction.atomic
def name_deputy(
    lead: Lead, deputy: Member | None, *, by: Actor, since: date | None = None, until: date | None = None
) -> Lead:
    """The lead names who stands in from a day until a day (both included); None ends it."""
    circle, lead = locked_lead(lead)
    rules.may_work_here(circle, lead.member).insist()
    if not rules.is_this_actor(lead.member, by) or lead.state != Lead.State.ACCEPTED:
        no(_("The lead names their own deputy."), whom=lead.member.name).insist()
    if deputy is not None and (
        deputy.circle_id != lead.circle_id
        or deputy.state != Member.State.ACCEPTED
        or deputy.professional_id is None
        or deputy.pk == lead.member_id
    ):
        no(_("The deputy is another professional who is in the circle.")).insist()
    lead.deputy = deputy
    lead.deputy_from = since if deputy else None
    lead.deputy_until = until if deputy else None
    lead.save()
    record(
        "lead.deputy",
        by=by,
        subject=lead.pk,
        circle=lead.circle_id,
        detail={"deputy": str(deputy.pk) if deputy else None},
    )
    return lead
