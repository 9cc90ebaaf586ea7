"""`/beheer/catalogus/`: the catalogue of grounds, line by line, with its covenants and its history."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.needs import needs
from kring.municipality.models import Municipality
from kring.network.models import Law, OrganisationKind
from kring.sharing.actions import catalogue as actions
from kring.sharing.actions.catalogue_undo import undo_version
from kring.sharing.effect import Effect, effect_of
from kring.sharing.forms.catalogue import CovenantForm, LawForm, LineForm, ReasonForm
from kring.sharing.models import Ground, RulesVersion
from kring.sharing.reach import reach_of
from kring.sharing.rules import may_set_rules

FORM = ["GET", "HEAD", "POST"]
# What counts for every kind of organisation stands together under this word in the address.
EVERY = "alle"


@needs(may_set_rules)
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The lines of one kind of organisation, the covenants, and under which law organisations write."""
    here = _here(request)
    chosen = request.GET.get("soort", "") or OrganisationKind.NEIGHBOURHOOD_TEAM
    kind = "" if chosen == EVERY else chosen
    lines = Ground.objects.filter(municipality=here, organisation_kind=kind).select_related("life_domain", "added_in")
    coming = lines.filter(since__gt=clock.now(), until__isnull=True)
    laws = dict(Law.choices)
    page = {
        "kinds": [(EVERY, _("every kind")), *OrganisationKind.choices],
        "chosen": chosen,
        "lines": [
            (line, [laws.get(law, law) for law in line.not_from])
            for line in [*lines.in_force().order_by("basis", "life_domain__name"), *coming]
        ],
        "covenants": here.covenants.filter(until__gt=clock.now()).prefetch_related("parties", "life_domains"),
        "organisations": here.organisations.filter(kind=kind),
        "version": actions.current_version(here),
    }
    return render(request, "sharing/catalogue.html", page)


@needs(may_set_rules)
@require_http_methods(FORM)
def ground_add(request: HttpRequest) -> HttpResponse:
    """A new line."""
    kind = request.GET.get("soort", "")
    initial = {"organisation_kind": kind, "basis": Ground.Basis.TASK, "up_to": 1, "about": Ground.About.ANYBODY}
    form = _form(request, LineForm, initial, municipality=_here(request))
    return _change(request, form, None, title=_("A new line"))


@needs(may_set_rules)
@require_http_methods(FORM)
def ground_change(request: HttpRequest, ground_id: uuid.UUID) -> HttpResponse:
    """Another line in the place of this one."""
    line = _line(request, ground_id)
    names = [name for name in LineForm.base_fields if hasattr(line, name) and name != "life_domain"]
    initial = {**{name: getattr(line, name) for name in names}, "life_domain": line.life_domain_id}
    form = _form(request, LineForm, initial, municipality=_here(request))
    return _change(request, form, line, title=_("Change this line"))


@needs(may_set_rules)
@require_http_methods(FORM)
def ground_end(request: HttpRequest, ground_id: uuid.UUID) -> HttpResponse:
    """The line counts until now."""
    line = _line(request, ground_id)

    def end(form: ReasonForm) -> None:
        actions.change_line(_here(request), before=line, after=None, by=_by(request), **form.cleaned_data)

    return _reasoned(request, _form(request, ReasonForm), end, title=_("End this line?"), says=line.why, line=line)


@needs(may_set_rules)
@require_http_methods(FORM)
def covenant_add(request: HttpRequest) -> HttpResponse:
    """Partners who share for one purpose."""

    def make(form: Any) -> None:
        given = {name: form.cleaned_data[name] for name in ("reason", "made_from")}
        actions.make_covenant(_here(request), form.agreed(), by=_by(request), **given)

    form = _form(request, CovenantForm, {"up_to": 1}, municipality=_here(request))
    return _reasoned(request, form, make, title=_("A new covenant"))


@needs(may_set_rules)
@require_http_methods(FORM)
def covenant_end(request: HttpRequest, covenant_id: uuid.UUID) -> HttpResponse:
    """It counts until now."""
    covenant = get_object_or_404(_here(request).covenants, pk=covenant_id)

    def end(form: ReasonForm) -> None:
        actions.end_covenant(covenant, by=_by(request), **form.cleaned_data)

    return _reasoned(request, _form(request, ReasonForm), end, title=_("End this covenant?"), says=covenant.name)


