"""Most of the time a screen asks whether something changed at a talk, and nothing did.

Then one small query for the pulse of the talk answers it. The pulse moves with all that anybody does at the talk, in
the plan or with a seat. What moves by itself (the clock, a right that ends, a screen that falls away) is asked for in
full every few seconds. The short answer says nothing about anybody, and only to the browser that got the last long one.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kring.circles.models import Member
from kring.core import clock
from kring.core.prepared import Prepared
from kring.meetings.models import AgendaItem, Draft
from kring.plans.models import Agreement, Goal

COOKIE = "kring_hartslag"
# Seconds in which a right that ends, or the clock, may go unnoticed on a screen where nobody does anything.
LASTS = 6
Answer = Callable[[HttpRequest], HttpResponse]


def _sum(model: type[Model], count: Any, to: str = "circle", own: str = "circle_id") -> Subquery:
    rows: Any = model._default_manager.filter(**{to: OuterRef(own)}).order_by().values(to)
    return Subquery(rows.annotate(count=count).values("count"))


def with_pulse(items: "QuerySet[AgendaItem]") -> "QuerySet[AgendaItem]":
    """With what moves when somebody does something. Texts are never taken back, so their sum only grows."""
    return items.annotate(
        agreement_revisions=_sum(Agreement, Sum("revision")),
        goal_revisions=_sum(Goal, Sum("revision")),
        seats_taken=_sum(Member, Count("answered_at") * 1000 + Count("left_at")),
        draft_revisions=_sum(Draft, Sum("revision"), "item", "pk"),
    )


def plan_and_seats(item: AgendaItem) -> tuple[object, ...]:
    """What moves with every act at the talk, every change of the plan or the seats; out of `with_pulse`."""
    row: Any = item
    return item.changes, item.state, row.agreement_revisions, row.goal_revisions, row.seats_taken


_pulse: Prepared[AgendaItem] = Prepared(
    lambda talk_id: with_pulse(AgendaItem.objects.filter(pk=talk_id).only("changes", "state").order_by())
)


def keep_beat(response: HttpResponse, request: HttpRequest, item: AgendaItem, *stamps: str) -> HttpResponse:
    """After a long answer: until `LASTS` is over this browser, with these stamps on its screen, is answered shortly."""
    at = int(clock.now().timestamp())
    response.set_cookie(
        COOKIE,
        f"{at}.{_mac(request, item, at, *stamps)}",
        max_age=LASTS,
        path=reverse("item_live", args=[item.pk]),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


class PulseMiddleware:
    """Answers 204 where nothing moved since the last long answer to this browser; asks on in every other case."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if COOKIE in request.COOKIES and request.method == "GET" and _nothing_moved(request):
            return HttpResponse(status=204, headers={"Cache-Control": "no-store, private"})
        return self.get_response(request)


def _nothing_moved(request: HttpRequest) -> bool:
    at, _dot, mac = request.COOKIES[COOKIE].partition(".")
    if not at.isdecimal() or not 0 <= clock.now().timestamp() - int(at[:12]) <= LASTS:
        return False
    match = resolve(request.path_info)
    found = _pulse(match.kwargs["talk_id"]) if match.view_name == "item_live" else []
    stamps = request.GET.get("sinds", ""), request.GET.get("typt", "")
    return bool(found) and constant_time_compare(mac, _mac(request, found[0], int(at[:12]), *stamps))


def _mac(request: HttpRequest, item: AgendaItem, at: int, *stamps: str) -> str:
    """Only this house can write it, and it fits one session, one talk, one moment, one screen and one pulse."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row: Any = item
    seen = repr((session, str(item.pk), at, stamps, plan_and_seats(item), row.draft_revisions))
    return salted_hmac("kring.meetings.pulse", seen, algorithm="sha256").hexdigest()
