"""One household at a table: before, during and after, on one page that everybody there has open."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.rules import may_invite
from kring.core.needs import needs
from kring.meetings import actions, rules
from kring.meetings.asking.guests import read_guests
from kring.meetings.forms import BringForm, CloseForm, ParkForm, PrepareForm, PutOffForm
from kring.meetings.missing import Suggestion, gaps, suggestions
from kring.meetings.models import AgendaItem
from kring.meetings.reading import read_item
from kring.meetings.views import asked_for, back_to_item, tables_of, the_item, the_read_back
from kring.plans.forms import AgreementForm
from kring.plans.readers import readers_of_draft
from kring.plans.reading import goals_to_choose
from kring.plans.rules import may_plan, may_work
from kring.plans.views import CircleRequest, look
from kring.sharing.rules import may_see_circle

# The forms of the page and what each is called in the template.
FORMS = {"prepare": PrepareForm, "park": ParkForm, "close": CloseForm}


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
    item = the_item(request, talk_id)
    if rules.may_speak(item, request.seat).allowed:
        actions.be_here(item, request.seat)
    return _page(request, item)


@needs(may_see_circle)
@require_safe
def item_now(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """What changed since the screen was drawn (`sinds`); 204 when nothing did, so that nothing was looked at either.

    The stamp stands in the address and not in an ETag: pages about people are never kept by a browser.
    """
    item = the_item(request, talk_id)
    if rules.may_speak(item, request.seat).allowed:
        actions.be_here(item, request.seat)
    table = read_item(request.reading, item)
    if request.GET.get("sinds") == table.stamp:
        return HttpResponse(status=204)
    look(request, "table")
    return render(request, "meetings/_now.html", {"table": table, "reading": request.reading})


@needs(may_plan)
@require_POST
def item_begin(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Now we talk about this household."""
    return back_to_item(actions.begin(the_item(request, talk_id), by=request.actor, seat=request.seat))


@needs(may_work)
@require_POST
def item_prepare(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """My goal, what I can and can't."""
    item, form = the_item(request, talk_id), _form("prepare", request.POST)
    if not form.is_valid():
        return _page(request, item, prepare=form)
    actions.prepare(item, **form.cleaned_data, by=request.actor, seat=request.seat)
    return back_to_item(item, "vooraf")


@needs(may_work)
@require_POST
def item_park(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """A question for later."""
    item, form = the_item(request, talk_id), _form("park", request.POST)
    if not form.is_valid():
        return _page(request, item, park=form)
    actions.park(item, **form.cleaned_data, by=request.actor, seat=request.seat)
    return back_to_item(item, "geparkeerd")


@needs(may_plan)
@require_POST
def item_agree(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Who does what by when: in the plan at once."""
    item, form = the_item(request, talk_id), _agreement_form(request, request.POST)
    if not form.is_valid():
        return _page(request, item, agree=form)
    actions.agree(item, goal=form.cleaned_data["goal"], **form.agreed(), by=request.actor, seat=request.seat)
    return back_to_item(item, "afspraken")


@needs(may_work)
@require_POST
def item_heard(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, back_id: uuid.UUID) -> HttpResponse:
    """It was read aloud, and heard."""
    back = actions.hear(the_read_back(request, talk_id, back_id), by=request.actor, seat=request.seat)
    return back_to_item(back.item, "afspraken")


@needs(may_plan)
@require_POST
def item_ask_yes(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, back_id: uuid.UUID) -> HttpResponse:
    """Ask who was not there for a yes."""
    back = actions.ask_yes(the_read_back(request, talk_id, back_id), by=request.actor, seat=request.seat)
    return back_to_item(back.item, "afspraken")


@needs(may_plan)
@require_POST
def item_close(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """All was read back."""
    item, form = the_item(request, talk_id), _form("close", request.POST)
    if not form.is_valid():
        return _page(request, item, close=form)
    actions.close(item, **form.cleaned_data, by=request.actor, seat=request.seat)
    messages.success(request, _("Done. Everybody gets what was agreed, as far as they may read it."))
    return back_to_item(item)


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


def _form(name: str, *sent: Any, **kwargs: Any) -> Any:
    """One of the forms of the page, with ids of its own: several stand beside each other."""
    return FORMS[name](*sent, auto_id=f"{name}_%s", **kwargs)


def _agreement_form(request: CircleRequest, sent: Any = None) -> AgreementForm:
    goals, initial = goals_to_choose(request.reading), {"when": "this_week"}
    return AgreementForm(sent, auto_id="agree_%s", members=request.reading.members, goals=goals, initial=initial)


def _page(request: CircleRequest, item: AgendaItem, **sent: Any) -> HttpResponse:
    """The page with its forms; `sent` is the one that was sent with a mistake in it (400)."""
    look(request, "table")
    table = read_item(request.reading, item)
    mine = next((one.item for one in table.preparations if one.item.author_id == request.seat.pk), None)
    said = {"goal": mine.goal, "can": mine.can, "cannot": mine.cannot} if mine else {"goal": request.seat.goal}
    page: dict[str, Any] = {name: _form(name, initial=said) for name in FORMS}
    if item.state == AgendaItem.State.OPEN and "agree" not in sent:
        page["agree"] = _agreement_form(request)
    page |= {"table": table, "item": item, "reading": request.reading, "mine": mine, **sent}
    page["guests"] = read_guests(request.reading, item)
    page |= {"missing": _missing(request, item), "may_invite": may_invite(request.circle, request.seat)}
    return render(request, "meetings/item.html", page, status=400 if sent else 200)


def _missing(request: CircleRequest, item: AgendaItem) -> list[Suggestion]:
    """Who could come to a talk that is still to come, for who may bring them in."""
    if item.state != AgendaItem.State.WAITING or not may_invite(request.circle, request.seat).allowed:
        return []
    goals = (row.goal for row in goals_to_choose(request.reading))
    return suggestions(request.reading, gaps(goals, request.reading))
