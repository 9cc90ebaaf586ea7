"""`/beheer/bewaren/`: what is over its term, shown before it goes; approved by two; with proof. And the terms."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import GatedRequest
from kring.core.needs import needs
from kring.keeping import actions
from kring.keeping.forms import ConfirmForm, TermForm
from kring.keeping.models import KeepingTerm, Run
from kring.keeping.reading import runs_of, shown
from kring.keeping.removing import waits_for_the_owner
from kring.keeping.rules import may_approve, may_keep, may_stop
from kring.keeping.running import fingerprint_of, proof_of
from kring.keeping.terms import history_of, terms_of
from kring.municipality.models import Municipality


@needs(may_keep)
@require_safe
def keeping(request: GatedRequest) -> HttpResponse:
    """The run that is open, with what to do next; runs before; the terms."""
    here = _municipality(request)
    runs = runs_of(here)
    open_run = next((row for row in runs if row.run.state in Run.OPEN), None)
    terms = terms_of(here)
    page = {
        "open": open_run,
        "may_approve": may_approve(open_run.run, request.actor) if open_run else None,
        "may_stop": may_stop(open_run.run, request.actor) if open_run else None,
        "waits_for_the_owner": waits_for_the_owner(),
        "past": [row for row in runs if row != open_run],
        "assumed": [one for one in terms if one.assumed],
        "known": [one for one in terms if not one.assumed],
    }
    return render(request, "keeping/keeping.html", page)


@needs(may_keep)
@require_POST
def run_ask(request: GatedRequest) -> HttpResponse:
    """Count what is over its term; nothing goes yet."""
    actions.ask_run(_municipality(request), by=request.actor)
    messages.success(request, _("We count. Nothing goes before two people say yes."))
    return redirect("keeping")


@needs(may_keep)
@require_POST
def run_approve(request: GatedRequest, run_id: uuid.UUID) -> HttpResponse:
    """The first yes, or the second."""
    run = actions.approve_run(_run(request, run_id), by=request.actor)
    if run.second_by_id is None:
        messages.success(request, _("You said yes. Now somebody else has to look at it too."))
    else:
        messages.success(request, _("Two people said yes. It is being removed."))
    return redirect("keeping")


@needs(may_keep)
@require_POST
def run_stop(request: GatedRequest, run_id: uuid.UUID) -> HttpResponse:
    """Nothing goes."""
    actions.stop_run(_run(request, run_id), by=request.actor)
    messages.success(request, _("Stopped. Nothing was removed."))
    return redirect("keeping")


@needs(may_keep)
@require_safe
def run(request: GatedRequest, run_id: uuid.UUID) -> HttpResponse:
    """One run: what it took, by whom, and the proof."""
    one = _run(request, run_id)
    page = {"one": shown(one), "fingerprint": fingerprint_of(one) if one.state == Run.State.DONE else ""}
    return render(request, "keeping/run.html", page)


@needs(may_keep)
@require_safe
def run_proof(request: GatedRequest, run_id: uuid.UUID) -> HttpResponse:
    """What went, by id, for who checks it later; nothing of what stood in it."""
    one = _run(request, run_id)
    if one.state != Run.State.DONE:
        raise Http404
    response = JsonResponse({"proof": proof_of(one), "sha256": fingerprint_of(one), "look": one.sealed_in})
    response["Content-Disposition"] = 'attachment; filename="bewijs.json"'
    return response


@needs(may_keep)
@require_http_methods(["GET", "HEAD", "POST"])
def term(request: GatedRequest, of: str) -> HttpResponse:
    """Change how long one thing is kept (`of`: a law, or a kind); how it was before stays below."""
    here, now = _municipality(request), _term(request, of)
    known = {"years": now.years, "article": now.article, "assumed": now.assumed}
    form = TermForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.set_term(here, now.kind, now.law, form.term(), by=request.actor)
        messages.success(request, _("Saved. It counts from the next time you look what is over its term."))
        return redirect("keeping")
    page = {"form": form, "term": now, "history": history_of(here, now.kind, now.law)}
    return render(request, "keeping/term.html", page, status=400 if form.errors else 200)


@needs(may_keep)
@require_http_methods(["GET", "HEAD", "POST"])
def term_confirm(request: GatedRequest, of: str) -> HttpResponse:
    """What was assumed is right: since when, by whom and how it is known stays with it."""
    now = _term(request, of)
    form = ConfirmForm(request.POST or None, initial={"years": now.years, "article": now.article})
    if request.method == "POST" and form.is_valid():
        actions.confirm_term(now, **form.cleaned_data, by=request.actor)
        messages.success(request, _("Confirmed. Your name and the reason stay with it."))
        return redirect("keeping")
    page = {"form": form, "term": now, "history": history_of(now.municipality, now.kind, now.law), "confirms": True}
    return render(request, "keeping/term.html", page, status=400 if form.errors else 200)


def _term(request: GatedRequest, of: str) -> KeepingTerm:
    """The term in force of a law or a kind; anything else is not there (404)."""
    now = next((one for one in terms_of(_municipality(request)) if of in (one.law, one.kind)), None)
    if now is None:
        raise Http404
    return now


def _municipality(request: GatedRequest) -> Municipality:
    job = request.actor.professional
    assert job is not None  # noqa: S101 (the gate let only the officer through)
    return job.organisation.municipality


def _run(request: GatedRequest, run_id: uuid.UUID) -> Run:
    return get_object_or_404(Run, pk=run_id, municipality=_municipality(request))
