"""Changes around a circle. Pages, imports, demo data and tests call the same functions."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles import rules
from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member, Retelling
from kring.core import clock
from kring.core.verdict import no
from kring.households.models import Household, Person, Residence, Supporter
from kring.households.names import plain_name, plain_postcode
from kring.log.actions import record
from kring.log.models import Act
from kring.network.models import Professional

A_DAY = timedelta(days=1)


@transaction.atomic
def find_households(
    *, by: Actor, family_name: str, birth_date: date | None = None, postcode: str = "", house_number: str = ""
) -> list[Household]:
    """Households in the actor's municipality with somebody of this name, and this birth date or address.

    Nobody can leaf through households: without a birth date or a whole address nothing is found. Every search
    is kept in the log, also one that finds nobody.
    """
    rules.may_open_circle(by).insist()
    assert by.professional is not None  # noqa: S101 (may_open_circle)
    home = Residence.objects.current().filter(
        household__municipality=by.professional.organisation.municipality_id, person__same_as__isnull=True
    )
    if birth_date is not None:
        home = home.filter(person__birth_date=birth_date)
    elif (code := plain_postcode(postcode)) and house_number:
        home = home.filter(
            household__postcode__in=[code, f"{code[:4]} {code[4:]}"],
            household__house_number__iexact=house_number.strip(),
        )
    else:
        home = home.none()
    name = plain_name(family_name)
    found = {
        row.household_id: row.household
        for row in home.select_related("household", "person")
        if name and plain_name(row.person.family_name) == name
    }
    record("household.searched", by=by, detail={"found": len(found)})
    return list(found.values())


@transaction.atomic
def open_circle(
    household: Household, *, purpose: str, by: Actor, form: str = Circle.Form.DIRECTED, role: str = ""
) -> Circle:
    """Open the circle of a household; who opens it takes the first seat. Refused when one is open."""
    rules.may_open_circle(by).insist()
    if Circle.objects.open().filter(household=household).exists():
        no(_("This household has an open circle already."), what_opens=_("Ask its lead to invite you.")).insist()
    circle = Circle.objects.create(
        household=household, purpose=purpose, form=form, opened_by=by.user, opened_at=clock.now()
    )
    record("circle.opened", by=by, subject=circle.pk, circle=circle.pk)
    assert by.professional is not None  # noqa: S101 (may_open_circle)
    _seat(circle, professional=by.professional, role=role, by=by)
    return circle


def _seat(circle: Circle, *, professional: Professional, role: str, by: Actor) -> Member:
    """The opener's own seat: no invitation is needed for oneself."""
    return Member.objects.create(
        circle=circle,
        professional=professional,
        organisation=professional.organisation,
        role=role,
        state=Member.State.ACCEPTED,
        invited_at=clock.now(),
        invited_by=by.user,
        answered_at=clock.now(),
        story_read_at=clock.now(),
    )


@transaction.atomic
def invite(
    circle: Circle,
    *,
    by: Actor,
    seat: Member,
    professional: Professional | None = None,
    person: Person | None = None,
    supporter: Supporter | None = None,
    role: str = "",
    why: str = "",
) -> Member:
    """Ask somebody into the circle. Who was asked or is in already stays as they are: twice is once."""
    rules.may_invite(circle, seat).insist()
    member, new = Member.objects.get_or_create(
        circle=circle,
        professional=professional,
        person=person,
        supporter=supporter,
        state__in=[Member.State.INVITED, Member.State.ACCEPTED],
        defaults={
            "state": Member.State.INVITED,
            "organisation": professional.organisation if professional else None,
            "role": role,
            "invited_why": why,
            "invited_by": by.user,
            "invited_at": clock.now(),
        },
    )
    if new:
        record("circle.invited", by=by, subject=member.pk, circle=circle.pk)
    return member


