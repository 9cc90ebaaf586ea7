"""Words that a municipality may rename for its screens (row V10): its own, or else those of Kring."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kring.core.verdict import Text
from kring.municipality.models import Municipality

# How each word stands in a sentence; a context of its own, as "lead" and "plan" are verbs elsewhere.
WORDS: dict[str, Text] = {
    "lead": pgettext_lazy("word of the municipality", "lead"),
    "professional": pgettext_lazy("word of the municipality", "professional"),
    "resident": pgettext_lazy("word of the municipality", "resident"),
    "household": pgettext_lazy("word of the municipality", "household"),
    "plan": pgettext_lazy("word of the municipality", "plan"),
}
# How each is named where the municipality chooses its own.
NAMES: dict[str, Text] = {
    "lead": _("Lead"),
    "professional": _("Professional"),
    "resident": _("Resident"),
    "household": _("Household"),
    "plan": _("Plan"),
}


def word(municipality: Municipality, key: str) -> Text:
    """The municipality's own word for `key`, or Kring's in the language of the screen.

    Raises KeyError for a word that cannot be renamed.
    """
    own: str = municipality.words.get(key, "")
    return own or WORDS[key]
