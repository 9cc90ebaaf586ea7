"""Tables as municipalities have them: CSV or XLSX, `;` or `,`, Windows-1252 or UTF-8, Dutch headers."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException


class UnreadableTable(Exception):
    """The file as a whole cannot be read; the message says why and what would help."""


@dataclass(frozen=True)
class Row:
    """One line of a table: its number as people count them (the header is 1), and its texts by column name."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """The rows of a file; what its headers are called there, by our name; and the headers that mean nothing to us."""

    rows: list[Row]
    called: dict[str, str]
    unused: list[str]


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell: line, column and reason, in words for who made the file."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return _("line %(line)s, column “%(column)s”: %(reason)s") % vars(self)


def read_table(path: Path, columns: Mapping[str, Sequence[str]]) -> Table:
    """All rows of a file, with its headers brought back to our names. Empty lines are left out.

    `columns` gives for each of our names the headers that mean it (lower case; our own name always does).
    Raises UnreadableTable for a file that is no table, or has none of the columns.
    """
    lines = list(_xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path))
    if not lines:
        raise UnreadableTable(_("This file is empty."))
    names = {_plain(header): name for name, headers in columns.items() for header in (name, *headers)}
    heads = [names.get(_plain(text), "") for text in lines[0][1]]
    known = [head for head in heads if head]
    if not known:
        raise UnreadableTable(
            _("No column was recognised. The first line should hold names such as: %(names)s.")
            % {"names": ", ".join(list(columns)[:6])}
        )
    twice = sorted({head for head in known if known.count(head) > 1})
    if twice:
        raise UnreadableTable(_("This column is there twice: %(names)s.") % {"names": ", ".join(twice)})
    rows = [
        Row(number, {head: cell for head, cell in zip(heads, cells, strict=False) if head})
        for number, cells in lines[1:]
        if any(cells)
    ]
    named = list(zip(heads, lines[0][1], strict=True))
    return Table(
        rows, {head: text for head, text in named if head}, [text for head, text in named if text and not head]
    )


def _plain(header: str) -> str:
    return " ".join(header.lower().replace("_", " ").replace("-", " ").split())


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    raw = path.read_bytes()
    if b"\x00" in raw:
        raise UnreadableTable(_("This is not a CSV file. Save it as CSV or XLSX."))
    text = _decoded(raw)
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as fault:
        raise UnreadableTable(
            _("Something is wrong near line %(line)s: a quotation mark opens there and does not close.")
            % {"line": reader.line_num}
        ) from fault


def _decoded(raw: bytes) -> str:
    """UTF-8, or else what Windows writes. A sign that is neither is not guessed: it may stand in a name."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise UnreadableTable(
            _("Line %(line)s holds a sign that cannot be read. Save the file as CSV UTF-8.") % {"line": line}
        ) from fault


def _xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        with_values = list(book.worksheets[0].iter_rows(values_only=True))
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError, zlib.error, ParseError) as fault:
        raise UnreadableTable(_("This is not an XLSX file. Save it as XLSX or CSV.")) from fault
    for number, cells in enumerate(with_values, start=1):
        yield number, [_as_text(cell) for cell in cells]


def _as_text(cell: object) -> str:
    """A cell as people see it: dates as 31-12-1980, whole numbers without `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%d-%m-%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
