"""Fills the demo municipality: its people, seven households told in full, and many smaller ones."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from kring.core import clock
from kring.core.models import Mail
from kring.home.demo.bottlenecks import meet_rules
from kring.home.demo.copies import ask_for_copies
from kring.home.demo.days import Days
from kring.home.demo.door import ask_at_the_door
from kring.home.demo.forms import organise_circles
from kring.home.demo.keeping import ask_for_destruction, keep_too_long
from kring.home.demo.looks import ask_about_looks, look_around
from kring.home.demo.mirrors import ask_mirror_teams
from kring.home.demo.numbers import note_numbers
from kring.home.demo.organisations import NAME, make_municipality
from kring.home.demo.people import make_professionals
from kring.home.demo.rules import look_after_rules
from kring.home.demo.small_stories import small_stories
from kring.home.demo.stories import (
    asperger_who_wants_work,
    leaving_protected_living,
    parents_apart,
    sixteen_and_a_half,
    threatened_eviction,
    told_five_times,
    vanishing_from_jobs,
)
from kring.home.demo.tables import sit_at_tables
from kring.home.demo.talk_now import sit_together_now
from kring.home.demo.themes import share_themes
from kring.home.demo.town import Town
from kring.municipality.models import Municipality

STORIES = (
    vanishing_from_jobs,
    asperger_who_wants_work,
    threatened_eviction,
    sixteen_and_a_half,
    leaving_protected_living,
    told_five_times,
    parents_apart,
)
# The municipality works with Kring for about a year.
SINCE = timedelta(days=370)

Progress = Callable[[int, int], None]


def is_filled() -> bool:
    """Is the demo municipality there already?"""
    return Municipality.objects.filter(name=NAME).exists()


def fill(now: datetime, *, progress: Progress) -> Town:
    """All of Elzenvoort in one transaction; `progress(done, total)` is told after each story.

    The mails that the actions asked for belong to the past: they stand in the outbox as sent, and never leave.
    """
    with transaction.atomic():
        known = list(Mail.objects.values_list("pk", flat=True))
        with clock.at(now - SINCE):
            municipality = make_municipality()
            workers = make_professionals(municipality)
        town = Town(municipality, Days(now), workers)
        told_in_full = [partial(story.tell, town) for story in STORIES]
        tellers: list[Callable[[], None]] = [*told_in_full, *(story.tell for story in small_stories(town))]
        for number, tell in enumerate(tellers, start=1):
            tell()
            progress(number, len(tellers))
        ask_at_the_door(town)
        look_around(town)
        ask_about_looks(town)
        note_numbers(town)
        sit_at_tables(town)
        sit_together_now(town)
        organise_circles(town)
        share_themes(town)
        meet_rules(town)
        ask_mirror_teams(town)
        keep_too_long(town)
        ask_for_destruction(town)
        ask_for_copies(town)
        look_after_rules(town)
        Mail.objects.exclude(pk__in=known).update(state=Mail.State.SENT, sent_at=F("asked_at"), text="")
    return town
