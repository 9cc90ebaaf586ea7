"""Two people changed the same row at once: their text beside yours, and one form in which nothing is lost."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from kring.core import when
from kring.log.models import Act
from kring.plans.forms import AgreementForm, FrameworkForm, GoalForm
from kring.plans.models import Agreement, Goal, Note


@dataclass(frozen=True)
class BothText:
    """One field that differs: what it is, as it is now, and as you wrote it."""

    label: Any
    theirs: str
    yours: str


@dataclass(frozen=True)
class Both:
    """Where the two differ, who was first, and what the form starts with.

    What only they changed is taken over from them; what you changed stays yours.
    """

    rows: list[BothText]
    last: Act | None
    revision: int
    fill: dict[str, str] = field(default_factory=dict)

    def merged(self, sent: QueryDict) -> QueryDict:
        """What was sent, with their changes in the fields that you left alone, as a form of the latest revision."""
        data = sent.copy()
        for name, value in {**self.fill, "revision": str(self.revision)}.items():
            data[name] = value
        return data


def both_frameworks(current: Note, mine: Mapping[str, Any], versions: Sequence[Note]) -> Both:
    """The framework as it is now beside what you wrote; `versions` are all of them, the newest first."""
    seen = len(versions) - mine["revision"]
    base = versions[seen] if 0 < seen < len(versions) else None
    rows, fill = [], {}
    for name, column in (("settles", "text"), ("calls_in", "calls_in")):
        theirs, yours = getattr(current, column), mine[name]
        if base is not None and yours == getattr(base, column):
            fill[name] = theirs
        elif theirs != yours:
            rows.append(BothText(FrameworkForm.base_fields[name].label, theirs, yours))
    return Both(rows, _last_act(current.pk), len(versions), fill)


def both_goals(current: Goal, mine: Mapping[str, Any], goal_id: uuid.UUID) -> Both:
    """The goal as it is now beside what you wrote. `mine` is the cleaned data of your form."""
    base = Goal.history.filter(id=goal_id, revision=mine["revision"]).first()
    rows, fill = [], {}
    for name, form_field in _goal_labels().items():
        if name in mine:
            theirs, yours = getattr(current, name), mine[name]
            if base is not None and _key(yours) == _key(_base(base, name)):
                fill[name] = _key(theirs)
            elif _key(theirs) != _key(yours):
                rows.append(BothText(form_field, _say(theirs), _say(yours)))
    return Both(rows, _last_act(goal_id), current.revision, fill)


def both_agreements(current: Agreement, mine: Mapping[str, Any], agreement_id: uuid.UUID) -> Both:
    """The agreement as it is now beside what you wrote."""
    base = Agreement.history.filter(id=agreement_id, revision=mine["revision"]).first()
    rows, fill = [], {}
    for name, label in (("what", _("What is going to happen?")), ("responsible", _("Who does it?"))):
        theirs, yours = getattr(current, name), mine[name]
        if base is not None and _key(yours) == _key(_base(base, name)):
            fill[name] = _key(theirs)
        elif _key(theirs) != _key(yours):
            rows.append(BothText(label, _say(theirs), _say(yours)))
    days = (mine["due_on"], mine["in_week"])
    if base is not None and days == (base.due_on, base.in_week):
        initial = AgreementForm.initial_when(current)
        fill |= {"when": initial["when"], "day": f"{initial['day']:%d-%m-%Y}"}
    elif days != (current.due_on, current.in_week):
        rows.append(BothText(_("When?"), _say_day(current.due_on, current.in_week), _say_day(*days)))
    return Both(rows, _last_act(agreement_id), current.revision, fill)


def _goal_labels() -> dict[str, Any]:
    fields = GoalForm.base_fields
    return {
        "result": fields["result"].label,
        "own_words": fields["own_words"].label,
        "life_domain": _("What is it about?"),
        "about": _("About whom?"),
        "waits_for": _("Does this wait for another goal?"),
    }


def _base(row: Any, name: str) -> Any:
    """The value in a row of the history: the id where it points at another row."""
    return getattr(row, f"{name}_id", None) if hasattr(row, f"{name}_id") else getattr(row, name)


def _key(value: Any) -> str:
    """A value as a form sends it."""
    if value is None:
        return ""
    return str(getattr(value, "pk", value)).replace("\r\n", "\n")


def _say(value: Any) -> str:
    return str(getattr(value, "result", "") or getattr(value, "name", "") or value or "") or _("nothing")


def _say_day(day: Any, in_week: bool) -> str:
    return when.week(day) if in_week else when.full_day(day)


def _last_act(subject: uuid.UUID) -> Act | None:
    return Act.objects.filter(subject=subject).order_by("-at").first()
