"""A query of which only one value changes: Django writes its SQL once, and after that it is only run.

To write the SQL of a query with many joins takes Django longer than the database needs to answer it.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)
_ID: Any = models.UUIDField()
# Stands for the value while the SQL is written; it is nobody's id.
_VALUE = uuid.UUID("6b72696e-6700-7000-8000-76616c756500")


@dataclass(frozen=True)
class _Written:
    """The SQL with its parameters, where the value goes, and how a row becomes a model."""

    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[int, ...]
    model: type[models.Model]
    columns: slice
    names: list[str]
    related: list[Any]
    annotated: dict[str, int]


class Prepared(Generic[Row]):
    """`Prepared(make)(value)` gives the rows of `make(value)` as a list, for a queryset in which `value` is an id.

    Nothing else in the queryset may change from one time to the next: no other value, no clock, no language.
    """

    def __init__(self, make: Callable[[uuid.UUID], "models.QuerySet[Row]"]) -> None:
        self._make = make
        self._written: dict[str, _Written] = {}

    def __call__(self, value: uuid.UUID) -> list[Row]:
        """The rows for this value (one query)."""
        written = self._written.get(connection.vendor)
        if written is None:
            written = self._written[connection.vendor] = self._write()
        adapted, params = as_param(value), list(written.params)
        for place in written.places:
            params[place] = adapted
        with connection.cursor() as cursor:
            cursor.execute(written.sql, params)
            rows = cursor.fetchall()
        return [self._row(written, row) for row in written.compiler.results_iter([rows])]

    def get(self, value: uuid.UUID) -> Row:
        """The one row for this value (one query). Raises the model's DoesNotExist when there is none."""
        found = self(value)
        if not found:
            raise self._make(value).model.DoesNotExist  # type: ignore[attr-defined]
        return found[0]

    def _write(self) -> _Written:
        queryset = self._make(_VALUE)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        adapted, info = as_param(_VALUE), compiler.klass_info
        assert info is not None  # noqa: S101 (a queryset of models)
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        return _Written(
            compiler=compiler,
            sql=sql,
            params=tuple(params),
            places=tuple(place for place, param in enumerate(params) if param == adapted),
            model=info["model"],
            columns=slice(first, last),
            names=[column[0].target.attname for column in compiler.select[first:last]],
            related=get_related_populators(info, compiler.select, connection.alias),  # type: ignore[call-arg]
            annotated=dict(compiler.annotation_col_map),
        )

    def _row(self, written: _Written, row: Any) -> Any:
        made = written.model.from_db(connection.alias, written.names, row[written.columns])
        for relation in written.related:
            relation.populate(row, made)
        for name, place in written.annotated.items():
            setattr(made, name, row[place])
        return made


def as_param(value: uuid.UUID) -> Any:
    """An id as this database takes it."""
    return _ID.get_db_prep_value(value, connection)


def as_moment(value: Any) -> Any:
    """A moment as this database gives it; SQLite gives text, or a moment without its zone."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def as_date(value: Any) -> Any:
    """A day as this database gives it; SQLite may give text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
