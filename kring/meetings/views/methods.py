"""`/beheer/werkwijzen/`: how a talk goes at a table, step by step, for who sets the rules."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.circles.actors import GatedRequest
from kring.core.needs import needs
from kring.meetings import actions
from kring.meetings.forms.methods import MethodForm, StepForm
from kring.meetings.models import Method, Step
from kring.municipality.models import Municipality
from kring.sharing.rules import may_set_rules


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def methods(request: GatedRequest) -> HttpResponse:
    """The ways of talking of this municipality; POST takes Kring's own as a begin."""
    town = _town(request)
    found = list(Method.objects.filter(municipality=town).prefetch_related("steps", "kinds"))
    if request.method == "POST" and not found:
        method = actions.add_default_method(town, by=request.actor)
        return redirect("settings_method", method.pk)
    return render(request, "meetings/methods.html", {"methods": found})


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def method_new(request: GatedRequest) -> HttpResponse:
    """Another way of talking."""
    form = MethodForm(request.POST or None)
    if form.is_valid():
        method = actions.add_method(_town(request), name=form.cleaned_data["name"], by=request.actor)
        actions.use_for(method, form.cleaned_data["kinds"], by=request.actor)
        return redirect("settings_method", method.pk)
    page = {"form": form, "title": _("Another way of talking"), "back": reverse("settings_methods")}
    return render(request, "meetings/setting.html", page, status=_status(form.is_bound))


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def method(request: GatedRequest, method_id: uuid.UUID) -> HttpResponse:
    """One way of talking: its name, its tables and its steps."""
    method = _method(request, method_id)
    kinds = [one.kind for one in method.kinds.all()]
    form = MethodForm(request.POST or None, initial={"name": method.name, "kinds": kinds})
    if form.is_valid():
        actions.rename_method(method, name=form.cleaned_data["name"], by=request.actor)
        actions.use_for(method, form.cleaned_data["kinds"], by=request.actor)
        messages.success(request, _("Saved. It counts for talks that begin from now on."))
        return redirect("settings_method", method_id)
    page = {"form": form, "method": method, "steps": method.steps.all()}
    return render(request, "meetings/method.html", page, status=_status(form.is_bound))


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def step_new(request: GatedRequest, method_id: uuid.UUID) -> HttpResponse:
    """One step more, at the end."""
    return _step_page(request, _method(request, method_id), None)


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: GatedRequest, method_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """The words of one step."""
    method = _method(request, method_id)
    return _step_page(request, method, get_object_or_404(method.steps, pk=step_id))


@needs(may_set_rules)
@require_POST
def step_move(request: GatedRequest, method_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """Earlier, later, or out of the method."""
    method = _method(request, method_id)
    step, how = get_object_or_404(method.steps, pk=step_id), request.POST.get("how", "")
    if how == "away":
        actions.drop_step(step, by=request.actor)
    elif how in ("up", "down"):
        actions.move_step(step, up=how == "up", by=request.actor)
    return redirect("settings_method", method_id)


def _step_page(request: GatedRequest, method: Method, step: Step | None) -> HttpResponse:
    form = StepForm(request.POST or None, initial=step.said() if step else None)
    if form.is_valid():
        actions.set_step(method, step, **form.cleaned_data, by=request.actor)
        return redirect("settings_method", method.pk)
    page = {"form": form, "title": step.name if step else _("Another step")}
    page["back"] = reverse("settings_method", args=[method.pk])
    return render(request, "meetings/setting.html", page, status=_status(form.is_bound))


def _town(request: HttpRequest) -> Municipality:
    municipality: Municipality = request.actor.professional.organisation.municipality  # type: ignore[attr-defined]
    return municipality


def _method(request: HttpRequest, method_id: uuid.UUID) -> Method:
    rows = Method.objects.filter(municipality=_town(request)).prefetch_related("kinds")
    return get_object_or_404(rows, pk=method_id)


def _status(bound: bool) -> int:
    return 400 if bound else 200
