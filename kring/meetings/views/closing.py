"""Reading back and closing a talk: aloud, one agreement at a time, until each was heard."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.models import Member
from kring.core.needs import needs
from kring.meetings import actions, rules
from kring.meetings.forms.talk import NoForm
from kring.meetings.talk.item import ItemShown
from kring.meetings.views import back_or_next, back_to_item, the_item, the_read_back
from kring.meetings.views.page import form_of, item_page, shown_item
from kring.plans.rules import may_plan, may_work
from kring.plans.views import CircleRequest, look


@needs(may_plan)
@require_safe
def item_read(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """To read aloud: one agreement, large; the next one that waits unless a number says which. At the end: close."""
    item = the_item(request, talk_id)
    table = shown_item(request, item)
    made = [one for one in table.made if one.shown.open]
    waits = next((number for number, one in enumerate(made, start=1) if not one.settled), len(made) + 1)
    asked = request.GET.get("nr", "")
    number = min(max(int(asked), 1), len(made) + 1) if asked.isdecimal() and len(asked) < 4 else waits
    page = {
        "table": table,
        "reading": request.reading,
        "item": item,
        "number": number,
        "all": len(made),
        "one": made[number - 1] if number <= len(made) else None,
        "waits": waits,
        "close": form_of(request, "close", stays=table.stays, initial={"there": _were_here(table)}),
    }
    return render(request, "meetings/read.html", page)


@needs(may_work)
@require_POST
def item_heard(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, back_id: uuid.UUID) -> HttpResponse:
    """It was read aloud, and heard."""
    back = actions.hear(the_read_back(request, talk_id, back_id), by=request.actor, seat=request.seat)
    return back_or_next(request, back.item, "afspraken")


@needs(may_plan)
@require_POST
def item_ask_yes(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, back_id: uuid.UUID) -> HttpResponse:
    """Ask who was not there for a yes."""
    back = actions.ask_yes(the_read_back(request, talk_id, back_id), by=request.actor, seat=request.seat)
    return back_or_next(request, back.item, "afspraken")


@needs(may_work)
@require_http_methods(["GET", "HEAD", "POST"])
def item_no(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID, back_id: uuid.UUID) -> HttpResponse:
    """Who is to do it says no, with why."""
    back = the_read_back(request, talk_id, back_id)
    form = NoForm(request.POST or None)
    if form.is_valid():
        actions.refuse(back, **form.cleaned_data, by=request.actor, seat=request.seat)
        messages.success(request, _("You said no. The chair sees why."))
        return back_or_next(request, back.item, "afspraken")
    rules.may_say_no(back, request.seat).insist()
    look(request, "table")
    page = {"form": form, "back": back, "item": back.item, "reading": request.reading}
    return render(request, "meetings/no.html", page, status=400 if form.is_bound else 200)


@needs(may_plan)
@require_POST
def item_close(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """All was read back."""
    item = the_item(request, talk_id)
    who = [member for member, verdict in request.reading.who_reads(item) if verdict.allowed]
    form = form_of(request, "close", request.POST, stays=who if "asks_there" in request.POST else None)
    if not form.is_valid():
        return item_page(request, item, close=form)
    actions.close(item, **form.cleaned_data, by=request.actor, seat=request.seat)
    messages.success(request, _("Done. Everybody gets what was agreed, as far as they may read it."))
    return back_to_item(item)


@needs(may_plan)
@require_POST
def item_reopen(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Take back the closing."""
    return back_to_item(actions.reopen(the_item(request, talk_id), by=request.actor, seat=request.seat))


def _were_here(table: ItemShown) -> list[Member]:
    """Whose screens were at the table since the talk began."""
    since = table.item.opened_at
    return [one for one in table.stays if since and one.pk in table.live.seen and table.live.seen[one.pk] >= since]
