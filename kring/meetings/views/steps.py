"""Beginning a talk, with which method, and on to another step."""

import uuid

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from kring.core.needs import needs
from kring.meetings import actions, rules
from kring.meetings.models import AgendaItem, Method
from kring.meetings.talk.methods import read_methods
from kring.meetings.views import back_to_item, the_item
from kring.plans.rules import may_plan
from kring.plans.views import CircleRequest, look


@needs(may_plan)
@require_POST
def item_begin(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Now we talk about this household; in the way of its kind of table, unless another is chosen."""
    item = the_item(request, talk_id)
    said = request.POST.get("method", "")
    method = _chosen(request, item, said) if said else None
    return back_to_item(actions.begin(item, method=method, by=request.actor, seat=request.seat))


@needs(may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def item_method(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """In another way after all, before the first step was left."""
    item = the_item(request, talk_id)
    if request.method != "POST":
        rules.may_choose_method(item, request.seat).insist()
        look(request, "table")
        page = {"item": item, "methods": read_methods(item, request.circle), "reading": request.reading}
        return render(request, "meetings/choose_method.html", page)
    method = _chosen(request, item, request.POST.get("method", ""))
    return back_to_item(actions.choose_method(item, method, by=request.actor, seat=request.seat))


@needs(may_plan)
@require_POST
def item_step(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, number: int) -> HttpResponse:
    """On to this step of the method, for everybody."""
    item = the_item(request, talk_id)
    return back_to_item(actions.go_to_step(item, number, by=request.actor, seat=request.seat))


def _chosen(request: CircleRequest, item: AgendaItem, said: str) -> Method:
    """One of the ways of talking of this municipality (400 for another)."""
    found = next((one for one in read_methods(item, request.circle) if str(one.pk) == said), None)
    if found is None:
        raise BadRequest
    return found
