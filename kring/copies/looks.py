"""The looks about somebody for their copy: each with the proof that it stands in the sealed log."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Min, QuerySet

from kring.log.models import Look, Seal, SealedLook
from kring.log.seals.encoding import ID, columns, encoder
from kring.log.seals.heads import Head, head_of
from kring.log.seals.sealing import key_of, last_seal
from kring.log.seals.tree import Tree
from kring.sharing.looked import out_of_sight
from kring.sharing.rules import Ids

BATCH = 500
# So many lines of "who looked" go on paper; all looks stand in the JSON.
ON_PAPER = 400


@dataclass(frozen=True)
class Looker:
    """Somebody who looked, for one purpose: how often, first and last."""

    name: str
    role: str
    organisation: str
    purpose: str
    times: int
    first: datetime
    last: datetime


def looks_told(rows: Ids) -> QuerySet[Look]:
    """The looks about somebody (under any of their rows) that they are told of now: what the page who looked hides,
    the copy hides too."""
    return Look.objects.filter(about_person__in=rows).exclude(out_of_sight(list(rows)))


def who_looked(rows: Ids) -> list[Looker]:
    """Who looked how often, who looked last first; at most `ON_PAPER` lines (one query)."""
    grouped = looks_told(rows).filter(allowed=True).order_by()
    found = grouped.values_list("by_name", "by_role", "by_organisation", "purpose").annotate(
        times=Count("pk"), first=Min("at"), last=Max("at")
    )
    return [Looker(*row) for row in found.order_by("-last")[:ON_PAPER]]


class ProvenLooks:
    """The looks that stand under the newest seal, in batches; memory holds one batch, however many there are."""

    def __init__(self, rows: Ids) -> None:
        self.rows = rows
        self.seal = last_seal()
        self.head: Head | None = head_of(self.seal) if self.seal else None
        self._size = self.seal.size if self.seal else 0
        # Up to which place which encoding was used.
        ends = Seal.objects.values("encoding").annotate(end=Max("size")).values_list("end", "encoding")
        self._encodings = sorted(ends)

    def count(self) -> int:
        return looks_told(self.rows).count()

    def batches(self) -> Iterator[list[dict[str, Any]]]:
        """Each look as `{"look": line, "position": place, "path": hashes}`, oldest first for each row of the person."""
        for row in sorted(self.rows):
            yield from self._of_row(row)

    def _of_row(self, row: UUID) -> Iterator[list[dict[str, Any]]]:
        looks = looks_told(frozenset({row})).order_by("at", "pk")
        page = list(looks.values_list("pk", "at")[:BATCH])
        while page:
            yield self._prove([pk for pk, _at in page])
            pk, at = page[-1]
            page = list(looks.filter(at__gte=at).exclude(at=at, pk__lte=pk).values_list("pk", "at")[:BATCH])

    def _prove(self, looks: Sequence[UUID]) -> list[dict[str, Any]]:
        """Proofs of those that were sealed under this head. A tree for each batch, so that what it read is let go."""
        places = SealedLook.objects.filter(pk__in=looks, position__lt=self._size).order_by("position")
        tree = Tree(self._size)
        by_encoding: dict[int, dict[UUID, int]] = {}
        for pk, position in places.values_list("pk", "position"):
            by_encoding.setdefault(self._encoding(position), {})[pk] = position
        return [
            {"look": line, "position": placed[pk], "path": [one.hex() for one in tree.path(placed[pk])]}
            for version, placed in by_encoding.items()
            for pk, line in _lines(version, list(placed))
        ]

    def _encoding(self, position: int) -> int:
        return next(encoding for end, encoding in self._encodings if position < end)


def _lines(version: int, looks: Sequence[UUID]) -> Iterator[tuple[UUID, str]]:
    """The line of each look, byte for byte as it was sealed (one query)."""
    encode, marks = encoder(version), ", ".join(["%s"] * len(looks))
    read = f"SELECT {columns(connection.vendor, version)} FROM log_look l WHERE l.id IN ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{read} ORDER BY l.at, l.id", [key_of(look) for look in looks])
        for row in cursor.fetchall():
            yield UUID(row[ID]), encode(row).decode()


def as_text(batch: list[dict[str, Any]]) -> str:
    """A batch as JSON, one look to a line."""
    return ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in batch)
