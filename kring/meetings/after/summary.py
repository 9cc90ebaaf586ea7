"""The summary of a talk, for one reader: what they may see, as it was when the talk closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from kring.circles.models import Member
from kring.meetings.actions.talk.closing import made_at
from kring.meetings.after.beside import said_beside
from kring.meetings.models import AgendaItem, Correction, Noticed, Parked, Preparation, ReadBack, Seat
from kring.plans.models import Agreement, Bottleneck, Note
from kring.sharing.reading import Reading, Shown


@dataclass(frozen=True)
class Agreed:
    """An agreement as it was when the talk closed, with the reader's answer, and whether it was heard."""

    back: ReadBack
    shown: Shown[Agreement]

    @property
    def heard(self) -> bool:
        return self.back.heard_at is not None and self.back.revision == self.shown.item.revision

    @property
    def changed_since(self) -> bool:
        """Was it put otherwise, given to somebody else, or moved to another day?"""
        was, now = self.shown.item, self.back.agreement
        return any(getattr(was, name) != getattr(now, name) for name in ("what", "responsible_id", "due_on", "in_week"))

    @property
    def ended_since(self) -> str:
        """How it ended after the talk, in words; empty when it runs on."""
        now = self.back.agreement
        return "" if now.state in (Agreement.State.OPEN, self.shown.item.state) else str(now.get_state_display())


@dataclass(frozen=True)
class Summary:
    """All of it. Of what is closed it says that it is there, only where the rules let that be told."""

    item: AgendaItem
    at_table: list[Member]
    # Who noted that at the closing; empty where it is whose screens were there.
    there_said_by: Member | None
    words: list[Shown[Preparation]]
    spoken: list[Shown[Note]]
    agreed: list[Agreed]
    decided: list[Shown[Note]]
    parked: list[Shown[Parked]]
    bottlenecks: list[Shown[Bottleneck]]
    message: Shown[Note] | None
    corrections: list[Shown[Correction]]

    def mine(self, seat: Member | None) -> list[Agreed]:
        """What the reader does themself."""
        return [one for one in self.agreed if seat is not None and one.shown.item.responsible_id == seat.pk]

    @property
    def closed(self) -> int:
        """How many parts are there that this reader may not read."""
        agreed = [one.shown for one in self.agreed]
        rows: list[Shown[Any]] = [*self.words, *self.spoken, *agreed, *self.decided, *self.parked, *self.bottlenecks]
        return sum(not shown.open for shown in rows)


def read_summary(reading: Reading, item: AgendaItem, seats: Iterable[Seat]) -> Summary:
    """The summary of a closed talk (five queries beside those of the reading)."""
    noticed = Noticed.objects.filter(item=item).select_related("bottleneck__life_domain")
    beside = said_beside(item)
    words = [one for one in beside if isinstance(one, Preparation) and _is_resident(reading, one)]
    notes = _show(reading, _notes_then(item))
    return Summary(
        item=item,
        at_table=_who_was_there(reading, item, seats),
        there_said_by=next((one for one in _ever(reading) if one.pk == item.there_said_by_id), None),
        words=_show(reading, words),
        spoken=[one for one in notes if one.item.kind == Note.Kind.WORDS],
        agreed=agreed_then(reading, item),
        decided=[one for one in notes if one.item.kind == Note.Kind.DECISION],
        parked=_show(reading, (one for one in beside if isinstance(one, Parked))),
        bottlenecks=_show(reading, (one.bottleneck for one in noticed)),
        message=next((one for one in reversed(notes) if one.item.kind == Note.Kind.MESSAGE), None),
        corrections=_show(reading, (one for one in beside if isinstance(one, Correction))),
    )


def _show(reading: Reading, items: Iterable[Any]) -> list[Shown[Any]]:
    """Of what is closed somebody of the own network is told nothing."""
    return [shown for shown in reading.show(items) if shown.open or reading.knows_of_closed]


def _is_resident(reading: Reading, said: Preparation) -> bool:
    return any(member.pk == said.author_id and member.is_resident for member in _ever(reading))


def agreed_then(reading: Reading, item: AgendaItem) -> list[Agreed]:
    """What was agreed, as it stood when the talk closed. Open when it may be read both as it was and as it is."""
    backs = made_at(item)
    then = _as_they_were(item, backs)
    found = []
    for back in backs:
        as_is, as_was = reading.answer(back.agreement), reading.answer(then.get(back.agreement_id, back.agreement))
        shown = as_was if as_is.open else Shown(as_was.item, as_is.verdict, as_is.readers)
        if as_is.told and as_was.told and (shown.open or reading.knows_of_closed):
            found.append(Agreed(back, shown))
    return found


def _as_they_were(item: AgendaItem, backs: Iterable[ReadBack]) -> dict[UUID, Agreement]:
    """Each agreement out of its history, as it was at the closing (one query)."""
    current = {back.agreement_id: back.agreement for back in backs}
    rows = Agreement.history.filter(id__in=list(current), history_date__lte=item.closed_at)
    then: dict[UUID, Agreement] = {}
    for row in rows.order_by("history_date", "history_id"):
        was = row.instance
        if was.life_domain_id == current[row.id].life_domain_id:
            was.life_domain = current[row.id].life_domain
        then[row.id] = was
    return then


def _who_was_there(reading: Reading, item: AgendaItem, seats: Iterable[Seat]) -> list[Member]:
    """Who was said to be there, or else whose screen was while it was talked about: members, whom the circle knows."""
    there = {seat.member_id for seat in seats if item.opened_at and seat.seen_at >= item.opened_at}
    return [member for member in _ever(reading) if member.pk in there]


def _ever(reading: Reading) -> list[Member]:
    ever: list[Member] = reading.circle.seats_ever  # type: ignore[attr-defined]
    return ever


def _notes_then(item: AgendaItem) -> list[Note]:
    """What was decided and what the resident said at the talk, and the words of everybody until it closed."""
    agreed = Q(kind=Note.Kind.MESSAGE, written_at__lte=item.closed_at)
    notes = Note.objects.filter(agreed | Q(said_at_table__item=item), circle=item.circle_id)
    return list(notes.select_related("life_domain", "about", "said_at_table").order_by("written_at"))
