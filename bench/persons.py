"""Finding who may be the same person among many: time, rows judged, and how often the right one is found.

Usage: script/bench persons [--persons 100000] [--asked 300], on PostgreSQL and then on SQLite.
Family names are made of syllables, as many different ones as there are in a town, and shared as real ones are: the
commonest by one in a hundred people. Who is asked for is somebody known, written down by another hand: a letter
wrong in the name, day and month the other way round, another phone, or only name and address.
"""

import argparse
import random
import sys
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (after django.setup)
from django.db import connection  # noqa: E402

from bench.figures import machine, median, part, table  # noqa: E402
from kring.households.models import Household, Person, Residence  # noqa: E402
from kring.intake.alike import find_alike  # noqa: E402
from kring.municipality.models import Municipality  # noqa: E402

STARTS = ("b", "br", "d", "dr", "h", "j", "k", "kr", "m", "n", "p", "r", "s", "st", "v", "w", "z")
MIDDLES = ("aa", "e", "ee", "ie", "o", "oe", "oo", "ui")
ENDS = ("bakker", "berg", "boer", "dijk", "huis", "kamp", "laan", "man", "meer", "rik", "sen", "stra", "veld", "wijk")
GIVEN = ("Anna", "Bram", "Carla", "Daan", "Emma", "Fatma", "Gijs", "Hilde", "Ivo", "Jan", "Kim", "Noor", "Omar", "Wim")
BORN = date(1940, 1, 1)


@dataclass(frozen=True)
class Asked:
    """Somebody as another hand wrote them down."""

    given_name: str
    family_name: str
    birth_date: date | None
    postcode: str
    house_number: str
    phone: str


def main() -> None:
    """Fill, ask, print one row of a table."""
    arguments = argparse.ArgumentParser(prog="script/bench persons", description=__doc__)
    arguments.add_argument("--persons", type=int, default=100_000)
    arguments.add_argument("--asked", type=int, default=300)
    chosen = arguments.parse_args()
    dice = random.Random(1)
    print(machine(), flush=True)
    call_command("migrate", verbosity=0)
    town = Municipality.objects.create(name="Meetstad")
    known = _fill(town, chosen.persons, dice)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    took, found = [], 0
    for number in range(chosen.asked):
        person, asked = _written_by_another(dice.choice(known), number, dice)
        began = time.perf_counter()
        alike = find_alike(asked, town)
        took.append((time.perf_counter() - began) * 1000)
        found += any(one.person.pk == person.pk for one in alike)
    heads = ("database", "persons", "median ms", "p95 ms", "worst ms", "found")
    figures = (f"{median(took):.1f}", f"{part(took, 0.95):.1f}", f"{max(took):.1f}", f"{found} of {chosen.asked}")
    print("\n" + table(heads, [(connection.vendor, f"{Person.objects.count()}", *figures)]))


def _fill(town: Municipality, count: int, dice: random.Random) -> list[tuple[Person, Household]]:
    """Persons in households of two, with address and phone."""
    families = ["".join(parts).capitalize() for parts in product(STARTS, MIDDLES, ENDS)]
    dice.shuffle(families)
    # As in real towns a few names are common and most are rare (Zipf).
    weights = [1 / (place + 20) for place in range(len(families))]
    known = []
    for number in range(count // 2):
        code, family = (
            f"{1000 + number % 9000} {'ABCDEFGH'[number % 8]}{'KLMN'[number % 4]}",
            dice.choices(families, weights)[0],
        )
        home = Household(municipality=town, name=family, postcode=code, house_number=str(number % 300 + 1))
        for _adult in range(2):
            born = BORN + timedelta(days=dice.randrange(30_000))
            phone = f"06{dice.randrange(10**8):08d}"
            names = {"given_name": dice.choice(GIVEN), "family_name": family}
            known.append((Person(municipality=town, birth_date=born, phone=phone, **names), home))
    Household.objects.bulk_create({home.pk: home for _person, home in known}.values(), batch_size=5000)
    Person.objects.bulk_create([person for person, _home in known], batch_size=5000)
    since = date(2020, 1, 1)
    rows = [Residence(household=home, person=person, part="adult", since=since) for person, home in known]
    Residence.objects.bulk_create(rows, batch_size=5000)
    return known


def _written_by_another(known: tuple[Person, Household], number: int, dice: random.Random) -> tuple[Person, Asked]:
    """One of four ways in which people are written down differently."""
    person, home = known
    born = person.birth_date
    asked = Asked(person.given_name, person.family_name, born, home.postcode, home.house_number, person.phone)
    name, place = person.family_name, dice.randrange(1, len(person.family_name))
    if number % 4 == 0:
        return person, replace(asked, family_name=name[:place] + name[place:].replace(name[place], "e", 1), phone="")
    if number % 4 == 1 and born is not None and born.day <= 12:
        return person, replace(asked, birth_date=date(born.year, born.day, born.month), phone="", postcode="")
    if number % 4 == 2:
        return person, replace(asked, phone="0600000000", postcode="", house_number="")
    return person, replace(asked, birth_date=None, phone="")


if __name__ == "__main__":
    sys.exit(main())
