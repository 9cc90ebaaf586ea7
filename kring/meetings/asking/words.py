"""The words of a mail that names the day, said in the language of who gets it."""

from datetime import time
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kring.meetings.calendar import neutral_places
from kring.meetings.models import Meeting


class _Said:
    """Words with the day under them; read when the mail is made, in its language."""

    def __init__(self, text: Any, meetings: list[Meeting], at: time | None) -> None:
        self.text, self.meetings, self.at = text, meetings, at
        self.places = neutral_places(meetings)

    def __str__(self) -> str:
        lines = [when_and_where(one, self.places[one.pk], self.at) for one in self.meetings]
        return f"{self.text}\n\n" + "\n".join(lines)


def with_day(text: Any, meeting: Meeting, at: time | None = None) -> Any:
    """The text with day, hour and place under it (one query)."""
    return lazystr(_Said(text, [meeting], at))


def with_days(text: Any, meetings: list[Meeting]) -> Any:
    """The same for many tables, a line each (one query)."""
    return lazystr(_Said(text, meetings, None))


def when_and_where(meeting: Meeting, place: str, at: time | None = None) -> str:
    """Says "dinsdag 1 december 2026, 13:15, Buurthuis": without "tomorrow", for a mail is read on another day."""
    day = date_format(meeting.day, pgettext("day in a mail, Django date format", "l j F Y"))
    said = _("%(day)s, %(at)s") % {"day": day, "at": f"{at or meeting.at:%H:%M}"}
    return f"{said}, {place}" if place else said
