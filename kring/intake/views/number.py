"""The citizen service number of somebody in a household: seen, noted, taken away, and found by."""

import contextlib
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.core.needs import needs
from kring.households.citizen_number import open_sealed
from kring.households.models import CitizenNumber, Person, Residence
from kring.intake.forms.number import NumberForm
from kring.intake.views.household import actor_of, household_or_404
from kring.log.models import Look
from kring.sharing.actions.number import find_by_number, note_number, remove_number
from kring.sharing.looks import look_at
from kring.sharing.number_rules import may_use_number

_FOUND = "number_found"


@needs(may_use_number)
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """See it or note it; nobody else of the household is on this page."""
    now = household_or_404(request, household_id, to_change=True)
    person = now.person_or_404(person_id)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note_number(person, form.cleaned_data["number"], by=actor_of(request))
        messages.success(request, _("Kept, encrypted. Only who a law names sees it."))
        return redirect("household_number", household_id, person_id)
    row = CitizenNumber.objects.filter(person=person).first()
    look_at(request, [person], purpose="number", ground="number")
    page = {"household": now.household, "person": person, "form": form}
    page["number"] = open_sealed(row.sealed) if row else ""
    return render(request, "intake/number.html", page, status=400 if form.errors else 200)


@needs(may_use_number)
@require_POST
def number_remove(request: HttpRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """It was wrong."""
    now = household_or_404(request, household_id, to_change=True)
    remove_number(now.person_or_404(person_id), by=actor_of(request))
    messages.success(request, _("The number is gone."))
    return redirect("household_number", household_id, person_id)


@needs(may_use_number)
@require_http_methods(["GET", "HEAD", "POST"])
def number_find(request: HttpRequest) -> HttpResponse:
    """Find a household by the number of somebody in it, where this reader may see that household."""
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = find_by_number(form.cleaned_data["number"], by=actor_of(request))
        home = _home_of(request, person) if person else None
        if home is not None:
            return redirect("household", home)
        # What is found goes through the session: an answer that is no redirect would take the search out of the log.
        request.session[_FOUND] = str(person.pk) if person else ""
        return redirect("number_find")
    found = request.session.pop(_FOUND, None) if request.method == "GET" else None
    if found:
        look_at(request, Person.objects.filter(pk=found), purpose="number", action=Look.Action.SEARCH, ground="number")
    page = {"form": form, "searched": found is not None, "known": bool(found)}
    return render(request, "intake/number_find.html", page, status=400 if form.errors else 200)


def _home_of(request: HttpRequest, person: Person) -> UUID | None:
    """A household of this person that the reader may see and change."""
    for home in Residence.objects.current().filter(person=person).values_list("household", flat=True):
        with contextlib.suppress(Http404):
            household_or_404(request, home, to_change=True)
            return home
    return None
