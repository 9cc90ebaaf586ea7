"""Whether looks get their seals: health turns red after a minute, and after hours nothing about people is shown."""

import time
from datetime import timedelta

from kring.core import clock
from kring.log.seals.sealing import oldest_unsealed

RED_AFTER = timedelta(minutes=1)
CLOSED_AFTER = timedelta(hours=4)
ASK_EVERY = 15


def waits() -> timedelta:
    """How long the oldest look without a seal waits; nothing when all have theirs."""
    since = oldest_unsealed()
    return max(clock.now() - since, timedelta()) if since else timedelta()


class Watch:
    """The gate's own eye on the seals: asked on every page, it asks the database a few times a minute."""

    def __init__(self) -> None:
        self.ask_at = 0.0
        self._closed = False

    def is_closed(self) -> bool:
        """Whether sealing has failed for so long that nothing about people may leave."""
        if time.monotonic() >= self.ask_at:
            self._closed = waits() > CLOSED_AFTER
            self.ask_at = time.monotonic() + ASK_EVERY
        return self._closed


watch = Watch()
