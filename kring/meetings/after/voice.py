"""How the summary of a talk speaks: to who works there, and at home."""

from django.utils.translation import gettext_lazy as _

from kring.core.verdict import Text

# By part of the summary what stands above it, in the order in which it is read.
AT_WORK: dict[str, Text] = {
    "words": _("In the resident's own words"),
    "agreed": _("What we agreed"),
    "decided": _("What we decided"),
    "parked": _("Kept for later"),
    "bottlenecks": _("Rules that do not fit"),
    "message": _("What we all say"),
    "there": _("Who was at the table"),
}
# What touches the reader comes first.
AT_HOME: dict[str, Text] = {
    "words": _("What was said at your side"),
    "mine": _("This you do"),
    "agreed": _("This others do"),
    "decided": _("What we decided together"),
    "message": _("What everybody says to you from now on"),
    "parked": _("What we still look into"),
    "bottlenecks": _("Rules that are in the way"),
    "there": _("Who talked along"),
}
