"""My tables in my own calendar: the page with the secret address, and the address itself."""

import hmac
import uuid
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kring.circles.actors import GatedRequest
from kring.core import clock
from kring.core.needs import anyone, needs
from kring.core.once import SeeOther
from kring.meetings.actions.inviting.feeds import renew_feed
from kring.meetings.calendar import feed_of
from kring.meetings.models import CalendarFeed, Participant
from kring.network.rules import works_here

BACK = timedelta(days=30)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: GatedRequest) -> HttpResponse:
    """The address to give to a calendar; a press makes it, or makes a new one."""
    if request.method == "POST":
        renew_feed(by=request.actor)
        return SeeOther(reverse("calendar"))
    feed = CalendarFeed.objects.filter(professional=request.actor.professional).first()
    address = settings.SITE_ADDRESS + reverse("calendar_feed", args=[feed.pk, feed.secret]) if feed else ""
    response = render(request, "meetings/calendar.html", {"address": address})
    response.headers["Cache-Control"] = "no-store, private"
    return response


@needs(anyone)
@require_safe
def calendar_feed(request: HttpRequest, feed_id: uuid.UUID, key: str) -> HttpResponse:
    """The tables of a month ago and later, cancelled ones too; a wrong key is not there."""
    feed = CalendarFeed.objects.filter(pk=feed_id, professional__ended_on__isnull=True).first()
    if feed is None or not hmac.compare_digest(feed.secret.encode(), key.encode()):
        raise Http404
    asked = Participant.objects.filter(professional=feed.professional_id, meeting__day__gte=clock.today() - BACK)
    tables = feed_of(asked.select_related("meeting").order_by("meeting__day", "meeting__at")[:500])
    return HttpResponse(
        tables, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store, private"}
    )
