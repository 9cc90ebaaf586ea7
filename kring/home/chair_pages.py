"""`/kringen/<id>/stoel/`: sit in the resident's chair for a moment (row N10)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kring.circles.models import Member
from kring.core.needs import needs
from kring.home.reading.chair import read_chair, residents_of
from kring.sharing.looks import look_at
from kring.sharing.reading import Reading
from kring.sharing.rules import may_see_circle


@needs(may_see_circle)
@require_safe
def chair(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    """The file in the resident's order and words; `?inwoner=` chooses whose chair when there are more."""
    reading: Reading = request.reading  # type: ignore[attr-defined]
    resident = _whose(request, reading)
    if resident is None:
        return render(request, "home/chair_empty.html", {"reading": reading})
    look_at(request, reading.persons, purpose="chair")
    return render(request, "home/chair.html", {"reading": reading, "chair": read_chair(reading, resident)})


def _whose(request: HttpRequest, reading: Reading) -> Member | None:
    """The resident who was asked for; otherwise oneself, or the first. None when no resident is in the circle."""
    residents = residents_of(reading)
    asked = request.GET.get("inwoner", "")
    if asked:
        found = next((member for member in residents if str(member.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    mine = next((member for member in residents if member == reading.seat), None)
    return mine or next(iter(residents), None)
