"""The forms of the plan: goals, agreements, what stands on top, and the day of the review."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.circles.forms import OpenCircleForm
from kring.circles.models import Circle, Member
from kring.core import clock, when
from kring.core.forms import DateField, Form
from kring.core.templatetags.kring import face
from kring.core.verdict import Verdict
from kring.households.models import Person
from kring.municipality.models import LifeDomain, Municipality
from kring.plans import rules
from kring.plans.models import Agreement, Goal, Period, end_of_week
from kring.plans.reading import GoalShown

# As high as the column counts.
MOST_REVISIONS = 2**31 - 1


class PickField(forms.ChoiceField):
    """One of the rows that were read already (no query). `clean` gives the row, or None where nothing is a choice."""

    def __init__(self, *, rows: Iterable[tuple[Any, Any]], empty: Any = None, **kwargs: Any) -> None:
        """`rows` are pairs (row, label); `empty` the label of choosing none."""
        rows = list(rows)
        self.by_id = {str(row.pk): row for row, _label in rows}
        choices = [(str(row.pk), label) for row, label in rows]
        super().__init__(choices=choices if empty is None else [("", empty), *choices], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value.pk) if hasattr(value, "pk") else value

    def clean(self, value: Any) -> Any:
        return self.by_id.get(super().clean(value))


def words(label: Any, *, limit: int, rows: int = 2, **kwargs: Any) -> forms.CharField:
    """A field for a few sentences, with the limit of its column."""
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def revision_field() -> forms.IntegerField:
    """Which revision the form was made from, so that nobody overwrites what they did not see."""
    return forms.IntegerField(min_value=0, max_value=MOST_REVISIONS, widget=forms.HiddenInput)


def with_face(member: Member) -> Any:
    """A member as a choice: face, name, organisation or relation."""
    what = member.organisation_name or member.function or gettext("resident")
    return format_html(
        '<span class="plan-face">{} <span>{} <span class="kring-note">{}</span></span></span>',
        face(member, "small"),
        member.name,
        what,
    )


class GoalForm(Form):
    """A goal: a result in life, with the resident's own words where they gave them."""

    result = words(
        _("What will be different?"),
        limit=300,
        help_text=_("A result in life. Write “The rent is paid every month”, not “Budget coaching”."),
    )
    own_words = words(
        _("In the own words of who it is about"),
        limit=300,
        required=False,
        help_text=_("Just as they said it. For example: “I want to open the door again without being afraid.”"),
    )

    def __init__(
        self,
        *args: Any,
        domains: Sequence[LifeDomain],
        persons: Sequence[Person],
        goals: Sequence[GoalShown],
        goal: Goal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goal, self.domains = goal, domains
        self.fields["life_domain"] = PickField(
            rows=[(domain, domain.name) for domain in domains],
            empty=_("Choose what it is about"),
            label=_("What is it about?"),
            help_text=_("This decides who can read it."),
        )
        self.fields["about"] = PickField(
            rows=[(person, person.name) for person in persons],
            empty=_("the whole household"),
            label=_("About whom?"),
            required=False,
        )
        others = [(row.goal.item, f"{row.number}. {row.goal.item.result}") for row in goals if row.goal.open]
        others = [(other, label) for other, label in others if goal is None or other.pk != goal.pk]
        if others and not (goal and goal.is_first):
            self.fields["waits_for"] = PickField(
                rows=others,
                empty=_("no, this can begin now"),
                label=_("Does this wait for another goal?"),
                required=False,
            )
        if goal is not None:
            self.fields["revision"] = forms.IntegerField(
                min_value=0, max_value=MOST_REVISIONS, widget=forms.HiddenInput
            )

    def clean_waits_for(self) -> Goal | None:
        """Two goals never wait for each other."""
        other: Goal | None = self.cleaned_data.get("waits_for")
        if other is not None and self.goal is not None:
            insist_here(rules.may_wait_for(self.goal, other, other.plan))
        return other


class EndGoalForm(Form):
    """How a goal ended."""

    state = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=[("reached", _("reached")), ("stopped", _("we stop with this goal"))],
        widget=forms.RadioSelect,
    )


