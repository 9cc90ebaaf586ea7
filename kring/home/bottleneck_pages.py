"""`/knelpunten/`: the rules that stop plans, over all my circles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kring.core.needs import needs
from kring.home.reading.bottlenecks import read_bottlenecks
from kring.home.reading.seats import persons_of
from kring.network.rules import works_here
from kring.plans.bottlenecks import rules_told
from kring.sharing.looks import look_at

ENDED, MINE = "klaar", "mij"


@needs(works_here)
@require_safe
def all_bottlenecks(request: HttpRequest) -> HttpResponse:
    """Open or ended (`staat`), of all or only mine (`van`), page by page."""
    ended, mine = request.GET.get("staat") == ENDED, request.GET.get("van") == MINE
    found = read_bottlenecks(
        request.actor,  # type: ignore[attr-defined]
        ended=ended,
        only_mine=mine,
        number=request.GET.get("page", "1"),
    )
    look_at(request, persons_of(found.shown), purpose="bottleneck", action="list")
    page = {"rows": found.rows, "page": found.page, "ended": ended, "mine": mine}
    page["often"] = rules_told(request.actor.job.organisation.municipality)  # type: ignore[attr-defined]
    return render(request, "home/bottlenecks.html", page)
