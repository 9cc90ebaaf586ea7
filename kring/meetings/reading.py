"""What stands on the pages of a table, for one reader. Each household is read through its own circle."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.verdict import Verdict
from kring.meetings import rules
from kring.meetings.actions.table import made_at
from kring.meetings.models import AgendaItem, Meeting, Parked, Preparation, ReadBack
from kring.network.models import Professional
from kring.plans.models import Agreement
from kring.sharing.around import read_around
from kring.sharing.facts import facts_of_actor
from kring.sharing.reading import Reading, Shown

HERE = timedelta(seconds=15)


@dataclass(frozen=True)
class Made:
    """An agreement of this table with the reader's answer, and what can be pressed."""

    back: ReadBack
    shown: Shown[Agreement]
    may_hear: Verdict
    may_ask: Verdict

    @property
    def heard(self) -> bool:
        return rules.is_heard(self.back)


@dataclass(frozen=True)
class ItemShown:
    """One household at a table, for one reader of its circle."""

    item: AgendaItem
    seats: Sequence[tuple[Member, Verdict]]
    outside: Sequence[Professional]
    here: frozenset[object]
    preparations: Sequence[Shown[Preparation]]
    made: Sequence[Made]
    parked: Sequence[Shown[Parked]]
    may_begin: Verdict
    may_speak: Verdict
    may_lead: Verdict
    may_close: Verdict

    @cached_property
    def stays(self) -> list[Member]:
        """Who may stay at the table for this item, who is here first."""
        who = [member for member, verdict in self.seats if verdict.allowed]
        return sorted(who, key=lambda member: member.pk not in self.here)

    @cached_property
    def leaves(self) -> list[tuple[Member, Verdict]]:
        """Who is in the circle and steps out for this item, with why."""
        return [(member, verdict) for member, verdict in self.seats if not verdict.allowed]

    @cached_property
    def steps_out(self) -> int:
        return len(self.leaves) + len(self.outside)

    @cached_property
    def settled(self) -> int:
        return sum(rules.is_settled(one.back) for one in self.made)

    @cached_property
    def minutes_left(self) -> int | None:
        """How many minutes the item still has; below zero when it runs late. None: not now."""
        if self.item.state != AgendaItem.State.OPEN or self.item.opened_at is None:
            return None
        return self.item.minutes - int((clock.now() - self.item.opened_at).total_seconds() // 60)

    @cached_property
    def stamp(self) -> str:
        """Changes whenever this page would show something else, also when a right began or ended meanwhile."""
        seen = [
            self.item.changes,
            self.item.state,
            self.minutes_left,
            sorted(map(str, self.here)),
            [(one.back.agreement.revision, one.shown.open) for one in self.made],
            [(shown.item.pk, shown.open) for shown in self.preparations],
            [(shown.item.pk, shown.open) for shown in self.parked],
            [(member.pk, verdict.allowed) for member, verdict in self.seats],
        ]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def read_item(reading: Reading, item: AgendaItem) -> ItemShown:
    """One item with everything said at it (six queries beside those of the reading)."""
    made = made_at(item)
    now = clock.now()
    preparations = Preparation.objects.filter(item=item).select_related("life_domain")
    parked = Parked.objects.filter(item=item).select_related("life_domain")
    in_circle = {member.professional_id for member in reading.members}
    asked = Professional.objects.filter(meetings__meeting=item.meeting_id).select_related("organisation")
    shown_made = []
    for back in made:
        answer = reading.answer(back.agreement)
        if answer.told:
            may_hear, may_ask = rules.may_hear(back, reading.seat), rules.may_ask_yes(back, reading.seat)
            shown_made.append(Made(back, answer, may_hear, may_ask))
    return ItemShown(
        item=item,
        seats=reading.who_reads(item),
        outside=[one for one in asked if one.pk not in in_circle],
        here=frozenset(seat.member_id for seat in item.seats.all() if now - seat.seen_at < HERE),
        preparations=reading.show(preparations),
        made=shown_made,
        parked=reading.show(parked),
        may_begin=rules.may_begin(item, reading.seat),
        may_speak=rules.may_speak(item, reading.seat),
        may_lead=rules.may_lead_item(item, reading.seat),
        may_close=rules.may_close(item, made, reading.seat),
    )


def items_of(reading: Reading) -> list[Shown[AgendaItem]]:
    """The household on agendas, the last table first (one query)."""
    items = AgendaItem.objects.filter(circle=reading.circle).select_related("meeting", "life_domain")
    return reading.show(items.order_by("-meeting__day", "-meeting__at"))


@dataclass(frozen=True)
class Row:
    """One place on an agenda as somebody at the table sees it. `circle` only for who may read the item."""

    item: AgendaItem
    circle: Circle | None


def agenda_of(meeting: Meeting, actor: Actor) -> list[Row]:
    """The agenda in order (four queries, however long). Of what is not for this reader only place and time are told."""
    items = list(meeting.items.exclude(state=AgendaItem.State.DROPPED).select_related("circle__household"))
    seats = list(
        Member.objects.present()
        .filter(professional=actor.professional, circle__in=[item.circle_id for item in items])
        .select_related("organisation")
    )
    if not seats:
        return [Row(item, None) for item in items]
    mine = [seat.circle_id for seat in seats]
    facts = facts_of_actor(actor, seats, read_around(mine))
    open_here = AgendaItem.objects.readable_by(facts).filter(meeting=meeting, circle__in=mine)
    open_ids = set(open_here.values_list("pk", flat=True))
    return [Row(item, item.circle if item.pk in open_ids else None) for item in items]
