"""The pages of a plan. Each: get, ask, act, render."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core.once import SeeOther, see_next
from kring.households.models import Person
from kring.plans.models import Agreement, Goal
from kring.sharing.looks import look_at
from kring.sharing.reading import Reading


class CircleRequest(HttpRequest):
    """A request that came through the gate of a circle."""

    actor: Actor
    circle: Circle
    seat: Member
    reading: Reading


def look(request: CircleRequest, purpose: str = "plan", action: str = "view") -> list[Person]:
    """Say that this page shows the household, and give who is in it."""
    persons = request.reading.persons
    look_at(request, persons, purpose=purpose, action=action)
    return persons


def the_goal(request: CircleRequest, goal_id: uuid.UUID, *, closed_too: bool = False) -> Goal:
    """The goal of this circle's plan (404 when it is another's). Raises Refused when this reader may not read it.

    `closed_too` gives it all the same, for a page that shows nothing of it.
    """
    goal: Goal = get_object_or_404(
        Goal.objects.select_related("life_domain", "plan", "waits_for", "about"), pk=goal_id, circle=request.circle
    )
    if not closed_too:
        request.reading.may_read(goal).insist()
    goal.circle = goal.plan.circle = request.circle
    return goal


def the_agreement(request: CircleRequest, agreement_id: uuid.UUID, *, closed_too: bool = False) -> Agreement:
    """The agreement in this circle (404 when it is another's). Raises Refused when this reader may not read it.

    `closed_too` gives it all the same, for a page that shows nothing of it.
    """
    agreement: Agreement = get_object_or_404(
        Agreement.objects.select_related("life_domain", "about", "goal"),
        pk=agreement_id,
        circle=request.circle,
    )
    if not closed_too:
        request.reading.may_read(agreement).insist()
    agreement.circle = agreement.goal.circle = request.circle
    return agreement


def came_too_late(request: CircleRequest, row: Goal | Agreement) -> bool:
    """Was this form made from an older revision? Then its words are shown again, also where the row closed since."""
    return request.method == "POST" and request.POST.get("revision", "") != str(row.revision)


def back_to_plan(request: CircleRequest, anchor: str = "") -> SeeOther:
    """To the page where the button stood (`next`, of this site only), otherwise to the plan (303: a GET follows)."""
    back = see_next(request, reverse("plan", args=[request.circle.pk]))
    return SeeOther(back.url + (f"#{anchor}" if anchor else ""))
