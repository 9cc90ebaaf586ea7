"""The forms of inviting: who of the household, how those without a mail address are told, and which days fit."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import when
from kring.core.forms import Form
from kring.meetings.actions.inviting.guests import Telling
from kring.meetings.models import Meeting, Participant
from kring.plans.forms import PickField

LETTER = "letter"


class PickMany(forms.MultipleChoiceField):
    """Several of the rows that were read already (no query). `clean` gives the rows."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, rows: Sequence[tuple[Any, Any]], **kwargs: Any) -> None:
        self.by_id = {str(row.pk): row for row, _label in rows}
        super().__init__(choices=[(str(row.pk), label) for row, label in rows], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [str(getattr(one, "pk", one)) for one in value] if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        return [self.by_id[pk] for pk in super().clean(value)]


class Inviting:
    """The fields that say whom to invite and who tells those whom no mail reaches. Mixed into a form."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def add_inviting(self, members: Sequence[Member], guests: Sequence[Member], seat: Member | None) -> None:
        """`members` are in the circle, of whom professionals can tell; `guests` are who can be invited."""
        without = [guest.name for guest in guests if not guest.email]
        own = [guest.name for guest in guests if guest.supporter_id]
        self.fields["guests"] = PickMany(
            rows=[(guest, _label(guest)) for guest in guests],
            label=_("Who is invited?"),
            required=False,
            initial=[guest for guest in guests if guest.is_resident],
        )
        if own and seat is not None and seat.is_resident:
            self.fields["guests"].help_text = gettext(
                "Do you invite somebody of your own people? Then they read this talk along, until the end of that day."
            )
        elif own:
            self.fields["opens"] = opens_field(members, own)
        if not without:
            return
        tellers = [(str(one.pk), gettext("%(name)s tells it") % {"name": one.name}) for one in _professionals(members)]
        self.tellers = {str(one.pk): one for one in _professionals(members)}
        self.fields["tell"] = forms.ChoiceField(
            label=_("How do they hear it without mail?"),
            choices=[*tellers, (LETTER, gettext("I print a letter"))],
            widget=forms.RadioSelect,
            required=False,
            help_text=gettext("Kring has no mail address of: %(names)s.") % {"names": ", ".join(without)},
        )

    def clean_whom(self, seat: Member) -> dict[str, Any]:
        """Who is invited, and hears it; or the reason why nobody is. A resident who asks comes themself."""
        said = self.cleaned_data
        if said.get("not_invited_why"):
            said["guests"] = []
        elif "guests" in self.fields and "guests" not in self.errors and not seat.is_resident:  # type: ignore[attr-defined]
            if not said.get("guests"):
                self.add_error("guests", gettext("Choose whom you invite, or write below why nobody is."))  # type: ignore[attr-defined]
            elif not any(guest.is_resident for guest in said["guests"]):
                self.add_error("guests", gettext("Choose a resident too, or write below why they are not invited."))  # type: ignore[attr-defined]
        telling = self.clean_inviting(seat)
        said.pop("tell", None)
        if seat.is_resident:
            said["guests"] = [seat, *said.get("guests", [])]
        return said | {"telling": telling}

    def clean_inviting(self, seat: Member) -> Telling | None:
        """How those without an address hear it; an error at the field when nobody tells it."""
        said = self.cleaned_data.get("tell", "")
        chosen: list[Member] = self.cleaned_data.get("guests", [])
        if said == LETTER:
            return Telling(seat, letter=True)
        if said:
            return Telling(self.tellers[said])
        if any(not guest.email for guest in chosen):
            self.add_error("tell", gettext("Choose who tells it, or print a letter."))  # type: ignore[attr-defined]
        return None


class InviteForm(Inviting, Form):
    """One more of the household or its network."""

    def __init__(
        self, *args: Any, members: Sequence[Member], guests: Sequence[Member], seat: Member, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.seat = seat
        self.add_inviting(members, guests, seat)
        self.fields["guests"].required = True
        self.fields["guests"].error_messages["required"] = gettext("Choose whom you invite.")

    def clean(self) -> dict[str, Any]:
        """Each of them hears it."""
        self.cleaned_data["telling"] = self.clean_inviting(self.seat)
        return self.cleaned_data


class DaysForm(Form):
    """Two or three tables of which the resident may choose."""

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"] = PickMany(rows=day_rows(meetings), label=_("Which days can they choose from?"))

    def clean_days(self) -> list[Meeting]:
        """Two or three."""
        days: list[Meeting] = self.cleaned_data["days"]
        if not 2 <= len(days) <= 3:
            raise forms.ValidationError(gettext("Choose two or three days."))
        return days


class ToldForm(Form):
    """Told, with the answer when they gave one."""

    answer = forms.ChoiceField(
        label=_("What did they say?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Participant.Answer.ACCEPTED, _("comes")),
            (Participant.Answer.TENTATIVE, _("maybe")),
            (Participant.Answer.DECLINED, _("does not come")),
            ("", _("nothing yet")),
        ],
        initial="",
    )


def opens_field(members: Sequence[Member], own: Sequence[str]) -> PickField:
    """Which resident said that their own people may read along."""
    return PickField(
        rows=[(one, gettext("%(name)s says yes") % {"name": one.name}) for one in members if one.is_resident],
        empty=_("nobody said so: they come and read nothing"),
        label=_("May somebody of the own network read along?"),
        required=False,
        help_text=gettext("About: %(names)s. They read this one talk, until the end of that day.")
        % {"names": ", ".join(own)},
    )


def days_field(meetings: Sequence[Meeting], label: Any) -> PickField:
    """One more day that the resident may choose instead."""
    return PickField(rows=day_rows(meetings), empty=_("no other day"), label=label, required=False)


def day_rows(meetings: Sequence[Meeting]) -> list[tuple[Meeting, str]]:
    """Tables with their day and hour."""
    words = gettext("%(name)s, %(day)s at %(at)s")
    return [
        (one, words % {"name": one.name, "day": when.short_day(one.day), "at": f"{one.at:%H:%M}"}) for one in meetings
    ]


def _professionals(members: Sequence[Member]) -> list[Member]:
    return [member for member in members if member.professional_id is not None]


def _label(guest: Member) -> str:
    what = guest.function or gettext("resident")
    words = gettext("%(name)s (%(what)s)") if guest.email else gettext("%(name)s (%(what)s), no mail address")
    return words % {"name": guest.name, "what": what}
