"""Days and moments as people say them, seen from the clock's today: "morgen", "di 1 dec", "week 49", "nog 9 dagen"."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kring.core import clock


def as_day(value: date | datetime) -> date:
    """The day of a date, or of a moment as the municipality lives it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _near(day: date) -> str:
    """Says "vandaag", "morgen" or "gisteren"; nothing for another day."""
    words = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return words.get((day - clock.today()).days, "")


def _with_year(text: str, day: date) -> str:
    return text if day.year == clock.today().year else f"{text} {day.year}"


def short_day(value: date | datetime) -> str:
    """Says "vandaag", "morgen", "gisteren", else "di 1 dec"; with the year when it is another year."""
    day = as_day(value)
    return _near(day) or _with_year(date_format(day, pgettext("short day, Django date format", "D j M")), day)


def full_day(value: date | datetime) -> str:
    """Says "morgen (di 24 november)", else "dinsdag 1 december"; with the year when it is another year."""
    day = as_day(value)
    if near := _near(day):
        beside = date_format(day, pgettext("day after a word, Django date format", "D j F"))
        return f"{near} ({beside})"
    return _with_year(date_format(day, pgettext("full day, Django date format", "l j F")), day)


def moment(value: datetime) -> str:
    """Says "vandaag 14:00", "di 1 dec 14:00"."""
    return f"{short_day(value)} {timezone.localtime(value):%H:%M}"


def week(value: date | datetime) -> str:
    """Says "deze week", "volgende week", else "week 49" (ISO 8601), with the year when it is another year."""
    day, today = as_day(value), clock.today()
    monday = day - timedelta(days=day.weekday())
    this_monday = today - timedelta(days=today.weekday())
    words = {-7: _("last week"), 0: _("this week"), 7: _("next week")}
    if near := words.get((monday - this_monday).days):
        return near
    year, number, _weekday = day.isocalendar()
    text = _("week %(number)s") % {"number": number}
    return text if year == today.isocalendar().year else f"{text}, {year}"


def days_left(value: date | datetime) -> str:
    """How much time there still is: "nog 9 dagen", "vandaag", "3 dagen te laat"."""
    days = (as_day(value) - clock.today()).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
    return ngettext("%(count)s day late", "%(count)s days late", -days) % {"count": -days}


def from_now(value: date | datetime) -> str:
    """How far away it is, without a verdict: "over 3 dagen", "morgen", "vandaag", "gisteren", "3 dagen geleden"."""
    day = as_day(value)
    days = (day - clock.today()).days
    if near := _near(day):
        return near
    if days > 0:
        return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}
    return ngettext("%(count)s day ago", "%(count)s days ago", -days) % {"count": -days}
