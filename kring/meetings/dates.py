"""On which days a table that comes back is held. Dutch holidays come from the library `holidays`."""

from collections.abc import Iterator
from datetime import date, timedelta

import holidays

from kring.meetings.models import MeetingSeries


def is_free(day: date) -> bool:
    """Is it a holiday or a weekend?"""
    return day.isoweekday() > 5 or day in holidays.country_holidays("NL", years=day.year)


def dates_of(series: MeetingSeries, until: date) -> Iterator[tuple[date, date]]:
    """Pairs (day by the rhythm, day on which it is held) up to and including `until`.

    On a holiday it is held on the next working day: then nobody waits a whole round longer for their turn.
    """
    planned = series.first_on
    while planned <= until and (series.ended_on is None or planned <= series.ended_on):
        yield planned, working_day(planned)
        planned += timedelta(weeks=series.every_weeks)


def working_day(day: date) -> date:
    """This day, or the first working day after it."""
    while is_free(day):
        day += timedelta(days=1)
    return day
