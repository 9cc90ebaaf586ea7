"""What is typed and said at a talk: agreements, decisions, words of the resident, questions for later."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from kring.core.needs import needs
from kring.core.once import not_once
from kring.meetings import actions, rules
from kring.meetings.forms.talk import AnswerForm, DraftForm
from kring.meetings.models import Draft, Parked
from kring.meetings.views import back_to_item, the_draft, the_item, the_parked
from kring.meetings.views.page import NAME_OF, NOT_TYPED, TYPED, form_of, item_page
from kring.plans.models import Goal
from kring.plans.reading import goals_to_choose
from kring.plans.rules import may_plan, may_work
from kring.plans.views import CircleRequest, look

REST_LIMIT = 500


@needs(may_plan)
@require_POST
def item_agree(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Who does what by when: in the plan at once."""
    item, form = the_item(request, talk_id), form_of(request, "agree", request.POST)
    if not form.is_valid():
        return item_page(request, item, agree=form)
    kept = request.POST.get("parked", "")
    parked = the_parked(request, talk_id, _uuid(kept)) if kept else None
    said = {"goal": form.cleaned_data["goal"], **form.agreed(), "parked": parked, "draft": _draft_of(request)}
    actions.agree(item, **said, by=request.actor, seat=request.seat)
    return back_to_item(item, "afspraken")


@needs(may_plan)
@require_POST
def item_decide(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """What was decided, and who said it."""
    item, form = the_item(request, talk_id), form_of(request, "decide", request.POST)
    if not form.is_valid():
        return item_page(request, item, decide=form)
    said = {"text": form.cleaned_data["decided"], "said_by": form.cleaned_data["said_by"]}
    actions.decide(item, **said, draft=_draft_of(request), by=request.actor, seat=request.seat)
    return back_to_item(item, "besloten")


@needs(may_work)
@require_POST
def item_words(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """The words of the resident."""
    item, form = the_item(request, talk_id), form_of(request, "words", request.POST)
    if not form.is_valid():
        return item_page(request, item, words=form)
    actions.say_words(item, **form.said(), draft=_draft_of(request), by=request.actor, seat=request.seat)
    return back_to_item(item, "inwoner")


@needs(may_work)
@require_POST
def item_park(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """A question for later."""
    item, form = the_item(request, talk_id), form_of(request, "park", request.POST)
    if not form.is_valid():
        return item_page(request, item, park=form)
    actions.park(item, **form.cleaned_data, draft=_draft_of(request), by=request.actor, seat=request.seat)
    return back_to_item(item, "geparkeerd")


@needs(may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def parked_answer(
    request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, parked_id: uuid.UUID
) -> HttpResponse:
    """The answer to a question that was kept; or it becomes an agreement."""
    parked, item = the_parked(request, talk_id, parked_id), the_item(request, talk_id)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        actions.answer_parked(parked, **form.cleaned_data, by=request.actor, seat=request.seat)
        return back_to_item(item, "geparkeerd")
    look(request, "table")
    page: dict[str, Any] = {"form": form, "parked": parked, "item": item, "reading": request.reading}
    page["open"] = parked.became == Parked.Became.OPEN
    if rules.may_move_on(item, request.seat).allowed:
        page["agree"] = form_of(request, "agree", initial={"what": parked.question, "when": "this_week"})
    return render(request, "meetings/parked.html", page, status=400 if form.is_bound else 200)


@needs(may_work)
@not_once
@require_POST
def item_draft(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, kind: str) -> HttpResponse:
    """Keep what somebody is typing. The answer tells their form which draft it goes on with."""
    item = the_item(request, talk_id)
    if kind not in NAME_OF:
        raise Http404
    name = NAME_OF[kind]
    form = DraftForm({**request.POST.dict(), "text": request.POST.get(TYPED[name][1], "")})
    if not form.is_valid():
        return item_page(request, item, **{name: form_of(request, name, request.POST)})
    goal = _goal(request) if kind == Draft.Kind.AGREEMENT else None
    rest = _rest(request, TYPED[name][1])
    draft = actions.keep_draft(item, kind=kind, **form.cleaned_data, goal=goal, rest=rest, seat=request.seat)
    if "HX-Request" not in request.headers:
        return back_to_item(item, f"formulier-{name}")
    page = {"name": name, "screen": form.cleaned_data["screen"], "draft": draft or _empty(form, kind)}
    return render(request, "meetings/_draft.html", page | {"kept": draft is not None})


@needs(may_work)
@require_POST
def draft_take(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, draft_id: uuid.UUID) -> HttpResponse:
    """Go on with what somebody else was typing."""
    draft = the_draft(request, talk_id, draft_id)
    actions.take_over(draft, by=request.actor, seat=request.seat)
    return back_to_item(draft.item, f"formulier-{NAME_OF[draft.kind]}")


@needs(may_work)
@require_POST
def draft_away(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, draft_id: uuid.UUID) -> HttpResponse:
    """Not to be said after all."""
    draft = the_draft(request, talk_id, draft_id)
    actions.throw_away(draft, seat=request.seat)
    return back_to_item(draft.item)


def _goal(request: CircleRequest) -> Goal | None:
    """The goal that is chosen, when this reader may read it; its circle is that of the request."""
    chosen = request.POST.get("goal", "")
    rows = (row.goal.item for row in goals_to_choose(request.reading) if row.goal.open)
    return next((goal for goal in rows if str(goal.pk) == chosen), None)


def _rest(request: CircleRequest, field: str) -> str:
    """What else stands in the form, as it was sent; what is too long for that is no choice of ours."""
    sent = request.POST.copy()
    for name in (*NOT_TYPED, field):
        sent.pop(name, None)
    rest = sent.urlencode()
    return rest if len(rest) <= REST_LIMIT else ""


def _empty(form: DraftForm, kind: str) -> Draft:
    return Draft(pk=form.cleaned_data["draft"], kind=kind, revision=form.cleaned_data["revision"])


def _draft_of(request: CircleRequest) -> uuid.UUID | None:
    return _uuid(request.POST.get("draft", ""))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
