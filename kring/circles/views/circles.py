"""My circles, opening one, its form, closing it."""

import uuid

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.circles import actions, rules
from kring.circles.actors import Actor
from kring.circles.forms import FindHouseholdForm, HistoryForm, SearchForm, WhyForm
from kring.circles.models import Circle, Lead, Member
from kring.circles.views import WHO, CircleRequest, look_at_seats, seat_here, status
from kring.core.needs import needs, signed_in
from kring.core.verdict import Verdict
from kring.households.models import Household, Person
from kring.log.looking import look_at

FOUND = "found_households"
_SEARCH = "circles_search"


@needs(signed_in)
def circles(request: HttpRequest) -> HttpResponse:
    """The circles in which I have a seat, and where I was asked; a name to search for never stands in an address."""
    if request.method == "POST":
        form = SearchForm(request.POST)
        request.session[_SEARCH] = form.cleaned_data["zoek"] if form.is_valid() else ""
        return redirect("circles")
    actor: Actor = request.actor  # type: ignore[attr-defined]
    search = request.session.pop(_SEARCH, "")
    seats = _seats_of(actor, search)
    present = [member for seat in seats for member in seat.circle.members.all()]
    look_at(request, [member.person for member in present if member.person], purpose="circles", action="list")
    page = {
        "search": search,
        "open": [s for s in seats if s.state == Member.State.ACCEPTED and s.circle.closed_at is None],
        "invited": [s for s in seats if s.state == Member.State.INVITED and s.circle.closed_at is None],
        "closed": [s for s in seats if s.state == Member.State.ACCEPTED and s.circle.closed_at is not None],
        "may_open": rules.may_open_circle(actor),
    }
    return render(request, "circles/circles.html", page)


@needs(rules.may_open_circle)
def circle_find(request: HttpRequest) -> HttpResponse:
    """Find the household for which to open a circle: a name never stands in an address, every search in the log."""
    form = FindHouseholdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = actions.find_households(by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        request.session[FOUND] = [str(household.pk) for household in found]
        return redirect("circle_find")
    ids = request.session.get(FOUND)
    households = list(Household.objects.filter(pk__in=ids or []).select_related("district"))
    at_home = Person.objects.filter(residences__household__in=households, residences__until__isnull=True)
    look_at(request, at_home.distinct(), purpose="search", action="search")
    page = {"form": form, "found": households, "searched": ids is not None and not form.is_bound}
    return render(request, "circles/find.html", page, status=status(form))


def may_change(actor: Actor, circle: Circle) -> Verdict:
    """Choose the steady contact, close."""
    return rules.may_steer(circle, seat_here(actor, circle))


def may_open_again(actor: Actor, circle: Circle) -> Verdict:
    """An accepted seat; the action asks whether it is still possible."""
    seat = seat_here(actor, circle)
    return rules.may_reopen(circle, seat, other_open=False) if circle.closed_at else rules.may_steer(circle, seat)


@needs(may_change)
def circle_history(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Whether the story so far opens for who joins later."""
    form = HistoryForm(request.POST or None, initial={"opens": "yes" if request.circle.history_opens else "no"})
    if request.method == "POST" and form.is_valid():
        actions.set_history(request.circle, by=request.actor, seat=request.seat, **form.cleaned_data)
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("members", circle_id)
    look_at_seats(request)
    return render(request, "circles/history.html", {"form": form, "circle": request.circle}, status=status(form))


@needs(may_change)
def circle_close(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Close the circle with a reason; it stays to be read, and can be opened again for a day."""
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_circle(request.circle, by=request.actor, seat=request.seat, **form.cleaned_data)
        messages.success(request, _("The circle is closed. Everything can still be read."))
        return redirect("circle", circle_id)
    look_at_seats(request)
    return render(request, "circles/close.html", {"form": form, "circle": request.circle}, status=status(form))


@needs(may_open_again)
@require_POST
def circle_reopen(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Take back a closing within a day."""
    actions.reopen_circle(request.circle, by=request.actor, seat=request.seat)
    messages.success(request, _("The circle is open again."))
    return redirect("members", circle_id)


def _seats_of(actor: Actor, search: str) -> list[Member]:
    """The actor's own seats with circle, household, lead and faces: four queries for any number of circles."""
    mine = {
        "professional": actor.professional,
        "person": None if actor.professional else actor.person,
        "supporter__in": () if actor.professional or actor.person else actor.supporters,
    }
    which = next(({key: value} for key, value in mine.items() if value), None)
    if which is None:
        return []
    seats = Member.objects.filter(state__in=[Member.State.ACCEPTED, Member.State.INVITED], **which)
    if search:
        seats = seats.filter(circle__household__name__icontains=search)
    present = Member.objects.filter(state=Member.State.ACCEPTED).select_related(*WHO).order_by("invited_at")
    leads = Lead.objects.filter(state=Lead.State.ACCEPTED).select_related(*(f"member__{who}" for who in WHO))
    return list(
        seats.select_related("circle__household__district", "circle__household__municipality", "invited_by")
        .prefetch_related(Prefetch("circle__members", present), Prefetch("circle__leads", leads))
        .order_by("circle__household__name")
    )
