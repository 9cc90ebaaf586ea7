"""Answers that come back by mail: an iCalendar REPLY (RFC 5546), from the calendar of who was asked."""

from email import message_from_bytes, policy
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from icalendar import Calendar, Component

from kring.core import clock
from kring.log.actions import record
from kring.meetings.calendar import PARTSTAT, uid_of
from kring.meetings.models import Meeting, Participant

MOST_BYTES = 1_000_000
ANSWERS = {said: answer for answer, said in PARTSTAT.items() if answer != Participant.Answer.NONE}


class NoReply(ValueError):
    """This mail is no answer that counts; says why, without words of the mail."""


@transaction.atomic
def take_reply(mail: bytes) -> Participant:
    """Note the answer of a mail. Raises NoReply when it is none, is not from who was asked, or answers an older day.

    The sender's address is what a mail says of itself: an answer of yes or no to a table is all that it can change.
    """
    event, sender = _event_of(mail)
    meeting = _meeting_of(str(event.get("uid", "")))
    if meeting is None or meeting.state != Meeting.State.PLANNED:
        raise NoReply(_("This table is not there, or is over."))
    if _sequence_of(event) < meeting.sequence:
        raise NoReply(_("The answer is to an older day or hour."))
    guest = event.get("attendee")
    if guest is None or isinstance(guest, list):
        raise NoReply(_("The answer is not of one person."))
    address = str(guest).lower().removeprefix("mailto:")
    answer = ANSWERS.get(str(guest.params.get("PARTSTAT", "")))
    if answer is None or address != sender:
        raise NoReply(_("The answer is not yes, maybe or no, or not of who sent it."))
    mine = Participant.objects.select_for_update().filter(meeting=meeting, professional__email__iexact=address).first()
    if mine is None:
        raise NoReply(_("This address was not asked."))
    mine.answer, mine.answered_at = answer, clock.now()
    mine.save(update_fields=["answer", "answered_at"])
    record("meeting.answered", by=None, subject=meeting.pk)
    return mine


def _event_of(mail: bytes) -> tuple[Component, str]:
    if len(mail) > MOST_BYTES:
        raise NoReply(_("This mail is too large."))
    message = message_from_bytes(mail, policy=policy.default)
    sender = message["from"].addresses[0].addr_spec.lower() if message["from"] and message["from"].addresses else ""
    for part in message.walk():
        if part.get_content_type() != "text/calendar":
            continue
        try:
            calendar = Calendar.from_ical(part.get_content())
            events = calendar.walk("VEVENT")
            if str(calendar.get("method", "")).upper() == "REPLY" and len(events) == 1:
                return events[0], sender
        except (ValueError, LookupError, TypeError) as fault:
            raise NoReply(_("The calendar in this mail cannot be read.")) from fault
    raise NoReply(_("There is no answer of a calendar in this mail."))


def _sequence_of(event: Component) -> int:
    """To which version of the invitation it answers; before all of them when it does not say."""
    try:
        return int(event.get("sequence", -1))
    except ValueError:
        return -1


def _meeting_of(uid: str) -> Meeting | None:
    try:
        meeting = Meeting.objects.select_for_update().filter(pk=UUID(uid.partition("@")[0])).first()
    except ValueError:
        return None
    return meeting if meeting is not None and uid_of(meeting) == uid else None
