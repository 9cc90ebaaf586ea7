"""Fills a PostgreSQL database with households by bulk SQL: quick, and with the spread of a real municipality.

Rows are numbered from 0, and an id follows from its kind and number, so that every statement can point at the others.
Items are written in turns of all households, as time does: those of one circle lie scattered over the table.
"""

from typing import Any

from django.db import connection, models

from bench.words import CLOSED, FAMILIES, FIRST_NAMES, FUNCTIONS, MATTERS, NOTES, ORGANISATIONS, RESULTS, WHATS
from kring.circles.models import Circle, Lead, Member
from kring.households.models import Authority, Household, Person, Residence, Supporter
from kring.log.models import Act, Look
from kring.municipality.defaults import add_life_domains
from kring.municipality.models import District, LifeDomain, Municipality
from kring.network.models import Organisation, Professional, User
from kring.plans.models import Agreement, Goal, Note, Outcome, Period, Plan, Review
from kring.sharing.defaults import add_default_grounds

GOALS, AGREEMENTS, REVIEWS, OUTCOMES = 3, 10, 1, 1
SEATS = 4
CIRCLES_EACH = 13
LOOKS_EACH = 20
# One number for each kind of row, as the first group of its id.
KINDS = (
    *("job_user", "resident_user", "supporter_user", "professional", "adult", "partner", "child", "household"),
    *("residence", "authority", "supporter", "circle", "member", "lead", "plan", "period"),
    *("goal", "agreement", "note", "review", "outcome", "act", "look"),
)


