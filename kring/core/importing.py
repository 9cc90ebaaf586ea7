"""Importing a table: every row is checked first, then all of them are saved or none."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from kring.core.tables import Fault, Row, Table, read_table


@dataclass(frozen=True)
class Step:
    """What one row does, in words for the person who imports: "new: organisation Woonstee"."""

    line: int
    words: str
    changes: bool


@dataclass
class Outcome:
    """What an import did, or would do."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return sum(step.changes for step in self.steps)


class WrongRow(Exception):
    """A row that is right by itself but does not fit the others; names the column and the reason."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(frozen=True)
class Import:
    """One kind of file: its columns with their Dutch headers, the form that checks a row, and what a row does.

    `same` names what rows say together: those with the same `huishouden` say the same `straat`, or leave it empty.
    """

    columns: Mapping[str, Sequence[str]]
    form: type[forms.Form]
    apply: Callable[[dict[str, Any]], Iterable[str]]
    same: Mapping[str, Sequence[str]] = field(default_factory=dict)


def run(
    importing: Import, path: Path, *, save: bool, progress: Callable[[list[Row], str], Iterable[Row]] | None = None
) -> Outcome:
    """Read and check all rows, then apply them in one transaction; without `save`, or with a fault, nothing stays.

    Others cannot write to SQLite during that transaction, so what only reads is done before it.
    `apply` gives the changes of one row in words, none when the row changes nothing. `progress` may wrap the rows; it
    gets a word for what is going on.
    """
    going = progress or (lambda rows, _what: rows)
    table = read_table(path, importing.columns)
    outcome = Outcome(unused=table.unused)
    checked = _checked(importing, table, going(table.rows, _("Checking")), outcome)
    with transaction.atomic():
        for row in going(table.rows, _("Saving") if save else _("Trying")):
            if row.line in checked:
                _one(importing, row, checked[row.line], outcome)
        if outcome.faults or not save:
            transaction.set_rollback(True)
    outcome.faults = sorted(
        (replace(fault, column=table.called.get(fault.column, fault.column)) for fault in outcome.faults),
        key=lambda fault: fault.line,
    )
    return outcome


def _checked(importing: Import, table: Table, rows: Iterable[Row], outcome: Outcome) -> dict[int, dict[str, Any]]:
    """What each row that is right says, by line; the faults of the others are added to the outcome."""
    checked: dict[int, dict[str, Any]] = {}
    said: dict[tuple[str, Any, str], tuple[int, Any]] = {}
    for row in rows:
        form = importing.form(row.cells)
        if not form.is_valid():
            for name, errors in form.errors.items():
                outcome.faults.extend(Fault(row.line, name, str(error)) for error in errors)
            continue
        otherwise = list(_said_otherwise(importing, row.line, form.cleaned_data, said))
        if not otherwise:
            checked[row.line] = form.cleaned_data
        outcome.faults.extend(otherwise)
    return checked


def _said_otherwise(
    importing: Import, line: int, data: dict[str, Any], said: dict[tuple[str, Any, str], tuple[int, Any]]
) -> Iterator[Fault]:
    """Where this row says something else than a row before it about the same household, person or organisation.

    Taken one after the other, each would undo the one before, and a second run would change things again.
    """
    for key, columns in importing.same.items():
        for column in columns:
            if data[key] in ("", None) or data[column] in ("", None):
                continue
            before, value = said.setdefault((key, data[key], column), (line, data[column]))
            if value != data[column]:
                reason = _("Line %(line)s says something else here about the same %(key)s.")
                yield Fault(line, column, reason % {"line": before, "key": key})


def _one(importing: Import, row: Row, data: dict[str, Any], outcome: Outcome) -> None:
    try:
        with transaction.atomic():
            changes = list(importing.apply(data))
    except WrongRow as wrong:
        outcome.faults.append(Fault(row.line, wrong.column, wrong.reason))
        return
    outcome.steps.append(Step(row.line, "; ".join(changes) or _("nothing changes"), bool(changes)))


def differences(row: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    """The wanted values that differ from what is stored. An empty cell never empties a field."""
    return {name: value for name, value in wanted.items() if value not in ("", None) and getattr(row, name) != value}
