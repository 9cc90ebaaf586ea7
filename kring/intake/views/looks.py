"""Looks at questions: at the person where one is known, otherwise at the question itself."""

from collections.abc import Iterable

from django.http import HttpRequest

from kring.households.models import Person
from kring.intake.models import HelpRequest
from kring.sharing.looks import look_at, look_at_unknown


def look_at_requests(
    request: HttpRequest,
    asked: Iterable[HelpRequest],
    *,
    also: Iterable[Person] = (),
    purpose: str = "triage",
    action: str = "view",
) -> None:
    """Write down that these questions, and these persons beside them, are shown."""
    asked = list(asked)
    look_at(
        request, [one.known_person for one in asked if one.known_person is not None], purpose=purpose, action=action
    )
    look_at_unknown(request, [one.pk for one in asked if one.person is None], purpose=purpose, action=action)
    look_at(request, also, purpose=purpose, action=action)
