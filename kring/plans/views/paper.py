"""The plan for the kitchen table: a page to print, and a PDF."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kring.core.needs import needs
from kring.households.models import Person
from kring.plans.paper import ReadingTogether, paper_of, pdf_of
from kring.plans.reading import read_frame, read_plan
from kring.plans.views import CircleRequest, look
from kring.sharing.rules import may_see_circle

ONLY_ME = "mij"


@needs(may_see_circle)
@require_safe
def plan_print(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Large type, nothing to press; what may lie on the table."""
    return render(request, "plans/print.html", _on_paper(request))


@needs(may_see_circle)
@require_safe
def plan_pdf(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """The same as a tagged PDF."""
    response = HttpResponse(pdf_of(_on_paper(request)["paper"]), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="plan.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _on_paper(request: CircleRequest) -> dict[str, Any]:
    persons = look(request, "plan on paper", "pdf")
    person = _for_whom(request, persons)
    reading = ReadingTogether(request.reading, person) if person else request.reading
    plan, frame = read_plan(reading), read_frame(reading)
    return {
        "paper": paper_of(plan, frame, request.circle),
        "left_out": plan.closed,
        "persons": persons,
        "person": person,
        "reading": request.reading,
    }


def _for_whom(request: CircleRequest, persons: list[Person]) -> Person | None:
    """With whom the paper is read (`voor`): a person of the household; first the one who sits in the circle."""
    asked = request.GET.get("voor", "")
    if asked == ONLY_ME or request.seat.is_resident or request.seat.supporter_id:
        return None
    seated = [member.person_id for member in request.reading.members if member.person_id]
    here = [person for person in persons if str(person.pk) == asked]
    here += [person for person in persons if person.pk in seated]
    here += persons
    return here[0] if here else None
