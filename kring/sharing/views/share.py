"""The knock on a closed door: asking to share one item, answering, taking back, ending."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.views import CircleRequest, status
from kring.core.needs import needs
from kring.sharing import share_rules as rules
from kring.sharing.actions import share as actions
from kring.sharing.actions.consent import WHO
from kring.sharing.forms.share import AnswerForm, KnockForm
from kring.sharing.looks import look_at
from kring.sharing.models import Item, ShareRequest
from kring.sharing.reading import Shown
from kring.sharing.views.consents import may_ask, may_see_consents
from kring.sharing.why import KINDS, find_item, words_of

FORM = ["GET", "HEAD", "POST"]


@needs(may_ask)
@require_http_methods(FORM)
def share_ask(request: CircleRequest, circle_id: uuid.UUID, kind: str, item_id: uuid.UUID) -> HttpResponse:
    """Ask to share one closed item, with one line why."""
    shown = _item(request, kind, item_id)
    rules.may_knock(request.reading, shown.item).insist()
    ways = rules.whom_to_ask(request.reading, shown.item)
    form = KnockForm(request.POST or None, ways=ways)
    if request.method == "POST" and form.is_valid():
        asks = form.cleaned_data.get("asks", "")
        why = form.cleaned_data["why"]
        row = actions.ask_to_share(shown.item, why=why, by=request.actor, reading=request.reading, asks=asks)
        messages.success(request, _("Asked. You hear when there is an answer."))
        return redirect("share_request", circle_id, row.pk)
    look_at(request, request.reading.persons, purpose="share")
    page = {"form": form, "shown": shown, "kind": KINDS.get(kind, kind), "ways": ways, "reading": request.reading}
    page["answers"] = rules.who_answers(request.reading, shown.item)
    return render(request, "sharing/share_ask.html", page, status=status(form))


@needs(may_see_consents)
@require_http_methods(FORM)
def share_request(request: CircleRequest, circle_id: uuid.UUID, share_id: uuid.UUID) -> HttpResponse:
    """One question: who asks answers nothing, who wrote it answers here."""
    row = _request(request, share_id)
    may_answer = rules.may_answer(row, request.seat)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        may_answer.insist()
        if form.is_valid():
            return _answer(request, row, form)
    shown = _item(request, row.kind, row.item)
    look_at(request, request.reading.persons, purpose="share")
    page = {
        "row": row,
        "form": form,
        "shown": shown,
        "words": words_of(row.kind, shown.item) if shown.open else "",
        "kind": KINDS.get(row.kind, row.kind),
        "reading": request.reading,
        "may_answer": may_answer,
        "may_take_back": rules.may_take_back(row, request.seat),
        "may_end": rules.may_end(row, request.seat),
        "asked_by_me": rules.is_asked_by(row, request.seat),
    }
    return render(request, "sharing/share_request.html", page, status=status(form))


@needs(may_see_consents)
@require_safe
def share_requests(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """What I asked and what is asked of me in this circle."""
    rows = [row for row in _requests(request) if _concerns(row, request)]
    look_at(request, request.reading.persons, purpose="share")
    page = {
        "reading": request.reading,
        "of_me": [row for row in rows if rules.is_answered_by(row, request.seat)],
        "by_me": [row for row in rows if rules.is_asked_by(row, request.seat)],
    }
    return render(request, "sharing/share_requests.html", page)


@needs(may_see_consents)
@require_POST
def share_end(request: CircleRequest, circle_id: uuid.UUID, share_id: uuid.UUID) -> HttpResponse:
    """Who asked takes it back while it waits; who shared it closes it again."""
    row = _request(request, share_id)
    if rules.is_asked_by(row, request.seat) and row.state == ShareRequest.State.ASKED:
        actions.take_request_back(row, by=request.actor, seat=request.seat)
        messages.success(request, _("The question is taken back."))
    else:
        actions.end_share(row, by=request.actor, seat=request.seat)
        messages.success(request, _("Closed again, from this moment."))
    return redirect("share_request", circle_id, share_id)


def _answer(request: CircleRequest, row: ShareRequest, form: AnswerForm) -> HttpResponse:
    given = form.cleaned_data
    if given["answer"] == "yes":
        actions.grant(row, until=given["until"], by=request.actor, seat=request.seat)
        messages.success(request, _("Shared. You can close it again at any moment."))
    else:
        actions.refuse(row, why=given["why"], by=request.actor, seat=request.seat)
        messages.success(request, _("You said no. Who asked you sees why."))
    return redirect("share_request", request.circle.pk, row.pk)


def _requests(request: CircleRequest) -> list[ShareRequest]:
    related = [f"{seat}__{who}" for seat in ("asked_by", "author") for who in WHO]
    return list(ShareRequest.objects.filter(circle=request.circle).select_related(*related))


def _request(request: CircleRequest, share_id: uuid.UUID) -> ShareRequest:
    """One question of this circle that this reader asked or answers; otherwise it is not there (404)."""
    related = [f"{seat}__{who}" for seat in ("asked_by", "author") for who in WHO]
    found = ShareRequest.objects.filter(circle=request.circle).select_related(*related)
    row = get_object_or_404(found.prefetch_related("consents__about"), pk=share_id)
    row.circle = request.circle
    if not _concerns(row, request):
        raise Http404
    return row


def _concerns(row: ShareRequest, request: CircleRequest) -> bool:
    return rules.is_asked_by(row, request.seat) or rules.is_answered_by(row, request.seat)


def _item(request: CircleRequest, kind: str, item_id: uuid.UUID) -> Shown[Item]:
    """The item with this reader's answer; not there when nothing may be known of it (404)."""
    item = find_item(request.circle, kind, item_id)
    if item is None:
        raise Http404
    shown = request.reading.answer(item)
    if not shown.told:
        raise Http404
    found: Shown[Item] = shown
    return found
