"""Pages for one goal: add, change, put first, end, open again."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.core.needs import needs
from kring.municipality.models import LifeDomain
from kring.plans import actions, rules
from kring.plans.both import both_goals
from kring.plans.forms import EndGoalForm, GoalForm
from kring.plans.models import Agreement, Goal, Plan
from kring.plans.readers import readers_by_domain, readers_of_goal
from kring.plans.reading import goals_to_choose
from kring.plans.views import CircleRequest, back_to_plan, came_too_late, look, the_goal

FIELDS = ("result", "own_words", "life_domain", "about", "waits_for")


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def goal_add(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """A new goal under the plan."""
    form = _form(request)
    if form.is_valid():
        plan = get_object_or_404(Plan, circle=request.circle)
        plan.circle = request.circle
        goal = actions.add_goal(plan, by=request.actor, seat=request.seat, **_chosen(form))
        return back_to_plan(request, f"doel-{goal.pk}")
    return _page(request, form)


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: CircleRequest, circle_id: uuid.UUID, goal_id: uuid.UUID) -> HttpResponse:
    """One goal: its words, and what else can be done with it."""
    goal = the_goal(request, goal_id, closed_too=True)
    form = _form(request, goal)
    if not form.is_valid() or not came_too_late(request, goal):
        request.reading.may_read(goal).insist()
    if not form.is_valid():
        return _page(request, form, goal)
    try:
        revision = form.cleaned_data["revision"]
        actions.change_goal(goal, revision=revision, by=request.actor, seat=request.seat, **_chosen(form))
    except actions.ChangedMeanwhile as changed:
        return _both(request, form, goal, changed.current)
    return back_to_plan(request, f"doel-{goal.pk}")


@needs(rules.may_plan)
@require_POST
def goal_first(request: CircleRequest, circle_id: uuid.UUID, goal_id: uuid.UUID) -> HttpResponse:
    """This goal comes first now."""
    goal = actions.put_first(the_goal(request, goal_id), by=request.actor, seat=request.seat)
    return back_to_plan(request, f"doel-{goal.pk}")


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def goal_end(request: CircleRequest, circle_id: uuid.UUID, goal_id: uuid.UUID) -> HttpResponse:
    """The goal is reached, or we stop with it."""
    goal = the_goal(request, goal_id)
    form = EndGoalForm(request.POST or None)
    if form.is_valid():
        actions.end_goal(goal, state=form.cleaned_data["state"], by=request.actor, seat=request.seat)
        return back_to_plan(request, "plan")
    look(request)
    still_open = Agreement.objects.filter(goal=goal, state=Agreement.State.OPEN).count()
    context = {"form": form, "goal": goal, "still_open": still_open}
    return render(request, "plans/goal_end.html", context, status=400 if form.is_bound else 200)


@needs(rules.may_plan)
@require_POST
def goal_reopen(request: CircleRequest, circle_id: uuid.UUID, goal_id: uuid.UUID) -> HttpResponse:
    """We work on an ended goal again."""
    goal = actions.reopen_goal(the_goal(request, goal_id), by=request.actor, seat=request.seat)
    return back_to_plan(request, f"doel-{goal.pk}")


def _form(request: CircleRequest, goal: Goal | None = None) -> GoalForm:
    initial = {name: getattr(goal, name) for name in (*FIELDS, "revision")} if goal else {}
    persons = look(request)
    domains = list(LifeDomain.objects.filter(municipality=request.circle.household.municipality, in_use=True))
    return GoalForm(
        request.POST or None,
        initial=initial,
        domains=domains,
        persons=_with(persons, goal.about if goal else None),
        goals=goals_to_choose(request.reading),
        goal=goal,
    )


def _with(rows: list[Any], chosen: Any) -> list[Any]:
    """The rows, and what was chosen before although it is no longer one of them."""
    return rows if chosen is None or chosen in rows else [*rows, chosen]


def _chosen(form: GoalForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in FIELDS if name in form.cleaned_data}


def _page(request: CircleRequest, form: GoalForm, goal: Goal | None = None) -> HttpResponse:
    domain, about = (goal.life_domain, goal.about) if goal else (None, None)
    if form.is_bound:
        domain, about = form.cleaned_data.get("life_domain"), form.cleaned_data.get("about")
    context = {
        "form": form,
        "goal": goal,
        "may_change": rules.may_change_goal(goal, request.seat) if goal else None,
        "readers": readers_of_goal(request.reading, domain, about) if domain else None,
        "by_domain": readers_by_domain(request.reading, form.domains),
        "title": _("Change the goal") if goal else _("A new goal"),
    }
    return render(request, "plans/goal.html", context, status=400 if form.is_bound else 200)


def _both(request: CircleRequest, form: GoalForm, goal: Goal, current: Any) -> HttpResponse:
    """Somebody else saved first (409): both texts, and a form in which nothing is lost."""
    context = {
        "both": both_goals(current, form.cleaned_data, goal.pk),
        "closed": request.reading.may_read(current),
        "may_change": rules.may_change_goal(current, request.seat),
        "goal": current,
    }
    request.POST = context["both"].merged(request.POST)
    context["form"] = _form(request, current)
    return render(request, "plans/both.html", context, status=409)
