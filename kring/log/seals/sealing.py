"""Sealing: the looks that have no seal yet become leaves of the tree, and its new head is signed. Run by the worker.

Two workers may do it at once: both make the same next seal, and the database lets one of them in.
"""

import logging
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from kring.core import clock
from kring.core.ids import lowest_id, made_at
from kring.log.models import Look, Seal, SealedLook, SealNode
from kring.log.seals.encoding import ENCODING, ID, columns, encoder
from kring.log.seals.heads import NOTHING_BEFORE, fingerprint, head_of, sign
from kring.log.seals.merkle import Peaks, leaf_hash
from kring.log.seals.tree import Tree

logger = logging.getLogger("kring.log")

BATCH = 5000
# A look is committed within this time after it was made; what comes later is found when all is gone through.
LATE = timedelta(minutes=10)

UNSEALED = "FROM log_look l WHERE l.id >= %s AND NOT EXISTS (SELECT 1 FROM log_sealedlook s WHERE s.look = l.id)"


_WAITING = """
SELECT id FROM log_look WHERE id > COALESCE((SELECT look FROM log_sealedlook ORDER BY look DESC LIMIT 1), %s)
ORDER BY id LIMIT 1
"""


class Leaf(NamedTuple):
    look: str
    hash: bytes


def seal_new_looks() -> int:
    """Seal the looks of late that have no seal yet; gives how many."""
    return _seal_from(_where_new_ones_begin())


def seal_all_looks() -> int:
    """Seal every look that has no seal, also one that was committed long after its id was made; gives how many."""
    return _seal_from(UUID(int=0))


def oldest_unsealed() -> datetime | None:
    """Since when a look waits that was made after the newest sealed one; None when none does (one query).

    A look that was committed late, between sealed ones, is not counted here: sealing goes back for it by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [key_of(UUID(int=0))])
        found = cursor.fetchone()
    if found is None:
        return None
    return made_at(found[0] if isinstance(found[0], UUID) else UUID(found[0])) or clock.now()


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def _seal_from(lowest: UUID) -> int:
    count = 0
    while True:
        sealed = _seal_batch(lowest)
        count += len(sealed)
        if len(sealed) < BATCH:
            return count
        lowest = UUID(sealed[-1].look)


def _seal_batch(lowest: UUID) -> list[Leaf]:
    """Make one seal; gives what it holds: nothing when there is nothing, or when another worker was first."""
    # The seal is read before the looks: what another worker seals after that makes our number taken.
    before = last_seal()
    leaves = _unsealed(lowest)
    if not leaves:
        return []
    first = before.size if before else 0
    peaks = Tree(first).peaks()
    for leaf in leaves:
        peaks.add(leaf.hash)
    seal = _next_seal(before, peaks)
    try:
        _keep(seal, leaves, peaks)
    except IntegrityError:
        logger.info("Another worker made seal %s.", seal.number)
        return []
    return leaves


def _unsealed(lowest: UUID) -> list[Leaf]:
    encode = encoder(ENCODING)
    read = f"SELECT {columns(connection.vendor, ENCODING)} {UNSEALED} ORDER BY l.id LIMIT {BATCH}"
    with connection.cursor() as cursor:
        cursor.execute(read, [key_of(lowest)])
        return [Leaf(row[ID], leaf_hash(encode(row))) for row in cursor.fetchall()]


def _next_seal(before: Seal | None, peaks: Peaks) -> Seal:
    seal = Seal(
        number=before.number + 1 if before else 1,
        first=before.size if before else 0,
        size=peaks.size,
        root=peaks.root().hex(),
        previous=fingerprint(head_of(before)) if before else NOTHING_BEFORE,
        encoding=ENCODING,
        signed_at=clock.now(),
    )
    unsigned = {name: value for name, value in head_of(seal).items() if name not in ("key", "signature")}
    signed = sign(unsigned)
    seal.key, seal.signature = signed["key"], signed["signature"]
    return seal


@transaction.atomic
def _keep(seal: Seal, leaves: list[Leaf], peaks: Peaks) -> None:
    """The seal first, so that a second worker waits here and is turned away before it writes more."""
    seal.save(force_insert=True)
    looks, hashes = [leaf.look for leaf in leaves], [leaf.hash for leaf in leaves]
    places, into = range(seal.first, seal.size), "INSERT INTO log_sealedlook (look, position, leaf)"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement for thousands of rows: four times as quick as one for each.
            select = "SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::bytea[])"
            cursor.execute(f"{into} {select}", [looks, list(places), hashes])
        else:
            cursor.executemany(f"{into} VALUES (%s, %s, %s)", list(zip(looks, places, hashes, strict=True)))
    SealNode.objects.bulk_create(SealNode(level=level, number=n, hash=node) for level, n, node in peaks.finished)


def _where_new_ones_begin() -> UUID:
    """The lowest id of a look of late: a while before the newest that is sealed, and never after now."""
    newest = SealedLook.objects.order_by("-pk").values_list("pk", flat=True).first()
    made = made_at(newest) if newest else None
    if made is None:
        return UUID(int=0)
    return lowest_id(min(made, clock.now()) - LATE)


def key_of(which: UUID) -> Any:
    """An id as this database compares it."""
    return which if connection.vendor == "postgresql" else which.hex


def proof_for(look: Look) -> dict[str, Any] | None:
    """The proof that this look is in the sealed log, for `docs/check_proof.py`; None while it has no seal yet.

    It holds the look's own line, its place, the hashes on the way to the root, and the signed head with that root.
    """
    return Proofs().of(look)


class Proofs:
    """Proofs of many looks against one head: the newest."""

    def __init__(self) -> None:
        self.seal = last_seal()
        self._tree = Tree(self.seal.size if self.seal else 0)

    def of(self, look: Look) -> dict[str, Any] | None:
        """As `proof_for`."""
        place = SealedLook.objects.filter(pk=look.pk, position__lt=self._tree.size).first()
        if self.seal is None or place is None:
            return None
        version = Seal.objects.filter(size__gt=place.position).values_list("encoding", flat=True)[0]
        with connection.cursor() as cursor:
            read = f"SELECT {columns(connection.vendor, version)} FROM log_look l WHERE l.id = %s"  # noqa: S608
            cursor.execute(read, [key_of(look.pk)])
            line = encoder(version)(cursor.fetchone()).decode()
        return {
            "look": line,
            "position": place.position,
            "path": [one.hex() for one in self._tree.path(place.position)],
            "head": head_of(self.seal),
        }
