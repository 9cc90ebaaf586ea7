"""How the log stands, for the page of the privacy officer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from kring.core.verdict import Text
from kring.log.models import HeadSent, LogCheck, Seal
from kring.log.seals.heads import own_key
from kring.log.seals.roles import may_change_the_log
from kring.log.seals.sealing import last_seal
from kring.log.seals.verify import PROBLEMS
from kring.log.seals.watch import CLOSED_AFTER, RED_AFTER, waits

FEWEST_KEEPERS = 2


@dataclass(frozen=True)
class Keeper:
    """Another organisation's address that keeps heads: when it last took one, and how often the next failed."""

    address: str
    sent_at: datetime | None
    failed: int


@dataclass(frozen=True)
class LogState:
    """What is sealed, what waits, what the last check found, who keeps the heads."""

    seal: Seal | None
    waits: timedelta
    check: LogCheck | None
    keepers: list[Keeper]
    key: str
    can_be_changed: bool

    @property
    def is_late(self) -> bool:
        return self.waits > RED_AFTER

    @property
    def is_closed(self) -> bool:
        return self.waits > CLOSED_AFTER

    @property
    def problem(self) -> Text:
        """What the last check found, in a sentence; blank when all was well."""
        return PROBLEMS.get(self.check.problem, "") if self.check else ""

    @property
    def too_few_keepers(self) -> bool:
        return len(self.keepers) < FEWEST_KEEPERS


def read_state() -> LogState:
    """The state now."""
    return LogState(
        seal=last_seal(),
        waits=waits(),
        check=LogCheck.objects.order_by("-at").first(),
        keepers=[_keeper(address) for address in settings.LOG_HEADS],
        key=own_key(),
        can_be_changed=may_change_the_log(),
    )


def _keeper(address: str) -> Keeper:
    asked = HeadSent.objects.filter(address=address)
    taken = asked.filter(sent_at__isnull=False).order_by("-sent_at").first()
    waiting = asked.filter(sent_at=None).order_by("-asked_at").first()
    return Keeper(address, taken.sent_at if taken else None, waiting.tries if waiting else 0)
