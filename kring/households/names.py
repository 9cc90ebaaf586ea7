"""Names, postcodes and phone numbers as they are compared, and the columns that keep them so to search by."""

import re
import unicodedata
from typing import Any

from django.db import models

PREFIXES = frozenset(
    ["van", "de", "den", "der", "het", "t", "ten", "ter", "te", "in", "op", "el", "al", "la", "le", "von", "d"]
)
# What sounds the same in a Dutch name and is written in several ways (Meijer, Meyer, Meier; Fisser, Visser).
SOUNDS = [
    (r"ij|ei|ey|y", "y"),
    (r"sch(?=[^aeiouy]|$)", "s"),
    (r"ch|gh", "g"),
    (r"ph|v", "f"),
    (r"ck|c|q", "k"),
    (r"x", "ks"),
    (r"z", "s"),
    (r"dt|th|d\b", "t"),
    (r"ou", "au"),
    (r"ae", "a"),
    (r"(.)\1+", r"\1"),
]


def plain_name(name: str) -> str:
    """A name as it sounds on paper: lower case, no accents, no prefixes, `y` for `ij`."""
    letters = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(c if c.isalpha() else " " for c in letters if not unicodedata.combining(c))
    words = [w for w in letters.replace("ij", "y").split() if w not in PREFIXES]
    return " ".join(words)


def sound_of(name: str) -> str:
    """The first word of a family name by its sound: `Janssen-de Boer` and `Jansen` are both `jansen`."""
    sound = (plain_name(name).split() or [""])[0]
    for written, heard in SOUNDS:
        sound = re.sub(written, heard, sound)
    return sound[:40]


def plain_postcode(postcode: str) -> str:
    """`1234 ab` becomes `1234AB`."""
    return postcode.replace(" ", "").upper()


def plain_phone(phone: str) -> str:
    """The last nine digits: 06-12345678 and +31 6 12345678 are the same."""
    return "".join(c for c in phone if c.isdigit())[-9:]


class SoundOfNameField(models.CharField):
    """Follows `family_name` whenever the row is written, in bulk too."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = sound_of(model_instance.family_name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value


class PlainPhoneField(models.CharField):
    """Follows `phone` whenever the row is written, in bulk too."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = plain_phone(model_instance.phone)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value
