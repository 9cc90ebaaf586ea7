"""Sealing, opening and finding citizen service numbers (BSN). Both keys follow from KRING_NUMBER_KEY."""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from stdnum.exceptions import InvalidLength
from stdnum.nl import bsn

LEAST = 10_000_000


def plain(number: str) -> str:
    """Nine digits, as they are kept. Raises stdnum.exceptions.ValidationError for what is no citizen service number."""
    digits: str = bsn.validate(number.strip()).zfill(9)
    # Numbers were given out from eight digits on; short ones that pass the test are typing mistakes.
    if int(digits) < LEAST:
        raise InvalidLength
    return digits


def seal(number: str) -> str:
    """The number encrypted; the same number looks different each time."""
    return _fernet().encrypt(number.encode()).decode()


def open_sealed(sealed: str) -> str:
    """The number again. Raises cryptography.fernet.InvalidToken with another key."""
    return _fernet().decrypt(sealed.encode()).decode()


def finger(number: str) -> str:
    """What the number is found by: without the key nobody can work out numbers from it."""
    return hmac.new(_key(b"kring number finger"), number.encode(), hashlib.sha256).hexdigest()


@cache
def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(b"kring number seal")))


@cache
def _key(info: bytes) -> bytes:
    """A key of its own for each use (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(bytes.fromhex(settings.NUMBER_KEY))