def fill(households: int, items: int) -> None:
    """Make `households` households with an open circle each, and `items` items (at least 20) in each circle."""
    municipality, domains, organisations = _town()
    town = _Town(households, items, municipality, domains, organisations)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION pg_temp.row_id(kind int, number bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS "
            "$$ SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$"
        )
        if households > 1000:
            # Foreign keys were checked in the smallest size; here they would take most of the time.
            cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '1GB'; SET synchronous_commit = off; SET work_mem = '256MB'")
        put_back = _take_indexes_off(cursor)
        for part in (_people, _circles, _plans, _log):
            part(town)
        for statement in put_back:
            cursor.execute(statement)
        cursor.execute("RESET ALL; SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def row_id(kind: str, number: Any) -> str:
    """SQL for the id of row `number` (a number, or SQL for one) of a kind."""
    return f"pg_temp.row_id({KINDS.index(kind)}, {number})"


def uuid_of(kind: str, number: int) -> str:
    """The same id as text."""
    return f"{KINDS.index(kind):08x}-0000-7000-8000-{number:012x}"


def professionals_for(households: int) -> int:
    """How many professionals sit around so many households, with thirteen circles each."""
    return SEATS * _team(households)


def _team(households: int) -> int:
    return max(1, -(-households // CIRCLES_EACH))


class _Town:
    """The numbers that all statements use. In SQL `h` is the household and `k` the how-manieth of its kind."""

    def __init__(self, households: int, items: int, municipality: Any, domains: list[Any], organisations: list[Any]):
        self.households = households
        self.notes = items - GOALS - AGREEMENTS - REVIEWS - OUTCOMES
        self.municipality = f"'{municipality.pk}'::uuid"
        self.domains, self.organisations = domains, organisations

    def insert(self, model: type[models.Model], each: int = 1, where: str = "true", of: int = 0, **values: str) -> None:
        """Insert `each` rows for every household (or `each` for `of` others); what is not given gets its default."""
        count = of or self.households
        columns, shown = [], []
        for field in model._meta.concrete_fields:
            value = values.pop(field.name, None)
            if value is None and field.primary_key and not callable(field.default):
                continue
            columns.append(f'"{field.column}"')
            shown.append(value if value is not None else _default(field))
        if values:
            raise ValueError(f"{model.__name__} has no {', '.join(values)}")
        numbers = f"SELECT g, g % {count} AS h, g / {count} AS k FROM generate_series(0::bigint, {count * each - 1}) g"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
                f"SELECT {', '.join(shown)} FROM ({numbers}) numbers WHERE {where}"
            )

    def professional(self, seat: str, household: str = "h") -> str:
        """SQL for the number of the professional on this seat (0-3): each team of four differs."""
        team = _team(self.households)
        primes = one_of((7919, 104729, 1299709, 15485863), seat, quote=False)
        return f"(({seat}) * {team} + ({household} * {primes} + {household} / {team} * 17 * (1 + {seat})) % {team})"

    def organisation(self, professional: str) -> str:
        return f"({one_of([row.pk for row in self.organisations], professional)})::uuid"

    def domain(self, number: str) -> str:
        return f"({one_of([row.pk for row in self.domains], number)})::uuid"

    def sensitivity(self, number: str) -> str:
        return one_of([int(row.sensitivity) for row in self.domains], number, quote=False)

    def member(self, seat: str) -> str:
        return row_id("member", f"({seat}) * {self.households} + h")


def one_of(values: Any, number: str, *, quote: bool = True) -> str:
    """SQL that takes one of `values` by a number that may be larger than there are."""
    shown = ", ".join("'" + str(value).replace("'", "''") + "'" if quote else str(value) for value in values)
    return f"(ARRAY[{shown}])[1 + ({number}) % {len(values)}]"


def _default(field: Any) -> str:
    """SQL for what Django would put in a column that is not named."""
    if field.null:
        return "NULL"
    if isinstance(field, models.DateTimeField):
        return "now()"
    if isinstance(field, models.DateField):
        return "current_date"
    if isinstance(field, models.JSONField):
        return "'{}'::jsonb"
    if field.has_default():
        value = field.default
        return (
            str(value).lower()
            if isinstance(value, bool)
            else str(int(value))
            if isinstance(value, int)
            else f"'{value}'"
        )
    if field.empty_strings_allowed:
        return "''"
    raise ValueError(f"{field} needs a value")


def _take_indexes_off(cursor: Any) -> list[str]:
    """Drop the indexes that no constraint needs; gives the statements that make them again."""
    tables = [model._meta.db_table for model in (Note, Agreement, Goal, Review, Outcome, Act, Look, Member, Residence)]
    tables += [Agreement.history.model._meta.db_table, Goal.history.model._meta.db_table]
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE NOT indisunique AND indrelid::regclass::text = ANY(%s)",
        [tables],
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def _town() -> tuple[Municipality, list[LifeDomain], list[Organisation]]:
    municipality = Municipality.objects.create(name="Meetstad")
    domains = add_life_domains(municipality)
    add_default_grounds(municipality)
    District.objects.bulk_create(District(municipality=municipality, name=f"Wijk {number}") for number in range(1, 9))
    organisations = Organisation.objects.bulk_create(
        Organisation(municipality=municipality, name=name, kind=kind, phone="0612345678")
        for kind, name in ORGANISATIONS
    )
    return municipality, domains, organisations


def _people(town: _Town) -> None:
    team, districts = professionals_for(town.households), [row.pk for row in District.objects.all()]
    for kind, count in (("job", team), ("resident", town.households), ("supporter", town.households)):
        town.insert(
            User, of=count, id=row_id(f"{kind}_user", "h"), email=f"'{kind}' || h || '@example.nl'", password="'!'"
        )
    first, family = one_of(FIRST_NAMES, "h * 7 + h / 31"), one_of(FAMILIES, "h * 11 + h / 13")
    town.insert(
        Professional,
        of=team,
        id=row_id("professional", "h"),
        user=row_id("job_user", "h"),
        organisation=town.organisation("h"),
        name=f"{first} || ' ' || {family}",
        function=one_of(FUNCTIONS, "h"),
        phone="'0612345678'",
        email="'job' || h || '@example.nl'",
        does_triage="h % 40 = 0",
    )
    for kind, age, user in (("adult", 40, row_id("resident_user", "h")), ("partner", 38, None), ("child", 14, None)):
        town.insert(
            Person,
            id=row_id(kind, "h"),
            municipality=town.municipality,
            given_name=one_of(FIRST_NAMES, f"h * 5 + {age} + h / 29"),
            family_name=family,
            birth_date=f"current_date - ({age} * 365 + h % 700)::int",
            phone="'0687654321'",
            **({"user": user} if user else {}),
        )
    town.insert(
        Household,
        id=row_id("household", "h"),
        municipality=town.municipality,
        name=family,
        street="'Lindelaan'",
        house_number="(h % 400)::text",
        postcode="(1000 + h % 9000)::text || ' AB'",
        district=f"({one_of(districts, 'h')})::uuid",
    )
    adult, partner, child = (row_id(kind, "h") for kind in ("adult", "partner", "child"))
    town.insert(
        Residence,
        each=3,
        id=row_id("residence", "g"),
        household=row_id("household", "h"),
        person=f"CASE k WHEN 0 THEN {adult} WHEN 1 THEN {partner} ELSE {child} END",
        part="CASE k WHEN 2 THEN 'child' ELSE 'adult' END",
        since="current_date - 900",
    )
    town.insert(
        Authority,
        id=row_id("authority", "h"),
        about=row_id("child", "h"),
        holder=row_id("adult", "h"),
        kind="'gezag'",
        since="current_date - 900",
    )
    town.insert(
        Supporter,
        id=row_id("supporter", "h"),
        supports=row_id("adult", "h"),
        user=row_id("supporter_user", "h"),
        name=f"{one_of(FIRST_NAMES, 'h * 3')} || ' ' || {family}",
        relation="'zus'",
        phone="'0611112222'",
    )


def _circles(town: _Town) -> None:
    opener = row_id("job_user", town.professional("0"))
    town.insert(
        Circle,
        id=row_id("circle", "h"),
        household=row_id("household", "h"),
        purpose="'Samen zorgen dat het gezin kan blijven wonen en weer rust krijgt.'",
        opened_at="now() - interval '180 days'",
        opened_by=opener,
    )
    professional = town.professional("least(k, 3)")
    seat = {
        "circle": row_id("circle", "h"),
        "role": "'doet mee'",
        "goal": "'Dat er rust komt en dat de huur weer op orde is.'",
        "does": "'Komt elke week langs en belt met de verhuurder.'",
        "invited_at": "now() - interval '179 days' + k * interval '1 day'",
        "invited_by": opener,
    }
    town.insert(
        Member,
        each=6,
        id=town.member("k"),
        professional=f"CASE WHEN k < 4 THEN {row_id('professional', professional)} END",
        organisation=f"CASE WHEN k < 4 THEN {town.organisation(professional)} END",
        person=f"CASE WHEN k = 4 THEN {row_id('adult', 'h')} END",
        supporter=f"CASE WHEN k = 5 THEN {row_id('supporter', 'h')} END",
        state="'accepted'",
        is_steady_contact="k = 1",
        answered_at="now() - interval '175 days'",
        story_read_at="CASE WHEN (h + k) % 9 > 0 THEN now() - interval '170 days' END",
        **seat,
    )
    # One in ten circles waits for the answer of a fifth organisation.
    team = _team(town.households)
    fifth = f"(3 * {team} + ({town.professional('3')} - 3 * {team} + 1) % {team})"
    town.insert(
        Member,
        id=town.member("6"),
        professional=row_id("professional", fifth),
        organisation=town.organisation(fifth),
        state="'invited'",
        where="h % 10 = 3",
        **seat,
    )
    lead = {
        "circle": row_id("circle", "h"),
        "member": town.member("0"),
        "offered_at": "now() - interval '170 days'",
        "offered_by": opener,
    }
    taken = {"state": "'accepted'", "answered_at": "now() - interval '169 days'"}
    town.insert(Lead, id=row_id("lead", "h"), where="h % 20 > 0", **taken, **lead)
    town.insert(Lead, id=row_id("lead", "h"), where="h % 20 = 0", state="'offered'", **lead)


def _plans(town: _Town) -> None:
    n, circle, adult, child = town.households, *(row_id(kind, "h") for kind in ("circle", "adult", "child"))
    town.insert(Plan, id=row_id("plan", "h"), circle=circle, started_at="now() - interval '170 days'")
    town.insert(
        Period,
        each=2,
        id=row_id("period", "g"),
        plan=row_id("plan", "h"),
        number="k + 1",
        starts_on="current_date - (60 - 42 * k + h % 20)::int",
        review_on="current_date - (18 - 42 * k + h % 20)::int",
        ended_at="CASE k WHEN 0 THEN now() - interval '18 days' END",
    )

    def written(seat: str, domain: str | None, days: str) -> dict[str, str]:
        """The columns of an item: by whom, about what, how many days ago."""
        by = town.professional(f"least({seat}, 3)")
        return {
            "circle": circle,
            "author": town.member(seat),
            "author_organisation": f"CASE WHEN {seat} < 4 THEN {town.organisation(by)} END",
            "life_domain": "NULL" if domain is None else town.domain(domain),
            "sensitivity": "1" if domain is None else town.sensitivity(domain),
            "about": f"CASE WHEN (h + k) % 3 = 0 THEN {adult} WHEN (h + k) % 9 = 1 THEN {child} END",
            "written_at": f"now() - ({days}) * interval '1 day' - h % 1000 * interval '1 minute'",
        }

    town.insert(
        Goal,
        each=GOALS,
        id=row_id("goal", "g"),
        plan=row_id("plan", "h"),
        result=one_of(RESULTS, "h + k"),
        own_words=one_of(MATTERS, "h + k"),
        is_first="k = 0",
        waits_for=f"CASE k WHEN 2 THEN {row_id('goal', f'{n} + h')} END",
        **written("k % 2", "h + k", "160 - k"),
    )
    closed = "k >= 5"
    town.insert(
        Agreement,
        each=AGREEMENTS,
        id=row_id("agreement", "g"),
        goal=row_id("goal", f"(k % {GOALS}) * {n} + h"),
        what=one_of(WHATS, "h * 3 + k"),
        responsible=town.member("(h + k) % 6"),
        due_on=f"current_date + (CASE WHEN {closed} THEN -k * 10 ELSE (h + k * 3) % 17 - 2 END)::int",
        in_week="k % 4 = 1",
        state=f"CASE WHEN k = 9 THEN 'not_done' WHEN {closed} THEN 'done' ELSE 'open' END",
        closed_at=f"CASE WHEN {closed} THEN now() - k * interval '10 days' END",
        closed_by=f"CASE WHEN {closed} THEN {row_id('job_user', town.professional('0'))} END",
        why_not=f"CASE WHEN k = 9 THEN {one_of(CLOSED, 'h')} ELSE '' END",
        **written("k % 4", f"h + k % {GOALS}", "k * 10 + 1"),
    )
    town.insert(
        Review,
        id=row_id("review", "h"),
        period=row_id("period", "h"),
        held_on="current_date - 18",
        score="3 + h % 6",
        resident_words=one_of(MATTERS, "h"),
        **written("0", None, "18"),
    )
    town.insert(
        Outcome,
        id=row_id("outcome", "h"),
        review=row_id("review", "h"),
        goal=row_id("goal", "h"),
        result="'partly'",
        why=one_of(CLOSED, "h"),
        **written("0", "h", "18"),
    )
    kind = "CASE k WHEN 0 THEN 'matters' WHEN 1 THEN 'message' WHEN 2 THEN 'handover' ELSE 'note' END"
    note = written("CASE WHEN k = 0 THEN 4 ELSE k % 4 END", "h + k", f"k * 180.0 / {town.notes}")
    note |= {name: f"CASE WHEN k < 2 THEN {frame} ELSE {note[name]} END" for name, frame in _FRAME.items()}
    town.insert(
        Note,
        each=town.notes,
        id=row_id("note", "g"),
        kind=kind,
        text=one_of(NOTES, "h * 5 + k"),
        happened_on=f"current_date - (k * 180 / {town.notes})::int",
        agreed_on="CASE k WHEN 1 THEN current_date - 30 END",
        for_member=f"CASE k WHEN 2 THEN {town.member('1')} END",
        audience="CASE WHEN k > 2 AND (h + k) % 8 = 0 THEN 'organisation' ELSE 'circle' END",
        **note,
    )


_FRAME = {"life_domain": "NULL", "sensitivity": "1"}


def _log(town: _Town) -> None:
    """The history of goals and agreements, one act for every item and more, and looks of this half year."""
    for model, more in ((Goal, "is_first"), (Agreement, "state <> 'open'")):
        columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
        for what, moment, where in (("+", "written_at", "true"), ("~", "written_at + interval '1 day'", more)):
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {model.history.model._meta.db_table} ({columns}, history_date, history_type) "
                    f"SELECT {columns}, {moment}, '{what}' FROM {model._meta.db_table} WHERE {where}"
                )
    doer = town.professional("k % 4")
    by = {
        "by_user": row_id("job_user", doer),
        "by_name": one_of(FIRST_NAMES, doer),
        "by_organisation": one_of([name for _kind, name in ORGANISATIONS], doer),
        "circle": row_id("circle", "h"),
    }
    acts = GOALS + AGREEMENTS + town.notes
    goals_and_more = f"CASE WHEN k < {GOALS} THEN {row_id('goal', 'g')} WHEN k < {GOALS + AGREEMENTS} THEN "
    goals_and_more += f"{row_id('agreement', f'g - {GOALS * town.households}')} ELSE "
    goals_and_more += f"{row_id('note', f'g - {(GOALS + AGREEMENTS) * town.households}')} END"
    town.insert(
        Act,
        each=acts,
        id=row_id("act", "g"),
        at=f"now() - k * 180.0 / {acts} * interval '1 day' - h % 1000 * interval '1 minute'",
        name=f"CASE WHEN k < {GOALS} THEN 'plan.goal.added' WHEN k < {GOALS + AGREEMENTS} THEN 'plan.agreement.added' "
        "ELSE 'story.note.written' END",
        subject=goals_and_more,
        **by,
    )
    town.insert(
        Look,
        each=LOOKS_EACH,
        id=row_id("look", "g"),
        at="now() - k * interval '7 days' - h % 1000 * interval '1 minute'",
        page="'circle'",
        about_person=row_id("adult", "h"),
        purpose="'circle'",
        allowed="true",
        **by,
    )
