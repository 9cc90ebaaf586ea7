"""One form for each question at the door. The names of the fields are those of HelpRequest."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kring.core.forms import Form, SuggestInput
from kring.intake.forms.fields import BirthDateField, PhoneField, PostcodeField
from kring.intake.models import HelpRequest
from kring.municipality.models import KnownMunicipality, LifeDomain, Municipality

Reach = HelpRequest.Reach
HOW = [
    (Reach.CALL, _("Call me")),
    (Reach.MESSAGE, _("Send a text message")),
    (Reach.MAIL, _("Send an e-mail")),
    (Reach.VISIT, _("Come by")),
    (Reach.LETTER, _("Send a letter")),
]
HOW_OTHER = [
    (Reach.CALL, _("Call them")),
    (Reach.MESSAGE, _("Send them a text message")),
    (Reach.MAIL, _("Send them an e-mail")),
    (Reach.VISIT, _("Come by")),
    (Reach.SENDER, _("Call me first")),
]
WORKS_SOMEWHERE = (HelpRequest.Sender.GENERAL_PRACTICE, HelpRequest.Sender.SCHOOL, HelpRequest.Sender.PROFESSIONAL)


def _required(text: Any) -> dict[str, Any]:
    return {"required": text}


class DoorForm(Form):
    """A question at the door; knows in which municipality, who asks, and whether an address was given."""

    def __init__(
        self,
        *args: Any,
        municipality: Municipality | None = None,
        sender: str = HelpRequest.Sender.SELF,
        has_address: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.here = municipality
        self.asker = sender
        self.has_address = has_address
        self.prepare()

    @property
    def for_self(self) -> bool:
        return self.asker == HelpRequest.Sender.SELF

    def prepare(self) -> None:
        """Fit labels and choices to who asks."""


class MunicipalityForm(DoorForm):
    municipality = forms.ModelChoiceField(
        label=_("Choose one"),
        queryset=Municipality.objects.order_by("name"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages=_required(_("Choose your municipality.")),
    )


class SenderForm(DoorForm):
    sender = forms.ChoiceField(
        label=_("Choose one"),
        choices=HelpRequest.Sender.choices,
        widget=forms.RadioSelect,
        error_messages=_required(_("Choose who it is for.")),
    )


class NameForm(DoorForm):
    given_name = forms.CharField(label=_("First name"), max_length=80, error_messages=_required(_("Write a name.")))
    name_prefix = forms.CharField(
        label=_("Prefix"), max_length=20, required=False, help_text=_("For example: van, de, van der")
    )
    family_name = forms.CharField(
        label=_("Family name"), max_length=80, error_messages=_required(_("Write a family name."))
    )

    def prepare(self) -> None:
        if self.for_self:
            self.fields["given_name"].widget.attrs["autocomplete"] = "given-name"
            self.fields["family_name"].widget.attrs["autocomplete"] = "family-name"

    def clean(self) -> dict[str, Any]:
        """The prefix under its own name: on a form `prefix` means something else to Django."""
        answers = super().clean() or {}
        answers["prefix"] = answers.pop("name_prefix", "")
        return answers


class BirthDateForm(DoorForm):
    birth_date = BirthDateField(label=_("Date of birth"), error_messages=_required(_("Write a date, or skip this.")))

    def prepare(self) -> None:
        if self.for_self:
            self.fields["birth_date"].widget.attrs["autocomplete"] = "bday"


class KnowsForm(DoorForm):
    person_knows = forms.ChoiceField(
        label=_("Choose one"),
        choices=HelpRequest.Knows.choices,
        widget=forms.RadioSelect,
        error_messages=_required(_("Choose what fits best.")),
    )
    person_knows_why = forms.CharField(
        label=_("If not: why not?"),
        max_length=300,
        required=False,
        help_text=_("We talk with the person themselves first. Tell us what we need to know for that."),
    )


class WordsForm(DoorForm):
    words = forms.CharField(
        label=_("Your words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": 4000}),
        help_text=_("It does not have to be complete. A few sentences are enough."),
        error_messages=_required(_("Write something, even if it is short.")),
    )


class DomainsField(forms.ModelMultipleChoiceField):
    """Life domains; what was made up instead of chosen gets the same words as what is not in the list."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError as fault:
            if fault.code == "required":
                raise
            raise ValidationError(_("Choose from the list."), code="invalid_choice") from fault


class DomainsForm(DoorForm):
    domains = DomainsField(
        label=_("More than one is fine"),
        queryset=LifeDomain.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages=_required(_("Choose at least one, or press “I do not know”.")),
    )

    def prepare(self) -> None:
        field = self.fields["domains"]
        field.queryset = LifeDomain.objects.filter(municipality=self.here, in_use=True)  # type: ignore[attr-defined]
        field.label_from_instance = _domain_words  # type: ignore[attr-defined]


