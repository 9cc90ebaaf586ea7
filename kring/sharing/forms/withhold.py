"""Keeping one item from who it is about, for a while."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core.forms import DateField, Form
from kring.sharing.actions import Withhold
from kring.sharing.exceptions import may_keep_closed
from kring.sharing.models import Item, Withholding

WHY = [(why.value, capfirst(why.label)) for why in Withholding.Why]


class WithholdForm(Form):
    """Why, in a few words for colleagues, and until which day."""

    why = forms.ChoiceField(label=_("Why not now?"), choices=WHY, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Say it in a few words"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For who works in the circle and may read it. Who it is about does not see this."),
    )
    until = DateField(
        label=_("Closed until which day?"),
        help_text=_("At most three months. Before that day you are asked to look at it again."),
    )

    def __init__(self, *args: Any, item: Item, seat: Member, **kwargs: Any) -> None:
        self.item, self.seat = item, seat
        super().__init__(*args, **kwargs)

    def clean_until(self) -> Any:
        """From today on, three months at most."""
        day = self.cleaned_data["until"]
        verdict = may_keep_closed(self.item, self.seat, until=day)
        if not verdict.allowed:
            raise forms.ValidationError(str(verdict.reason), code="until")
        return day

    def chosen(self) -> Withhold:
        """What was chosen, as the action takes it."""
        return Withhold(**self.cleaned_data)
