"""Importing a table: every row is checked first, then all of them are saved or none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from kring.core.tables import Fault, Row, read_table


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
    """One kind of file: its columns with their Dutch headers, the form that checks a row, and what a row does."""

    columns: Mapping[str, Sequence[str]]
    form: type[forms.Form]
    apply: Callable[[dict[str, Any]], Iterable[str]]


def run(importing: Import, path: Path, *, save: bool, progress: Callable[[list[Row]], Iterable[Row]] = iter) -> Outcome:
    """Read and check all rows, then apply them in one transaction; without `save`, or with a fault, nothing stays.

    Others cannot write to SQLite during that transaction, so what only reads is done before it.
    `apply` gives the changes of one row in words, none when the row changes nothing. `progress` may wrap the rows.
    """
    outcome = Outcome()
    rows = read_table(path, importing.columns)
    checked = {row.line: form for row in rows if (form := _right(importing, row, outcome)) is not None}
    with transaction.atomic():
        for row in progress(rows):
            if row.line in checked:
                _one(importing, row, checked[row.line].cleaned_data, outcome)
        if outcome.faults or not save:
            transaction.set_rollback(True)
    outcome.faults.sort(key=lambda fault: fault.line)
    return outcome


def _right(importing: Import, row: Row, outcome: Outcome) -> forms.Form | None:
    """The form of a row that is right by itself; else its faults are added to the outcome."""
    form = importing.form(row.cells)
    if form.is_valid():
        return form
    for name, errors in form.errors.items():
        outcome.faults.extend(Fault(row.line, name.replace("_", " "), str(error)) for error in errors)
    return None


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
