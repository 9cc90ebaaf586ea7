"""Forms in Kring's look: the renderer, a date that people can write, and text without unreadable signs."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy

DAY_FORMATS = ["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y"]
OLDEST_YEAR = 1900
UNREADABLE = _("There is a sign in this text that cannot be kept. Type the text again.")

# Django's own sentences, said in Kring's words: our catalogue goes before Django's.
DJANGO_SAYS = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)


class Renderer(TemplatesSetting):
    """Draws forms with the page parts of Kring (core/forms/ and django/forms/widgets/ in our templates)."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


def readable(text: str) -> None:
    """Raise ValidationError when the text holds a control sign or half a sign that no one can read back."""
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\t\n\r" for sign in text):
        raise ValidationError(
            _("There is a sign in this text that cannot be kept. Type the text again."), code="unreadable"
        )


class _Readable:
    """Every text field of the form takes readable text only. What is seldom needed can be folded away, at the end."""

    fields: dict[str, forms.Field]
    # Fields that stand folded away under these words, and the field in the place of which they come.
    folded: Sequence[str] = ()
    folded_words: Any = ""
    instead_of = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
                others = [rule for rule in field.validators if not isinstance(rule, ProhibitNullCharactersValidator)]
                field.validators = [readable, *others]

    def folded_fields(self) -> list[Any]:
        """The fields under the fold, as far as this form has them."""
        form: Any = self
        return [form[name] for name in self.folded if name in self.fields]

    def is_unfolded(self) -> bool:
        """Open where something was written in it, where there is a mistake, and where there is nothing else to fill."""
        form: Any = self
        wrong = {*self.folded, self.instead_of} & set(form.errors)
        return bool(wrong or self.instead_of not in self.fields or form.data.get(form.add_prefix(self.folded[0])))


class Form(_Readable, forms.Form):
    """A form as Kring wants it; use it instead of django.forms.Form."""


class ModelForm(_Readable, forms.ModelForm):
    """A form for a model as Kring wants it; use it instead of django.forms.ModelForm."""


class DateField(forms.DateField):
    """One text field for a day: takes 31-12-1980, 31/12/1980 and 1980-12-31; says how to write it when it is wrong."""

    default_error_messages = {"invalid": _("Write the date as 31-12-1980.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DAY_FORMATS)
        kwargs.setdefault("help_text", _("For example 31-12-1980"))
        kwargs.setdefault("widget", forms.DateInput(format=DAY_FORMATS[0], attrs={"maxlength": 10}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The day, or None when empty. Raises ValidationError for what is no day, or before 1900."""
        day: date | None = super().to_python(value)
        if day is not None and day.year < OLDEST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class SuggestInput(forms.TextInput):
    """A text field that suggests words while somebody types; any other word can be typed too."""

    template_name = "core/forms/suggest.html"
    suggestions: list[str] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "list": f"{name}-suggestions"})
        context["widget"]["suggestions"] = self.suggestions
        return context