class When:
    """How people say a day for an agreement."""

    THIS_WEEK, NEXT_WEEK, DAY, WEEK_OF = "this_week", "next_week", "day", "week_of"


class AgreementForm(Form):
    """Who does what by when. `who` are the members who are in the circle, the resident and supporters included."""

    what = words(
        _("What is going to happen?"),
        limit=300,
        help_text=_("Begin with what somebody does. For example: “Call the landlord about the arrears”."),
    )

    def __init__(
        self,
        *args: Any,
        members: Sequence[Member],
        goals: Sequence[GoalShown] = (),
        agreement: Agreement | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        if agreement is None:
            rows = [(row.goal.item, f"{row.number}. {row.goal.item.result}") for row in goals if row.goal.open]
            self.fields["goal"] = PickField(rows=rows, label=_("Which goal does this help?"))
        else:
            self.fields["revision"] = forms.IntegerField(
                min_value=0, max_value=MOST_REVISIONS, widget=forms.HiddenInput
            )
        self.fields["responsible"] = PickField(
            rows=[(member, with_face(member)) for member in members], label=_("Who does it?"), widget=forms.RadioSelect
        )
        self.fields["when"] = forms.ChoiceField(label=_("When?"), choices=_whens(), widget=forms.RadioSelect)
        self.fields["day"] = DateField(label=_("Which day?"), required=False, help_text=_day_help())

    def clean(self) -> dict[str, Any]:
        """Adds `due_on` and `in_week`."""
        data = super().clean() or self.cleaned_data
        chosen, day, today = data.get("when"), data.get("day"), clock.today()
        if chosen in (When.DAY, When.WEEK_OF) and day is None and "day" not in self.errors:
            self.add_error("day", gettext("Write the day, or choose this week or next week."))
        if chosen in (When.THIS_WEEK, When.NEXT_WEEK):
            day = today + timedelta(days=7 if chosen == When.NEXT_WEEK else 0)
        if day is None or chosen is None:
            return data
        data["in_week"] = chosen != When.DAY
        data["due_on"] = end_of_week(day) if data["in_week"] else day
        self._check_day(data["due_on"], today)
        return data

    def agreed(self) -> dict[str, Any]:
        """What the action takes: what, who, due_on and in_week."""
        data = self.cleaned_data
        return {"who": data["responsible"], **{name: data[name] for name in ("what", "due_on", "in_week")}}

    def _check_day(self, day: date, today: date) -> None:
        as_it_was = self.agreement is not None and self.agreement.due_on == day
        if day < today and not as_it_was:
            self.add_error("day", gettext("This day has passed. Choose a day from today on."))
        elif day > today + timedelta(days=366):
            self.add_error("day", gettext("Choose a day within a year."))

    @staticmethod
    def initial_when(agreement: Agreement) -> dict[str, Any]:
        """How the day of an agreement stands in the form."""
        return {"when": When.WEEK_OF if agreement.in_week else When.DAY, "day": agreement.due_on}


class NotDoneForm(Form):
    """Why it did not work out; nobody's fault, just what happened."""

    why_not = words(_("What happened?"), limit=300, help_text=_("Short is fine. It helps to choose what to do now."))


class MattersForm(Form):
    """What matters, in own words."""

    words = words(
        _("What matters most?"),
        limit=1000,
        rows=4,
        help_text=_("In own words, as it was said. For example: “That the children can stay at this school.”"),
    )

    def __init__(self, *args: Any, persons: Sequence[Person], **kwargs: Any) -> None:
        """`persons`: whose words it can be; empty when the resident writes for themselves."""
        super().__init__(*args, **kwargs)
        if persons:
            self.fields["about"] = PickField(
                rows=[(person, person.name) for person in persons],
                label=_("Whose words are these?"),
                initial=persons[0],
            )


class MessageForm(Form):
    """The words everybody uses, and the day on which they were agreed."""

    words = words(
        _("What do we all say?"),
        limit=1000,
        rows=4,
        help_text=_("One or two sentences that everybody can say to the household."),
    )
    agreed_on = DateField(label=_("Agreed on"))

    def clean_agreed_on(self) -> date:
        """Words are agreed today or before."""
        day: date = self.cleaned_data["agreed_on"]
        if day > clock.today():
            raise forms.ValidationError(gettext("This day is still to come. Choose today or a day before."))
        return day


class FrameworkForm(Form):
    """What the circle settles itself, and when it calls somebody in."""

    settles = words(
        _("What do we settle ourselves?"),
        limit=1000,
        rows=4,
        help_text=_("For example: who calls the landlord, who comes by, when we meet."),
    )
    calls_in = words(
        _("When do we call somebody in, and whom?"),
        limit=1000,
        rows=3,
        help_text=_("For example: when the rent stays unpaid for a month, we call the debt help."),
    )
    revision = revision_field()


class OpenForm(OpenCircleForm):
    """What a circle is for and how it works; where members organise themselves, also their framework to begin with."""

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        directed = self.data.get(self.add_prefix("form")) == Circle.Form.DIRECTED
        begins = {
            "settles": municipality.framework_settles
            or gettext("Who calls whom, who comes by, and on which day we meet. The resident is there when we decide."),
            "calls_in": municipality.framework_calls_in
            or gettext(
                "When somebody is not safe, when an agreement is not kept twice, or when one of us asks for it."
            ),
        }
        for name, field in FrameworkForm.base_fields.items():
            if name in begins:
                self.fields[name] = deepcopy(field)
                self.fields[name].required, self.fields[name].initial = not directed, begins[name]
        self.fields["settles"].help_text = _(
            "Where the members do it together: your framework. You can change it later."
        )

    def clean(self) -> dict[str, Any]:
        """A directed circle has no framework; where members organise themselves it is asked for whole."""
        said = self.cleaned_data
        for name in ("settles", "calls_in"):
            if said.get("form") != Circle.Form.SELF_ORGANISING:
                said[name] = ""
        return said


class ProposeSelfForm(FrameworkForm):
    """Why the members organise themselves from now on."""

    why = words(_("Why does that help this household?"), limit=300)

    field_order = ["why", "settles", "calls_in", "revision"]


class ProposeLeadForm(Form):
    """Why one lead helps, and who that would be."""

    why = words(_("Why does that help this household?"), limit=300)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = [(one, f"{one.name} ({one.function})") for one in members if one.professional_id is not None]
        self.fields["lead"] = PickField(
            rows=here,
            empty=_("Choose somebody"),
            label=_("Who would lead?"),
            help_text=_("They say yes or no. Until then nothing changes."),
        )


class HorizonForm(Form):
    """Another day for the review."""

    review_on = DateField(label=_("On which day do we look back together?"))

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = period

    def clean_review_on(self) -> date:
        """From today on, within a year."""
        day: date = self.cleaned_data["review_on"]
        insist_here(rules.may_plan_until(self.period.starts_on, day))
        return day


class DayForm(Form):
    """On which day to look at the plan."""

    dag = DateField(label=_("On which day?"))


def insist_here(verdict: Verdict) -> None:
    """Show the reason of a refusal at the field. Raises ValidationError when not allowed."""
    if not verdict.allowed:
        raise forms.ValidationError(" ".join(str(part) for part in (verdict.reason, verdict.what_opens) if part))


def _whens() -> list[tuple[str, str]]:
    sunday = end_of_week(clock.today())
    return [
        (When.THIS_WEEK, gettext("this week, until %(day)s") % {"day": when.short_day(sunday)}),
        (When.NEXT_WEEK, gettext("next week, until %(day)s") % {"day": when.short_day(sunday + timedelta(days=7))}),
        (When.DAY, gettext("on one day")),
        (When.WEEK_OF, gettext("in the week of that day")),
    ]


def _day_help() -> str:
    return gettext("Only for one day or another week. For example %(day)s") % {
        "day": f"{clock.today() + timedelta(days=14):%d-%m-%Y}"
    }
