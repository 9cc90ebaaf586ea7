"""The forms of the tables themselves: call one, move it, ask somebody along, find it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.forms import DateField, Form, SuggestInput
from kring.meetings.dates import is_free, working_day
from kring.meetings.models import WITHOUT_HOUSEHOLDS, Kind
from kring.network.models import Professional
from kring.plans.forms import words


class DayForm(Form):
    """On which day: a working day, or any day for what cannot wait. That is asked only where it matters."""

    day = DateField(label=_("On which day?"))
    anyway = forms.BooleanField(label=_("This cannot wait: hold it on this day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soon = working_day(clock.today() + timedelta(days=7))
        self.fields["day"].help_text = gettext("For example %(day)s") % {"day": f"{soon:%d-%m-%Y}"}
        if not self._is_free(self.data.get(self.add_prefix("day"))):
            del self.fields["anyway"]

    def _is_free(self, sent: Any) -> bool:
        try:
            day = coming_day(self.fields["day"].clean(sent))
        except forms.ValidationError:
            return False
        return is_free(day)

    def clean_day(self) -> date:
        """From today on, within a year."""
        day = coming_day(self.cleaned_data["day"])
        if is_free(day) and not self.data.get(self.add_prefix("anyway")):
            raise forms.ValidationError(
                gettext("This is a weekend or a holiday. Choose a working day, or tick that it cannot wait.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data.pop("anyway", None)
        return data


class CallForm(DayForm):
    """When, where, what for, and whether it comes back."""

    name = forms.CharField(label=_("What is the table called?"), max_length=100)
    kind = forms.ChoiceField(
        label=_("What kind of table?"),
        # A theme table is called from its theme, a mirror team from a circle.
        choices=[(kind.value, kind.label) for kind in Kind if kind not in WITHOUT_HOUSEHOLDS],
        initial=Kind.CASE,
    )
    at = forms.TimeField(label=_("At what time?"), help_text=_("For example 13:00"), input_formats=["%H:%M", "%H.%M"])
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=15, max_value=480, initial=90)
    place = forms.CharField(label=_("Where?"), max_length=150, required=False)
    video_link = forms.URLField(label=_("Video link"), max_length=300, required=False, assume_scheme="https")
    every_weeks = forms.TypedChoiceField(
        label=_("Does it come back?"),
        choices=[
            (0, _("no, once")),
            (1, _("every week")),
            (2, _("every two weeks")),
            (4, _("every four weeks")),
        ],
        coerce=int,
        initial=0,
        widget=forms.RadioSelect,
    )

    field_order = ["name", "kind", "day", "anyway", "at", "minutes", "place", "video_link", "every_weeks"]

    def clean_day(self) -> date:
        """A series moves off free days by itself, one table asks."""
        if self.data.get("every_weeks", "0") != "0":
            return coming_day(self.cleaned_data["day"])
        return super().clean_day()


class ThemeTableForm(CallForm):
    """The same for the table of a theme."""

    kind = None  # type: ignore[assignment]


class PointForm(Form):
    """A question for the table of a theme."""

    question = words(
        _("What do you want to talk about?"),
        limit=300,
        help_text=_("A question about the theme, never about a resident."),
    )
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=5, max_value=120, initial=15)


class MoveForm(DayForm):
    """Another day or hour for this one."""

    at = forms.TimeField(label=_("At what time?"), help_text=_("For example 13:00"), input_formats=["%H:%M", "%H.%M"])


class CancelForm(Form):
    """Why it does not take place."""

    why = words(_("Why does it not take place?"), limit=300, help_text=_("Write no names of households here."))


class AskAlongForm(Form):
    """One professional more, by name."""

    who = forms.CharField(
        label=_("Who is missing?"),
        max_length=300,
        help_text=_("Type a name and choose from the list. They hear only what their own task opens."),
    )

    def __init__(self, *args: Any, professionals: Sequence[Professional], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_words = {f"{one.name}, {one.organisation_name}": one for one in professionals}
        self.fields["who"].widget = SuggestInput(attrs={"autocomplete": "off"})
        self.fields["who"].widget.suggestions = list(self.by_words)

    def clean_who(self) -> Professional:
        """The one with this name; the name alone is enough when nobody else has it."""
        said = self.cleaned_data["who"].strip()
        found = [one for words, one in self.by_words.items() if said.lower() in (words.lower(), one.name.lower())]
        if len(found) != 1:
            raise forms.ValidationError(gettext("Nobody is found by this name. Choose somebody from the list."))
        return found[0]


def coming_day(day: date) -> date:
    """A day from today on, within a year. Raises ValidationError for another."""
    if day < clock.today():
        raise forms.ValidationError(gettext("This day has passed. Choose a day from today on."))
    if day > clock.today() + timedelta(days=366):
        raise forms.ValidationError(gettext("Choose a day within a year."))
    return day


class TablesForm(Form):
    """Which tables to show; all of it may stay empty."""

    zoek = forms.CharField(label=_("Find a table"), max_length=100, required=False)
    wanneer = forms.ChoiceField(
        label=_("When?"), choices=[("", _("to come")), ("geweest", _("of before"))], required=False
    )
    wie = forms.ChoiceField(
        label=_("Whose?"),
        choices=[("", _("all that I may see")), ("ik", _("where I am asked"))],
        required=False,
    )


class FiguresForm(Form):
    """Over which time."""

    periode = forms.ChoiceField(
        label=_("Over which time?"),
        choices=[("3", _("the last three months")), ("12", _("the last year")), ("36", _("the last three years"))],
    )
