"""The forms at a talk: say something beforehand, decide, keep for later, set right."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core.forms import Form
from kring.meetings.asking.forms import PickMany
from kring.plans.forms import MOST_REVISIONS, PickField, words


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

    def __init__(self, *args: Any, stays: Sequence[Member] | None = None, **kwargs: Any) -> None:
        """`stays`: who may have been at the table, where that is asked too."""
        super().__init__(*args, **kwargs)
        if stays is None:
            return
        self.fields["there"] = PickMany(
            rows=[(one, one.name) for one in stays],
            label=_("Who was at the table?"),
            required=False,
            help_text=_("Whose screen was here is ticked. Tick who was here without one."),
        )
        # An empty list of ticks sends nothing: this says that it was asked.
        self.fields["asks_there"] = forms.BooleanField(initial=True, required=False, widget=forms.HiddenInput)
        self.order_fields(["there", "message"])

    def clean(self) -> dict[str, Any]:
        """Without what only tells that it was asked."""
        self.cleaned_data.pop("asks_there", None)
        return self.cleaned_data


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
