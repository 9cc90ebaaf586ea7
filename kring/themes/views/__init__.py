"""The pages of themes and their reports. The page of one theme stands in `meetings`, which knows its tables."""

import uuid
from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kring.circles.actors import GatedRequest
from kring.core.once import SeeOther
from kring.municipality.models import Municipality
from kring.themes.models import Joining, Report, Theme


def here(request: GatedRequest) -> Municipality:
    """The municipality of who asks."""
    return request.actor.job.organisation.municipality


def the_theme(request: GatedRequest, theme_id: uuid.UUID) -> Theme:
    """A theme of this municipality with its owner and who takes part (two queries); 404 for another."""
    rows = Theme.objects.filter(municipality=here(request)).select_related("owner__organisation", "offered_to")
    theme: Theme = get_object_or_404(rows.prefetch_related(taking_part_in("joinings")), pk=theme_id)
    return theme


def the_report(request: GatedRequest, report_id: uuid.UUID) -> Report:
    """A report of this municipality with its theme, pictures and who takes part (three queries); 404 for another."""
    rows = Report.objects.filter(theme__municipality=here(request))
    rows = rows.select_related("theme__owner", "changed_by__organisation", "meeting")
    report: Report = get_object_or_404(
        rows.prefetch_related("pictures", taking_part_in("theme__joinings")), pk=report_id
    )
    return report


def to_theme(theme_id: Any, anchor: str = "") -> SeeOther:
    """To the page of the theme (303)."""
    return SeeOther(reverse("theme", args=[theme_id]) + (f"#{anchor}" if anchor else ""))


def to_report(report_id: Any) -> SeeOther:
    """To the report (303)."""
    return SeeOther(reverse("report", args=[report_id]))


def taking_part_in(path: str) -> Any:
    """Reads along who takes part now, from this path (for `prefetch_related`)."""
    running = Joining.objects.filter(left_at__isnull=True).select_related("professional__organisation")
    return Prefetch(path, queryset=running)
