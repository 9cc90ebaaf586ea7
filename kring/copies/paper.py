"""The copy on paper, for the kitchen table; who looked is told per person, the single looks stand in the JSON."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.copies.content.entry import Entry, on
from kring.copies.looks import Looker, looks_told, who_looked
from kring.copies.scope import Scope
from kring.core import clock
from kring.core.speech import spoken
from kring.sharing.looked_words import looked_at
from kring.sharing.rules import Ids

TEMPLATE = Path(__file__).parent / "copy.typ"


def section_on_paper(title: str, entries: Iterable[Entry]) -> dict[str, Any]:
    """One section as plain words."""
    return {"title": title, "entries": [{"title": one.title, "lines": one.lines} for one in entries]}


def paper_of(scope: Scope, sections: list[dict[str, Any]]) -> tuple[Path, dict[str, Any]]:
    """The template, and all words for it; nothing in them is markup."""
    return TEMPLATE, {
        "lang": spoken(),
        "title": _("What is known about %(name)s") % {"name": scope.about.name},
        "made": _("Made by Kring for %(name)s, %(day)s") % {"name": scope.reader.name, "day": on(clock.now())},
        "intro": [
            _("Here stands what %(place)s and its partners know in Kring.") % {"place": scope.about.municipality.name},
            _("You may have a copy of that. This is in the law (AVG, article 15)."),
            _("Is something wrong or missing? Tell who wrote it, or your steady contact."),
            left_out(),
        ],
        "nothing": _("Nothing stands here."),
        "sections": [*sections, _looks(scope.rows)],
        "check_title": _("Has anybody changed the list of who looked?"),
        "check": [
            _("Kring seals each look. A change afterwards can then be seen."),
            _("The JSON file holds the proof for each look, and the signed head of the log."),
            _("Let somebody handy check it with the script check_proof.py. Your municipality has it."),
        ],
        "footer": _("page"),
    }


def left_out() -> str:
    """What may be missing and whom to ask; always the same words, so that they tell nothing."""
    return _(
        "Some things may be left out: what is about other people, or what could put somebody in danger. "
        "Do you want to know more? Ask the privacy officer of your municipality."
    )


def _looks(rows: Ids) -> dict[str, Any]:
    count = looks_told(rows).filter(allowed=True).count()
    total = ngettext("%(count)s look in all.", "%(count)s looks in all.", count) % {"count": count}
    return {
        "title": _("Who looked"),
        "entries": [{"title": total, "lines": []}, *map(_looker, who_looked(rows))] if count else [],
    }


def _looker(one: Looker) -> dict[str, Any]:
    place = f" ({one.organisation})" if one.organisation else ""
    times = ngettext("%(count)s time", "%(count)s times", one.times) % {"count": one.times}
    days = on(one.last)
    if on(one.first) != days:
        days = _("from %(since)s until %(until)s") % {"since": on(one.first), "until": days}
    return {"title": f"{one.name}{place}", "lines": [f"{looked_at(one.purpose)}, {times}, {days}"]}
