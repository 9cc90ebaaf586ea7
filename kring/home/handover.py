"""Who leads, asking somebody to lead, handing over and leaving: nobody has to tell it again."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kring.circles.actions import offer_lead
from kring.circles.forms import MemberChoice, OfferLeadForm, professionals_here
from kring.circles.models import Circle, Lead, Member
from kring.circles.rules import may_act_as_lead, may_leave
from kring.circles.views import WHO, CircleRequest, look_at_seats, status
from kring.circles.views.lead import lead_page, tell_offered
from kring.circles.views.members import may_be_here
from kring.core.forms import Form
from kring.core.needs import needs
from kring.core.verdict import Verdict
from kring.plans.actions import change_agreement, hand_over_lead, leave_with_handover
from kring.plans.models import Agreement
from kring.sharing.models import Item

NOTE = forms.Textarea(attrs={"rows": 6})


class HandoverForm(Form):
    """What works, what not to ask again."""

    text = forms.CharField(
        max_length=4000,
        widget=NOTE,
        label=gettext_lazy("What should who comes after you know?"),
        help_text=gettext_lazy("What works. What they need not ask again. Who can tell more."),
    )


class LeaveForm(HandoverForm):
    """The handover, who reads it, and who takes over each agreement that is open.

    Who comes on their own behalf has no organisation, so their handover is for the circle.
    """

    audience = forms.ChoiceField(
        widget=forms.RadioSelect,
        initial=Item.Audience.ORGANISATION,
        label=gettext_lazy("Who may read this?"),
        choices=[
            (Item.Audience.ORGANISATION, gettext_lazy("My organisation and the resident")),
            (Item.Audience.CIRCLE, gettext_lazy("Everybody in the circle")),
        ],
    )

    def __init__(self, *args: Any, seat: Member, agreements: list[Agreement], others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seat.organisation_id is None:
            del self.fields["audience"]
        for agreement in agreements:
            self.fields[f"agreement_{agreement.pk}"] = MemberChoice(
                queryset=others, label=_("Who takes over: %(what)s") % {"what": agreement.what}
            )


class LeadHandoverForm(HandoverForm):
    """To whom, and the handover."""

    member = MemberChoice(queryset=Member.objects.none(), label=gettext_lazy("Whom do you ask to take over?"))
    field_order = ("member", "text")

    def __init__(self, *args: Any, circle: Circle, me: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = professionals_here(circle).exclude(pk=me.pk)  # type: ignore[attr-defined]


@needs(may_be_here)
def leave(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Leave with a handover; each open agreement gets another responsible first."""
    verdict = may_go(request)
    agreements = _open_agreements(request.seat)
    others = Member.objects.filter(circle=request.circle, state=Member.State.ACCEPTED).exclude(pk=request.seat.pk)
    form = LeaveForm(request.POST or None, seat=request.seat, agreements=agreements, others=others.select_related(*WHO))
    if request.method == "POST":
        verdict.insist()
        if form.is_valid():
            _go(request, form, agreements)
            messages.success(request, _("You have left. Thank you: your handover is kept."))
            return redirect("home")
    look_at_seats(request)
    page = {"form": form, "verdict": verdict, "circle": request.circle}
    return render(request, "home/leave.html", page, status=status(form))


@needs(may_be_here)
def lead(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Who leads and since when, who was asked, whom the municipality's rule proposes, and how it went before."""
    return lead_page(request, OfferLeadForm(circle=request.circle), _counted(request.circle))


@needs(may_be_here)
@require_POST
def lead_offer(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Ask a member to lead."""
    form = OfferLeadForm(request.POST, circle=request.circle)
    if not form.is_valid():
        return lead_page(request, form, _counted(request.circle))
    member = form.cleaned_data["member"]
    member.circle = request.circle
    tell_offered(offer_lead(member, why=form.cleaned_data["why"], by=request.actor, seat=request.seat))
    messages.success(request, _("Asked. You hear when there is an answer."))
    return redirect("lead", circle_id)


@needs(may_be_here)
def lead_handover(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """The warm handover of the lead: until the other says yes, you lead."""
    may_act_as_lead(request.reading.lead, request.actor).insist()
    form = LeadHandoverForm(request.POST or None, circle=request.circle, me=request.seat)
    if request.method == "POST" and form.is_valid():
        member = form.cleaned_data["member"]
        member.circle = request.circle
        tell_offered(hand_over_lead(member, text=form.cleaned_data["text"], by=request.actor, seat=request.seat))
        messages.success(request, _("Asked. You lead until there is a yes."))
        return redirect("lead", circle_id)
    look_at_seats(request)
    return render(request, "home/lead_handover.html", {"form": form, "circle": request.circle}, status=status(form))


def may_go(request: CircleRequest) -> Verdict:
    """May this member leave? The lead hands over first."""
    lead: Lead | None = request.reading.lead
    return may_leave(request.seat, request.actor, leads=lead is not None and lead.member == request.seat)


def _counted(circle: Circle) -> dict[Member, int]:
    """The open agreements of each member who has any; a member is found by its id (one query)."""
    rows = Agreement.objects.filter(circle=circle, state=Agreement.State.OPEN).order_by().values_list("responsible")
    return {Member(pk=member): number for member, number in rows.annotate(Count("pk"))}


def _open_agreements(seat: Member) -> list[Agreement]:
    return list(Agreement.objects.filter(responsible=seat, state=Agreement.State.OPEN).select_related("goal", "circle"))


@transaction.atomic
def _go(request: CircleRequest, form: LeaveForm, agreements: list[Agreement]) -> None:
    for agreement in agreements:
        change_agreement(
            agreement,
            revision=agreement.revision,
            responsible=form.cleaned_data[f"agreement_{agreement.pk}"],
            by=request.actor,
            seat=request.seat,
        )
    audience = form.cleaned_data.get("audience", Item.Audience.CIRCLE)
    leave_with_handover(request.seat, text=form.cleaned_data["text"], audience=audience, by=request.actor)
