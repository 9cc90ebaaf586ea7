"""`/beheer/inzage/`: the privacy officer searches all looks, settles what is odd, keeps looks out of sight."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.core.needs import needs
from kring.households.models import Person
from kring.households.names import sound_of
from kring.log.models import Look
from kring.municipality.models import Municipality
from kring.network.models import Professional
from kring.sharing.actions.looked import hide_looks, settle_odd_look, show_looks
from kring.sharing.forms.looked import HideForm, SearchForm, SettleForm
from kring.sharing.looked_words import because, looked_at
from kring.sharing.looks import look_at
from kring.sharing.models import HiddenLooks, LookQuestion, OddLook
from kring.sharing.rules import may_set_rules

_ASKED = "looks_search"
SHOWN, PERSONS = 100, 20


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def looks(request: HttpRequest) -> HttpResponse:
    """The search is kept in the session: a name never stands in an address. `voor` goes on with older ones."""
    here = _here(request)
    form = SearchForm(request.POST or None, initial=request.session.get(_ASKED))
    if request.method == "POST" and form.is_valid():
        request.session[_ASKED] = _kept(form)
        return redirect("looks_search")
    asked = {} if form.is_bound else _asked(request)
    persons = _persons(asked["about"], here) if asked and asked["about"] else []
    rows = _rows(asked, persons, here, request.GET.get("voor", "")) if asked else []
    page = {
        "form": form,
        "asked": asked,
        "persons": persons,
        "rows": [(row, looked_at(row.purpose), because(row.ground)) for row in rows[:SHOWN]],
        "older": rows[SHOWN - 1].at if len(rows) > SHOWN else None,
    }
    _say(request, rows, persons)
    return render(
        request, "sharing/looks_search.html", {**page, **_waiting(here)}, status=400 if form.is_bound else 200
    )


def _kept(form: SearchForm) -> dict[str, Any]:
    """The search as the session keeps it: days as they are typed."""
    words = form.cleaned_data.items()
    return {name: f"{value:%d-%m-%Y}" if isinstance(value, date) else value for name, value in words}


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The search that was kept, read by the same form; empty when there is none."""
    form = SearchForm(request.session.get(_ASKED))
    return form.cleaned_data if form.is_bound and form.is_valid() else {}


def _waiting(here: Municipality) -> dict[str, Any]:
    """What asks for the officer: what is odd, what is out of sight, and what nobody answered (three queries)."""
    return {
        "odd": OddLook.objects.filter(settled_at__isnull=True, by_organisation_id__in=_organisations(here))[:SHOWN],
        "hidden": HiddenLooks.objects.filter(
            about__municipality=here, ended_at__isnull=True, until__gte=timezone.localdate()
        ).select_related("about", "organisation"),
        "late": LookQuestion.objects.filter(
            organisation__municipality=here, answered_at__isnull=True, officer_told_at__isnull=False
        ).select_related("organisation"),
    }


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def odd_look(request: HttpRequest, odd_id: uuid.UUID) -> HttpResponse:
    """The looks that a rule found, and what the officer finds of it."""
    odd = get_object_or_404(OddLook, pk=odd_id, by_organisation_id__in=_organisations(_here(request)))
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        settle_odd_look(odd, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Kept."))
        return redirect("looks_search")
    start = timezone.make_aware(datetime.combine(odd.day, time.min))
    rows = list(
        Look.objects.filter(by_user=odd.by_user, at__gte=start, at__lt=start + timedelta(days=1)).order_by("at")[:SHOWN]
    )
    look_at(request, _shown(rows), purpose="looked", ground="officer")
    page = {"odd": odd, "form": form, "rows": [(row, looked_at(row.purpose)) for row in rows]}
    return render(request, "sharing/odd_look.html", page, status=400 if form.errors else 200)


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def looks_hide(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Keep the looks of one organisation from one person for a while."""
    about = get_object_or_404(Person, pk=person_id, municipality=_here(request), same_as=None)
    form = HideForm(request.POST or None, actor=request.actor)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data["organisation"]
        hide_looks(about, organisation, form.chosen(), by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, _("Out of sight until that day. After it the looks show."))
        return redirect("looks_search")
    look_at(request, [about], purpose="looked", ground="officer")
    page = {"form": form, "about": about}
    return render(request, "sharing/looks_hide.html", page, status=400 if form.errors else 200)


@needs(may_set_rules)
@require_POST
def looks_show(request: HttpRequest, hidden_id: uuid.UUID) -> HttpResponse:
    """The person sees them from now on."""
    row = get_object_or_404(HiddenLooks, pk=hidden_id, about__municipality=_here(request))
    show_looks(row, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("The resident sees these looks again."))
    return redirect("looks_search")


def _here(request: HttpRequest) -> Municipality:
    municipality: Municipality = request.actor.professional.organisation.municipality  # type: ignore[attr-defined]
    return municipality


def _organisations(here: Municipality) -> Any:
    return here.organisations.values("pk")


def _persons(name: str, here: Municipality) -> list[Person]:
    """By the sound of the family name; the other words narrow it."""
    words = name.split()
    found = Person.objects.filter(municipality=here, family_sound=sound_of(words[-1]), same_as=None)
    for word in words[:-1]:
        found = found.filter(Q(given_name__istartswith=word) | Q(prefix__icontains=word))
    return list(found.order_by("given_name")[:PERSONS])


def _rows(asked: dict[str, Any], persons: list[Person], here: Municipality, before: str) -> list[Look]:
    """The newest looks that fit, one more than is shown."""
    found: QuerySet[Look] = Look.objects.order_by("-at")
    if asked["about"]:
        found = found.filter(about_person__in=[person.pk for person in persons])
    if asked["who"]:
        jobs = Professional.objects.filter(organisation__municipality=here, name__icontains=asked["who"])
        found = found.filter(by_user__in=list(jobs.values_list("user", flat=True)[:PERSONS]))
    if asked["refused"]:
        found = found.filter(allowed=False)
    if asked["since"]:
        found = found.filter(at__gte=timezone.make_aware(datetime.combine(asked["since"], time.min)))
    if asked["until"]:
        found = found.filter(at__lt=timezone.make_aware(datetime.combine(asked["until"] + timedelta(days=1), time.min)))
    try:
        moment = parse_datetime(before)
    except ValueError:
        moment = None
    if moment is not None:
        found = found.filter(at__lt=moment.replace(tzinfo=moment.tzinfo or UTC))
    return list(found[: SHOWN + 1])


def _shown(rows: list[Look]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in={row.about_person for row in rows if row.about_person})


def _say(request: HttpRequest, rows: list[Look], persons: list[Person]) -> None:
    """Whom the page names: those found, and those whom the looks are about."""
    named = {person.pk: person for person in [*persons, *_shown(rows)]}
    for row in rows:
        row.person = named.get(row.about_person) if row.about_person else None  # type: ignore[attr-defined]
    look_at(request, named.values(), purpose="looked", action=Look.Action.SEARCH, ground="officer")
