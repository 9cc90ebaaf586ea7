"""Changes to a plan. A table that makes an agreement, an import and a page call the same function."""

from kring.plans.actions.agreements import add_agreement, change_agreement, close_agreement, reopen_agreement
from kring.plans.actions.bottlenecks import add_bottleneck, end_bottleneck, hand_bottleneck_on, reopen_bottleneck
from kring.plans.actions.goals import add_goal, change_goal, end_goal, put_first, reopen_goal, set_horizon, start_plan
from kring.plans.actions.organising import agree_framework, open_circle, propose_self_organising
from kring.plans.actions.review import GoalOutcome, correct_review, hold_review
from kring.plans.actions.saving import ChangedMeanwhile
from kring.plans.actions.story import (
    agree_message,
    hand_over_lead,
    keep_said,
    leave_with_handover,
    say_what_matters,
    write_handover,
    write_note,
)

__all__ = [
    "ChangedMeanwhile",
    "GoalOutcome",
    "add_agreement",
    "add_bottleneck",
    "add_goal",
    "agree_framework",
    "agree_message",
    "change_agreement",
    "change_goal",
    "close_agreement",
    "correct_review",
    "end_bottleneck",
    "end_goal",
    "hand_bottleneck_on",
    "hand_over_lead",
    "hold_review",
    "keep_said",
    "leave_with_handover",
    "open_circle",
    "propose_self_organising",
    "put_first",
    "reopen_agreement",
    "reopen_bottleneck",
    "reopen_goal",
    "say_what_matters",
    "set_horizon",
    "start_plan",
    "write_handover",
    "write_note",
]
