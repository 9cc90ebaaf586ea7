"""A partner reads what the front door asks, and says yes or no."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.core.needs import needs, signed_in
from kring.intake import actions
from kring.intake.forms.triage import OpenCircleForm, RefuseForm
from kring.intake.rules import may_answer_hand_on, may_open_circle, may_see_hand_on
from kring.intake.views.found import actor_of, hand_on_or_404
from kring.intake.views.looks import look_at_requests
from kring.intake.views.same_person import households_of


@needs(signed_in)
@require_safe
def hand_on(request: HttpRequest, hand_on_id: UUID) -> HttpResponse:
    """Who it is about, their words and how to reach them: what is needed to say yes or no, and to call."""
    question = hand_on_or_404(request, hand_on_id, may_see_hand_on)
    look_at_requests(request, [question.request], purpose="hand_on")
    may_answer = may_answer_hand_on(question, actor_of(request))
    context = {
        "question": question,
        "asked": question.request,
        "domains": list(question.request.domains.all()),
        "may_answer": may_answer,
        "may_open": may_open_circle(question, actor_of(request)),
    }
    return render(request, "intake/hand_on.html", context)


@needs(signed_in)
@require_POST
def hand_on_accept(request: HttpRequest, hand_on_id: UUID) -> HttpResponse:
    """Yes, we take it over."""
    question = hand_on_or_404(request, hand_on_id, may_answer_hand_on)
    actions.accept_hand_on(question, by=actor_of(request))
    messages.success(request, _("You take it over. Contact the person; they know that somebody does."))
    return redirect("hand_on", question.pk)


@needs(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_on_refuse(request: HttpRequest, hand_on_id: UUID) -> HttpResponse:
    """No, because."""
    question = hand_on_or_404(request, hand_on_id, may_answer_hand_on)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.refuse_hand_on(question, why=form.cleaned_data["why"], by=actor_of(request))
        messages.success(request, _("You said no. The front door reads why."))
        return redirect("home")
    look_at_requests(request, [question.request], purpose="hand_on")
    context = {"question": question, "asked": question.request, "form": form}
    return render(request, "intake/hand_on_refuse.html", context, status=400 if form.errors else 200)


@needs(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_on_circle(request: HttpRequest, hand_on_id: UUID) -> HttpResponse:
    """We took it over, and others are needed: open the circle for it."""
    question = hand_on_or_404(request, hand_on_id, may_open_circle)
    asked = question.request
    homes = households_of(asked.known_person) if asked.known_person else []
    form = OpenCircleForm(request.POST or None, households=[home.household for home in homes if home.circle is None])
    if request.method == "POST" and form.is_valid():
        purpose, by = form.cleaned_data["purpose"], actor_of(request)
        circle = actions.open_circle_for_partner(question, form.chosen, purpose=purpose, by=by)
        messages.success(request, _("The circle is open. Invite who is needed."))
        return redirect("circle", circle.pk)
    look_at_requests(request, [asked], purpose="hand_on")
    context = {"question": question, "asked": asked, "form": form, "busy": [home for home in homes if home.circle]}
    return render(request, "intake/hand_on_circle.html", context, status=400 if form.errors else 200)
