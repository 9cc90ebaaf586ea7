"""The forms of the review: the resident first, then each goal, then the next day."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.forms import DateField, Form
from kring.core.templatetags.kring import icon
from kring.plans import rules
from kring.plans.actions import GoalOutcome
from kring.plans.forms import insist_here, words
from kring.plans.models import Goal, Outcome

NOT_ASKED = "not_asked"
# A face and words for the ends, the middle and between, so that a number is never alone.
SCALE = {
    0: ("mood-cry", _("very bad")),
    2: ("mood-sad", _("bad")),
    5: ("mood-empty", _("so-so")),
    8: ("mood-smile", _("good")),
    10: ("mood-happy", _("very good")),
}


def score_label(score: int) -> Any:
    """A number with its face and words, where it has them."""
    if score not in SCALE:
        return str(score)
    face, said = SCALE[score]
    return format_html("{} {} {}", score, icon(face), said)


class ReviewForm(Form):
    """How it goes, asked of the resident first; or why that was not possible. Then the day of the next review."""

    score = forms.ChoiceField(label=_("How does it go now, from 0 to 10?"), widget=forms.RadioSelect)
    resident_words = words(
        _("In own words"), limit=1000, rows=4, required=False, help_text=_("What goes well? What is still hard?")
    )
    not_asked_why = words(
        _("Not asked? Say why"), limit=300, required=False, help_text=_("Only when “not asked” is chosen above.")
    )
    next_review_on = DateField(label=_("When do we look back again?"))

    def __init__(self, *args: Any, days: int, **kwargs: Any) -> None:
        """`days`: how long a period is here unless somebody chooses otherwise."""
        super().__init__(*args, **kwargs)
        score: Any = self.fields["score"]
        score.choices = [*((str(n), score_label(n)) for n in range(11)), (NOT_ASKED, _("not asked"))]
        score.widget.attrs["class"] = "plan-score"
        self.fields["next_review_on"].initial = clock.today() + timedelta(days=days)

    def clean(self) -> dict[str, Any]:
        """Either a number from the resident, or a reason."""
        data = super().clean() or self.cleaned_data
        if data.get("score") == NOT_ASKED and not data.get("not_asked_why"):
            self.add_error("not_asked_why", gettext("Say in a few words why the resident was not asked."))
        day = data.get("next_review_on")
        if day is not None:
            try:
                insist_here(rules.may_plan_until(clock.today(), day))
            except forms.ValidationError as wrong:
                self.add_error("next_review_on", wrong)
        return data

    def said(self) -> dict[str, Any]:
        """What the action takes: the score, or the reason that nobody was asked; the words; the next day."""
        data = self.cleaned_data
        asked = data["score"] != NOT_ASKED
        return {
            "score": int(data["score"]) if asked else None,
            "not_asked_why": "" if asked else data["not_asked_why"],
            "resident_words": data["resident_words"],
            "next_review_on": data["next_review_on"],
        }


class OutcomeForm(Form):
    """What came of one goal."""

    result = forms.ChoiceField(label=_("What came of it?"), choices=Outcome.Result.choices, widget=forms.RadioSelect)
    why = words(_("Why?"), limit=300, required=False, help_text=_("What helped, or what stood in the way. No blame."))
    goes_on = forms.ChoiceField(
        label=_("And now?"),
        choices=[("yes", _("we go on with this goal")), ("no", _("we stop with this goal"))],
        widget=forms.RadioSelect,
        initial="yes",
        required=False,
        help_text=_("A goal that is reached ends by itself."),
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goal = goal

    def clean(self) -> dict[str, Any]:
        """Not or partly reached: a word about why."""
        data = super().clean() or self.cleaned_data
        if data.get("result") in (Outcome.Result.PARTLY, Outcome.Result.NOT) and not data.get("why"):
            self.add_error("why", gettext("Say in a few words why. It helps to choose what to do now."))
        return data

    def outcome(self) -> GoalOutcome:
        """What the action takes."""
        data = self.cleaned_data
        return GoalOutcome(result=data["result"], why=data["why"], goes_on=data["goes_on"] != "no")


class PeriodForm(Form):
    """Which period the form is about; a review that somebody else held meanwhile is seen by it."""

    period = forms.CharField(max_length=36, widget=forms.HiddenInput)


class CorrectionForm(Form):
    """What is set right in a review."""

    text = words(
        _("What has to be set right?"), limit=1000, rows=3, help_text=_("The review stays as it is; this stands below.")
    )


def outcome_forms(goals: Iterable[Goal], data: QueryDict | None) -> list[OutcomeForm]:
    """One form per goal, told apart by the goal's id."""
    return [OutcomeForm(data, goal=goal, prefix=f"goal-{goal.pk}") for goal in goals]


def period_sent(data: QueryDict) -> uuid.UUID | None:
    """The period that the form was made for, or None when it is no id."""
    try:
        return uuid.UUID(data.get("period", ""))
    except ValueError:
        return None
