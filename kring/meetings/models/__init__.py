"""Tables: when and where people meet, which households are on the agenda, and what was agreed and heard there."""

from kring.meetings.models.after import Correction, Noticed
from kring.meetings.models.agenda import AgendaItem, Parked, Preparation, Seat
from kring.meetings.models.agreed import ReadBack, Said
from kring.meetings.models.draft import Draft
from kring.meetings.models.feed import CalendarFeed
from kring.meetings.models.guests import Guest, ProposedTable
from kring.meetings.models.meeting import WITHOUT_HOUSEHOLDS, Kind, Meeting, MeetingSeries, Participant
from kring.meetings.models.method import Method, MethodFor, Step
from kring.meetings.models.point import Point
from kring.meetings.models.requests import TableRequest
from kring.meetings.models.standing import StandingPlace

__all__ = [
    "WITHOUT_HOUSEHOLDS",
    "AgendaItem",
    "CalendarFeed",
    "Correction",
    "Draft",
    "Guest",
    "Kind",
    "Meeting",
    "MeetingSeries",
    "Method",
    "MethodFor",
    "Noticed",
    "Parked",
    "Participant",
    "Point",
    "Preparation",
    "ProposedTable",
    "ReadBack",
    "Said",
    "Seat",
    "StandingPlace",
    "Step",
    "TableRequest",
]
