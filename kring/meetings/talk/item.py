"""One household at a table for one reader: what was said, agreed and kept, and who may stay."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import CharField, DateTimeField, F, Q, QuerySet, Value

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core.verdict import Verdict
from kring.meetings import rules
from kring.meetings.actions.talk.closing import made_at
from kring.meetings.models import AgendaItem, Draft, Parked, Participant, Preparation, ReadBack, Seat
from kring.meetings.talk.live import Live, live_of
from kring.plans.models import Agreement, Note
from kring.plans.rules import may_change_plan
from kring.sharing.reading import Reading, Shown

ITEM = (
    *("id", "circle_id", "about_id", "about_group_id", "life_domain_id", "sensitivity", "audience", "readership_id"),
    *("author_id", "author_organisation_id", "written_under", "written_at"),
)


@dataclass(frozen=True)
class Made:
    """An agreement of this table with the reader's answer, and what can be pressed."""

    back: ReadBack
    shown: Shown[Agreement]
    may_hear: Verdict
    may_ask: Verdict
    may_say_no: Verdict

    @property
    def heard(self) -> bool:
        return rules.is_heard(self.back)

    @property
    def settled(self) -> bool:
        return rules.is_settled(self.back)


class SaidShown(NamedTuple):
    """A decision or words of the resident, with who said it."""

    shown: Shown[Note]
    said_by: Member | None


@dataclass(frozen=True)
class Words:
    """What was said around an item, out of one query."""

    preparations: list[Preparation]
    parked: list[Parked]
    notes: list[tuple[Note, uuid.UUID]]


@dataclass(frozen=True)
class ItemShown:
    """One household at a table, for one reader of its circle."""

    item: AgendaItem
    live: Live
    seats: Sequence[tuple[Member, Verdict]]
    outside: Sequence[tuple[str, str]]
    preparations: Sequence[Shown[Preparation]]
    made: Sequence[Made]
    parked: Sequence[Shown[Parked]]
    said: Sequence[SaidShown]
    may_begin: Verdict
    may_speak: Verdict
    may_lead: Verdict
    may_close: Verdict
    may_reopen: Verdict
    may_change: Verdict

    @property
    def here(self) -> frozenset[uuid.UUID]:
        return self.live.here

    @property
    def stamp(self) -> str:
        return self.live.main

    @cached_property
    def stays(self) -> list[Member]:
        """Who may stay at the table for this item."""
        return [member for member, verdict in self.seats if verdict.allowed]

    @cached_property
    def leaves(self) -> list[tuple[Member, Verdict]]:
        """Who is in the circle and steps out for this item, with why."""
        return [(member, verdict) for member, verdict in self.seats if not verdict.allowed]

    @cached_property
    def steps_out(self) -> int:
        return len(self.leaves) + len(self.outside)

    @cached_property
    def settled(self) -> int:
        return sum(one.settled for one in self.made)

    @cached_property
    def refused(self) -> list[Made]:
        """What somebody said no to."""
        return [one for one in self.made if one.shown.open and one.back.refused_at is not None]

    @cached_property
    def words(self) -> list[SaidShown]:
        """What the resident said, in their own words."""
        return [one for one in self.said if one.shown.item.kind == Note.Kind.WORDS]

    @cached_property
    def decisions(self) -> list[SaidShown]:
        return [one for one in self.said if one.shown.item.kind == Note.Kind.DECISION]

    @cached_property
    def kept(self) -> list[Shown[Parked]]:
        """Questions that were kept at an earlier talk and are still open."""
        return [shown for shown in self.parked if shown.item.item_id != self.item.pk]

    @cached_property
    def kept_here(self) -> list[Shown[Parked]]:
        return [shown for shown in self.parked if shown.item.item_id == self.item.pk]


def read_item(reading: Reading, item: AgendaItem, actor: Actor) -> ItemShown:
    """One item out of `find_talk` with everything said at it (four queries beside those of the reading)."""
    made, words, there = made_at(item), _words_at(item), _there(item)
    seat = reading.seat
    assert seat is not None  # noqa: S101 (may_see_circle)
    in_circle = {member.professional_id for member in reading.members}
    members = {member.pk: member for member in reading.circle.seats_ever}  # type: ignore[attr-defined]
    seen = {pk: at for what, pk, at, *_name in there if what == "seat" and at is not None}
    shown_made = []
    for back in made:
        back.item = item
        answer = reading.answer(back.agreement)
        if _told(reading, answer):
            asks = (rules.may_hear(back, seat), rules.may_ask_yes(back, seat), rules.may_say_no(back, seat))
            shown_made.append(Made(back, answer, *asks))
    said = [SaidShown(reading.answer(note), members.get(by)) for note, by in words.notes]
    return ItemShown(
        item=item,
        live=live_of(item, seat, reading.facts, reading.around, seen),
        seats=reading.who_reads(item),
        outside=[(name, place) for what, pk, _at, name, place in there if what == "asked" and pk not in in_circle],
        preparations=[shown for shown in reading.show(words.preparations) if _told(reading, shown)],
        made=shown_made,
        parked=[shown for shown in reading.show(words.parked) if _told(reading, shown)],
        said=[one for one in said if _told(reading, one.shown)],
        may_begin=rules.may_begin(item, seat),
        may_speak=rules.may_speak(item, seat),
        may_lead=rules.may_lead_item(item, seat),
        may_close=rules.may_close(item, made, seat),
        may_reopen=rules.may_reopen(item, actor, seat),
        may_change=may_change_plan(item.circle, seat),
    )


