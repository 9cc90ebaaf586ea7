"""Forms of the explain page: whose household, and then who, what and when."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.forms import DateField, Form
from kring.core.when import short_day
from kring.sharing.explaining import Listed, Reader
from kring.sharing.why import KINDS


class FindForm(Form):
    """A household, and when wanted somebody who never had a seat in its circle."""

    household = forms.CharField(max_length=100, label=_("Name of the household"))
    reader = forms.CharField(
        max_length=100,
        required=False,
        label=_("Name of somebody outside the circle"),
        help_text=_("Only when you ask about somebody who never had a seat in the circle."),
    )


class ExplainForm(Form):
    """Who, which item and which moment. Items are listed without their words."""

    reader = forms.ChoiceField(label=_("Who"))
    item = forms.ChoiceField(label=_("Which item"))
    on = DateField(label=_("On which day"))
    time = forms.TimeField(label=_("At what time"), help_text=_("For example 14:00"))

    def __init__(self, *args: Any, readers: list[Reader], items: list[Listed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {str(reader.pk): reader for reader in readers}
        self.items = {str(item.pk): item for item in items}
        self.fields["reader"].choices = [(key, self._who(one)) for key, one in self.readers.items()]  # type: ignore[attr-defined]
        self.fields["item"].choices = [(key, self._what(one)) for key, one in self.items.items()]  # type: ignore[attr-defined]
        now = timezone.localtime(clock.now())
        self.fields["on"].initial, self.fields["time"].initial = now.date(), f"{now:%H:%M}"

    @staticmethod
    def _who(reader: Reader) -> str:
        organisation = getattr(reader, "organisation", None)
        return f"{reader.name} ({organisation.name})" if organisation else reader.name

    @staticmethod
    def _what(item: Listed) -> str:
        return (
            f"{short_day(item.written_at)} · {KINDS.get(item.kind, item.kind)} · {item.domain or '–'} · {item.author}"
        )

    def moment(self) -> datetime:
        """The moment that is asked about: the end of that minute, so that what happened in it counts."""
        chosen = datetime.combine(self.cleaned_data["on"], self.cleaned_data["time"].replace(second=59))
        return timezone.make_aware(chosen)
