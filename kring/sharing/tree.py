"""A rule as a small tree of tests over an item's columns.

The same tree is asked about one item (`holds`) and rendered as one SQL filter (`q`), so the two cannot drift.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

# A condition that is never true, in a form that the database folds away.
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Column:
    """One test on one column of an item: `is`, `in`, `at_most` or `empty`.

    `addressee_id` stands for the column that the kind of item names.
    """

    name: str
    how: str
    value: Any = None

    def holds(self, item: Any) -> bool:
        return _TESTS[self.how](getattr(item, self.name), self.value)

    def q(self, addressee: str) -> Q:
        name = f"{addressee}_id" if self.name == "addressee_id" else self.name
        if self.name == "addressee_id" and not addressee:
            return NOTHING
        if self.how == "in" and not self.value:
            return NOTHING
        return Q(**{name + _LOOKUPS[self.how]: True if self.how == "empty" else self.value})


@dataclass(frozen=True)
class Every:
    """All parts hold."""

    parts: tuple["Tree", ...]

    def holds(self, item: Any) -> bool:
        return all(part.holds(item) for part in self.parts)

    def q(self, addressee: str) -> Q:
        whole = Q()
        for part in self.parts:
            whole &= part.q(addressee)
        return whole


@dataclass(frozen=True)
class Some:
    """At least one part holds; without parts nothing does."""

    parts: tuple["Tree", ...]

    def holds(self, item: Any) -> bool:
        return any(part.holds(item) for part in self.parts)

    def q(self, addressee: str) -> Q:
        whole = NOTHING
        for part in self.parts:
            whole |= part.q(addressee)
        return whole


Tree = Column | Every | Some


def _is_in(have: Any, want: Any) -> bool:
    return have in want


def _empty(have: Any, _want: Any) -> bool:
    return have is None


def _at_most(have: Any, want: Any) -> bool:
    return have is not None and have <= want


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "in": _is_in,
    "at_most": _at_most,
    "empty": _empty,
}
_LOOKUPS = {"is": "", "in": "__in", "at_most": "__lte", "empty": "__isnull"}
