"""The log as a stream of heads behind their rows: out of the database, into a file of lines, and out of that again.

A line of the file is `look POSITION LEAF JSON` or `head JSON`. The JSON of a look is, byte for byte, what was sealed.
Where looks were removed after their term, `removal JSON` comes first, and each is left as `gone POSITION LEAF ID`.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, BinaryIO

from django.db import connection

from kring.log.models import Seal
from kring.log.seals.encoding import ID, Encode, Unreadable, columns, encoder
from kring.log.seals.heads import Head, canonical, head_of
from kring.log.seals.removing import newest_removal
from kring.log.seals.verify import Row, told

CHUNK = 20_000


def of_database() -> Iterator[Head | list[Row]]:
    """The log as it stands in the database now."""
    removal = newest_removal()
    if removal is not None:
        yield removal
    start = 0
    for seals in _seals():
        rows = _read(start, seals[-1].size, seals[0].encoding)
        done = 0
        for seal in seals:
            # The places of its looks come one after the other; when they do not, the checker sees it.
            until = bisect_left(rows, seal.size, lo=done, key=attrgetter("position"))
            yield rows[done:until]
            yield head_of(seal)
            done = until
        start = seals[-1].size


def _seals() -> Iterator[list[Seal]]:
    """Neighbouring seals of one encoding, that hold some thousands of looks together."""
    together: list[Seal] = []
    number = 0
    while page := list(Seal.objects.filter(number__gt=number).order_by("number")[:CHUNK]):
        for seal in page:
            if together and (seal.encoding != together[0].encoding or seal.size - together[0].first > CHUNK):
                yield together
                together = []
            together.append(seal)
        number = page[-1].number
    if together:
        yield together


def write(log: Iterator[Head | list[Row]], file: BinaryIO) -> int:
    """Write the log as lines; gives how many looks.

    A look that is gone without a removal is left out, and shows when it is checked.
    """
    count = end = 0
    for part in log:
        if isinstance(part, list):
            gone = [row for row in part if row.fault == "removed" and row.position < end]
            file.writelines(
                b"gone %d %s %s\n" % (row.position, row.leaf.hex().encode(), row.look.encode()) for row in gone
            )
            told = [row for row in part if row.data is not None]
            file.writelines(b"look %d %s %s\n" % (row.position, row.leaf.hex().encode(), row.data) for row in told)
            count += len(told)
        elif "announced" in part:
            end = part["end"]
            file.write(b"removal %s\n" % canonical(part))
        else:
            file.write(b"head %s\n" % canonical(part))
    return count


def of_file(file: BinaryIO) -> Iterator[Head | list[Row]]:
    """The log in a file of lines. Raises ValueError at a line that is none of the four kinds."""
    rows: list[Row] = []
    for line in file:
        if line.startswith((b"look ", b"gone ")):
            rows.append(_row(line))
            if len(rows) < CHUNK:
                continue
        if rows:
            yield rows
            rows = []
        if line.startswith(b"head "):
            yield json.loads(line[5:])
        elif line.startswith(b"removal "):
            yield json.loads(line[8:])
        elif not line.startswith((b"look ", b"gone ")):
            raise ValueError("This file is no log of Kring: a line begins neither with look nor with head.")
    if rows:
        yield rows


def _row(line: bytes) -> Row:
    kind, position, leaf, data = line.rstrip(b"\n").split(b" ", 3)
    if kind == b"gone":
        return Row(int(position), bytes.fromhex(leaf.decode()), None, data.decode(), "removed")
    return Row(int(position), bytes.fromhex(leaf.decode()), data, told(data, b'"id":"', 32))


def _read(start: int, end: int, version: int) -> list[Row]:
    """The rows on these places."""
    encode = encoder(version)
    look = "encode(uuid_send(s.look), 'hex')" if connection.vendor == "postgresql" else "s.look"
    read = (
        f"SELECT s.position, s.leaf, {look}, {columns(connection.vendor, version)} FROM log_sealedlook s "  # noqa: S608
        "LEFT JOIN log_look l ON l.id = s.look WHERE s.position >= %s AND s.position < %s ORDER BY s.position"
    )
    with connection.cursor() as cursor:
        cursor.execute(read, [start, end])
        return [_as_row(found[0], bytes(found[1]), found[2], found[3:], encode) for found in cursor.fetchall()]


def _as_row(position: int, leaf: bytes, look: str, values: tuple[Any, ...], encode: Encode) -> Row:
    if values[ID] is None:
        return Row(position, leaf, None, look, "removed")
    try:
        return Row(position, leaf, encode(values), look)
    except Unreadable:
        return Row(position, leaf, None, look, "unreadable")
