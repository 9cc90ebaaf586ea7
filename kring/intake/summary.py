"""What somebody answered at the door, as lines to read before sending."""

from dataclasses import dataclass

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kring.core.verdict import Text
from kring.intake.questions import Answers, Question

_NAME = ("given_name", "prefix", "family_name")


@dataclass(frozen=True)
class Row:
    question: Question
    words: Text
    lines: list[str]


def answered_rows(answers: Answers) -> list[Row]:
    """One row per question that has something to fill in: its words and the lines of the answer."""
    return [
        Row(question, question.words(for_self=answers.for_self), _lines(answers, question))
        for question in answers.asked()
        if question.form.base_fields
    ]


def _lines(answers: Answers, question: Question) -> list[str]:
    form = answers.form(question)
    if not form.is_valid():
        return [_("Skipped")]
    if question.key == "naam":
        return [" ".join(form.cleaned_data[name] for name in _NAME if form.cleaned_data[name])]
    lines = [_said(field, form.cleaned_data[name]) for name, field in form.fields.items() if form.cleaned_data[name]]
    return lines or [_("Skipped")]


def _said(field: forms.Field, value: object) -> str:
    """One answer as people read it: the words of a choice, a day written out."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(one.name) for one in value)  # type: ignore[attr-defined]
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices)[value])  # type: ignore[arg-type]
    if isinstance(field, forms.DateField):
        return date_format(value, "j F Y")  # type: ignore[arg-type]
    return str(value)
