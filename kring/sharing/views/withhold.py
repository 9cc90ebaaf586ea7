"""Keeping one item from who it is about, longer or not any more: for the organisation that wrote it."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.circles.views import CircleRequest, status
from kring.core import clock
from kring.core.needs import needs
from kring.sharing.actions import open_again
from kring.sharing.actions import withhold as keep_closed
from kring.sharing.exceptions import may_keep_closed
from kring.sharing.forms.withhold import WithholdForm
from kring.sharing.looks import look_at
from kring.sharing.models import Item, Withholding
from kring.sharing.views.consents import may_ask
from kring.sharing.why import KINDS, find_item, withheld_now


@needs(may_ask)
@require_http_methods(["GET", "HEAD", "POST"])
def withhold(request: CircleRequest, circle_id: uuid.UUID, kind: str, item_id: uuid.UUID) -> HttpResponse:
    """Why and until when; for what is kept closed already, longer or shorter."""
    item = _item(request, kind, item_id)
    may_keep_closed(item, request.seat, until=clock.today()).insist()
    running = withheld_now(request.reading, item)
    initial = {"why": running.why, "words": running.words} if running else {}
    form = WithholdForm(request.POST or None, item=item, seat=request.seat, initial=initial)
    if request.method == "POST" and form.is_valid():
        keep_closed(item, form.chosen(), by=request.actor, seat=request.seat)
        messages.success(request, _("Closed for who it is about, until that day."))
        return redirect("why", circle_id, kind, item_id)
    look_at(request, request.reading.persons, purpose="why")
    page = {"form": form, "item": item, "kind": KINDS.get(kind, kind), "running": running, "reading": request.reading}
    return render(request, "sharing/withhold.html", page, status=status(form))


@needs(may_ask)
@require_POST
def withhold_end(request: CircleRequest, circle_id: uuid.UUID, withholding_id: uuid.UUID) -> HttpResponse:
    """Who it is about may read it from now on."""
    row = get_object_or_404(Withholding, pk=withholding_id, circle=request.circle)
    _item(request, row.kind, row.item)
    open_again(row, by=request.actor, seat=request.seat)
    messages.success(request, _("Open: who it is about can read it now."))
    return redirect("why", circle_id, row.kind, row.item)


def _item(request: CircleRequest, kind: str, item_id: uuid.UUID) -> Item:
    """An item that this reader may read; any other is not there (404)."""
    item = find_item(request.circle, kind, item_id)
    if item is None or not request.reading.answer(item).open:
        raise Http404
    return item
