"""A report: read, written by several, its versions, and its pictures."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import GatedRequest
from kring.core.needs import needs
from kring.core.once import SeeOther
from kring.network.rules import works_here
from kring.themes import actions, rules
from kring.themes.actions.reports import ChangedMeanwhile
from kring.themes.forms import ClearForm, PictureForm, ReportForm
from kring.themes.merging import clashes, joined
from kring.themes.models import Picture, Report, ReportVersion
from kring.themes.texts import differences, shown
from kring.themes.views import here, the_report, the_theme, to_report

A_DAY = 24 * 60 * 60


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def report_start(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """A new report."""
    theme = the_theme(request, theme_id)
    rules.may_write(theme, request.actor).insist()
    form = ReportForm(request.POST or None, initial={"made_from": 0})
    if form.is_valid():
        said = form.cleaned_data
        report = actions.start_report(theme, title=said["title"], text=said["text"], by=request.actor)
        return to_report(report.pk)
    back_to = reverse("theme", args=[theme.pk])
    page = {"form": form, "title": _("Write a report"), "back_to": back_to, "back": theme.name}
    return render(request, "themes/report_edit.html", page, status=400 if form.is_bound else 200)


@needs(works_here)
@require_safe
def report(request: GatedRequest, report_id: uuid.UUID) -> HttpResponse:
    """What was written, as it is now."""
    report = the_report(request, report_id)
    pictures = list(report.pictures.all())
    page = {
        "report": report,
        "text": shown(report.text, pictures),
        "pictures": pictures,
        "may_write": rules.may_write(report.theme, request.actor),
        "may_join": rules.may_join(report.theme, request.actor),
    }
    return render(request, "themes/report.html", page)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: GatedRequest, report_id: uuid.UUID) -> HttpResponse:
    """Write along. Who saves second keeps their words, and sees those of the other."""
    report = the_report(request, report_id)
    rules.may_write(report.theme, request.actor).insist()
    initial = {"title": report.title, "text": report.text, "made_from": report.revision}
    form = ReportForm(request.POST or None, initial=initial, known=report.text)
    if not form.is_valid():
        return _edit(request, report, form)
    said = form.cleaned_data
    get_object_or_404(report.versions, number=said["made_from"])
    try:
        saved = actions.save_report(
            report, title=said["title"], text=said["text"], made_from=said["made_from"], by=request.actor
        )
    except ChangedMeanwhile as meanwhile:
        return _both(request, meanwhile, form)
    if saved.revision > said["made_from"] + 1:
        messages.info(request, _("Somebody else wrote at the same time. Both your words stand there now."))
        return SeeOther(reverse("report_version", args=[saved.pk, saved.revision]) + f"?sinds={said['made_from']}")
    return to_report(saved.pk)


@needs(works_here)
@require_safe
def report_versions(request: GatedRequest, report_id: uuid.UUID) -> HttpResponse:
    """Who wrote when."""
    report = the_report(request, report_id)
    versions = report.versions.select_related("by__organisation", "cleared_by").defer("text")
    return render(request, "themes/versions.html", {"report": report, "versions": versions})


@needs(works_here)
@require_safe
def report_version(request: GatedRequest, report_id: uuid.UUID, number: int) -> HttpResponse:
    """What somebody changed: beside the version before, or beside another (`sinds`)."""
    report = the_report(request, report_id)
    version = _the_version(report, number)
    since = request.GET.get("sinds", "")
    before = int(since) if since.isdecimal() and int(since) < number else number - 1
    former = report.versions.filter(number=before).first()
    page = {
        "report": report,
        "version": version,
        "former": former,
        "lines": differences(former.text if former else "", version.text),
        "text": shown(version.text, report.pictures.all()),
        "may_put_back": rules.may_put_back(report, version, request.actor),
        "may_clear": rules.may_clear(report, version, request.actor),
    }
    return render(request, "themes/version.html", page)


@needs(works_here)
@require_POST
def report_put_back(request: GatedRequest, report_id: uuid.UUID, number: int) -> HttpResponse:
    """How it was comes back."""
    report = the_report(request, report_id)
    actions.put_back(report, _the_version(report, number), by=request.actor)
    messages.success(request, _("Put back. What stood there can still be read among the versions."))
    return to_report(report.pk)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def report_version_clear(request: GatedRequest, report_id: uuid.UUID, number: int) -> HttpResponse:
    """Words that should never have stood there."""
    report = the_report(request, report_id)
    version = _the_version(report, number)
    rules.may_clear(report, version, request.actor).insist()
    form, back_to = ClearForm(request.POST or None), reverse("report_versions", args=[report.pk])
    if form.is_valid():
        actions.clear_version(version, **form.cleaned_data, by=request.actor)
        return SeeOther(back_to)
    page = {"form": form, "title": _("Take these words away"), "back_to": back_to, "back": report.title}
    return render(request, "themes/form.html", page, status=400 if form.is_bound else 200)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def picture_add(request: GatedRequest, report_id: uuid.UUID) -> HttpResponse:
    """A picture at the report."""
    report = the_report(request, report_id)
    rules.may_write(report.theme, request.actor).insist()
    form = PictureForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        picture = actions.add_picture(report, **form.cleaned_data, by=request.actor)
        words = _("The picture stands below the text. Write [foto %(number)s] on a line of its own to move it there.")
        messages.success(request, words % {"number": picture.number})
        return to_report(report.pk)
    back_to = reverse("report", args=[report.pk])
    page = {"form": form, "title": _("Add a picture"), "back_to": back_to, "back": report.title}
    return render(request, "themes/form.html", page, status=400 if form.is_bound else 200)


@needs(works_here)
@require_safe
def picture(request: GatedRequest, picture_id: uuid.UUID) -> HttpResponseBase:
    """The picture itself."""
    found = Picture.objects.filter(pk=picture_id, report__theme__municipality=here(request)).first()
    if found is None or not found.file.storage.exists(str(found.file)):
        raise Http404
    response = FileResponse(found.file.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={A_DAY}"
    return response


@needs(works_here)
@require_POST
def picture_remove(request: GatedRequest, picture_id: uuid.UUID) -> HttpResponse:
    """The picture goes."""
    rows = Picture.objects.filter(report__theme__municipality=here(request)).select_related("report__theme")
    found = get_object_or_404(rows, pk=picture_id)
    actions.remove_picture(found, by=request.actor)
    return to_report(found.report_id)


def _the_version(report: Report, number: int) -> ReportVersion:
    version: ReportVersion = get_object_or_404(
        report.versions.select_related("by__organisation", "cleared_by"), number=min(number, 2**31 - 1)
    )
    return version


def _edit(request: GatedRequest, report: Report, form: ReportForm) -> HttpResponse:
    page: dict[str, Any] = {"form": form, "title": report.title, "back": report.title, "report": report}
    page["back_to"] = reverse("report", args=[report.pk])
    return render(request, "themes/report_edit.html", page, status=400 if form.is_bound else 200)


def _both(request: GatedRequest, meanwhile: ChangedMeanwhile, form: ReportForm) -> HttpResponse:
    """Both changed the same lines: one form with the words of both, and beside it who wrote what (409)."""
    now = meanwhile.report
    data = request.POST.copy()
    data["text"], data["made_from"] = joined(meanwhile.parts), str(now.revision)
    again = ReportForm(data, known=joined(meanwhile.parts))
    page = {
        "form": again,
        "report": now,
        "clashes": clashes(meanwhile.parts),
        "other_title": now.title if now.title != form.cleaned_data["title"] else "",
        "back_to": reverse("report", args=[now.pk]),
    }
    return render(request, "themes/both.html", page, status=409)
