"""What happens with a question from the door, up to an answer, a partner or a circle."""

from kring.intake.actions.circle import open_circle_for, open_circle_for_partner
from kring.intake.actions.partners import accept_hand_on, hand_on, refuse_hand_on, withdraw_hand_on
from kring.intake.actions.people import (
    is_not_this_person,
    is_this_person,
    join_people,
    new_household,
    new_person,
    not_this_person_after_all,
)
from kring.intake.actions.requests import answer, ask_for_help, put_back, reopen, take_in_hand

__all__ = [
    "accept_hand_on",
    "answer",
    "ask_for_help",
    "hand_on",
    "is_not_this_person",
    "is_this_person",
    "join_people",
    "new_household",
    "new_person",
    "not_this_person_after_all",
    "open_circle_for",
    "open_circle_for_partner",
    "put_back",
    "refuse_hand_on",
    "reopen",
    "take_in_hand",
    "withdraw_hand_on",
]
