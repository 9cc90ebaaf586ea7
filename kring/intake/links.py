"""The link in the mail to who asked: signed, not to be guessed, and good for three months."""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from kring.intake.models import HelpRequest

GOOD_FOR = timedelta(days=90)
_SALT = "kring.intake.follow"


def follow_path(request: HelpRequest) -> str:
    """The address at which who sent this request sees where it stands."""
    return reverse("follow_link", args=[signing.dumps(str(request.pk), salt=_SALT)])


def read_link(token: str) -> UUID | None:
    """The id of the request that this link is for; None when it was changed, made up or is too old."""
    try:
        return UUID(signing.loads(token, salt=_SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, ValueError, TypeError):
        return None
