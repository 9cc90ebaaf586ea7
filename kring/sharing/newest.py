"""Lists over all circles of a professional: the newest items that they may read, and of given items the ground of each.

One statement reads what counts for the reader (`mine.py`), drives from their circles in a window of time, and asks the
one rule tree why each item is open. The window is widened until the list is full. Looked for is the newest, so what
the reader's organisation wrote in circles without them is not in it.
"""

import json
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models.base import ModelState

from kring.core import clock
from kring.core.prepared import as_date, as_moment, as_param
from kring.network.models import Professional
from kring.sharing import mine, rules
from kring.sharing.around import as_id
from kring.sharing.models import Item
from kring.sharing.rules import Id

AnyItem = TypeVar("AnyItem", bound=Item)
# How far to look back at first, in days over all circles: who has hundreds of circles starts with days. Who has few is
# answered at once from all there is, since their first list is often not full.
CIRCLE_DAYS, WIDER, FEW = 2700, 6, 3
_DAY = timedelta(days=1).total_seconds()
_END, _LAST_ID = datetime(9999, 1, 1, tzinfo=rules.NEVER.tzinfo), uuid.UUID(int=2**128 - 1)
# What every list shows of an item, whatever its kind.
_SHOWN = ("id", "circle_id", "author_id", "about_id", "life_domain_id", "written_at")
# A limit that nothing reaches keeps the question of why something is open from being asked a second time.
_ALL = 2**62
_WHY = tuple(name for _before, ways in mine.NAMED.ways for name in ways)


class Place(NamedTuple):
    """Where a list goes on: before this moment, and at the same moment before this id."""

    at: datetime = _END
    pk: Id = _LAST_ID


class Opened(NamedTuple, Generic[AnyItem]):
    """An item that the reader may read, and the key of why (`rules.WHY_OPEN`)."""

    item: AnyItem
    why: str


def newest(
    model: type[AnyItem],
    professional: Professional,
    *,
    columns: Sequence[str] = (),
    count: int = 50,
    before: Place | None = None,
    in_crisis: bool = False,
    at: datetime | None = None,
) -> list[Opened[AnyItem]]:
    """The newest `count` items of a kind that the reader may read in their circles (one to three queries).

    Ordered by moment of writing and id, the newest first. `before`: what follows on an earlier list. `columns`: what
    the list shows beside id, circle, author, about whom, life domain and when; anything else is a query for each row.
    `in_crisis`: also circles that the reader opened in a crisis and has no seat in.
    """
    moment, place = at or clock.now(), before or Place()
    names = (*_SHOWN, *columns)
    sql = _newest(model, names, count, in_crisis, connection.vendor)
    asked = {
        **mine.parameters(professional, moment),
        "until": connection.ops.adapt_datetimefield_value(place.at),
        "before": as_param(place.pk),
        "end": connection.ops.adapt_datetimefield_value(min(place.at, moment)),
        "few": FEW,
    }
    days = CIRCLE_DAYS
    rows = _rows(sql, {**asked, "seconds": days * _DAY})
    # The last column says whether the reader has so many circles that only a part of the time was looked at.
    while days and len(rows) < count and (not rows or rows[0][-1]):
        days = days * WIDER if rows and days == CIRCLE_DAYS else 0
        rows = _rows(sql, {**asked, "seconds": days * _DAY})
    return [Opened(item, _WHY[row[-2]]) for item, row in zip(_models(model, names, rows), rows, strict=True)]


def grounds_of(
    model: type[Item], ids: Collection[Id], professional: Professional, *, at: datetime | None = None
) -> dict[Id, str]:
    """Of given items those that the reader may read, each with the key of why (one query for any number)."""
    postgres = connection.vendor == "postgresql"
    asked = mine.parameters(professional, at or clock.now())
    asked["ids"] = list(ids) if postgres else json.dumps([one.hex for one in ids])
    return {as_id(pk): _WHY[why] for pk, why in _rows(_given(model, connection.vendor), asked)}


