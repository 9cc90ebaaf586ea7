"""From a page that was shown, or refused, to its rows in the log of looks."""

from django.http import HttpRequest, HttpResponseBase

from kring.core import clock
from kring.log.looking import look_at, look_at_unknown
from kring.log.models import Look

__all__ = ["look_at", "look_at_unknown", "looks_of"]

# A form with a mistake in it is shown again: that is a look too.
PAGE_SHOWN = (*range(200, 300), 400, 409)


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
