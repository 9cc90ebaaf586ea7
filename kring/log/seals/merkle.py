"""Merkle trees as RFC 9162 (2.1) makes them: a leaf is hashed behind 0x00, a node behind 0x01, with SHA-256."""

from collections.abc import Sequence
from hashlib import sha256

# Every so many levels the finished nodes are kept, so that a proof reads hundreds of hashes and never all.
LEVELS_KEPT = 8
WIDTH = 1 << LEVELS_KEPT


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The node above these; as many as a power of two."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[n], hashes[n + 1]) for n in range(0, len(hashes), 2)]
    return hashes[0]


class Peaks:
    """A tree that grows at its right side: the roots of its full parts, largest first, are all that it needs."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        self.size = size
        self._peaks = list(peaks)
        # The nodes to keep that were finished since: (level, number within the level, hash).
        self.finished: list[tuple[int, int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        node, number, level = leaf, self.size, 0
        peaks = self._peaks
        while number & 1:
            node = sha256(b"\x01" + peaks.pop() + node).digest()
            number >>= 1
            level += 1
            if not level % LEVELS_KEPT:
                self.finished.append((level, number, node))
        peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The hash of the whole tree as it is now."""
        if not self._peaks:
            return sha256(b"").digest()
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of_proof(leaf: bytes, position: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a leaf at `position` of `size` and its proof lead to (RFC 9162, 2.1.3.2); None: no such proof."""
    if not 0 <= position < size:
        return None
    number, last, node = position, size - 1, leaf
    for beside in path:
        if last == 0:
            return None
        if number & 1 or number == last:
            node = node_hash(beside, node)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            node = node_hash(node, beside)
        number, last = number >> 1, last >> 1
    return node if last == 0 else None
