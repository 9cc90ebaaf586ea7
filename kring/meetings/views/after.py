"""After a talk: the summary as a page and as a PDF, what is set right beside it, and what came of last time."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.core.needs import needs
from kring.core.once import SeeOther
from kring.meetings import actions, rules
from kring.meetings.after.last_time import read_last_time
from kring.meetings.after.sheet import corrections_of, paper_of, parts_of, pdf_of
from kring.meetings.after.summary import read_summary
from kring.meetings.forms.talk import CorrectionForm
from kring.meetings.models import AgendaItem, Seat
from kring.meetings.views import back_to_item, the_item
from kring.plans.readers import readers_of_bottleneck, readers_of_kept
from kring.plans.rules import may_plan, may_work
from kring.plans.views import CircleRequest, look
from kring.plans.views.bottlenecks import bottleneck_form
from kring.sharing.rules import may_see_circle


@needs(may_see_circle)
@require_safe
def summary(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """What was said and agreed, as far as this reader may see it."""
    item, seats = _the_talk(request, talk_id)
    if item.state != AgendaItem.State.CLOSED:
        return back_to_item(item)
    return _summary(request, item, seats, CorrectionForm())


@needs(may_see_circle)
@require_safe
def summary_pdf(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """The same as a tagged PDF."""
    item, seats = _the_talk(request, talk_id)
    if item.state != AgendaItem.State.CLOSED:
        return back_to_item(item)
    look(request, "summary", "pdf")
    page = _sheet(request, item, seats)
    paper = paper_of(page["summary"], page["parts"], page["corrections"], request.circle.household.name)
    response = HttpResponse(pdf_of(paper), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="verslag.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@needs(may_work)
@require_POST
def summary_correct(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Something was otherwise, or is missing."""
    (item, seats), form = _the_talk(request, talk_id), CorrectionForm(request.POST)
    rules.may_correct(item, request.seat).insist()
    if not form.is_valid():
        return _summary(request, item, seats, form)
    actions.correct(item, text=form.cleaned_data["text"], by=request.actor, seat=request.seat)
    messages.success(request, _("It stands beside the summary. Who led the talk hears that."))
    return SeeOther(reverse("summary", args=[item.circle_id, item.pk]) + "#ernaast")


@needs(may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def item_notice(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """A rule that does not fit, written down at the table."""
    item = the_item(request, talk_id)
    rules.may_notice(item, request.seat).insist()
    form = bottleneck_form(request, request.POST or None)
    if form.is_valid():
        actions.notice(item, **form.cleaned_data, by=request.actor, seat=request.seat)
        messages.success(request, _("The bottleneck is written down. It comes in the summary too."))
        return back_to_item(item)
    look(request, "table")
    readers = readers_of_bottleneck(request.reading, None, None, beside=item)
    page = {"form": form, "readers": readers, "reading": request.reading, "item": item}
    return render(request, "meetings/notice.html", page, status=400 if form.is_bound else 200)


def _the_talk(request: CircleRequest, talk_id: uuid.UUID) -> tuple[AgendaItem, list[Seat]]:
    """The item and who sat at it, in one query where somebody did; Refused when this reader has no ground for it."""
    rows = Seat.objects.filter(item=talk_id, item__circle=request.circle).order_by("pk")
    seats = list(rows.select_related("item__life_domain", "item__meeting"))
    if not seats:
        return the_item(request, talk_id), []
    item = seats[0].item
    request.reading.may_read(item).insist()
    return item, seats


def _summary(request: CircleRequest, item: AgendaItem, seats: list[Seat], form: CorrectionForm) -> HttpResponse:
    look(request, "summary")
    readers = readers_of_kept(request.reading, item)
    page = _sheet(request, item, seats) | {"form": form, "readers": readers}
    page["may_correct"] = rules.may_correct(item, request.seat)
    return render(request, "meetings/summary.html", page, status=400 if form.is_bound else 200)


def _sheet(request: CircleRequest, item: AgendaItem, seats: list[Seat]) -> dict[str, Any]:
    read = read_summary(request.reading, item, seats)
    return {
        "item": item,
        "summary": read,
        "parts": parts_of(read, request.reading),
        "corrections": corrections_of(read),
        "reading": request.reading,
    }


@needs(may_see_circle)
@require_safe
def last_time(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """What came of the last talk: a page of its own, and a part that the page of the talk loads."""
    item = the_item(request, talk_id)
    look(request, "table")
    last = read_last_time(request.reading, item)
    part = request.headers.get("HX-Request") == "true"
    if part and last is None:
        return HttpResponse()
    back = reverse("item", args=[item.circle_id, item.pk])
    page = {"last": last, "item": item, "back": back, "reading": request.reading}
    return render(request, "meetings/_last_time.html" if part else "meetings/last_time.html", page)
