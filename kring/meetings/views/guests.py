"""Who of the household is invited to its talk: inviting, days to choose from, telling in person, answering."""

import uuid

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.models import Member
from kring.core.needs import needs
from kring.core.once import see_next
from kring.meetings import actions, rules
from kring.meetings.asking.forms import DaysForm, InviteForm, ToldForm
from kring.meetings.asking.guests import day_lines, guest_line, read_guests
from kring.meetings.asking.letter import letter_to
from kring.meetings.asking.pages import ANSWERS, NONE_FITS
from kring.meetings.models import AgendaItem, Guest, Meeting
from kring.meetings.views import back_to_item, tables_of, the_item
from kring.plans.rules import may_plan
from kring.plans.views import CircleRequest, look
from kring.sharing.rules import may_see_circle


@needs(may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def item_invite(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Invite one more of the household or its network."""
    item = the_item(request, talk_id)
    who = read_guests(request.reading, item)
    who.may_invite.insist()
    form = InviteForm(request.POST or None, members=request.reading.members, guests=who.others, seat=request.seat)
    if form.is_valid():
        telling = form.cleaned_data["telling"] or actions.Telling(request.seat)
        who, opens = form.cleaned_data["guests"], form.cleaned_data.get("opens")
        actions.invite(item, who, telling=telling, opens=opens, by=request.actor, seat=request.seat)
        return back_to_item(item, "uitgenodigd")
    return _form(request, item, form, _("Invite"), bool(who.others))


@needs(may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def item_days(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """Let the resident choose from two or three days."""
    item = the_item(request, talk_id)
    read_guests(request.reading, item).may_invite.insist()
    meetings = tables_of(request)
    form = DaysForm(request.POST or None, meetings=meetings)
    if form.is_valid():
        actions.propose_days(item, form.cleaned_data["days"], by=request.actor, seat=request.seat)
        return back_to_item(item, "uitgenodigd")
    return _form(request, item, form, _("Let them choose a day"), len(meetings) > 1)


@needs(may_see_circle)
@require_POST
def guest_answer(request: CircleRequest, circle_id: uuid.UUID, talk_id: uuid.UUID) -> HttpResponse:
    """The resident's own answer: a day, or whether they come."""
    item, said = the_item(request, talk_id), request.POST.get("answer", "")
    mine = get_object_or_404(Guest, item=item, member=request.seat)
    mine.item = item
    if said in ANSWERS:
        actions.answer_guest(mine, answer=said, by=request.actor)
    else:
        actions.choose_day(mine, _chosen(item, said), by=request.actor)
    return see_next(request, reverse("item", args=[circle_id, talk_id]))


@needs(may_see_circle)
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: CircleRequest, circle_id: uuid.UUID, guest_id: uuid.UUID) -> HttpResponse:
    """What to tell somebody in person, or by letter; and that it was done."""
    guest = _the_guest(request, guest_id)
    rules.may_tell_guest(guest, request.seat).insist()
    form = ToldForm(request.POST or None)
    if form.is_valid():
        actions.tick_told(guest, answer=form.cleaned_data["answer"], by=request.actor, seat=request.seat)
        return back_to_item(guest.item, "uitgenodigd")
    look(request, "table")
    days = day_lines(guest.item, read_guests(request.reading, guest.item).days)
    page = {"guest": guest, "form": form, "line": guest_line(guest), "days": days, "reading": request.reading}
    return render(request, "meetings/guest.html", page, status=400 if form.is_bound else 200)


@needs(may_see_circle)
@require_POST
def guest_day(request: CircleRequest, circle_id: uuid.UUID, guest_id: uuid.UUID) -> HttpResponse:
    """They told which day suits; or that none does."""
    guest = _the_guest(request, guest_id)
    rules.may_tell_guest(guest, request.seat).insist()
    chosen = _chosen(guest.item, request.POST.get("answer", ""))
    guest = actions.tick_told(guest, by=request.actor, seat=request.seat)
    actions.choose_day(guest, chosen, by=request.actor)
    return back_to_item(guest.item, "uitgenodigd")


@needs(may_see_circle)
@require_POST
def guest_open(request: CircleRequest, circle_id: uuid.UUID, guest_id: uuid.UUID) -> HttpResponse:
    """Somebody of the own network may read this talk along: the resident says so, or a professional notes it."""
    guest = _the_guest(request, guest_id)
    said = request.POST.get("resident", "")
    resident = next((one for one in request.reading.members if one.is_resident and str(one.pk) == said), None)
    if resident is None:
        raise BadRequest
    actions.open_talk(guest, resident, by=request.actor, seat=request.seat)
    return back_to_item(guest.item, "uitgenodigd")


@needs(may_see_circle)
@require_POST
def guest_shut(request: CircleRequest, circle_id: uuid.UUID, guest_id: uuid.UUID) -> HttpResponse:
    """Close this talk for them again."""
    guest = _the_guest(request, guest_id)
    actions.shut_talk(guest, by=request.actor, seat=request.seat)
    return back_to_item(guest.item, "uitgenodigd")


@needs(may_see_circle)
@require_safe
def guest_letter(request: CircleRequest, circle_id: uuid.UUID, guest_id: uuid.UUID) -> HttpResponse:
    """The invitation on paper."""
    guest = _the_guest(request, guest_id)
    rules.may_tell_guest(guest, request.seat).insist()
    look(request, "table", "pdf")
    response = HttpResponse(letter_to(guest, sender=request.seat), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="brief.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _the_guest(request: CircleRequest, guest_id: uuid.UUID) -> Guest:
    """A guest of this circle with their talk (404 for another's); Refused when the talk is not for this reader."""
    found = get_object_or_404(Guest, pk=guest_id, item__circle=request.circle, member__state=Member.State.ACCEPTED)
    item = the_item(request, found.item_id)
    return next((one for one in read_guests(request.reading, item).guests if one.pk == found.pk), found)


def _chosen(item: AgendaItem, said: str) -> Meeting | None:
    if said == NONE_FITS:
        return None
    for day in item.proposed.select_related("meeting"):
        if str(day.meeting_id) == said:
            return day.meeting
    raise BadRequest


def _form(request: CircleRequest, item: AgendaItem, form: object, title: str, possible: bool) -> HttpResponse:
    look(request, "table")
    page = {"form": form, "item": item, "title": title, "possible": possible}
    return render(request, "meetings/guests_form.html", page, status=400 if request.POST else 200)
