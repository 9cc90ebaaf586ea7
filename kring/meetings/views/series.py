"""A table that comes back: who stands in it, what changes from a day on, its end; and whom one has not met yet."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import GatedRequest
from kring.core.forms import Form
from kring.core.needs import needs
from kring.core.once import SeeOther
from kring.meetings import actions, rules
from kring.meetings.actions.tables.series import to_come
from kring.meetings.asking.people import not_met_yet
from kring.meetings.asking.series import read_series
from kring.meetings.asking.series_forms import EndForm, KickOffForm, PlaceForm, SeriesForm
from kring.meetings.models import Meeting, MeetingSeries, StandingPlace
from kring.network.models import Professional
from kring.network.rules import works_here


@needs(works_here)
@require_safe
def series(request: GatedRequest, series_id: uuid.UUID) -> HttpResponse:
    """Who stands in it, and the dates to come."""
    return render(
        request, "meetings/series.html", {"shown": read_series(_the_series(request, series_id), request.actor)}
    )


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def series_change(request: GatedRequest, series_id: uuid.UUID) -> HttpResponse:
    """Another hour, place or chair from a day on."""
    series = _the_series(request, series_id)
    rules.may_change_series(series, request.actor).insist()
    first = to_come(series).first()
    now = {name: getattr(series, name) for name in ("minutes", "place", "video_link", "chair")}
    now |= {"at": f"{series.at:%H:%M}", "from_day": first.day if first else None}
    form = SeriesForm(request.POST or None, professionals=_people(request), initial=now)
    if form.is_valid():
        return _to(actions.change_series(series, **form.cleaned_data, by=request.actor))
    return _form(request, form, series, _("Change this table"))


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def series_place(request: GatedRequest, series_id: uuid.UUID) -> HttpResponse:
    """One more place."""
    series = _the_series(request, series_id)
    rules.may_change_series(series, request.actor).insist()
    form = PlaceForm(request.POST or None, professionals=_people(request))
    if form.is_valid():
        actions.add_place(series, **form.cleaned_data, by=request.actor)
        return _to(series)
    return _form(request, form, series, _("Add a place"))


@needs(works_here)
@require_POST
def series_place_drop(request: GatedRequest, series_id: uuid.UUID, place_id: uuid.UUID) -> HttpResponse:
    """This place is no longer there."""
    series = _the_series(request, series_id)
    place = get_object_or_404(StandingPlace.objects.select_related("holder"), pk=place_id, series=series)
    place.series = series
    actions.drop_place(place, by=request.actor)
    return _to(series)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def series_end(request: GatedRequest, series_id: uuid.UUID) -> HttpResponse:
    """It no longer comes back."""
    series = _the_series(request, series_id)
    rules.may_change_series(series, request.actor).insist()
    busy = to_come(series).filter(items__state="waiting").distinct().count()
    mine = Meeting.objects.seen_by(_job(request)).to_come()
    form = EndForm(request.POST or None, meetings=list(mine[:100]) if busy else [], busy=busy)
    if form.is_valid():
        kept = actions.end_series(series, **form.cleaned_data, by=request.actor)
        if kept:
            messages.warning(request, _still(len(kept)))
        return _to(series)
    return _form(request, form, series, _("End this table"))


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def table_meet(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One of every function that I have not met yet."""
    meeting = get_object_or_404(Meeting.objects.seen_by(_job(request)).select_related("chair"), pk=meeting_id)
    rules.may_ask_along(meeting, request.actor).insist()
    suggested = not_met_yet(_job(request), meeting)
    form = KickOffForm(request.POST or None, suggested=suggested)
    if form.is_valid():
        for one in form.cleaned_data["who"]:
            actions.ask_along(meeting, one, by=request.actor)
        return SeeOther(reverse("table", args=[meeting.pk]))
    page = {"form": form, "meeting": meeting, "suggested": suggested}
    return render(request, "meetings/meet.html", page, status=400 if form.is_bound else 200)


def _the_series(request: GatedRequest, series_id: uuid.UUID) -> MeetingSeries:
    """A series that this professional is in (404 for another)."""
    rows = MeetingSeries.objects.select_related("chair__organisation")
    series = get_object_or_404(rows, pk=series_id, municipality=_job(request).organisation.municipality_id)
    if not rules.may_see_series(series, request.actor).allowed:
        raise Http404
    return series


def _job(request: GatedRequest) -> Professional:
    job = request.actor.professional
    assert job is not None  # noqa: S101 (the gate lets professionals through)
    return job


def _people(request: GatedRequest) -> list[Professional]:
    return list(Professional.objects.directory(_job(request).organisation.municipality))


def _still(count: int) -> str:
    words = ngettext(
        "%(count)s table still takes place: a household stands on its agenda.",
        "%(count)s tables still take place: a household stands on their agenda.",
        count,
    )
    return words % {"count": count}


def _to(series: MeetingSeries) -> SeeOther:
    return SeeOther(reverse("series", args=[series.pk]))


def _form(request: GatedRequest, form: Form, series: MeetingSeries, title: str) -> HttpResponse:
    page = {"form": form, "series": series, "title": title}
    return render(request, "meetings/series_form.html", page, status=400 if form.is_bound else 200)
