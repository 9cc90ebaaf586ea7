"""What stands on the page behind a link of a mail: a day, an hour, a place, and what was answered. No names."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kring.circles.models import Member
from kring.core import clock
from kring.meetings.actions.calling import answer_by_link
from kring.meetings.actions.guests import answer_guest, choose_day, open_days
from kring.meetings.asking.hours import hour_at
from kring.meetings.asking.links import GUEST, PARTICIPANT, Link, path_of
from kring.meetings.asking.words import when_and_where
from kring.meetings.calendar import is_off, neutral_places
from kring.meetings.models import AgendaItem, Guest, Meeting, Participant

ANSWERS = (Participant.Answer.ACCEPTED, Participant.Answer.TENTATIVE, Participant.Answer.DECLINED)
NONE_FITS = "none"


class Stands(StrEnum):
    """How the invitation stands: open, changed since this link, not taking place, or over."""

    OPEN = "open"
    OLD = "old"
    OFF = "off"
    OVER = "over"


@dataclass(frozen=True)
class Page:
    """One invitation as its bearer sees it. `days` are there to choose from; `is_guest` decides on "u" or "je"."""

    asked: Participant | Guest
    stands: Stands
    line: str
    video_link: str
    days: tuple[tuple[UUID, str], ...] = ()

    @property
    def is_guest(self) -> bool:
        return isinstance(self.asked, Guest)

    def take(self, said: str, sequence: int) -> str | None:
        """Note what was pressed; gives the address to go on to, or None for what is no answer here."""
        if isinstance(self.asked, Participant):
            return path_of(answer_by_link(self.asked, answer=said, sequence=sequence)) if said in ANSWERS else None
        if self.days:
            chosen = next((pk for pk, _line in self.days if str(pk) == said), None)
            if chosen is None and said != NONE_FITS:
                return None
            meeting = Meeting.objects.get(pk=chosen) if chosen else None
            return path_of(choose_day(self.asked, meeting, by=None, sequence=sequence))
        if said not in ANSWERS:
            return None
        return path_of(answer_guest(self.asked, answer=said, by=None, sequence=sequence))


def read_page(link: Link) -> Page | None:
    """The page of a link; None when who was asked is not there any more."""
    if link.kind == PARTICIPANT:
        return _participant(link)
    return _guest(link) if link.kind == GUEST else None


def _participant(link: Link) -> Page | None:
    rows = Participant.objects.filter(professional__ended_on__isnull=True)
    asked = rows.select_related("meeting", "professional").filter(pk=link.pk).first()
    if asked is None:
        return None
    meeting = asked.meeting
    stands = _stands(meeting, link.sequence != meeting.sequence, meeting.state == Meeting.State.CANCELLED)
    return Page(asked, stands, _line(meeting), _video(meeting))


def _guest(link: Link) -> Page | None:
    related = ("item__meeting", "member__person", "member__supporter", "told_by")
    asked = Guest.objects.select_related(*related).filter(pk=link.pk, member__state=Member.State.ACCEPTED).first()
    if asked is None:
        return None
    item, meeting = asked.item, asked.item.meeting
    stands = _stands(meeting, link.sequence != asked.sequence, is_off(item))
    if stands == Stands.OPEN and item.state != AgendaItem.State.WAITING:
        stands = Stands.OVER
    days = open_days(item) if stands == Stands.OPEN else []
    places = neutral_places([day.meeting for day in days])
    lines = [
        (one.meeting_id, when_and_where(one.meeting, places[one.meeting_id], hour_at(item, one.meeting)))
        for one in days
    ]
    line = when_and_where(meeting, neutral_places([meeting])[meeting.pk], asked.at)
    return Page(asked, stands, line, _video(meeting), tuple(lines))


def _stands(meeting: Meeting, changed: bool, off: bool) -> Stands:
    if off:
        return Stands.OFF
    if meeting.day < clock.today():
        return Stands.OVER
    return Stands.OLD if changed else Stands.OPEN


def _line(meeting: Meeting) -> str:
    return when_and_where(meeting, neutral_places([meeting])[meeting.pk])


def _video(meeting: Meeting) -> str:
    """The link to the talk itself, on its day only: a mail that went astray opens no talk beforehand."""
    return meeting.video_link if meeting.day == clock.today() else ""
