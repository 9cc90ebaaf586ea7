"""Tables as calendars read them (RFC 5545 and 5546): neutral words, no household, one UID that stays."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from kring.core import clock
from kring.core.mails import Invitation
from kring.meetings.models import Meeting, Participant

ZONE = ZoneInfo("Europe/Amsterdam")
PARTSTAT = {
    Participant.Answer.NONE: "NEEDS-ACTION",
    Participant.Answer.ACCEPTED: "ACCEPTED",
    Participant.Answer.TENTATIVE: "TENTATIVE",
    Participant.Answer.DECLINED: "DECLINED",
}


def invitation_to(meeting: Meeting, address: str) -> Invitation:
    """What goes along in the mail to one address: REQUEST, or CANCEL when the table does not take place."""
    method = "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"
    event = _event(meeting)
    event.add("organizer", vCalAddress(f"mailto:{_own_address()}"))
    guest = vCalAddress(f"mailto:{address}")
    guest.params["PARTSTAT"], guest.params["RSVP"] = vText("NEEDS-ACTION"), vText("TRUE")
    event.add("attendee", guest)
    return Invitation(method, _file([event], method=method))


def feed_of(participants: Iterable[Participant]) -> str:
    """All tables of one professional as one file, for a calendar that asks for it now and then."""
    events = []
    for one in participants:
        event = _event(one.meeting)
        event.add("x-kring-answer", PARTSTAT[Participant.Answer(one.answer)])
        events.append(event)
    return _file(events)


def uid_of(meeting: Meeting) -> str:
    """The same for ever, also when the table moves."""
    return f"{meeting.pk}@{_own_address().partition('@')[2] or 'kring'}"


def begin_of(meeting: Meeting) -> datetime:
    """The moment by the clock on the wall in the municipality."""
    return datetime.combine(meeting.day, meeting.at, tzinfo=ZONE)


def _event(meeting: Meeting) -> Event:
    cancelled = meeting.state == Meeting.State.CANCELLED
    begin = begin_of(meeting)
    event = Event()
    event.add("uid", uid_of(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(minutes=meeting.minutes))
    # Names of tables are chosen by people: in mails and calendars of others no word of theirs stands.
    event.add("summary", _("Meeting (Kring)"))
    event.add("description", f"{settings.SITE_ADDRESS}/tafels/{meeting.pk}/")
    event.add("class", "CONFIDENTIAL")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if meeting.place:
        event.add("location", meeting.place)
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