def _told(reading: Reading, shown: Shown[Any]) -> bool:
    """Does it stand on their page? Of what is closed somebody of the own network is told nothing."""
    return shown.open or (shown.told and reading.knows_of_closed)


def _there(item: AgendaItem) -> list[tuple[str, uuid.UUID, datetime | None, str, str]]:
    """Whose screens were at the table, and who was asked to the whole table (one query)."""
    nothing, no_moment = Value("", output_field=CharField()), Value(None, output_field=DateTimeField())
    seats = Seat.objects.filter(item=item.pk).order_by()
    asked = Participant.objects.filter(meeting=item.meeting_id).order_by()
    columns = ("what", "who", "at", "name", "place")
    return list(
        seats.annotate(
            what=Value("seat", output_field=CharField()), who=F("member"), at=F("seen_at"), name=nothing, place=nothing
        )
        .values_list(*columns)
        .union(
            asked.annotate(
                what=Value("asked", output_field=CharField()),
                who=F("professional"),
                at=no_moment,
                name=F("professional__name"),
                place=F("professional__organisation__name"),
            ).values_list(*columns),
            all=True,
        )
    )


def _words_at(item: AgendaItem) -> Words:
    """What was said beforehand, kept for later (also earlier and still open), decided and said (one query)."""
    here, later = Q(item=item.pk), Q(item__state=AgendaItem.State.CLOSED, became=Parked.Became.OPEN)
    notes = Note.objects.filter(said_at_table__item=item.pk)
    parked = Parked.objects.filter(here | later, circle=item.circle_id)
    rows = _columns(Preparation.objects.filter(here), "before", "goal", "can", "cannot", "item").union(
        _columns(parked, "parked", "question", "became", "answer", "item"),
        _columns(notes, "note", "text", "kind", "text", "said_at_table__said_by"),
        all=True,
    )
    found = Words([], [], [])
    for what, *columns, a, b, c, x in rows.order_by("written_at", "id"):
        kept = dict(zip(ITEM, columns, strict=True))
        if what == "before":
            found.preparations.append(_like(item, Preparation(**kept, item_id=x, goal=a, can=b, cannot=c)))
        elif what == "parked":
            found.parked.append(_like(item, Parked(**kept, item_id=x, question=a, became=b, answer=c)))
        else:
            found.notes.append((_like(item, Note(**kept, text=a, kind=b)), x))
    return found


def _columns(rows: QuerySet[Any], what: str, a: str, b: str, c: str, x: str) -> QuerySet[Any, Any]:
    named = {"what": Value(what, output_field=CharField()), "a": F(a), "b": F(b), "c": F(c), "x": F(x)}
    return rows.order_by().annotate(**named).values_list("what", *ITEM, "a", "b", "c", "x")


def _like(item: AgendaItem, row: Any) -> Any:
    """With the life domain of the talk filled in, where it is the same."""
    if row.life_domain_id == item.life_domain_id:
        row.life_domain = item.life_domain
    return row


@dataclass(frozen=True)
class Wall:
    """What may stand on a screen that everybody at the table looks at: what all who stay may read."""

    made: Sequence[Made]
    decisions: Sequence[SaidShown]
    words: Sequence[SaidShown]
    parked: Sequence[Shown[Parked]]
    drafts: Sequence[Draft]
    # How many things stand at this talk that not everybody may read.
    left_out: int


def wall_of(reading: Reading, table: ItemShown) -> Wall:
    """Out of what this reader sees only what everybody who stays may read. No query."""
    everybody = {member.pk for member in table.stays}

    def all_read(shown: Shown[Any]) -> bool:
        return shown.open and everybody <= {member.pk for member in shown.readers}

    typed = [draft for draft in table.live.drafts if draft.text.strip()]
    wall = Wall(
        made=[one for one in table.made if all_read(one.shown)],
        decisions=[one for one in table.decisions if all_read(one.shown)],
        words=[one for one in table.words if all_read(one.shown)],
        parked=[shown for shown in table.parked if all_read(shown)],
        drafts=[draft for draft in typed if all_read(reading.answer(draft))],
        left_out=0,
    )
    shown = len(wall.made) + len(wall.decisions) + len(wall.words) + len(wall.parked)
    there = len(table.made) + len(table.decisions) + len(table.words) + len(table.parked)
    return replace(wall, left_out=there - shown)
