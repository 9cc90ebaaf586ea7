"""What is filled in: a term with its reason, what to destroy, and the answer of who wrote it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kring.copies.forms import SeenForm
from kring.core.forms import Form
from kring.keeping.actions import NewTerm
from kring.keeping.models import DestructionPart
from kring.keeping.reading import Choice
from kring.keeping.written import Key


class TermForm(Form):
    """How long, and why that changes."""

    years = forms.IntegerField(label=_("How many years?"), min_value=1, max_value=100)
    article = forms.CharField(
        label=_("Which article says so?"), max_length=100, required=False, help_text=_("For example: Wmo 2015 5.3.4")
    )
    assumed = forms.BooleanField(label=_("This is assumed: nobody looked it up in the law yet"), required=False)
    why = forms.CharField(
        label=_("Why does it change?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("This stays."),
    )

    def term(self) -> NewTerm:
        return NewTerm(**self.cleaned_data)


class ConfirmForm(Form):
    """Where it was looked up, and what was found or decided; `years` is what the officer saw."""

    article = forms.CharField(
        label=_("Which article says so?"), max_length=100, required=False, help_text=_("For example: Wmo 2015 5.3.4")
    )
    why = forms.CharField(
        label=_("How do you know?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: looked up in the law, or decided by the mayor and aldermen. This stays."),
    )
    years = forms.IntegerField(widget=forms.HiddenInput)


class DestroyForm(Form):
    """Of whom, and in own words why."""

    parts = forms.MultipleChoiceField(
        label=_("What should go?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    words = forms.CharField(
        label=_("Do you want to say something about it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You do not have to. Who answers reads it."),
    )

    def __init__(self, *args: Any, offered: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {choice.key: choice.of for choice in offered}
        field: Any = self.fields["parts"]
        field.choices = [(choice.key, _said(choice)) for choice in offered]

    def keys(self) -> list[Key]:
        """What was chosen."""
        return [self._offered[key] for key in self.cleaned_data["parts"]]


class DestroyOnPaperForm(SeenForm, DestroyForm):
    """The same, for who came with a letter or to the desk."""


class AnswerForm(Form):
    """Destroy it; or keep it, with which reason and in words."""

    answer = forms.ChoiceField(
        label=_("What do you do?"), choices=DestructionPart.Answer.choices, widget=forms.RadioSelect
    )
    why = forms.ChoiceField(
        label=_("If you keep it: why?"),
        choices=DestructionPart.Why.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=_("Say it in your own words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you keep it. Who asked it reads this: write short and plain."),
    )

    def clean(self) -> dict[str, Any]:
        """Keeping needs both reasons."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("answer") == DestructionPart.Answer.KEEP:
            if not said.get("why"):
                self.add_error("why", _("Choose why you keep it."))
            if not said.get("words"):
                self.add_error("words", _("Say why you keep it, so that who asked it understands."))
        return said


def _said(choice: Choice) -> str:
    """Of whom, where, and how much: about this person alone and with others."""
    alone = ngettext("%(count)s item", "%(count)s items", choice.alone) % {"count": choice.alone}
    together = ngettext("%(count)s item about more people", "%(count)s items about more people", choice.together) % {
        "count": choice.together
    }
    counts = [words for words, count in ((alone, choice.alone), (together, choice.together)) if count]
    return ": ".join(part for part in (choice.organisation, ", ".join(filter(None, (choice.circle, *counts)))) if part)
