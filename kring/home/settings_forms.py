"""Forms of the settings of a municipality."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.core.forms import Form, ModelForm
from kring.municipality.models import LifeDomain, Municipality, Sensitivity
from kring.municipality.words import NAMES
from kring.network.actions import TASKS
from kring.network.models import Professional


class MunicipalityForm(ModelForm):
    """Days, the rule for the lead, the door, and own words."""

    class Meta:
        model = Municipality
        fields = ["horizon_days", "triage_days", "lead_rule", "door_phone", "door_text"]
        fields += ["framework_settles", "framework_calls_in"]
        labels = {
            "horizon_days": _("Days until a plan is reviewed"),
            "triage_days": _("Days until somebody takes up a question from the front door"),
            "lead_rule": _("Who is proposed as lead"),
            "door_phone": _("Phone number of the front door"),
            "door_text": _("What people read at the front door"),
            "framework_settles": _("Where members organise themselves: what do they settle themselves, to begin with?"),
            "framework_calls_in": _("When do they call somebody in, and whom, to begin with?"),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("framework_settles", "framework_calls_in")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["horizon_days"] = forms.IntegerField(
            min_value=7, max_value=366, label=self.fields["horizon_days"].label, help_text=_("Six weeks is 42 days.")
        )
        self.fields["triage_days"] = forms.IntegerField(
            min_value=1, max_value=30, label=self.fields["triage_days"].label
        )
        for key, name in NAMES.items():
            self.fields[f"word_{key}"] = forms.CharField(
                max_length=40,
                required=False,
                label=_("Your word for “%(word)s”") % {"word": name},
                initial=self.instance.words.get(key, ""),
            )

    def settings(self) -> dict[str, Any]:
        """What to give to `change_settings`."""
        words = {key: self.cleaned_data[f"word_{key}"] for key in NAMES}
        return {
            **{name: self.cleaned_data[name] for name in self.Meta.fields},
            "words": {key: word for key, word in words.items() if word},
        }


class LifeDomainForm(ModelForm):
    """One life domain: its name, what to ask, and how sensitive it starts."""

    class Meta:
        model = LifeDomain
        fields = ["name", "question", "sensitivity", "in_use"]
        labels = {
            "name": _("Name"),
            "question": _("What it is about, in a few words"),
            "sensitivity": _("How sensitive, unless the writer says otherwise"),
            "in_use": _("People can choose this"),
        }


NOT_AT_ALL = "0"


class GroundsForm(Form):
    """For one kind of organisation: what it reads of each life domain, and why."""

    def __init__(self, *args: Any, domains: list[LifeDomain], now: dict[Any, int], version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domains = {str(domain.pk): domain for domain in domains}
        choices = [(NOT_AT_ALL, _("nothing")), *((str(value), label) for value, label in Sensitivity.choices)]
        for pk, domain in self.domains.items():
            self.fields[pk] = forms.ChoiceField(
                label=domain.name, choices=choices, initial=str(now.get(domain.pk, NOT_AT_ALL))
            )
        self.fields["reason"] = forms.CharField(
            max_length=200,
            label=_("Why do you change this?"),
            help_text=_("Stays in the history. Why they may read it, stands with each line of the catalogue."),
        )

        # The version that the officer saw, so that two officers see of each other.
        self.fields["made_from"] = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=version)

    def up_to(self) -> dict[LifeDomain, int | None]:
        """Per life domain the highest sensitivity that is read; None for nothing."""
        return {domain: int(self.cleaned_data[pk]) or None for pk, domain in self.domains.items()}


class TaskForm(Form):
    """The tasks of one professional, and whether the job has ended."""

    does_triage = forms.BooleanField(required=False, label=_("Works at the front door and sees what comes in"))
    is_privacy_officer = forms.BooleanField(required=False, label=_("Is privacy officer and sets the rules"))
    is_contact = forms.BooleanField(required=False, label=_("Answers questions of residents for the organisation"))
    ends = forms.BooleanField(
        required=False,
        label=_("Does not work here any more"),
        help_text=_("From the next page on nothing opens for this person. What they wrote stays."),
    )

    def __init__(self, *args: Any, professional: Professional, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for task in TASKS:
            self.fields[task].initial = getattr(professional, task)
