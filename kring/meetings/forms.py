"""The forms of tables: bring a household, say something beforehand, park, put off, close."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import clock, when
from kring.core.forms import DateField, Form, SuggestInput
from kring.meetings.asking.forms import Inviting, days_field
from kring.meetings.dates import is_free
from kring.meetings.models import WITHOUT_HOUSEHOLDS, AgendaItem, Kind, Meeting, Step
from kring.municipality.models import LifeDomain
from kring.network.models import Professional
from kring.plans.forms import MOST_REVISIONS, PickField, words
from kring.sharing.reading import Reading


def kind_field() -> forms.ChoiceField:
    """Why the resident is not invited, in one of a few kinds, to be counted."""
    return forms.TypedChoiceField(
        label=_("Which reason comes closest?"),
        choices=AgendaItem.NotInvited.choices,
        coerce=str,
        required=False,
        empty_value=AgendaItem.NotInvited.OTHER,
        initial=AgendaItem.NotInvited.OTHER,
        help_text=_("Only when the resident is not invited. It is counted without names."),
    )


class CallForm(Form):
    """When, where, what for, and whether it comes back."""

    name = forms.CharField(label=_("What is the table called?"), max_length=100)
    kind = forms.ChoiceField(
        label=_("What kind of table?"),
        # A theme table is called from its theme, a mirror team from a circle.
        choices=[(kind.value, kind.label) for kind in Kind if kind not in WITHOUT_HOUSEHOLDS],
        initial=Kind.CASE,
    )
    day = DateField(label=_("On which day?"))
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

    def clean_day(self) -> date:
        """From today on, within a year; a series moves off holidays by itself, one table says it here."""
        day = coming_day(self.cleaned_data["day"])
        if self.data.get("every_weeks", "0") == "0" and is_free(day):
            raise forms.ValidationError(gettext("This is a weekend or a holiday. Choose a working day."))
        return day


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


class MoveForm(Form):
    """Another day or hour for this one."""

    day = DateField(label=_("On which day?"))
    at = forms.TimeField(label=_("At what time?"), help_text=_("For example 13:00"), input_formats=["%H:%M", "%H.%M"])

    def clean_day(self) -> date:
        """From today on, within a year."""
        return coming_day(self.cleaned_data["day"])


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


class BringForm(Inviting, Form):
    """Which table, with which question, and whether the resident is invited."""

    question = words(
        _("What do you want to ask the table?"),
        limit=300,
        help_text=_("One question. For example: “How does she keep her house?”"),
    )
    hoped_for = words(_("What do you hope for?"), limit=300, help_text=_("When is it a good talk for the household?"))
    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"),
        choices=AgendaItem.Urgency.choices,
        coerce=int,
        initial=AgendaItem.Urgency.SOON,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=5, max_value=120, initial=15)
    not_invited_why = words(
        _("Is the resident not invited? Write why."),
        limit=300,
        required=False,
        help_text=_("Leave this empty when you invite somebody. We talk with people, not about them."),
    )
    not_invited_kind = kind_field()

    field_order = [
        "meeting",
        "question",
        "hoped_for",
        "life_domain",
        "urgency",
        "minutes",
        "guests",
        "tell",
        "second_day",
        "third_day",
        "not_invited_why",
        "not_invited_kind",
    ]

    def __init__(
        self,
        *args: Any,
        meetings: Sequence[Meeting],
        domains: Sequence[LifeDomain],
        reading: Reading,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seat = reading.seat
        guests = [member for member in reading.members if not member.professional_id]
        if guests:
            self.add_inviting(reading.members, guests)
        if len(meetings) > 1:
            self.fields["second_day"] = days_field(meetings, _("Or another day, if that suits the resident better"))
        if len(meetings) > 2:
            self.fields["third_day"] = days_field(meetings, _("Or a third day"))
        self.fields["meeting"] = meeting_field(meetings)
        self.fields["life_domain"] = domain_field(domains)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Somebody is invited, and hears it; or the reason why not."""
        said = self.cleaned_data
        days = [said.pop("second_day", None), said.pop("third_day", None)]
        said["other_days"] = [day for day in days if day is not None]
        if said.get("not_invited_why"):
            said["guests"] = []
        elif "guests" in self.fields and not said.get("guests"):
            self.add_error("guests", gettext("Choose whom you invite, or write below why nobody is."))
        telling = self.clean_inviting(self.seat) if self.seat else None
        said.pop("tell", None)
        return said | {"telling": telling}


