"""How the circle is organised: the form, the proposal to change it, and the framework (row L8)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kring.circles import actions as circles
from kring.circles import form_rules
from kring.circles.forms import WhyForm
from kring.circles.models import Circle, FormProposal, Member
from kring.core.mails import tell
from kring.core.needs import needs
from kring.core.once import SeeOther
from kring.plans import actions, rules
from kring.plans.actions.organising import frameworks
from kring.plans.both import both_frameworks
from kring.plans.forms import FrameworkForm, ProposeLeadForm, ProposeSelfForm
from kring.plans.models import Note
from kring.plans.readers import readers_of
from kring.plans.views import CircleRequest, look


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def circle_form(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """How we work, what was proposed, and proposing the other form."""
    form = _propose_form(request, request.POST or None)
    if form.is_valid():
        try:
            proposal = _propose(request, form.cleaned_data)
        except actions.ChangedMeanwhile:
            return _both(request, form)
        _tell(form_rules.who_answers_form(proposal, request.reading.lead, request.reading.members), proposal)
        messages.success(request, _("Your proposal waits for an answer. Until then nothing changes."))
        return SeeOther(reverse("circle_form", args=[circle_id]))
    return _page(request, form=form)


@needs(rules.may_plan)
@require_POST
def form_answer(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Yes, or no with a reason."""
    proposal = _proposal(request)
    given: dict[str, Any] = {"by": request.actor, "seat": request.seat}
    form = WhyForm(request.POST if "refuse" in request.POST else None)
    if "refuse" not in request.POST:
        circles.agree_form(proposal, **given)
        messages.success(request, _("From now on the circle works like this. Everybody sees it."))
    elif form.is_valid():
        circles.refuse_form(proposal, **form.cleaned_data, **given)
        messages.success(request, _("You said no. The circle sees why, and everything stays as it is."))
    else:
        return _page(request, no=form)
    _tell([proposal.proposer], proposal)
    return SeeOther(reverse("circle", args=[circle_id]))


@needs(rules.may_plan)
@require_POST
def form_withdraw(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Who proposed it takes it back."""
    circles.withdraw_form(_proposal(request), by=request.actor, seat=request.seat)
    messages.success(request, _("The proposal is taken back."))
    return SeeOther(reverse("circle_form", args=[circle_id]))


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def framework(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """What we settle ourselves and when we call somebody in; who reads it stands above the form."""
    look(request)
    versions = request.reading.show(frameworks(request.circle))
    now = versions[0].item if versions else None
    said = {"settles": now.text, "calls_in": now.calls_in} if now else {}
    form = FrameworkForm(request.POST or None, initial={**said, "revision": len(versions)})
    if form.is_valid():
        try:
            actions.agree_framework(request.circle, **form.cleaned_data, by=request.actor, seat=request.seat)
        except actions.ChangedMeanwhile:
            return _both(request, form)
        return SeeOther(reverse("circle", args=[circle_id]))
    readers = readers_of(request.reading, Note(kind=Note.Kind.FRAMEWORK))
    page = {"form": form, "versions": versions, "reading": request.reading, "readers": readers}
    return render(request, "plans/framework.html", page, status=400 if form.is_bound else 200)


@needs(rules.may_plan)
@require_POST
def framework_again(request: CircleRequest, circle_id: uuid.UUID, framework_id: uuid.UUID) -> HttpResponse:
    """Agree an earlier framework again: the undo. What stood there since stays in the story."""
    found = get_object_or_404(Note, pk=framework_id, circle=request.circle, kind=Note.Kind.FRAMEWORK)
    request.reading.may_read(found).insist()
    words: dict[str, Any] = {"settles": found.text, "calls_in": found.calls_in}
    actions.agree_framework(request.circle, **words, by=request.actor, seat=request.seat)
    messages.success(request, _("This framework counts again from today."))
    return SeeOther(reverse("framework", args=[circle_id]))


def _propose_form(request: CircleRequest, sent: Any) -> Any:
    if request.circle.form == Circle.Form.SELF_ORGANISING:
        return ProposeLeadForm(sent, members=request.reading.members)
    versions = frameworks(request.circle)
    now = {"settles": versions[0].text, "calls_in": versions[0].calls_in} if versions else {}
    return ProposeSelfForm(sent, initial={**now, "revision": len(versions)})


def _both(request: CircleRequest, form: FrameworkForm) -> HttpResponse:
    """Somebody else agreed another framework first (409): both texts, and a form in which nothing is lost."""
    look(request)
    versions = frameworks(request.circle)
    both = both_frameworks(versions[0], form.cleaned_data, versions)
    page = {
        "both": both,
        "closed": request.reading.may_read(versions[0]),
        "may_change": rules.may_change_plan(request.circle, request.seat),
        "form": type(form)(both.merged(request.POST)),
    }
    return render(request, "plans/both.html", page, status=409)


def _propose(request: CircleRequest, said: dict[str, Any]) -> FormProposal:
    given: dict[str, Any] = {"by": request.actor, "seat": request.seat}
    if request.circle.form == Circle.Form.SELF_ORGANISING:
        return circles.propose_form(request.circle, form=Circle.Form.DIRECTED, **said, **given)
    return actions.propose_self_organising(request.circle, **said, **given)


def _page(request: CircleRequest, form: Any = None, no: Any = None) -> HttpResponse:
    """The page; `form` or `no` is the one that was sent with a mistake in it (400)."""
    look(request)
    reading, proposal = request.reading, request.reading.form_proposal
    wrong = (form is not None and form.is_bound) or no is not None
    answers = form_rules.who_answers_form(proposal, reading.lead, reading.members) if proposal else []
    related = [f"{seat}__{who}" for seat in ("proposer", "answered_by") for who in ("professional", "person")]
    before = FormProposal.objects.filter(circle=request.circle).exclude(state=FormProposal.State.OPEN)
    page = {
        "form": form or _propose_form(request, None),
        "no": no or WhyForm(),
        "reading": reading,
        "proposal": proposal,
        "answers": answers,
        "may_answer": proposal and form_rules.may_answer_form(proposal, request.seat, reading.lead, reading.members),
        "may_withdraw": proposal and form_rules.may_withdraw_form(proposal, request.seat),
        "directed": request.circle.form == Circle.Form.DIRECTED,
        "framework": next(iter(reading.show(frameworks(request.circle)[:1])), None),
        "before": before.select_related(*related)[:20],
    }
    return render(request, "plans/circle_form.html", page, status=400 if wrong else 200)


def _proposal(request: CircleRequest) -> FormProposal:
    proposal: FormProposal | None = request.reading.form_proposal
    if proposal is None:
        raise Http404
    return proposal


def _tell(whom: list[Member], proposal: FormProposal) -> None:
    """A mail with a link only."""
    for member in whom:
        tell(
            member.email,
            subject=gettext_lazy("how we work"),
            text=gettext_lazy("Somebody proposed or answered how a circle works. You find it in Kring."),
            path=reverse("circle_form", args=[proposal.circle_id]),
        )
