"""The pages around a circle. Each: get, ask, act, render."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.circles.rules import is_this_actor
from kring.log.looking import look_at

WHO = ("professional", "person", "supporter", "organisation")


class CircleRequest(HttpRequest):
    """A request that came through the gate of a circle; `reading` is the gate's view on it for this reader."""

    actor: Actor
    circle: Circle
    seat: Member
    reading: Any


def seat_here(actor: Actor, circle: Circle) -> Member | None:
    """The actor's own seat or invitation, from what the gate has read."""
    seats: list[Member] = circle.seats_now  # type: ignore[attr-defined]
    return next((seat for seat in seats if is_this_actor(seat, actor)), None)


def look_at_seats(request: CircleRequest) -> None:
    """Say that this page shows who of the household is in the circle; the gate writes it down."""
    seats: list[Member] = request.circle.seats_now  # type: ignore[attr-defined]
    look_at(request, [seat.person for seat in seats if seat.person], purpose="circle")


def the_member(request: CircleRequest, member_id: uuid.UUID, **which: Any) -> Member:
    """A seat of this circle (404 when it is another's)."""
    found: QuerySet[Member] = Member.objects.select_related(*WHO, "circle__household__municipality")
    return get_object_or_404(found, pk=member_id, circle=request.circle, **which)


def status(form: Any) -> int:
    """400 for a form that came back with something wrong."""
    return 400 if form.is_bound else 200
