"""Tables as calendars read them (RFC 5545 and 5546): neutral words, no household, one UID that stays."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from email.utils import parseaddr
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from kring.core import clock
from kring.core.mails import Invitation
from kring.meetings.models import AgendaItem, Guest, Meeting, Participant

ZONE = ZoneInfo("Europe/Amsterdam")
PARTSTAT = {
    Participant.Answer.NONE: "NEEDS-ACTION",
    Participant.Answer.ACCEPTED: "ACCEPTED",
    Participant.Answer.TENTATIVE: "TENTATIVE",
    Participant.Answer.DECLINED: "DECLINED",
}


def invitation_to(meeting: Meeting, address: str) -> Invitation:
    """What goes along in the mail to one address: REQUEST, or CANCEL when the table does not take place."""
    off = meeting.state == Meeting.State.CANCELLED
    return _to_one(_event(meeting, place=neutral_places([meeting])[meeting.pk]), address, off)


def withdrawal_to(meeting: Meeting, address: str) -> Invitation:
    """CANCEL for one who is no longer asked, while the table goes on for others."""
    return _to_one(_event(meeting, cancelled=True), address, True)


def guest_invitation(guest: Guest) -> Invitation:
    """The same for a guest: when they are expected, under the UID of their talk, which may change tables."""
    meeting = guest.item.meeting
    event = _event(meeting, place=neutral_places([meeting])[meeting.pk], guest=guest)
    return _to_one(event, guest.member.email, is_off(guest.item))


def dates_for(meetings: Iterable[Meeting], *, cancelled: bool = False) -> Invitation:
    """Many dates in one file, each an event of its own.

    REQUEST is for one UID only (RFC 5546, 3.2.2), and each table keeps its own so that it can move alone: PUBLISH
    holds as many as there are, and mail programs offer to put them all in the calendar.
    """
    events, meetings = [], list(meetings)
    places = neutral_places(meetings)
    for meeting in meetings:
        event = _event(meeting, place=places[meeting.pk], cancelled=cancelled)
        event.add("organizer", vCalAddress(f"mailto:{_own_address()}"))
        events.append(event)
    return Invitation("PUBLISH", _file(events, method="PUBLISH"))


def feed_of(participants: Iterable[Participant]) -> str:
    """All tables of one professional as one file, for a calendar that asks for it now and then (one query more)."""
    events, participants = [], list(participants)
    places = neutral_places([one.meeting for one in participants])
    for one in participants:
        event = _event(one.meeting, place=places[one.meeting_id])
        event.add("x-kring-answer", PARTSTAT[Participant.Answer(one.answer)])
        events.append(event)
    return _file(events)


def neutral_places(meetings: Iterable[Meeting]) -> dict[UUID, str]:
    """The place of each table as mails and calendars tell it (one query).

    Left out where somebody wrote a household that is on the agenda into it ("at the De Wits").
    """
    places = {meeting.pk: meeting.place for meeting in meetings}
    named = AgendaItem.objects.filter(meeting__in=[pk for pk, place in places.items() if place])
    for pk, name in named.order_by().values_list("meeting", "circle__household__name"):
        if name.casefold() in places[pk].casefold():
            places[pk] = ""
    return places


def uid_of(meeting: Meeting) -> str:
    """The same for ever, also when the table moves."""
    return _uid(meeting.pk)


def guest_uid(item: AgendaItem) -> str:
    """The same for ever, also when the talk goes to another table."""
    return _uid(item.pk)


def is_off(item: AgendaItem) -> bool:
    """Does this talk not take place, as far as its guests are concerned?"""
    return item.state == AgendaItem.State.DROPPED or item.meeting.state == Meeting.State.CANCELLED


def begin_of(meeting: Meeting, at: time | None = None) -> datetime:
    """The moment by the clock on the wall in the municipality."""
    return datetime.combine(meeting.day, at or meeting.at, tzinfo=ZONE)


def _uid(pk: UUID) -> str:
    return f"{pk}@{_own_address().partition('@')[2] or 'kring'}"


def _to_one(event: Event, address: str, off: bool) -> Invitation:
    method = "CANCEL" if off else "REQUEST"
    event.add("organizer", vCalAddress(f"mailto:{_own_address()}"))
    guest = vCalAddress(f"mailto:{address}")
    guest.params["PARTSTAT"], guest.params["RSVP"] = vText("NEEDS-ACTION"), vText("TRUE")
    event.add("attendee", guest)
    return Invitation(method, _file([event], method=method))


def _event(meeting: Meeting, *, place: str = "", guest: Guest | None = None, cancelled: bool = False) -> Event:
    cancelled = cancelled or (is_off(guest.item) if guest else meeting.state == Meeting.State.CANCELLED)
    begin = begin_of(meeting, guest.at if guest else None)
    event = Event()
    event.add("uid", guest_uid(guest.item) if guest else uid_of(meeting))
    event.add("sequence", guest.sequence if guest else meeting.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(minutes=guest.item.minutes if guest else meeting.minutes))
    # Names of tables are chosen by people: in mails and calendars of others no word of theirs stands.
    event.add("summary", _("Meeting (Kring)"))
    event.add("description", f"{settings.SITE_ADDRESS}/" if guest else f"{settings.SITE_ADDRESS}/tafels/{meeting.pk}/")
    event.add("class", "CONFIDENTIAL")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if place:
        event.add("location", place)
    return event


def _file(events: list[Event], *, method: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Kring//NL")
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def _own_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
