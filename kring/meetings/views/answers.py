"""Answering an invitation by the link in a mail, without signing in. Opening the link changes nothing: scanners do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kring.core.limits import ANSWER, one_more
from kring.core.needs import anyone, needs
from kring.core.once import SeeOther
from kring.meetings.asking.links import read_link
from kring.meetings.asking.pages import SeriesPage, Stands, read_page


@needs(anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """Day, hour, place and three buttons; what no longer counts says so (410), what was made up is not there (404)."""
    link = read_link(token)
    page = read_page(link) if link else None
    if (request.method == "POST" or page is None) and not one_more(request, ANSWER):
        return render(request, "meetings/answer.html", {"too_often": True}, status=429)
    if page is None or link is None:
        return render(request, "meetings/answer.html", {}, status=404)
    if page.stands != Stands.OPEN:
        return render(request, "meetings/answer.html", {"page": page}, status=410)
    if request.method == "POST":
        changed = isinstance(page, SeriesPage) and request.POST.get("seen") != page.seen
        there = None if changed else page.take(request.POST.get("answer", ""), link.sequence)
        if there is not None:
            return SeeOther(there)
        return render(request, "meetings/answer.html", {"page": page, "mistakes": True}, status=400)
    return render(request, "meetings/answer.html", {"page": page})
