"""Asking to share one item, and answering that."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.forms import DateField, Form
from kring.sharing.forms.consent import in_words
from kring.sharing.models import ShareRequest
from kring.sharing.share_rules import may_share_until

SIX_WEEKS = timedelta(days=42)
AREA = forms.Textarea(attrs={"rows": 3})


class KnockForm(Form):
    """One line why; and whom to ask, where there is a choice."""

    why = forms.CharField(
        max_length=300,
        label=_("Why do you need it?"),
        widget=AREA,
        help_text=_("One sentence. Who answers reads it. Do not write what you guess it says."),
    )
    asks = forms.ChoiceField(
        label=_("Whom do you ask?"),
        widget=forms.RadioSelect,
        choices=[
            (ShareRequest.Asks.RESIDENT, _("Who it is about: best, because it is about them")),
            (ShareRequest.Asks.AUTHOR, _("Who wrote it: they weigh whether they may share it")),
        ],
    )

    def __init__(self, *args: Any, ways: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"asks": ways[0]}, **kwargs})
        if len(ways) < 2:
            del self.fields["asks"]


class AnswerForm(Form):
    """Yes until a day, or no with the reason."""

    answer = forms.ChoiceField(
        label=_("Do you share it?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, this one thing, until a day")), ("no", _("No"))],
    )
    until = DateField(
        label=_("Until and including which day?"),
        required=False,
        help_text=_("A year at most. Write it as 31-12-2027."),
    )
    why = forms.CharField(
        max_length=300, required=False, widget=AREA, label=_("Why not?"), help_text=_("Who asked reads it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": f"{clock.today() + SIX_WEEKS:%d-%m-%Y}"})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day: date | None = data.get("until")
        if data.get("answer") == "no" and not data.get("why") and "why" not in self.errors:
            self.add_error("why", _("Say why not, in one sentence."))
        if data.get("answer") == "yes" and "until" not in self.errors:
            verdict = may_share_until(day) if day else None
            if verdict is None or not verdict.allowed:
                self.add_error("until", in_words(verdict) if verdict else _("Choose a day."))
        return data
