"""An answer to "may this be done?" that always carries its reason.

Button, refusal page, log and test show the same sentence.
"""

from dataclasses import dataclass, field
from typing import NamedTuple, Self

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise

Text = str | Promise


class Refused(PermissionDenied):
    """Raised by `Verdict.insist`; carries the verdict to the page that explains it."""

    def __init__(self, verdict: "Verdict") -> None:
        super().__init__(str(verdict.reason))
        self.verdict = verdict


class Step(NamedTuple):
    """One thing that was asked on the way to an answer: its name, whether it holds, and in words why."""

    name: str
    holds: bool
    says: Text


@dataclass(frozen=True)
class Verdict:
    """`allowed` with its `reason`; for a refusal also what would open it and whom to ask.

    `tells` is how much may be known of what is closed: its life domain, only who wrote it, or nothing at all.

    No truth value of its own: write `verdict.allowed`, so that no one drops the reason unseen.
    """

    allowed: bool
    reason: Text
    what_opens: Text = ""
    whom: Text = ""
    ground: str = ""
    steps: tuple[Step, ...] = field(default=())
    tells: str = "domain"

    def __bool__(self) -> bool:
        raise TypeError("Ask verdict.allowed; a verdict is more than yes or no.")

    def insist(self) -> Self:
        """The verdict itself when allowed; otherwise raises `Refused` with the reason."""
        if not self.allowed:
            raise Refused(self)
        return self


def yes(reason: Text, *, ground: str = "", steps: tuple[Step, ...] = ()) -> Verdict:
    """Allowed, because of `reason`."""
    return Verdict(True, reason, ground=ground, steps=steps)


def no(reason: Text, *, what_opens: Text = "", whom: Text = "", steps: tuple[Step, ...] = ()) -> Verdict:
    """Refused, because of `reason`; `what_opens` says what would help, `whom` who can."""
    return Verdict(False, reason, what_opens=what_opens, whom=whom, steps=steps)
