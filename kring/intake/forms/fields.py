"""Fields that the door and the household ask alike: postcode, phone, date of birth."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kring.core.forms import DateField
from kring.households.rules import may_be_born_on

_POSTCODE = re.compile(r"^([1-9][0-9]{3})\s?([A-Z]{2})$")
_PHONE = re.compile(r"^\+?[0-9][0-9 \-()/.]*$")
FEWEST_DIGITS = 9


class PostcodeField(forms.CharField):
    """A Dutch postcode, kept as `1234 AB`."""

    default_error_messages = {"invalid": _("Write the postcode as 1234 AB.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "postal-code", "maxlength": 10}
        super().__init__(**{"max_length": 10, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value).upper()
        if not text:
            return ""
        match = _POSTCODE.match(text)
        if match is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{match[1]} {match[2]}"


class PhoneField(forms.CharField):
    """A phone number as people write it: digits, with + and spaces where they like."""

    default_error_messages = {"invalid": _("Write the phone number with digits, for example 06 12345678.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "tel", "autocomplete": "tel"}
        super().__init__(**{"max_length": 20, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and (not _PHONE.match(text) or sum(sign.isdigit() for sign in text) < FEWEST_DIGITS):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class BirthDateField(DateField):
    """A day on which somebody who lives today can be born."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        verdict = may_be_born_on(day)
        if not verdict.allowed:
            raise ValidationError(f"{verdict.reason} {verdict.what_opens}".strip(), code="invalid")
        return day
