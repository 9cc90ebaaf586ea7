"""The forms of a table that comes back: what changes from a day on, one more place, the end."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.forms import DateField, Form, SuggestInput
from kring.meetings.actions.tables.series import AHEAD
from kring.meetings.asking.forms import PickMany, day_rows
from kring.meetings.models import Meeting
from kring.network.models import Organisation, Professional
from kring.plans.forms import PickField, words


class SeriesForm(Form):
    """What is otherwise from a day on."""

    from_day = DateField(label=_("From which day on?"))
    at = forms.TimeField(label=_("At what time?"), help_text=_("For example 13:00"), input_formats=["%H:%M", "%H.%M"])
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=15, max_value=480)
    place = forms.CharField(
        label=_("Where?"),
        max_length=150,
        required=False,
        help_text=_("This stands in mails. Write no names of people."),
    )
    video_link = forms.URLField(label=_("Video link"), max_length=300, required=False, assume_scheme="https")

    def __init__(self, *args: Any, professionals: Sequence[Professional], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"] = PickField(
            rows=[(one, f"{one.name}, {one.organisation_name}") for one in professionals], label=_("Who chairs it?")
        )

    def clean_from_day(self) -> date:
        """From today on; further ahead than is planned it could not be kept."""
        day: date = self.cleaned_data["from_day"]
        if day < clock.today():
            raise forms.ValidationError(gettext("This day has passed. Choose a day from today on."))
        if day > clock.today() + AHEAD:
            raise forms.ValidationError(gettext("Choose a day within twelve weeks. Later ones are not planned yet."))
        return day


class PlaceForm(Form):
    """A place by organisation and function, with a name when somebody in particular is meant."""

    organisation = forms.CharField(
        label=_("Which organisation?"), max_length=200, help_text=_("Type a name and choose from the list.")
    )
    function = forms.CharField(label=_("Which function?"), max_length=100, help_text=_("For example: housing officer"))
    who = forms.CharField(
        label=_("Who in particular?"),
        max_length=300,
        required=False,
        help_text=_("Leave this empty when one person has this function. Kring finds them, also when they change."),
    )

    def __init__(self, *args: Any, professionals: Sequence[Professional], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.professionals = professionals
        self.organisations: dict[str, Organisation] = {one.organisation.name: one.organisation for one in professionals}
        choices = {
            "organisation": sorted(self.organisations),
            "function": sorted({one.function for one in professionals}),
            "who": [one.name for one in professionals],
        }
        for name, suggestions in choices.items():
            self.fields[name].widget = SuggestInput(attrs={"autocomplete": "off"})
            self.fields[name].widget.suggestions = suggestions

    def clean_organisation(self) -> Organisation:
        """One that works here."""
        said = self.cleaned_data["organisation"].strip().lower()
        found = [one for name, one in self.organisations.items() if name.lower() == said]
        if len(found) != 1:
            raise forms.ValidationError(gettext("This organisation is not found. Choose one from the list."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        """The person works there."""
        said = self.cleaned_data
        name, place = said.pop("who", "").strip().lower(), said.get("organisation")
        said["holder"] = None
        if name and place is not None:
            found = [one for one in self.professionals if one.name.lower() == name and one.organisation_id == place.pk]
            if len(found) != 1:
                self.add_error("who", gettext("Nobody by this name works there. Choose somebody from the list."))
            else:
                said["holder"] = found[0]
        return said


class EndForm(Form):
    """From when on it no longer comes back, and where the households go that stand on an agenda after that."""

    last_day = DateField(label=_("What is the last day?"), help_text=_("Tables after this day do not take place."))
    why = words(_("Why does it end?"), limit=300, help_text=_("Write no names of households here."))

    def __init__(self, *args: Any, meetings: Sequence[Meeting], busy: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if busy:
            self.fields["items_to"] = PickField(
                rows=day_rows(meetings),
                empty=_("keep those tables; they still take place"),
                label=_("A household stands on an agenda. Where does it go?"),
                required=False,
            )

    def clean_last_day(self) -> date:
        """From today on."""
        day: date = self.cleaned_data["last_day"]
        if day < clock.today():
            raise forms.ValidationError(gettext("This day has passed. Choose a day from today on."))
        return day


class KickOffForm(Form):
    """One of every function that the caller has not met yet."""

    def __init__(self, *args: Any, suggested: Sequence[Professional], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(one, f"{one.name}, {one.function}, {one.organisation_name}") for one in suggested]
        self.fields["who"] = PickMany(
            rows=rows, label=_("You have not met these yet, one of each function"), required=False, initial=suggested
        )
