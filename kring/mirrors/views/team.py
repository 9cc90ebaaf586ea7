"""For the team: the case without names. No circle, household or person stands in these addresses or pages."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.circles.actors import GatedRequest
from kring.core.needs import needs
from kring.core.once import SeeOther
from kring.meetings.forms.tables import AskAlongForm
from kring.meetings.rules import may_answer, may_change_meeting
from kring.mirrors import actions, rules
from kring.mirrors.forms import AdviseForm, SayForm
from kring.mirrors.models import Mirror, MirrorCase
from kring.mirrors.suggesting import strangers
from kring.network.rules import works_here

THREE = ("strikes", "would_try", "would_ask")


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def mirror(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The case, what each of the team says, and what I say."""
    mirror = _the_mirror(request, meeting_id)
    said = list(mirror.contributions.select_related("professional__organisation"))
    mine = next((one for one in said if one.professional_id == request.actor.job.pk), None)
    form = SayForm(request.POST or None, initial={name: getattr(mine, name) for name in THREE} if mine else None)
    if request.method == "POST":
        rules.may_say(mirror, request.actor).insist()
        if form.is_valid():
            actions.say(mirror, **form.cleaned_data, by=request.actor)
            messages.success(request, _("Said. The others in the team see it."))
            return _to(mirror)
    actions.was_read(mirror, by=request.actor)
    page = {"mirror": mirror, "said": said, "mine": mine, "form": form, **_around(mirror, request)}
    return render(request, "mirrors/mirror.html", page, status=400 if form.is_bound else 200)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def mirror_advise(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Close with advice."""
    mirror = _the_mirror(request, meeting_id)
    rules.may_advise(mirror, request.actor).insist()
    form = AdviseForm(request.POST or None)
    if form.is_valid():
        actions.advise(mirror, **form.cleaned_data, by=request.actor)
        messages.success(request, _("Thank you. The circle has your advice now."))
        return _to(mirror)
    said = mirror.contributions.select_related("professional__organisation")
    page = {"form": form, "mirror": mirror, "said": said}
    return render(request, "mirrors/advise.html", page, status=400 if form.is_bound else 200)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def mirror_ask_more(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Who asked the team asks one more."""
    mirror = _the_mirror(request, meeting_id)
    rules.may_ask_one_more(mirror, request.actor).insist()
    asked = set(mirror.meeting.participants.values_list("professional", flat=True))
    circle = MirrorCase.objects.select_related("circle__household__municipality").get(mirror=mirror).circle
    people = [one for one in strangers(circle) if one.pk not in asked]
    form = AskAlongForm(request.POST or None, professionals=people)
    if form.is_valid():
        actions.ask_one_more(mirror, form.cleaned_data["who"], by=request.actor)
        return _to(mirror)
    page = {"form": form, "mirror": mirror}
    return render(request, "mirrors/ask_more.html", page, status=400 if form.is_bound else 200)


def _the_mirror(request: GatedRequest, meeting_id: uuid.UUID) -> Mirror:
    """The mirror of a table where this professional was asked; for others it is not there (404)."""
    rows = Mirror.objects.select_related("meeting__chair__organisation", "advised_by__organisation")
    mirror: Mirror = get_object_or_404(
        rows, meeting=meeting_id, meeting__participants__professional=request.actor.professional
    )
    return mirror


def _around(mirror: Mirror, request: GatedRequest) -> dict[str, Any]:
    meeting, actor = mirror.meeting, request.actor
    asked = list(meeting.participants.select_related("professional__organisation").order_by("professional__name"))
    own = next((one for one in asked if one.professional_id == actor.job.pk), None)
    return {
        "meeting": meeting,
        "asked": asked,
        "own": own,
        "may_say": rules.may_say(mirror, actor),
        "may_advise": rules.may_advise(mirror, actor),
        "may_ask_more": rules.may_ask_one_more(mirror, actor),
        "may_change": may_change_meeting(meeting, actor),
        "may_answer": may_answer(meeting, own),
        "i_asked": meeting.chair_id == actor.job.pk,
    }


def _to(mirror: Mirror) -> SeeOther:
    return SeeOther(reverse("mirror", args=[mirror.meeting_id]))
