"""Ids that sort by time for the database, and cannot be guessed in sequence from an address."""

import secrets
import uuid

from uuid_utils.compat import uuid7

# Read aloud over the phone without confusion: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V.
SPOKEN_LETTERS = "ACDEFGHJKMNPQRTWXY34679"


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): time-ordered, with 74 random bits."""
    return uuid.UUID(bytes=uuid7().bytes)


def spoken_code(groups: int = 3, size: int = 3) -> str:
    """A random code to keep or to say, such as `K7F-RQ4-XWN` (about 40 bits for 3 groups of 3)."""
    return "-".join("".join(secrets.choice(SPOKEN_LETTERS) for _ in range(size)) for _ in range(groups))
