"""Calling one table, moving and cancelling one, asking people to it and their answers."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.mails import tell
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.inviting.guests import OTHER_DAY, ask_anew, call_off, guests_of
from kring.meetings.asking.links import path_of
from kring.meetings.asking.words import with_day
from kring.meetings.calendar import invitation_to
from kring.meetings.models import AgendaItem, Kind, Meeting, Participant
from kring.network.models import Professional
from kring.network.rules import works_here

ASKED = gettext_lazy("You are asked to a table. Do you come? Answer by this link, without a password.")
MOVED = gettext_lazy("A table has another day or hour. Do you come? Answer by this link, without a password.")
OFF = gettext_lazy("A table does not take place. You find why in Kring.")


@transaction.atomic
def call_meeting(
    *,
    name: str,
    day: date,
    at: time,
    by: Actor,
    asked: Iterable[Professional] = (),
    kind: str = Kind.CASE,
    chair: Professional | None = None,
    **more: Any,
) -> Meeting:
    """One table. Who calls it is the chair, unless they ask another; `more` are minutes, place and video_link."""
    if chair is None:
        works_here(by).insist()
        chair = by.professional
        assert chair is not None  # noqa: S101 (the rule above)
    meeting = Meeting.objects.create(
        municipality_id=chair.organisation.municipality_id,
        name=name,
        kind=kind,
        planned_on=day,
        day=day,
        at=at,
        chair=chair,
        called_by=by.user,
        **more,
    )
    ask_into(meeting, [chair, *asked], answered=by.professional)
    record("meeting.called", by=by, subject=meeting.pk)
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, *, day: date, at: time, by: Actor) -> Meeting:
    """Another day or hour for this one; the rest of its series stays."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    rules.may_change_meeting(meeting, by).insist()
    if (meeting.day, meeting.at) == (day, at):
        return meeting
    meeting.day, meeting.at, meeting.sequence = day, at, meeting.sequence + 1
    meeting.save(update_fields=["day", "at", "sequence"])
    # A yes was to the other day.
    meeting.participants.exclude(professional=meeting.chair).update(answer=Participant.Answer.NONE, answered_at=None)
    _tell(meeting, text=MOVED)
    for item in waiting_at(meeting):
        for guest in guests_of(item):
            ask_anew(guest, OTHER_DAY)
    record("meeting.moved", by=by, subject=meeting.pk)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, why: str, by: Actor) -> Meeting:
    """It does not take place. What was on its agenda waits to be put on another one."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    rules.may_change_meeting(meeting, by).insist()
    meeting.state, meeting.cancelled_why, meeting.sequence = Meeting.State.CANCELLED, why, meeting.sequence + 1
    meeting.save(update_fields=["state", "cancelled_why", "sequence"])
    _tell(meeting, text=OFF)
    for item in waiting_at(meeting):
        call_off(item)
    record("meeting.cancelled", by=by, subject=meeting.pk)
    return meeting


@transaction.atomic
def answer(meeting: Meeting, *, answer: str, by: Actor) -> Participant:
    """I come, maybe, or I do not come. Another answer takes its place."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    mine = Participant.objects.filter(meeting=meeting, professional=by.professional).first()
    rules.may_answer(meeting, mine).insist()
    assert mine is not None  # noqa: S101 (the rule above)
    return _said(mine, answer, by=by)


@transaction.atomic
def answer_by_link(mine: Participant, *, answer: str, sequence: int) -> Participant:
    """The same by the link in a mail, without signing in; `sequence` is the version of the invitation it answers."""
    meeting = Meeting.objects.select_for_update().get(pk=mine.meeting_id)
    rules.may_answer_version(meeting, mine, sequence).insist()
    return _said(mine, answer, by=None)


@transaction.atomic
def ask_along(meeting: Meeting, who: Professional, *, by: Actor) -> Participant:
    """Everybody at the table may bring in one who is missing (row L2)."""
    rules.may_ask_along(meeting, by).insist()
    ask_into(meeting, [who])
    record("meeting.asked", by=by, subject=meeting.pk)
    return Participant.objects.get(meeting=meeting, professional=who)


def ask_into(meeting: Meeting, who: Iterable[Professional], *, answered: Professional | None = None) -> None:
    """Ask these who were not asked yet, each with a mail; `answered` comes already."""
    there = set(meeting.participants.values_list("professional", flat=True))
    for one in dict.fromkeys(who):
        if one.pk in there:
            continue
        comes = one == answered
        asked = Participant.objects.create(
            meeting=meeting,
            professional=one,
            answer=Participant.Answer.ACCEPTED if comes else Participant.Answer.NONE,
            answered_at=clock.now() if comes else None,
        )
        if not comes:
            _mail(asked, ASKED)


def _said(mine: Participant, answer: str, *, by: Actor | None) -> Participant:
    mine.answer, mine.answered_at = answer, clock.now()
    mine.save(update_fields=["answer", "answered_at"])
    record("meeting.answered" if by else "meeting.answered_by_mail", by=by, subject=mine.meeting_id)
    return mine


def waiting_at(meeting: Meeting) -> list[AgendaItem]:
    """What is to be talked about at this table, with the table as it is now."""
    items = list(meeting.items.filter(state=AgendaItem.State.WAITING).select_related("circle__household"))
    for item in items:
        item.meeting = meeting
    return items


def _tell(meeting: Meeting, *, text: Any) -> None:
    """Everybody who is asked, beside the chair."""
    for one in meeting.participants.select_related("professional"):
        if one.professional_id != meeting.chair_id:
            one.meeting = meeting
            _mail(one, text)


def _mail(one: Participant, text: Any) -> None:
    """The day and place, a calendar file, and the link to answer by."""
    address, meeting = one.professional.email, one.meeting
    Participant.objects.filter(pk=one.pk).update(told_at=clock.now())
    if address:
        told, invitation = with_day(text, meeting), invitation_to(meeting, address)
        tell(address, subject=gettext_lazy("about a table"), text=told, path=path_of(one), invitation=invitation)
