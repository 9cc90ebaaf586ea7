"""The gate. It knows who is asking, loads the circle, asks the rule, and writes down every look."""

import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from kring.circles.actors import Actor, actor_for
from kring.core.needs import anyone, front_page, signed_in
from kring.core.speech import to_a_child
from kring.core.verdict import Refused, Verdict
from kring.log.actions import write_looks
from kring.log.seals.watch import watch
from kring.sharing.letters import speaks_to_a_child
from kring.sharing.looks import looks_of
from kring.sharing.reading import Reading, load_circle
from kring.sharing.rules import seat_of

logger = logging.getLogger("kring.gate")

# Other people's apps in the address list; allauth guards its own pages.
OWN_GUARD = ("allauth.", "django.views.static", "django.views.i18n")


class GateMiddleware:
    """Default closed: a view that declares no need does not open, and nothing leaves before its looks are kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        request.actor = actor_for(user) if user.is_authenticated else None  # type: ignore[attr-defined]
        request.circle = None  # type: ignore[attr-defined]
        request.seat = None  # type: ignore[attr-defined]
        request.looked_at = []  # type: ignore[attr-defined]
        request.trace = uuid.uuid4()  # type: ignore[attr-defined]
        with to_a_child(speaks_to_a_child(request.actor)):  # type: ignore[attr-defined]
            response = self.get_response(request)
        try:
            looks = looks_of(request, response)
            if any(look.allowed for look in looks) and watch.is_closed():
                return render(request, "sharing/unsealed.html", status=503)
            if looks:
                write_looks(looks)
        except Exception:
            # Whatever is wrong, what is not written down does not leave.
            logger.exception("A look could not be written; the page is held back.")
            return render(request, "503.html", status=503)
        # From here on the body only leaves: a streamed one that shows somebody more would do so unseen.
        request.looked_at = None  # type: ignore[attr-defined]
        if looks and "Cache-Control" not in response.headers:
            # Opened again it is a look again, so no copy is kept on the way or on the machine.
            response.headers["Cache-Control"] = "no-store, private"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Decide before the view runs; None lets it run."""
        if view.__module__.startswith(OWN_GUARD):
            return None
        need = getattr(view, "needs", None)
        if need is None:
            raise Http404
        if need is anyone:
            return None
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is None and need is front_page:
            return None
        if actor is None:
            return redirect_to_login(request.get_full_path())
        if settings.SECOND_FACTOR_REQUIRED and actor.is_professional and not _has_second_factor(request):
            return redirect(reverse("mfa_activate_totp"))
        if need in (signed_in, front_page):
            return None
        return self._ask(request, need, actor, kwargs)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal by an action explains itself on the same page as a refusal by the gate."""
        return refusal(request, exception.verdict) if isinstance(exception, Refused) else None

    def _ask(
        self, request: HttpRequest, need: Callable[..., Verdict], actor: Actor, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if "circle_id" not in kwargs:
            verdict = request.verdict = need(actor)  # type: ignore[attr-defined]
            return None if verdict.allowed else refusal(request, verdict)
        circle = load_circle(kwargs["circle_id"])
        if circle is None:
            raise Http404
        seat = seat_of(actor, circle)
        request.circle, request.seat = circle, seat  # type: ignore[attr-defined]
        request.reading = Reading(circle, seat)  # type: ignore[attr-defined]
        verdict = request.verdict = need(actor, circle)  # type: ignore[attr-defined]
        if seat is None and verdict.allowed and getattr(need, "without_seat", False):
            request.reading = Reading(circle, None, actor=actor)  # type: ignore[attr-defined]
            return None
        if seat is None:
            # Not yours looks the same as not there, but the attempt is kept in the log.
            request.refused = verdict  # type: ignore[attr-defined]
            raise Http404
        return None if verdict.allowed else refusal(request, verdict)


def refusal(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """The page that says what is closed, why, what would open it and whom to ask (403)."""
    request.refused = verdict  # type: ignore[attr-defined]
    return render(
        request,
        "403.html",
        {"reason": verdict.reason, "what_opens": verdict.what_opens, "whom": verdict.whom},
        status=403,
    )


def _has_second_factor(request: HttpRequest) -> bool:
    """Kept in the session once seen, so that it costs no query on every page."""
    if not request.session.get("second_factor"):
        request.session["second_factor"] = request.user.authenticator_set.exists()  # type: ignore[union-attr]
    return bool(request.session["second_factor"])
