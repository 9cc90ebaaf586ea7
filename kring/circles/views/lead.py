"""Who leads: answered, taken, with a deputy. Asking and the warm handover are pages of `home`, which knows the plan."""

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kring.circles import actions, rules
from kring.circles.forms import DeputyForm, OfferLeadForm, WhyForm
from kring.circles.models import Circle, Lead, Member
from kring.circles.views import WHO, CircleRequest, look_at_seats, status
from kring.circles.views.members import may_be_here
from kring.core.mails import tell
from kring.core.needs import needs
from kring.core.once import see_next


@needs(may_be_here)
@require_POST
def lead_take(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """ "I do this": where nobody leads, a member takes it in one press."""
    actions.take_lead(request.seat, by=request.actor)
    messages.success(request, _("You lead this circle now. Everybody sees it."))
    return redirect("circle", circle_id)


@needs(may_be_here)
def lead_answer(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Yes, or no with a reason. The handover, if there is one, stands in the story."""
    offer = _offer(request)
    rules.may_answer_lead(offer, request.actor).insist()
    form, back = WhyForm(request.POST if "refuse" in request.POST else None), reverse("circle", args=[circle_id])
    if request.method == "POST" and "refuse" not in request.POST:
        _tell_answered(actions.accept_lead(offer, by=request.actor))
        messages.success(request, _("You lead this circle now. Everybody sees it."))
        return see_next(request, back)
    if request.method == "POST" and form.is_valid():
        _tell_answered(actions.refuse_lead(offer, by=request.actor, **form.cleaned_data))
        messages.success(request, _("You said no. The circle sees why and asks somebody else."))
        return see_next(request, back)
    look_at_seats(request)
    page = {"form": form, "offer": offer, "reading": request.reading}
    return render(request, "circles/lead_answer.html", page, status=status(form))


@needs(may_be_here)
@require_POST
def lead_withdraw(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Take the question back, so that somebody else can be asked."""
    actions.withdraw_lead_offer(_offer(request), by=request.actor, seat=request.seat)
    messages.success(request, _("The question is taken back."))
    return redirect("lead", circle_id)


@needs(may_be_here)
def lead_deputy(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """The lead names who stands in, or ends it."""
    now = request.reading.lead
    rules.may_act_as_lead(now, request.actor).insist()
    ends = "end" in request.POST
    form = DeputyForm(None if ends else request.POST or None, circle=request.circle, lead=now.member)
    if request.method == "POST" and (ends or form.is_valid()):
        days = {} if ends else form.cleaned_data
        deputy = days.get("deputy")
        actions.name_deputy(now, deputy, since=days.get("since"), until=days.get("until"), by=request.actor)
        messages.success(request, _("Saved. Everybody in the circle sees it."))
        return redirect("lead", circle_id)
    look_at_seats(request)
    return render(request, "circles/lead_deputy.html", {"form": form, "lead": now}, status=status(form))


def tell_offered(offer: Lead) -> None:
    """Mail who was asked, with a link only."""
    tell(
        offer.member.email,
        subject=gettext_lazy("Do you want to lead?"),
        text=gettext_lazy("In Kring a question waits for your answer."),
        path=reverse("lead_answer", args=[offer.circle_id]),
    )


def lead_page(request: CircleRequest, form: OfferLeadForm, agreements: Mapping[Member, int]) -> HttpResponse:
    """Who leads, who was asked, whom the rule proposes and why, and how it went before.

    `agreements` counts the open agreements of each member, which a higher module knows.
    """
    reading, circle = request.reading, request.circle
    look_at_seats(request)
    proposed = rules.propose_lead(circle, reading.members, agreements=agreements)
    before = (
        Lead.objects.filter(circle=circle).select_related(*(f"member__{who}" for who in WHO)).order_by("-offered_at")
    )
    page = {
        "form": form,
        "reading": reading,
        "lead": reading.lead,
        "offer": reading.lead_offer,
        "proposed": proposed,
        "why": proposed and rules.why_proposed(circle, proposed, reading.members, agreements=agreements),
        "must_act": rules.who_must_act(
            circle, reading.members, reading.lead, reading.lead_offer, agreements=agreements
        ),
        "before": before,
        "may_steer": rules.may_steer(circle, request.seat),
        "directed": circle.form == Circle.Form.DIRECTED,
        "is_me": reading.lead is not None and rules.is_this_actor(reading.lead.member, request.actor),
        "asked_me": reading.lead_offer is not None and rules.is_this_actor(reading.lead_offer.member, request.actor),
        "can_take": request.seat.professional_id is not None and reading.lead is None,
    }
    return render(request, "circles/lead.html", page, status=status(form))


def _tell_answered(offer: Lead) -> None:
    """Mail who asked that there is an answer, with a link only."""
    tell(
        offer.offered_by.email,
        subject=gettext_lazy("There is an answer"),
        text=gettext_lazy("In Kring somebody answered your question."),
        path=reverse("lead", args=[offer.circle_id]),
    )


def _offer(request: CircleRequest) -> Lead:
    offer: Lead | None = request.reading.lead_offer
    if offer is None:
        raise Http404
    return offer
