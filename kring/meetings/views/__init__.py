"""The pages of tables. Each: get, ask, act, render."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kring.core.once import SeeOther, see_next
from kring.meetings.models import AgendaItem, Draft, Meeting, Parked, ReadBack, TableRequest
from kring.meetings.talk.live import find_talk
from kring.plans.views import CircleRequest


def the_item(request: CircleRequest, talk_id: uuid.UUID) -> AgendaItem:
    """The item of this circle (404 when it is another's). Raises Refused when this reader has no ground for it."""
    item = find_talk(talk_id)
    if item is None or item.circle_id != request.circle.pk:
        raise Http404
    request.reading.may_read(item).insist()
    return item


def the_read_back(request: CircleRequest, talk_id: uuid.UUID, back_id: uuid.UUID) -> ReadBack:
    """An agreement of this table, with its item; Refused when this reader may not read the agreement."""
    item = the_item(request, talk_id)
    rows = ReadBack.objects.select_related("agreement__responsible", "agreement__life_domain")
    back: ReadBack = get_object_or_404(rows, pk=back_id, item=item)
    request.reading.may_read(back.agreement).insist()
    back.item = item
    return back


def asked_for(request: CircleRequest) -> TableRequest | None:
    """The question for a table that is answered with this page (`vraag`), when it still waits."""
    try:
        pk = uuid.UUID(request.GET.get("vraag", ""))
    except ValueError:
        return None
    asked = TableRequest.objects.filter(pk=pk, circle=request.circle, state=TableRequest.State.ASKED).first()
    return asked if asked is not None and request.reading.may_read(asked).allowed else None


def the_draft(request: CircleRequest, talk_id: uuid.UUID, draft_id: uuid.UUID) -> Draft:
    """What is being typed at this item; Refused when this reader may not see it."""
    item = the_item(request, talk_id)
    rows = Draft.objects.filter(said_at__isnull=True).select_related("life_domain")
    draft: Draft = get_object_or_404(rows, pk=draft_id, item=item)
    request.reading.may_read(draft).insist()
    draft.item = item
    return draft


def the_parked(request: CircleRequest, talk_id: uuid.UUID, parked_id: uuid.UUID | None) -> Parked:
    """A question that was kept at this item or at an earlier one of this circle; None is not there."""
    the_item(request, talk_id)
    rows = Parked.objects.select_related("life_domain", "item")
    parked: Parked = get_object_or_404(rows, pk=parked_id, circle=request.circle)
    request.reading.may_read(parked).insist()
    return parked


def back_to_item(item: AgendaItem, anchor: str = "") -> SeeOther:
    """To the table (303: a GET follows)."""
    return SeeOther(reverse("item", args=[item.circle_id, item.pk]) + (f"#{anchor}" if anchor else ""))


def back_or_next(request: CircleRequest, item: AgendaItem, anchor: str = "") -> SeeOther:
    """To the page where the button stood, when the form says so; otherwise to the table."""
    return see_next(request, back_to_item(item, anchor).url)


def tables_of(request: CircleRequest) -> list[Meeting]:
    """The tables to come to which this professional can bring something (one query); none for others."""
    job = request.actor.professional
    return list(Meeting.objects.seen_by(job).for_households().to_come()[:100]) if job else []
