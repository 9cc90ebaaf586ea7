"""Saying what a page shows of people. The gate in `sharing` writes it down before the page leaves."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.http import HttpRequest

from kring.log.models import Look

VIEW = Look.Action.VIEW


class Somebody(Protocol):
    """Whoever is looked at; only the id counts."""

    pk: Any


class Seen(NamedTuple):
    """One person, or a thing that stands for somebody, that the page shows; `ground` when the view knows it."""

    person: UUID | None
    about: UUID | None
    purpose: str
    action: str
    ground: str


class TooLate(RuntimeError):
    """A page said what it shows after its looks were written: that would leave without a trace."""


def look_at(
    request: HttpRequest, persons: Iterable[Somebody], *, purpose: str, action: str = VIEW, ground: str = ""
) -> None:
    """Say that this page shows detail of these persons; the gate writes one row for each before it leaves.

    `purpose` is a fixed word such as `triage`, never text of people; `action` one of `Look.Action`; `ground` the key
    of the door or ground, where the view knows better than the gate. Raises TooLate in a body that is made while it
    leaves (streamed): say it before.
    """
    _say(request, (Seen(person.pk, None, purpose, action, ground) for person in persons))


def look_at_unknown(request: HttpRequest, things: Iterable[UUID], *, purpose: str, action: str = VIEW) -> None:
    """Say that this page shows detail of somebody who is not a Person yet: the ids of what it stands in."""
    _say(request, (Seen(None, thing, purpose, action, "") for thing in things))


def _say(request: HttpRequest, seen: Iterable[Seen]) -> None:
    looked_at: list[Seen] | None = request.looked_at  # type: ignore[attr-defined]
    if looked_at is None:
        raise TooLate("Say what a page shows before it leaves.")
    looked_at.extend(seen)
