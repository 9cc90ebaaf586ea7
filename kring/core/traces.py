"""Traces of a person in free text: a phone number, a mail address, a citizen service number, a whole date, a postcode.

Only what has a shape of its own is found. Names have none: who may know them looks for those elsewhere.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from stdnum.nl import bsn

MONTHS: tuple[str, ...] = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september")
MONTHS += ("oktober", "november", "december")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_IN_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}}) ({'|'.join(MONTHS)}) ((?:19|20)\d{{2}})(?!\d)", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d+])(?:(?:\+|00)31[\s().-]{0,3}(?:\(0\)[\s.-]?)?|\(?0)(?:\d[\s().-]{0,2}){8}\d(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d(?:[ .]?\d){7,8}(?!\d)")
_POSTCODE = re.compile(r"(?<!\w)[1-9]\d{3} ?[A-Z]{2}(?!\w)")


class Trace(NamedTuple):
    """What was found: `kind` is `mail`, `date`, `phone`, `number` (a BSN) or `postcode`; `day` for a date."""

    kind: str
    words: str
    day: date | None = None


def traces(text: str) -> list[Trace]:
    """Every trace in this text, in the order of the kinds above; a sign counts for one of them only."""
    found: list[Trace] = []
    for finds in (_mails, _days, _phones, _numbers, _postcodes):
        for trace in finds(text):
            found.append(trace)
            text = text.replace(trace.words, " | ")
    return found


def _mails(text: str) -> Iterator[Trace]:
    yield from (Trace("mail", words) for words in _MAIL.findall(text))


def _days(text: str) -> Iterator[Trace]:
    for pattern, order in ((_DAY, (3, 2, 1)), (_YEAR_FIRST, (1, 2, 3)), (_DAY_IN_WORDS, (3, 2, 1))):
        for match in pattern.finditer(text):
            year, month, day = (match.group(place) for place in order)
            number = MONTHS.index(month.lower()) + 1 if month.isalpha() else int(month)
            try:
                yield Trace("date", match.group(), date(int(year), number, int(day)))
            except ValueError:
                continue


def _phones(text: str) -> Iterator[Trace]:
    yield from (Trace("phone", match.group().strip()) for match in _PHONE.finditer(text))


def _numbers(text: str) -> Iterator[Trace]:
    for match in _NUMBER.finditer(text):
        if bsn.is_valid(match.group().replace(" ", "").replace(".", "").zfill(9)):
            yield Trace("number", match.group())


def _postcodes(text: str) -> Iterator[Trace]:
    yield from (Trace("postcode", match.group()) for match in _POSTCODE.finditer(text))
