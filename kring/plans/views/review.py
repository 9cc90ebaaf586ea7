"""The review of a period, and what came of it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.core.needs import needs
from kring.plans import actions, rules
from kring.plans.models import Goal, Period, Review
from kring.plans.readers import readers_of
from kring.plans.reading import GoalShown, goals_to_choose, read_review, reviews_of
from kring.plans.review_forms import (
    NOT_ASKED,
    CorrectionForm,
    OutcomeForm,
    PeriodForm,
    ReviewForm,
    outcome_forms,
    period_sent,
)
from kring.plans.views import CircleRequest, look
from kring.sharing.rules import may_see_circle


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """First the resident, then each goal, then the next day: one page, in one go."""
    look(request)
    period = get_object_or_404(Period.objects.select_related("plan"), plan__circle=request.circle, ended_at=None)
    period.plan.circle = request.circle
    goals = goals_to_choose(request.reading)
    data = request.POST or None
    form = ReviewForm(data, days=request.circle.household.municipality.horizon_days)
    outcomes = outcome_forms([row.goal.item for row in goals if row.goal.open], data)
    if data and period_sent(data) != period.pk:
        return _somebody_was_first(request, form, outcomes)
    if form.is_valid() and all(outcome.is_valid() for outcome in outcomes):
        came_of_it = {outcome.goal: outcome.outcome() for outcome in outcomes}
        held = actions.hold_review(period, outcomes=came_of_it, by=request.actor, seat=request.seat, **form.said())
        return redirect("review_shown", circle_id, held.pk)
    return _page(request, form, outcomes, goals, period)


@needs(may_see_circle)
@require_http_methods(["GET", "HEAD", "POST"])
def review_shown(request: CircleRequest, circle_id: uuid.UUID, review_id: uuid.UUID) -> HttpResponse:
    """What came of a period, calmly; and room to set something right."""
    held = get_object_or_404(reviews_of(request.circle), pk=review_id)
    request.reading.may_read(held).insist()
    held.circle = request.circle
    may_correct = rules.may_change_plan(request.circle, request.seat)
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        actions.correct_review(held, text=form.cleaned_data["text"], by=request.actor, seat=request.seat)
        return redirect("review_shown", circle_id, held.pk)
    look(request)
    context = {
        "review": held,
        "shown": read_review(request.reading, held),
        "told": request.reading.answer(held),
        "reading": request.reading,
        "may_correct": may_correct,
        "form": form,
    }
    return render(request, "plans/review_shown.html", context, status=400 if form.is_bound else 200)


def _page(
    request: CircleRequest, form: ReviewForm, outcomes: list[OutcomeForm], goals: list[GoalShown], period: Period
) -> HttpResponse:
    by_goal = {outcome.goal.pk: outcome for outcome in outcomes}
    wrong = form.is_bound
    context = {
        "form": form,
        "rows": [(row, by_goal.get(row.goal.item.pk)) for row in goals],
        "all_forms": [form, *outcomes],
        "wrong": wrong,
        "period": period,
        "hidden": PeriodForm(initial={"period": period.pk}),
        "reading": request.reading,
        "readers": readers_of(request.reading, Review()),
    }
    return render(request, "plans/review.html", context, status=400 if wrong else 200)


def _somebody_was_first(request: CircleRequest, form: ReviewForm, outcomes: list[OutcomeForm]) -> HttpResponse:
    """This period was reviewed by somebody else meanwhile (409): their review, and your words to add to it."""
    held = reviews_of(request.circle).filter(period=period_sent(request.POST)).first()
    if held is not None:
        held.circle = request.circle
    may_read = held is not None and request.reading.may_read(held).allowed
    context = {
        "review": held,
        "shown": read_review(request.reading, held) if held and may_read else None,
        "reading": request.reading,
        "form": CorrectionForm(initial={"text": _words_of(form, outcomes)}),
        "may_correct": rules.may_change_plan(request.circle, request.seat),
        "first": True,
    }
    return render(request, "plans/review_shown.html", context, status=409)


def _words_of(form: ReviewForm, outcomes: list[OutcomeForm]) -> str:
    """All that was written in a review that came too late, as one text."""
    form.is_valid()
    score = form.data.get("score", "")
    lines = [_("How it goes: %(score)s") % {"score": score}] if score and score != NOT_ASKED else []
    lines += [form.data.get("resident_words", ""), form.data.get("not_asked_why", "")]
    for outcome in outcomes:
        result = dict(outcome.fields["result"].choices).get(outcome["result"].value(), "")  # type: ignore[attr-defined]
        lines.append(_line(outcome.goal, str(result), outcome["why"].value() or ""))
    return "\n".join(line for line in lines if line)[:1000]


def _line(goal: Goal, result: str, why: str) -> str:
    if not result and not why:
        return ""
    return f"{goal.result}: {', '.join(part for part in (result, why) if part)}"