def _domain_words(domain: LifeDomain) -> str:
    return f"{domain.name}: {domain.question.lower()}" if domain.question else domain.name


class HelpsForm(DoorForm):
    what_helps = forms.CharField(
        label=_("Your words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
        error_messages=_required(_("Write something, or skip this.")),
    )


class UrgencyForm(DoorForm):
    urgency = forms.ChoiceField(
        label=_("Choose one"),
        choices=HelpRequest.Urgency.choices,
        widget=forms.RadioSelect,
        error_messages=_required(_("Choose what fits best.")),
    )


class CallNowForm(DoorForm):
    """Nothing to fill in: the page says whom to call, and goes on."""


class SenderContactForm(DoorForm):
    sender_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages=_required(_("Write your name.")),
    )
    sender_organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages=_required(_("Write where you work.")),
    )
    sender_phone = PhoneField(label=_("Your phone number"), required=False)
    sender_email = forms.EmailField(label=_("Your e-mail address"), max_length=254, required=False)

    def prepare(self) -> None:
        self.fields["sender_email"].widget.attrs["autocomplete"] = "email"
        if self.asker not in WORKS_SOMEWHERE:
            del self.fields["sender_organisation"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not self.errors and not answers.get("sender_phone") and not answers.get("sender_email"):
            raise ValidationError(_("Give a phone number or an e-mail address, so that we can reach you."))
        return answers


class AddressForm(DoorForm):
    postcode = PostcodeField(label=_("Postcode"), error_messages=_required(_("Write a postcode, or skip this.")))
    house_number = forms.CharField(
        label=_("House number"), max_length=12, error_messages=_required(_("Write a house number, or skip this."))
    )
    lives_in = forms.CharField(label=_("Municipality"), max_length=100, required=False, widget=SuggestInput)

    def prepare(self) -> None:
        """The real municipalities as suggestions, where the list was imported; this one to begin with."""
        self.known = {name.casefold(): name for name in KnownMunicipality.objects.values_list("name", flat=True)}
        self.fields["lives_in"].widget.suggestions = list(self.known.values())
        self.fields["lives_in"].initial = self.here.name if self.here else ""

    def clean_lives_in(self) -> str:
        """As it is written in the list; without a list as it was typed."""
        typed: str = self.cleaned_data["lives_in"]
        here = self.here.name if self.here else ""
        if not typed or not self.known or typed.casefold() == here.casefold():
            return typed
        if typed.casefold() not in self.known:
            raise ValidationError(_("We do not know this municipality. Look at the spelling, or leave it empty."))
        return self.known[typed.casefold()]


class ReachForm(DoorForm):
    phone = PhoneField(label=_("Phone number"), required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    reach_how = forms.ChoiceField(
        label=_("What do you like best?"), choices=HOW, widget=forms.RadioSelect, required=False
    )
    reach_when = forms.CharField(
        label=_("When does it suit, or not?"),
        max_length=200,
        required=False,
        help_text=_("For example: mornings, not on Wednesday"),
    )

    def prepare(self) -> None:
        if self.for_self:
            self.fields["email"].widget.attrs["autocomplete"] = "email"
            return
        self.fields["phone"].widget.attrs.pop("autocomplete", None)
        self.fields["reach_how"].label = _("What works best?")
        self.fields["reach_how"].choices = HOW_OTHER  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        reached = answers.get("phone") or answers.get("email") or self.has_address
        if not self.errors and self.for_self and not reached:
            raise ValidationError(_("Give a phone number or an e-mail address, so that we can reach you."))
        return answers


class SendForm(Form):
    """The last press. `website` is for programs that fill in everything; people do not see it."""

    website = forms.CharField(label=_("Leave this empty"), max_length=200, required=False)


class FollowForm(SendForm):
    """The number on the receipt and the date of birth of the person it is about."""

    number = forms.CharField(
        label=_("The number that you received"),
        max_length=20,
        help_text=_("For example K7F-RQ4-XWN"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=_required(_("Write the number that you received.")),
    )
    birth_date = BirthDateField(
        label=_("Date of birth"),
        help_text=_("Of the person whom the question is about. For example 31-12-1980"),
        error_messages=_required(_("Write the date of birth.")),
    )

    field_order = ["number", "birth_date", "website"]

    def clean_number(self) -> str:
        """The number as it is kept, however it was typed."""
        signs = "".join(sign for sign in self.cleaned_data["number"].upper() if sign.isalnum())
        return "-".join(signs[at : at + 3] for at in range(0, len(signs), 3))
