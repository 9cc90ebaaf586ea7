"""The page of a talk with the forms of what can be said there, each with what was being typed in it."""

import uuid
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from kring.circles.rules import may_invite
from kring.core.ids import new_id
from kring.meetings import actions, rules
from kring.meetings.asking.guests import read_guests
from kring.meetings.forms.talk import CloseForm, DecideForm, ParkForm, PrepareForm, WordsForm
from kring.meetings.missing import Suggestion, gaps, suggestions
from kring.meetings.models import AgendaItem, Draft
from kring.meetings.talk.item import ItemShown, read_item
from kring.meetings.talk.live import Names, filled, names_of
from kring.meetings.talk.methods import read_methods
from kring.plans.forms import AgreementForm
from kring.plans.reading import goals_to_choose
from kring.plans.views import CircleRequest, look

# What is typed in which field of which form of the page.
TYPED = {
    "agree": (Draft.Kind.AGREEMENT, "what"),
    "decide": (Draft.Kind.DECISION, "decided"),
    "words": (Draft.Kind.WORDS, "words"),
    "park": (Draft.Kind.QUESTION, "question"),
    "close": (Draft.Kind.MESSAGE, "message"),
}
NAME_OF: dict[str, str] = {str(kind): name for name, (kind, _field) in TYPED.items()}
# What a form carries beside the words of the one who types.
NOT_TYPED = ("csrfmiddlewaretoken", "once", "draft", "screen", "revision")


def form_of(request: CircleRequest, name: str, sent: Any = None, **kwargs: Any) -> Any:
    """One of the forms of the page, with ids of its own: several stand beside each other."""
    kwargs |= {"auto_id": f"{name}_%s"}
    reading, own = request.reading, request.seat if request.seat.person_id else None
    if name == "agree":
        return AgreementForm(sent, members=reading.members, goals=goals_to_choose(reading), **kwargs)
    if name == "decide":
        return DecideForm(sent, members=reading.members, **kwargs)
    if name == "words":
        residents = [member for member in reading.members if member.is_resident]
        return WordsForm(sent, residents=residents, own=own, **kwargs)
    return {"prepare": PrepareForm, "park": ParkForm, "close": CloseForm}[name](sent, **kwargs)


def shown_item(request: CircleRequest, item: AgendaItem) -> ItemShown:
    """The talk as this reader may see it; their screen is at the table now."""
    look(request, "table")
    table = read_item(request.reading, item, request.actor)
    if table.may_speak.allowed:
        actions.be_here(item, request.seat, table.live.seen.get(request.seat.pk))
    return table


def item_page(request: CircleRequest, item: AgendaItem, **sent: Any) -> HttpResponse:
    """The page with its forms; `sent` is the one that was sent with a mistake in it (400)."""
    table = shown_item(request, item)
    mine = next((one.item for one in table.preparations if one.item.author_id == request.seat.pk), None)
    said = {"goal": mine.goal, "can": mine.can, "cannot": mine.cannot} if mine else {"goal": request.seat.goal}
    page: dict[str, Any] = {"prepare": form_of(request, "prepare", initial=said)}
    if item.state == AgendaItem.State.OPEN and table.may_speak.allowed:
        page |= _typing(request, table, set(sent))
    page |= {"table": table, "live": table.live, "item": item, "reading": request.reading, "mine": mine, **sent}
    page["names"] = names_in(request, table)
    page["may_choose_method"] = rules.may_choose_method(item, request.seat)
    if item.state == AgendaItem.State.WAITING and table.may_begin.allowed:
        page["methods"] = read_methods(item, request.circle)
    if item.state != AgendaItem.State.OPEN:
        page["guests"] = read_guests(request.reading, item)
    page |= {"missing": _missing(request, item), "may_invite": may_invite(request.circle, request.seat)}
    return render(request, "meetings/item.html", page, status=400 if sent else 200)


def names_in(request: CircleRequest, table: ItemShown) -> Names:
    """Who is here and who types, out of the seats that were read already."""
    return names_of(table.live, {seat.pk: seat for seat in request.circle.seats_ever})  # type: ignore[attr-defined]


def _typing(request: CircleRequest, table: ItemShown, sent: set[str]) -> dict[str, Any]:
    """The forms in which somebody types, filled with what they typed before; each says which draft it goes on with."""
    drafts = filled(table.live.drafts, request.seat)
    page: dict[str, Any] = {"screen": uuid.uuid4(), "typed": {}, "opens": {}}
    does = table.live.step["does"] if table.live.step else ""
    for name, (kind, field) in TYPED.items():
        if name not in ("words", "park") and not table.may_lead.allowed:
            continue
        draft = drafts.get(kind)
        page["typed"][name] = draft or Draft(pk=new_id(), kind=kind, revision=0)
        page["opens"][name] = draft is not None or name in sent or name == does
        if name not in sent:
            rest = QueryDict(draft.rest).dict() if draft else {}
            initial = {
                "when": "this_week",
                "said_by": str(request.seat.pk),
                **rest,
                **({field: draft.text} if draft else {}),
            }
            page[name] = form_of(request, name, initial=initial)
    return page


def _missing(request: CircleRequest, item: AgendaItem) -> list[Suggestion]:
    """Who could come to a talk that is still to come, for who may bring them in."""
    if item.state != AgendaItem.State.WAITING or not may_invite(request.circle, request.seat).allowed:
        return []
    goals = (row.goal for row in goals_to_choose(request.reading))
    return suggestions(request.reading, gaps(goals, request.reading))
