"""Finding themes and reports again by words: every word must be there; in the name counts more, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kring.municipality.models import Municipality
from kring.themes.models import Report, Theme, plain
from kring.themes.texts import excerpt

MOST = 30
LONGEST = 10


@dataclass(frozen=True)
class Found:
    """A theme, or a report of one, with some of its words around what was looked for."""

    theme: Theme
    report: Report | None
    words: str

    @property
    def title(self) -> str:
        return self.report.title if self.report else self.theme.name


def find(municipality: Municipality, asked: str, *, most: int = MOST) -> list[Found]:
    """What fits all words of `asked`, best first (four queries, however much there is)."""
    words = list(dict.fromkeys(plain(asked).split()))[:LONGEST]
    if not words:
        return []
    themes = _fitting(Theme.objects.filter(municipality=municipality), words)
    reports = _fitting(Report.objects.filter(theme__municipality=municipality), words)
    ranked = [
        *_ranked(themes.values_list("pk", "name", "started_at"), words, 1),
        *_ranked(reports.values_list("pk", "title", "changed_at"), words, 0),
    ]
    best = [pk for _rank, pk in sorted(ranked, reverse=True)[:most]]
    rows: dict[Any, Found] = {}
    for theme in Theme.objects.filter(pk__in=best):
        rows[theme.pk] = Found(theme, None, excerpt(theme.about, words))
    for report in Report.objects.filter(pk__in=best).select_related("theme"):
        rows[report.pk] = Found(report.theme, report, excerpt(report.text, words))
    return [rows[pk] for pk in best]


def _fitting(rows: QuerySet[Any], words: Iterable[str]) -> QuerySet[Any]:
    for word in words:
        rows = rows.filter(words__contains=word)
    return rows.order_by()


def _ranked(rows: Iterable[tuple[Any, str, datetime]], words: list[str], theme: int) -> list[tuple[Any, Any]]:
    found = []
    for pk, title, moment in rows:
        name = plain(title)
        found.append(((sum(word in name for word in words), theme, moment), pk))
    return found
