"""Fills the demo municipality: its people, seven households told in full, and many smaller ones."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.test.utils import override_settings

from kring.core import clock
from kring.home.demo.days import Days
from kring.home.demo.organisations import NAME, make_municipality
from kring.home.demo.people import make_professionals
from kring.home.demo.stories import asperger_who_wants_work, threatened_eviction, vanishing_from_jobs
from kring.home.demo.town import Town
from kring.municipality.models import Municipality

STORIES = (vanishing_from_jobs, asperger_who_wants_work, threatened_eviction)
# The municipality works with Kring for about a year.
SINCE = timedelta(days=370)

Progress = Callable[[int, int], None]


def is_filled() -> bool:
    """Is the demo municipality there already?"""
    return Municipality.objects.filter(name=NAME).exists()


def fill(now: datetime, *, progress: Progress) -> Town:
    """All of Elzenvoort in one transaction; `progress(done, total)` is told after each household.

    The mails that the actions ask for belong to the past and are not sent.
    """
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"), transaction.atomic():
        with clock.at(now - SINCE):
            municipality = make_municipality()
            workers = make_professionals(municipality)
        town = Town(municipality, Days(now), workers)
        for number, story in enumerate(STORIES, start=1):
            story.tell(town)
            progress(number, len(STORIES))
    return town
