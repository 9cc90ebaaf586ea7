"""What stands on the page behind a link of a mail: a day, an hour, a place, and what was answered. No names."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kring.circles.models import Member
from kring.core import clock
from kring.meetings.actions.inviting.guests import answer_guest, choose_day, open_days
from kring.meetings.actions.tables.calling import answer_by_link
from kring.meetings.asking.hours import hour_at
from kring.meetings.asking.links import GUEST, PARTICIPANT, SERIES, Link, path_of, series_path
from kring.meetings.asking.words import when_and_where
from kring.meetings.calendar import is_off, neutral_places
from kring.meetings.models import AgendaItem, Guest, Meeting, Participant
from kring.network.models import Professional

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


@dataclass(frozen=True)
class SeriesPage:
    """All dates to come of a series for one person: one button for all, and a link for each."""

    rows: tuple[tuple[Participant, str, str], ...]
    stands: Stands
    path: str
    days: tuple[()] = ()
    is_guest: bool = False

    @property
    def waiting(self) -> list[Participant]:
        return [one for one, _line, _path in self.rows if one.answer == Participant.Answer.NONE]

    @property
    def seen(self) -> str:
        """Stands for these dates as they are: a yes to what changed meanwhile does not count."""
        said = [(str(one.pk), one.meeting.sequence) for one, _line, _path in self.rows]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    def take(self, said: str, sequence: int) -> str | None:
        """Yes to every date without an answer; gives the address to go on to."""
        if said != Participant.Answer.ACCEPTED or not self.rows:
            return None
        for one in self.waiting:
            answer_by_link(one, answer=said, sequence=one.meeting.sequence)
        return self.path


def read_page(link: Link) -> Page | SeriesPage | None:
    """The page of a link; None when who was asked is not there any more."""
    if link.kind == SERIES:
        return _series(link)
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


def _series(link: Link) -> SeriesPage | None:
    if link.who is None or not Professional.objects.working().filter(pk=link.who).exists():
        return None
    to_come = Meeting.objects.to_come().filter(series=link.pk)
    asked = Participant.objects.filter(professional=link.who, meeting__in=to_come).select_related("meeting")
    rows = list(asked.order_by("meeting__day", "meeting__at"))
    places = neutral_places([one.meeting for one in rows])
    lines = [(one, when_and_where(one.meeting, places[one.meeting_id]), path_of(one)) for one in rows]
    return SeriesPage(tuple(lines), Stands.OPEN if rows else Stands.OVER, series_path(link.pk, link.who))


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
