"""The one place that tells the time, so that the demo and the tests can stand on another day."""

from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_travelled: ContextVar[datetime | None] = ContextVar("travelled", default=None)


def now() -> datetime:
    """This moment, in UTC with its zone."""
    return _travelled.get() or timezone.now()


def today() -> date:
    """The day it is in the municipality (Europe/Amsterdam), for dates of law and of agreements."""
    return timezone.localtime(now()).date()


def years_before(moment: datetime, years: int) -> datetime:
    """The same moment so many years before; of 29 February the 28th where there is none."""
    day = min(moment.day, monthrange(moment.year - years, moment.month)[1])
    return moment.replace(year=moment.year - years, day=day)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within this block it is `moment` (aware). For demo data and tests; requests never travel."""
    token = _travelled.set(moment)
    try:
        yield
    finally:
        _travelled.reset(token)
