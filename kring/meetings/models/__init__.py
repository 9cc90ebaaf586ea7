"""Tables: when and where people meet, which households are on the agenda, and what was agreed and heard there."""

from kring.meetings.models.agenda import AgendaItem, Parked, Preparation, Seat
from kring.meetings.models.agreed import ReadBack
from kring.meetings.models.feed import CalendarFeed
from kring.meetings.models.meeting import Kind, Meeting, MeetingSeries, Participant

__all__ = [
    "AgendaItem",
    "CalendarFeed",
    "Kind",
    "Meeting",
    "MeetingSeries",
    "Parked",
    "Participant",
    "Preparation",
    "ReadBack",
    "Seat",
]
