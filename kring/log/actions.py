"""Writing to the log. Only the code says what is logged, never the request."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Protocol

from kring.core import clock
from kring.log.models import Act, Look, as_uuid


class Doer(Protocol):
    """Whoever does or looks: an actor, with a name and an organisation as they are today."""

    @property
    def user_id(self) -> uuid.UUID | None: ...
    @property
    def name(self) -> str: ...
    @property
    def organisation_name(self) -> str: ...


def record(
    name: str,
    *,
    by: Doer | None,
    subject: uuid.UUID | str | None = None,
    circle: uuid.UUID | str | None = None,
    detail: Mapping[str, str | int | bool | None] | None = None,
) -> Act:
    """Write down that `by` did `name`; inside the action's transaction, so both hold or neither.

    `by=None` is the program itself (an import, the worker). `detail` holds ids and fixed words, no free text.
    """
    return Act.objects.create(
        name=name,
        at=clock.now(),
        by_user=by.user_id if by else None,
        by_name=by.name if by else "",
        by_organisation=by.organisation_name if by else "",
        subject=as_uuid(subject),
        circle=as_uuid(circle),
        detail=dict(detail or {}),
    )


def write_looks(looks: Iterable[Look]) -> None:
    """Write all looks of one page in one statement."""
    Look.objects.bulk_create(list(looks))
