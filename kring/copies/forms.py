"""What a privacy officer fills in to make a copy for somebody without an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.core.forms import DateField, Form


class OnPaperForm(Form):
    """Whom it is about, found by name and day of birth together; how the officer saw who it is."""

    family_name = forms.CharField(label=_("Family name"), max_length=80, help_text=_("Without “de” or “van”."))
    birth_date = DateField(label=_("Date of birth"), help_text=_("For example 31-12-1980"))
    seen_how = forms.CharField(
        label=_("How did you see who it is?"),
        max_length=200,
        help_text=_("For example: passport shown at the desk. Write no number of it."),
    )
