"""A rule as a small tree of tests over an item's columns.

The same tree is asked about one item (`holds`) and rendered as one SQL filter (`q`), so the two cannot drift. What is
known about a reader goes into the SQL as arrays: the text of the statement is the same for everybody. Over relations
that the database reads itself it is written with `sql`.
"""

import json
import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Expression, F, Q, UUIDField
from django.db.models.functions import Coalesce

# Earlier than anything that was written.
ALWAYS = datetime(1900, 1, 1, tzinfo=UTC)
# A condition that is never true, in a form that the database folds away.
NOTHING = Q(pk__in=[])
# Columns that are worked out of others, in SQL as `Item` does it in Python.
_WORKED_OUT: dict[str, Callable[[], Any]] = {
    "subject_id": lambda: Coalesce("about", "about_group", "circle", output_field=UUIDField())
}


Test = Callable[[Any], bool]


class Over(Protocol):
    """A statement over which a tree is written (`Tree.sql`)."""

    def column(self, name: str) -> str:
        """A column of the item; empty where this kind of item has none."""

    def fact(self, rows: Iterable[Any], columns: list[str]) -> str:
        """Whether these columns are among what `rows` stands for."""

    def value(self, value: Any) -> str:
        """A value as it stands in the statement."""


class _Asked(ABC):
    """What every part of a tree shares: `holds(item)`, made into one plain function when it is asked for first."""

    @cached_property
    def holds(self) -> Test:
        """The answer for one item. Parts that can never hold for this reader are left out of it."""
        return self.test() or _never

    @abstractmethod
    def test(self) -> Test | None:
        """The function that answers; None when it can never be true."""

    @abstractmethod
    def sql(self, over: "Over") -> str | None:
        """The same condition over relations that the statement reads itself; None when it can never be true."""


@dataclass(frozen=True)
class Column(_Asked):
    """One test on one column of an item: `is`, `at_most` or `empty`."""

    name: str
    how: str
    value: Any = None

    def test(self) -> Test | None:
        get, compare, value = attrgetter(self.name), _TESTS[self.how], self.value
        return lambda item: compare(get(item), value)

    def q(self, _addressee: str) -> Q:
        return Q(**{self.name + _LOOKUPS[self.how]: True if self.how == "empty" else self.value})

    def sql(self, over: "Over") -> str | None:
        column = over.column(self.name)
        return f"{column} IS NULL" if self.how == "empty" else f"{column} {_SIGNS[self.how]} {over.value(self.value)}"


@dataclass(frozen=True)
class Among(_Asked):
    """These columns together are one of these rows. `addressee_id`: the column that the kind of item names."""

    names: tuple[str, ...]
    rows: frozenset[Any]

    def test(self) -> Test | None:
        get, rows = attrgetter(*self.names), self.rows
        return (lambda item: get(item) in rows) if rows else None

    def q(self, addressee: str) -> Q:
        names = [addressee if name == "addressee_id" else name for name in self.names]
        return NOTHING if "" in names else Q(RowIn([_column(name) for name in names], self._tuples))

    def sql(self, over: "Over") -> str | None:
        columns = [over.column(name) for name in self.names]
        return over.fact(self.rows, columns) if self.rows and "" not in columns else None

    @property
    def _tuples(self) -> Iterable[tuple[Any, ...]]:
        return [(row,) for row in self.rows] if len(self.names) == 1 else self.rows


@dataclass(frozen=True)
class NotAmong(_Asked):
    """The column is none of these."""

    name: str
    rows: frozenset[UUID]

    def test(self) -> Test | None:
        get, rows = attrgetter(self.name), self.rows
        return lambda item: get(item) not in rows

    def q(self, _addressee: str) -> Q:
        return ~Q(RowIn([_column(self.name)], [(row,) for row in self.rows]))

    def sql(self, over: "Over") -> str | None:
        return f"NOT {over.fact(self.rows, [over.column(self.name)])}" if self.rows else "1 = 1"


@dataclass(frozen=True)
class Since(_Asked):
    """The column is one of the keys, and the item was written at or after the moment of that key."""

    name: str
    moments: Mapping[UUID, datetime]

    def test(self) -> Test | None:
        get, moments = attrgetter(self.name), self.moments

        def written_since(item: Any) -> bool:
            moment = moments.get(get(item))
            return moment is not None and item.written_at >= moment

        return written_since if moments else None

    def q(self, _addressee: str) -> Q:
        always, later = self._split
        return Q(RowIn([_column(self.name)], always)) | Q(WrittenSince(_column(self.name), F("written_at"), later))

    def sql(self, over: "Over") -> str | None:
        return over.fact(self.moments, [over.column(self.name), over.column("written_at")]) if self.moments else None

    @cached_property
    def _split(self) -> tuple[list[tuple[UUID]], dict[UUID, datetime]]:
        """The keys that open all there is, which are most, and those with a moment: to look these up takes longer."""
        always = [(key,) for key, moment in self.moments.items() if moment == ALWAYS]
        return always, {key: moment for key, moment in self.moments.items() if moment != ALWAYS}


@dataclass(frozen=True)
class Every(_Asked):
    """All parts hold."""

    parts: tuple["Tree", ...]

    def test(self) -> Test | None:
        tests = [test for test in (part.test() for part in self.parts) if test is not None]
        if len(tests) < len(self.parts):
            return None

        def every(item: Any) -> bool:
            for test in tests:  # noqa: SIM110 (a generator costs more than the tests)
                if not test(item):
                    return False
            return True

        return every

    def q(self, addressee: str) -> Q:
        whole = Q()
        for part in self.parts:
            whole &= part.q(addressee)
        return whole

    def sql(self, over: "Over") -> str | None:
        parts = [sql for sql in (part.sql(over) for part in self.parts) if sql is not None]
        return f"({' AND '.join(parts)})" if len(parts) == len(self.parts) else None


