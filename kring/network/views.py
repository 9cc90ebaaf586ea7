"""Who works here: people with faces, what to expect of them, and how to reach them (rows L1, D7)."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kring.core.needs import needs, signed_in
from kring.core.verdict import Verdict, no, yes
from kring.municipality.models import District
from kring.network.actions import change_professional
from kring.network.forms import CardForm
from kring.network.models import Organisation, OrganisationKind, Professional

ON_A_PAGE = 24
A_DAY = 24 * 60 * 60


def works_here(actor: Any) -> Verdict:
    """The directory is for the professionals of the municipality."""
    if actor.professional is not None:
        return yes(_("You work here."))
    return no(_("This page is for professionals."), what_opens=_("Your own people stand in your own place."))


@needs(works_here)
def network(request: HttpRequest) -> HttpResponse:
    """Find somebody by name, function, organisation, what they do, or district."""
    municipality = request.actor.professional.organisation.municipality_id  # type: ignore[attr-defined]
    search, district, kind = (request.GET.get(name, "").strip()[:100] for name in ("zoek", "wijk", "soort"))
    found = _found(_working(municipality), search=search, district=district, kind=kind)
    page = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "district": district,
        "kind": kind,
        "districts": District.objects.filter(municipality=municipality),
        "kinds": OrganisationKind.choices,
    }
    return render(request, "network/network.html", page)


@needs(works_here)
def professional(request: HttpRequest, professional_id: uuid.UUID) -> HttpResponse:
    """One professional: what to expect, how and when to reach them."""
    mine = request.actor.professional  # type: ignore[attr-defined]
    who = get_object_or_404(
        _working(mine.organisation.municipality_id).prefetch_related("districts"), pk=professional_id
    )
    return render(request, "network/professional.html", {"who": who, "is_me": who.pk == mine.pk})


@needs(works_here)
def organisation(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """One organisation, with who works there."""
    municipality = request.actor.professional.organisation.municipality_id  # type: ignore[attr-defined]
    found = Organisation.objects.filter(municipality=municipality).prefetch_related("districts")
    one = get_object_or_404(found, pk=organisation_id)
    people = _working(municipality).filter(organisation=one).order_by("name")
    return render(request, "network/organisation.html", {"organisation": one, "people": people})


@needs(works_here)
def my_card(request: HttpRequest) -> HttpResponse:
    """Change my own card, with a photo."""
    mine = request.actor.professional  # type: ignore[attr-defined]
    form = CardForm(request.POST or None, request.FILES or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        details = {name: form.cleaned_data[name] for name in CardForm.Meta.fields}
        if form.cleaned_data["face"]:
            details["photo"] = form.cleaned_data["face"]
        change_professional(mine, by=request.actor, **details)  # type: ignore[attr-defined]
        messages.success(request, _("Saved. Your colleagues see it."))
        return redirect("professional", mine.pk)
    return render(request, "network/my_card.html", {"form": form}, status=400 if form.is_bound else 200)


@needs(signed_in)
def face(request: HttpRequest, professional_id: uuid.UUID) -> HttpResponseBase:
    """The photo of a professional."""
    found = Professional.objects.filter(pk=professional_id).exclude(photo="").first()
    name = str(found.photo) if found else ""
    if found is None or not found.photo.storage.exists(name):
        raise Http404
    kind = "image/png" if name.endswith(".png") else "image/jpeg"
    response = FileResponse(found.photo.open("rb"), content_type=kind)
    response["Cache-Control"] = f"private, max-age={A_DAY}"
    return response


def _working(municipality: uuid.UUID) -> Any:
    return Professional.objects.filter(ended_on__isnull=True, organisation__municipality=municipality).select_related(
        "organisation"
    )


def _found(working: Any, *, search: str, district: str, kind: str) -> Any:
    """Those who fit every word of the search, the district and the kind of organisation; empty ones count for all."""
    for word in search.split():
        working = working.filter(
            Q(name__icontains=word)
            | Q(function__icontains=word)
            | Q(expect_of_me__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(organisation__what_we_do__icontains=word)
        )
    if district:
        working = working.filter(Q(districts__name=district) | Q(organisation__districts__name=district)).distinct()
    if kind in OrganisationKind.values:
        working = working.filter(organisation__kind=kind)
    return working.order_by("name")
