"""Forms of a household: people, address, authority, the resident's own network."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.forms import DateField, Form
from kring.households import rules
from kring.households.models import Authority, Household, Person, Residence
from kring.intake.forms.fields import BirthDateField, PhoneField, PostcodeField
from kring.municipality.models import District
from kring.network.models import Organisation

PERSON_FIELDS = (
    "given_name",
    "prefix",
    "family_name",
    "called",
    "birth_date",
    "phone",
    "email",
    "reach_me",
    "language_note",
)


class PastDateField(DateField):
    """A day up to today."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day > clock.today():
            raise ValidationError(_("This day has not come yet."), code="future")
        return day


class PersonForm(Form):
    given_name = forms.CharField(label=_("First name"), max_length=80, error_messages={"required": _("Write a name.")})
    name_prefix = forms.CharField(
        label=_("Prefix"), max_length=20, required=False, help_text=_("For example: van, de, van der")
    )
    family_name = forms.CharField(
        label=_("Family name"), max_length=80, error_messages={"required": _("Write a family name.")}
    )
    called = forms.CharField(label=_("Wants to be called"), max_length=80, required=False)
    birth_date = BirthDateField(label=_("Date of birth"), required=False)
    phone = PhoneField(label=_("Phone number"), required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    reach_me = forms.CharField(
        label=_("How and when to reach them"),
        max_length=200,
        required=False,
        help_text=_("For example: after school, by message"),
    )
    language_note = forms.CharField(
        label=_("Language, and what helps to understand each other"),
        max_length=100,
        required=False,
        help_text=_("For example: speaks Arabic, with an interpreter"),
    )

    @classmethod
    def of(cls, person: Person, data: Any = None) -> "PersonForm":
        """The form filled with how somebody is known now."""
        initial = {name: getattr(person, name) for name in PERSON_FIELDS}
        return cls(data, initial={**initial, "name_prefix": person.prefix})

    def clean(self) -> dict[str, Any]:
        """The prefix under its own name: on a form `prefix` means something else to Django."""
        answers = super().clean() or {}
        answers["prefix"] = answers.pop("name_prefix", "")
        return answers


class AddPersonForm(PersonForm):
    part = forms.ChoiceField(
        label=_("Is here as"),
        choices=Residence.Part.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose adult or child.")},
    )
    since = PastDateField(label=_("Since when?"), required=False, help_text=_("Empty: since today."))

    field_order = ["given_name", "name_prefix", "family_name", "called", "birth_date", "part", "since"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        born, since = answers.get("birth_date"), answers.get("since")
        if born and since and since < born:
            self.add_error("since", _("Somebody cannot live here before they are born."))
        return answers

    @property
    def details(self) -> dict[str, Any]:
        """The fields of the person."""
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}


class LeaveForm(Form):
    on = PastDateField(label=_("Since when not any more?"), error_messages={"required": _("Write a date.")})

    def __init__(self, *args: Any, residence: Residence, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": clock.today()}, **kwargs)
        self.residence = residence

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.residence.since:
            raise ValidationError(_("Somebody cannot leave before they came."))
        return day


ORGANISATION = "organisation"


class AuthorityForm(Form):
    kind = forms.ChoiceField(
        label=_("What kind of authority?"),
        choices=Authority.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind.")},
    )
    holder = forms.ChoiceField(
        label=_("Who has it?"), widget=forms.RadioSelect, error_messages={"required": _("Choose who has it.")}
    )
    organisation = forms.ModelChoiceField(
        label=_("Which organisation?"), queryset=Organisation.objects.none(), required=False
    )
    since = PastDateField(label=_("Since when?"), required=False, help_text=_("Empty: since today."))

    def __init__(self, *args: Any, about: Person, holders: list[Person], **kwargs: Any) -> None:
        """`holders` are the persons who may be chosen."""
        super().__init__(*args, **kwargs)
        self.about = about
        self.holders = {str(person.pk): person for person in holders}
        self.fields["holder"].choices = [  # type: ignore[attr-defined]
            *((pk, person.name) for pk, person in self.holders.items()),
            (ORGANISATION, _("An organisation")),
        ]
        self.fields["organisation"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            municipality=about.municipality_id
        )

    def clean(self) -> dict[str, Any]:
        """The chosen person or organisation, checked by the rule."""
        answers = super().clean() or {}
        if self.errors:
            return answers
        chosen = answers.pop("holder")
        answers["holder"] = self.holders.get(chosen)
        if chosen != ORGANISATION:
            answers["organisation"] = None
        elif answers["organisation"] is None:
            self.add_error("organisation", _("Choose an organisation."))
            return answers
        verdict = rules.may_hold_authority(
            self.about, kind=answers["kind"], holder=answers["holder"], organisation=answers["organisation"]
        )
        if not verdict.allowed:
            raise ValidationError(f"{verdict.reason} {verdict.what_opens}".strip())
        return answers


class SupporterForm(Form):
    name = forms.CharField(label=_("Name"), max_length=150, error_messages={"required": _("Write a name.")})
    relation = forms.CharField(
        label=_("Who is that to them?"),
        max_length=80,
        help_text=_("For example: neighbour, sister, somebody of the church"),
        error_messages={"required": _("Say who that is to them.")},
    )
    phone = PhoneField(label=_("Phone number"), required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)


ADDRESS_FIELDS = ("name", "street", "house_number", "postcode", "city", "district")


class AddressForm(Form):
    name = forms.CharField(
        label=_("Name of the household"), max_length=100, error_messages={"required": _("Write a name.")}
    )
    street = forms.CharField(label=_("Street"), max_length=100, required=False)
    house_number = forms.CharField(label=_("House number"), max_length=12, required=False)
    postcode = PostcodeField(label=_("Postcode"), required=False)
    city = forms.CharField(label=_("Town or village"), max_length=80, required=False)
    district = forms.ModelChoiceField(label=_("District"), queryset=District.objects.none(), required=False)

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        initial = {name: getattr(household, name) for name in ADDRESS_FIELDS}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["district"].queryset = District.objects.filter(  # type: ignore[attr-defined]
            municipality=household.municipality_id
        )
