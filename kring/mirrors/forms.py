"""The forms of a mirror team. In the case nobody may be known: each place where somebody could be is shown."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.core.forms import DateField, Form
from kring.core.templatetags.kring import face
from kring.meetings.dates import is_free
from kring.meetings.forms.tables import coming_day
from kring.mirrors.actions import LEAST, MOST
from kring.mirrors.recognising import Hit, Known, hits
from kring.municipality.models import LifeDomain
from kring.network.models import Professional
from kring.plans.forms import PickField, words
from kring.themes.forms import LOOKS_LIKE, about_somebody

TEXTS = ("situation", "tried", "question")


class AskForm(Form):
    """The case written anew, the team, and when they look at it together."""

    situation = words(
        _("What is going on?"),
        limit=3000,
        rows=7,
        help_text=_("Write it anew, without names, places, dates and numbers. “A mother with children at school.”"),
    )
    tried = words(_("What was tried, and how did that go?"), limit=2000, rows=4)
    question = words(_("What do you want to know from them?"), limit=300)
    day = DateField(label=_("On which day do you look together?"))
    at = forms.TimeField(label=_("At what time?"), help_text=_("For example 13:00"), input_formats=["%H:%M", "%H.%M"])
    place = forms.CharField(label=_("Where?"), max_length=150, required=False)
    video_link = forms.URLField(label=_("Video link"), max_length=300, required=False, assume_scheme="https")
    nobody = forms.BooleanField(
        label=_("I am sure: nobody can be known by this"),
        error_messages={"required": _("Read your text once more, and tick this.")},
        help_text=_(
            "What is rare makes somebody known: a special job, an illness, the news, a large family. "
            "Leave it out or make it wider."
        ),
    )
    field_order = [*TEXTS, "team", "day", "at", "place", "video_link", "life_domain", "looked", "nobody"]

    def __init__(
        self,
        *args: Any,
        known: Known,
        team: Sequence[Professional],
        domains: Iterable[LifeDomain],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in team}
        self.fields["team"] = forms.MultipleChoiceField(
            label=_("Whom do you ask?"),
            choices=[(key, _with_face(one)) for key, one in self.people.items()],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Two to eight colleagues of another expertise. Nobody here was ever in this circle."),
        )
        self.fields["life_domain"] = PickField(
            rows=[(domain, domain.name) for domain in domains],
            empty=_("the plan as a whole, for everybody in the circle"),
            label=_("What is it about?"),
            required=False,
            help_text=_("This decides who in your circle sees the question and the advice."),
        )
        self.found = {name: hits(self.data.get(name, ""), known) for name in TEXTS} if self.is_bound else {}
        self.doubts = sorted({hit.words for found in self.found.values() for hit in found if not hit.sure})
        if self.doubts:
            label = gettext("I looked at %(words)s: nobody is known by that") % {"words": _quoted(self.doubts)}
            tick = forms.CheckboxInput(attrs={"value": self.seal}, check_test=lambda _value: self.looked)
            self.fields["looked"] = forms.CharField(label=label, required=False, widget=tick)
        self.order_fields(self.field_order)

    @property
    def seal(self) -> str:
        """Stands for these doubtful words: other ones are to be looked at anew."""
        return sha256("\n".join(self.doubts).encode()).hexdigest()[:16]

    @property
    def looked(self) -> bool:
        """Did a person say of these very words that nobody is known by them?"""
        return self.data.get("looked") == self.seal

    def clean_day(self) -> date:
        """A working day from today on, within a year."""
        day = coming_day(self.cleaned_data["day"])
        if is_free(day):
            raise forms.ValidationError(gettext("This is a weekend or a holiday. Choose a working day."))
        return day

    def clean_team(self) -> list[Professional]:
        """Two to eight of them."""
        chosen = [self.people[key] for key in self.cleaned_data["team"]]
        if not LEAST <= len(chosen) <= MOST:
            raise forms.ValidationError(gettext("Choose two to eight colleagues."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Says at each field by what somebody could be known."""
        data: dict[str, Any] = super().clean() or {}
        for name, found in self.found.items():
            for hit in found:
                if hit.sure or not self.looked:
                    self.add_error(name, _says(hit))
        return data

    def asked(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("nobody", "looked")}


class SayForm(Form):
    """What one of the team sees."""

    strikes = words(
        _("What strikes me"), limit=1000, rows=3, required=False, help_text=_("One of these three is enough.")
    )
    would_try = words(_("What I would try"), limit=1000, rows=3, required=False)
    would_ask = words(_("What I would ask"), limit=1000, rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one of the three, and nothing by which somebody is known."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(name, "").strip() for name in self.fields):
            raise forms.ValidationError(gettext("Say at least one of these three."))
        _without_traces(self, data)
        return data


class AdviseForm(Form):
    """What the circle could do."""

    advice = words(
        _("What do you advise?"),
        limit=3000,
        rows=8,
        help_text=_("It goes to the circle, which decides what it does with it."),
    )

    def clean(self) -> dict[str, Any]:
        """Nothing by which somebody is known."""
        data: dict[str, Any] = super().clean() or {}
        _without_traces(self, data)
        return data


class DecideForm(Form):
    """Go on with it, or not and why."""

    goes_on = forms.ChoiceField(
        label=_("What do you do with this advice?"),
        choices=[("yes", _("we go on with it")), ("no", _("we lay it aside"))],
        widget=forms.RadioSelect,
    )
    why = words(_("Why?"), limit=300, required=False, help_text=_("When you lay it aside, say why."))

    def clean(self) -> dict[str, Any]:
        """Laid aside: never without the reason."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("goes_on") == "no" and not data.get("why", "").strip():
            self.add_error("why", gettext("Say why you lay it aside. The team took the trouble to look."))
        return data


def _says(hit: Hit) -> str:
    words = {"words": hit.words, "what": hit.what}
    if hit.sure:
        return gettext("“%(words)s” is %(what)s. Take it out.") % words
    return gettext("“%(words)s” could be %(what)s. Take it out, or say below that you looked.") % words


def _without_traces(form: Form, data: dict[str, Any]) -> None:
    for name, text in list(data.items()):
        for trace in about_somebody(str(text)):
            what = {"words": trace.words, "kind": LOOKS_LIKE[trace.kind]}
            form.add_error(
                name, gettext("“%(words)s” looks like %(kind)s. Leave it out: nobody may be known here.") % what
            )


def _quoted(found: Iterable[str]) -> str:
    return ", ".join(f"“{one}”" for one in found)


def _with_face(one: Professional) -> Any:
    what = f"{one.function}, {one.organisation_name}"
    return format_html(
        '<span class="mirror-face">{} <span>{} <span class="kring-note">{}</span></span></span>',
        face(one, "small"),
        one.name,
        what,
    )
