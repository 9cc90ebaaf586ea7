"""A good password is long and hard to guess, not one with a digit in it (judged by zxcvbn)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

HARD_TO_GUESS = 3
LONGEST = 100


class LongEnough:
    """A password validator of Django: so many signs at least. Django's own says it in English in a Dutch page."""

    def __init__(self, least: int = 12) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with how long it should be."""
        if len(password) < self.least:
            raise ValidationError(_("This is too short. %s") % self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        return _("Take at least %(least)s letters or signs.") % {"least": self.least}


class HardToGuess:
    """A password validator of Django: at least score 3 of 4, with the person's own words counted as known."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with what would help."""
        own = [user.email, *user.email.replace(".", "@").split("@")] if user else []
        if zxcvbn(password[:LONGEST], user_inputs=["kring", *own])["score"] < HARD_TO_GUESS:
            raise ValidationError(_("This is easy to guess. %s") % self.get_help_text(), code="password_easy_to_guess")

    def get_help_text(self) -> str:
        return _("Take four words that do not belong together.")
