"""The shape of a small story, and how its words become those of one household.

Words in square brackets are alternatives: `[een brief|een telefoontje]`. Words in braces are filled in: `{naam}`,
`{meneer}` (meneer or mevrouw with the family name), `{hij}`, `{hem}`, `{zijn}` (with a capital where written so),
`{kind}`, `{partner}`, `{naaste}`.
"""

import re
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

ALTERNATIVES = re.compile(r"\[([^\[\]]+)\]")


class Line(NamedTuple):
    """Somebody says or does something: `who` is an organisation, `ik` (the resident) or `naaste`; `what` its tag."""

    who: str
    tag: str
    text: str


@dataclass(frozen=True)
class Situation:
    """Lines are written as `who/life domain: text` (notes) and `number of the goal/who: what` (agreements)."""

    # Who lives there: alleen, jong, oud, paar, oudpaar, gezin, alleenouder.
    home: str
    # Organisations; the first one opens the circle.
    team: str
    purpose: str
    matters: str
    message: str
    # (life domain, result, own words)
    goals: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    # The one that begins with ~ may fail, and `why_not` says why.
    agreements: tuple[str, ...]
    why_not: str
    # Per review: `score: words`
    reviews: tuple[str, ...]
    supporter: str = ""
    # Where the words need it: `v` or `m` for the resident, and for the child that is named.
    who: str = ""
    child: str = ""


def note(line: str) -> Line:
    """`wijkteam/wonen: tekst` as (who, life domain, text)."""
    head, text = line.split(": ", 1)
    who, domain = head.split("/")
    return Line(who, domain, text)


def agreement(line: str) -> Line:
    """`1/wijkteam: tekst` as (who, number of the goal, what)."""
    head, text = line.split(": ", 1)
    number, who = head.split("/")
    return Line(who, number, text)


def say(text: str, words: dict[str, str], chance: Random) -> str:
    """The text for one household: alternatives chosen, names filled in."""
    while found := ALTERNATIVES.search(text):
        text = text[: found.start()] + chance.choice(found[1].split("|")) + text[found.end() :]
    return text.format_map(words)
