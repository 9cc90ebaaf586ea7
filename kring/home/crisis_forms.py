"""The forms for a crisis and for visiting safely."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.forms import DateField, Form
from kring.home.forms import WITHHELD
from kring.sharing.actions import NotTold, Withhold
from kring.sharing.crisis_rules import LONGEST_SAFETY_NOTE
from kring.sharing.exceptions import LONGEST_WITHHELD
from kring.sharing.models import CrisisAccess, SafetyNote

HOURS = (4, 24, 48, 72)


class FindForm(Form):
    """Whom it is about: a name with a date of birth, or an address. Nothing is found on less."""

    family_name = forms.CharField(label=_("Family name"), required=False, max_length=80)
    birth_date = DateField(label=_("Date of birth"), required=False)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=7)
    house_number = forms.CharField(label=_("House number"), required=False, max_length=12)

    def clean(self) -> dict[str, Any]:
        """One of the two pairs is complete."""
        data = super().clean() or self.cleaned_data
        whole = (data.get("family_name") and data.get("birth_date")) or (
            data.get("postcode") and data.get("house_number")
        )
        if not whole and not self.errors:
            raise forms.ValidationError(_("Fill in the name with the date of birth, or the postcode with the number."))
        return data


class GlassForm(Form):
    """Why, for how long, and whether the people themselves may know it now."""

    danger = forms.ChoiceField(
        label=_("What is the danger?"), choices=CrisisAccess.Danger.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What is going on?"),
        help_text=_("In your own words. The lead, the privacy officer and the resident read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hours = forms.TypedChoiceField(label=_("For how long?"), coerce=int, widget=forms.RadioSelect)
    not_told_why = forms.CharField(
        label=_("Is it dangerous when they know this now? Say why."),
        help_text=_("Leave it empty when they may know it. Then they are told at once."),
        required=False,
        max_length=300,
    )
    not_told_until = DateField(label=_("When may they know it?"), required=False)

    def __init__(self, *args: Any, most_hours: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hours = sorted({hours for hours in HOURS if hours < most_hours} | {most_hours})
        choices = [(number, _("%(hours)s hours") % {"hours": number}) for number in hours]
        self.fields["hours"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who is not told now, is told on a day within three months."""
        data = super().clean() or self.cleaned_data
        day = data.get("not_told_until")
        if data.get("not_told_why") and "not_told_until" not in self.errors:
            if day is None:
                self.add_error("not_told_until", _("On which day may they know it? Write it as 31-12-2026."))
            elif not clock.today() < day <= clock.today() + LONGEST_WITHHELD:
                self.add_error("not_told_until", _("Choose a day from tomorrow on, within three months."))
        return data

    def asked(self) -> dict[str, Any]:
        """What `break_glass` takes."""
        data = self.cleaned_data
        why, day = data["not_told_why"], data["not_told_until"]
        return {
            **{name: data[name] for name in ("danger", "words", "hours")},
            "not_told": NotTold(why, day - timedelta(days=1)) if why and day else None,
        }


class CrisisReviewForm(Form):
    """What the privacy officer finds of it."""

    was_right = forms.TypedChoiceField(
        label=_("Was it right to open this?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What did you find, and what follows?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class VisitForm(Form):
    """On which day somebody visits."""

    on = DateField(label=_("On which day do you visit?"), initial=clock.today)

    def clean_on(self) -> Any:
        """Today, or within two weeks."""
        day = self.cleaned_data["on"]
        if not clock.today() <= day <= clock.today() + timedelta(days=14):
            raise forms.ValidationError(_("Choose a day from today on, within two weeks."))
        return day


class WarnForm(Form):
    """What who visits must know."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=SafetyNote.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What must who visits know and do?"),
        help_text=_("Only what helps to be safe. For example: “Go with two, the dog is loose in the garden.”"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = DateField(label=_("Until which day?"), help_text=_("At most half a year. Then you look at it again."))
    withheld_why = forms.ChoiceField(
        label=_("May who lives there read it?"), required=False, choices=WITHHELD, widget=forms.RadioSelect
    )

    def clean_until(self) -> Any:
        """Within half a year."""
        day = self.cleaned_data["until"]
        if not clock.today() <= day <= clock.today() + LONGEST_SAFETY_NOTE:
            raise forms.ValidationError(_("Choose a day from today on, within half a year."))
        return day

    def warning(self) -> dict[str, Any]:
        """What `warn` takes."""
        data = self.cleaned_data
        why, until = data["withheld_why"], min(data["until"], clock.today() + LONGEST_WITHHELD)
        return {
            **{name: data[name] for name in ("kind", "text", "until")},
            "withheld": Withhold(why, until) if why else None,
        }
