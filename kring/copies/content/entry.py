"""One thing in a copy: as data for a program, and in words for the paper."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kring.circles.models import Member
from kring.core.verdict import Text
from kring.core.when import as_day

Value = str | int | bool | None | list[Any] | dict[str, Any]


class Entry(NamedTuple):
    """`data` is what JSON holds; on paper stands `title` with `lines` under it."""

    data: dict[str, Value]
    title: str
    lines: list[str]


def entry(title: Text, lines: Iterable[Text | None], **data: Any) -> Entry:
    """An entry; ids and moments become text as JSON has it, empty lines are left out."""
    return Entry(
        {name: _plain(value) for name, value in data.items()}, str(title), [str(line) for line in lines if line]
    )


def said(label: Text, value: object) -> str:
    """A line "Label: value"; nothing when there is no value."""
    return f"{label}: {value}" if value else ""


def on(day: date | datetime | None) -> str:
    """A day that still says the same when the paper is read next year."""
    return date_format(as_day(day), "j F Y") if day else ""


def between(since: date | datetime, until: date | datetime | None) -> str:
    """From when until when, in words."""
    if until is None:
        return _("since %(day)s") % {"day": on(since)}
    return _("from %(since)s until %(until)s") % {"since": on(since), "until": on(until)}


def who(member: Member | None) -> str:
    """Name with organisation, as on paper."""
    if member is None:
        return ""
    return f"{member.name} ({member.organisation.name})" if member.organisation else member.name


def _plain(value: Any) -> Value:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value if value is None or isinstance(value, bool | int) else str(value)