class RoundForm(Form):
    """A round table in one step: who, when, where, and the question."""

    question = words(
        _("What do you want to talk about?"),
        limit=300,
        help_text=_("One question. For example: “How does she keep her house?”"),
    )
    hoped_for = words(_("What do you hope for?"), limit=300, help_text=_("When is it a good talk for the household?"))
    day = DateField(label=_("On which day?"))
    at = forms.TimeField(label=_("At what time?"), help_text=_("For example 13:00"), input_formats=["%H:%M", "%H.%M"])
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=15, max_value=480, initial=60)
    place = forms.CharField(label=_("Where?"), max_length=150, required=False)
    video_link = forms.URLField(label=_("Video link"), max_length=300, required=False, assume_scheme="https")
    not_invited_why = words(
        _("Is the resident not invited? Write why."),
        limit=300,
        required=False,
        help_text=_("Leave this empty when you invite somebody. We talk with people, not about them."),
    )
    not_invited_kind = kind_field()
    field_order = ["question", "hoped_for", "members", "chair", "day", "at", "minutes", "place", "video_link"]

    def __init__(
        self, *args: Any, members: Sequence[Member], seat: Member, domains: Sequence[LifeDomain], **kwargs: Any
    ) -> None:
        """`members` are those who are in the circle; the own seat need not be ticked."""
        super().__init__(*args, **kwargs)
        here = [one for one in members if one.professional_id is not None and one.pk != seat.pk]
        self.fields["members"] = PickManyField(
            rows=[(one, f"{one.name} ({one.organisation_name})") for one in here],
            label=_("Who do you ask?"),
            initial=[str(one.pk) for one in here],
            required=False,
            help_text=_("The resident is invited too."),
        )
        if seat.professional_id is None:
            self.fields["chair"] = PickField(
                rows=[(one, one.name) for one in here], empty=_("Choose somebody"), label=_("Who leads the talk?")
            )
            del self.fields["not_invited_why"], self.fields["not_invited_kind"]
        else:
            self.fields["life_domain"] = domain_field(domains)
        self.order_fields([*self.field_order, "life_domain", "not_invited_why", "not_invited_kind"])

    def clean_day(self) -> date:
        """A working day from today on, within a year."""
        day = coming_day(self.cleaned_data["day"])
        if is_free(day):
            raise forms.ValidationError(gettext("This is a weekend or a holiday. Choose a working day."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("members") and not data.get("chair") and "members" not in self.errors:
            self.add_error("members", _("Ask at least one other."))
        return data


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


class AskTableForm(Form):
    """What a table would be for."""

    question = words(_("What do you want to talk about?"), limit=300, help_text=_("One question is enough."))


class PrepareForm(Form):
    """Beforehand, in a line each."""

    goal = words(_("My goal"), limit=300)
    can = words(_("This I can do"), limit=300, required=False)
    cannot = words(_("This I cannot do"), limit=300, required=False)


class ParkForm(Form):
    """A question for later."""

    question = words(_("Which question do we keep for later?"), limit=300)


class CloseForm(Form):
    """The words of everybody, when they change."""

    message = words(
        _("What do we all say from now on?"),
        limit=1000,
        required=False,
        help_text=_("Leave this empty when the words stay as they are."),
    )


class PutOffForm(Form):
    """To which table."""

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = meeting_field(meetings)


class PickManyField(forms.MultipleChoiceField):
    """Some of the rows that were read already (no query); `clean` gives the rows."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, rows: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        """`rows` are pairs (row, label)."""
        self.by_id = {str(row.pk): row for row, _label in rows}
        super().__init__(choices=[(str(row.pk), label) for row, label in rows], **kwargs)

    def clean(self, value: Any) -> list[Any]:
        return [self.by_id[one] for one in super().clean(value)]


def domain_field(domains: Sequence[LifeDomain]) -> PickField:
    """What a talk is about; that decides who may stay for it."""
    return PickField(
        rows=[(domain, domain.name) for domain in domains],
        empty=_("the plan as a whole, for everybody in the circle"),
        label=_("What is it about?"),
        required=False,
        help_text=_("This decides who may stay at the table for it."),
    )


def meeting_field(meetings: Sequence[Meeting]) -> PickField:
    """One of the tables to come."""
    rows = [
        (
            one,
            gettext("%(name)s, %(day)s at %(at)s")
            % {"name": one.name, "day": when.short_day(one.day), "at": f"{one.at:%H:%M}"},
        )
        for one in meetings
    ]
    return PickField(rows=rows, empty=_("Choose a table"), label=_("Which table?"))


def _named(meeting: Meeting) -> str:
    words = {"name": meeting.name, "day": when.short_day(meeting.day), "at": f"{meeting.at:%H:%M}"}
    return gettext("%(name)s, %(day)s at %(at)s") % words


class CorrectionForm(Form):
    """What was otherwise, or is missing."""

    text = words(
        _("What was otherwise, or is missing?"),
        limit=1000,
        rows=4,
        help_text=_("It gets your name and the moment. It cannot be changed afterwards."),
    )


class DecideForm(Form):
    """What was decided, and by whom it was said."""

    decided = words(
        _("What did we decide?"),
        limit=500,
        help_text=_("For what somebody is going to do, add an agreement."),
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_by"] = PickField(rows=[(one, one.name) for one in members], label=_("Who said it?"))


class WordsForm(Form):
    """What the resident says, as they say it."""

    words = words(_("In their own words"), limit=1000, rows=3, help_text=_("Just as it was said, not shorter."))

    def __init__(self, *args: Any, residents: Sequence[Member], own: Member | None, **kwargs: Any) -> None:
        """`own`: the resident who writes for themselves."""
        super().__init__(*args, **kwargs)
        self.own = own
        if own is not None:
            self.fields["words"].label = _("What do you want to say?")
            self.fields["words"].help_text = _("Everybody at this table reads it.")
        else:
            rows = [(one, one.name) for one in residents]
            self.fields["said_by"] = PickField(rows=rows, label=_("Who said it?"))
        self.fields["on_top"] = forms.BooleanField(
            required=False,
            label=_("Also on top of the plan, as what matters"),
            help_text=_("There the whole circle reads it."),
        )

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {"text": data["words"], "said_by": self.own or data["said_by"], "on_top": data["on_top"]}


class AnswerForm(Form):
    """The answer to a question that was kept."""

    answer = words(_("What is the answer?"), limit=500)


class NoForm(Form):
    """Why not."""

    why = words(
        _("Why can you not do this?"), limit=300, help_text=_("What would work? Then another agreement can be made.")
    )


class DraftForm(Form):
    """What stands in a form while somebody types: the text, and from which screen."""

    text = forms.CharField(max_length=1000, required=False, strip=False)
    draft = forms.UUIDField()
    screen = forms.UUIDField()
    revision = forms.IntegerField(min_value=0, max_value=MOST_REVISIONS)


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
