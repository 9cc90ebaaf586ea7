"""Asking and answering about a look; searching the log; keeping looks out of sight."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kring.circles.actors import Actor
from kring.core.forms import DateField, Form
from kring.network.models import Organisation
from kring.sharing.actions.looked import Hide
from kring.sharing.looked_rules import may_hide
from kring.sharing.models import HiddenLooks

AREA = forms.Textarea(attrs={"rows": 4})


class AskForm(Form):
    """In own words, or nothing: the question is always why."""

    words = forms.CharField(
        label=_("Do you want to say something about it?"),
        required=False,
        max_length=500,
        widget=AREA,
        help_text=_("You may leave this empty. We ask why this person looked."),
    )


class AnswerForm(Form):
    answer = forms.CharField(
        label=_("Why did your colleague look?"),
        max_length=1000,
        widget=AREA,
        help_text=_("Short and plain: what was it for, and was it right? The resident reads this."),
    )


class SettleForm(Form):
    words = forms.CharField(label=_("What did you find?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class SearchForm(Form):
    """Whose looks, or looks at whom; a name never stands in an address."""

    about = forms.CharField(label=_("Looks at whom?"), required=False, max_length=100, help_text=_("A family name"))
    who = forms.CharField(label=_("Or who looked?"), required=False, max_length=100)
    since = DateField(label=_("From which day?"), required=False)
    until = DateField(label=_("Until and including which day?"), required=False)
    refused = forms.BooleanField(label=_("Only what was refused"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("about") and not data.get("who") and not self.errors:
            self.add_error("about", _("Write a name here, or below."))
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first."))
        return data


class HideForm(Form):
    """Of which organisation, why, and until which day."""

    organisation = forms.ModelChoiceField(
        label=_("Looks of which organisation?"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose an organisation.")},
    )
    why = forms.ChoiceField(
        label=_("Why?"),
        choices=[(why.value, capfirst(why.label)) for why in HiddenLooks.Why],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Say it in a few words"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    until = DateField(label=_("Until and including which day?"), help_text=_("At most three months."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)
        assert actor.professional is not None  # noqa: S101 (a privacy officer)
        here = actor.professional.organisation.municipality_id
        self.fields["organisation"].queryset = Organisation.objects.filter(municipality=here)  # type: ignore[attr-defined]

    def clean_until(self) -> date:
        """From today on, three months at most."""
        day: date = self.cleaned_data["until"]
        verdict = may_hide(self.actor, until=day)
        if not verdict.allowed:
            raise forms.ValidationError(str(verdict.reason), code="until")
        return day

    def chosen(self) -> Hide:
        data = self.cleaned_data
        return Hide(data["why"], data["words"], data["until"])
