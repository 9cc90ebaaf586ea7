"""What changes all the time at a table, and whether anything changed at all.

Screens ask again every second and a half. `read_live` answers what `pulse.py` cannot: seven small queries, no page.
Only when the talk itself changed is the whole read again (`item.py`).
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import QueryDict

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.prepared import Prepared
from kring.core.verdict import Verdict
from kring.households.models import Person
from kring.meetings import rules
from kring.meetings.models import AgendaItem, Draft, Seat
from kring.meetings.talk.pulse import plan_and_seats, with_pulse
from kring.sharing.around import Around, read_around
from kring.sharing.facts import authorities_held_by, facts_of_member
from kring.sharing.rules import Facts, may_read

HERE = timedelta(seconds=20)


_talk: Prepared[AgendaItem] = Prepared(
    lambda talk_id: with_pulse(AgendaItem.objects.filter(pk=talk_id)).select_related(
        "life_domain", "meeting__chair__organisation", "circle"
    )
)


def find_talk(talk_id: uuid.UUID) -> AgendaItem | None:
    """The item with its table and what tells whether something around it changed (one query)."""
    return next(iter(_talk(talk_id)), None)


def stamp_of(item: AgendaItem, around: Around) -> str:
    """Changes with every act at the table, every change of the plan or the seats, every right that begins or ends."""
    return _short(repr((*plan_and_seats(item), around.fingerprint)))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Live:
    """What changes all the time: the clock, the step, who is here, and what others are typing."""

    item: AgendaItem
    seat: Member
    drafts: Sequence[Draft]
    seen: Mapping[uuid.UUID, datetime]
    # The stamp of all that stands below, and whom the household is.
    main: str
    persons: Sequence[Person]

    @cached_property
    def here(self) -> frozenset[uuid.UUID]:
        now = clock.now()
        return frozenset(member for member, at in self.seen.items() if now - at < HERE)

    @cached_property
    def others(self) -> list[Draft]:
        """What others type, and what this reader typed on another screen beside the text in their form."""
        first: set[str] = set()
        found = []
        for draft in self.drafts:
            if draft.author_id == self.seat.pk and draft.kind not in first:
                first.add(draft.kind)
            elif draft.text.strip():
                found.append(draft)
        return found

    @cached_property
    def minutes_left(self) -> int | None:
        """How many minutes the item still has; below zero when it runs late. None: not now."""
        return _left(self.item.minutes, self.item.opened_at) if self.item.state == AgendaItem.State.OPEN else None

    @cached_property
    def step(self) -> Mapping[str, Any] | None:
        """The step of now: name, help, minutes, what it does, and how many minutes it still has (None: not said)."""
        item = self.item
        if item.state != AgendaItem.State.OPEN or not 1 <= item.step <= len(item.steps):
            return None
        step = item.steps[item.step - 1]
        return step | {"left": _left(step["minutes"], item.step_at) if step["minutes"] else None}

    @property
    def next_step(self) -> int:
        """The number of the step after this one; 0 when this is the last."""
        return self.item.step + 1 if self.item.step < len(self.item.steps) else 0

    @property
    def former_step(self) -> int:
        return max(0, self.item.step - 1)

    @property
    def may_move_on(self) -> Verdict:
        return rules.may_move_on(self.item, self.seat)

    @property
    def may_speak(self) -> Verdict:
        return rules.may_speak(self.item, self.seat)

    @cached_property
    def stamp(self) -> str:
        """Changes with every letter that others type, with the minute, and with every screen that comes or goes."""
        typed = [(draft.pk, draft.revision) for draft in self.others]
        left = self.step["left"] if self.step else None
        return _short(repr((self.minutes_left, left, sorted(map(str, self.here)), typed)))


def _left(minutes: int, since: datetime | None) -> int | None:
    return minutes - int((clock.now() - since).total_seconds() // 60) if since else None


class Refusal(NamedTuple):
    """They sit in the circle, and may not (any longer) read this item."""

    verdict: Verdict


def read_live(actor: Actor, talk_id: uuid.UUID) -> Live | Refusal | None:
    """The talk as it is now for this reader; every right is read again. None: not there for them."""
    item = find_talk(talk_id)
    seat = _seat_of(actor, item) if item is not None else None
    if item is None or seat is None:
        return None
    around = read_around([item.circle_id])
    held = authorities_held_by(seat.person, at=around.at) if seat.person is not None else []
    facts = facts_of_member(seat, around, held)
    verdict = may_read(facts, item)
    if not verdict.allowed:
        return Refusal(verdict)
    return live_of(item, seat, facts, around, {pk: at for pk, at in seen_at(item) if at is not None})


def live_of(item: AgendaItem, seat: Member, facts: Facts, around: Around, seen: Mapping[uuid.UUID, datetime]) -> Live:
    """With the drafts that these facts open (one query)."""
    drafts = [draft for draft in _drafts(item.pk) if facts.readable.holds(draft)]
    persons = [Person(pk=person) for person in around.homes.get(item.circle_id, ())]
    return Live(item, seat, drafts, seen, stamp_of(item, around), persons)


_drafts: Prepared[Draft] = Prepared(lambda talk_id: Draft.objects.filter(item=talk_id, said_at__isnull=True))


def seen_at(item: AgendaItem) -> list[tuple[uuid.UUID, datetime | None]]:
    """Which seats were at the table, and when last (one query)."""
    return list(Seat.objects.filter(item=item.pk).values_list("member", "seen_at"))


def _seat_of(actor: Actor, item: AgendaItem) -> Member | None:
    """The accepted seat of this reader in the circle of the item (one query)."""
    who = (
        Q(professional=actor.professional)
        if actor.professional is not None
        else Q(person=actor.person)
        if actor.person is not None
        else Q(supporter__in=actor.supporters)
    )
    seat = Member.objects.present().filter(who, circle=item.circle_id).select_related("organisation", "person").first()
    if seat is not None:
        seat.circle = item.circle
    return seat


class Typing(NamedTuple):
    """A text on its way: who types it, and who would do it."""

    draft: Draft
    author: Member | None
    responsible: Member | None


class Names(NamedTuple):
    """The live part in names."""

    here: list[Member]
    typing: list[Typing]


def names_of(live: Live, members: Mapping[Any, Member] | None = None) -> Names:
    """Who is here and who types; without the members of the circle at hand they are read (one query)."""
    if members is None:
        wanted = live.here | {draft.author_id for draft in live.others} | set(map(responsible_of, live.others))
        rows = Member.objects.filter(circle=live.item.circle_id, pk__in=[one for one in wanted if one])
        related = ("professional", "person", "supporter", "organisation")
        members = {member.pk: member for member in rows.select_related(*related)}
    here = [members[one] for one in live.here if one in members]
    return Names(
        sorted(here, key=lambda member: member.name),
        [Typing(draft, members.get(draft.author_id), members.get(responsible_of(draft))) for draft in live.others],
    )


def responsible_of(draft: Draft) -> uuid.UUID | None:
    """Who is to do it, as it is being typed."""
    try:
        return uuid.UUID(QueryDict(draft.rest).get("responsible", ""))
    except ValueError:
        return None


def filled(drafts: Iterable[Draft], seat: Member) -> dict[str, Draft]:
    """The text of this seat that belongs in each form: the oldest one."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        if draft.author_id == seat.pk:
            found.setdefault(draft.kind, draft)
    return found
