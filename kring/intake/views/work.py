"""What the front door team does with a question, and takes back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.core.needs import needs
from kring.intake import actions, rules
from kring.intake.forms.triage import AnswerForm, HandOnForm, OpenCircleForm
from kring.intake.models import HandOn, HelpRequest
from kring.intake.rules import may_triage
from kring.intake.views.found import actor_of, help_request_or_404
from kring.intake.views.looks import look_at_requests
from kring.intake.views.same_person import households_of

FORM_METHODS = ["GET", "HEAD", "POST"]


@needs(may_triage)
@require_POST
def take(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """It is in my hand from now."""
    asked = help_request_or_404(request, request_id)
    actions.take_in_hand(asked, by=actor_of(request))
    messages.success(request, _("It is in your hand now."))
    return redirect("help_request", asked.pk)


@needs(may_triage)
@require_POST
def take_over(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """From a colleague's hand into mine."""
    asked = help_request_or_404(request, request_id)
    actions.take_in_hand(asked, by=actor_of(request), take_over=True)
    messages.success(request, _("You took it over. It is in your hand now."))
    return redirect("help_request", asked.pk)


@needs(may_triage)
@require_POST
def put_back(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Undo: it stands with what is new again."""
    asked = help_request_or_404(request, request_id)
    actions.put_back(asked, by=actor_of(request))
    messages.success(request, _("It stands with the new questions again."))
    return redirect("triage")


@needs(may_triage)
@require_http_methods(FORM_METHODS)
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write the answer that the person reads."""
    asked = help_request_or_404(request, request_id)
    rules.may_work_on(asked, actor_of(request)).insist()
    form = AnswerForm(request.POST or None, request=asked)
    if request.method == "POST" and form.is_valid():
        actions.answer(asked, by=actor_of(request), **form.cleaned_data)
        messages.success(request, _("Your answer was sent."))
        return redirect("help_request", asked.pk)
    return _form_page(request, asked, form, title=_("Answer"), button=_("Send the answer"))


@needs(may_triage)
@require_POST
def reopen(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Undo: the answer no longer shows."""
    asked = help_request_or_404(request, request_id)
    actions.reopen(asked, by=actor_of(request))
    messages.success(request, _("The answer was taken back. Your text is kept as a draft."))
    return redirect("help_request", asked.pk)


@needs(may_triage)
@require_http_methods(FORM_METHODS)
def hand_on(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Choose a partner and say why."""
    asked = help_request_or_404(request, request_id)
    rules.may_work_on(asked, actor_of(request)).insist()
    form = HandOnForm(request.POST or None, request=asked, initial={"to": _suggested(request)})
    if request.method == "POST" and form.is_valid():
        question = actions.hand_on(asked, by=actor_of(request), **form.cleaned_data)
        messages.success(request, _("%(name)s was asked.") % {"name": question.organisation.name})
        return redirect("help_request", asked.pk)
    return _form_page(request, asked, form, title=_("Hand on to a partner"), button=_("Ask them"))


def _suggested(request: HttpRequest) -> UUID | None:
    """The organisation that the page before named, if any."""
    try:
        return UUID(request.GET.get("naar", ""))
    except ValueError:
        return None


@needs(may_triage)
@require_POST
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Undo: the partner no longer has to answer."""
    asked = help_request_or_404(request, request_id)
    question = HandOn.objects.filter(request=asked).order_by("-offered_at").first()
    if question is not None:
        actions.withdraw_hand_on(question, by=actor_of(request))
        messages.success(request, _("The question to the partner was taken back."))
    return redirect("help_request", asked.pk)


@needs(may_triage)
@require_http_methods(FORM_METHODS)
def open_circle(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Choose the household, say what for; then you are in the circle."""
    asked = help_request_or_404(request, request_id)
    rules.may_work_on(asked, actor_of(request)).insist()
    rules.may_choose_household(asked).insist()
    homes = households_of(asked.known_person) if asked.known_person else []
    form = OpenCircleForm(request.POST or None, households=[home.household for home in homes if home.circle is None])
    if request.method == "POST" and form.is_valid():
        circle = actions.open_circle_for(asked, form.chosen, purpose=form.cleaned_data["purpose"], by=actor_of(request))
        messages.success(request, _("The circle is open. Invite who is needed."))
        return redirect("circle", circle.pk)
    return _form_page(
        request, asked, form, title=_("Open a circle"), button=_("Open the circle"), busy=[h for h in homes if h.circle]
    )


def _form_page(request: HttpRequest, asked: HelpRequest, form: object, **words: object) -> HttpResponse:
    look_at_requests(request, [asked])
    return render(
        request,
        "intake/work_form.html",
        {"asked": asked, "form": form, **words},
        status=400 if request.method == "POST" else 200,
    )
