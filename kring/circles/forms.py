"""Forms around a circle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.forms import DateField, Form
from kring.households.models import Person, Supporter

AREA = forms.Textarea(attrs={"rows": 3})


class MemberChoice(forms.ModelChoiceField):
    """Choose a member by name, function and organisation."""

    def label_from_instance(self, obj: Any) -> str:
        about = ", ".join(part for part in (obj.function, obj.organisation_name) if part)
        return f"{obj.name} ({about})" if about else obj.name


class PersonChoice(forms.ModelChoiceField):
    """Choose somebody by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ExpectationsForm(Form):
    """What others may expect of me here (rows A3 and N1)."""

    role = forms.CharField(max_length=100, required=False, label=_("My role here"))
    goal = forms.CharField(max_length=300, widget=AREA, label=_("My goal with this household"))
    does = forms.CharField(max_length=300, required=False, widget=AREA, label=_("What I do"))
    does_not = forms.CharField(max_length=300, required=False, widget=AREA, label=_("What I do not do"))
    asks = forms.CharField(max_length=300, required=False, widget=AREA, label=_("What I ask of the others"))


class WhyForm(Form):
    """A reason, which the others see."""

    why = forms.CharField(max_length=300, widget=AREA, label=_("Why?"))


class InviteForm(Form):
    """Why somebody is asked in, and as what."""

    role = forms.CharField(max_length=100, required=False, label=_("As what?"))
    why = forms.CharField(
        max_length=300,
        widget=AREA,
        label=_("Why do you ask them in?"),
        help_text=_("They see this before they say yes. Do not write about people here."),
    )


class InvitePersonForm(Form):
    """A resident of the household."""

    person = PersonChoice(queryset=Person.objects.none(), label=_("Who?"))

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = residents_not_asked(circle)  # type: ignore[attr-defined]


class InviteSupporterForm(Form):
    """Somebody from the resident's own network: one who is known, or a new one."""

    known = PersonChoice(queryset=Supporter.objects.none(), required=False, label=_("Somebody who is known"))
    supports = PersonChoice(queryset=Person.objects.none(), required=False, label=_("Or somebody new, near to"))
    name = forms.CharField(max_length=150, required=False, label=_("Name"))
    relation = forms.CharField(
        max_length=80, required=False, label=_("Relation"), help_text=_("For example: mother, neighbour, friend")
    )
    phone = forms.CharField(
        max_length=20, required=False, label=_("Phone"), widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(required=False, label=_("Email"))

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at_home = Person.objects.filter(residences__household=circle.household, residences__until__isnull=True)
        asked = circle.members.filter(state__in=[Member.State.INVITED, Member.State.ACCEPTED])
        self.fields["supports"].queryset = at_home  # type: ignore[attr-defined]
        self.fields["known"].queryset = Supporter.objects.filter(  # type: ignore[attr-defined]
            supports__in=at_home, until__isnull=True
        ).exclude(memberships__in=asked)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("known"):
            for name in ("supports", "name", "relation"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in, or choose somebody who is known."))
        return data


class OfferLeadForm(Form):
    """Whom to ask to lead."""

    member = MemberChoice(queryset=Member.objects.none(), label=_("Whom do you ask?"))
    why = forms.CharField(max_length=300, required=False, widget=AREA, label=_("Why this person?"))

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = professionals_here(circle)  # type: ignore[attr-defined]


class DeputyForm(Form):
    """Who stands in for the lead, from a day until a day."""

    deputy = MemberChoice(queryset=Member.objects.none(), label=_("Who stands in for you?"))
    since = DateField(label=_("From"))
    until = DateField(label=_("Until and including"))

    def __init__(self, *args: Any, circle: Circle, lead: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = professionals_here(circle).exclude(pk=lead.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first one."))
        elif until and until < clock.today():
            self.add_error("until", _("This day has passed."))
        return data


class HistoryForm(Form):
    """Whether who joins later reads what was written before."""

    opens = forms.TypedChoiceField(
        choices=[
            ("yes", _("Yes: who joins reads the story so far, as far as their task goes")),
            ("no", _("No: each reads what is written from the day they joined")),
        ],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        label=_("May who joins later read what was written before?"),
        help_text=_("Agreements made with somebody, and what their own organisation wrote, they always read."),
    )


class SearchForm(Form):
    """A part of the name of a household, among my own circles."""

    zoek = forms.CharField(max_length=100, required=False)


class FindHouseholdForm(Form):
    """Find one household, by what you know of somebody in it; nobody can leaf through households."""

    family_name = forms.CharField(max_length=80, label=_("Family name of somebody in the household"))
    birth_date = DateField(label=_("Their date of birth"), required=False)
    postcode = forms.CharField(max_length=7, required=False, label=_("Or the postcode"))
    house_number = forms.CharField(max_length=12, required=False, label=_("with the house number"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("birth_date") and "birth_date" not in self.errors:
            if not data.get("postcode"):
                self.add_error("birth_date", _("Give the date of birth, or the postcode with the house number."))
            elif not data.get("house_number"):
                self.add_error("house_number", _("Give the house number with the postcode."))
        return data


class OpenCircleForm(Form):
    """What the circle is for, and how it works."""

    purpose = forms.CharField(
        max_length=300,
        widget=AREA,
        label=_("What is this circle for?"),
        help_text=_("One sentence that the resident would say too. It is the reason why you may work together here."),
    )
    form = forms.ChoiceField(
        choices=Circle.Form.choices,
        initial=Circle.Form.DIRECTED,
        widget=forms.RadioSelect,
        label=_("How do you work?"),
    )


def residents_not_asked(circle: Circle) -> Any:
    """Who is at home and has no seat and no open invitation."""
    asked = circle.members.filter(state__in=[Member.State.INVITED, Member.State.ACCEPTED], person__isnull=False).values(
        "person"
    )
    return Person.objects.filter(
        residences__household=circle.household, residences__until__isnull=True, same_as__isnull=True
    ).exclude(pk__in=asked)


def professionals_here(circle: Circle) -> Any:
    """The professionals who are in the circle."""
    return Member.objects.filter(circle=circle, state=Member.State.ACCEPTED, professional__isnull=False).select_related(
        "professional", "person", "supporter", "organisation"
    )
