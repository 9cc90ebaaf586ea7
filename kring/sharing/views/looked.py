"""`/inzage/`: who looked at what about me, and why; a question about a look and its answer."""

import uuid
from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.circles.actors import Actor
from kring.core.needs import needs, signed_in
from kring.households.models import Person
from kring.log.models import Look
from kring.sharing.actions.looked import answer_question, ask_about_look
from kring.sharing.forms.looked import AnswerForm, AskForm
from kring.sharing.looked import Group, Looker, looker_of, often_this_month, persons_of, read_looks, visible_looks
from kring.sharing.looked_rules import (
    contacts_of,
    may_answer_question,
    may_ask_about,
    may_read_question,
    may_see_looks,
)
from kring.sharing.looked_words import looked_at
from kring.sharing.looks import look_at
from kring.sharing.models import LookQuestion


@needs(may_see_looks)
@require_safe
def looked(request: HttpRequest) -> HttpResponse:
    """Newest first, whole days; `over` is who it is about, `voor` where the page begins."""
    actor = _actor(request)
    persons = persons_of(actor)
    about = _about(request, persons)
    page = read_looks(actor, about, before=_moment(request))
    look_at(request, [about], purpose="looked", ground="self")
    shown = {
        "persons": persons,
        "about": about,
        "page": page,
        "often": often_this_month(actor, about) if not request.GET.get("voor") else [],
        "mine": about == actor.person,
    }
    return render(request, "sharing/looked.html", shown)


@needs(may_see_looks)
@require_http_methods(["GET", "HEAD", "POST"])
def look_ask(request: HttpRequest, look_id: uuid.UUID) -> HttpResponse:
    """Ask why somebody looked; the question goes to their organisation."""
    actor = _actor(request)
    about, look = _look(request, actor, look_id)
    may_ask_about(look, actor).insist()
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        question = ask_about_look(look, about, by=actor, **form.cleaned_data)
        messages.success(request, _("Asked. You hear within a week."))
        return redirect("look_question", question.pk)
    look_at(request, [about], purpose="looked", ground="self")
    page = {"form": form, "about": about, "group": Group(look, 1, look.at), "who": looker_of(look)}
    return render(request, "sharing/look_ask.html", page, status=400 if form.errors else 200)


@needs(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def look_question(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """The question, with its answer or the form to answer it; to nobody else it is there."""
    actor = _actor(request)
    question = _question(actor, question_id)
    may_answer = may_answer_question(question, actor, has_contact=bool(contacts_of(question.organisation_id)))
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        may_answer.insist()
        if form.is_valid():
            answer_question(question, by=actor, **form.cleaned_data)
            messages.success(request, _("Answered. The resident hears it."))
            return redirect("look_question", question_id)
    look_at(request, [question.about], purpose="rights", ground="self" if _is_mine(question, actor) else "contact")
    page = {"question": question, "form": form, "may_answer": may_answer, "mine": _is_mine(question, actor)}
    said = {"who": Looker(question.by_name, "", question.organisation.name), "says": looked_at(question.purpose)}
    return render(request, "sharing/look_question.html", {**page, **said}, status=400 if form.errors else 200)


def _question(actor: Actor, question_id: uuid.UUID) -> LookQuestion:
    related = LookQuestion.objects.select_related("about", "organisation")
    question = get_object_or_404(related, pk=question_id)
    if not may_read_question(question, actor).allowed:
        raise Http404
    return question


def _is_mine(question: LookQuestion, actor: Actor) -> bool:
    return question.asked_by_id == actor.user_id


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _about(request: HttpRequest, persons: list[Person]) -> Person:
    """Whom the page is about: the resident, or who they decide for; anybody else is not there (404)."""
    asked = request.GET.get("over", "")
    found = next((person for person in persons if not asked or str(person.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _look(request: HttpRequest, actor: Actor, look_id: uuid.UUID) -> tuple[Person, Look]:
    """A look that this resident may see, with whom it is about; any other is not there (404)."""
    for person in persons_of(actor):
        look = visible_looks(actor, person).filter(pk=look_id).first()
        if look is not None:
            return person, look
    raise Http404


def _moment(request: HttpRequest) -> datetime | None:
    """From which moment back; what is no moment begins at the newest."""
    try:
        moment = parse_datetime(request.GET.get("voor", ""))
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
