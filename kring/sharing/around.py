"""What stands around circles beside seats: homes, groups, named readers, consent, covenants, crises, what is withheld.

One statement for any number of circles, as it is now or was at any moment.
"""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection

from kring.core import clock
from kring.core.when import as_day
from kring.households.rules import Stage, age
from kring.municipality.models import Sensitivity
from kring.network.models import Law
from kring.sharing import running
from kring.sharing.models import Ground
from kring.sharing.rules import Ids

Id = uuid.UUID


@dataclass(frozen=True)
class Kind:
    """What the catalogue opens for one kind of organisation."""

    tasks: frozenset[tuple[Id, int, str]] = frozenset()
    child_tasks: frozenset[tuple[Id, int, str]] = frozenset()
    consent_up_to: Mapping[Id | None, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """The lines that are in force, per kind of organisation; `vital_up_to` is 0 where there is no such line."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    vital_up_to: int = 0

    def kind(self, name: str) -> Kind:
        return self.kinds.get(name, Kind())


@dataclass(frozen=True)
class Around:
    """What stands around circles at one moment, beside seats: homes, groups, readers, and what opens doors."""

    at: datetime
    homes: Mapping[Id, Mapping[Id, date | None]] = field(default_factory=dict)
    # Who lived there before: what was written about a child stays about a child where it moved out.
    left: Mapping[Id, date | None] = field(default_factory=dict)
    groups: Mapping[Id, frozenset[tuple[Id, Id]]] = field(default_factory=dict)
    readers: Mapping[Id, Ids] = field(default_factory=dict)
    shared: Mapping[Id, Ids] = field(default_factory=dict)
    # What residents opened to seats of their own people, as long as who opened it sits in the circle.
    opened: Mapping[Id, Ids] = field(default_factory=dict)
    crises: Mapping[Id, Ids] = field(default_factory=dict)
    visits: Mapping[Id, Ids] = field(default_factory=dict)
    consents: Mapping[Id, frozenset[tuple[Id, Id, Id, int]]] = field(default_factory=dict)
    lapsed: Mapping[Id, Mapping[tuple[Id, Id, Id], date]] = field(default_factory=dict)
    covenants: Mapping[Id, frozenset[tuple[Id, Id, int]]] = field(default_factory=dict)
    withheld: Ids = frozenset()
    # Who was written under another row before the two were joined.
    same_as: Mapping[Id, Id] = field(default_factory=dict)
    catalogue: Catalogue = field(default_factory=Catalogue)
    # The number of the catalogue in force; of several municipalities the highest.
    version: int = 0
    # All of it as it was read.
    rows: Sequence[tuple[Any, ...]] = field(default=(), repr=False, compare=False)

    @cached_property
    def fingerprint(self) -> str:
        """The same as long as nothing around these circles begins, ends or changes, also in another process."""
        lines = "\n".join([str(as_day(self.at)), *sorted(map(repr, self.rows))])
        return hashlib.sha256(lines.encode()).hexdigest()[:16]

    def also(self, persons: Ids | set[Id]) -> Ids:
        """These persons, and the rows under which they were known before they were joined."""
        return frozenset(persons) | {row for row, person in self.same_as.items() if person in persons}

    def children(self) -> Ids:
        """Who lives or lived there and is under 18 on that day, groups with a child, circles of a home with a child."""
        found = set(self.also(self._young(self.left)))
        for circle, home in self.homes.items():
            young = self._young(home)
            found |= self.also(young) | ({circle} if young else set())
        for members in self.groups.values():
            found |= {group for group, person in members if person in found}
        return frozenset(found)

    def _young(self, persons: Mapping[Id, date | None]) -> set[Id]:
        day = as_day(self.at)
        return {person for person, born in persons.items() if born and age(born, on=day) < Stage.ADULT}

    def groups_with(self, persons: Ids) -> Ids:
        """The groups in which one of these persons is."""
        return frozenset(group for members in self.groups.values() for group, person in members if person in persons)

    def consents_to(self, receiver: Id | None) -> frozenset[tuple[Id, Id, Id, int]]:
        """(circle, subject, life domain, sensitivity) that consent opens to an organisation or a supporter.

        A group, or the household as a whole, opens when every person in it consented.
        """
        given = self.consents.get(receiver, frozenset()) if receiver else frozenset()
        if not given:
            return given
        whole: set[tuple[Id, Id, Id, int]] = set(given)
        by_place: dict[tuple[Id, Id, int], set[Id]] = defaultdict(set)
        for circle, person, domain, level in given:
            one = self.same_as.get(person, person)
            by_place[circle, domain, level].add(one)
            whole.update((circle, row, domain, level) for row in self.also({one}))
        for (circle, domain, level), said_yes in by_place.items():
            home = self.homes.get(circle, {})
            if home and said_yes >= set(home):
                whole.add((circle, circle, domain, level))
            for group, members in self._members_of_groups(circle).items():
                if said_yes >= members:
                    whole.add((circle, group, domain, level))
        return frozenset(whole)

    def _members_of_groups(self, circle: Id) -> dict[Id, set[Id]]:
        members: dict[Id, set[Id]] = defaultdict(set)
        for group, person in self.groups.get(circle, ()):
            members[group].add(self.same_as.get(person, person))
        return members


_NO_ID, _NO_TEXT = "CAST(NULL AS uuid)", "CAST(NULL AS varchar)"
# What, circle, a, b, c, level, text.
_AROUND = f"""
WITH mine AS (SELECT id, household_id FROM circles_circle WHERE id {{among}})
SELECT CASE WHEN {running.LIVES} THEN 'home' ELSE 'left' END,
       mine.id, r.person_id, {_NO_ID}, {_NO_ID}, 0, CAST(p.birth_date AS varchar)
  FROM mine JOIN households_residence r ON r.household_id = mine.household_id
  JOIN households_person p ON p.id = r.person_id
 WHERE {running.LIVED}
UNION ALL
SELECT 'same', {_NO_ID}, p.id, p.same_as_id, {_NO_ID}, 0, {_NO_TEXT}
  FROM households_person p
 WHERE p.same_as_id IN (SELECT r.person_id FROM mine JOIN households_residence r ON r.household_id = mine.household_id
                        UNION SELECT m.person_id FROM circles_member m
                               WHERE m.circle_id IN (SELECT id FROM mine) AND m.person_id IS NOT NULL)
UNION ALL
SELECT 'ground', {_NO_ID}, g.life_domain_id, {_NO_ID}, {_NO_ID}, g.up_to, {running.LINE}
  FROM sharing_ground g
 WHERE {running.IN_FORCE}
   AND g.municipality_id IN (SELECT h.municipality_id FROM households_household h
                             WHERE h.id IN (SELECT household_id FROM mine))
UNION ALL
SELECT 'version', {_NO_ID}, {_NO_ID}, {_NO_ID}, {_NO_ID}, COALESCE(MAX(v.number), 0), {_NO_TEXT}
  FROM sharing_rulesversion v
 WHERE v.at <= {{at}} AND v.municipality_id IN (SELECT h.municipality_id FROM households_household h
                                                WHERE h.id IN (SELECT household_id FROM mine))
UNION ALL
SELECT 'group', g.circle_id, g.id, gp.person_id, {_NO_ID}, 0, {_NO_TEXT}
  FROM sharing_persongroup g JOIN sharing_persongroup_persons gp ON gp.persongroup_id = g.id
 WHERE g.circle_id IN (SELECT id FROM mine)
UNION ALL
SELECT 'reader', r.circle_id, r.id, ro.organisation_id, {_NO_ID}, 0, {_NO_TEXT}
  FROM sharing_readership r JOIN sharing_readership_organisations ro ON ro.readership_id = r.id
 WHERE r.circle_id IN (SELECT id FROM mine)
UNION ALL
SELECT 'reader', r.circle_id, r.id, rm.member_id, {_NO_ID}, 0, {_NO_TEXT}
  FROM sharing_readership r JOIN sharing_readership_members rm ON rm.readership_id = r.id
 WHERE r.circle_id IN (SELECT id FROM mine)
UNION ALL
SELECT 'shared', s.circle_id, s.item, COALESCE(m.organisation_id, m.id), {_NO_ID}, 0, {_NO_TEXT}
  FROM sharing_sharerequest s JOIN circles_member m ON m.id = s.asked_by_id
 WHERE s.circle_id IN (SELECT id FROM mine) AND {running.SHARED}
UNION ALL
SELECT 'opened', o.circle_id, o.item, o.to_id, {_NO_ID}, 0, {_NO_TEXT}
  FROM sharing_opening o JOIN circles_member m ON m.id = o.by_id
 WHERE o.circle_id IN (SELECT id FROM mine) AND {running.OPENED} AND {running.SEATED}
UNION ALL
SELECT 'crisis', c.circle_id, c.professional_id, c.organisation_id, {_NO_ID}, 0, {_NO_TEXT}
  FROM sharing_crisisaccess c
 WHERE c.circle_id IN (SELECT id FROM mine) AND {running.CRISIS}
UNION ALL
SELECT 'visit', v.circle_id, v.member_id, {_NO_ID}, {_NO_ID}, 0, {_NO_TEXT}
  FROM sharing_visit v
 WHERE v.circle_id IN (SELECT id FROM mine) AND {running.VISIT}
UNION ALL
SELECT 'withheld', w.circle_id, w.item, {_NO_ID}, {_NO_ID}, 0, {_NO_TEXT}
  FROM sharing_withholding w
 WHERE w.circle_id IN (SELECT id FROM mine) AND {running.WITHHELD}
UNION ALL
SELECT CASE WHEN {running.CONSENT_LASTS} THEN 'consent' ELSE 'lapsed' END,
       c.circle_id, c.about_id, w.who, d.lifedomain_id, c.up_to, {running.CONSENT_ENDED}
  FROM sharing_consent c
  JOIN (SELECT consent_id, organisation_id AS who FROM sharing_consent_organisations
        UNION ALL SELECT consent_id, supporter_id FROM sharing_consent_supporters) w ON w.consent_id = c.id
  JOIN sharing_consent_life_domains d ON d.consent_id = c.id
 WHERE c.circle_id IN (SELECT id FROM mine) AND {running.CONSENT_GIVEN}
UNION ALL
SELECT 'covenant', cp.covenant_id, cp.organisation_id, other.organisation_id, cd.lifedomain_id, cv.up_to, {_NO_TEXT}
  FROM sharing_covenant cv JOIN sharing_covenant_parties cp ON cp.covenant_id = cv.id
  JOIN sharing_covenant_parties other ON other.covenant_id = cv.id AND other.organisation_id <> cp.organisation_id
  JOIN sharing_covenant_life_domains cd ON cd.covenant_id = cv.id
 WHERE {running.COVENANT}
   AND cv.municipality_id IN (SELECT h.municipality_id FROM households_household h
                              WHERE h.id IN (SELECT household_id FROM mine))
"""  # noqa: S608 (put together from fixed words; what comes from outside is a parameter)
_AMONG = {"postgresql": "= ANY(%(circles)s)", "sqlite": "IN (SELECT value FROM json_each(%(circles)s))"}
_SQL = {vendor: running.filled(_AROUND, vendor, among=among) for vendor, among in _AMONG.items()}


def read_around(circles: Collection[Id], *, at: datetime | None = None) -> Around:
    """What stands around these circles at a moment, now unless said (one query, none without circles)."""
    moment = at or clock.now()
    if not circles:
        return Around(moment)
    postgres = connection.vendor == "postgresql"
    asked: dict[str, Any] = {
        "circles": list(circles) if postgres else json.dumps([circle.hex for circle in circles]),
        "at": connection.ops.adapt_datetimefield_value(moment),
        "day": connection.ops.adapt_datefield_value(as_day(moment)),
        "next_day": connection.ops.adapt_datefield_value(as_day(moment) + timedelta(days=1)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL[connection.vendor], asked)
        rows = cursor.fetchall()
    return _around(moment, rows)


def _around(moment: datetime, rows: Sequence[tuple[Any, ...]]) -> Around:
    homes: dict[Id, dict[Id, date | None]] = defaultdict(dict)
    left: dict[Id, date | None] = {}
    sets: dict[str, dict[Id, set[Any]]] = defaultdict(lambda: defaultdict(set))
    lapsed: dict[Id, dict[tuple[Id, Id, Id], date]] = defaultdict(dict)
    withheld: set[Id] = set()
    same_as: dict[Id, Id] = {}
    version = 0
    lines: list[tuple[Id | None, int, str]] = []
    for what, place, *ids, level, text in rows:
        circle = as_id(place)
        a, b, c = (as_id(one) for one in ids)
        if what == "home":
            homes[circle][a] = date.fromisoformat(text) if text else None
        elif what == "left":
            left[a] = date.fromisoformat(text) if text else None
        elif what == "same":
            same_as[a] = b
        elif what == "version":
            version = level
        elif what == "ground":
            lines.append((a, level, text))
        elif what == "group":
            sets[what][circle].add((a, b))
        elif what in ("reader", "shared", "opened"):
            sets[what][b].add(a)
        elif what in ("crisis", "visit"):
            sets[what][a].add(circle)
        elif what == "withheld":
            withheld.add(a)
        elif what == "consent":
            sets[what][b].update((circle, a, c, step) for step in range(Sensitivity.ORDINARY, level + 1))
        elif what == "lapsed":
            ended = date.fromisoformat(text[:10])
            lapsed[b][circle, a, c] = max(ended, lapsed[b].get((circle, a, c), ended))
        else:
            sets[what][a].update((b, c, step) for step in range(Sensitivity.ORDINARY, level + 1))
    frozen = {what: {key: frozenset(rows) for key, rows in by.items()} for what, by in sets.items()}
    return Around(
        moment,
        homes=dict(homes),
        left=left,
        groups=frozen.get("group", {}),
        readers=frozen.get("reader", {}),
        shared=frozen.get("shared", {}),
        opened=frozen.get("opened", {}),
        crises=frozen.get("crisis", {}),
        visits=frozen.get("visit", {}),
        consents=frozen.get("consent", {}),
        lapsed=dict(lapsed),
        covenants=frozen.get("covenant", {}),
        withheld=frozenset(withheld),
        same_as=same_as,
        version=version,
        rows=rows,
        catalogue=catalogue_of(tuple(lines)),
    )


@lru_cache(maxsize=32)
def catalogue_of(lines: tuple[tuple[Id | None, int, str], ...]) -> Catalogue:
    """The lines in force, sorted by kind; the same lines are sorted once.

    Life domains belong to one municipality, so lines of several do not mix.
    """
    tasks: dict[tuple[str, str], set[tuple[Any, int, str]]] = defaultdict(set)
    consents: dict[str, dict[Id | None, int]] = defaultdict(dict)
    vital = 0
    for domain, up_to, packed in lines:
        basis, kind, about, not_from = packed.split("|", 3)
        if basis == Ground.Basis.VITAL:
            vital = max(vital, up_to)
        elif basis == Ground.Basis.NUMBER:
            # Says nothing of what somebody reads.
            continue
        elif basis == Ground.Basis.CONSENT:
            consents[kind][domain] = up_to
        else:
            laws = frozenset(Law.values) - frozenset(json.loads(not_from))
            levels = range(Sensitivity.ORDINARY, up_to + 1)
            tasks[kind, about].update((domain, level, law) for level in levels for law in laws)
    kinds = {*consents, *(kind for kind, _about in tasks)}
    return Catalogue({kind: _kind(kind, tasks, consents) for kind in kinds}, vital)


def _kind(
    kind: str,
    tasks: Mapping[tuple[str, str], set[tuple[Id, int, str]]],
    consents: Mapping[str, Mapping[Id | None, int]],
) -> Kind:
    return Kind(
        frozenset(tasks.get((kind, Ground.About.ANYBODY), ())),
        frozenset(tasks.get((kind, Ground.About.CHILD), ())),
        consents.get(kind, {}),
    )


def as_id(value: Any) -> Any:
    """An id as this database gives it."""
    return _parsed(value) if isinstance(value, str) else value


# SQLite gives ids as text, and the same few over and over: life domains, circles, organisations.
_parsed = lru_cache(maxsize=4096)(uuid.UUID)
