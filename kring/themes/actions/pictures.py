"""Pictures at a report: made anew by the form, numbered, and gone with their file when somebody takes them away."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.verdict import no
from kring.log.actions import record
from kring.themes import rules
from kring.themes.models import Picture, Report

MOST = 12


@transaction.atomic
def add_picture(report: Report, *, file: ContentFile, says: str, by: Actor) -> Picture:
    """One picture more, with words for who does not see it."""
    report = Report.objects.select_for_update(of=("self",)).select_related("theme").get(pk=report.pk)
    rules.may_write(report.theme, by).insist()
    if report.pictures.count() >= MOST:
        no(_("A report holds at most 12 pictures."), what_opens=_("Take one away first.")).insist()
    report.pictures_made += 1
    report.save(update_fields=["pictures_made"])
    picture = Picture.objects.create(
        report=report, number=report.pictures_made, file=file, says=says, by=by.job, at=clock.now()
    )
    record("theme.picture.added", by=by, subject=report.pk)
    return picture


@transaction.atomic
def remove_picture(picture: Picture, *, by: Actor) -> None:
    """The picture and its file go at once: somebody may be known on it."""
    rules.may_write(picture.report.theme, by).insist()
    file = picture.file
    picture.delete()
    record("theme.picture.removed", by=by, subject=picture.report_id)
    transaction.on_commit(lambda: file.delete(save=False))
