"""Visiting safely: say when you go, and read what you must know beforehand."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.core import clock
from kring.core.needs import needs
from kring.home.crisis_forms import VisitForm, WarnForm
from kring.sharing.actions import end_warning, say_visit, warn
from kring.sharing.crisis_rules import may_see_visits, may_warn_here
from kring.sharing.looks import look_at
from kring.sharing.models import SafetyNote, Visit
from kring.sharing.reading import Reading


@needs(may_see_visits)
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Say when you visit; who visits today or tomorrow reads the safety notes."""
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        say_visit(request.circle, on=form.cleaned_data["on"], by=request.actor, seat=request.seat)  # type: ignore[attr-defined]
        messages.success(request, _("Noted. Read here what you must know before you go."))
        return redirect("visit", circle_id)
    reading: Reading = request.reading  # type: ignore[attr-defined]
    look_at(request, reading.persons, purpose="visit")
    return render(request, "home/visit.html", _page(reading) | {"form": form}, status=400 if form.errors else 200)


@needs(may_warn_here)
@require_http_methods(["GET", "HEAD", "POST"])
def safety_note_add(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Write what who visits must know."""
    form = WarnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        warn(request.circle, **form.warning(), by=request.actor, seat=request.seat)  # type: ignore[attr-defined]
        messages.success(request, _("Who visits will read it beforehand."))
        return redirect("visit", circle_id)
    page = {"form": form, "reading": request.reading}  # type: ignore[attr-defined]
    return render(request, "home/safety_note.html", page, status=400 if form.errors else 200)


@needs(may_warn_here)
@require_POST
def safety_note_end(request: HttpRequest, circle_id: uuid.UUID, note_id: uuid.UUID) -> HttpResponse:
    """It is no longer so."""
    note = get_object_or_404(SafetyNote, circle=circle_id, pk=note_id)
    request.reading.may_read(note).insist()  # type: ignore[attr-defined]
    end_warning(note, by=request.actor, seat=request.seat)  # type: ignore[attr-defined]
    messages.success(request, _("The note has ended."))
    return redirect("visit", circle_id)


def _page(reading: Reading) -> dict[str, object]:
    today = clock.today()
    running = SafetyNote.objects.filter(circle=reading.circle, ended_at__isnull=True, until__gte=today)
    visits = Visit.objects.filter(circle=reading.circle, on__gte=today).select_related(
        "member__professional", "member__organisation"
    )
    return {
        "reading": reading,
        "notes": reading.show(running.select_related("life_domain")),
        "visits": [one for one in visits if one.member_id == (reading.seat.pk if reading.seat else None)],
    }
