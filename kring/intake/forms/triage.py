"""Forms of the front door team and of a partner who is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.core.forms import Form
from kring.households.models import Household, Person
from kring.intake.models import HelpRequest
from kring.network.models import Organisation

NEW_HOUSEHOLD = "new"


class SearchForm(Form):
    text = forms.CharField(label=_("Number or name"), max_length=80, required=False)


class AnswerForm(Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": 2000}),
        help_text=_("The person reads this with their number. Write as you would say it."),
        error_messages={"required": _("Write an answer.")},
    )
    open_to_sender = forms.BooleanField(label=_("The person says that the sender may read this too"), required=False)

    def __init__(self, *args: Any, request: HelpRequest, **kwargs: Any) -> None:
        super().__init__(*args, initial={"text": request.answer, **kwargs.pop("initial", {})}, **kwargs)
        if request.is_for_self:
            del self.fields["open_to_sender"]


class HandOnForm(Form):
    to = forms.ModelChoiceField(
        label=_("To which organisation?"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose an organisation.")},
    )
    why = forms.CharField(
        label=_("Why them?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("They read this first."),
        error_messages={"required": _("Say why you ask them.")},
    )

    def __init__(self, *args: Any, request: HelpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            municipality=request.municipality
        )


class RefuseForm(Form):
    why = forms.CharField(
        label=_("Why not?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("The front door reads this, and looks for somebody else."),
        error_messages={"required": _("Say why not, so that the front door can go on.")},
    )


class OpenCircleForm(Form):
    household = forms.ChoiceField(
        label=_("For which household?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a household.")},
    )
    purpose = forms.CharField(
        label=_("What for?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("Everybody in the circle reads this, the resident first."),
        error_messages={"required": _("Say what the circle is for.")},
    )

    def __init__(self, *args: Any, households: list[Household], **kwargs: Any) -> None:
        """`households` are those of the person, without an open circle."""
        super().__init__(*args, **kwargs)
        self.households = {str(household.pk): household for household in households}
        field = self.fields["household"]
        field.choices = [  # type: ignore[attr-defined]
            *((pk, one_line(household)) for pk, household in self.households.items()),
            (NEW_HOUSEHOLD, _("A new household")),
        ]
        field.initial = next(iter(self.households), NEW_HOUSEHOLD)

    @property
    def chosen(self) -> Household | None:
        """The household that was chosen; None for a new one."""
        return self.households.get(self.cleaned_data["household"])


def one_line(household: Household) -> str:
    """A household on one line: name and where it is."""
    street = " ".join(part for part in (household.street, household.house_number) if part)
    return ", ".join(part for part in (household.name, street, household.postcode, household.city) if part)


class SamePersonForm(Form):
    person = forms.ModelChoiceField(queryset=Person.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HelpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(  # type: ignore[attr-defined]
            municipality=request.municipality, same_as__isnull=True
        )