@cache
def _newest(model: type[Item], names: tuple[str, ...], count: int, in_crisis: bool, vendor: str) -> str:
    """The statement for `newest`."""
    return f"""{mine.RELATIONS[vendor]},
span AS MATERIALIZED (
  SELECT CASE WHEN COUNT(*) > %(few)s AND %(seconds)s > 0 THEN {_BACK[vendor]} ELSE {mine.EVER[vendor]} END AS since,
         COUNT(*) > %(few)s AS is_part
    FROM mine
)
SELECT {", ".join(names)}, why, (SELECT is_part FROM span) FROM (
  SELECT {", ".join(f"n.{name}" for name in names)}, {_why(model)} AS why
    FROM mine CROSS JOIN {model._meta.db_table} n
   WHERE n.circle_id = mine.circle_id AND n.written_at >= (SELECT since FROM span) AND n.written_at <= %(until)s
     AND (n.written_at < %(until)s OR n.id < %(before)s){"" if in_crisis else " AND mine.seat_id IS NOT NULL"}
   LIMIT {_ALL}
) AS seen
WHERE why IS NOT NULL ORDER BY written_at DESC, id DESC LIMIT {count}"""  # noqa: S608 (names of the models)


@cache
def _given(model: type[Item], vendor: str) -> str:
    """The statement for `grounds_of`."""
    among = {"postgresql": "= ANY(%(ids)s)", "sqlite": "IN (SELECT value FROM json_each(%(ids)s))"}[vendor]
    return f"""{mine.RELATIONS[vendor]}
SELECT id, why FROM (
  SELECT n.id, {_why(model)} AS why
    FROM {model._meta.db_table} n LEFT JOIN mine ON mine.circle_id = n.circle_id WHERE n.id {among} LIMIT {_ALL}
) AS seen WHERE why IS NOT NULL"""  # noqa: S608 (names of the models)


# From when on, for a stretch of time that is shared by all circles.
_BACK = {
    "postgresql": "%(end)s::timestamptz - make_interval(secs => %(seconds)s::float8 / COUNT(*))",
    "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', %(end)s, '-' || (%(seconds)s / COUNT(*)) || ' seconds')",
}


def _why(model: type[Item]) -> str:
    """The number of the first way in that is open, in the order of the rules; NULL when none is."""
    over, parts = mine.OverMine(model.addressee), []
    for before, ways in mine.NAMED.ways:
        asked = [(sql, _WHY.index(name)) for name, tree in ways.items() if (sql := tree.sql(over))]
        part = f"CASE {' '.join(f'WHEN {sql} THEN {number}' for sql, number in asked)} END"
        parts.append(f"CASE WHEN {before.sql(over)} THEN {part} END" if before else part)
    return f"COALESCE({', '.join(parts)})"


def _rows(sql: str, asked: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows: list[Any] = cursor.fetchall()
        return rows


def _models(model: type[AnyItem], names: tuple[str, ...], rows: list[Any]) -> Iterable[AnyItem]:
    """Models with these columns only. Django's own way of making one takes as long as reading the row."""
    columns: list[Any] = list(zip(*rows, strict=True))[: len(names)]
    if connection.vendor == "sqlite":
        columns = [_plain(model, name, values) for name, values in zip(names, columns, strict=False)]
    new, alias = model.__new__, connection.alias
    for values in zip(*columns, strict=True):
        made = new(model)
        state = ModelState()
        state.__dict__ = {"adding": False, "db": alias}
        made.__dict__ = dict(zip(names, values, strict=True), _state=state)
        yield made


def _plain(model: type[Item], name: str, values: Iterable[Any]) -> Iterable[Any]:
    """The values of one column as Python knows them; SQLite gives text and numbers."""
    field: Any = model._meta.get_field(name)
    made = _MADE.get((field.target_field if field.remote_field else field).get_internal_type())
    return [None if value is None else made(value) for value in values] if made else values


_MADE: dict[str, Callable[[Any], Any]] = {
    "UUIDField": as_id,
    "DateTimeField": as_moment,
    "DateField": as_date,
    "BooleanField": bool,
}
