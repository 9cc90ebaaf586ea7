"""The forms of a method of the municipality and its steps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.core.forms import Form
from kring.meetings.models import Kind, Step
from kring.plans.forms import words


class MethodForm(Form):
    """The name of a method, and for which tables it is."""

    name = forms.CharField(label=_("What is this way of talking called?"), max_length=60)
    kinds = forms.MultipleChoiceField(
        label=_("For which tables?"),
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A table that begins takes the way that is ticked for its kind."),
    )


class StepForm(Form):
    """One step of a method."""

    name = forms.CharField(label=_("What is this step called?"), max_length=60)
    help = words(_("One sentence of help"), limit=200, required=False)
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=0, max_value=120, initial=0)
    does = forms.ChoiceField(
        label=_("What happens in this step?"), choices=Step.Does.choices, required=False, widget=forms.RadioSelect
    )
