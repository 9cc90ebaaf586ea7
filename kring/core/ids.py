"""Ids that sort by time for the database, and cannot be guessed in sequence from an address."""

import secrets
import uuid
from datetime import UTC, datetime

from uuid_utils.compat import uuid7

# Read aloud over the phone without confusion: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V.
SPOKEN_LETTERS = "ACDEFGHJKMNPQRTWXY34679"
# Kring made no ids before.
FIRST_MADE = datetime(2026, 1, 1, tzinfo=UTC)


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): time-ordered, with 74 random bits."""
    return uuid.UUID(bytes=uuid7().bytes)


def made_at(made: uuid.UUID) -> datetime | None:
    """When `new_id` made this id, by the clock of the machine, to the millisecond; None when it did not."""
    if made.version != 7:
        return None
    try:
        moment = datetime.fromtimestamp((made.int >> 80) / 1000, UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment >= FIRST_MADE else None


def lowest_id(moment: datetime) -> uuid.UUID:
    """An id below all that are made from this moment on, and above all that were made before."""
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)


def spoken_code(groups: int = 3, size: int = 3) -> str:
    """A random code to keep or to say, such as `K7F-RQ4-XWN` (about 40 bits for 3 groups of 3)."""
    return "-".join("".join(secrets.choice(SPOKEN_LETTERS) for _ in range(size)) for _ in range(groups))
