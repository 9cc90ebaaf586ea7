"""Who may read one item, and why, said about others: what the page "Waarom" shows."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.apps import apps
from django.utils.translation import gettext_lazy

from kring.circles.models import Circle, Member
from kring.core.verdict import Text, Verdict
from kring.core.when import as_day
from kring.sharing.grounds import Grounds, grounds_of
from kring.sharing.models import Item, Withholding
from kring.sharing.reading import Reading, Shown
from kring.sharing.rules import domain_of

KINDS: dict[str, Text] = {
    "note": gettext_lazy("something in the story"),
    "goal": gettext_lazy("a goal"),
    "agreement": gettext_lazy("an agreement"),
    "review": gettext_lazy("a review"),
    "safetynote": gettext_lazy("a safety note"),
    "outcome": gettext_lazy("what came of a goal"),
    "agendaitem": gettext_lazy("a talk at a table"),
    "draft": gettext_lazy("what somebody is typing at a table"),
    "preparation": gettext_lazy("what somebody said before a talk"),
    "parked": gettext_lazy("a question for later"),
    "bottleneck": gettext_lazy("a bottleneck"),
    "mirrorcase": gettext_lazy("a question to a mirror team"),
    "correction": gettext_lazy("something that was set right after a talk"),
    "tablerequest": gettext_lazy("a question for a table"),
}
# Where the words of each kind stand, for who may read them.
_WORDS = {
    "note": "text",
    "goal": "result",
    "agreement": "what",
    "review": "resident_words",
    "outcome": "why",
    "agendaitem": "question",
    "draft": "text",
    "preparation": "goal",
    "parked": "question",
    "bottleneck": "rule",
    "mirrorcase": "question",
    "correction": "text",
    "tablerequest": "question",
}
_SAYS: dict[str, Text] = {
    "about_you": gettext_lazy("It is about %(name)s, or about someone %(name)s decides for."),
    "addressed": gettext_lazy("It is meant for %(name)s."),
    "own_organisation": gettext_lazy("%(organisation)s wrote it."),
    "shared": gettext_lazy("The writer shared it with %(organisation)s."),
    "opened": gettext_lazy("The resident opened it for %(name)s."),
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
    """One member of the circle: may they read it, and why, in words about them; `rests_on` says on what, until when."""

    member: Member
    verdict: Verdict
    says: Text
    rests_on: Sequence[Text] = ()


@dataclass(frozen=True)
class Why:
    """The whole page. Nothing of what the item says is in it."""

    kind: Text
    item: Item
    who: list[Answer]
    who_not: list[Answer]
    shown: Shown[Item]
    # The members and organisations whom the writer named; why and until when it is kept from who it is about.
    named: list[str]
    withheld: Withholding | None
    since: date | None
    version: int

    @property
    def tells_domain(self) -> bool:
        """May this reader know about which life domain it is?"""
        return self.shown.open or self.shown.verdict.tells == "domain"


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
    """Everybody in the circle with the answer for this item, in words (one query, and one for each kind of ground)."""
    shown = reading.answer(item)
    everybody = reading.who_reads(item)
    grounds = grounds_of(reading, item, {verdict.ground for _member, verdict in everybody})
    answers = [
        # On what it rests can tell about whom it is: that is for who may read it.
        Answer(
            member,
            verdict,
            _says(member, verdict, item, grounds),
            grounds.of(member, verdict) if shown.open else (),
        )
        for member, verdict in everybody
    ]
    return Why(
        kind=KINDS.get(kind, kind),
        item=item,
        who=[answer for answer in answers if answer.verdict.allowed],
        who_not=[answer for answer in answers if not answer.verdict.allowed],
        shown=shown,
        named=_named(reading, item) if shown.open else [],
        withheld=withheld_now(reading, item) if shown.open else None,
        since=max((as_day(line.since) for line in grounds.lines.values()), default=None),
        version=reading.around.version,
    )


def withheld_now(reading: Reading, item: Item) -> Withholding | None:
    """Why, by whom and until when it is kept from who it is about today; no query when it is not."""
    if item.pk not in reading.around.withheld:
        return None
    running = Withholding.objects.filter(circle=reading.circle, item=item.pk, ended_at__isnull=True)
    row: Withholding | None = running.order_by("-until").first()
    if row is not None:
        row.by = next((seat for seat in reading.circle.seats_ever if seat.pk == row.by_id), row.by)  # type: ignore[attr-defined]
        row.circle = reading.circle
    return row


def says(verdict: Verdict, item: Item, *, name: str, organisation: str, why: str) -> str:
    """A verdict in words about the reader; `why` is what the catalogue says of the task of their organisation."""
    words = {"name": name, "organisation": organisation, "domain": domain_of(item), "why": why.rstrip(".")}
    return str(_SAYS[verdict.ground]) % words


def _says(member: Member, verdict: Verdict, item: Item, grounds: Grounds) -> str:
    why = grounds.why(member)
    return says(verdict, item, name=member.name, organisation=member.organisation_name, why=why)


def _named(reading: Reading, item: Item) -> list[str]:
    """Whom the writer named as readers, organisations by their name."""
    if item.readership_id is None:
        return []
    chosen = {receiver for receiver, sets in reading.around.readers.items() if item.readership_id in sets}
    names = [member.name for member in reading.members if member.pk in chosen]
    places = {member.organisation_name for member in reading.members if member.organisation_id in chosen}
    return [*names, *sorted(places)]
