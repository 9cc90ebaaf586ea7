"""What tables ask of a professional: rows for the one query of `asked.py`, which says what they mean."""

import uuid
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, TruncDate

from kring.circles.models import Circle, FormProposal, Lead, Member
from kring.core import clock
from kring.core.models import Mail
from kring.home.reading.seats import MyCircle
from kring.meetings.models import AgendaItem, Guest, Meeting, Participant, Preparation, ReadBack, TableRequest
from kring.mirrors.models import MirrorCase
from kring.network.models import Professional
from kring.plans.models import Agreement
from kring.sharing.rules import Facts
from kring.themes.models import FollowUp

Ids = Collection[uuid.UUID]
COLUMNS = ("what", "pk", "in_circle", "how", "name", "place", "day")
_TEXT = CharField()
_NO_CIRCLE = Cast(Value(None), UUIDField())
# How far ahead tables stand on the page, how long an answer is news, and how often put off is too often.
AHEAD, NEWS, TOO_OFTEN = timedelta(days=14), timedelta(days=5), 2
# How long before its day what follows of a theme asks for who does it.
IN_SIGHT = timedelta(days=7)
# Asked with each seat of `my_circles`.
SIGNS: dict[str, Any] = {
    "put_off_here": Exists(
        AgendaItem.objects.filter(
            circle=OuterRef("circle"), state=AgendaItem.State.WAITING, put_off_times__gte=TOO_OFTEN
        )
    ),
    "refused_here": Exists(
        ReadBack.objects.filter(
            agreement__circle=OuterRef("circle"), refused_at__isnull=False, agreement__state=Agreement.State.OPEN
        )
    ),
    "advised_here": Exists(
        MirrorCase.objects.filter(
            author=OuterRef("pk"), state=MirrorCase.State.WAITING, mirror__advised_at__isnull=False
        )
    ),
    "undelivered_here": Exists(
        Guest.objects.filter(item__author=OuterRef("pk"), how=Guest.How.MAIL, mail__state=Mail.State.FAILED)
    ),
    "follow_up_mine": Exists(FollowUp.objects.filter(who=OuterRef("professional"), done_at__isnull=True)),
    "proposed_here": Exists(FormProposal.objects.filter(circle=OuterRef("circle"), state=FormProposal.State.OPEN)),
}


class Mine(NamedTuple):
    """The seats of a professional and the circles that they lead today.

    The others are where a rare thing is: circles with something put off too often or an agreement that was refused,
    seats with a proposal or advice that waits. Where there is none of it, its SQL is not written.
    """

    seats: Ids
    leading: Ids
    put_off: Ids
    proposed: Ids
    refused: Ids
    advised: Ids
    # Whose guests did not get their mail.
    undelivered: Ids
    # Follow-up of a theme, which has no circle: also for who has no seat at all.
    follow_up: bool


def mine_of(joined: Iterable[MyCircle]) -> Mine:
    """Out of circles that were read with `SIGNS`."""
    joined = list(joined)
    led = [circle for circle in joined if circle.i_lead]

    def with_sign(sign: str) -> list[MyCircle]:
        return [circle for circle in joined if getattr(circle.seat, sign)]

    return Mine(
        seats=[circle.seat.pk for circle in joined],
        leading=[circle.circle.pk for circle in led],
        put_off=[circle.circle.pk for circle in led if circle.seat.put_off_here],  # type: ignore[attr-defined]
        proposed=[circle.seat.pk for circle in with_sign("proposed_here")],
        refused=[circle.circle.pk for circle in with_sign("refused_here")],
        advised=[circle.seat.pk for circle in with_sign("advised_here")],
        undelivered=[circle.seat.pk for circle in with_sign("undelivered_here")],
        follow_up=not joined or bool(with_sign("follow_up_mine")),
    )


