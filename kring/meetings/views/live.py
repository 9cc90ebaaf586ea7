"""One household at a table: before, during and after, on one page that everybody there has open."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.core.needs import needs, signed_in
from kring.meetings import actions, rules
from kring.meetings.forms.agenda import BringForm, PutOffForm
from kring.meetings.talk.item import wall_of
from kring.meetings.talk.live import Live, Refusal, names_of, read_live
from kring.meetings.talk.pulse import keep_beat
from kring.meetings.views import asked_for, back_to_item, tables_of, the_item
from kring.meetings.views.page import form_of, item_page, names_in, shown_item
from kring.plans.readers import readers_of_draft
from kring.plans.reading import read_plan
from kring.plans.rules import may_plan, may_work
from kring.plans.views import CircleRequest, look
from kring.sharing.looks import look_at
from kring.sharing.rules import may_see_circle


@needs(rules.may_bring_here)
@require_http_methods(["GET", "HEAD", "POST"])
def item_bring(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Put this household on the agenda of a table."""
    domains = list(request.circle.household.municipality.life_domains.all())
    given = asked_for(request)
    chosen = {"meeting": request.GET.get("tafel", ""), "question": given.question if given else ""}
    meetings = tables_of(request)
    form = BringForm(request.POST or None, meetings=meetings, domains=domains, initial=chosen, reading=request.reading)
    if form.is_valid():
        asked = dict(form.cleaned_data)
        item = actions.bring(request.circle, asked.pop("meeting"), **asked, by=request.actor, seat=request.seat)
        if given is not None:
            actions.say_yes(given, item, by=request.actor, seat=request.seat)
        return back_to_item(item)
    look(request, "table")
    page = {"form": form, "meetings": meetings, "reading": request.reading}
    page["readers"] = readers_of_draft(request.reading, request.POST)
    return render(request, "meetings/bring.html", page, status=400 if form.is_bound else 200)


@needs(may_see_circle)
@require_safe
def item(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """The table for this household, as this reader may see it."""
    return item_page(request, the_item(request, talk_id))


@needs(may_see_circle)
@require_safe
def item_now(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """All that stands on the page of the talk, without its forms: to put in place of what a screen has."""
    table = shown_item(request, the_item(request, talk_id))
    page = {"table": table, "live": table.live, "item": table.item, "reading": request.reading, "both": True}
    answer = render(request, "meetings/_both.html", page | {"names": names_in(request, table)})
    return keep_beat(answer, request, table.item, table.live.main, table.live.stamp)


@needs(signed_in)
@require_safe
def item_live(request: CircleRequest, talk_id: uuid.UUID) -> HttpResponse:
    """What changed since the screen was drawn; 204 when nothing did, so that nothing was looked at either.

    The stamps stand in the address and not in an ETag: pages about people are never kept by a browser. The address
    names no circle, so the gate does not read the whole of it: the rights of this one reader are read here.
    """
    live = read_live(request.actor, talk_id)
    if live is None or isinstance(live, Refusal):
        return _goes_away(request, live)
    _is_here(live)
    if request.GET.get("sinds") != live.main:
        return redirect("item_now", live.item.circle_id, talk_id)
    if request.GET.get("typt") == live.stamp:
        return keep_beat(HttpResponse(status=204), request, live.item, live.main, live.stamp)
    request.circle = live.item.circle
    look_at(request, live.persons, purpose="table")
    answer = render(request, "meetings/_live.html", {"live": live, "names": names_of(live)})
    return keep_beat(answer, request, live.item, live.main, live.stamp)


def _goes_away(request: CircleRequest, refused: Refusal | None) -> HttpResponse:
    """Not (any longer) for this reader: the screen is drawn anew, which tells why and shows nothing else."""
    if refused is None:
        raise Http404
    request.refused = refused.verdict  # type: ignore[attr-defined]
    return HttpResponse(status=403, headers={"HX-Refresh": "true"})


def _is_here(live: Live) -> None:
    if rules.may_speak(live.item, live.seat).allowed:
        actions.be_here(live.item, live.seat, live.seen.get(live.seat.pk))


@needs(may_see_circle)
@require_safe
def item_plan(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """The goals with their agreements, beside the talk."""
    item = the_item(request, talk_id)
    look(request, "table")
    page = {"plan": read_plan(request.reading), "item": item, "reading": request.reading}
    return render(request, "meetings/_plan.html", page)


@needs(may_work)
@require_POST
def item_prepare(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """My goal, what I can and can't."""
    item, form = the_item(request, talk_id), form_of(request, "prepare", request.POST)
    if not form.is_valid():
        return item_page(request, item, prepare=form)
    actions.prepare(item, **form.cleaned_data, by=request.actor, seat=request.seat)
    return back_to_item(item, "vooraf")


@needs(may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def item_put_off(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """To a later table."""
    item = the_item(request, talk_id)
    meetings = [one for one in tables_of(request) if one.pk != item.meeting_id]
    form = PutOffForm(request.POST or None, meetings=meetings)
    if form.is_valid():
        actions.put_off(item, form.cleaned_data["meeting"], by=request.actor, seat=request.seat)
        return back_to_item(item)
    look(request, "table")
    page = {"form": form, "item": item, "meetings": meetings}
    return render(request, "meetings/put_off.html", page, status=400 if form.is_bound else 200)


@needs(may_plan)
@require_POST
def item_drop(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Off the agenda."""
    return back_to_item(actions.drop(the_item(request, talk_id), by=request.actor, seat=request.seat))


@needs(may_see_circle)
@require_safe
def item_wall(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Large, for a screen that everybody at the table looks at: only what all who stay may read."""
    table = shown_item(request, the_item(request, talk_id))
    page: dict[str, Any] = {"wall": wall_of(request.reading, table), "table": table, "reading": request.reading}
    page |= {"live": table.live, "item": table.item}
    return render(request, "meetings/wall.html", page)
