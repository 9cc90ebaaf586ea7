"""A round table around one household, called in one step; asking the lead for a table, and the answer (row L8)."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.circles.rules import lead_of
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.inviting.guests import Telling
from kring.meetings.actions.tables.calling import call_meeting
from kring.meetings.actions.talk.agenda import Asking, put_on_agenda
from kring.meetings.models import AgendaItem, Kind, TableRequest
from kring.municipality.models import LifeDomain
from kring.plans.actions.saving import written_by

State = TableRequest.State


@transaction.atomic
def call_round(
    circle: Circle,
    *,
    day: date,
    at: time,
    members: Iterable[Member],
    question: str,
    hoped_for: str,
    by: Actor,
    seat: Member,
    chair: Member | None = None,
    life_domain: LifeDomain | None = None,
    minutes: int = 60,
    not_invited_why: str = "",
    not_invited_kind: str = AgendaItem.NotInvited.OTHER,
    guests: Sequence[Member] = (),
    telling: Telling | None = None,
    opens: Member | None = None,
    **where: Any,
) -> AgendaItem:
    """A table for this household alone: members and resident invited, and the question on its agenda.

    `chair`: who leads the talk, where a resident calls it. `where` are place and video_link. `guests`, `telling` and
    `opens` as when a household is brought to a table: without `guests` every resident is invited.
    """
    rules.may_call(circle, seat, lead_of(circle)).insist()
    asked = [one.professional for one in members if one.professional is not None]
    leads_talk = chair.professional if chair is not None else by.professional
    if leads_talk is None:
        no(_("A professional leads the talk."), what_opens=_("Choose who leads the talk.")).insist()
    meeting = call_meeting(
        # The name is seen in calendars and mails: never that of a household.
        name=_("Round table"),
        kind=Kind.ROUND,
        day=day,
        at=at,
        minutes=minutes,
        asked=asked,
        chair=leads_talk,
        by=by,
        **where,
    )
    words = {"question": question, "hoped_for": hoped_for, "minutes": minutes, "not_invited_kind": not_invited_kind}
    asking = Asking(not_invited_why, guests, telling or Telling(chair or seat), opens=opens)
    return put_on_agenda(circle, meeting, words, asking, life_domain=life_domain, by=by, seat=seat)


@transaction.atomic
def ask_table(circle: Circle, *, question: str, by: Actor, seat: Member) -> TableRequest:
    """Ask who leads for a table. It waits with whoever leads, also after the lead was handed over."""
    lead = lead_of(circle)
    waits = TableRequest.objects.filter(circle=circle, author=seat, state=State.ASKED).exists()
    rules.may_ask_table(circle, seat, lead, waits=waits).insist()
    asked: TableRequest = TableRequest.objects.create(**written_by(seat, circle), question=question)
    if lead is not None:
        _tell(lead.acting, asked)
    record("meeting.requested", by=by, subject=asked.pk, circle=circle.pk)
    return asked


@transaction.atomic
def say_yes(asked: TableRequest, talk: AgendaItem, *, by: Actor, seat: Member) -> TableRequest:
    """Yes: the household stands on an agenda for it."""
    asked = _held(asked)
    rules.may_answer_request(asked, seat, lead_of(asked.circle)).insist()
    _answer(asked, State.YES, seat, talk=talk)
    record("meeting.request.yes", by=by, subject=asked.pk, circle=asked.circle_id)
    return asked


@transaction.atomic
def say_no(asked: TableRequest, *, why: str, by: Actor, seat: Member) -> TableRequest:
    """No, because: who asked hears the reason."""
    asked = _held(asked)
    rules.may_answer_request(asked, seat, lead_of(asked.circle)).insist()
    _answer(asked, State.NO, seat, why=why)
    record("meeting.request.no", by=by, subject=asked.pk, circle=asked.circle_id)
    return asked


@transaction.atomic
def take_back_request(asked: TableRequest, *, by: Actor, seat: Member) -> TableRequest:
    """It is no longer needed."""
    asked = _held(asked)
    rules.may_withdraw_request(asked, seat).insist()
    asked.state, asked.answered_at = State.WITHDRAWN, clock.now()
    asked.save(update_fields=["state", "answered_at"])
    record("meeting.request.withdrawn", by=by, subject=asked.pk, circle=asked.circle_id)
    return asked


def _answer(asked: TableRequest, state: str, seat: Member, *, why: str = "", talk: AgendaItem | None = None) -> None:
    asked.state, asked.answered_at, asked.answered_by, asked.answer_why = state, clock.now(), seat, why
    asked.talk = talk
    asked.save(update_fields=["state", "answered_at", "answered_by", "answer_why", "talk"])
    _tell(asked.author, asked)


def _held(asked: TableRequest) -> TableRequest:
    rows = TableRequest.objects.select_for_update(of=("self",))
    related = [f"author__{who}" for who in ("professional", "person", "supporter")]
    held: TableRequest = rows.select_related("circle__household__municipality", *related).get(pk=asked.pk)
    return held


def _tell(member: Member, asked: TableRequest) -> None:
    """A mail with a link only."""
    tell(
        member.email,
        subject=gettext_lazy("about a table"),
        text=gettext_lazy("Somebody asks for a table, or answered your question for one. You find it in Kring."),
        path=f"/kringen/{asked.circle_id}/tafels/",
    )
