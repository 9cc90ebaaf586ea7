"""Fills an empty database for `bench/sharing.py`: professionals, circles, what opens doors, and notes.

Written in the order of time, as in life: the notes of one circle lie scattered over the table.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.core.management import call_command
from django.db import connection

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.ids import new_id
from kring.households.models import Household, Person, Residence
from kring.municipality.defaults import add_life_domains
from kring.municipality.models import LifeDomain, Municipality
from kring.network.models import Law, Organisation, OrganisationKind, Professional, User
from kring.sharing.defaults import add_default_grounds
from kring.sharing.models import Consent, Covenant, CrisisAccess, RulesVersion, ShareRequest

ORGANISATIONS, PROFESSIONALS, SEATS, NOTES_EACH, DAYS = 60, 5000, 4, 50, 900
LAWS = [Law.WMO, Law.WMO, Law.YOUTH, Law.CARE, Law.NONE, Law.OWN]
BATCH = 5000
COLUMNS = (
    *("id", "circle_id", "about_id", "life_domain_id", "sensitivity", "audience", "author_id"),
    *("author_organisation_id", "written_under", "written_at", "kind", "text", "happened_on", "for_member_id"),
)


def fill(notes: int) -> list[Professional]:
    """Migrate, and fill with so many notes in circles of fifty each. Gives the professionals, the busiest first."""
    call_command("migrate", verbosity=0)
    dice, now = random.Random(7), clock.now()
    town = Municipality.objects.create(name="Meetstad")
    domains = add_life_domains(town)
    add_default_grounds(town, since=now - timedelta(days=DAYS))
    kinds = list(OrganisationKind)
    organisations = Organisation.objects.bulk_create(
        Organisation(municipality=town, name=f"Organisatie {n}", kind=kinds[n % len(kinds)])
        for n in range(ORGANISATIONS)
    )
    professionals = Professional.objects.bulk_create(
        (
            Professional(organisation=dice.choice(organisations), name=f"Professional {n}", function="wijkcoach")
            for n in range(PROFESSIONALS)
        ),
        batch_size=BATCH,
    )
    account = User.objects.create(email="opener@example.nl")
    rows = _circles(notes // NOTES_EACH, town, account, professionals, dice, now)
    _openings(rows, domains, organisations, professionals, town, dice, now)
    put_back = _indexes_off()
    written = _copy(_notes(notes, rows, domains, dice, now))
    _shares(written, rows, account, dice, now)
    with connection.cursor() as cursor:
        for statement in put_back:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return professionals


class Around:
    """One circle with what its notes point at: two persons of whom one may be a child, and four seats."""

    def __init__(self, circle: Circle, persons: list[Person], seats: list[Member]) -> None:
        self.circle, self.persons, self.seats = circle, persons, seats


def _circles(
    count: int, town: Municipality, account: User, who: list[Professional], dice: random.Random, now: datetime
) -> list[Around]:
    """Four professionals each, a few of them in hundreds of circles: the busiest is first."""
    weights = list(accumulate(1 / (place + 6) ** 0.75 for place in range(len(who))))
    began, rows = now - timedelta(days=DAYS), []
    households, homes = [], []
    for number in range(count):
        household = Household(municipality=town, name=f"Huis {number}")
        circle = Circle(household=household, purpose="Samen", opened_by=account, opened_at=began)
        circle.history_opens = number % 10 > 0
        born = date(1980, 1, 1), date(2014, 1, 1) if number % 2 else date(1982, 1, 1)
        persons = [Person(municipality=town, given_name="P", family_name="X", birth_date=day) for day in born]
        homes += [Residence(household=household, person=person, since=began.date()) for person in persons]
        chosen = {one.pk: one for one in dice.choices(who, cum_weights=weights, k=SEATS + 2)}
        seats = [
            Member(
                circle=circle, professional=one, organisation_id=one.organisation_id, state="accepted", invited_at=began
            )
            for one in list(chosen.values())[:SEATS]
        ]
        for seat in seats:
            seat.answered_at = began + timedelta(days=dice.randrange(DAYS // 2))
        seats.append(Member(circle=circle, person=persons[0], state="accepted", invited_at=began, answered_at=began))
        households.append(household)
        rows.append(Around(circle, persons, seats))
    Household.objects.bulk_create(households, batch_size=BATCH)
    Person.objects.bulk_create([person for row in rows for person in row.persons], batch_size=BATCH)
    Residence.objects.bulk_create(homes, batch_size=BATCH)
    Circle.objects.bulk_create([row.circle for row in rows], batch_size=BATCH)
    Member.objects.bulk_create([seat for row in rows for seat in row.seats], batch_size=BATCH)
    return rows


def _openings(
    rows: list[Around],
    domains: list[LifeDomain],
    organisations: list[Organisation],
    who: list[Professional],
    town: Municipality,
    dice: random.Random,
    now: datetime,
) -> None:
    """Consent in half of the circles (some of it over), two covenants, and two hundred crises of this hour."""
    consents, of_domains, of_organisations = [], [], []
    for row in rows[::2]:
        consent = Consent(circle=row.circle, about=row.persons[0], up_to=2, purpose="p", state="given")
        consent.asked_by, consent.given_at = row.seats[0], now - timedelta(days=dice.randrange(1, 300))
        consent.until = (now + timedelta(days=dice.choice([-10, 30, 200]))).date()
        consents.append(consent)
        of_domains += [(consent.pk, domain.pk) for domain in dice.sample(domains, 3)]
        seats = dice.sample(row.seats[:-1], 2)
        of_organisations += [(consent.pk, one) for one in {seat.organisation_id for seat in seats}]
    Consent.objects.bulk_create(consents, batch_size=BATCH)
    through: Any = Consent.life_domains.through
    through.objects.bulk_create([through(consent_id=a, lifedomain_id=b) for a, b in of_domains], batch_size=BATCH)
    through = Consent.organisations.through
    through.objects.bulk_create(
        [through(consent_id=a, organisation_id=b) for a, b in of_organisations], batch_size=BATCH
    )
    version = RulesVersion.objects.filter(municipality=town).latest("number")
    for number in range(2):
        covenant = Covenant.objects.create(
            municipality=town,
            name=f"Convenant {number}",
            purpose="p",
            why_resident="w",
            up_to=1,
            since=now - timedelta(days=90),
            until=now + timedelta(days=90),
            added_in=version,
        )
        covenant.life_domains.set(dice.sample(domains, 2))
        covenant.parties.set(dice.sample(organisations, 5))
    crises = []
    for professional in dice.sample(who, 200):
        row = dice.choice(rows)
        if professional.pk not in {seat.professional_id for seat in row.seats}:
            crisis = CrisisAccess(circle=row.circle, professional=professional, danger="life", words="Gevaar")
            crisis.organisation_id = professional.organisation_id
            crisis.since, crisis.until = now - timedelta(hours=1), now + timedelta(hours=23)
            crises.append(crisis)
    CrisisAccess.objects.bulk_create(crises)


def _notes(
    count: int, rows: list[Around], domains: list[LifeDomain], dice: random.Random, now: datetime
) -> Iterator[tuple[Any, ...]]:
    """One in seven only for the writer's own organisation, one in twenty about an offence."""
    began, step = now - timedelta(days=DAYS), timedelta(days=DAYS) / count
    text = "Samen de post geopend en een afspraak gemaakt met de verhuurder over de achterstand van de huur."
    for number in range(count):
        row, at = dice.choice(rows), began + number * step
        seat = dice.choice(row.seats[:-1])
        domain = dice.choice(domains) if dice.random() < 0.9 else None
        level = dice.choices((1, 2, 3), (75, 20, 5))[0] if domain else 1
        yield (
            new_id(),
            row.circle.pk,
            dice.choice([*row.persons, None]),
            domain,
            level,
            "organisation" if dice.random() < 1 / 7 else "circle",
            seat.pk,
            seat.organisation_id,
            dice.choice(LAWS).value,
            at,
            "note",
            text,
            at.date(),
            dice.choice(row.seats).pk if dice.random() < 0.02 else None,
        )


