"""Copies that residents asked: the worker makes them as soon as the demo runs."""

from datetime import timedelta

from kring.circles.actors import actor_for
from kring.copies.actions import ask_copy
from kring.core import clock
from kring.home.demo.town import Town
from kring.households.models import Person

# An adult with her children, and a young person who asks it alone.
ASKED_BY = ("fatma@kring.example", "senna@kring.example")


def ask_for_copies(town: Town) -> None:
    """Each asks the copy of themself, an hour ago."""
    people = Person.objects.select_related("user").filter(user__email__in=ASKED_BY)
    with clock.at(town.days.now - timedelta(hours=1)):
        for person in people:
            assert person.user is not None  # noqa: S101 (found by it)
            ask_copy(person, by=actor_for(person.user))
