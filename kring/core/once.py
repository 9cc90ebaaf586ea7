"""A form is done once, however often it is sent: double click, resend after a lost connection, retry after failover.

Each form carries a fresh key. The key is stored in the transaction of the action, with what was answered.
An answer that is no redirect means that nothing was done: a form shown again, a refusal, a fault. It all rolls back.
"""

import hmac
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve
from django.urls.exceptions import Resolver404
from django.utils.http import url_has_allowed_host_and_scheme

from kring.core import clock
from kring.core.models import Once
from kring.core.sqlite.lock import Busy

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
KEPT = timedelta(days=2)
# allauth's own pages: signing in twice is the same as once.
EXEMPT = ("allauth.",)


class SeeOther(HttpResponseRedirect):
    """After a form: go and look there (303)."""

    status_code = 303


def see_next(request: HttpRequest, otherwise: str) -> SeeOther:
    """Back to the page where the form stood (its field `next`, of this site only), or to `otherwise`."""
    there = request.POST.get("next", "")
    here = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return SeeOther(there if here else otherwise)


def not_once(view: View) -> View:
    """Marks a view whose form needs no key, because sending it twice is the same as once."""
    view.not_once = True  # type: ignore[attr-defined]
    return view


class OnceMiddleware:
    """Runs every POST in one transaction together with its key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or _exempt(request):
            return self.get_response(request)
        key = _key(request)
        if key is None:
            return render(request, "400.html", status=400)
        try:
            with transaction.atomic():
                return self._first_time(request, key)
        except _SentBefore:
            return _known(request, key)
        except Busy:
            return _busy(request)

    def _first_time(self, request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
        once = Once(key=key, who=_who(request), path=request.path[:300], at=clock.now())
        try:
            # Where another request is busy with this key, the database waits for it here.
            once.save(force_insert=True)
        except IntegrityError as fault:
            raise _SentBefore from fault
        response = self.get_response(request)
        if not (_is_redirect(response) and getattr(request, "let_through", False)):
            # Nothing of it stays, and the key can be used again.
            transaction.set_rollback(True)
            return response
        once.location = response.headers["Location"]
        once.save(update_fields=["location"])
        # 303, so that a browser never sends the form to where it is told to look.
        response.status_code, response.reason_phrase = SeeOther.status_code, "See Other"
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """The gate let the form through. What it sends away itself, to sign in first, has not been done."""
        request.let_through = True  # type: ignore[attr-defined]


class _SentBefore(Exception):
    """The key is stored already, by a request before this one or at the same time."""


def _busy(request: HttpRequest) -> HttpResponse:
    """Somebody else writes for too long (503): nothing was begun, and the same form can be sent again.

    What was typed stands hidden on the page, to send it from there. Files cannot: for those one goes back.
    """
    typed = [] if request.FILES else [(name, value) for name, values in request.POST.lists() for value in values]
    there = {"typed": typed, "address": request.get_full_path()}
    response = render(request, "core/busy.html", there, status=503)
    response.headers["Retry-After"] = "30"
    # What was typed may be about somebody: no copy of it stays on the machine.
    response.headers["Cache-Control"] = "no-store, private"
    return response


def forget_old_keys() -> int:
    """Remove the keys of forms of more than two days ago; gives how many. Run by the worker."""
    removed, _per_model = Once.objects.filter(at__lt=clock.now() - KEPT).delete()
    return removed


def _is_redirect(response: HttpResponseBase) -> bool:
    return 300 <= response.status_code < 400 and "Location" in response.headers


def _known(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What this key answered before; 400 when somebody else used it, or for another address."""
    once = Once.objects.filter(pk=key, who=_who(request), path=request.path[:300]).first()
    return SeeOther(once.location) if once else render(request, "400.html", status=400)


def _key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return None


def _who(request: HttpRequest) -> str:
    """The account; for somebody at the front door their browser's own secret, never stored plain."""
    user: Any = request.user
    name = str(user.pk) if user.is_authenticated else request.META.get("CSRF_COOKIE", "")
    return hmac.new(settings.SECRET_KEY.encode(), f"once:{name}".encode(), "sha256").hexdigest()


def _exempt(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return True
    return view.__module__.startswith(EXEMPT) or getattr(view, "not_once", False)
