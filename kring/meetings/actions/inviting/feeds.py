"""The secret address of somebody's tables: made when asked for, replaced when it may have leaked."""

from django.db import transaction
from django.db.models import F

from kring.circles.actors import Actor
from kring.log.actions import record
from kring.meetings.models import CalendarFeed
from kring.network.rules import works_here


@transaction.atomic
def renew_feed(*, by: Actor) -> CalendarFeed:
    """A first address, or a new one: the former stops at once."""
    works_here(by).insist()
    feed, made = CalendarFeed.objects.select_for_update().get_or_create(professional=by.professional)
    if not made:
        CalendarFeed.objects.filter(pk=feed.pk).update(version=F("version") + 1)
        feed.refresh_from_db()
    record("meeting.feed.renewed", by=by, subject=feed.pk)
    return feed
