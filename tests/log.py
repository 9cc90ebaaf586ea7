"""A log of looks for tests: some hours of looks, sealed bit by bit as the worker does."""

import uuid
from datetime import UTC, datetime, timedelta
from unicodedata import normalize

from kring.core import clock
from kring.log.actions import write_looks
from kring.log.models import Look, Seal
from kring.log.seals.sealing import seal_all_looks

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
NAMES = ["Anouk Bakker", 'Ali "de\nbakker" \\ Vries', "Zoë 🌍", normalize("NFD", "Zoë")]


def look(number: int = 0, **fields: object) -> Look:
    """A look with something in each field."""
    values: dict[str, object] = {
        "at": clock.now(),
        "trace": uuid.uuid4(),
        "page": "plan",
        "processing": "plan",
        "by_user": uuid.uuid4(),
        "by_name": NAMES[number % len(NAMES)],
        "by_role": "wijkcoach",
        "by_organisation": "Wijkteam Noord",
        "by_organisation_id": uuid.uuid4(),
        "about_person": uuid.uuid4(),
        "about": None if number % 2 else uuid.uuid4(),
        "circle": uuid.uuid4(),
        "purpose": "plan",
        "allowed": number % 5 > 0,
        "reason": "" if number % 5 else "Er is geen grond.",
        "ground": "seat",
        "rules_version": "12",
    }
    return Look(**{**values, **fields})


def log_of(seals: int, *, each: int = 4, every: timedelta = timedelta(minutes=30)) -> list[Seal]:
    """Write and seal so many batches, from START on; the last one `every` times as many later."""
    for batch in range(seals):
        with clock.at(START + batch * every):
            write_looks(look(number) for number in range(each + batch % 3))
        with clock.at(START + batch * every + timedelta(seconds=2)):
            assert seal_all_looks() == each + batch % 3
    return list(Seal.objects.order_by("number"))
