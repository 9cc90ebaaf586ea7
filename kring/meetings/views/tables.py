"""The list of tables and the agenda of one. Nothing of a household stands here beside its name, for who is there."""

import uuid

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import GatedRequest
from kring.core.forms import Form
from kring.core.needs import needs
from kring.core.once import SeeOther, see_next
from kring.households.models import Person, Residence
from kring.meetings import actions
from kring.meetings.figures import may_see_figures
from kring.meetings.forms.tables import AskAlongForm, CallForm, CancelForm, MoveForm, TablesForm
from kring.meetings.models import Kind, Meeting, Participant
from kring.meetings.reading import Row, agenda_of
from kring.meetings.rules import may_answer, may_ask_along, may_change_meeting
from kring.meetings.views.themes import theme_table
from kring.network.models import Professional
from kring.network.rules import works_here
from kring.sharing.looks import look_at

ON_A_PAGE = 30
ANSWERS = (Participant.Answer.ACCEPTED, Participant.Answer.TENTATIVE, Participant.Answer.DECLINED)


@needs(works_here)
@require_safe
def tables(request: GatedRequest) -> HttpResponse:
    """The tables to come or of before, mine or all that I may see, found by a word of their name or place."""
    job = request.actor.professional
    assert job is not None  # noqa: S101 (the gate lets professionals through)
    form = TablesForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = Meeting.objects.listed(job, **asked).select_related("chair")
    page = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "past": asked.get("wanneer") == "geweest",
        "searched": bool(asked.get("zoek")) or asked.get("wie") == "ik",
        "may_see_figures": may_see_figures(request.actor),
    }
    return render(request, "meetings/tables.html", page)


@needs(works_here)
@require_safe
def table(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One table: where, when, who, and the agenda."""
    meeting = _the_meeting(request, meeting_id)
    if meeting.theme is not None:
        return theme_table(request, meeting)
    if meeting.kind == Kind.MIRROR:
        return redirect("mirror", meeting.pk)
    job = request.actor.professional
    rows = agenda_of(meeting, request.actor)
    look_at(request, _persons(rows), purpose="table", action="list")
    asked = list(meeting.participants.select_related("professional__organisation").order_by("professional__name"))
    mine = next((one for one in asked if job and one.professional_id == job.pk), None)
    page = {
        "meeting": meeting,
        "rows": rows,
        "asked": asked,
        "mine": mine,
        "may_change": may_change_meeting(meeting, request.actor),
        "may_answer": may_answer(meeting, mine),
    }
    return render(request, "meetings/table.html", page)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def table_call(request: GatedRequest) -> HttpResponse:
    """Call a table, once or coming back."""
    form = CallForm(request.POST or None)
    if not form.is_valid():
        return render(request, "meetings/call.html", {"form": form}, status=400 if form.is_bound else 200)
    asked = dict(form.cleaned_data)
    every_weeks = asked.pop("every_weeks")
    if not every_weeks:
        meeting = actions.call_meeting(**asked, by=request.actor)
        meets = meeting.kind == Kind.KICK_OFF
        return SeeOther(reverse("table_meet", args=[meeting.pk])) if meets else _to(meeting)
    first_on = asked.pop("day")
    series = actions.start_series(**asked, first_on=first_on, every_weeks=every_weeks, by=request.actor)
    return SeeOther(reverse("series", args=[series.pk]))


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def table_move(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Another day or hour, for this one only."""
    meeting = _the_meeting(request, meeting_id)
    may_change_meeting(meeting, request.actor).insist()
    form = MoveForm(request.POST or None, initial={"day": meeting.day, "at": f"{meeting.at:%H:%M}"})
    if form.is_valid():
        return _to(actions.move_meeting(meeting, **form.cleaned_data, by=request.actor))
    return _form(request, form, meeting, _("Move this table"))


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def table_cancel(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """It does not take place."""
    meeting = _the_meeting(request, meeting_id)
    may_change_meeting(meeting, request.actor).insist()
    form = CancelForm(request.POST or None)
    if form.is_valid():
        return _to(actions.cancel_meeting(meeting, **form.cleaned_data, by=request.actor))
    return _form(request, form, meeting, _("Cancel this table"))


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def table_ask(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Bring in who is missing."""
    meeting = _the_meeting(request, meeting_id)
    may_ask_along(meeting, request.actor).insist()
    there = meeting.participants.values("professional")
    here = Professional.objects.filter(organisation__municipality=meeting.municipality_id, ended_on__isnull=True)
    found = list(here.exclude(pk__in=there).select_related("organisation"))
    asked = next((one for one in found if str(one.pk) == request.GET.get("wie")), None)
    chosen = {"who": f"{asked.name}, {asked.organisation_name}"} if asked else {}
    form = AskAlongForm(request.POST or None, professionals=found, initial=chosen)
    if form.is_valid():
        actions.ask_along(meeting, form.cleaned_data["who"], by=request.actor)
        return _to(meeting)
    return _form(request, form, meeting, _("Ask somebody along"))


@needs(works_here)
@require_POST
def table_answer(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """I come, maybe, or I do not come."""
    meeting, said = _the_meeting(request, meeting_id), request.POST.get("answer", "")
    if said not in ANSWERS:
        raise BadRequest
    actions.answer(meeting, answer=said, by=request.actor)
    return see_next(request, reverse("table", args=[meeting.pk]))


def _the_meeting(request: GatedRequest, meeting_id: uuid.UUID) -> Meeting:
    """A table that this professional sees (404 for another)."""
    job = request.actor.professional
    assert job is not None  # noqa: S101 (the gate lets professionals through)
    rows = Meeting.objects.open_to(job).select_related("chair__organisation", "series", "theme__owner", "report")
    return get_object_or_404(rows, pk=meeting_id)


def _to(meeting: Meeting) -> SeeOther:
    return SeeOther(reverse("table", args=[meeting.pk]))


def _form(request: GatedRequest, form: Form, meeting: Meeting, title: str) -> HttpResponse:
    page = {"form": form, "meeting": meeting, "title": title}
    return render(request, "meetings/form.html", page, status=400 if form.is_bound else 200)


def _persons(rows: list[Row]) -> list[Person]:
    """Whose household is named on this agenda."""
    homes = [row.circle.household_id for row in rows if row.circle is not None]
    living = Residence.objects.current().filter(household__in=homes).select_related("person")
    return [residence.person for residence in living] if homes else []
