"""The talks about a household, for the resident: when, where, who is there, and what was agreed (row V1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from kring.circles.models import Member
from kring.core import clock
from kring.home.reading.seats import MyCircle
from kring.meetings.models import AgendaItem, Guest, Meeting, ProposedTable
from kring.sharing.around import Around
from kring.sharing.facts import facts_of_member
from kring.sharing.rules import Facts

# How long what came of a talk stands there.
AFTER, MOST = timedelta(days=14), 3


@dataclass(frozen=True)
class MyTalk:
    """One talk, and which professionals may stay for it."""

    item: AgendaItem
    mine: MyCircle
    there: Sequence[Member]
    # The reader's own invitation, where they are invited.
    guest: Guest | None = None
    # There are several days, of which they choose one first.
    chooses: bool = False

    @property
    def is_over(self) -> bool:
        return self.item.state == AgendaItem.State.CLOSED


def my_talks(joined: Iterable[MyCircle], facts: Facts, around: Around) -> list[MyTalk]:
    """The talks to come, the next one first, then those of the last two weeks (one query)."""
    by_circle = {mine.circle.pk: mine for mine in joined}
    to_come = Q(
        state__in=(AgendaItem.State.WAITING, AgendaItem.State.OPEN),
        meeting__state=Meeting.State.PLANNED,
        meeting__day__gte=clock.today(),
    )
    lately = Q(state=AgendaItem.State.CLOSED, closed_at__gte=clock.now() - AFTER)
    rows = AgendaItem.objects.readable_by(facts).filter(to_come | lately, circle__in=list(by_circle))
    mine = FilteredRelation("guests", condition=Q(guests__member__in=[one.seat.pk for one in by_circle.values()]))
    days = ProposedTable.objects.filter(item=OuterRef("pk"))
    chooses = Exists(days) & ~Exists(days.filter(chosen_at__isnull=False))
    rows = rows.annotate(own=mine, chooses=chooses).select_related("meeting", "own")  # type: ignore[misc]
    talks = [_my_talk(item, by_circle[item.circle_id], around) for item in rows.order_by("meeting__day", "meeting__at")]
    return sorted(talks, key=lambda talk: talk.is_over)[:MOST]


def _my_talk(item: Any, mine: MyCircle, around: Around) -> MyTalk:
    # A filtered relation that holds nothing leaves no name behind.
    return MyTalk(item, mine, _who_stays(item, mine, around), getattr(item, "own", None), item.chooses)


def _who_stays(item: AgendaItem, mine: MyCircle, around: Around) -> list[Member]:
    """The professionals of the circle who may read it, and so may stay; no query."""
    workers = [member for member in mine.members if member.professional_id is not None]
    return [member for member in workers if facts_of_member(member, around).readable.holds(item)]
