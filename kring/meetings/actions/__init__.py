"""What people do around a table: each one a function, in one transaction, with its act in the log."""

from kring.meetings.actions.agenda import bring, drop, put_off
from kring.meetings.actions.calling import (
    answer,
    ask_along,
    call_meeting,
    cancel_meeting,
    move_meeting,
    plan_ahead,
    start_series,
)
from kring.meetings.actions.table import agree, ask_yes, be_here, begin, close, hear, park, prepare

__all__ = [
    "agree",
    "answer",
    "ask_along",
    "ask_yes",
    "be_here",
    "begin",
    "bring",
    "call_meeting",
    "cancel_meeting",
    "close",
    "drop",
    "hear",
    "move_meeting",
    "park",
    "plan_ahead",
    "prepare",
    "put_off",
    "start_series",
]