@dataclass(frozen=True)
class Some(_Asked):
    """At least one part holds; without parts nothing does."""

    parts: tuple["Tree", ...]

    def test(self) -> Test | None:
        tests = [test for test in (part.test() for part in self.parts) if test is not None]

        def some(item: Any) -> bool:
            for test in tests:  # noqa: SIM110
                if test(item):
                    return True
            return False

        return (tests[0] if len(tests) == 1 else some) if tests else None

    def q(self, addressee: str) -> Q:
        whole = NOTHING
        for part in self.parts:
            whole |= part.q(addressee)
        return whole

    def sql(self, over: "Over") -> str | None:
        parts = [sql for sql in (part.sql(over) for part in self.parts) if sql is not None]
        return f"({' OR '.join(parts)})" if parts else None


Tree = Column | Among | NotAmong | Since | Every | Some


class RowIn(Expression):
    """`(columns) IN (rows)`, with the rows as one array for each column (PostgreSQL) or as JSON (SQLite)."""

    conditional = True

    def __init__(self, columns: list[Any], rows: Iterable[tuple[Any, ...]], *, drives: bool = False) -> None:
        """`drives`: the rows are found by it, through an index; otherwise each row is asked, which a hash does best."""
        super().__init__(output_field=BooleanField())
        self.columns, self.rows, self.drives = columns, sorted(rows, key=str), drives

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Any) -> None:
        self.columns = list(exprs)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        names, params = self._names(compiler)
        types = [_array(column.output_field, connection) for column in self.columns]
        arrays = bound(self.rows, len(names))
        if self.drives:
            return f"({names[0]} = ANY(%s::{types[0]}))", [*params, *arrays]
        if len(names) == 1:
            return f"({names[0]} IN (SELECT unnest(%s::{types[0]})))", [*params, *arrays]
        casts = ", ".join(f"%s::{kind}" for kind in types)
        return f"(({', '.join(names)}) IN (SELECT * FROM unnest({casts})))", [*params, *arrays]  # noqa: S608

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        names, params = self._names(compiler)
        picked = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(names)))
        left = names[0] if len(names) == 1 else f"({', '.join(names)})"
        return f"({left} IN (SELECT {picked} FROM json_each(%s)))", [*params, *bound(self.rows, len(names))]  # noqa: S608

    def _names(self, compiler: Any) -> tuple[list[str], list[Any]]:
        names, params = [], []
        for column in self.columns:
            sql, more = compiler.compile(column)
            names.append(sql)
            params.extend(more)
        return names, params


class WrittenSince(Expression):
    """The key is one of these, and what was written is at or after the moment that belongs to it."""

    conditional = True

    def __init__(self, key: Any, written_at: Any, moments: Mapping[UUID, datetime]) -> None:
        super().__init__(output_field=BooleanField())
        self.key, self.written_at, self.moments = key, written_at, dict(sorted(moments.items()))

    def get_source_expressions(self) -> list[Any]:
        return [self.key, self.written_at]

    def set_source_expressions(self, exprs: Any) -> None:
        self.key, self.written_at = exprs

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        (key, key_params), (written, more) = compiler.compile(self.key), compiler.compile(self.written_at)
        seats = "unnest(%s::uuid[], %s::timestamptz[]) AS seat(key, since)"
        sql = f"(EXISTS (SELECT 1 FROM {seats} WHERE seat.key = {key} AND seat.since <= {written}))"  # noqa: S608
        return sql, [*bound_moments(self.moments), *key_params, *more]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        (key, key_params), (written, more) = compiler.compile(self.key), compiler.compile(self.written_at)
        own, since = "json_extract(seat.value, '$[0]')", "json_extract(seat.value, '$[1]')"
        sql = f"(EXISTS (SELECT 1 FROM json_each(%s) AS seat WHERE {own} = {key} AND {since} <= {written}))"  # noqa: S608
        return sql, [*bound_moments(self.moments), *key_params, *more]


def bound(rows: Iterable[tuple[Any, ...]], width: int) -> list[Any]:
    """Rows as this database takes them: one array for each column (PostgreSQL), or all as JSON (SQLite)."""
    if connection.vendor == "postgresql":
        return [list(values) for values in zip(*rows, strict=True)] or [[] for _column in range(width)]
    return [json.dumps([[_plain(value) for value in row] for row in rows])]


def bound_moments(moments: Mapping[UUID, datetime]) -> list[Any]:
    """Keys with a moment each, as this database takes them."""
    adapt = connection.ops.adapt_datetimefield_value
    return bound([(key, adapt(moment)) for key, moment in moments.items()], 2)


def _column(name: str) -> Any:
    return _WORKED_OUT[name]() if name in _WORKED_OUT else F(name)


def _array(field: Any, connection: Any) -> str:
    """The type of an array of this column: `uuid[]`, `smallint[]`, `varchar[]`."""
    while field.remote_field:
        field = field.target_field
    return f"{field.cast_db_type(connection).split('(')[0]}[]"


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value


def _never(_item: Any) -> bool:
    return False


def _empty(have: Any, _want: Any) -> bool:
    return have is None


def _at_most(have: Any, want: Any) -> bool:
    return have is not None and have <= want


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "at_most": _at_most,
    "empty": _empty,
}
_SIGNS = {"is": "=", "at_most": "<="}
_LOOKUPS = {"is": "", "at_most": "__lte", "empty": "__isnull"}
