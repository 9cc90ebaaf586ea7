"""The forms by which a household comes on an agenda, or a table is called around it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import when
from kring.core.forms import Form
from kring.meetings.asking.forms import Inviting, days_field
from kring.meetings.forms.tables import DayForm
from kring.meetings.models import AgendaItem, Meeting
from kring.municipality.models import LifeDomain
from kring.plans.forms import PickField, words
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


class BringForm(Inviting, Form):
    """Which table, with which question, and whether the resident is invited."""

    folded, instead_of = ("not_invited_why", "not_invited_kind"), "guests"
    folded_words = _("Nobody of the household is invited")

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
        "opens",
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
            self.add_inviting(reading.members, guests, reading.seat)
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
        return self.clean_whom(self.seat) if self.seat else said


class RoundForm(Inviting, DayForm):
    """A round table in one step: who of the professionals and of the household, when, where, and the question."""

    folded, instead_of = BringForm.folded, BringForm.instead_of
    folded_words = BringForm.folded_words

    question = words(
        _("What do you want to talk about?"),
        limit=300,
        help_text=_("One question. For example: “How does she keep her house?”"),
    )
    hoped_for = words(_("What do you hope for?"), limit=300, help_text=_("When is it a good talk for the household?"))
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
    field_order = [
        *("question", "hoped_for", "members", "chair", "guests", "opens", "tell", "day", "anyway", "at", "minutes"),
        *("place", "video_link", "life_domain", "not_invited_why", "not_invited_kind"),
    ]

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
        )
        self.seat = seat
        guests = [one for one in members if one.professional_id is None and one.pk != seat.pk]
        if guests:
            self.add_inviting(members, guests, seat)
        if seat.professional_id is None:
            self.fields["chair"] = PickField(
                rows=[(one, one.name) for one in here], empty=_("Choose somebody"), label=_("Who leads the talk?")
            )
            del self.fields["not_invited_why"], self.fields["not_invited_kind"]
        else:
            self.fields["life_domain"] = domain_field(domains)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("members") and not data.get("chair") and "members" not in self.errors:
            self.add_error("members", _("Ask at least one other."))
        return data | self.clean_whom(self.seat)


class AskTableForm(Form):
    """What a table would be for."""

    question = words(_("What do you want to talk about?"), limit=300, help_text=_("One question is enough."))


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
    rows = [(one, _named(one)) for one in meetings]
    return PickField(rows=rows, empty=_("Choose a table"), label=_("Which table?"))


def _named(meeting: Meeting) -> str:
    words = {"name": meeting.name, "day": when.short_day(meeting.day), "at": f"{meeting.at:%H:%M}"}
    return gettext("%(name)s, %(day)s at %(at)s") % words
