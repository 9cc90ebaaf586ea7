"""Answers that come back by mail: an iCalendar REPLY (RFC 5546), from the calendar of who was asked."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from icalendar import Calendar, Component

from kring.core.verdict import Refused
from kring.meetings.actions.inviting.guests import answer_guest
from kring.meetings.actions.tables.calling import answer_by_link
from kring.meetings.calendar import PARTSTAT, guest_uid, uid_of
from kring.meetings.models import Guest, Participant

MOST_BYTES = 1_000_000
# The clock of who answers is not ours.
CLOCKS_DIFFER = timedelta(minutes=2)
ANSWERS = {said: answer for answer, said in PARTSTAT.items() if answer != Participant.Answer.NONE}


class NoReply(ValueError):
    """This mail is no answer that counts; says why, without words of the mail."""


@transaction.atomic
def take_reply(mail: bytes) -> Participant | Guest:
    """Note the answer of a mail. Raises NoReply when it is none, is not from who was asked, or answers an older day.

    The sender's address is what a mail says of itself: an answer of yes or no to a table is all that it can change.
    """
    event, sender = _event_of(mail)
    uid = str(event.get("uid", ""))
    guest = event.get("attendee")
    if guest is None or isinstance(guest, list):
        raise NoReply(_("The answer is not of one person."))
    address = str(guest).lower().removeprefix("mailto:")
    answer = ANSWERS.get(str(guest.params.get("PARTSTAT", "")))
    if answer is None or address != sender:
        raise NoReply(_("The answer is not yes, maybe or no, or not of who sent it."))
    mine = _participant_of(uid, address) or _guest_of(uid, address)
    if mine is None:
        raise NoReply(_("This table is not there, or this address was not asked."))
    version = mine.sequence if isinstance(mine, Guest) else mine.meeting.sequence
    if _sequence_of(event) < version or _is_older(event, mine):
        raise NoReply(_("The answer is to an older day or hour, or there is a newer one."))
    try:
        if isinstance(mine, Guest):
            return answer_guest(mine, answer=answer, by=None)
        return answer_by_link(mine, answer=answer, sequence=version)
    except Refused as fault:
        raise NoReply(_("This table is over.")) from fault


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


def _is_older(event: Component, mine: Participant | Guest) -> bool:
    """Was it said before an answer that is kept already? Then this mail came late, or is read once more."""
    stamp = event.get("dtstamp")
    said = getattr(stamp, "dt", None)
    if mine.answered_at is None or not isinstance(said, datetime) or said.tzinfo is None:
        return False
    return said < mine.answered_at - CLOCKS_DIFFER


def _participant_of(uid: str, address: str) -> Participant | None:
    """Who was asked to the table with this UID, locked."""
    rows = Participant.objects.select_for_update(of=("self",)).select_related("meeting", "professional")
    mine = rows.filter(meeting=_id_in(uid), professional__email__iexact=address).first()
    return mine if mine is not None and uid_of(mine.meeting) == uid else None


def _guest_of(uid: str, address: str) -> Guest | None:
    """Who was invited to the talk with this UID, locked."""
    rows = Guest.objects.select_for_update(of=("self",)).select_related("item", "member__person", "member__supporter")
    mails = Q(member__person__email__iexact=address) | Q(member__supporter__email__iexact=address)
    mine = rows.filter(mails, item=_id_in(uid)).first()
    return mine if mine is not None and guest_uid(mine.item) == uid else None


def _id_in(uid: str) -> UUID | None:
    try:
        return UUID(uid.partition("@")[0])
    except ValueError:
        return None