@transaction.atomic
def accept_invitation(member: Member, *, by: Actor, **expectations: str) -> Member:
    """Take the seat; `expectations` are role, goal, does, does_not, asks (rows A3 and N1)."""
    member = _locked(member)
    rules.may_answer_invitation(member, by).insist()
    member.state = Member.State.ACCEPTED
    member.answered_at = clock.now()
    for name, value in expectations.items():
        setattr(member, name, value)
    member.save()
    record("circle.joined", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def refuse_invitation(member: Member, *, why: str, by: Actor) -> Member:
    """Say no, with a reason that the inviter sees."""
    member = _locked(member)
    rules.may_answer_invitation(member, by).insist()
    member.state = Member.State.REFUSED
    member.answered_at = clock.now()
    member.answer_why = why
    member.save()
    record("circle.refused", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def note_answer(member: Member, *, accepts: bool, by: Actor, seat: Member, why: str = "") -> Member:
    """Write down what somebody without an account answered at the table or by phone."""
    member = _locked(member)
    rules.may_note_answer(member, seat).insist()
    member.state = Member.State.ACCEPTED if accepts else Member.State.REFUSED
    member.answered_at = clock.now()
    member.answer_why = why
    member.save()
    record(
        "circle.joined" if accepts else "circle.refused",
        by=by,
        subject=member.pk,
        circle=member.circle_id,
        detail={"noted_by": str(seat.pk)},
    )
    return member


@transaction.atomic
def withdraw_invitation(member: Member, *, by: Actor, seat: Member) -> Member:
    """Take back a question that was not answered yet."""
    member = _locked(member)
    rules.may_invite(member.circle, seat).insist()
    if member.state != Member.State.INVITED:
        no(_("This invitation was answered already.")).insist()
    member.state = Member.State.WITHDRAWN
    member.answered_at = clock.now()
    member.save()
    record("circle.withdrawn", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def remind(member: Member, *, by: Actor, seat: Member) -> Member:
    """Ask somebody once more who has not answered; at most once a day. The page sends the mail."""
    member = _locked(member)
    rules.may_invite(member.circle, seat).insist()
    today = Act.objects.filter(subject=member.pk, name="circle.reminded", at__gte=clock.now() - A_DAY)
    rules.may_remind(member, reminded_today=today.exists()).insist()
    record("circle.reminded", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def state_expectations(member: Member, *, by: Actor, **expectations: str) -> Member:
    """Say or change my role, my goal here, what I do, what I don't, what I ask of others."""
    if not rules.is_this_actor(member, by):
        no(_("Only they can say this about themselves."), whom=member.name).insist()
    rules.may_work_here(member.circle, member).insist()
    for name, value in expectations.items():
        setattr(member, name, value)
    member.save(update_fields=list(expectations))
    record("circle.expectations", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def leave(member: Member, *, by: Actor) -> Member:
    """Leave the circle; `plans.actions.leave_with_handover` keeps the note for who comes after."""
    _locked_circle(member.circle)
    member = _locked(member)
    leads = Lead.objects.filter(member=member, state=Lead.State.ACCEPTED).exists()
    rules.may_leave(member, by, leads=leads).insist()
    member.state = Member.State.LEFT
    member.left_at = clock.now()
    member.is_steady_contact = False
    member.save()
    for offer in Lead.objects.filter(member=member, state=Lead.State.OFFERED):
        _end_offer(offer)
    Lead.objects.filter(circle=member.circle, deputy=member).update(deputy=None, deputy_from=None, deputy_until=None)
    record("circle.left", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def read_story(member: Member, *, by: Actor) -> Member:
    """ "I have read the story so far": said once by who joins (row N2)."""
    if member.story_read_at is None:
        member.story_read_at = clock.now()
        member.save(update_fields=["story_read_at"])
        record("circle.story_read", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def choose_steady_contact(member: Member, *, by: Actor, seat: Member) -> Member:
    """This member is the one who stays when help changes (row N3); the former one steps back."""
    rules.may_steer(_locked_circle(member.circle), seat).insist()
    member = _locked(member)
    rules.may_be_steady_contact(member).insist()
    Member.objects.filter(circle=member.circle, is_steady_contact=True).update(is_steady_contact=False)
    member.is_steady_contact = True
    member.save(update_fields=["is_steady_contact"])
    record("circle.steady_contact", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def offer_lead(member: Member, *, by: Actor, seat: Member, why: str = "") -> Lead:
    """Ask a member to lead. Until they say yes the present lead, if any, keeps leading."""
    circle = _locked_circle(member.circle)
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
    circle, lead = _locked_lead(lead)
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
    circle = _locked_circle(seat.circle)
    present = Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED).select_related("member__professional")
    rules.may_take_lead(present.first()).insist()
    asked_me = Lead.objects.filter(circle=circle, member=seat, state=Lead.State.OFFERED).first()
    return accept_lead(asked_me or offer_lead(seat, by=by, seat=seat), by=by)


@transaction.atomic
def refuse_lead(lead: Lead, *, why: str, by: Actor) -> Lead:
    """No, because: the circle sees the reason and asks somebody else."""
    _circle, lead = _locked_lead(lead)
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
    circle, lead = _locked_lead(lead)
    rules.may_steer(circle, seat).insist()
    if lead.state != Lead.State.OFFERED:
        no(_("This question was answered already.")).insist()
    _end_offer(lead)
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
    circle, lead = _locked_lead(lead)
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


@transaction.atomic
def close_circle(circle: Circle, *, why: str, by: Actor, seat: Member) -> Circle:
    """The circle's work is done; everything stays to be read by who could read it."""
    circle = _locked_circle(circle)
    rules.may_steer(circle, seat).insist()
    circle.closed_at = clock.now()
    circle.closed_by = by.user
    circle.closed_why = why
    circle.save()
    record("circle.closed", by=by, subject=circle.pk, circle=circle.pk)
    return circle


@transaction.atomic
def reopen_circle(circle: Circle, *, by: Actor, seat: Member) -> Circle:
    """Take back a closing of less than a day ago: who was in it, or was asked, still is."""
    circle = _locked_circle(circle)
    other_open = Circle.objects.open().filter(household=circle.household_id).exclude(pk=circle.pk).exists()
    rules.may_reopen(circle, seat, other_open=other_open).insist()
    circle.closed_at, circle.closed_by, circle.closed_why = None, None, ""
    circle.save()
    record("circle.reopened", by=by, subject=circle.pk, circle=circle.pk)
    return circle


@transaction.atomic
def change_form(circle: Circle, *, form: str, by: Actor, seat: Member) -> Circle:
    """From one lead to organising themselves, or back (row L8)."""
    circle = _locked_circle(circle)
    rules.may_steer(circle, seat).insist()
    circle.form = form
    circle.save(update_fields=["form"])
    if form == Circle.Form.SELF_ORGANISING:
        Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED).update(
            state=Lead.State.HANDED_OVER, ended_at=clock.now()
        )
        for offer in Lead.objects.filter(circle=circle, state=Lead.State.OFFERED):
            _end_offer(offer)
    record("circle.form", by=by, subject=circle.pk, circle=circle.pk, detail={"form": form})
    return circle


@transaction.atomic
def told_again(circle: Circle, *, by: Actor) -> Retelling:
    """The resident had to tell the story again: one press, counted (row N2)."""
    if by.person is None:
        no(_("Only the resident can say this.")).insist()
    assert by.person is not None  # noqa: S101
    retelling = Retelling.objects.create(circle=circle, person=by.person, at=clock.now())
    record("circle.told_again", by=by, subject=retelling.pk, circle=circle.pk)
    return retelling


def _end_offer(offer: Lead) -> None:
    offer.state = Lead.State.WITHDRAWN
    offer.answered_at = clock.now()
    offer.save(update_fields=["state", "answered_at"])


def _locked(member: Member) -> Member:
    """The seat as it is now, held until the end of the transaction: two answers at once become one and a reason."""
    related: Any = Member.objects.select_for_update(of=("self",)).select_related(
        "circle", "professional", "person", "supporter", "organisation"
    )
    locked: Member = related.get(pk=member.pk)
    return locked


def _locked_lead(lead: Lead) -> tuple[Circle, Lead]:
    """Circle and lead as they are now; who leads is decided one at a time for each circle."""
    circle = _locked_circle(lead.circle)
    lead.refresh_from_db()
    lead.circle = circle
    return circle, lead


def _locked_circle(circle: Circle) -> Circle:
    locked: Circle = (
        Circle.objects.select_for_update(of=("self",)).select_related("household__municipality").get(pk=circle.pk)
    )
    return locked
