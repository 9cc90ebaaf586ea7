"""Who may see the directory of people and organisations."""

from typing import Any

from django.utils.translation import gettext as _

from kring.core.verdict import Verdict, no, yes


def works_here(actor: Any) -> Verdict:
    """The directory is for the professionals of the municipality."""
    if actor.professional is not None:
        return yes(_("You work here."))
    return no(_("This page is for professionals."), what_opens=_("Your own people stand in your own place."))
