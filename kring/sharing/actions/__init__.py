"""What people do about sharing."""

from kring.sharing.actions.catalogue import new_version, set_grounds
from kring.sharing.actions.sets import Readers, person_group, readership
from kring.sharing.actions.withhold import Withhold, kind_of, open_again, withhold

__all__ = [
    "Readers",
    "Withhold",
    "kind_of",
    "new_version",
    "open_again",
    "person_group",
    "readership",
    "set_grounds",
    "withhold",
]
