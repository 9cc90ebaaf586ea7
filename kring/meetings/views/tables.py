"""The list of tables and the agenda of one. Nothing of a household stands here beside its name, for who is there."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kring.circles.actors import GatedRequest
from kring.core.needs import needs
from kring.households.models import Person, Residence
from kring.meetings.models import Meeting
from kring.meetings.reading import Row, agenda_of
from kring.meetings.rules import may_see_tables
from kring.sharing.looks import look_at


@needs(may_see_tables)
@require_safe
def tables(request: GatedRequest) -> HttpResponse:
    """The tables to come where I am asked, the next one first."""
    job = request.actor.professional
    assert job is not None  # noqa: S101 (the gate lets professionals through)
    coming = Meeting.objects.seen_by(job).to_come().select_related("chair")[:60]
    return render(request, "meetings/tables.html", {"meetings": coming})


@needs(may_see_tables)
@require_safe
def table(request: GatedRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One table: where, when, who, and the agenda."""
    job = request.actor.professional
    assert job is not None  # noqa: S101 (the gate lets professionals through)
    seen = Meeting.objects.seen_by(job).select_related("chair__organisation")
    meeting = get_object_or_404(seen, pk=meeting_id)
    rows = agenda_of(meeting, job)
    look_at(request, _persons(rows), purpose="table", action="list")
    asked = meeting.participants.select_related("professional__organisation").order_by("professional__name")
    return render(request, "meetings/table.html", {"meeting": meeting, "rows": rows, "asked": asked})


def _persons(rows: list[Row]) -> list[Person]:
    """Whose household is named on this agenda."""
    homes = [row.circle.household_id for row in rows if row.circle is not None]
    living = Residence.objects.current().filter(household__in=homes).select_related("person")
    return [residence.person for residence in living] if homes else []
