"""What counts for one professional over all their circles, as relations that the database reads itself.

A list is one statement: these relations, and the rule tree of `rules.py` written over them. Asked with `read_mine`,
the same relations give the `Facts` that `facts_of_actor` gives; a test compares the two in any world. Residents and
supporters sit in a few circles: theirs are read with `around.py`.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from kring.core import clock
from kring.core.prepared import as_moment, as_param
from kring.core.when import as_day
from kring.households.rules import Stage
from kring.network.models import Professional
from kring.sharing import running
from kring.sharing.around import as_id, catalogue_of
from kring.sharing.models import Ground
from kring.sharing.rules import NEVER, Facts

# Somebody lived in one of my circles' homes, or sat in one of my circles; and the row that counts of somebody.
_HERE = """(
  EXISTS (SELECT 1 FROM households_residence r
           WHERE r.person_id = {0} AND r.household_id IN (SELECT household_id FROM mine))
  OR EXISTS (SELECT 1 FROM circles_member m
              WHERE m.person_id = {0} AND m.circle_id IN (SELECT circle_id FROM mine)))"""
_ONE = f"""COALESCE((SELECT p.same_as_id FROM households_person p
  WHERE p.id = {{0}} AND p.same_as_id IS NOT NULL AND {_HERE.format("p.same_as_id")}), {{0}})"""  # noqa: S608
# My own circles first: every relation is found from there. Tables are named in the order in which they are to be read
# (CROSS JOIN), because SQLite would begin with the largest, and sets are asked for with IN, because it would read a
# table whole to know what is not in it. `one` of somebody is the row that counts since rows were joined; `said` is
# consent by that row. Somebody's household, or a group, has said yes when everybody in it has.
_RELATIONS = f"""
WITH step(level) AS (VALUES (1), (2), (3)),
crisis AS MATERIALIZED (
  SELECT DISTINCT c.circle_id FROM sharing_crisisaccess c WHERE c.professional_id = %(me)s AND {running.CRISIS}
),
mine AS MATERIALIZED (
  SELECT m.circle_id, m.id AS seat_id, m.organisation_id, k.household_id,
         CASE WHEN k.history_opens THEN {{ever}} ELSE m.answered_at END AS since
    FROM circles_member m CROSS JOIN circles_circle k
   WHERE k.id = m.circle_id AND m.professional_id = %(me)s AND {running.SEATED}
     AND (k.closed_at IS NULL OR k.closed_at > {{at}})
  UNION ALL
  SELECT k.id, NULL, NULL, k.household_id, NULL FROM crisis CROSS JOIN circles_circle k
   WHERE k.id = crisis.circle_id AND NOT EXISTS (
     SELECT 1 FROM circles_member m WHERE m.circle_id = k.id AND m.professional_id = %(me)s AND {running.SEATED})
),
town AS MATERIALIZED (
  SELECT DISTINCT h.municipality_id FROM households_household h WHERE h.id IN (SELECT household_id FROM mine)
),
line AS MATERIALIZED (
  SELECT g.basis, g.organisation_kind, g.about, g.life_domain_id, g.up_to, CAST(g.not_from AS varchar) AS not_from
    FROM town CROSS JOIN sharing_ground g
   WHERE g.municipality_id = town.municipality_id AND {running.IN_FORCE}
     AND (g.basis = 'vital' OR (g.basis <> 'number' AND g.organisation_kind = %(kind)s))
),
young AS MATERIALIZED (
  SELECT r.household_id, p.id, {running.LIVES} AS lives FROM households_residence r CROSS JOIN households_person p
   WHERE r.household_id IN (SELECT household_id FROM mine) AND {running.LIVED}
     AND p.id = r.person_id AND p.birth_date > %(grown)s
),
children AS (
  SELECT id FROM young
  UNION SELECT p.id FROM households_person p WHERE p.same_as_id IN (SELECT id FROM young)
  UNION SELECT mine.circle_id FROM mine WHERE mine.household_id IN (SELECT household_id FROM young WHERE lives)
  UNION SELECT g.id FROM sharing_persongroup g CROSS JOIN sharing_persongroup_persons gp CROSS JOIN households_person p
         WHERE g.circle_id IN (SELECT circle_id FROM mine) AND gp.persongroup_id = g.id AND p.id = gp.person_id
           AND (p.id IN (SELECT id FROM young) OR p.same_as_id IN (SELECT id FROM young))
),
given AS MATERIALIZED (
  SELECT c.circle_id, c.about_id, d.lifedomain_id, step.level
    FROM sharing_consent c CROSS JOIN sharing_consent_organisations o CROSS JOIN sharing_consent_life_domains d
   CROSS JOIN step
   WHERE c.circle_id IN (SELECT circle_id FROM mine) AND {running.CONSENT_GIVEN} AND {running.CONSENT_LASTS}
     AND o.consent_id = c.id AND o.organisation_id = %(organisation)s AND d.consent_id = c.id AND step.level <= c.up_to
),
said AS MATERIALIZED (
  SELECT DISTINCT given.circle_id, {_ONE.format("given.about_id")} AS one, given.lifedomain_id, given.level FROM given
),
consents AS (
  SELECT circle_id, about_id, lifedomain_id, level FROM given
  UNION ALL SELECT circle_id, one, lifedomain_id, level FROM said
  UNION ALL SELECT said.circle_id, p.id, said.lifedomain_id, said.level FROM said CROSS JOIN households_person p
         WHERE p.same_as_id = said.one AND {_HERE.format("COALESCE(p.same_as_id, said.one)")}
  UNION ALL SELECT said.circle_id, said.circle_id, said.lifedomain_id, said.level
          FROM said CROSS JOIN circles_circle k
         WHERE k.id = said.circle_id AND EXISTS (SELECT 1 FROM households_residence r
                WHERE r.person_id = said.one AND r.household_id = k.household_id
                  AND {running.LIVED} AND {running.LIVES})
         GROUP BY said.circle_id, k.household_id, said.lifedomain_id, said.level
        HAVING COUNT(*) = (SELECT COUNT(DISTINCT r.person_id) FROM households_residence r
                            WHERE r.household_id = k.household_id AND {running.LIVED} AND {running.LIVES})
  UNION ALL SELECT said.circle_id, g.id, said.lifedomain_id, said.level
          FROM said CROSS JOIN sharing_persongroup g CROSS JOIN sharing_persongroup_persons gp
         WHERE g.circle_id = said.circle_id AND gp.persongroup_id = g.id AND {_ONE.format("gp.person_id")} = said.one
         GROUP BY said.circle_id, g.id, said.lifedomain_id, said.level
        HAVING COUNT(DISTINCT said.one) = (SELECT COUNT(DISTINCT {_ONE.format("every.person_id")})
                                             FROM sharing_persongroup_persons every WHERE every.persongroup_id = g.id)
),
covenants AS (
  SELECT other.organisation_id, d.lifedomain_id, step.level
    FROM sharing_covenant_parties cp CROSS JOIN sharing_covenant cv CROSS JOIN sharing_covenant_parties other
   CROSS JOIN sharing_covenant_life_domains d CROSS JOIN step
   WHERE cp.organisation_id = %(organisation)s AND cv.id = cp.covenant_id AND {running.COVENANT}
     AND cv.municipality_id IN (SELECT municipality_id FROM town)
     AND other.covenant_id = cv.id AND other.organisation_id <> cp.organisation_id
     AND d.covenant_id = cv.id AND step.level <= cv.up_to
),
shared AS (
  SELECT s.item FROM sharing_sharerequest s CROSS JOIN circles_member m
   WHERE s.circle_id IN (SELECT circle_id FROM mine) AND {running.SHARED}
     AND m.id = s.asked_by_id AND m.organisation_id IN (SELECT organisation_id FROM mine)
),
readerships AS MATERIALIZED (
  SELECT r.id FROM sharing_readership r CROSS JOIN sharing_readership_organisations o
   WHERE r.circle_id IN (SELECT circle_id FROM mine)
     AND o.readership_id = r.id AND o.organisation_id IN (SELECT organisation_id FROM mine)
  UNION
  SELECT r.id FROM sharing_readership_members rm CROSS JOIN sharing_readership r
   WHERE rm.member_id IN (SELECT seat_id FROM mine)
     AND r.id = rm.readership_id AND r.circle_id IN (SELECT circle_id FROM mine)
),
visits AS (
  SELECT v.circle_id FROM sharing_visit v WHERE v.member_id IN (SELECT seat_id FROM mine) AND {running.VISIT}
)
"""  # noqa: S608 (put together from fixed words; what comes from outside is a parameter)
EVER = {"postgresql": "%(ever)s::timestamptz", "sqlite": "%(ever)s"}

RELATIONS = {vendor: running.filled(_RELATIONS, vendor, ever=ever) for vendor, ever in EVER.items()}


class _UpTo(int):
    """Stands for the sensitivity that the catalogue says; the smallest number, so that the rules keep it."""


# Facts of which every set holds only its own name: the tree over them names what the database must look up.
_SETS = (
    *("seats", "working_in", "tasks", "child_tasks", "children", "readerships", "consents", "covenants", "shared"),
    *("visits", "crises"),
)
_NAMED: Any = {name: frozenset({name}) for name in _SETS} | {"since": {"since": NEVER}, "organisation": "organisation"}
NAMED = Facts(vital_up_to=_UpTo(), **_NAMED)
# How each is looked up in the statement. `mine` is the circle of the item, where it is one of the reader's. What is
# often empty is asked for first: to look through a relation, the database reads it.
_TASK = """EXISTS (SELECT 1 FROM line WHERE line.basis = 'task' AND line.about = '{about}'
  AND line.life_domain_id = {{0}} AND {{1}} <= line.up_to AND line.not_from NOT LIKE '%%"' || {{2}} || '"%%')"""
_LOOKED_UP = {
    "seats": "({0} IS NOT NULL AND {0} IN (SELECT seat_id FROM mine WHERE seat_id IS NOT NULL))",
    "organisation": "{0} = %(organisation)s",
    "shared": "{0} IN (SELECT item FROM shared)",
    "working_in": "mine.seat_id IS NOT NULL",
    "since": "mine.since <= {1}",
    "readerships": "({0} IS NOT NULL AND {0} IN (SELECT id FROM readerships))",
    "tasks": _TASK.format(about=Ground.About.ANYBODY),
    "child_tasks": _TASK.format(about=Ground.About.CHILD),
    "children": "{0} IN (SELECT id FROM children)",
    "consents": "({0}, {1}, {2}, {3}) IN (SELECT circle_id, about_id, lifedomain_id, level FROM consents)",
    "covenants": "({0}, {1}, {2}) IN (SELECT organisation_id, lifedomain_id, level FROM covenants)",
    "visits": "{0} IN (SELECT circle_id FROM visits)",
    "crises": "{0} IN (SELECT circle_id FROM crisis)",
}
_VITAL = "(SELECT MAX(up_to) FROM line WHERE basis = 'vital' AND up_to <= 2)"


class OverMine:
    """A rule tree over the relations, for the rows `n` of a kind of item beside the circle `mine`."""

    def __init__(self, addressee: str) -> None:
        self._special = {
            "subject_id": "COALESCE(n.about_id, n.about_group_id, n.circle_id)",
            "addressee_id": f"n.{addressee}_id" if addressee else "",
        }

    def column(self, name: str) -> str:
        """A column of the item; empty where this kind of item has none."""
        return self._special.get(name, f"n.{name}")

    def fact(self, rows: Iterable[Any], columns: list[str]) -> str:
        """Whether these columns are among the fact of this name."""
        (name,) = rows
        return _LOOKED_UP[name].format(*columns)

    def value(self, value: Any) -> str:
        """A value of the rules; what the catalogue says is looked up."""
        if isinstance(value, _UpTo):
            return _VITAL
        return str(int(value)) if isinstance(value, int) else f"'{value}'"


def parameters(professional: Professional, at: datetime) -> dict[str, Any]:
    """What the relations are bound to: who asks, their organisation and its kind, and the moment."""
    moment, on = connection.ops.adapt_datetimefield_value, connection.ops.adapt_datefield_value
    day, organisation = as_day(at), professional.organisation
    return {
        "me": as_param(professional.pk),
        "organisation": as_param(organisation.pk),
        "kind": organisation.kind,
        "at": moment(at),
        "ever": moment(NEVER),
        "day": on(day),
        "next_day": on(day + timedelta(days=1)),
        "grown": on(_born_before(day)),
    }


def _born_before(day: date) -> date:
    """Who was born later than this day is not grown up; on 29 February as `age` counts."""
    year = day.year - Stage.ADULT
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


_NO = "CAST(NULL AS uuid)"
_COUNTS = f"""
SELECT 'seats', circle_id, seat_id, organisation_id, 0, '', since FROM mine WHERE seat_id IS NOT NULL
UNION ALL SELECT 'line', life_domain_id, {_NO}, {_NO}, up_to, {running.LINE.replace("g.", "line.")}, NULL FROM line
UNION ALL SELECT 'children', id, {_NO}, {_NO}, 0, '', NULL FROM children
UNION ALL SELECT 'consents', circle_id, about_id, lifedomain_id, level, '', NULL FROM consents
UNION ALL SELECT 'covenants', organisation_id, lifedomain_id, {_NO}, level, '', NULL FROM covenants
UNION ALL SELECT 'shared', item, {_NO}, {_NO}, 0, '', NULL FROM shared
UNION ALL SELECT 'readerships', id, {_NO}, {_NO}, 0, '', NULL FROM readerships
UNION ALL SELECT 'visits', circle_id, {_NO}, {_NO}, 0, '', NULL FROM visits
UNION ALL SELECT 'crises', circle_id, {_NO}, {_NO}, 0, '', NULL FROM crisis
UNION ALL SELECT 'lapsed', c.circle_id, c.about_id, d.lifedomain_id, 0, MAX({running.CONSENT_ENDED}), NULL
  FROM sharing_consent c CROSS JOIN sharing_consent_organisations o CROSS JOIN sharing_consent_life_domains d
 WHERE c.circle_id IN (SELECT circle_id FROM mine) AND {running.CONSENT_GIVEN} AND NOT ({running.CONSENT_LASTS})
   AND o.consent_id = c.id AND o.organisation_id = %(organisation)s AND d.consent_id = c.id
 GROUP BY c.circle_id, c.about_id, d.lifedomain_id
