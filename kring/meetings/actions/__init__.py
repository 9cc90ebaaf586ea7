"""What people do around a table: each one a function, in one transaction, with its act in the log."""

from kring.meetings.actions.after import correct, notice
from kring.meetings.actions.agenda import bring, drop, put_off
from kring.meetings.actions.calling import (
    answer,
    ask_along,
    call_meeting,
    cancel_meeting,
    move_meeting,
)
from kring.meetings.actions.guests import Telling, answer_guest, choose_day, invite, propose_days, tick_told
from kring.meetings.actions.rounds import ask_table, call_round, say_no, say_yes, take_back_request
from kring.meetings.actions.series import change_series, end_series, plan_ahead, start_series
from kring.meetings.actions.standing import add_place, drop_place
from kring.meetings.actions.table import agree, ask_yes, be_here, begin, close, hear, park, prepare
from kring.meetings.actions.themes import add_point, call_theme_table, come_along, drop_point, harvest

__all__ = [
    "Telling",
    "add_place",
    "add_point",
    "agree",
    "answer",
    "answer_guest",
    "ask_along",
    "ask_table",
    "ask_yes",
    "be_here",
    "begin",
    "bring",
    "call_meeting",
    "call_round",
    "call_theme_table",
    "cancel_meeting",
    "change_series",
    "choose_day",
    "close",
    "come_along",
    "correct",
    "drop",
    "drop_place",
    "drop_point",
    "end_series",
    "harvest",
    "hear",
    "invite",
    "move_meeting",
    "notice",
    "park",
    "plan_ahead",
    "prepare",
    "propose_days",
    "put_off",
    "say_no",
    "say_yes",
    "start_series",
    "take_back_request",
    "tick_told",
]
