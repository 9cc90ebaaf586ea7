"""Why something is open or closed, for whom."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kring.core import clock
from kring.core.needs import needs
from kring.core.verdict import no
from kring.sharing.exceptions import may_keep_closed, may_open_again
from kring.sharing.looks import look_at
from kring.sharing.reading import Reading
from kring.sharing.rules import may_see_circle
from kring.sharing.why import explain, find_item


@needs(may_see_circle)
@require_safe
def why(request: HttpRequest, circle_id: UUID, kind: str, item_id: UUID) -> HttpResponse:
    """Who may read this item, on which ground, and what would open it; a supporter is told only why it is closed."""
    reading: Reading = request.reading  # type: ignore[attr-defined]
    item = find_item(reading.circle, kind, item_id)
    if item is None or not (shown := reading.answer(item)).told:
        raise Http404
    look_at(request, reading.persons, purpose="why")
    verdict = shown.verdict
    if not verdict.allowed and not reading.knows_of_closed:
        return render(request, "sharing/why_not.html", {"verdict": verdict, "reading": reading})
    found = explain(reading, kind, item)
    page = {
        "why": found,
        "reading": reading,
        "kind": kind,
        "may_close": may_keep_closed(item, reading.seat, until=clock.today()) if shown.open else no(""),
        "may_open": may_open_again(found.withheld, reading.seat) if found.withheld else no(""),
    }
    return render(request, "sharing/why.html", page)
