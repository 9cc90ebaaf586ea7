"""Lists over all circles of a reader: the newest items that they may read, and of given items the ground of each.

Driven from the reader's circles, in a window of time that is widened until the list is full. Django writes the SQL
once for each kind of item; what is known about a reader is bound to it. Looked for is the newest, so what the reader's
organisation wrote in circles without them is not in it.
"""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import connection, models
from django.db.models import F, Q, UUIDField

from kring.sharing import rules
from kring.sharing.models import Item
from kring.sharing.rules import Facts, Id
from kring.sharing.tree import RowIn, bound

AnyItem = TypeVar("AnyItem", bound=Item)
# How far to look back at first, in days over all circles: who has hundreds of circles starts with days. Who has few is
# answered at once from all there is, since their first list is often not full.
CIRCLE_DAYS, WIDER, FEW = 3000, 6, 8
_END, _LAST_ID = datetime(9999, 1, 1, tzinfo=rules.NEVER.tzinfo), uuid.UUID(int=2**128 - 1)


class Place(NamedTuple):
    """Where a list goes on: before this moment, and at the same moment before this id."""

    at: datetime = _END
    pk: Id = _LAST_ID


@dataclass(frozen=True)
class _Written:
    """SQL that Django wrote once, and what makes models of its rows."""

    sql: str
    compiler: Any
    names: list[str]


def newest(
    model: type[AnyItem], facts: Facts, circles: Collection[Id], *, count: int = 50, before: Place | None = None
) -> list[AnyItem]:
    """The newest `count` items of a kind in these circles that the reader may read (one to three queries).

    Ordered by moment of writing and id, the newest first. `before`: what follows on an earlier list.
    """
    if not circles:
        return []
    place = before or Place()
    written = _newest(model, count, connection.vendor)
    told = facts.readable.values(model.addressee)
    here, last = bound([(circle,) for circle in circles], 1), _moment(place.at)
    rows: list[Any] = []
    for since in _windows(facts.at if before is None else min(place.at, facts.at), len(circles)):
        params = [*here, _moment(since), last, last, _key(place.pk), *told]
        rows = _rows(written, params)
        if len(rows) == count:
            break
    return [model.from_db(connection.alias, written.names, row) for row in rows]


def grounds_of(model: type[Item], ids: Collection[Id], facts: Facts) -> dict[Id, str]:
    """Of given items those that the reader may read, each with its ground (one query for any number)."""
    written = _given(model, connection.vendor)
    params = [*bound([(one,) for one in ids], 1), *facts.readable.values(model.addressee)]
    items = [_Columns(*row) for row in _rows(written, params)]
    return {item.id: ground_to_read(facts, item) for item in items}


def ground_to_read(facts: Facts, item: Any) -> str:
    """The key of why this is open (`rules.WHY_OPEN`), empty when it is closed. No words are looked up."""
    door = next((name for name, holds in facts.ask if holds(item)), "")
    return rules.ground_of(facts, item) if door == "ground" else door


class _Columns(NamedTuple):
    """What the rules look at of one item."""

    id: Id
    circle_id: Id
    about_id: Id | None
    about_group_id: Id | None
    addressee_id: Id | None
    life_domain_id: Id | None
    sensitivity: int
    audience: str
    readership_id: Id | None
    author_organisation_id: Id | None
    written_under: str
    written_at: datetime

    @property
    def subject_id(self) -> Id:
        return self.about_id or self.about_group_id or self.circle_id


def _windows(end: datetime, circles: int) -> Iterator[datetime]:
    if circles > FEW:
        days = CIRCLE_DAYS / circles
        yield end - timedelta(days=days)
        yield end - timedelta(days=days * WIDER)
    yield rules.NEVER


@cache
def _newest(model: type[Item], count: int, _vendor: str) -> _Written:
    """The statement for `newest`; its parameters: circles, from, until (twice), before which id, and the tree's."""
    facts = Facts()
    window = Q(written_at__gte=rules.NEVER, written_at__lte=_END) & (Q(written_at__lt=_END) | Q(pk__lt=_LAST_ID))
    mine = model.objects.filter(RowIn([F("circle_id")], [], drives=True)).filter(window).readable_by(facts)
    return _write(mine.order_by("-written_at", "-pk")[:count], 5 + len(facts.readable.values(model.addressee)))


@cache
def _given(model: type[Item], _vendor: str) -> _Written:
    addressee = f"{model.addressee}_id" if model.addressee else None
    names = [addressee if name == "addressee_id" else name for name in _Columns._fields]
    nobody = models.Value(None, output_field=UUIDField())
    facts = Facts()
    given = model.objects.filter(RowIn([F("pk")], [], drives=True)).readable_by(facts).order_by()
    columns = {f"c{place}": F(name) if name else nobody for place, name in enumerate(names)}
    return _write(given.annotate(**columns).values_list(*columns), 1 + len(facts.readable.values(model.addressee)))


def _write(queryset: Any, params: int) -> _Written:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, bound_now = compiler.as_sql()
    assert len(bound_now) == params, sql  # noqa: S101 (the tree binds what Django wrote down)
    return _Written(sql, compiler, [getattr(column[0].target, "attname", "") for column in compiler.select])


def _rows(written: _Written, params: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(written.sql, params)
        rows = cursor.fetchall()
    return list(written.compiler.results_iter([rows]))


def _moment(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _key(pk: Id) -> Any:
    return UUIDField().get_db_prep_value(pk, connection)
