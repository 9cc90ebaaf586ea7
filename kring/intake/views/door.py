"""The door: one question on a page, for anybody, without an account and without JavaScript."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.core.limits import SEND, one_more
from kring.core.needs import anyone, needs
from kring.intake.actions import ask_for_help
from kring.intake.forms.door import SendForm
from kring.intake.models import HelpRequest
from kring.intake.questions import PARTS, Answers, Question, all_answers
from kring.intake.summary import answered_rows

QUICKEST_SECONDS = 3
_RECEIPT = "door_receipt"


@needs(anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def front_door(request: HttpRequest, key: str = "") -> HttpResponse:
    """One question: the first, or the one in the address."""
    answers = Answers(request.session)
    if answers.municipality is None:
        raise Http404
    asked = answers.asked()
    question = next((one for one in asked if one.key == key), None) if key else asked[0]
    if question is None or _is_too_early(answers, question):
        return _go_on(answers)
    if request.method == "POST":
        return _answer(request, answers, question)
    return _page(request, answers, question)


def _answer(request: HttpRequest, answers: Answers, question: Question) -> HttpResponse:
    if "skip" in request.POST and question.skip:
        answers.keep(question, None)
        return _go_on(answers)
    form = answers.form(question, request.POST)
    if not form.is_valid():
        return _page(request, answers, question, form=form)
    answers.keep(question, request.POST)
    return _go_on(answers)


def _page(request: HttpRequest, answers: Answers, question: Question, form: object = None) -> HttpResponse:
    asked = answers.asked()
    at = asked.index(question)
    context = {
        "question": question,
        "words": question.words(for_self=answers.for_self),
        "form": form or answers.form(question),
        "before": asked[at - 1] if at else None,
        "steps": PARTS,
        "current": question.part,
        "municipality": answers.municipality,
        "has_answers": bool(answers.raw),
    }
    return render(request, "intake/door.html", context, status=400 if form else 200)


def _is_too_early(answers: Answers, question: Question) -> bool:
    """Somebody who opens a later question first comes at the first one that is open."""
    asked = answers.asked()
    return any(not answers.is_answered(before) for before in asked[: asked.index(question)])


def _go_on(answers: Answers) -> HttpResponse:
    question = answers.first_open()
    return redirect("front_door_question", question.key) if question else redirect("front_door_check")


@needs(anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def front_door_check(request: HttpRequest) -> HttpResponse:
    """All answers once more, with a way to change each; then send."""
    answers = Answers(request.session)
    fields, again = all_answers(answers)
    if again is not None or answers.municipality is None:
        return redirect("front_door_question", again.key) if again else redirect("front_door")
    form = SendForm(request.POST or None)
    if request.method == "POST":
        refused = _why_not(request, answers, form)
        if not refused:
            return _send(request, answers, fields)
        form.add_error(None, refused)
    context = {
        "form": form,
        "rows": answered_rows(answers),
        "municipality": answers.municipality,
        "cannot_wait": answers.cannot_wait,
        "steps": PARTS,
        "current": len(PARTS),
    }
    return render(request, "intake/check.html", context, status=400 if form.errors else 200)


def _why_not(request: HttpRequest, answers: Answers, form: SendForm) -> str:
    """Why this is not sent: it looks like a program, or it is too often from one place. Empty when all is well."""
    phone = answers.municipality.door_phone if answers.municipality else ""
    call = _("Call us: %(phone)s.") % {"phone": phone} if phone else _("Call your municipality.")
    if not form.is_valid() or form.cleaned_data["website"]:
        return _("We could not take this in.") + " " + call
    if answers.seconds() < QUICKEST_SECONDS:
        return _("That went very fast. Read your answers once more and press again.")
    if not one_more(request, SEND):
        return _("Very many questions came from this place. Try again in an hour.") + " " + call
    return ""


def _send(request: HttpRequest, answers: Answers, fields: dict[str, object]) -> HttpResponse:
    assert answers.municipality is not None  # noqa: S101 (the check page)
    sent = ask_for_help(answers.municipality, by=request.actor, **fields)  # type: ignore[attr-defined, arg-type]
    answers.forget()
    request.session[_RECEIPT] = str(sent.pk)
    return redirect("front_door_receipt")


def _just_sent(request: HttpRequest) -> HelpRequest | None:
    sent = request.session.get(_RECEIPT)
    return HelpRequest.objects.select_related("municipality").filter(pk=sent).first() if sent else None


@needs(anyone)
@never_cache
@require_GET
def front_door_receipt(request: HttpRequest) -> HttpResponse:
    """The number to keep, what happens by when, and who calls."""
    sent = _just_sent(request)
    if sent is None:
        return redirect("front_door")
    mailed = sent.sender_email or (sent.email if sent.is_for_self else "")
    return render(
        request,
        "intake/receipt.html",
        {
            "sent": sent,
            "mailed": mailed,
            "municipality": sent.municipality,
            "can_follow": sent.birth_date is not None,
            "cannot_wait": sent.urgency == HelpRequest.Urgency.TODAY,
        },
    )


@needs(anyone)
@require_POST
def front_door_again(request: HttpRequest) -> HttpResponse:
    """Throw the answers away: nothing stays behind on a computer that others use too."""
    Answers(request.session).forget()
    request.session.pop(_RECEIPT, None)
    messages.success(request, _("Your answers are gone from this computer."))
    return redirect("front_door")
