"""Writing a report with several people: every saving is a version, and nobody's words are lost."""

from collections.abc import Sequence

from django.db import transaction

from kring.circles.actors import Actor
from kring.core import clock
from kring.log.actions import record
from kring.themes import rules
from kring.themes.merging import Part, clashes, joined, lines_of, merge
from kring.themes.models import Report, ReportVersion, Theme


class ChangedMeanwhile(Exception):
    """Somebody else changed the same lines first. Carries the report as it is now and both texts in parts."""

    def __init__(self, report: Report, parts: Sequence[Part]) -> None:
        super().__init__("changed meanwhile")
        self.report = report
        self.parts = parts


@transaction.atomic
def start_report(theme: Theme, *, title: str, by: Actor, text: str = "") -> Report:
    """A first version."""
    rules.may_write(theme, by).insist()
    report = Report.objects.create(
        theme=theme, title=title, text=_plain(text), changed_by=by.job, changed_at=clock.now()
    )
    _version(report, by)
    record("theme.report.started", by=by, subject=report.pk)
    return report


@transaction.atomic
def save_report(report: Report, *, title: str, text: str, made_from: int, by: Actor) -> Report:
    """Save what was made from version `made_from`. What somebody else saved meanwhile is joined with it.

    Raises ChangedMeanwhile where both changed the same lines.
    """
    report = _locked(report)
    rules.may_write(report.theme, by).insist()
    text = _plain(text)
    if made_from == report.revision:
        return _saved(report, title, text, by)
    was = report.versions.get(number=made_from)
    parts = merge(was.text, report.text, text)
    if title == was.title:
        title = report.title
    if clashes(parts) or (report.title not in (was.title, title)):
        raise ChangedMeanwhile(report, parts)
    return _saved(report, title, joined(parts), by, both=True)


@transaction.atomic
def put_back(report: Report, version: ReportVersion, *, by: Actor) -> Report:
    """How it was, as a new version: what came after it stays to be read."""
    report = _locked(report)
    rules.may_put_back(report, version, by).insist()
    return _saved(report, version.title, version.text, by, puts_back=version.number)


@transaction.atomic
def clear_version(version: ReportVersion, *, why: str, by: Actor) -> ReportVersion:
    """Take away the words of a former version, because they should never have stood there."""
    report = _locked(version.report)
    version = report.versions.get(pk=version.pk)
    rules.may_clear(report, version, by).insist()
    version.text, version.cleared_why = "", why
    version.cleared_at, version.cleared_by = clock.now(), by.professional
    version.save(update_fields=["text", "cleared_why", "cleared_at", "cleared_by"])
    record("theme.report.cleared", by=by, subject=report.pk, detail={"version": version.number})
    return version


def _saved(
    report: Report, title: str, text: str, by: Actor, *, both: bool = False, puts_back: int | None = None
) -> Report:
    if (title, text) == (report.title, report.text):
        return report
    report.title, report.text, report.revision = title, text, report.revision + 1
    report.changed_at, report.changed_by = clock.now(), by.job
    report.save(update_fields=["title", "text", "words", "revision", "changed_at", "changed_by"])
    _version(report, by, joined=both, puts_back=puts_back)
    record("theme.report.saved", by=by, subject=report.pk)
    return report


def _version(report: Report, by: Actor, *, joined: bool = False, puts_back: int | None = None) -> None:
    ReportVersion.objects.create(
        report=report,
        number=report.revision,
        title=report.title,
        text=report.text,
        by=by.job,
        at=clock.now(),
        joined=joined,
        puts_back=puts_back,
    )


def _plain(text: str) -> str:
    return "\n".join(lines_of(text)).rstrip()


def _locked(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",)).select_related("theme__owner", "changed_by")
    return rows.get(pk=report.pk)
