"""Sets of persons and of readers, each kept once in a circle."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from kring.circles.models import Circle, Member
from kring.households.models import Person
from kring.network.models import Organisation
from kring.sharing.models import PersonGroup, Readership, key_of


@transaction.atomic
def person_group(circle: Circle, persons: Collection[Person]) -> PersonGroup:
    """The group of these two or more persons in this circle; made when it is new."""
    group, is_new = PersonGroup.objects.get_or_create(circle=circle, key=key_of(person.pk for person in persons))
    if is_new:
        group.persons.set(persons)
    return group


@dataclass(frozen=True)
class Readers:
    """Whom a writer names: organisations, and members by themselves."""

    organisations: Sequence[Organisation] = ()
    members: Sequence[Member] = ()

    @property
    def key(self) -> str:
        return key_of(one.pk for one in (*self.organisations, *self.members))


@transaction.atomic
def readership(circle: Circle, readers: Readers) -> Readership:
    """These named readers in this circle; made when the set is new."""
    row, is_new = Readership.objects.get_or_create(circle=circle, key=readers.key)
    if is_new:
        row.organisations.set(readers.organisations)
        row.members.set(readers.members)
    return row
