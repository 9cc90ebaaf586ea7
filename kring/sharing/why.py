"""Who may read one item, and why, said about others: what the page "Waarom" shows."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.apps import apps
from django.utils.translation import gettext_lazy

from kring.circles.models import Circle, Member
from kring.core.verdict import Text, Verdict
from kring.core.when import as_day
from kring.sharing.models import Ground, Item
from kring.sharing.reading import Reading
from kring.sharing.rules import domain_of

KINDS: dict[str, Text] = {
    "note": gettext_lazy("something in the story"),
    "goal": gettext_lazy("a goal"),
    "agreement": gettext_lazy("an agreement"),
    "review": gettext_lazy("a review"),
    "safetynote": gettext_lazy("a safety note"),
    "outcome": gettext_lazy("what came of a goal"),
}
# Where the words of each kind stand, for who may read them.
_WORDS = {"note": "text", "goal": "result", "agreement": "what", "review": "resident_words", "outcome": "why"}
_SAYS: dict[str, Text] = {
    "about_you": gettext_lazy("It is about %(name)s, or about someone %(name)s decides for."),
    "addressed": gettext_lazy("It is meant for %(name)s."),
    "own_organisation": gettext_lazy("%(organisation)s wrote it."),
    "shared": gettext_lazy("The writer shared it with %(organisation)s."),
    "frame": gettext_lazy("In the circle; everybody who works there reads the frame of the plan."),
    "task": gettext_lazy("In the circle; for “%(domain)s” there is a ground: %(why)s."),
    "child_task": gettext_lazy("In the circle; it is about a child, and for that there is a ground: %(why)s."),
    "own_words": gettext_lazy("Works in the circle; the resident told it themself."),
    "consent": gettext_lazy("In the circle, and there is consent for this."),
    "covenant": gettext_lazy("In the circle, and the organisations share this by a covenant."),
    "visit": gettext_lazy("%(name)s visits, and must know this to be safe."),
    "no_visit": gettext_lazy("Only who visits reads it; %(name)s did not say so."),
    "crisis": gettext_lazy("%(name)s opened it in a crisis."),
    "withheld": gettext_lazy("The writer keeps it closed for now."),
    "about_others": gettext_lazy("It is about somebody else."),
    "before_you": gettext_lazy("It was written before %(name)s joined, and this circle keeps that closed."),
    "no_seat": gettext_lazy("%(name)s was not in this circle."),
    "no_task": gettext_lazy("It is not meant for %(name)s."),
    "within": gettext_lazy("The writer keeps it within their own organisation."),
    "not_named": gettext_lazy("The writer named who may read it; %(name)s is not among them."),
    "lapsed": gettext_lazy("In the circle, but the consent for this has ended."),
    "other_law": gettext_lazy("In the circle, but it was written under another law."),
    "not_a_child": gettext_lazy("In the circle, but with a task for children only."),
    "too_sensitive": gettext_lazy("In the circle, but this is too sensitive for the task."),
    "offence": gettext_lazy("In the circle, but without a ground for this."),
    "no_ground": gettext_lazy("In the circle, but without a ground for “%(domain)s”."),
}


@dataclass(frozen=True)
class Answer:
    """One member of the circle: may they read it, and why, in words about them."""

    member: Member
    verdict: Verdict
    says: Text


@dataclass(frozen=True)
class Why:
    """The whole page. Nothing of what the item says is in it."""

    kind: Text
    item: Item
    who: list[Answer]
    who_not: list[Answer]
    mine: Verdict
    since: date | None


@cache
def kinds() -> dict[str, type[Item]]:
    """Every kind of item by its name in an address: each model that derives from `Item`."""
    return {str(model._meta.model_name): model for model in apps.get_models() if issubclass(model, Item)}


def find_item(circle: Circle, kind: str, item_id: uuid.UUID) -> Item | None:
    """The item of this kind in this circle, with its author (one query); None when there is none."""
    model = kinds().get(kind)
    if model is None:
        return None
    related = ("life_domain", "author__professional", "author__person", "author__supporter", "author__organisation")
    item: Item | None = model.objects.filter(circle=circle, pk=item_id).select_related(*related).first()
    return item


def words_of(kind: str, item: Item) -> str:
    """What an item says. Only for who may read it."""
    return str(getattr(item, _WORDS[kind])) if kind in _WORDS else ""


def explain(reading: Reading, kind: str, item: Item) -> Why:
    """Everybody in the circle with the answer for this item, in words (one query for the lines of the table)."""
    in_force = Ground.objects.in_force().filter(basis=Ground.Basis.TASK, life_domain=item.life_domain)
    lines = list(in_force.filter(municipality=reading.circle.household.municipality))
    why = {line.organisation_kind: line.why for line in lines}
    answers = [
        Answer(member, verdict, _says(member, verdict, item, why)) for member, verdict in reading.who_reads(item)
    ]
    return Why(
        kind=KINDS.get(kind, kind),
        item=item,
        who=[answer for answer in answers if answer.verdict.allowed],
        who_not=[answer for answer in answers if not answer.verdict.allowed],
        mine=reading.may_read(item),
        since=max((as_day(line.since) for line in lines), default=None),
    )


def says(verdict: Verdict, item: Item, *, name: str, organisation: str, why: str) -> str:
    """A verdict in words about the reader; `why` is what the catalogue says of the task of their organisation."""
    words = {"name": name, "organisation": organisation, "domain": domain_of(item), "why": why}
    return str(_SAYS[verdict.ground]) % words


def _says(member: Member, verdict: Verdict, item: Item, why: Mapping[str, str]) -> str:
    kind = member.organisation.kind if member.organisation else ""
    return says(verdict, item, name=member.name, organisation=member.organisation_name, why=why.get(kind, ""))
