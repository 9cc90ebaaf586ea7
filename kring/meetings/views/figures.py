"""How often residents were not invited, and why; what was put off; what ended with everything heard."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kring.circles.actors import GatedRequest
from kring.core import clock
from kring.core.needs import needs
from kring.core.templatetags.kring import progress
from kring.meetings.figures import FEWEST, Counted, Figures, may_see_figures, read_figures
from kring.meetings.forms.tables import FiguresForm

MONTH = timedelta(days=30)


HEADERS = (_("Table"), _("Talks"), _("Resident not invited"), _("Put off"), _("Closed with everything heard"))


@needs(may_see_figures)
@require_safe
def figures(request: GatedRequest) -> HttpResponse:
    """Per table and reason, without persons."""
    form = FiguresForm(request.GET or None, initial={"periode": "3"})
    months = int(form.cleaned_data["periode"]) if form.is_valid() else 3
    job, today = request.actor.professional, clock.today()
    assert job is not None  # noqa: S101 (the gate lets the privacy officer through)
    found = read_figures(job.organisation.municipality, since=today - months * MONTH, until=today)
    page = {"form": form, "figures": found, "since": today - months * MONTH, "fewest": FEWEST, **_table(found)}
    return render(request, "meetings/figures.html", page, status=400 if form.errors else 200)


def _table(found: Figures) -> dict[str, Any]:
    """The lines of the table, the sum last."""
    rows = [*found.rows, found.total] if found.total else []
    lines = [
        [row.name, _number(row.talks), _bar(row.not_invited), _bar(row.put_off), _bar(row.all_heard)] for row in rows
    ]
    return {"headers": HEADERS, "rows": lines}


def _number(talks: int) -> object:
    return talks if talks >= FEWEST else Counted(talks, talks).says


def _bar(counted: Counted) -> object:
    return progress(counted.number, counted.all, counted.says) if counted.told else counted.says
