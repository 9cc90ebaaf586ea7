"""In a crisis: find the household, break the glass with a reason, see what helps now; and look at it afterwards."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.core import clock
from kring.core.needs import needs, signed_in
from kring.home.crisis_forms import CrisisReviewForm, FindForm, GlassForm
from kring.home.reading.circle import read_circle
from kring.households.models import Person, Residence
from kring.households.names import plain_postcode, sound_of
from kring.log.models import Look
from kring.sharing.actions import break_glass, close_again, review_crisis
from kring.sharing.crisis_rules import (
    may_break_glass,
    may_review_crisis,
    may_search_in_crisis,
    may_see_in_crisis,
    running_crisis,
)
from kring.sharing.looks import look_at
from kring.sharing.models import CrisisAccess, SafetyNote

SHOWN = 60


@needs(may_search_in_crisis)
@require_http_methods(["GET", "HEAD", "POST"])
def crisis(request: HttpRequest) -> HttpResponse:
    """Look for the household; nothing is shown of it but who leads, so that calling comes first."""
    form = FindForm(request.POST or None)
    found: list[Circle] | None = None
    if request.method == "POST" and form.is_valid():
        found = _find(request, form.cleaned_data)
        persons = Person.objects.filter(residences__household__in=[circle.household_id for circle in found])
        look_at(request, persons.distinct(), purpose="crisis", action=Look.Action.SEARCH)
    page = {"form": form, "found": found, "leads": _leads(found or [])}
    return render(request, "home/crisis.html", page, status=400 if form.errors else 200)


@needs(may_search_in_crisis)
@require_http_methods(["GET", "HEAD", "POST"])
def crisis_open(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Why, for how long, and who may know: then the glass is broken."""
    circle = get_object_or_404(_circles(request), pk=asked_id)
    may_break_glass(_actor(request), circle).insist()
    form = GlassForm(request.POST or None, most_hours=circle.household.municipality.crisis_hours)
    if request.method == "POST" and form.is_valid():
        break_glass(circle, **form.asked(), by=_actor(request))
        messages.success(request, _("It is open. Who leads and the privacy officer were told."))
        return redirect("crisis_seen", circle.pk)
    page = {"form": form, "circle": circle, "lead": _leads([circle]).get(circle.pk)}
    return render(request, "home/crisis_open.html", page, status=400 if form.errors else 200)


@needs(may_see_in_crisis)
@require_safe
def crisis_seen(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    """What helps now: who is around, what was agreed, the last of the story, what to know before going there."""
    reading = request.reading  # type: ignore[attr-defined]
    page = read_circle(reading)
    mine = running_crisis(_actor(request), reading.circle)
    today = clock.today()
    warnings = SafetyNote.objects.filter(circle=reading.circle, ended_at__isnull=True, until__gte=today)
    look_at(request, reading.persons, purpose="crisis", ground="crisis")
    shown = {"reading": reading, "page": page, "frame": page.frame, "plan": page.plan, "crisis": mine}
    return render(request, "home/crisis_seen.html", {**shown, "warnings": reading.show(warnings)})


@needs(may_see_in_crisis)
@require_POST
def crisis_close(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Seen enough: closed again."""
    mine = running_crisis(_actor(request), request.circle)  # type: ignore[attr-defined]
    assert mine is not None  # noqa: S101 (may_see_in_crisis)
    close_again(mine, by=_actor(request))
    messages.success(request, _("It is closed again. The privacy officer looks at it afterwards."))
    return redirect("crises")


@needs(signed_in)
@require_safe
def crises(request: HttpRequest) -> HttpResponse:
    """What was opened: the officer sees all, a professional their own and what they lead, residents theirs."""
    rows = list(_mine(_actor(request))[:SHOWN])
    homes = Residence.objects.current().filter(household__circles__in=[row.circle_id for row in rows])
    look_at(request, Person.objects.filter(residences__in=homes).distinct(), purpose="crisis", action=Look.Action.LIST)
    return render(request, "home/crises.html", {"rows": rows, "actor": _actor(request)})


@needs(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def crisis_review(request: HttpRequest, crisis_id: uuid.UUID) -> HttpResponse:
    """The privacy officer writes down what they find."""
    row = get_object_or_404(_mine(_actor(request)), pk=crisis_id)
    may_review_crisis(row, _actor(request)).insist()
    form = CrisisReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review_crisis(row, **form.cleaned_data, by=_actor(request))
        messages.success(request, _("Kept. Who opened it was told."))
        return redirect("crises")
    return render(request, "home/crisis_review.html", {"form": form, "row": row}, status=400 if form.errors else 200)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _circles(request: HttpRequest) -> QuerySet[Circle]:
    """The open circles of the actor's own municipality."""
    professional = _actor(request).professional
    if professional is None:
        raise Http404
    here = Circle.objects.open().filter(household__municipality=professional.organisation.municipality_id)
    return here.select_related("household__municipality", "household__district")


def _find(request: HttpRequest, asked: dict[str, Any]) -> list[Circle]:
    """The circles around this person or address; a name counts by its sound, a date and an address exactly."""
    which = Q(pk__in=[])
    if asked["family_name"] and asked["birth_date"]:
        persons = Person.objects.filter(
            family_sound=sound_of(str(asked["family_name"])), birth_date=asked["birth_date"], same_as__isnull=True
        )
        homes = Residence.objects.current().filter(person__in=persons)
        which |= Q(household__in=homes.values("household"))
    if asked["postcode"] and asked["house_number"]:
        plain = plain_postcode(str(asked["postcode"]))
        spaced = f"{plain[:4]} {plain[4:]}"
        number = str(asked["house_number"]).strip()
        which |= Q(household__postcode__in=[plain, spaced], household__house_number__iexact=number)
    return list(_circles(request).filter(which)[:10])


def _leads(circles: list[Circle]) -> dict[uuid.UUID, Member]:
    """Who leads each circle, to call first (one query)."""
    leads = Lead.objects.filter(circle__in=circles, state=Lead.State.ACCEPTED)
    related = ("member__professional__organisation", "member__person", "member__supporter", "member__organisation")
    return {lead.circle_id: lead.member for lead in leads.select_related(*related)}


def _mine(actor: Actor) -> QuerySet[CrisisAccess]:
    """The accesses that this actor may know of, newest first."""
    related = ("circle__household", "professional", "organisation", "reviewed_by")
    rows = CrisisAccess.objects.select_related(*related).order_by("reviewed_at", "-since")
    if actor.professional is not None and actor.professional.is_privacy_officer:
        return rows.filter(organisation__municipality=actor.professional.organisation.municipality_id)
    if actor.professional is not None:
        leads = Lead.objects.filter(state=Lead.State.ACCEPTED, member__professional=actor.professional)
        return rows.filter(Q(professional=actor.professional) | Q(circle__in=leads.values("circle")))
    if actor.person is not None:
        seated = Member.objects.present().filter(person=actor.person).values("circle")
        told = Q(withheld_until__isnull=True) | Q(withheld_until__lt=clock.today())
        return rows.filter(told, circle__in=seated)
    return rows.none()
