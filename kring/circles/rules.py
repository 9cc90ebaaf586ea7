"""What is allowed around a circle: who may invite, answer, leave, and who is to lead."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, KeptApart, Lead, Member
from kring.core import clock
from kring.core.verdict import Text, Verdict, no, yes
from kring.log.models import Act
from kring.municipality.models import LeadRule
from kring.network.models import OrganisationKind, Professional

REOPEN_WITHIN = timedelta(days=1)


def may_work_here(circle: Circle, seat: Member | None) -> Verdict:
    """Change anything in this circle: it is open and you have taken your seat."""
    if circle.closed_at is not None:
        return no(_("This circle is closed."), what_opens=_("Open a new circle for this household."))
    if seat is None or seat.circle_id != circle.pk or seat.state != Member.State.ACCEPTED:
        return no(_("You are not in this circle."), what_opens=_("Ask the lead to invite you."))
    return yes(_("You are in this circle."))


def may_invite(circle: Circle, seat: Member | None) -> Verdict:
    """A professional in the circle or the resident may invite; a supporter asks one of them (row V11)."""
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.supporter_id is not None:
        return no(_("You cannot invite others here."), whom=_("the resident or the lead"))
    return yes(_("You are in this circle."))


def may_be_asked(circle: Circle, professional: Professional) -> Verdict:
    """Not who looked along in a mirror team: in the circle they would know whom the case was about (row V5)."""
    if KeptApart.objects.filter(circle=circle, professional=professional).exists():
        return no(
            _(
                "%(name)s was asked to look along at a case of this circle without knowing whom it is about. In the "
                "circle they would know."
            )
            % {"name": professional.name},
            what_opens=_("Ask a colleague of theirs."),
        )
    return yes(_("They may be asked."))


def may_steer(circle: Circle, seat: Member | None) -> Verdict:
    """Who leads, who stays, how we work, opening and closing: a professional in the circle or the resident decides."""
    at_work = may_work_here(circle, seat)
    return _decides(seat) if at_work.allowed else at_work


def may_reopen(circle: Circle, seat: Member | None, *, other_open: bool) -> Verdict:
    """Take back a closing within a day; after that a new circle tells why it was needed again."""
    if circle.closed_at is None:
        return no(_("This circle is open."))
    if seat is None or seat.circle_id != circle.pk or seat.state != Member.State.ACCEPTED:
        return no(_("You are not in this circle."))
    if clock.now() - circle.closed_at > REOPEN_WITHIN:
        return no(_("This circle was closed more than a day ago."), what_opens=_("Open a new circle."))
    if other_open:
        return no(_("This household has an open circle already."), what_opens=_("Ask its lead to invite you."))
    return _decides(seat)


def may_be_steady_contact(member: Member) -> Verdict:
    """The steady contact is beside the resident, and in the circle (row N3)."""
    if member.state != Member.State.ACCEPTED or member.is_resident:
        return no(_("The steady contact is somebody in the circle, beside the resident."))
    return yes(_("You are in this circle."))


def may_remind(member: Member, *, reminded_today: bool) -> Verdict:
    """Ask once more: one mail a day is enough."""
    if member.state != Member.State.INVITED:
        return no(_("This invitation was answered already."))
    if reminded_today:
        return no(_("They were asked once more today."), what_opens=_("Call them, or wait until tomorrow."))
    return yes(_("They have not answered yet."))


def may_answer_invitation(member: Member, actor: Actor) -> Verdict:
    """Only who was invited answers, once, and while the circle is open."""
    if not is_this_actor(member, actor):
        return no(_("This question was put to somebody else."))
    if member.state != Member.State.INVITED:
        return no(_("This invitation was answered already."))
    if member.circle.closed_at is not None:
        return no(_("This circle is closed."), whom=_("who asked you"))
    return yes(_("You were invited."))


def may_note_answer(member: Member, seat: Member | None) -> Verdict:
    """Somebody without an account says yes at the table or by phone; a professional writes that down for them."""
    at_work = may_work_here(member.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.professional_id is None:
        return no(_("A professional writes down what others said."))
    if member.professional_id is not None or member.who.user_id is not None:
        return no(_("They answer for themselves."), whom=member.name)
    if member.state != Member.State.INVITED:
        return no(_("This invitation was answered already."))
    return yes(_("They have no account; you heard their answer."))


def may_leave(member: Member, actor: Actor, *, leads: bool) -> Verdict:
    """Everybody may leave for themselves; the lead hands over first, so that no circle silently has none."""
    if not is_this_actor(member, actor):
        return no(_("Only they can leave for themselves."), whom=member.name)
    if member.state != Member.State.ACCEPTED:
        return no(_("You are not in this circle."))
    if leads:
        return no(
            _("You lead this circle."),
            what_opens=_("Ask somebody to take over the lead. You can leave after that."),
        )
    return yes(_("You are in this circle."))


def may_offer_lead(circle: Circle, member: Member, seat: Member | None, *, offer_open: bool) -> Verdict:
    """The lead is offered to a professional in the circle, one offer at a time (row D6)."""
    may_ask = may_steer(circle, seat)
    if not may_ask.allowed:
        return may_ask
    if circle.form != Circle.Form.DIRECTED:
        return _has_no_lead()
    if member.professional_id is None or member.state != Member.State.ACCEPTED or member.circle_id != circle.pk:
        return no(_("The lead is a professional who is in the circle."), what_opens=_("Invite them first."))
    if offer_open:
        return no(_("Somebody was asked already and has not answered yet."), what_opens=_("Wait, or withdraw it."))
    return yes(_("The circle asks a member to lead."))


def may_answer_lead(lead: Lead, actor: Actor) -> Verdict:
    """Only who was asked answers."""
    if lead.member.professional_id is None or not is_this_actor(lead.member, actor):
        return no(_("This question was put to somebody else."))
    if lead.state != Lead.State.OFFERED:
        return no(_("This question was answered already."))
    if lead.circle.closed_at is not None:
        return no(_("This circle is closed."))
    if lead.circle.form != Circle.Form.DIRECTED:
        return _has_no_lead()
    return yes(_("You were asked."))


def may_act_as_lead(lead: Lead | None, actor: Actor) -> Verdict:
    """Hand over or name a deputy: the lead does that."""
    if lead is None:
        return no(_("Nobody leads this circle."), what_opens=_("Ask somebody to lead."))
    if not is_this_actor(lead.member, actor):
        return no(_("The lead does this."), whom=lead.member.name)
    return yes(_("You lead this circle."))


def may_take_lead(present: Lead | None) -> Verdict:
    """In one press only where nobody leads; otherwise the lead hands over."""
    if present is not None:
        return no(
            _("%(name)s leads this circle.") % {"name": present.member.name},
            what_opens=_("Ask them to hand over the lead."),
            whom=present.member.name,
        )
    return yes(_("Nobody leads this circle."))


def propose_lead(
    circle: Circle, members: Iterable[Member], *, agreements: Mapping[Member, int] | None = None
) -> Member | None:
    """Whom the municipality's rule proposes as lead (row D6); None when nobody fits.

    `agreements` counts open agreements per member, for the rule "who does most in the plan".
    """
    present = _professionals(members)
    fits = _fitting(circle, present, agreements or {})
    return next(iter(fits or present), None)


def why_proposed(
    circle: Circle, member: Member, members: Iterable[Member], *, agreements: Mapping[Member, int] | None = None
) -> Text:
    """Why the municipality proposes this member, in words that are true: its rule, or that nobody here fits it."""
    rule = LeadRule(circle.household.municipality.lead_rule).label
    if member in _fitting(circle, _professionals(members), agreements or {}):
        return rule
    return _("nobody here fits the rule of the municipality (%(rule)s)") % {"rule": rule}


def _professionals(members: Iterable[Member]) -> list[Member]:
    return [m for m in members if m.professional_id is not None and m.state == Member.State.ACCEPTED]


def _fitting(circle: Circle, present: list[Member], agreements: Mapping[Member, int]) -> list[Member]:
    """Who fits the municipality's rule, the best first."""
    rule = circle.household.municipality.lead_rule
    if rule == LeadRule.NEIGHBOURHOOD_TEAM:
        return [m for m in present if m.organisation and m.organisation.kind == OrganisationKind.NEIGHBOURHOOD_TEAM]
    if rule == LeadRule.STEADY:
        return [m for m in present if m.is_steady_contact]
    if rule == LeadRule.MOST_AGREEMENTS:
        return sorted((m for m in present if agreements.get(m)), key=lambda m: -agreements[m])
    return [m for m in present if m.professional and m.professional.user_id == circle.opened_by_id]


