"""The head of the log: how many looks, their root, the head before it; signed with the key of this installation."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from kring.log.models import Seal

# What is signed begins with this, so that no other signature of the same key can stand in for a head.
CONTEXT = b"kring log head 1\n"
REMOVAL = b"kring log removal 1\n"
# No look goes sooner, whatever anybody sets: a check does not believe a removal that says so.
KEPT_AT_LEAST = timedelta(days=365)
NOTHING_BEFORE = "0" * 64
Head = dict[str, Any]
_in_one_line = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def own_key() -> str:
    """The public key of this installation, hexadecimal."""
    return _private_key().public_key().public_bytes_raw().hex()


def sign(head: Head, *, context: bytes = CONTEXT) -> Head:
    """The head (or, in its own context, the removal) with the public key and the signature of this installation."""
    keyed = {**head, "key": own_key()}
    return {**keyed, "signature": _private_key().sign(context + canonical(keyed)).hex()}


def is_signed(head: Head, *, context: bytes = CONTEXT) -> bool:
    """Whether the head carries a good signature by the key that it names."""
    try:
        unsigned = {name: value for name, value in head.items() if name != "signature"}
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["key"]))
        key.verify(bytes.fromhex(head["signature"]), context + canonical(unsigned))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False
    return True


def canonical(head: Head) -> bytes:
    """One line of JSON: names in order, no spaces (RFC 8785 for what a head holds)."""
    return _in_one_line(head).encode()


def fingerprint(head: Head) -> str:
    """What the next head says of this one, signature and all."""
    return sha256(canonical(head)).hexdigest()


def head_of(seal: Seal) -> Head:
    """The signed head that a seal is."""
    return {
        "encoding": seal.encoding,
        "first": seal.first,
        "key": seal.key,
        "number": seal.number,
        "previous": seal.previous,
        "root": seal.root,
        "signature": seal.signature,
        "signed_at": moment(seal.signed_at),
        "size": seal.size,
    }


def moment(at: datetime) -> str:
    """A moment as it stands in a head."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_head(text: str) -> Head:
    """The first head in a file, also in the middle of a mail. Raises ValueError when there is none."""
    for line in text.splitlines():
        if line.strip().startswith("{"):
            head = json.loads(line)
            if isinstance(head, dict) and "signature" in head:
                return head
    raise ValueError("There is no head of a log in this file.")


def _private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.LOG_KEY))
