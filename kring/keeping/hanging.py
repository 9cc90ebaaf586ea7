"""Which things hang on which: what something else hangs on cannot go before that goes."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import ForeignKey, Q

from kring.core.removing import removing
from kring.mirrors.models import Mirror, MirrorCase
from kring.sharing.models import Item, Opening, ShareRequest, Withholding
from kring.sharing.why import kinds


class Thing(NamedTuple):
    """An item by its kind and id."""

    kind: str
    pk: UUID


class Hanging(NamedTuple):
    """`what` hangs on `on`."""

    what: Thing
    on: Thing


def hanging_in(circles: Collection[UUID]) -> list[Hanging]:
    """Every item of these circles that hangs on another (one query for each such field)."""
    found = []
    for kind, model in kinds().items():
        for field in _links(model):
            on = str(field.related_model._meta.model_name)
            rows = model.objects.filter(circle__in=circles, **{f"{field.name}__isnull": False})
            pairs = rows.order_by().values_list("pk", field.attname)
            found += [Hanging(Thing(kind, pk), Thing(on, other)) for pk, other in pairs]
    return found


def free(wanted: Iterable[Thing], hanging: Iterable[Hanging]) -> set[Thing]:
    """Of what is wanted away, that on which nothing hangs that stays."""
    going, hanging = set(wanted), list(hanging)
    while held := {one.on for one in hanging if one.on in going and one.what not in going}:
        going -= held
    return going


def remove_items(things: Collection[Thing], hanging: Iterable[Hanging]) -> None:
    """Remove these items with their history and what was decided about each; first what hangs on others.

    They must be free (see `free`): where something still hangs on one the database refuses.
    """
    with removing():
        left, hanging = set(things), list(hanging)
        _forget_decisions({thing.pk for thing in left})
        while left:
            held = {one.on for one in hanging if one.what in left}
            now = left - held or left
            for kind, model in kinds().items():
                _remove(model, [thing.pk for thing in now if thing.kind == kind])
            left -= now


def _remove(model: type[Item], ids: list[UUID]) -> None:
    if not ids:
        return
    mirrors = (
        list(MirrorCase.objects.filter(pk__in=ids).values_list("mirror", flat=True)) if model is MirrorCase else []
    )
    model.objects.filter(pk__in=ids).delete()
    # What the team saw has no circle of its own: it goes with what points at it.
    Mirror.objects.filter(pk__in=mirrors).delete()
    history: Any = getattr(model, "history", None)
    if history is not None:
        # After the rows themselves: removing those writes one more line of history.
        history.filter(id__in=ids).delete()


def _forget_decisions(ids: set[UUID]) -> None:
    """What keeps an item closed, and questions to share it, name it by id: they go along."""
    ShareRequest.objects.filter(item__in=ids, consents__isnull=True).delete()
    Opening.objects.filter(Q(item__in=ids) | Q(goes_with__in=ids)).delete()
    rows = Withholding.objects.filter(item__in=ids)
    while leaves := list(rows.exclude(pk__in=rows.filter(follows__isnull=False).values("follows"))):
        Withholding.objects.filter(pk__in=[row.pk for row in leaves]).delete()


def _links(model: type[Item]) -> list[Any]:
    """The fields of an item that point at an item."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [field for field in fields if issubclass(field.related_model, Item)]
