"""What stands in a part of a copy, encrypted: who has only the database, or a backup of it, cannot read it."""

import zlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from kring.copies.models import Copy, CopyPart


def sealed(body: bytes) -> bytes:
    """Pressed together and encrypted, with a key that comes from that of the log and is used for nothing else."""
    return _fernet().encrypt(zlib.compress(body))


def opened(part: CopyPart) -> bytes:
    """What was sealed. Raises cryptography.fernet.InvalidToken when it was changed, or sealed with another key."""
    return zlib.decompress(_fernet().decrypt(bytes(part.body)))


def file_of(copy: Copy, file: str) -> Iterator[bytes]:
    """The pieces of a file one after the other, never all in memory (one query)."""
    for part in CopyPart.objects.filter(copy=copy, file=file).order_by("number").iterator(chunk_size=4):
        yield opened(part)


def _fernet() -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"kring copies 1").derive(bytes.fromhex(settings.LOG_KEY))
    return Fernet(urlsafe_b64encode(derived))
