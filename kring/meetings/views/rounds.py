"""A round table in one step; asking the lead for a table, and the answer."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.forms import WhyForm
from kring.core.needs import needs
from kring.core.once import SeeOther
from kring.meetings import actions, rules
from kring.meetings.forms.agenda import AskTableForm, RoundForm
from kring.meetings.models import AgendaItem, TableRequest
from kring.meetings.reading import items_of
from kring.meetings.views import asked_for, back_to_item
from kring.plans.reading import read_frame
from kring.plans.rules import may_plan
from kring.plans.views import CircleRequest, look
from kring.sharing.rules import may_see_circle


@needs(may_see_circle)
@require_safe
def items(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """The tables at which this household was, is and will be; who calls one, and who asked for one."""
    return _page(request)


@needs(rules.may_call_here)
@require_http_methods(["GET", "HEAD", "POST"])
def round_call(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Who, when, where and what about: members and resident are invited, and it stands on the agenda."""
    domains = list(request.circle.household.municipality.life_domains.all())
    asked = asked_for(request)
    form = RoundForm(
        request.POST or None,
        members=request.reading.members,
        seat=request.seat,
        domains=domains,
        initial={"question": asked.question} if asked else {},
    )
    if form.is_valid():
        talk = actions.call_round(request.circle, **form.cleaned_data, by=request.actor, seat=request.seat)
        return _called(request, talk, asked)
    look(request, "table")
    page = {"form": form, "reading": request.reading, "asked": asked}
    return render(request, "meetings/round.html", page, status=400 if form.is_bound else 200)


@needs(may_plan)
@require_POST
def table_request(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Ask who leads for a table."""
    form = AskTableForm(request.POST)
    if not form.is_valid():
        return _page(request, ask=form)
    actions.ask_table(request.circle, **form.cleaned_data, by=request.actor, seat=request.seat)
    messages.success(request, _("Your question waits for an answer. You hear it here and by mail."))
    return _back(request)


@needs(may_plan)
@require_POST
def request_no(request: CircleRequest, circle_id: uuid.UUID, ask_id: uuid.UUID) -> HttpResponse:
    """No, because."""
    asked, form = _the_request(request, ask_id), WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, no=form, refused=asked.pk)
    actions.say_no(asked, **form.cleaned_data, by=request.actor, seat=request.seat)
    messages.success(request, _("You said no. Who asked hears why."))
    return _back(request)


@needs(may_plan)
@require_POST
def request_withdraw(request: CircleRequest, circle_id: uuid.UUID, ask_id: uuid.UUID) -> HttpResponse:
    """It is no longer needed."""
    actions.take_back_request(_the_request(request, ask_id), by=request.actor, seat=request.seat)
    return _back(request)


def _the_request(request: CircleRequest, ask_id: uuid.UUID) -> TableRequest:
    asked: TableRequest = get_object_or_404(TableRequest, pk=ask_id, circle=request.circle)
    request.reading.may_read(asked).insist()
    return asked


def _called(request: CircleRequest, talk: AgendaItem, asked: TableRequest | None) -> HttpResponse:
    if asked is not None:
        actions.say_yes(asked, talk, by=request.actor, seat=request.seat)
    messages.success(request, _("The round table is called. Everybody gets an invitation."))
    return back_to_item(talk)


def _page(request: CircleRequest, **sent: Any) -> HttpResponse:
    """The page; `sent` is the form that was sent with a mistake in it (400)."""
    look(request, "table", "list")
    reading, seat, lead = request.reading, request.seat, request.reading.lead
    waiting = TableRequest.objects.filter(circle=request.circle, state=TableRequest.State.ASKED)
    asked = reading.show(waiting.select_related("life_domain"))
    waits = any(shown.item.author_id == seat.pk for shown in asked)
    page = {
        "items": items_of(reading),
        "reading": reading,
        "asked": asked,
        "frame": read_frame(reading),
        "may_call": rules.may_call(request.circle, seat, lead),
        "may_bring": rules.may_bring(request.circle, seat, lead),
        "may_ask": rules.may_ask_table(request.circle, seat, lead, waits=waits),
        "may_plan": may_plan(request.actor, request.circle),
        "ask": AskTableForm(auto_id="ask_%s"),
        "no": WhyForm(auto_id="no_%s"),
        "refused": None,
        **sent,
    }
    return render(request, "meetings/items.html", page, status=400 if sent else 200)


def _back(request: CircleRequest) -> SeeOther:
    return SeeOther(reverse("items", args=[request.circle.pk]))
