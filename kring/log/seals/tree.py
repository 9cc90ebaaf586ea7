"""The tree of looks as the database keeps it: its leaves, its kept nodes, and the proofs made from them."""

from collections.abc import Iterator

from kring.log.models import SealedLook, SealNode
from kring.log.seals.merkle import LEVELS_KEPT, WIDTH, Peaks, fold, node_hash


class Tree:
    """The tree of the first `size` looks. What it has read it keeps, so many proofs cost little more than one."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def peaks(self) -> Peaks:
        """The tree, ready to grow."""
        full = [level for level in reversed(range(self.size.bit_length())) if self.size >> level & 1]
        return Peaks(self.size, [self._full(level, (self.size >> level) - 1) for level in full])

    def path(self, position: int) -> list[bytes]:
        """The hashes beside the way from a leaf to the root, the lowest first (RFC 9162, 2.1.3.1)."""
        return list(self._path(position, 0, self.size))

    def _path(self, position: int, start: int, end: int) -> Iterator[bytes]:
        if end - start == 1:
            return
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if position < middle:
            yield from self._path(position, start, middle)
            yield self._root(middle, end)
        else:
            yield from self._path(position, middle, end)
            yield self._root(start, middle)

    def _root(self, start: int, end: int) -> bytes:
        """The root of the leaves from `start` to `end`; `start` is where a part of that width may begin."""
        level = (end - start).bit_length() - 1
        if end - start == 1 << level:
            return self._full(level, start >> level)
        middle = start + (1 << level)
        return node_hash(self._full(level, start >> level), self._root(middle, end))

    def _full(self, level: int, number: int) -> bytes:
        """The node over a part that is full."""
        kept = level // LEVELS_KEPT * LEVELS_KEPT
        first, count = number << level - kept, 1 << level - kept
        tile = self._tile(kept, first // WIDTH)
        return fold(tile[first % WIDTH : first % WIDTH + count])

    def _tile(self, level: int, number: int) -> list[bytes]:
        """Up to 256 neighbours on one kept level."""
        if (level, number) not in self._tiles:
            start, end = number * WIDTH, (number + 1) * WIDTH
            nodes = SealNode.objects.filter(level=level, number__gte=start, number__lt=end).order_by("number")
            leaves = SealedLook.objects.filter(position__gte=start, position__lt=end).order_by("position")
            hashes = nodes.values_list("hash", flat=True) if level else leaves.values_list("leaf", flat=True)
            self._tiles[level, number] = [bytes(one) for one in hashes]
        return self._tiles[level, number]
