"""The questions at the door: their order, who is asked which, and the answers until they are sent.

Answers stay in the session of the browser, on the server, and go when they are sent or thrown away. Each is kept as it
was typed and read again by its form, so that nothing is trusted because it was checked once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.verdict import Text
from kring.intake.forms import door as forms
from kring.intake.models import HelpRequest
from kring.municipality.models import Municipality

_SESSION = "door"
PARTS: tuple[Text, ...] = (_("Who it is about"), _("What is the matter"), _("How we reach you"))


def _always(_answers: "Answers") -> bool:
    return True


def _for_somebody_else(answers: "Answers") -> bool:
    return answers.sender not in ("", HelpRequest.Sender.SELF)


def _several_municipalities(answers: "Answers") -> bool:
    return len(answers.municipalities) > 1


def _cannot_wait(answers: "Answers") -> bool:
    return answers.cannot_wait


@dataclass(frozen=True)
class Question:
    """One page. `other` is how it is put to who asks for somebody else; `skip` the word on the button to go on."""

    key: str
    part: int
    form: type[forms.DoorForm]
    text: Text
    other: Text = ""
    why: Text = ""
    skip: Text = ""
    asked: Callable[["Answers"], bool] = field(default=_always)

    def words(self, *, for_self: bool) -> Text:
        return self.text if for_self or not self.other else self.other


QUESTIONS = (
    Question("gemeente", 1, forms.MunicipalityForm, _("In which municipality?"), asked=_several_municipalities),
    Question("voor-wie", 1, forms.SenderForm, _("Who is it for?")),
    Question("naam", 1, forms.NameForm, _("What is your name?"), _("Who is it about?")),
    Question(
        "geboortedatum",
        1,
        forms.BirthDateForm,
        _("When were you born?"),
        _("When were they born?"),
        why=_("With this and your number you can look later where your question stands."),
        skip=_("I do not know, or skip this"),
    ),
    Question("weet-het", 1, forms.KnowsForm, _("Do they know that you ask this?"), asked=_for_somebody_else),
    Question(
        "wat-is-er",
        2,
        forms.WordsForm,
        _("What is the matter?"),
        why=_("Tell it as you would tell it at the kitchen table."),
    ),
    Question("leefgebieden", 2, forms.DomainsForm, _("What is it about?"), skip=_("I do not know")),
    Question("wat-helpt", 2, forms.HelpsForm, _("What would help?"), skip=_("I do not know, or skip this")),
    Question("haast", 2, forms.UrgencyForm, _("How quickly is help needed?")),
    Question("nu-bellen", 2, forms.CallNowForm, _("Call now, do not wait for us"), asked=_cannot_wait),
    Question("wie-bent-u", 3, forms.SenderContactForm, _("Who are you?"), asked=_for_somebody_else),
    Question(
        "adres",
        3,
        forms.AddressForm,
        _("Where do you live?"),
        _("Where do they live?"),
        skip=_("I do not know, or skip this"),
    ),
    Question(
        "bereiken",
        3,
        forms.ReachForm,
        _("How do we reach you?"),
        _("How do we reach them?"),
        why=_("Leave empty what does not fit."),
    ),
)


class Answers:
    """What was answered so far, in the session: for each question the fields as they were typed; skipped is empty."""

    def __init__(self, session: SessionBase) -> None:
        self._session = session
        kept: Mapping[str, Any] = session.get(_SESSION, {})
        self.raw: dict[str, dict[str, list[str]]] = dict(kept.get("answers", {}))
        self.started: str = kept.get("started", "")

    @cached_property
    def municipalities(self) -> list[Municipality]:
        return list(Municipality.objects.order_by("name"))

    @property
    def municipality(self) -> Municipality | None:
        """The one that was chosen; the first where there is no choice."""
        chosen = self._first("gemeente", "municipality")
        match = [one for one in self.municipalities if str(one.pk) == chosen] or self.municipalities
        return match[0] if match else None

    @property
    def sender(self) -> str:
        return self._first("voor-wie", "sender")

    @property
    def for_self(self) -> bool:
        return self.sender in ("", HelpRequest.Sender.SELF)

    @property
    def cannot_wait(self) -> bool:
        return self._first("haast", "urgency") == HelpRequest.Urgency.TODAY

    def asked(self) -> list[Question]:
        """The questions for this sender, in order."""
        return [question for question in QUESTIONS if question.asked(self)]

    def is_answered(self, question: Question) -> bool:
        return question.key in self.raw

    def first_open(self) -> Question | None:
        """The first question without an answer; None when all were answered or skipped."""
        return next((question for question in self.asked() if not self.is_answered(question)), None)

    def form(self, question: Question, data: QueryDict | None = None) -> forms.DoorForm:
        """The form of a question with `data`, or with what was answered before."""
        if data is None and self.raw.get(question.key):
            data = QueryDict(mutable=True)
            for name, values in self.raw[question.key].items():
                data.setlist(name, values)
        return question.form(
            data,
            municipality=self.municipality,
            sender=self.sender or HelpRequest.Sender.SELF,
            has_address=bool(self._first("adres", "postcode")),
        )

    def keep(self, question: Question, data: QueryDict | None) -> None:
        """Keep what a valid form was given; None for a question that was skipped."""
        names = self.form(question).fields if data is not None else ()
        self.raw[question.key] = {name: data.getlist(name) for name in names} if data is not None else {}
        self.started = self.started or clock.now().isoformat()
        self._session[_SESSION] = {"answers": self.raw, "started": self.started}

    def forget(self) -> None:
        """Throw all answers away."""
        self._session.pop(_SESSION, None)

    def seconds(self) -> float:
        """How long somebody has been at it since the first answer; 0 without an answer."""
        return (clock.now() - datetime.fromisoformat(self.started)).total_seconds() if self.started else 0.0

    def _first(self, key: str, name: str) -> str:
        return (self.raw.get(key, {}).get(name) or [""])[0]


def all_answers(answers: Answers) -> tuple[dict[str, Any], Question | None]:
    """The fields of HelpRequest from all answers, read again; or the first question that has to be put once more."""
    fields: dict[str, Any] = {}
    for question in answers.asked():
        if not answers.is_answered(question):
            return {}, question
        if not answers.raw[question.key]:
            continue
        form = answers.form(question)
        if not form.is_valid():
            return {}, question
        fields.update(form.cleaned_data)
    fields.pop("municipality", None)
    return fields, None
