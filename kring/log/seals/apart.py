"""The looks apart, as Logboek dataverwerkingen asks: a line per person without the user, and who looked beside it.

Both carry the trace of the request and the id of the look; only who may see both can join them.
"""

import json
from collections.abc import Iterator
from typing import TextIO

from kring.log.models import Look

STATUS_OK, STATUS_ERROR = 1, 2


def write_apart(processing: TextIO, audit: TextIO) -> int:
    """Write one line of JSON per look into each file; gives how many."""
    count = 0
    for look in _looks():
        processing.write(_line(processing_line(look)))
        audit.write(_line(audit_line(look)))
        count += 1
    return count


def processing_line(look: Look) -> dict[str, object]:
    """What was done with whose data, and as which activity of the register; not by whom."""
    at = int(look.at.timestamp() * 1000)
    return {
        "trace_id": look.trace.hex if look.trace else None,
        # Eight bytes: the random end of the id.
        "operation_id": look.pk.hex[-16:],
        "status_code": STATUS_OK if look.allowed else STATUS_ERROR,
        "name": f"{look.page} {look.action}",
        "start_time": at,
        "end_time": at,
        "attributes": {
            "dpl.core.processing_activity_id": look.processing,
            "dpl.core.data_subject_id": look.about_person.hex if look.about_person else None,
            "kring.about": look.about.hex if look.about else None,
            "kring.purpose": look.purpose,
            "kring.ground": look.ground,
            "kring.rules_version": look.rules_version,
        },
    }


def audit_line(look: Look) -> dict[str, object]:
    """Who did it, as what, for which organisation, and what came of it; not about whom (BIO2 8.15.01)."""
    return {
        "trace_id": look.trace.hex if look.trace else None,
        "operation_id": look.pk.hex[-16:],
        "at": look.at.isoformat(),
        "action": look.action,
        "page": look.page,
        "circle": look.circle.hex if look.circle else None,
        "allowed": look.allowed,
        "reason": look.reason,
        "user": look.by_user.hex if look.by_user else None,
        "user_name": look.by_name,
        "role": look.by_role,
        "organisation": look.by_organisation,
        "organisation_id": look.by_organisation_id.hex if look.by_organisation_id else None,
    }


def _looks() -> Iterator[Look]:
    page = list(Look.objects.order_by("pk")[:2000])
    while page:
        yield from page
        page = list(Look.objects.filter(pk__gt=page[-1].pk).order_by("pk")[:2000])


def _line(told: dict[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"
