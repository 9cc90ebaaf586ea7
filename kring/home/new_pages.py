"""`/nieuw/`: what was written lately in all my circles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kring.core.needs import needs
from kring.home.reading.new import as_word, place_of, read_new
from kring.home.reading.seats import persons_of
from kring.network.rules import works_here
from kring.sharing.looks import look_at


@needs(works_here)
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """The newest first; `voor` is where the page begins."""
    page = read_new(request.actor, before=place_of(request.GET.get("voor", "")))  # type: ignore[attr-defined]
    look_at(request, persons_of(page.shown), purpose="new", action="list")
    further = as_word(page.further) if page.further else ""
    return render(request, "home/new.html", {"rows": page.rows, "further": further})
