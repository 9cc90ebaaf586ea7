"""Changes around a circle. Pages, imports, demo data and tests call the same functions."""

from kring.circles.actions.invitations import (
    accept_invitation,
    invite,
    keep_apart,
    note_answer,
    refuse_invitation,
    remind,
    withdraw_invitation,
)
from kring.circles.actions.leading import (
    accept_lead,
    name_deputy,
    offer_lead,
    refuse_lead,
    take_lead,
    withdraw_lead_offer,
)
from kring.circles.actions.opening import (
    close_circle,
    find_households,
    open_circle,
    reopen_circle,
    set_history,
)
from kring.circles.actions.organising import agree_form, propose_form, refuse_form, withdraw_form
from kring.circles.actions.seats import (
    choose_steady_contact,
    leave,
    may_move_seats,
    move_seats,
    read_story,
    state_expectations,
    told_again,
)

__all__ = [
    "accept_invitation",
    "accept_lead",
    "agree_form",
    "choose_steady_contact",
    "close_circle",
    "find_households",
    "invite",
    "keep_apart",
    "leave",
    "may_move_seats",
    "move_seats",
    "name_deputy",
    "note_answer",
    "offer_lead",
    "open_circle",
    "propose_form",
    "read_story",
    "refuse_form",
    "refuse_invitation",
    "refuse_lead",
    "remind",
    "reopen_circle",
    "set_history",
    "state_expectations",
    "take_lead",
    "told_again",
    "withdraw_form",
    "withdraw_invitation",
    "withdraw_lead_offer",
]
