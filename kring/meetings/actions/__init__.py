"""What people do around a table: each one a function, in one transaction, with its act in the log."""

from kring.meetings.actions.inviting.guests import Telling, answer_guest, choose_day, invite, propose_days, tick_told
from kring.meetings.actions.inviting.opening import open_talk, shut_talk
from kring.meetings.actions.tables.calling import (
    answer,
    ask_along,
    call_meeting,
    cancel_meeting,
    move_meeting,
)
from kring.meetings.actions.tables.rounds import ask_table, call_round, say_no, say_yes, take_back_request
from kring.meetings.actions.tables.series import change_series, end_series, plan_ahead, start_series
from kring.meetings.actions.tables.standing import add_place, drop_place
from kring.meetings.actions.tables.themes import add_point, call_theme_table, come_along, drop_point, harvest
from kring.meetings.actions.talk.after import correct, notice
from kring.meetings.actions.talk.agenda import bring, drop, put_off
from kring.meetings.actions.talk.closing import ask_yes, close, hear, refuse, reopen
from kring.meetings.actions.talk.methods import (
    add_default_method,
    add_method,
    choose_method,
    drop_step,
    go_to_step,
    move_step,
    rename_method,
    set_step,
    use_for,
)
from kring.meetings.actions.talk.table import (
    agree,
    answer_parked,
    be_here,
    begin,
    decide,
    park,
    prepare,
    say_words,
)
from kring.meetings.actions.talk.typing import keep_draft, take_over, throw_away

__all__ = [
    "Telling",
    "add_default_method",
    "add_method",
    "add_place",
    "add_point",
    "agree",
    "answer",
    "answer_guest",
    "answer_parked",
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
    "choose_method",
    "close",
    "come_along",
    "correct",
    "decide",
    "drop",
    "drop_place",
    "drop_point",
    "drop_step",
    "end_series",
    "go_to_step",
    "harvest",
    "hear",
    "invite",
    "keep_draft",
    "move_meeting",
    "move_step",
    "notice",
    "open_talk",
    "park",
    "plan_ahead",
    "prepare",
    "propose_days",
    "put_off",
    "refuse",
    "rename_method",
    "reopen",
    "say_no",
    "say_words",
    "say_yes",
    "set_step",
    "shut_talk",
    "start_series",
    "take_back_request",
    "take_over",
    "throw_away",
    "tick_told",
    "use_for",
]
