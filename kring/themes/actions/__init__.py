"""What people do in a theme: each one a function, in one transaction, with its act in the log."""

from kring.themes.actions.pictures import add_picture, remove_picture
from kring.themes.actions.reports import clear_version, put_back, save_report, start_report
from kring.themes.actions.themes import (
    add_follow_up,
    answer_offer,
    change_theme,
    end_theme,
    finish_follow_up,
    join_theme,
    leave_theme,
    offer_theme,
    start_theme,
    take_back_offer,
    take_theme,
)

__all__ = [
    "add_follow_up",
    "add_picture",
    "answer_offer",
    "change_theme",
    "clear_version",
    "end_theme",
    "finish_follow_up",
    "join_theme",
    "leave_theme",
    "offer_theme",
    "put_back",
    "remove_picture",
    "save_report",
    "start_report",
    "start_theme",
    "take_back_offer",
    "take_theme",
]
