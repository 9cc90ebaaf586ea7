"""The one place that tells the time, so that the demo and the tests can stand on another day."""

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


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within this block it is `moment` (aware). For demo data and tests; requests never travel."""
    token = _travelled.set(moment)
    try:
        yield
    finally:
        _travelled.reset(token)