def _copy(notes: Iterator[tuple[Any, ...]]) -> list[tuple[Any, Any, Any]]:
    """Write the rows; gives one in two thousand of them as (id, circle, author), to ask for."""
    columns = ", ".join(COLUMNS)
    some = []

    def plain() -> Iterator[tuple[Any, ...]]:
        for number, (pk, circle, about, domain, *rest) in enumerate(notes):
            if number % 2000 == 0:
                some.append((pk, circle, rest[2]))
            yield (pk, circle, about and about.pk, domain and domain.pk, *rest)

    connection.ensure_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            with cursor.copy(f"COPY plans_note ({columns}) FROM STDIN") as copy:
                for row in plain():
                    copy.write_row(row)
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            holes = ", ".join(["%s"] * len(COLUMNS))
            cursor.execute("PRAGMA foreign_keys = OFF")
            adapt = connection.ops.adapt_datetimefield_value
            rows = (tuple(_sqlite(value, adapt) for value in row) for row in plain())
            cursor.execute("BEGIN")
            cursor.executemany(f"INSERT INTO plans_note ({columns}) VALUES ({holes})", rows)
            cursor.execute("COMMIT")
            cursor.execute("PRAGMA foreign_keys = ON")
    return some


def _sqlite(value: Any, adapt: Any) -> Any:
    if isinstance(value, datetime):
        return adapt(value)
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "hex", value) if not isinstance(value, (int, str)) else value


def _shares(
    some: list[tuple[Any, Any, Any]], rows: list[Around], account: User, dice: random.Random, now: datetime
) -> None:
    """Some notes were asked for by another member, and shared by the writer."""
    by_circle = {row.circle.pk: row for row in rows}
    asked = []
    for pk, circle, author in some:
        request = ShareRequest(circle_id=circle, kind="note", item=pk, why="w", asks="author", author_id=author)
        request.asked_by = dice.choice(by_circle[circle].seats[:-1])
        request.state, request.answered_by = "granted", account
        request.answered_at = now - timedelta(days=5)
        request.until = (now + timedelta(days=30)).date()
        asked.append(request)
    ShareRequest.objects.bulk_create(asked)


def _indexes_off() -> list[str]:
    """Drop the indexes on notes that no constraint needs; gives the statements that make them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET maintenance_work_mem = '512MB'")
            cursor.execute(
                "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
                "WHERE NOT indisunique AND indrelid = 'plans_note'::regclass"
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'plans_note' "
                "AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%%'"
            )
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"' if connection.vendor == "sqlite" else f"DROP INDEX {name}")
    return [definition for _name, definition in found]
