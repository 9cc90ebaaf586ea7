"""From a page that was shown, or refused, to its rows in the log of looks."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from kring.core import clock
from kring.households.models import Person
from kring.log.models import Look

# A form with a mistake in it is shown again: that is a look too.
PAGE_SHOWN = (*range(200, 300), 400, 409)


def look_at(request: HttpRequest, persons: Iterable[Person], *, purpose: str) -> None:
    """Say that this page shows detail of these persons; the gate writes one row for each before it leaves.

    `purpose` is a fixed word such as `triage`, never text of people.
    """
    request.looked_at.extend((person.pk, None, purpose) for person in persons)  # type: ignore[attr-defined]


def look_at_unknown(request: HttpRequest, things: Iterable[UUID], *, purpose: str) -> None:
    """Say that this page shows detail of somebody who is not a Person yet: the ids of what it stands in."""
    request.looked_at.extend((None, thing, purpose) for thing in things)  # type: ignore[attr-defined]


def looks_of(request: HttpRequest, response: HttpResponseBase) -> list[Look]:
    """The rows of this request: one per person looked at, or one for a refused look at a circle."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    match = request.resolver_match
    circle = getattr(request, "circle", None)
    common = {
        "at": clock.now(),
        "page": match.view_name if match else "",
        "by_user": actor.user_id,
        "by_name": actor.name,
        "by_organisation": actor.organisation_name,
        "circle": circle.pk if circle else None,
    }
    refused = getattr(request, "refused", None)
    if refused is not None:
        return [Look(**common, allowed=False, reason=str(refused.reason)[:300])]
    if response.status_code not in PAGE_SHOWN:
        return []
    shown = dict.fromkeys(getattr(request, "looked_at", ()))
    return [
        Look(**common, about_person=person, about=about, purpose=purpose, allowed=True)
        for person, about, purpose in shown
    ]
