"""Two people changed a text at once: what each changed is joined by lines, as far as they did not touch the same.

Both added something at the same place: both stay. Only where both changed the same lines a person decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Clash:
    """Lines that both changed: as they were, as they wrote them, as you did."""

    was: tuple[str, ...]
    theirs: tuple[str, ...]
    yours: tuple[str, ...]


Part = tuple[str, ...] | Clash


def merge(was: str, theirs: str, yours: str) -> list[Part]:
    """The joined text as parts in order; without a Clash among them nothing is left to decide."""
    base, one, two = lines_of(was), lines_of(theirs), lines_of(yours)
    parts: list[Part] = []
    at = (0, 0, 0)
    for place, first, second, size in _the_same(base, one, two):
        between = (base[at[0] : place], one[at[1] : first], two[at[2] : second])
        parts += _joined(*(tuple(lines) for lines in between))
        if size:
            parts.append(tuple(base[place : place + size]))
        at = (place + size, first + size, second + size)
    return parts


def clashes(parts: Sequence[Part]) -> list[Clash]:
    """What a person has to decide."""
    return [part for part in parts if isinstance(part, Clash)]


def joined(parts: Sequence[Part]) -> str:
    """The text with all words of both: where they clash, theirs and then yours."""
    lines: list[str] = []
    for part in parts:
        lines += [*part.theirs, "", *part.yours] if isinstance(part, Clash) else part
    return "\n".join(lines)


def lines_of(text: str) -> list[str]:
    """Lines, however a browser ends them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text else []


def _joined(was: tuple[str, ...], theirs: tuple[str, ...], yours: tuple[str, ...]) -> list[Part]:
    if theirs == yours or yours == was:
        return [theirs] if theirs else []
    if theirs == was:
        return [yours] if yours else []
    if not was:
        # Both added something here.
        return [theirs, yours]
    for changed, added in ((theirs, yours), (yours, theirs)):
        if around := _around(was, added):
            # One changed these lines, the other only added some before or after them.
            return [part for part in (around[0], changed, around[1]) if part]
    return [Clash(was, theirs, yours)]


def _around(was: tuple[str, ...], added: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What stands before and after `was` in `added`; None where it does not stand there as it was."""
    for start in range(len(added) - len(was) + 1):
        if added[start : start + len(was)] == was:
            return added[:start], added[start + len(was) :]
    return None


def _the_same(base: list[str], one: list[str], two: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where all three say the same: place in each, and how many lines; at the end an empty one."""
    ones = SequenceMatcher(None, base, one, autojunk=False).get_matching_blocks()
    twos = SequenceMatcher(None, base, two, autojunk=False).get_matching_blocks()
    left, right = 0, 0
    while left < len(ones) and right < len(twos):
        block, other = ones[left], twos[right]
        begin, end = max(block.a, other.a), min(block.a + block.size, other.a + other.size)
        if begin < end:
            yield begin, block.b + begin - block.a, other.b + begin - other.a, end - begin
        if block.a + block.size < other.a + other.size:
            left += 1
        else:
            right += 1
    yield len(base), len(one), len(two), 0
