"""What was said around one talk, of three kinds in one query: beforehand, kept for later, and set right."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from kring.meetings.models import AgendaItem, Correction, Parked, Preparation

Said = Preparation | Parked | Correction
# The columns that every item has, and the words of each kind.
COLUMNS = (
    *("id", "circle_id", "about_id", "about_group_id", "life_domain_id", "sensitivity", "audience", "readership_id"),
    *("author_id", "author_organisation_id", "written_under", "written_at"),
)
WORDS: dict[type[Said], tuple[str, ...]] = {
    Preparation: ("goal", "can", "cannot"),
    Parked: ("question",),
    Correction: ("text",),
}
KINDS = {model.__name__: model for model in WORDS}
PLACES = ("one", "two", "three")


def said_beside(item: AgendaItem) -> list[Said]:
    """All of it, in the order in which it was written (one query)."""
    first, *others = (_rows(model, item) for model in WORDS)
    rows = first.union(*others, all=True).order_by("written_at", "id")
    return [_made(item, row) for row in rows]


def _rows(model: type[Said], item: AgendaItem) -> QuerySet[Any, Any]:
    text = CharField()
    names = (*WORDS[model], "", "")[: len(PLACES)]
    words = {place: Cast(F(name) if name else Value(""), text) for place, name in zip(PLACES, names, strict=True)}
    kind = Value(model.__name__, output_field=text)
    return (
        model.objects.filter(item=item).order_by().annotate(kind=kind, **words).values_list(*COLUMNS, "kind", *PLACES)
    )


def _made(item: AgendaItem, row: tuple[Any, ...]) -> Said:
    columns, (kind, *texts) = row[: len(COLUMNS)], row[len(COLUMNS) :]
    model = KINDS[kind]
    made: Said = model(**dict(zip(COLUMNS, columns, strict=True)), **dict(zip(WORDS[model], texts, strict=False)))
    made.item = item
    if made.life_domain_id == item.life_domain_id:
        made.life_domain = item.life_domain
    return made
