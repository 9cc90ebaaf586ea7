"""The catalogue of grounds: a line, a covenant, the law of an organisation; each with the reason of the change."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.forms import DateField, Form
from kring.municipality.models import LifeDomain, Municipality, Sensitivity
from kring.network.models import Law, Organisation, OrganisationKind
from kring.sharing.actions.catalogue import Agreed, Line
from kring.sharing.models import Ground

LINES = forms.Textarea(attrs={"rows": 2})


class ReasonForm(Form):
    """Why the catalogue changes; `made_from` is the version that the officer saw."""

    reason = forms.CharField(
        label=_("Why do you change this?"), max_length=300, widget=LINES, help_text=_("Stays in the history.")
    )
    made_from = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def starts(self) -> datetime | None:
        """From which moment on it counts, when that is later."""
        return None


class LineForm(ReasonForm):
    """All that a line says."""

    basis = forms.ChoiceField(label=_("Ground"), choices=Ground.Basis.choices, widget=forms.RadioSelect)
    organisation_kind = forms.ChoiceField(
        label=_("Which kind of organisation?"),
        choices=[("", _("every kind")), *OrganisationKind.choices],
        required=False,
    )
    life_domain = forms.ModelChoiceField(
        label=_("Which life domain?"), queryset=LifeDomain.objects.none(), required=False, empty_label=_("every one")
    )
    up_to = forms.TypedChoiceField(
        label=_("Up to how sensitive?"), choices=Sensitivity.choices, coerce=int, widget=forms.RadioSelect
    )
    about = forms.ChoiceField(label=_("About whom?"), choices=Ground.About.choices, widget=forms.RadioSelect)
    not_from = forms.MultipleChoiceField(
        label=_("Not what was written under"),
        choices=[(law.value, law.label) for law in Law if law not in (Law.OWN, Law.NONE)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(label=_("Why, for a professional"), max_length=200, widget=LINES)
    why_resident = forms.CharField(label=_("Why, for a resident"), max_length=300, widget=LINES, required=False)
    article = forms.CharField(label=_("Article of law"), max_length=60, required=False)
    assumed = forms.BooleanField(label=_("Nobody looked this up in the law yet"), required=False)
    begins = DateField(label=_("From which day?"), required=False, help_text=_("Empty: from now on."))

    field_order = (
        *("basis", "organisation_kind", "life_domain", "up_to", "about", "not_from", "why", "why_resident"),
        *("article", "assumed", "begins", "reason", "made_from"),
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["life_domain"].queryset = municipality.life_domains.all()  # type: ignore[attr-defined]

    def clean_begins(self) -> Any:
        """Nothing begins in the past: what was decided then stays."""
        day = self.cleaned_data["begins"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("This day has passed. Choose a day from today on."), code="past")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        basis, up_to = data.get("basis"), data.get("up_to")
        if basis == Ground.Basis.TASK and not data.get("organisation_kind"):
            self.add_error("organisation_kind", _("A task in law belongs to a kind of organisation."))
        if basis == Ground.Basis.VITAL and up_to == Sensitivity.CRIMINAL:
            self.add_error("up_to", _("A crisis never opens an offence."))
        if basis == Ground.Basis.CONSENT and up_to == Sensitivity.CRIMINAL:
            self.add_error("up_to", _("Consent never opens an offence."))
        return data

    def starts(self) -> datetime | None:
        begins = self.cleaned_data["begins"]
        later = begins is not None and begins > clock.today()
        return timezone.make_aware(datetime.combine(begins, time.min)) if later else None

    def line(self) -> Line:
        """What was filled in, as the action takes it."""
        data = self.cleaned_data
        names = ("basis", "up_to", "why", "organisation_kind", "life_domain", "about", "why_resident", "article")
        return Line(
            **{name: data[name] for name in names},
            not_from=data["not_from"],
            assumed=data["assumed"],
            since=self.starts(),
        )


class CovenantForm(ReasonForm):
    name = forms.CharField(label=_("Name of the covenant"), max_length=150)
    purpose = forms.CharField(label=_("What for?"), max_length=300, widget=LINES)
    why_resident = forms.CharField(label=_("Why, for a resident"), max_length=300, widget=LINES)
    article = forms.CharField(label=_("Article of law"), max_length=60, required=False)
    parties = forms.ModelMultipleChoiceField(
        label=_("Between which organisations?"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    life_domains = forms.ModelMultipleChoiceField(
        label=_("Which life domains?"), queryset=LifeDomain.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    up_to = forms.TypedChoiceField(
        label=_("Up to how sensitive?"), choices=Sensitivity.choices, coerce=int, widget=forms.RadioSelect
    )
    until = DateField(label=_("Until and including which day?"))

    field_order = (
        *("name", "purpose", "parties", "life_domains", "up_to", "why_resident", "article", "until"),
        *("reason", "made_from"),
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = municipality.organisations.all()  # type: ignore[attr-defined]
        self.fields["life_domains"].queryset = municipality.life_domains.all()  # type: ignore[attr-defined]

    def clean_parties(self) -> Any:
        """At least two."""
        parties = self.cleaned_data["parties"]
        if len(parties) < 2:
            raise forms.ValidationError(_("A covenant has at least two parties."), code="parties")
        return parties

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day < clock.today():
            raise forms.ValidationError(_("This day has passed. Choose a day from today on."), code="past")
        return day

    def agreed(self) -> Agreed:
        """What was filled in, as the action takes it: that day counts too."""
        data = self.cleaned_data
        names = ("name", "purpose", "why_resident", "article", "up_to")
        after = datetime.combine(data["until"] + timedelta(days=1), time.min)
        return Agreed(
            **{name: data[name] for name in names},
            parties=list(data["parties"]),
            life_domains=list(data["life_domains"]),
            until=timezone.make_aware(after),
        )


class LawForm(ReasonForm):
    law = forms.ChoiceField(
        label=_("Under which law does it write?"),
        choices=[("", _("that of its kind")), *[(law.value, law.label) for law in Law if law != Law.OWN]],
        required=False,
    )

    field_order = ("law", "reason", "made_from")


class DayForm(Form):
    """The catalogue as it was on a day; the name stands in the address."""

    dag = DateField(label=_("How was it on which day?"), help_text=_("Write it as 31-12-2027."))

    def clean_dag(self) -> Any:
        """What counts tomorrow nobody knows yet."""
        day = self.cleaned_data["dag"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come. Choose a day until today."), code="future")
        return day
