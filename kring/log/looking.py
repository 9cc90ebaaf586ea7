"""Saying what a page shows of people. The gate in `sharing` writes it down before the page leaves."""

from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from django.http import HttpRequest


class Somebody(Protocol):
    """Whoever is looked at; only the id counts."""

    pk: Any


def look_at(request: HttpRequest, persons: Iterable[Somebody], *, purpose: str) -> None:
    """Say that this page shows detail of these persons; the gate writes one row for each before it leaves.

    `purpose` is a fixed word such as `triage`, never text of people.
    """
    request.looked_at.extend((person.pk, None, purpose) for person in persons)  # type: ignore[attr-defined]


def look_at_unknown(request: HttpRequest, things: Iterable[UUID], *, purpose: str) -> None:
    """Say that this page shows detail of somebody who is not a Person yet: the ids of what it stands in."""
    request.looked_at.extend((None, thing, purpose) for thing in things)  # type: ignore[attr-defined]
