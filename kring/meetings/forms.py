"""The forms of tables: bring a household, say something beforehand, park, put off, close."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.core import when
from kring.core.forms import Form
from kring.meetings.models import AgendaItem, Meeting
from kring.municipality.models import LifeDomain
from kring.plans.forms import PickField, words


class BringForm(Form):
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
        help_text=_("Leave this empty, and Kring invites them. We talk with people, not about them."),
    )

    field_order = ["meeting", "question", "hoped_for", "life_domain", "urgency", "minutes", "not_invited_why"]

    def __init__(self, *args: Any, meetings: Sequence[Meeting], domains: Sequence[LifeDomain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = meeting_field(meetings)
        self.fields["life_domain"] = PickField(
            rows=[(domain, domain.name) for domain in domains],
            empty=_("the plan as a whole, for everybody in the circle"),
            label=_("What is it about?"),
            required=False,
            help_text=_("This decides who may stay at the table for it."),
        )
        self.order_fields(self.field_order)


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
