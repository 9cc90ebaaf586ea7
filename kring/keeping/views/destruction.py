"""Asking to destroy what is written about somebody, for who it is about and for the officer at the desk."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import GatedRequest
from kring.copies.forms import WhoForm
from kring.copies.reading import decides_for, found_by
from kring.core.needs import needs, signed_in
from kring.households.models import Person
from kring.keeping.destroying import answer_part, ask_to_destroy, take_back
from kring.keeping.forms import AnswerForm, DestroyForm, DestroyOnPaperForm
from kring.keeping.models import DestructionPart, DestructionRequest
from kring.keeping.reading import choices_for, lines_of, part_shown, requests_in, requests_of
from kring.keeping.rules import may_answer_part, may_keep, may_see_destruction, may_see_part, may_take_back
from kring.log.models import Look
from kring.sharing.looked_rules import contacts_of
from kring.sharing.looks import look_at

PURPOSE = "destruction"


@needs(may_see_destruction)
@require_safe
def destruction(request: GatedRequest) -> HttpResponse:
    """For oneself and each person one decides for: what was asked, and how far it is."""
    rows = requests_of(request.actor)
    others = [row.about for row in rows if row.about != request.actor.person]
    look_at(request, others, purpose="place", action=Look.Action.LIST)
    page = {"rows": rows, "only_me": len(rows) == 1}
    return render(request, "keeping/destruction.html", page)


@needs(may_see_destruction)
@require_http_methods(["GET", "HEAD", "POST"])
def destruction_ask(request: GatedRequest, person_id: uuid.UUID) -> HttpResponse:
    """Choose what should go."""
    me = request.actor.person
    about = next((one for one in decides_for(me) if one.pk == person_id), None) if me else None
    if me is None or about is None:
        raise Http404
    offered = choices_for(about, me)
    form = DestroyForm(request.POST or None, offered=offered)
    if request.method == "POST" and form.is_valid():
        ask_to_destroy(about, form.keys(), words=form.cleaned_data["words"], by=request.actor)
        messages.success(request, _("Asked. You get an answer within three months."))
        return redirect("destruction")
    look_at(request, [about], purpose=PURPOSE, ground="self")
    page = {"form": form, "about": about, "offered": offered, "mine": about == me}
    return render(request, "keeping/destruction_ask.html", page, status=400 if form.errors else 200)


@needs(signed_in)
@require_POST
def destruction_take_back(request: GatedRequest, destruction_id: uuid.UUID) -> HttpResponse:
    """What is not gone yet stays."""
    one = get_object_or_404(DestructionRequest.objects.select_related("about"), pk=destruction_id)
    if one.asked_by_id != request.actor.user_id and not _in_hand_of(request, one):
        raise Http404
    may_take_back(one, request.actor).insist()
    take_back(one, by=request.actor)
    messages.success(request, _("Taken back. What is there stays."))
    return redirect("destruction_requests" if one.seen_how else "destruction")


@needs(may_keep)
@require_http_methods(["GET", "HEAD", "POST"])
def destruction_requests(request: GatedRequest) -> HttpResponse:
    """For the officer: all that was asked, and a new one for who came with a letter or to the desk."""
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = found_by(request.actor, *form.whom())
        look_at(request, found, purpose=PURPOSE, action=Look.Action.SEARCH)
        if len(found) == 1:
            return redirect("destruction_on_paper", found[0].pk)
        form.nobody_found()
    assert request.actor.professional is not None  # noqa: S101 (the gate let only the officer through)
    rows = requests_in(request.actor.professional.organisation.municipality)
    look_at(request, [row.request.about for row in rows], purpose=PURPOSE, action=Look.Action.LIST)
    page = {
        "form": form,
        "open": [row for row in rows if row.request.is_open],
        "ended": [row for row in rows if not row.request.is_open],
    }
    return render(request, "keeping/destruction_requests.html", page, status=400 if form.errors else 200)


@needs(may_keep)
@require_http_methods(["GET", "HEAD", "POST"])
def destruction_on_paper(request: GatedRequest, person_id: uuid.UUID) -> HttpResponse:
    """The officer fills in what somebody asked on paper or at the desk."""
    assert request.actor.professional is not None  # noqa: S101 (the gate let only the officer through)
    here = request.actor.professional.organisation.municipality_id
    about = get_object_or_404(Person, pk=person_id, municipality=here, same_as__isnull=True)
    offered = choices_for(about, about)
    form = DestroyOnPaperForm(request.POST or None, offered=offered)
    if request.method == "POST" and form.is_valid():
        how = {name: form.cleaned_data[name] for name in ("words", "seen_how")}
        ask_to_destroy(about, form.keys(), by=request.actor, **how)
        messages.success(request, _("Asked. Who wrote it has three months."))
        return redirect("destruction_requests")
    look_at(request, [about], purpose=PURPOSE)
    page = {"form": form, "about": about, "offered": offered}
    return render(request, "keeping/destruction_on_paper.html", page, status=400 if form.errors else 200)


@needs(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def destruction_part(request: GatedRequest, part_id: uuid.UUID) -> HttpResponse:
    """What one organisation wrote, as a list without what stands in it; its contact answers."""
    related = DestructionPart.objects.select_related("request__about", "request__asked_by")
    part = get_object_or_404(related, pk=part_id)
    may_see = may_see_part(part, request.actor)
    if not may_see.allowed:
        raise Http404
    contacts = contacts_of(part.organisation_id) if part.organisation_id else []
    may_answer = may_answer_part(part, request.actor, has_contact=bool(contacts))
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        may_answer.insist()
        if form.is_valid():
            answer_part(part, **form.cleaned_data, by=request.actor)
            messages.success(request, _("Answered. Who asked it hears it."))
            return redirect("destruction_part", part_id)
    look_at(request, [part.request.about], purpose=PURPOSE, ground=may_see.ground)
    page = {"shown": part_shown(part), "lines": lines_of(part), "form": form, "may_answer": may_answer}
    return render(request, "keeping/destruction_part.html", page, status=400 if form.errors else 200)


def _in_hand_of(request: GatedRequest, one: DestructionRequest) -> bool:
    """Is it for this officer to look after?"""
    job = request.actor.professional
    here = job.organisation.municipality_id if job else None
    return request.actor.is_privacy_officer and one.about.municipality_id == here
