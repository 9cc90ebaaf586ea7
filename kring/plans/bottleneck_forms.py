"""The forms of bottlenecks: write one down, hand it on, say what came of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import clock
from kring.core.forms import DateField, Form, SuggestInput
from kring.network.models import Law, Organisation
from kring.plans.forms import PickField, with_face, words
from kring.plans.models import Bottleneck
from kring.plans.reading import GoalShown

# The laws that make rules; what somebody says themself is none.
LAWS = [choice for choice in Law.choices if choice[0] not in (Law.NONE, Law.OWN)]


class OwnerForm(Form):
    """Who keeps at it, until when."""

    due_on = DateField(label=_("Before which day?"), help_text=_("Then you look together at what came of it."))

    def __init__(
        self, *args: Any, members: Sequence[Member], bottleneck: Bottleneck | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bottleneck = bottleneck
        working = [member for member in members if member.professional_id is not None]
        self.fields["owner"] = PickField(
            rows=[(member, with_face(member)) for member in working],
            label=_("Who keeps at it?"),
            widget=forms.RadioSelect,
        )
        self.order_fields([*(name for name in self.fields if name not in ("owner", "due_on")), "owner", "due_on"])

    def clean_due_on(self) -> date:
        """From today on, within a year; the day that it had may stay."""
        day: date = self.cleaned_data["due_on"]
        if self.bottleneck is not None and self.bottleneck.due_on == day:
            return day
        if day < clock.today():
            raise forms.ValidationError(gettext("This day has passed. Choose a day from today on."))
        if day > clock.today() + timedelta(days=366):
            raise forms.ValidationError(gettext("Choose a day within a year."))
        return day


class BottleneckForm(OwnerForm):
    """Which rule, what it does to the plan, who could decide."""

    rule = forms.CharField(
        label=_("Which rule does not fit?"),
        max_length=300,
        widget=SuggestInput(),
        help_text=_(
            "In plain words. For example: “Who has debts gets no home with us”. Choose the same words when "
            "somebody named this rule before: then it counts. Write no names here."
        ),
    )
    effect = words(
        _("What does it do to the plan?"),
        limit=300,
        help_text=_("For example: “She cannot leave the shelter, so the children change schools”."),
    )
    law = forms.ChoiceField(
        label=_("In which law does it stand?"), choices=[("", _("I do not know, or in no law")), *LAWS], required=False
    )
    who_could_decide = forms.CharField(
        label=_("Who could decide?"),
        max_length=200,
        help_text=_("A role or an organisation. For example: “the team manager of the landlord”."),
    )

    def __init__(
        self,
        *args: Any,
        goals: Sequence[GoalShown],
        organisations: Sequence[Organisation],
        named: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """`named`: rules that were named before, to choose from."""
        super().__init__(*args, **kwargs)
        widget = self.fields["rule"].widget
        assert isinstance(widget, SuggestInput)  # noqa: S101 (above)
        widget.suggestions = list(named)
        rows = [(row.goal.item, f"{row.number}. {row.goal.item.result}") for row in goals if row.goal.open]
        self.fields["goal"] = PickField(
            rows=rows,
            empty=_("the plan as a whole"),
            label=_("Which goal does it stop?"),
            required=False,
            help_text=_("This decides who can read it."),
        )
        self.fields["rule_of"] = PickField(
            rows=[(one, one.name) for one in organisations],
            empty=_("I do not know, or of nobody here"),
            label=_("Whose rule is it?"),
            required=False,
        )
        self.order_fields(["rule", "effect", "goal", "rule_of", "law", "who_could_decide", "owner", "due_on"])


class EndBottleneckForm(Form):
    """What came of it, and who decided."""

    how = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[("solved", _("there is room now")), ("stayed", _("the rule stayed as it is"))],
        widget=forms.RadioSelect,
    )
    came_of_it = words(
        _("What came of it?"), limit=500, help_text=_("Short is fine. The next household is helped by it.")
    )
    decided_by = forms.CharField(
        label=_("Who decided?"), max_length=200, required=False, help_text=_("A role or an organisation.")
    )

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "solved": data["how"] == "solved",
            "came_of_it": data["came_of_it"],
            "decided_by": data["decided_by"],
        }
