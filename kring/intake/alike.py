"""Who may be the same as somebody described: a narrow question to the database, then the rule with its reasons."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from kring.households.models import Person, Residence
from kring.households.names import plain_phone, plain_postcode, sound_of
from kring.intake.rules import Alike, Described, day_and_month_swapped, looks_alike
from kring.municipality.models import Municipality

SHOWN = 8


def find_alike(described: Described, municipality: Municipality, *, without: Iterable[UUID] = ()) -> list[Alike]:
    """The persons who look most like this one, best first, at most eight (three queries).

    Same date of birth, family name by its sound, phone or address; each of these has an index. Persons who were joined
    with another are found by what they were called, and shown as the one they are. `without` are not shown.
    """
    found = list(
        Person.objects.filter(_narrow(described, _living_at(described)), municipality=municipality)
        .select_related("same_as")
        .only(*_COLUMNS, *(f"same_as__{column}" for column in _COLUMNS if column != "same_as"))
    )
    addresses = _addresses(found)
    best: dict[UUID, Alike] = {}
    for row in found:
        alike = looks_alike(described, row, addresses=addresses.get(row.pk, []))
        if alike is None:
            continue
        person = row.same_as or row
        if person.pk not in best or best[person.pk].score < alike.score:
            best[person.pk] = Alike(person, alike.score, alike.why)
    left_out = set(without)
    ranked = sorted(best.values(), key=lambda alike: (-alike.score, alike.person.name))
    return [alike for alike in ranked if alike.person.pk not in left_out][:SHOWN]


_COLUMNS = ("municipality", "given_name", "prefix", "family_name", "called", "birth_date", "phone", "same_as")


def _narrow(described: Described, living_there: list[UUID]) -> Q:
    days = [described.birth_date, described.birth_date and day_and_month_swapped(described.birth_date)]
    narrow = Q(pk__in=living_there) | Q(birth_date__in=[day for day in days if day])
    if sound := sound_of(described.family_name):
        narrow |= Q(family_sound=sound)
    if phone := plain_phone(described.phone):
        narrow |= Q(plain_phone=phone)
    return narrow


def _living_at(described: Described) -> list[UUID]:
    """Everybody who lives or lived at the address; written with and without a space."""
    code = plain_postcode(described.postcode)
    if not code or not described.house_number:
        return []
    at_postcode = Residence.objects.filter(household__postcode__in=[code, f"{code[:4]} {code[4:]}"])
    rows = at_postcode.values_list("person_id", "household__house_number")
    return [person for person, number in rows if number.lower() == described.house_number.lower()]


def _addresses(persons: list[Person]) -> dict[UUID, list[tuple[str, str]]]:
    rows = Residence.objects.filter(person__in=persons).exclude(household__postcode="")
    found: dict[UUID, list[tuple[str, str]]] = {}
    for person, code, number in rows.values_list("person_id", "household__postcode", "household__house_number"):
        found.setdefault(person, []).append((code, number))
    return found
