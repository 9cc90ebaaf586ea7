"""`/beheer/mensen/`: who has a task for the municipality, and whose job has ended."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kring.core.needs import needs
from kring.core.verdict import no
from kring.home.settings_forms import TaskForm
from kring.network.actions import TASKS, end_job, set_task
from kring.network.models import Professional
from kring.sharing.rules import may_set_rules

ON_A_PAGE = 25


@needs(may_set_rules)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works in this municipality, those with a task first; searchable by name and organisation."""
    search = request.GET.get("zoek", "").strip()[:100]
    found = _working(request).order_by("-is_privacy_officer", "-does_triage", "name")
    if search:
        found = found.filter(Q(name__icontains=search) | Q(organisation__name__icontains=search))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "home/settings_people.html", {"page": page, "search": search})


@needs(may_set_rules)
def person_tasks(request: HttpRequest, professional_id: uuid.UUID) -> HttpResponse:
    """Give or take tasks, or end the job; the officer cannot lock themselves out."""
    professional = get_object_or_404(_working(request), pk=professional_id)
    form = TaskForm(request.POST or None, professional=professional)
    if request.method == "POST" and form.is_valid():
        _apply(request, professional, form)
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("settings_people")
    page = {"form": form, "professional": professional}
    return render(request, "home/settings_person.html", page, status=400 if form.is_bound else 200)


def _apply(request: HttpRequest, professional: Professional, form: TaskForm) -> None:
    actor = request.actor  # type: ignore[attr-defined]
    wanted = form.cleaned_data
    if professional.pk == actor.professional.pk and (wanted["ends"] or not wanted["is_privacy_officer"]):
        no(_("You cannot take this task from yourself."), what_opens=_("Ask another privacy officer.")).insist()
    for task in TASKS:
        set_task(professional, task=task, on=wanted[task] and not wanted["ends"], by=actor)
    if wanted["ends"]:
        end_job(professional, by=actor)


def _working(request: HttpRequest) -> "QuerySet[Professional]":
    municipality = request.actor.professional.organisation.municipality_id  # type: ignore[attr-defined]
    return Professional.objects.filter(
        organisation__municipality_id=municipality, ended_on__isnull=True
    ).select_related("organisation")
