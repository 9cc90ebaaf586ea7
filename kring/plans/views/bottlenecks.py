"""Bottlenecks of one circle: the list, one of them, write one down, hand it on, end it, open it again."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.core.needs import needs
from kring.core.once import SeeOther
from kring.network.models import Organisation
from kring.plans import actions, rules
from kring.plans.bottleneck_forms import BottleneckForm, EndBottleneckForm, OwnerForm
from kring.plans.bottlenecks import bottlenecks_of, goal_told, rules_to_choose
from kring.plans.models import Bottleneck
from kring.plans.readers import readers_of_bottleneck
from kring.plans.reading import goals_to_choose
from kring.plans.views import CircleRequest, look
from kring.sharing.rules import may_see_circle


@needs(may_see_circle)
@require_safe
def bottlenecks(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """The rules that stop this plan, and what came of others."""
    look(request, "bottleneck", "list")
    shown = bottlenecks_of(request.reading)
    page = {
        "open": [one for one in shown if one.item.state == Bottleneck.State.OPEN],
        "ended": [one for one in shown if one.item.state != Bottleneck.State.OPEN],
        "reading": request.reading,
        "may_add": rules.may_change_plan(request.circle, request.seat),
    }
    return render(request, "plans/bottlenecks.html", page)


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_add(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Write one down."""
    form = bottleneck_form(request, request.POST or None)
    if form.is_valid():
        made = actions.add_bottleneck(request.circle, **form.cleaned_data, by=request.actor, seat=request.seat)
        return _to(made)
    look(request, "bottleneck")
    readers = readers_of_bottleneck(request.reading, None, None)
    page = {"form": form, "readers": readers, "reading": request.reading}
    return render(request, "plans/bottleneck_add.html", page, status=400 if form.is_bound else 200)


@needs(may_see_circle)
@require_safe
def bottleneck(request: CircleRequest, circle_id: uuid.UUID, bottleneck_id: uuid.UUID) -> HttpResponse:
    """One of them, with what can be pressed."""
    return _page(request, the_bottleneck(request, bottleneck_id), EndBottleneckForm())


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_owner(request: CircleRequest, circle_id: uuid.UUID, bottleneck_id: uuid.UUID) -> HttpResponse:
    """Somebody else keeps at it, or until another day."""
    bottleneck = the_bottleneck(request, bottleneck_id)
    rules.may_change_bottleneck(bottleneck, request.seat).insist()
    initial = {"owner": bottleneck.owner, "due_on": bottleneck.due_on}
    form = OwnerForm(request.POST or None, members=request.reading.members, bottleneck=bottleneck, initial=initial)
    if form.is_valid():
        return _to(actions.hand_bottleneck_on(bottleneck, **form.cleaned_data, by=request.actor, seat=request.seat))
    look(request, "bottleneck")
    page = {"form": form, "title": _("Who keeps at it?"), "lead": bottleneck.rule, "cancel": _where(bottleneck)}
    return render(request, "core/page_form.html", page, status=400 if form.is_bound else 200)


@needs(rules.may_plan)
@require_POST
def bottleneck_end(request: CircleRequest, circle_id: uuid.UUID, bottleneck_id: uuid.UUID) -> HttpResponse:
    """What came of it."""
    bottleneck, form = the_bottleneck(request, bottleneck_id), EndBottleneckForm(request.POST)
    if not form.is_valid():
        return _page(request, bottleneck, form)
    return _to(actions.end_bottleneck(bottleneck, **form.said(), by=request.actor, seat=request.seat))


@needs(rules.may_plan)
@require_POST
def bottleneck_reopen(request: CircleRequest, circle_id: uuid.UUID, bottleneck_id: uuid.UUID) -> HttpResponse:
    """It stops the plan again."""
    bottleneck = the_bottleneck(request, bottleneck_id)
    return _to(actions.reopen_bottleneck(bottleneck, by=request.actor, seat=request.seat))


def bottleneck_form(request: CircleRequest, sent: Any, **kwargs: Any) -> BottleneckForm:
    """The form for one of this circle (four queries: goals, organisations, and rules that were named)."""
    organisations = Organisation.objects.filter(municipality=request.circle.household.municipality_id)
    goals, members = goals_to_choose(request.reading), request.reading.members
    named = rules_to_choose(request.circle.household.municipality, request.actor.professional)
    return BottleneckForm(sent, members=members, goals=goals, organisations=list(organisations), named=named, **kwargs)


def the_bottleneck(request: CircleRequest, bottleneck_id: uuid.UUID) -> Bottleneck:
    """The bottleneck of this circle (404 when it is another's). Raises Refused when this reader may not read it."""
    rows = Bottleneck.objects.select_related("life_domain", "about", "goal__life_domain", "rule_of", "ended_by")
    bottleneck: Bottleneck = get_object_or_404(rows, pk=bottleneck_id, circle=request.circle)
    request.reading.may_read(bottleneck).insist()
    return bottleneck


def _page(request: CircleRequest, bottleneck: Bottleneck, form: EndBottleneckForm) -> HttpResponse:
    look(request, "bottleneck")
    page = {
        "shown": request.reading.answer(bottleneck),
        "goal": goal_told(request.reading, bottleneck),
        "form": form,
        "may_change": rules.may_change_bottleneck(bottleneck, request.seat),
        "may_reopen": rules.may_reopen_bottleneck(bottleneck, request.seat),
        "reading": request.reading,
    }
    return render(request, "plans/bottleneck.html", page, status=400 if form.is_bound else 200)


def _to(bottleneck: Bottleneck) -> SeeOther:
    return SeeOther(_where(bottleneck))


def _where(bottleneck: Bottleneck) -> str:
    return reverse("bottleneck", args=[bottleneck.circle_id, bottleneck.pk])
