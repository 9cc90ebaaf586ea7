"""The forms of themes and their reports. A report is never about a resident: what looks like it is asked about."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.forms import DateField, Form
from kring.core.pictures import as_file, read_picture
from kring.core.traces import Trace, traces
from kring.core.verdict import Text
from kring.network.models import Professional
from kring.plans.forms import PickField, revision_field, words

# A day of birth is long ago; days of talks and plans are not.
LONG_AGO = timedelta(days=730)
LARGEST = (1600, 1600)
LOOKS_LIKE: dict[str, Text] = {
    "mail": _("a mail address"),
    "date": _("a day of birth"),
    "phone": _("a phone number"),
    "number": _("a citizen service number"),
}


class ThemeForm(Form):
    """What it is called and what it is about."""

    name = forms.CharField(
        label=_("What is the theme called?"), max_length=100, help_text=_("For example: preventing evictions")
    )
    about = words(
        _("What is it about?"),
        limit=2000,
        rows=5,
        help_text=_("What do you want to reach together? Write nothing about a resident here."),
    )

    def __init__(self, *args: Any, taken: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = {name.lower() for name in taken}

    def clean_name(self) -> str:
        """A name of its own among the themes that run."""
        name: str = self.cleaned_data["name"]
        if name.lower() in self.taken:
            raise forms.ValidationError(gettext("There is a theme with this name already."))
        return name


class OfferForm(Form):
    """Who takes it over, and a word with it."""

    why = words(_("A word with it"), limit=300, help_text=_("What is going on, and why do you ask them?"))
    field_order = ["to", "why"]

    def __init__(self, *args: Any, joined: Iterable[Professional], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(one, f"{one.name}, {one.organisation_name}") for one in joined]
        self.fields["to"] = PickField(rows=rows, empty=_("Choose somebody"), label=_("Who takes it over?"))
        self.order_fields(self.field_order)


class EndForm(Form):
    """What came of it."""

    harvest = words(
        _("What did this theme bring?"),
        limit=1000,
        rows=5,
        help_text=_("It stays to be read. Write nothing about a resident here."),
    )


class FollowUpForm(Form):
    """Who does what by when."""

    what = words(_("What is going to happen?"), limit=300)
    due_on = DateField(label=_("Before which day?"))
    field_order = ["what", "who", "due_on"]

    def __init__(self, *args: Any, joined: Iterable[Professional], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(one, f"{one.name}, {one.organisation_name}") for one in joined]
        self.fields["who"] = PickField(rows=rows, empty=_("Choose somebody"), label=_("Who does it?"))
        self.order_fields(self.field_order)

    def clean_due_on(self) -> date:
        """From today on, within two years."""
        day: date = self.cleaned_data["due_on"]
        if not clock.today() <= day <= clock.today() + timedelta(days=731):
            raise forms.ValidationError(gettext("Choose a day from today on, within two years."))
        return day


class DoneForm(Form):
    """What it gave."""

    came_of_it = words(_("What did it give?"), limit=300, required=False)


class ReportForm(Form):
    """The report as a whole. `known` is what stood there: what was looked at before is not asked again."""

    title = forms.CharField(label=_("Title"), max_length=150)
    text = words(
        _("Text"),
        limit=60_000,
        rows=22,
        required=False,
        help_text=_("A report is never about a resident. Write no names, addresses or numbers of residents."),
    )
    made_from = revision_field()

    def __init__(self, *args: Any, known: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = about_somebody(self.data.get("text", ""), known) if self.is_bound else []
        if self.found:
            self.fields["looked"] = forms.BooleanField(label=_("I looked: this is not of a resident"), required=False)

    def clean(self) -> dict[str, Any]:
        """Asks once about what looks like detail of somebody."""
        data: dict[str, Any] = super().clean() or {}
        if self.found and not data.get("looked"):
            first = self.found[0]
            self.add_error(
                "text",
                gettext(
                    "“%(words)s” looks like %(kind)s. Is it of a resident? Take it out. "
                    "Is it not? Say so below the text."
                )
                % {"words": first.words, "kind": LOOKS_LIKE[first.kind]},
            )
        return data


class PictureForm(Form):
    """A picture, and what is on it in words."""

    file = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput,
        help_text=_("A JPG or PNG under 8 MB. No resident may be known on it."),
    )
    says = forms.CharField(
        label=_("What is on it?"),
        max_length=300,
        help_text=_("For who does not see it. For example: the plan on the wall"),
    )

    def clean_file(self) -> ContentFile:
        """The picture made anew: smaller, upright, and nothing hidden in the file comes along."""
        picture = read_picture(self.cleaned_data["file"])
        picture.thumbnail(LARGEST)
        return as_file(picture, "picture.jpg")


class ClearForm(Form):
    """Why these words go."""

    why = words(_("Why do these words go?"), limit=300, help_text=_("Do not repeat here what should not be read."))


def about_somebody(text: str, known: str = "") -> list[Trace]:
    """What in `text`, and not in `known`, looks like detail of a person."""
    before = {trace.words for trace in traces(known)}
    return [
        trace
        for trace in traces(text)
        if trace.words not in before
        and trace.kind in LOOKS_LIKE
        and (trace.day is None or trace.day < clock.today() - LONG_AGO)
    ]
