"""The citizen service number, as it is typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as WrongNumber

from kring.core.forms import Form
from kring.households.citizen_number import plain


class NumberField(forms.CharField):
    """Nine digits that pass the test on such numbers; with or without spaces and dots."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 15, "widget": forms.TextInput(attrs={"autocomplete": "off"}), **kwargs})

    def clean(self, value: Any) -> str:
        """The nine digits; empty when it may be."""
        typed: str = super().clean(value)
        if not typed:
            return typed
        try:
            return plain(typed)
        except WrongNumber as wrong:
            raise ValidationError(_("This is no citizen service number. It has nine digits."), code="number") from wrong


class NumberForm(Form):
    number = NumberField(label=_("Citizen service number (BSN)"), help_text=_("Nine digits, from a passport or card."))
