"""`/beheer/`: the municipality's own rules, for its privacy officer."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kring.core.needs import needs
from kring.home.settings_forms import GroundsForm, LifeDomainForm, MunicipalityForm
from kring.municipality.actions import change_life_domain, change_settings
from kring.municipality.models import LifeDomain, Municipality
from kring.network.models import OrganisationKind
from kring.sharing.actions import set_grounds
from kring.sharing.actions.catalogue import CatalogueChanged, current_version
from kring.sharing.effect import effect_of
from kring.sharing.models import Ground
from kring.sharing.rules import may_set_rules


@needs(may_set_rules)
def settings(request: HttpRequest) -> HttpResponse:
    """All rules on one page: settings, life domains, and who reads what."""
    municipality = _municipality(request)
    form = MunicipalityForm(request.POST or None, instance=municipality)
    if request.method == "POST" and form.is_valid():
        change_settings(municipality, by=request.actor, **form.settings())  # type: ignore[attr-defined]
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("settings")
    domains = list(municipality.life_domains.all())
    rows = _table(municipality, domains)
    page = {"form": form, "domains": domains, "rows": rows, "municipality": municipality}
    return render(request, "home/settings.html", page, status=400 if form.is_bound else 200)


@needs(may_set_rules)
def life_domain(request: HttpRequest, domain_id: uuid.UUID) -> HttpResponse:
    """Change one life domain."""
    domain = get_object_or_404(_municipality(request).life_domains, pk=domain_id)
    form = LifeDomainForm(request.POST or None, instance=domain)
    if request.method == "POST" and form.is_valid():
        change_life_domain(domain, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("settings")
    return render(request, "home/settings_domain.html", {"form": form, "domain": domain}, status=_status(form.is_bound))


@needs(may_set_rules)
def grounds(request: HttpRequest, kind: str) -> HttpResponse:
    """Change what one kind of organisation may read, and why."""
    if kind not in OrganisationKind.values:
        raise Http404
    here = _municipality(request)
    now = dict(_tasks(here).filter(organisation_kind=kind).values_list("life_domain", "up_to"))
    domains = list(here.life_domains.all())
    form = GroundsForm(request.POST or None, domains=domains, now=now, version=current_version(here))
    page: dict[str, Any] = {"form": form, "kind": OrganisationKind(kind).label, "back": reverse("settings")}
    if request.method == "POST" and form.is_valid():
        try:
            if "preview" not in request.POST:
                _set(request, here, kind, form)
                messages.success(request, _("Saved. It counts from now on."))
                return redirect("settings")
            page["effect"] = effect_of(here, lambda: _set(request, here, kind, form))
        except CatalogueChanged as changed:
            # What was chosen stays; sent again, it is made from what the officer sees now.
            page["between"] = list(changed.since)
            form.data = {**request.POST.dict(), "made_from": page["between"][0].number}
    status = 409 if "between" in page else _status(bool(form.errors))
    return render(request, "home/settings_grounds.html", page, status=status)


def _set(request: HttpRequest, municipality: Municipality, kind: str, form: GroundsForm) -> None:
    given = {name: form.cleaned_data[name] for name in ("reason", "made_from")}
    set_grounds(municipality, kind=kind, up_to=form.up_to(), by=request.actor, **given)  # type: ignore[attr-defined]


def _municipality(request: HttpRequest) -> Municipality:
    municipality: Municipality = request.actor.professional.organisation.municipality  # type: ignore[attr-defined]
    return municipality


def _tasks(municipality: Municipality) -> Any:
    """What the tasks in law open now."""
    return Ground.objects.in_force().filter(municipality=municipality, basis=Ground.Basis.TASK)


def _status(bound: bool) -> int:
    return 400 if bound else 200


def _table(
    municipality: Municipality, domains: list[LifeDomain]
) -> list[tuple[str, str, list[tuple[LifeDomain, int]]]]:
    """Per kind of organisation: short name, name, and each life domain with up to which level it reads (0: nothing)."""
    levels = {
        (kind, domain): up_to
        for kind, domain, up_to in _tasks(municipality).values_list("organisation_kind", "life_domain", "up_to")
    }
    return [
        (kind.value, str(kind.label), [(domain, levels.get((kind.value, domain.pk), 0)) for domain in domains])
        for kind in OrganisationKind
    ]
