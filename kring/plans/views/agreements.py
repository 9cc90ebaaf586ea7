"""Pages for one agreement: make, change, say how it went, undo."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.core.needs import needs
from kring.plans import actions, rules
from kring.plans.both import both_agreements
from kring.plans.forms import AgreementForm, NotDoneForm
from kring.plans.models import Agreement
from kring.plans.readers import readers_of_agreement
from kring.plans.reading import goals_to_choose
from kring.plans.views import CircleRequest, back_to_plan, came_too_late, look, the_agreement

FIELDS = ("what", "responsible", "due_on", "in_week")


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_add(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Who does what by when, under a goal that we work on."""
    goals = goals_to_choose(request.reading)
    form = AgreementForm(
        request.POST or None,
        initial={"goal": request.GET.get("doel", ""), "when": "this_week"},
        members=request.reading.members,
        goals=goals,
    )
    if form.is_valid():
        made = actions.add_agreement(form.cleaned_data["goal"], by=request.actor, seat=request.seat, **form.agreed())
        return back_to_plan(request, f"afspraak-{made.pk}")
    chosen = next((row.goal.item for row in goals if str(row.goal.item.pk) == form["goal"].value()), None)
    return _page(request, form, title=_("A new agreement"), goal=chosen)


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: CircleRequest, circle_id: uuid.UUID, agreement_id: uuid.UUID) -> HttpResponse:
    """Change what, who or when."""
    agreement = the_agreement(request, agreement_id, closed_too=True)
    form = _form(request, agreement)
    if not form.is_valid() or not came_too_late(request, agreement):
        request.reading.may_read(agreement).insist()
    if not form.is_valid():
        return _page(request, form, title=_("Change the agreement"), goal=agreement.goal, agreement=agreement)
    try:
        chosen = {name: form.cleaned_data[name] for name in FIELDS}
        revision = form.cleaned_data["revision"]
        actions.change_agreement(agreement, revision=revision, by=request.actor, seat=request.seat, **chosen)
    except actions.ChangedMeanwhile as changed:
        return _both(request, form, changed.current)
    return back_to_plan(request, f"afspraak-{agreement.pk}")


@needs(rules.may_work)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_done(request: CircleRequest, circle_id: uuid.UUID, agreement_id: uuid.UUID) -> HttpResponse:
    """Done, or did not work out with what happened."""
    agreement = the_agreement(request, agreement_id)
    done = request.POST.get("how") == "done"
    form = NotDoneForm(request.POST or None)
    if done or form.is_valid():
        why = "" if done else form.cleaned_data["why_not"]
        actions.close_agreement(agreement, done=done, why_not=why, by=request.actor, seat=request.seat)
        return back_to_plan(request, f"afspraak-{agreement.pk}")
    look(request)
    context = {
        "form": form,
        "agreement": agreement,
        "may_close": rules.may_close_agreement(agreement, request.seat),
        "next": request.POST.get("next", request.GET.get("next", "")),
    }
    return render(request, "plans/not_done.html", context, status=400 if form.is_bound else 200)


@needs(rules.may_work)
@require_POST
def agreement_reopen(request: CircleRequest, circle_id: uuid.UUID, agreement_id: uuid.UUID) -> HttpResponse:
    """Undo "done" or "did not work out"."""
    agreement = actions.reopen_agreement(the_agreement(request, agreement_id), by=request.actor, seat=request.seat)
    return back_to_plan(request, f"afspraak-{agreement.pk}")


def _form(request: CircleRequest, agreement: Agreement) -> AgreementForm:
    initial = {
        "what": agreement.what,
        "responsible": agreement.responsible,
        "revision": agreement.revision,
        **AgreementForm.initial_when(agreement),
    }
    return AgreementForm(request.POST or None, initial=initial, members=request.reading.members, agreement=agreement)


def _page(request: CircleRequest, form: AgreementForm, **context: Any) -> HttpResponse:
    look(request)
    agreement = context.get("agreement")
    responsible = form.cleaned_data.get("responsible") if form.is_bound else getattr(agreement, "responsible", None)
    context |= {
        "form": form,
        "readers": readers_of_agreement(request.reading, context["goal"], responsible) if context["goal"] else None,
        "is_open": agreement is None or agreement.state == Agreement.State.OPEN,
    }
    return render(request, "plans/agreement.html", context, status=400 if form.is_bound else 200)


def _both(request: CircleRequest, form: AgreementForm, current: Any) -> HttpResponse:
    """Somebody else saved first (409): both texts, and a form in which nothing is lost."""
    look(request)
    both = both_agreements(current, form.cleaned_data, current.pk)
    request.POST = both.merged(request.POST)  # type: ignore[assignment]
    context = {
        "both": both,
        "closed": request.reading.may_read(current),
        "may_change": rules.may_change_agreement(current, request.seat),
        "form": _form(request, current),
        "agreement": current,
    }
    return render(request, "plans/both.html", context, status=409)
