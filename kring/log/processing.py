"""The activities of processing that Kring does: the keys that a look carries, and what the register says of them.

A municipality's register of processing (AVG article 30) names the same keys.
"""

from django.utils.translation import gettext_lazy as _

from kring.core.verdict import Text

PROCESSING: dict[str, Text] = {
    "intake": _("Questions at the front door, and who takes them up"),
    "household": _("Who lives together, and who decides for whom"),
    "circle": _("Working together around one household"),
    "plan": _("The plan of a household: goals, agreements, reviews"),
    "table": _("Tables: talking together about a household, and what is agreed there"),
    "network": _("Who works where, and in which circles"),
    "rights": _("Who may read what and who looked: the rights of the people it is about"),
}
# By where the page stands, the narrowest first. The circle's own page stands in `home`.
OF_MODULE = {
    "kring.intake.views.household": "household",
    "kring.intake.views.same_person": "household",
    "kring.intake": "intake",
    "kring.households": "household",
    "kring.plans": "plan",
    "kring.meetings": "table",
    "kring.mirrors": "table",
    "kring.themes": "network",
    "kring.circles": "circle",
    "kring.home.network_pages": "network",
    "kring.home.settings_pages": "rights",
    "kring.home": "circle",
    "kring.network": "network",
    "kring.copies": "rights",
    "kring.keeping": "rights",
    "kring.municipality": "rights",
    "kring.sharing": "rights",
    "kring.log": "rights",
}


def processing_of(module: str) -> str:
    """The key for a page of this Python module (`kring.plans.views.goals` is `plan`); blank where nobody is shown."""
    return next((key for place, key in OF_MODULE.items() if f"{module}.".startswith(f"{place}.")), "")
