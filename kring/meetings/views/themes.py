"""The page of a theme with its tables, and the page of one such table: points, who comes, what it gave."""

import uuid

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import GatedRequest
from kring.core import clock
from kring.core.needs import needs
from kring.core.once import SeeOther
from kring.meetings import actions, rules
from kring.meetings.forms.tables import PointForm, ThemeTableForm
from kring.meetings.models import Meeting, Point
from kring.network.rules import works_here
from kring.themes import rules as theme_rules
from kring.themes.models import Theme
from kring.themes.views import here, taking_part_in, the_theme, to_report

LAST = 20


@needs(works_here)
@require_safe
def theme(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """One theme: what it is about, what follows, its tables and reports, who takes part."""
    theme = the_theme(request, theme_id)
    tables = Meeting.objects.filter(theme=theme).select_related("report", "chair").order_by("-day", "-at")[: 2 * LAST]
    follow_ups = theme.follow_ups.select_related("who__organisation").order_by("done_at", "due_on")
    page = {
        "theme": theme,
        "coming": [one for one in reversed(tables) if _is_to_come(one)],
        "held": [one for one in tables if one.day <= clock.today() and one.state == Meeting.State.PLANNED][:LAST],
        "open_now": [one for one in follow_ups if one.done_at is None],
        "done": [one for one in follow_ups if one.done_at is not None],
        "reports": theme.reports.select_related("changed_by")[:LAST],
        **_may(theme, request),
    }
    return render(request, "meetings/theme.html", page)


def theme_table(request: GatedRequest, meeting: Meeting) -> HttpResponse:
    """The page of one table of a theme (called by the page of a table)."""
    assert meeting.theme is not None  # noqa: S101 (who calls this knows it)
    prefetch_related_objects([meeting.theme], taking_part_in("joinings"))
    actor, job = request.actor, request.actor.professional
    asked = list(meeting.participants.select_related("professional__organisation").order_by("professional__name"))
    points = list(meeting.points.select_related("brought_by__organisation"))
    for point in points:
        point.meeting = meeting
    page = {
        "meeting": meeting,
        "theme": meeting.theme,
        "points": [(point, rules.may_drop_point(point, actor)) for point in points],
        "minutes": sum(point.minutes for point in points),
        "asked": asked,
        "mine": next((one for one in asked if job and one.professional_id == job.pk), None),
        "may_come": rules.may_come(meeting, actor),
        "may_harvest": rules.may_harvest(meeting, actor),
        "may_join": theme_rules.may_join(meeting.theme, actor),
        "may_change": rules.may_change_meeting(meeting, actor),
    }
    return render(request, "meetings/theme_table.html", page)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_table_call(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """Call a table for this theme, once or coming back."""
    theme = the_theme(request, theme_id)
    theme_rules.may_write(theme, request.actor).insist()
    form = ThemeTableForm(request.POST or None, initial={"name": theme.name})
    if form.is_valid():
        return _to(actions.call_theme_table(theme, **form.cleaned_data, by=request.actor).pk)
    page = {"form": form, "title": _("Call a table"), "theme": theme}
    return render(request, "meetings/theme_form.html", page, status=400 if form.is_bound else 200)


@needs(works_here)
@require_POST
def table_come(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """I come, asked or not."""
    return _to(actions.come_along(_table_of_theme(request, meeting_id), by=request.actor).meeting_id)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def point_add(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A question on the agenda."""
    meeting = _table_of_theme(request, meeting_id)
    rules.may_add_point(meeting, request.actor).insist()
    form = PointForm(request.POST or None)
    if form.is_valid():
        actions.add_point(meeting, **form.cleaned_data, by=request.actor)
        return _to(meeting.pk)
    page = {"form": form, "title": _("Put a point on the agenda"), "meeting": meeting}
    return render(request, "meetings/theme_form.html", page, status=400 if form.is_bound else 200)


@needs(works_here)
@require_POST
def point_drop(request: GatedRequest, meeting_id: uuid.UUID, point_id: uuid.UUID) -> HttpResponse:
    """Off the agenda."""
    meeting = _table_of_theme(request, meeting_id)
    point = get_object_or_404(Point.objects.select_related("brought_by"), meeting=meeting, pk=point_id)
    point.meeting = meeting
    actions.drop_point(point, by=request.actor)
    return _to(meeting.pk)


@needs(works_here)
@require_POST
def table_harvest(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Its report, begun with what is known, and open to write in."""
    meeting = _table_of_theme(request, meeting_id)
    if meeting.report_id is not None:
        return to_report(meeting.report_id)
    report = actions.harvest(meeting, by=request.actor)
    return SeeOther(reverse("report_edit", args=[report.pk]))


def _table_of_theme(request: GatedRequest, meeting_id: uuid.UUID) -> Meeting:
    """A theme table of this municipality (404 for another table)."""
    rows = Meeting.objects.filter(municipality=here(request), theme__isnull=False)
    meeting: Meeting = get_object_or_404(rows.select_related("theme__owner", "chair"), pk=meeting_id)
    return meeting


def _may(theme: Theme, request: GatedRequest) -> dict[str, object]:
    actor = request.actor
    return {
        "may_join": theme_rules.may_join(theme, actor),
        "may_leave": theme_rules.may_leave(theme, actor),
        "may_write": theme_rules.may_write(theme, actor),
        "may_keep": theme_rules.may_keep(theme, actor),
        "may_take": theme_rules.may_take(theme, actor),
        "may_answer": theme_rules.may_answer_offer(theme, actor),
        "taking_part": theme_rules.taking_part(theme),
    }


def _is_to_come(meeting: Meeting) -> bool:
    return meeting.state == Meeting.State.PLANNED and meeting.day >= clock.today()


def _to(meeting_id: uuid.UUID) -> SeeOther:
    return SeeOther(reverse("table", args=[meeting_id]))
