"""Who of the household and its own network is invited to a talk, for one reader of the circle."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, When

from kring.circles.models import Member
from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Verdict
from kring.meetings import rules
from kring.meetings.actions.inviting.guests import open_days
from kring.meetings.asking.hours import hour_at
from kring.meetings.asking.words import when_and_where
from kring.meetings.calendar import neutral_places
from kring.meetings.models import AgendaItem, Guest, Meeting, ProposedTable
from kring.sharing.actions.opening import running
from kring.sharing.reading import Reading


@dataclass(frozen=True)
class Guests:
    """The guests of one talk; those of the own network have `opening` when a resident lets them read along,
    and `mail_failed` says that no mail reached them.

    `mine` is the reader's own invitation, `days` can still be chosen.
    """

    guests: Sequence[Guest]
    mine: Guest | None
    days: Sequence[ProposedTable]
    others: Sequence[Member]
    may_invite: Verdict
    # The residents whose yes this reader may press or note.
    can_open: Sequence[Member]
    may_open: bool
    may_shut: bool

    @property
    def shown(self) -> bool:
        return bool(self.guests) or self.may_invite.allowed


def read_guests(reading: Reading, item: AgendaItem) -> Guests:
    """Two queries, one more with people of the own network; members come out of the seats that were read already."""
    seats = {member.pk: member for member in reading.members}
    guests = []
    failed = Q(how=Guest.How.MAIL, mail__state=Mail.State.FAILED)
    rows = Guest.objects.filter(item=item, member__in=seats).annotate(
        mail_failed=Case(When(failed, then=True), default=False)
    )
    for guest in rows.order_by("invited_at", "pk"):
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
        **_openings(reading, guests),
    )


def _openings(reading: Reading, guests: Sequence[Guest]) -> dict[str, Any]:
    """To whom of the own network this talk is opened, and what this reader can do about it."""
    own, seat = [guest for guest in guests if guest.member.supporter_id], reading.seat
    if not own or seat is None:
        return {"can_open": (), "may_open": False, "may_shut": False}
    seats = {member.pk: member for member in reading.members}
    opened = {one.to_id: one for one in running(own[0].item_id).filter(item=own[0].item_id, until__gte=clock.today())}
    for guest in own:
        opening = opened.get(guest.member_id)
        if opening is not None and opening.by_id in seats:
            opening.by = seats[opening.by_id]
            guest.opening = opening  # type: ignore[attr-defined]
    residents = [member for member in reading.members if member.is_resident]
    return {
        "can_open": [one for one in residents if seat.professional_id is not None or one.pk == seat.pk],
        "may_open": rules.may_open_talk(own[0], seat).allowed,
        "may_shut": rules.may_shut_talk(own[0], seat).allowed,
    }


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
