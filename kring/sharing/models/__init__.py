"""Items with their readers, the catalogue of grounds, and what opens a closed door for a while."""

from kring.sharing.models.catalogue import Covenant, Ground, LawChange, RulesVersion
from kring.sharing.models.items import Item, ItemQuerySet, PersonGroup, Readership, key_of
from kring.sharing.models.looked import HiddenLooks, LookQuestion, OddCheck, OddLook
from kring.sharing.models.openings import Consent, ConsentVoice, CrisisAccess, Opening, ShareRequest, Withholding
from kring.sharing.models.safety import SafetyNote, Visit

__all__ = [
    "Consent",
    "ConsentVoice",
    "Covenant",
    "CrisisAccess",
    "Ground",
    "HiddenLooks",
    "Item",
    "ItemQuerySet",
    "LawChange",
    "LookQuestion",
    "OddCheck",
    "OddLook",
    "Opening",
    "PersonGroup",
    "Readership",
    "RulesVersion",
    "SafetyNote",
    "ShareRequest",
    "Visit",
    "Withholding",
    "key_of",
]
