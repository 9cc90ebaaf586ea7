"""From a page that was shown, or refused, to its rows in the log of looks."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from kring.circles.actors import Actor
from kring.core import clock
from kring.log.looking import Seen, look_at, look_at_unknown
from kring.log.models import Look
from kring.log.processing import processing_of

__all__ = ["look_at", "look_at_unknown", "looks_of"]

# A form with a mistake in it is shown again: that is a look too. So is "what you have is still good" (304).
PAGE_SHOWN = (*range(200, 300), 304, 400, 409)


def looks_of(request: HttpRequest, response: HttpResponseBase) -> list[Look]:
    """The rows of this request: one per person looked at, or one for a refused look."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return []
    refused = getattr(request, "refused", None)
    if refused is not None:
        return [Look(**_common(request, actor), allowed=False, reason=str(refused.reason)[:300])]
    shown: Iterable[Seen] = dict.fromkeys(getattr(request, "looked_at", None) or ())
    if not shown or not _shows(response):
        return []
    common = _common(request, actor)
    door = _door(request, actor, common["processing"])
    return [
        Look(
            **common,
            about_person=seen.person,
            about=seen.about,
            purpose=seen.purpose,
            action=seen.action,
            ground=(seen.ground or door)[:60],
            allowed=True,
        )
        for seen in shown
    ]


def _door(request: HttpRequest, actor: Actor, processing: str) -> str:
    """Why somebody could open this page, where the view does not know better: a key of `looked_words.BECAUSE`."""
    ground: str = getattr(getattr(request, "verdict", None), "ground", "")
    if ground or getattr(request, "circle", None) is not None:
        return ground or "seat"
    if actor.professional is None:
        return "self"
    if processing in ("intake", "household"):
        return "front_door" if actor.may_triage else "seat"
    return "officer" if processing == "rights" and actor.is_privacy_officer else "seat"


def _shows(response: HttpResponseBase) -> bool:
    """Whether anything of the page leaves: a redirect shows nothing, unless it has a body or a "?" in its address."""
    if response.status_code in PAGE_SHOWN:
        return True
    redirect = 300 <= response.status_code < 400
    return redirect and (bool(getattr(response, "content", True)) or "?" in response.headers.get("Location", ""))


def _common(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What all rows of one request share: who, when, where, what for."""
    match, circle = request.resolver_match, getattr(request, "circle", None)
    job = actor.professional
    return {
        "at": clock.now(),
        "trace": getattr(request, "trace", None),
        "page": match.view_name if match else "",
        "processing": processing_of(match.func.__module__) if match else "",
        "by_user": actor.user_id,
        "by_name": actor.name,
        "by_role": _role(actor),
        "by_organisation": actor.organisation_name,
        "by_organisation_id": job.organisation_id if job else None,
        "circle": circle.pk if circle else None,
        "rules_version": getattr(getattr(request, "reading", None), "rules_version", ""),
    }


def _role(actor: Actor) -> str:
    """The function of a professional today; a fixed word for who has none."""
    if actor.professional is not None:
        return actor.professional.function
    return "resident" if actor.is_resident else "supporter" if actor.supporters else ""
