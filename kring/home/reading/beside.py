"""Beside the plan on the page of a circle, in one query: talks, questions for a table, the network, looks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Count, DateField, F, IntegerField, Q, QuerySet, UUIDField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from kring.core import clock
from kring.log.models import Look
from kring.meetings.missing import Gap, Suggestion, candidates, suggest
from kring.meetings.models import AgendaItem, Meeting, TableRequest
from kring.sharing.looked import REDRAWN
from kring.sharing.reading import Reading

WAITS = (AgendaItem.State.WAITING, AgendaItem.State.OPEN)


@dataclass(frozen=True)
class Looks:
    """How many people looked at this circle this month, and how often."""

    people: int = 0
    times: int = 0


class Talk(NamedTuple):
    """A talk about this household that stands on an agenda, as far as the reader may read it."""

    pk: UUID
    question: str
    table: str
    author: UUID | None
    put_off_times: int
    day: date
    cancelled: bool
    is_now: bool

    @property
    def fell_through(self) -> bool:
        """Its day has passed or its table does not take place, and nobody talked."""
        return not self.is_now and (self.cancelled or self.day < clock.today())


class Request(NamedTuple):
    """A question for a table that waits."""

    pk: UUID
    question: str
    author: UUID | None
    day: date


@dataclass(frozen=True)
class Beside:
    """All of it, for one reader."""

    talks: list[Talk] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    missing: list[Suggestion] = field(default_factory=list)
    looks: Looks = field(default_factory=Looks)


class _Row(NamedTuple):
    """One row of the query; what is not there for this kind is empty."""

    what: str
    key: Any
    who: Any
    words: str
    place: str
    how: str
    number: int
    more: int
    day: Any


_TEXT, _NUMBER = CharField(), IntegerField()
_NOBODY, _NO_DAY = Cast(Value(None), UUIDField()), Cast(Value(None), DateField())


def read_beside(reading: Reading, found: Sequence[Gap]) -> Beside:
    """What this reader may read of it; `found` are the gaps for which somebody is looked for (one query)."""
    parts = [_talks(reading), _requests(reading)]
    if found:
        parts.append(_network(reading, found))
    rows = [_Row(*row) for row in _looks(reading).union(*parts, all=True)]
    of = {what: [row for row in rows if row.what == what] for what in ("talk", "ask", "who", "look")}
    people = sorted(of["who"], key=lambda row: (row.number, row.words))
    return Beside(
        talks=sorted(map(_talk, of["talk"]), key=lambda talk: talk.day),
        requests=[Request(row.key, row.words, row.who, row.day) for row in of["ask"]],
        missing=suggest(found, [(row.key, row.words, row.place, row.how) for row in people]),
        looks=Looks(of["look"][0].number, of["look"][0].more) if of["look"] else Looks(),
    )


def _talk(row: _Row) -> Talk:
    cancelled = row.how == Meeting.State.CANCELLED
    return Talk(row.key, row.words, row.place, row.who, row.number, row.day, cancelled, bool(row.more))


def _talks(reading: Reading) -> QuerySet[Any, Any]:
    rows = AgendaItem.objects.readable_by(reading.facts).filter(circle=reading.circle, state__in=WAITS).order_by()
    return _columns(
        rows,
        "talk",
        who=F("author"),
        words=F("question"),
        place=F("meeting__name"),
        how=F("meeting__state"),
        number=Cast("put_off_times", _NUMBER),
        more=Case(When(state=AgendaItem.State.OPEN, then=1), default=0, output_field=_NUMBER),
        day=F("meeting__day"),
    )


def _requests(reading: Reading) -> QuerySet[Any, Any]:
    rows = TableRequest.objects.readable_by(reading.facts).filter(circle=reading.circle, state=TableRequest.State.ASKED)
    return _columns(rows.order_by(), "ask", who=F("author"), words=F("question"))


def _network(reading: Reading, found: Sequence[Gap]) -> QuerySet[Any, Any]:
    rows = candidates(reading.circle, found, but=[*reading.members, *reading.invited])
    return _columns(
        rows, "who", words=F("name"), place=F("organisation__name"), how=F("organisation__kind"), number=F("far")
    )


def _looks(reading: Reading) -> QuerySet[Any, Any]:
    """All rows of one page carry one moment, so the moments are the number of times."""
    first = clock.today().replace(day=1)
    since = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    rows = Look.objects.filter(circle=reading.circle.pk, at__gte=since, allowed=True).order_by().values("circle")
    counted = rows.annotate(
        people=Count("by_user", distinct=True), times=Count("at", distinct=True, filter=~Q(page__in=REDRAWN))
    )
    return _columns(counted, "look", key=F("circle"), number=F("people"), more=F("times"))


def _columns(rows: Any, what: str, **columns: Any) -> QuerySet[Any, Any]:
    """One kind of row with all columns; those that are not given stay empty."""
    empty: dict[str, Any] = {
        "key": F("pk"),
        "who": _NOBODY,
        **{name: Value("", output_field=_TEXT) for name in ("words", "place", "how")},
        **{name: Value(0, output_field=_NUMBER) for name in ("number", "more")},
        "day": _NO_DAY,
    }
    return rows.annotate(what=Value(what, output_field=_TEXT), **empty | columns).values_list(*_Row._fields)