def at_tables(job: Professional, mine: Mine, facts: Facts) -> list[QuerySet[Any, Any]]:
    """All of it."""
    rows = [
        _tables(job),
        _to_prepare(mine.seats),
        _to_hear(mine.seats),
        # The chair is told of no household by it.
        _put_off(AgendaItem.objects.filter(meeting__chair=job).exclude(circle__in=mine.leading)),
        _requests(mine.leading),
        _answered(mine.seats),
    ]
    if mine.put_off:
        readable = AgendaItem.objects.readable_by(facts)
        rows.append(_put_off(readable.filter(circle__in=mine.put_off), in_circle=F("circle")))
    if mine.proposed:
        rows.append(_forms(mine.proposed, mine.leading))
    if mine.refused:
        rows.append(_refused(job, mine, facts))
    if mine.advised:
        rows.append(_advised(mine.advised))
    if mine.follow_up:
        rows.append(_follow_ups(job))
    return rows


def _tables(job: Professional) -> QuerySet[Any, Any]:
    """Where I am asked in the coming days: `how` is my answer, `place` the hour. Who chairs comes."""
    today = clock.today()
    mine = Participant.objects.filter(professional=job, meeting__state=Meeting.State.PLANNED)
    return _columns(
        mine.filter(meeting__day__range=(today, today + AHEAD)),
        "table",
        pk=F("meeting"),
        how=F("answer"),
        name=F("meeting__name"),
        place=Cast("meeting__at", _TEXT),
        day=F("meeting__day"),
    )


def _to_prepare(seats: Ids) -> QuerySet[Any, Any]:
    """What I bring and for which I have not said beforehand what I want."""
    said = Preparation.objects.filter(item=OuterRef("pk"), author=OuterRef("author"))
    mine = _to_come(AgendaItem.objects.filter(author__in=seats)).filter(~Q(Exists(said)))
    return _columns(mine, "prepare", in_circle=F("circle"), name=F("meeting__name"), day=F("meeting__day"))


def _to_hear(seats: Ids) -> QuerySet[Any, Any]:
    """Agreements of a table that wait for my yes: `pk` is the talk. Who is to do it always reads it."""
    mine = ReadBack.objects.filter(
        agreement__responsible__in=seats,
        agreement__state=Agreement.State.OPEN,
        agreement__circle__closed_at__isnull=True,
        asked_at__isnull=False,
        heard_at__isnull=True,
    )
    return _columns(
        mine,
        "hear",
        pk=F("item"),
        in_circle=F("agreement__circle"),
        name=F("agreement__what"),
        day=F("agreement__due_on"),
    )


def _refused(job: Professional, mine: Mine, facts: Facts) -> QuerySet[Any, Any]:
    """Agreements of a table that somebody said no to, for who chaired it and who leads the circle; `pk`: the talk."""
    said_no = ReadBack.objects.filter(
        Q(agreement__circle__in=mine.leading) | Q(item__meeting__chair=job),
        agreement__circle__in=mine.refused,
        agreement__state=Agreement.State.OPEN,
        refused_at__isnull=False,
        agreement__in=Agreement.objects.readable_by(facts).filter(circle__in=mine.refused).order_by(),
        item__in=AgendaItem.objects.readable_by(facts).filter(circle__in=mine.refused).order_by(),
    )
    return _columns(
        said_no,
        "refused",
        pk=F("item"),
        in_circle=F("agreement__circle"),
        name=_who("agreement__responsible"),
        place=F("agreement__what"),
        day=TruncDate("refused_at"),
    )


def _advised(seats: Ids) -> QuerySet[Any, Any]:
    """Advice of a mirror team that waits for a decision, for who asked for it."""
    waits = MirrorCase.objects.filter(
        author__in=seats,
        state=MirrorCase.State.WAITING,
        mirror__advised_at__isnull=False,
        circle__closed_at__isnull=True,
    )
    return _columns(waits, "advice", in_circle=F("circle"), day=TruncDate("mirror__advised_at"))


