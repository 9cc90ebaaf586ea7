"""A theme table: called for a theme, with points instead of households, and a report one press away."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core import clock
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.tables.calling import call_meeting
from kring.meetings.actions.tables.series import start_series
from kring.meetings.models import Kind, Meeting, Participant, Point
from kring.themes.actions import start_report
from kring.themes.models import Report, Theme
from kring.themes.rules import may_write, taking_part


@transaction.atomic
def call_theme_table(
    theme: Theme, *, name: str, day: date, at: time, every_weeks: int, by: Actor, **more: Any
) -> Meeting:
    """One table for a theme, or (`every_weeks`) a series of which the first is given; all who joined are asked."""
    may_write(theme, by).insist()
    asked = [one.professional for one in taking_part(theme)]
    more |= {"name": name, "at": at, "asked": asked, "kind": Kind.THEME, "theme": theme, "by": by}
    if not every_weeks:
        return call_meeting(day=day, **more)
    series = start_series(first_on=day, every_weeks=every_weeks, **more)
    return series.meetings.order_by("planned_on").first() or call_meeting(day=day, **more)


@transaction.atomic
def add_point(meeting: Meeting, *, question: str, by: Actor, minutes: int = 15) -> Point:
    """A question on the agenda, with who brings it and how long it takes."""
    meeting = _locked(meeting)
    rules.may_add_point(meeting, by).insist()
    last = meeting.points.order_by("-order").values_list("order", flat=True).first() or 0
    point = Point.objects.create(
        meeting=meeting,
        question=question,
        minutes=minutes,
        brought_by=by.job,
        order=last + 1,
        brought_at=clock.now(),
    )
    record("meeting.point.added", by=by, subject=meeting.pk)
    return point


@transaction.atomic
def drop_point(point: Point, *, by: Actor) -> None:
    """Off the agenda, by who brought it or the chair."""
    rules.may_drop_point(point, by).insist()
    point.delete()
    record("meeting.point.dropped", by=by, subject=point.meeting_id)


@transaction.atomic
def come_along(meeting: Meeting, *, by: Actor) -> Participant:
    """I come to this theme table, asked or not."""
    meeting = _locked(meeting)
    rules.may_come(meeting, by).insist()
    said = {"answer": Participant.Answer.ACCEPTED, "answered_at": clock.now()}
    mine: Participant = Participant.objects.update_or_create(
        meeting=meeting, professional=by.professional, defaults=said
    )[0]
    record("meeting.come", by=by, subject=meeting.pk)
    return mine


@transaction.atomic
def harvest(meeting: Meeting, *, by: Actor) -> Report:
    """The report of this table: begun with day, who was there and the points; who presses second gets the same."""
    meeting = _locked(meeting)
    rules.may_harvest(meeting, by).insist()
    if meeting.report is not None:
        return meeting.report
    assert meeting.theme is not None  # noqa: S101 (the rule above)
    title = _("%(name)s, %(day)s") % {"name": meeting.name, "day": _day(meeting)}
    meeting.report = start_report(meeting.theme, title=title[:150], text=_begin_of(meeting), by=by)
    meeting.save(update_fields=["report"])
    record("meeting.harvested", by=by, subject=meeting.pk)
    return meeting.report


def _begin_of(meeting: Meeting) -> str:
    came = Q(answer=Participant.Answer.ACCEPTED) | Q(professional=meeting.chair)
    rows = meeting.participants.filter(came).select_related("professional__organisation").order_by("professional__name")
    names = ", ".join(f"{one.professional.name} ({one.professional.organisation_name})" for one in rows)
    where = f", {meeting.place}" if meeting.place else ""
    parts = [f"{_day(meeting)}, {meeting.at:%H:%M}{where}", _("At the table: %(names)s") % {"names": names}]
    for point in meeting.points.select_related("brought_by"):
        parts += [f"## {point.question}", _("Brought by %(name)s.") % {"name": point.brought_by.name}]
    parts += [f"## {heading}\n" for heading in (_("What did we learn?"), _("What do we do with it?"))]
    return "\n\n".join(parts)


def _day(meeting: Meeting) -> str:
    """The day with its year, as it reads later too."""
    return date_format(meeting.day, "j F Y")


def _locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("theme__owner", "report", "chair")
    held: Meeting = rows.get(pk=meeting.pk)
    return held
