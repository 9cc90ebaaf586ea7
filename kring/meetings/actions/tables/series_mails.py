"""Mails about many dates at once: a whole series in one file, new dates at most once a week."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy

from kring.core import clock
from kring.core.mails import tell
from kring.meetings.asking.links import series_path
from kring.meetings.asking.words import with_days
from kring.meetings.calendar import dates_for
from kring.meetings.models import Meeting, Participant
from kring.network.models import Professional

EVERY = timedelta(days=7)
WHOLE = gettext_lazy("You are asked to a table that comes back. All dates are in the file. Answer by this link.")
NEW = gettext_lazy("A table that comes back has new dates. They are in the file. Answer by this link.")
CHANGED = gettext_lazy("A table that comes back changes. The dates are in the file. Answer by this link.")
NO_LONGER = gettext_lazy("These dates of a table do not take place, or you are no longer asked to them.")


def tell_dates(who: Professional, asked: Iterable[Participant], text: Any) -> None:
    """One mail to one person about these dates of one series, told from now on."""
    rows = [one for one in asked if one.professional_id == who.pk]
    series = next((one.meeting.series_id for one in rows), None)
    if not rows or series is None:
        return
    meetings = sorted((one.meeting for one in rows), key=lambda meeting: (meeting.day, meeting.at))
    Participant.objects.filter(pk__in=[one.pk for one in rows]).update(told_at=clock.now())
    _mail(who, text, series_path(series, who.pk), meetings)


def tell_no_longer(who: Professional, meetings: Iterable[Meeting], series: UUID) -> None:
    """These dates leave somebody's calendar."""
    gone = sorted(meetings, key=lambda meeting: (meeting.day, meeting.at))
    if gone:
        _mail(who, NO_LONGER, series_path(series, who.pk), gone, cancelled=True)


def _mail(who: Professional, text: Any, path: str, meetings: list[Meeting], *, cancelled: bool = False) -> None:
    if who.email:
        tell(
            who.email,
            subject=gettext_lazy("about a table"),
            text=with_days(text, meetings),
            path=path,
            invitation=dates_for(meetings, cancelled=cancelled),
        )


def tell_new_dates() -> int:
    """Dates that were planned ahead, to who stands in the series; at most once a week. Run by the worker.

    Gives how many mails were asked for.
    """
    told = 0
    waiting = _untold().values_list("professional", flat=True).order_by().distinct()
    for professional in list(waiting):
        told += _tell_one(professional)
    return told


@transaction.atomic
def _tell_one(professional: UUID) -> int:
    who = Professional.objects.select_for_update(of=("self",)).get(pk=professional)
    lately = Participant.objects.filter(
        professional=who, meeting__series__isnull=False, told_at__gt=clock.now() - EVERY
    )
    if lately.exists():
        return 0
    by_series = defaultdict(list)
    for one in _untold().filter(professional=who).select_related("meeting"):
        by_series[one.meeting.series_id].append(one)
    for rows in by_series.values():
        tell_dates(who, rows, NEW)
    return len(by_series)


def _untold() -> Any:
    """Dates of series to come of which somebody has not been told."""
    to_come = Meeting.objects.filter(state=Meeting.State.PLANNED, day__gte=clock.today(), series__isnull=False)
    return Participant.objects.filter(told_at__isnull=True, meeting__in=to_come, professional__ended_on__isnull=True)