def who_must_act(
    circle: Circle,
    members: Iterable[Member],
    lead: Lead | None,
    offer: Lead | None,
    *,
    agreements: Mapping[Member, int] | None = None,
) -> Member | None:
    """In a directed circle without accepted lead: who has to answer or to ask. None when all is well.

    With an offer open: who was asked. Without: whom the rule proposes, so that a lead never silently misses.
    """
    if circle.form != Circle.Form.DIRECTED or circle.closed_at is not None or lead is not None:
        return None
    return offer.member if offer else propose_lead(circle, members, agreements=agreements)


def lead_of(circle: Circle) -> Lead | None:
    """Who leads now, with member and deputy; no query where the gate read the seats."""
    seats: list[Member] | None = getattr(circle, "seats_now", None)
    if seats is None:
        related = [f"{who}__{what}" for who in ("member", "deputy") for what in ("professional", "person", "supporter")]
        return Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED).select_related(*related).first()
    for seat in seats:
        lead: Lead | None = getattr(seat, "lead_now", None)
        if lead is not None and lead.state == Lead.State.ACCEPTED:
            lead.circle, lead.member = circle, seat
            lead.deputy = next((other for other in seats if other.pk == lead.deputy_id), None)
            return lead
    return None


def _decides(seat: Member | None) -> Verdict:
    if seat is None or seat.supporter_id is not None:
        return no(_("A professional in the circle or the resident decides this."), whom=_("the resident or the lead"))
    return yes(_("You are in this circle."))


def _has_no_lead() -> Verdict:
    return no(_("This circle organises itself and has no lead."), what_opens=_("Change the form of the circle."))


def is_this_actor(member: Member, actor: Actor) -> bool:
    """Is this seat the actor's own?"""
    if actor.professional is not None:
        return member.professional_id == actor.professional.pk
    if actor.person is not None and member.person_id == actor.person.pk:
        return True
    return any(member.supporter_id == supporter.pk for supporter in actor.supporters)


def may_open_circle(actor: Actor) -> Verdict:
    """A professional opens a circle; a resident asks at the door."""
    if isinstance(actor.professional, Professional):
        return yes(_("You are a professional of a partner."))
    return no(_("A professional opens a circle."), what_opens=_("Ask for it at the front door."))


def history_opened(circle: Circle, *, at: datetime) -> bool:
    """Did what was written before open for who joined, at that moment? The log knows each change (one query)."""
    changes = list(
        Act.objects.filter(circle=circle.pk, name="circle.history").order_by("at").values_list("at", "detail")
    )
    before = [detail["opens"] for moment, detail in changes if moment <= at]
    if before:
        return bool(before[-1])
    return not changes[0][1]["opens"] if changes else circle.history_opens