@needs(may_set_rules)
@require_http_methods(FORM)
def organisation_law(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Under which law an organisation writes from now on."""
    organisation = get_object_or_404(_here(request).organisations, pk=organisation_id)

    def change(form: Any) -> None:
        actions.set_law(organisation, by=_by(request), **form.cleaned_data)

    form = _form(request, LawForm, {"law": organisation.law})
    says = _("What was written before stays under the law of that day.")
    return _reasoned(request, form, change, title=organisation.name, says=says)


@needs(may_set_rules)
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Who changed what, when and why, the newest first."""
    found = RulesVersion.objects.filter(municipality=_here(request)).prefetch_related(
        "added__life_domain", "ended__life_domain", "covenants", "ended_covenants", "law_changes__organisation"
    )
    return render(request, "sharing/catalogue_versions.html", {"versions": found[:100]})


@needs(may_set_rules)
@require_http_methods(FORM)
def version_undo(request: HttpRequest, number: int) -> HttpResponse:
    """As a new version: what this one ended counts again, what it began ends."""
    version = get_object_or_404(RulesVersion, municipality=_here(request), number=number)

    def undo(form: ReasonForm) -> None:
        undo_version(version, by=_by(request), **form.cleaned_data)

    title = _("Take back version %(number)s?") % {"number": number}
    return _reasoned(request, _form(request, ReasonForm), undo, title=title, says=version.why)


def _change(request: HttpRequest, form: Any, line: Ground | None, *, title: str) -> HttpResponse:
    def change(filled: Any) -> None:
        given = {name: filled.cleaned_data[name] for name in ("reason", "made_from")}
        actions.change_line(_here(request), before=line, after=filled.line(), by=_by(request), **given)

    return _reasoned(request, form, change, title=title, line=line)


def _form(request: HttpRequest, make: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> Any:
    """The form, made from the newest version."""
    version = actions.current_version(_here(request))
    return make(request.POST or None, initial={**(initial or {}), "made_from": version}, **kwargs)


def _reasoned(
    request: HttpRequest,
    form: Any,
    act: Callable[[Any], None],
    *,
    title: str,
    says: str = "",
    line: Ground | None = None,
) -> HttpResponse:
    """A change with its reason; 409 with what came in between when another officer was first.

    With `preview` it is only counted who would read more and less.

    `line`: of which line the page tells whom it touches today.
    """
    between: list[RulesVersion] = []
    effect: Effect | None = None
    if request.method == "POST" and form.is_valid():
        try:
            if "preview" in request.POST:
                effect = effect_of(_here(request), lambda: act(form), starts=form.starts())
            else:
                act(form)
        except actions.CatalogueChanged as changed:
            between = list(changed.since)
            # What was typed stays; sent again, it is made from what the officer sees now.
            form.data = {**form.data.dict(), **_lists(form), "made_from": between[0].number}
        if effect is None and not between:
            messages.success(request, _("Saved. It counts from now on."))
            return redirect("catalogue")
    reach = reach_of(line) if line else None
    page = {"form": form, "title": title, "says": says, "between": between, "reach": reach, "line": line}
    page |= {"effect": effect, "back": reverse("catalogue")}
    status = 409 if between else 400 if form.errors else 200
    return render(request, "sharing/catalogue_change.html", page, status=status)


def _lists(form: Any) -> dict[str, list[str]]:
    """The fields of which more than one can be chosen, as they were sent."""
    several = (name for name, field in form.fields.items() if getattr(field.widget, "allow_multiple_selected", False))
    return {name: form.data.getlist(name) for name in several}


def _line(request: HttpRequest, ground_id: uuid.UUID) -> Ground:
    """A line of this municipality that has not ended; any other is not there (404)."""
    lines = Ground.objects.filter(municipality=_here(request), until__isnull=True)
    return get_object_or_404(lines.select_related("life_domain"), pk=ground_id)


def _here(request: HttpRequest) -> Municipality:
    municipality: Municipality = request.actor.professional.organisation.municipality  # type: ignore[attr-defined]
    return municipality


def _by(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
