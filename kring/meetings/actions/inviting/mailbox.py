"""Answers that wait in a mailbox: the worker looks there itself, over IMAP.

A mail is never removed. What was dealt with is marked as read; what is no answer is flagged too, for a person to look
at. A mail that fails for another reason stays unread and is tried again: to note an answer twice is the same as once.
"""

import imaplib
import logging
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings

from kring.meetings.actions.inviting.replies import MOST_BYTES, NoReply, take_reply

logger = logging.getLogger("kring.mailbox")

AT_ONCE = 100
PATIENCE = 20


class Mailbox(NamedTuple):
    """Where the answers come in; with TLS unless the setting says `imap` (a server on the same machine)."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    tls: bool


def mailbox_of(address: str) -> Mailbox:
    """Out of `imaps://user:password@host/INBOX`. Raises ValueError for anything else."""
    parts = urlsplit(address)
    if parts.scheme not in ("imap", "imaps") or not (parts.hostname and parts.username and parts.password):
        raise ValueError("KRING_REPLY_MAILBOX is not like imaps://user:password@host/INBOX.")
    tls = parts.scheme == "imaps"
    folder = unquote(parts.path.strip("/")) or "INBOX"
    port = parts.port or (993 if tls else 143)
    return Mailbox(parts.hostname, port, unquote(parts.username), unquote(parts.password), folder, tls)


def read_mailbox() -> int:
    """Take the answers that came in; gives how many counted. Run by the worker; nothing when no mailbox is set."""
    if not settings.REPLY_MAILBOX:
        return 0
    box = mailbox_of(settings.REPLY_MAILBOX)
    opens = imaplib.IMAP4_SSL if box.tls else imaplib.IMAP4
    with opens(box.host, box.port, timeout=PATIENCE) as server:
        server.login(box.user, box.password)
        _ok(server.select(f'"{box.folder}"'))
        found = b" ".join(part for part in _ok(server.uid("SEARCH", "UNSEEN")) if isinstance(part, bytes))
        return sum(_deal_with(server, uid.decode()) for uid in found.split()[:AT_ONCE])


def _deal_with(server: imaplib.IMAP4, uid: str) -> bool:
    """One mail; True when its answer counted."""
    try:
        take_reply(_fetch(server, uid))
    except NoReply:
        _ok(server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen \Flagged)"))
        return False
    except imaplib.IMAP4.error:
        raise
    except Exception as fault:
        # Whatever is wrong, the mails behind it go on; this one stays unread, and nothing of it comes into the log.
        logger.warning("An answer by mail was not noted and is tried again: %s", type(fault).__name__)
        return False
    _ok(server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))
    return True


def _fetch(server: imaplib.IMAP4, uid: str) -> bytes:
    """The mail, without marking it as read; no more of it than an answer can be long."""
    found = _ok(server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)"))
    return b"".join(part[1] for part in found if isinstance(part, tuple))


def _ok(answer: tuple[str, Sequence[Any]]) -> Sequence[Any]:
    """What the server said, when it said OK."""
    kind, said = answer
    if kind != "OK":
        raise imaplib.IMAP4.error("The mailbox did not do what was asked.")
    return said
