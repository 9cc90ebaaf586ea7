"""Who of the household and its own network is invited to a talk, for one reader of the circle."""

from collections.abc import Sequence
from dataclasses import dataclass

from kring.circles.models import Member
from kring.core.verdict import Verdict
from kring.meetings import rules
from kring.meetings.actions.inviting.guests import open_days
from kring.meetings.asking.hours import hour_at
from kring.meetings.asking.words import when_and_where
from kring.meetings.calendar import neutral_places
from kring.meetings.models import AgendaItem, Guest, Meeting, ProposedTable
from kring.sharing.reading import Reading


@dataclass(frozen=True)
class Guests:
    """The guests of one talk; `mine` is the reader's own invitation, `days` can still be chosen."""

    guests: Sequence[Guest]
    mine: Guest | None
    days: Sequence[ProposedTable]
    others: Sequence[Member]
    may_invite: Verdict

    @property
    def shown(self) -> bool:
        return bool(self.guests) or self.may_invite.allowed


def read_guests(reading: Reading, item: AgendaItem) -> Guests:
    """Two queries; members come out of the seats that were read already."""
    seats = {member.pk: member for member in reading.members}
    guests = []
    for guest in Guest.objects.filter(item=item, member__in=seats).order_by("invited_at", "pk"):
        guest.item, guest.member = item, seats[guest.member_id]
        guest.told_by = seats.get(guest.told_by_id) if guest.told_by_id else None
        guests.append(guest)
    there = {guest.member_id for guest in guests}
    mine = next((guest for guest in guests if reading.seat and guest.member_id == reading.seat.pk), None)
    may_invite = rules.may_lead_item(item, reading.seat)
    if may_invite.allowed:
        may_invite = rules.may_go_to(item.meeting)
    return Guests(
        guests=guests,
        mine=mine if mine and rules.may_guest_answer(mine).allowed else None,
        days=open_days(item) if guests else [],
        others=[member for member in reading.members if not member.professional_id and member.pk not in there],
        may_invite=may_invite,
    )


def day_lines(item: AgendaItem, days: Sequence[ProposedTable]) -> list[tuple[Meeting, str]]:
    """The days to choose from, as they are told to guests (one query, and one for each day)."""
    places = neutral_places([day.meeting for day in days])
    return [
        (one.meeting, when_and_where(one.meeting, places[one.meeting_id], hour_at(item, one.meeting))) for one in days
    ]


def guest_line(guest: Guest) -> str:
    """Day, hour and place of a talk, as they are told to its guests (one query)."""
    meeting = guest.item.meeting
    return when_and_where(meeting, neutral_places([meeting])[meeting.pk], guest.at)
