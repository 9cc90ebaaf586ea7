"""The bytes of a look that go into a seal: one line of JSON, the same on every database and in every export.

Version 1: a JSON object (RFC 8785) with the names below in this order; ids as 32 hexadecimal digits, moments in UTC
as 2026-11-23T17:26:00.123456Z, text as it is, `allowed` true or false, what is not known null; UTF-8, no spaces.
A version never changes: who adds a field to Look adds a version here, and `ENCODING` names the newest.
"""

from collections.abc import Callable, Sequence
from json.encoder import encode_basestring
from typing import Any

ENCODING = 1
FIELDS: dict[int, dict[str, str]] = {
    1: {
        "about": "id",
        "about_person": "id",
        "action": "text",
        "allowed": "bool",
        "at": "moment",
        "by_name": "text",
        "by_organisation": "text",
        "by_organisation_id": "id",
        "by_role": "text",
        "by_user": "id",
        "circle": "id",
        "ground": "text",
        "id": "id",
        "page": "text",
        "processing": "text",
        "purpose": "text",
        "reason": "text",
        "rules_version": "text",
        "trace": "id",
    }
}
ID = list(FIELDS[1]).index("id")
AT = list(FIELDS[1]).index("at")
REMEMBERED = 10_000
Encode = Callable[[Sequence[Any]], bytes]


class Unreadable(ValueError):
    """A row that holds what no look can hold: somebody was in the file."""


def columns(vendor: str, version: int) -> str:
    """SQL for the columns of `log_look l` that `encoder` reads: what is stored, turned into nothing else."""
    if vendor == "postgresql":
        sql = {"id": "encode(uuid_send(l.{}), 'hex')", "moment": "(l.{} AT TIME ZONE 'UTC')::text", "bool": "l.{}::int"}
    else:
        # An expression, so that Python's SQLite gives what stands there and not what it makes of it.
        sql = {"id": "l.{}", "moment": "l.{} || ''", "bool": "l.{} + 0"}
    return ", ".join(sql.get(kind, "l.{}").format(name) for name, kind in FIELDS[version].items())


class _Words(dict[Any, str]):
    """Values as JSON says them; most come again and again, so they are said once."""

    def __init__(self) -> None:
        super().__init__({None: "null", 0: "false", 1: "true"})

    def __missing__(self, value: str) -> str:
        if len(self) > REMEMBERED:
            self.clear()
            self.__init__()  # type: ignore[misc]
        said = self[value] = encode_basestring(value)
        return said


def encoder(version: int) -> Encode:
    """The function that makes the bytes of one row of `columns`. It raises Unreadable."""
    template = "{" + ",".join(f'"{name}":%s' for name in FIELDS[version]) + "}"
    say = _Words().__getitem__

    def encode(row: Sequence[Any]) -> bytes:
        try:
            said = [*map(say, row[:AT]), _moment(row[AT]), *map(say, row[AT + 1 :])]
            return (template % tuple(said)).encode()
        except (TypeError, ValueError) as fault:
            raise Unreadable(str(fault)) from fault

    return encode


def _moment(at: str) -> str:
    """Databases say `2026-11-23 17:26:00.123456`, and leave out zeros at the end of the fraction."""
    return f'"{at[:10]}T{at[11:19]}.{at[20:]:0<6}Z"'
