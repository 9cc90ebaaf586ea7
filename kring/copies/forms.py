"""What a privacy officer fills in to make a copy for somebody without an account."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.core.forms import DateField, Form


class WhoForm(Form):
    """Whom it is about, found by name and day of birth together."""

    family_name = forms.CharField(label=_("Family name"), max_length=80, help_text=_("Without “de” or “van”."))
    birth_date = DateField(label=_("Date of birth"), help_text=_("For example 31-12-1980"))

    def whom(self) -> tuple[str, date]:
        """Family name and day of birth."""
        return self.cleaned_data["family_name"], self.cleaned_data["birth_date"]

    def nobody_found(self) -> None:
        """Not one person: which of the two it was is not told."""
        self.add_error("family_name", _("Nobody, or more than one person, goes by this name and day."))


class SeenForm(Form):
    """How the officer saw who it is, for what comes on paper or at the desk."""

    seen_how = forms.CharField(
        label=_("How did you see who it is?"),
        max_length=200,
        help_text=_("For example: passport shown at the desk. Write no number of it."),
    )


class OnPaperForm(SeenForm, WhoForm):
    """Whom it is about, and how the officer saw that."""