"""  # noqa: S608 (put together from fixed words)


def read_mine(professional: Professional, *, at: datetime | None = None) -> Facts:
    """The facts about a professional over all their open circles and crises, now unless said (one query)."""
    moment = at or clock.now()
    with connection.cursor() as cursor:
        sql = RELATIONS[connection.vendor] + running.filled(_COUNTS, connection.vendor)
        cursor.execute(sql, parameters(professional, moment))
        rows = cursor.fetchall()
    found = defaultdict[str, list[tuple[Any, ...]]](list)
    for what, a, b, c, *more in rows:
        found[what].append((as_id(a), as_id(b), as_id(c), *more))
    return _facts(professional, moment, found)


def _facts(professional: Professional, at: datetime, found: dict[str, list[tuple[Any, ...]]]) -> Facts:
    seats = found["seats"]
    lines = catalogue_of(tuple((row[0], row[3], row[4]) for row in found["line"]))
    kind = lines.kind(professional.organisation.kind)
    return Facts(
        at=at,
        seats=frozenset(row[1] for row in seats),
        since={row[0]: as_moment(row[5]) for row in seats},
        organisation=professional.organisation_id,
        working_in=frozenset(row[0] for row in seats),
        tasks=kind.tasks,
        child_tasks=kind.child_tasks,
        children=frozenset(row[0] for row in found["children"]) if kind.child_tasks else frozenset(),
        readerships=frozenset(row[0] for row in found["readerships"]),
        consents=frozenset(row[:4] for row in found["consents"]),
        covenants=frozenset((row[0], row[1], row[3]) for row in found["covenants"]),
        shared=frozenset(row[0] for row in found["shared"]),
        visits=frozenset(row[0] for row in found["visits"]),
        crises=frozenset(row[0] for row in found["crises"]),
        vital_up_to=lines.vital_up_to,
        lapsed={row[:3]: date.fromisoformat(row[4][:10]) for row in found["lapsed"]},
        consent_up_to=kind.consent_up_to,
    )
