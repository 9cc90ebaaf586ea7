"""What a page needs before it opens. Default closed: a page without a declared need does not open."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponseBase

from kring.core.verdict import Verdict

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Rule = Callable[..., Verdict]


def anyone() -> None:
    """Marks a page that opens without signing in."""


def signed_in() -> None:
    """Marks a page that opens for everybody who has signed in."""


def front_page() -> None:
    """Marks the one page that greets who has not signed in, and is under the same guard as `signed_in` for others."""


def needs(rule: Callable[..., Any]) -> Callable[[View], View]:
    """Declare what a view needs: `anyone`, `signed_in`, `front_page`, or a rule.

    A rule is called as `rule(actor)`, or `rule(actor, circle)` where the address names a circle
    (`<uuid:circle_id>`), and returns a Verdict. The gate in `sharing` asks it before the view runs.
    """

    def declare(view: View) -> View:
        view.needs = rule  # type: ignore[attr-defined]
        return view

    return declare
