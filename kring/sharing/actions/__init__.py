"""What people do about sharing."""

from kring.sharing.actions.catalogue import new_version, set_grounds
from kring.sharing.actions.crisis import NotTold, break_glass, close_again, review_crisis
from kring.sharing.actions.safety import end_warning, say_visit, warn
from kring.sharing.actions.sets import Readers, person_group, readership
from kring.sharing.actions.withhold import Withhold, kind_of, open_again, withhold

__all__ = [
    "NotTold",
    "Readers",
    "Withhold",
    "break_glass",
    "close_again",
    "end_warning",
    "kind_of",
    "new_version",
    "open_again",
    "person_group",
    "readership",
    "review_crisis",
    "say_visit",
    "set_grounds",
    "warn",
    "withhold",
]
