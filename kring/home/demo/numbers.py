"""Citizen service numbers of a few people: safe numbers for tests, which are nobody's."""

from kring.circles.actors import actor_for
from kring.home.demo.town import Town
from kring.households.models import Person
from kring.network.models import User
from kring.sharing.actions.number import note_number

NUMBERS = {"fatma": "999990019", "ricardo": "123456782", "senna": "111222333"}


def note_numbers(town: Town) -> None:
    """The front door noted them."""
    dorien = actor_for(User.objects.get(email="dorien@kring.example"))
    for key, number in NUMBERS.items():
        person = Person.objects.get(municipality=town.municipality, user__email=f"{key}@kring.example")
        note_number(person, number, by=dorien)
