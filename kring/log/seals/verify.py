"""Checking the log against its seals: nothing changed, removed, put in between, moved or cut off since.

The log comes as heads, each behind the rows that it seals: from the database or from an export (`lines.py`). Only the
newest head's signature is asked of the key; every head holds the fingerprint of the one before it.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from kring.core.verdict import Text
from kring.log.seals.heads import KEPT_AT_LEAST, NOTHING_BEFORE, REMOVAL, Head, fingerprint, is_signed
from kring.log.seals.merkle import Peaks, leaf_hash

# Sealing may lag by hours; a look that tells of a time longer before is not late but put in.
LAG = timedelta(hours=2)

PROBLEMS: dict[str, Text] = {
    "changed": _("This look is not as it was sealed."),
    "removed": _("This look is gone."),
    "unreadable": _("This look holds what no look can hold."),
    "place": _("This look does not stand where it was sealed: one was removed, put in or moved."),
    "batch": _("The looks of this seal are not those that were sealed."),
    "chain": _("This seal does not follow the seal before it."),
    "tail": _("Behind the last seal stand looks that claim to be sealed."),
    "unsigned": _("The newest seal has no good signature."),
    "other key": _("The newest seal was signed with another key."),
    "no seal": _("This look has waited for its seal too long, or was put in."),
    "put in": _("This look tells of a moment long before it was sealed: it was put in afterwards."),
    "no head": _("The log ends before the head that was kept elsewhere: it was cut off or put back."),
    "head differs": _("The head that was kept elsewhere is not the head of this log at that size."),
    "head unsigned": _("The head that was kept elsewhere has no good signature."),
    "removal": _("Looks are gone, and what says that they were removed after their term does not hold."),
}


class Row(NamedTuple):
    """One sealed look: its place, leaf, bytes (None: gone or unreadable, as `fault` says) and id."""

    position: int
    leaf: bytes
    data: bytes | None
    look: str
    fault: str = ""


@dataclass
class Outcome:
    """What a check found: how much it saw, and the first problem, by its name in PROBLEMS (blank: all is well)."""

    rows: int = 0
    seals: int = 0
    # How many of the rows were removed after their term.
    gone: int = 0
    head: Head | None = None
    problem: str = ""
    seal: int | None = None
    look: str = ""

    def says(self) -> str:
        """The problem in a sentence."""
        return str(PROBLEMS[self.problem]) if self.problem else ""


class Broken(Exception):
    """The first thing that is wrong."""

    def __init__(self, problem: str, look: str = "") -> None:
        self.problem, self.look = problem, look


def verify(log: Iterable[Head | list[Row]], *, key: str | None, kept: Head | None = None) -> Outcome:
    """Check a whole log. `key` is the public key to expect (None: any), `kept` a head that was kept elsewhere.

    Each head comes behind its rows, in one or more lists; before all of it the removal of looks, if there was one.
    """
    found, checker = Outcome(), _Checker(kept)
    try:
        for part in log:
            if isinstance(part, list):
                checker.rows(part)
                found.rows += len(part)
                found.gone = checker.gone
            elif "announced" in part:
                checker.removal = part
            else:
                checker.head(part)
                found.seals, found.head = found.seals + 1, part
        checker.end(key)
    except Broken as broken:
        found.problem, found.look, found.seal = broken.problem, broken.look, found.seals + 1
    return found


class _Checker:
    """Walks along the log and knows what must come next. Raises Broken."""

    def __init__(self, kept: Head | None) -> None:
        self.kept, self.met_kept = kept, False
        self.peaks = Peaks()
        self.last: Head | None = None
        self.before = NOTHING_BEFORE
        self.lowest = ""
        self.waiting: list[Row] = []
        # What says that looks are gone because their term was over, and whether the log itself says so too.
        self.removal: Head | None = None
        self.announced, self.gone = False, 0
        # Moments of signing of the last hours, to know since when a look may be new.
        self.recent: deque[datetime] = deque()
        self.since: str = ""

    def rows(self, rows: list[Row]) -> None:
        """Looks in the order of their places."""
        size, add, lowest = self.peaks.size, self.peaks.add, self.lowest
        for position, leaf, data, look, fault in rows:
            if position != size or look <= lowest:
                raise Broken("place", look)
            if data is None:
                self._insist_on_removal(position, look, fault)
            elif leaf_hash(data) != leaf:
                raise Broken("changed", look)
            add(leaf)
            size, lowest = size + 1, look
        self.lowest = lowest
        self.waiting += rows

    def head(self, head: Head) -> None:
        """The head behind them."""
        try:
            self._head(head)
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            raise Broken("chain") from fault

    def _head(self, head: Head) -> None:
        last = self.last
        number, first = (last["number"] + 1, last["size"]) if last else (1, 0)
        if (head.get("number"), head.get("first"), head.get("previous")) != (number, first, self.before):
            raise Broken("chain")
        if head.get("size") != self.peaks.size:
            look = self.waiting[-1].look if self.waiting else ""
            raise Broken("place", look) if look else Broken("chain")
        if head.get("root") != self.peaks.root().hex():
            raise Broken("batch", self.waiting[0].look)
        if self.removal is not None:
            self._insist_on_announcement(self.removal, head)
        self._insist_on_their_time(head)
        if self.kept is not None and self.kept.get("number") == number:
            self._compare(head)
        self.last, self.before = head, fingerprint(head)
        self.lowest, self.waiting = "", []

    def end(self, key: str | None) -> None:
        """Nothing comes after this."""
        if self.waiting:
            raise Broken("tail", self.waiting[0].look)
        if self.gone and not self.announced:
            raise Broken("removal")
        if self.last is not None and not is_signed(self.last):
            raise Broken("unsigned")
        if self.last is not None and key is not None and self.last["key"] != key:
            raise Broken("other key")
        if self.kept is not None and not is_signed(self.kept):
            raise Broken("head unsigned")
        if self.kept is not None and not self.met_kept:
            raise Broken("no head")

    def _insist_on_removal(self, position: int, look: str, fault: str) -> None:
        """A look may be gone only where a good removal took it."""
        if self.removal is None or fault != "removed":
            raise Broken(fault, look)
        if not self.gone and not _holds(self.removal):
            raise Broken("removal", look)
        if position >= self.removal["end"]:
            raise Broken(fault, look)
        self.gone += 1

    def _insist_on_announcement(self, removal: Head, head: Head) -> None:
        """The removal stands in the log, under a seal of the same key, and took no more than it says."""
        if head["first"] < removal["end"] and (head["size"] > removal["end"] or head["signed_at"] >= removal["before"]):
            raise Broken("removal", self.waiting[0].look)
        for row in self.waiting:
            if row.look == removal["announced"] and row.data is not None:
                told_so = told(row.data, b'"reason":"', 64) == fingerprint(removal)
                self.announced = told_so and head["key"] == removal["key"]

    def _compare(self, head: Head) -> None:
        if fingerprint(head) != fingerprint(self.kept or {}):
            raise Broken("head differs")
        self.met_kept = True

    def _insist_on_their_time(self, head: Head) -> None:
        """A look belongs to the time since the newest seal of some hours ago; the first hours know no such seal."""
        signed_at = datetime.fromisoformat(head["signed_at"])
        while self.recent and self.recent[0] <= signed_at - LAG:
            self.since = (self.recent.popleft() - LAG).strftime("%Y-%m-%dT%H:%M:%S")
        self.recent.append(signed_at)
        if self.since:
            for row in self.waiting:
                if row.data is not None and told(row.data, b'"at":"', 19) < self.since:
                    raise Broken("put in", row.look)


def _holds(removal: Head) -> bool:
    """Is it signed, and does it keep looks for at least a year?"""
    try:
        kept = datetime.fromisoformat(removal["made_at"]) - datetime.fromisoformat(removal["before"])
    except (KeyError, TypeError, ValueError):
        return False
    return kept >= KEPT_AT_LEAST and isinstance(removal.get("end"), int) and is_signed(removal, context=REMOVAL)


def told(data: bytes, name: bytes, length: int) -> str:
    """A value of fixed length in a line; no text of people can hold the name, its quotes are escaped there."""
    start = data.find(name) + len(name)
    return data[start : start + length].decode(errors="replace")