def _follow_ups(job: Professional) -> QuerySet[Any, Any]:
    """What I do next for a theme, from a week before its day; `pk` is the theme."""
    mine = FollowUp.objects.filter(who=job, done_at__isnull=True, due_on__lte=clock.today() + IN_SIGHT)
    return _columns(mine, "follow_up", pk=F("theme"), name=F("what"), place=F("theme__name"), day=F("due_on"))


def _put_off(items: Any, **place: Any) -> QuerySet[Any, Any]:
    """What keeps being put off."""
    return _columns(
        _to_come(items.filter(put_off_times__gte=TOO_OFTEN)),
        "put_off",
        pk=F("meeting"),
        how=Cast("put_off_times", _TEXT),
        name=F("meeting__name"),
        day=F("meeting__day"),
        **place,
    )


def _requests(leading: Ids) -> QuerySet[Any, Any]:
    """Who asks me for a table."""
    waiting = TableRequest.objects.filter(circle__in=leading, state=TableRequest.State.ASKED)
    return _columns(
        waiting,
        "table_asked",
        in_circle=F("circle"),
        name=_who("author"),
        place=Coalesce(F("author__organisation__name"), Value("")),
        day=TruncDate("written_at"),
    )


def _answered(seats: Ids) -> QuerySet[Any, Any]:
    """What came of my questions lately."""
    states = (TableRequest.State.YES, TableRequest.State.NO)
    news = TableRequest.objects.filter(author__in=seats, state__in=states, answered_at__gte=clock.now() - NEWS)
    return _columns(
        news.filter(circle__closed_at__isnull=True),
        "table_answered",
        in_circle=F("circle"),
        how=F("state"),
        name=_who("answered_by"),
        day=TruncDate("answered_at"),
    )


def _forms(seats: Ids, leading: Ids) -> QuerySet[Any, Any]:
    """Proposals to organise a circle otherwise that I must answer, as `who_answers_form` says for one circle."""
    here = Member.objects.filter(pk__in=seats).values("circle")
    leads = Lead.objects.filter(circle=OuterRef("circle"), state=Lead.State.ACCEPTED)
    another_leads = leads.exclude(Q(member=OuterRef("proposer")) | Q(deputy=OuterRef("proposer"), deputy__isnull=False))
    towards_lead = Q(form=Circle.Form.DIRECTED) & (Q(lead__in=seats) | Q(lead=F("proposer")))
    towards_self = Q(form=Circle.Form.SELF_ORGANISING) & (Q(circle__in=leading) | ~Q(Exists(another_leads)))
    waiting = FormProposal.objects.filter(
        towards_lead | towards_self, state=FormProposal.State.OPEN, circle__in=here, circle__closed_at__isnull=True
    ).exclude(proposer__in=seats)
    return _columns(
        waiting, "form", in_circle=F("circle"), how=F("form"), name=_who("proposer"), day=TruncDate("proposed_at")
    )


def _to_come(items: Any) -> Any:
    """Talks that wait at a table to come, of circles that are open."""
    return items.filter(
        state=AgendaItem.State.WAITING,
        circle__closed_at__isnull=True,
        meeting__state=Meeting.State.PLANNED,
        meeting__day__gte=clock.today(),
    )


def _who(seat: str) -> Any:
    """The name behind a seat, whoever sits there."""
    return Coalesce(
        F(f"{seat}__professional__name"), F(f"{seat}__person__given_name"), F(f"{seat}__supporter__name"), Value("")
    )


def _columns(rows: Any, what: str, **columns: Any) -> QuerySet[Any, Any]:
    """One kind of row; what is not given stays empty."""
    empty = {name: Value("", output_field=_TEXT) for name in ("how", "name", "place")}
    pk = columns.pop("pk", F("pk"))
    given = {"in_circle": _NO_CIRCLE, **empty, **columns}
    annotated = rows.order_by().annotate(asks=Value(what, output_field=_TEXT), key=pk, **given)
    return annotated.values_list("asks", "key", *COLUMNS[2:])
