"""The plan as it is now, and what it said on another day."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kring.core.needs import needs
from kring.plans import reading as reads
from kring.plans.forms import DayForm
from kring.plans.readers import readers_of_draft
from kring.plans.versions import change_days, read_plan_on
from kring.plans.views import CircleRequest, look
from kring.sharing.rules import may_see_circle


@needs(may_see_circle)
@require_safe
def plan(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """What matters, the message, the period, the goals with their agreements."""
    look(request)
    return render(request, "plans/plan.html", plan_context(request))


def plan_context(request: CircleRequest) -> dict[str, Any]:
    """What `plans/_plan.html` and the page around it show."""
    return {
        "plan": reads.read_plan(request.reading),
        "frame": reads.read_frame(request.reading),
        "reading": request.reading,
    }


@needs(may_see_circle)
@require_safe
def plan_readers(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Who would read what is being written: for the life domain, person, goal and responsible chosen so far."""
    return render(request, "plans/_readers.html", {"readers": readers_of_draft(request.reading, request.GET)})


@needs(may_see_circle)
@require_safe
def plan_versions(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """What the plan said on a day that somebody chooses, under the reading rules of today and of that day."""
    look(request, "plan before")
    form = DayForm(request.GET if "dag" in request.GET else None)
    day = form.cleaned_data["dag"] if form.is_valid() else None
    context: dict[str, Any] = {"form": form, "reading": request.reading, "day": day}
    if day is None:
        context["days"] = change_days(request.reading)
    else:
        context["plan"], context["frame"] = read_plan_on(request.reading, day)
    return render(request, "plans/versions.html", context, status=400 if form.errors else 200)
