"""The link in a mail by which somebody answers without signing in: signed, for one person and one invitation.

It says nothing of whom it is for and needs no row of its own. It ends when the table is over, and counts no more once
the day or hour changed: then a newer mail holds a newer link.
"""

from typing import NamedTuple
from uuid import UUID

from django.core import signing
from django.urls import reverse

from kring.meetings.models import Guest, Participant

_SIGNER = signing.Signer(salt="kring.meetings.answer")
PARTICIPANT, GUEST, SERIES = "p", "g", "s"


class Link(NamedTuple):
    """What a link is for: the row of who was asked, and which version of the invitation. A series has two ids."""

    kind: str
    pk: UUID
    sequence: int = 0
    who: UUID | None = None


def path_of(asked: Participant | Guest) -> str:
    """The address at which this one person answers this invitation as it is now."""
    if isinstance(asked, Participant):
        return _path(PARTICIPANT, asked.pk.hex, str(asked.meeting.sequence))
    return _path(GUEST, asked.pk.hex, str(asked.sequence))


def series_path(series: UUID, professional: UUID) -> str:
    """The address at which a professional answers for all dates to come of a series."""
    return _path(SERIES, series.hex, professional.hex)


def read_link(token: str) -> Link | None:
    """What this link is for; None when it was changed or made up."""
    try:
        kind, pk, last = _SIGNER.unsign(token).split(".")
        if kind == SERIES:
            return Link(kind, UUID(pk), who=UUID(last))
        return Link(kind, UUID(pk), int(last)) if kind in (PARTICIPANT, GUEST) else None
    except (signing.BadSignature, ValueError):
        return None


def _path(*parts: str) -> str:
    return reverse("answer_link", args=[_SIGNER.sign(".".join(parts))])
