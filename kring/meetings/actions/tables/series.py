"""A table that comes back: started, planned ahead, changed from a date on, ended; who stands in it."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kring.circles.actors import Actor
from kring.core import clock
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.inviting.guests import OTHER_DAY, ask_anew, guests_of, move_item
from kring.meetings.actions.tables.calling import waiting_at
from kring.meetings.actions.tables.series_mails import CHANGED, WHOLE, tell_dates, tell_no_longer
from kring.meetings.dates import dates_of, working_day
from kring.meetings.models import AgendaItem, Kind, Meeting, MeetingSeries, Participant, StandingPlace
from kring.network.models import Professional
from kring.network.rules import works_here

AHEAD = timedelta(weeks=12)
# What can change for all tables to come; a table that was moved by itself keeps its own day and hour.
WHEN, WHERE = ("at", "minutes"), ("place", "video_link")


@transaction.atomic
def start_series(
    *,
    name: str,
    first_on: date,
    every_weeks: int,
    at: time,
    by: Actor,
    asked: Iterable[Professional] = (),
    kind: str = Kind.CASE,
    **more: Any,
) -> MeetingSeries:
    """A table that comes back every so many weeks, planned twelve weeks ahead. Each gets one mail with all dates."""
    works_here(by).insist()
    chair = by.professional
    assert chair is not None  # noqa: S101 (the rule above)
    series = MeetingSeries.objects.create(
        municipality_id=chair.organisation.municipality_id,
        name=name,
        kind=kind,
        first_on=first_on,
        every_weeks=every_weeks,
        at=at,
        chair=chair,
        **more,
    )
    for one in dict.fromkeys([chair, *asked]):
        StandingPlace.objects.create(
            series=series, organisation_id=one.organisation_id, function=one.function, holder=one
        )
    _plan(series, clock.today())
    _tell_all(to_come(series), WHOLE)
    record("meeting.series.started", by=by, subject=series.pk)
    return series


def plan_ahead() -> int:
    """Keep every series planned twelve weeks ahead; gives how many tables were added. Run by the worker."""
    running = MeetingSeries.objects.filter(ended_on__isnull=True)
    return sum(_plan(series, clock.today()) for series in running)


@transaction.atomic
def change_series(series: MeetingSeries, *, from_day: date, by: Actor, **changes: Any) -> MeetingSeries:
    """Another hour, length, place, link or chair for every table from a day on, and all that are planned later.

    A table that was moved by itself keeps its own day and hour. Who said yes to another hour is asked again.
    """
    series = _held(series)
    rules.may_change_series(series, by).insist()
    changed = {name: value for name, value in changes.items() if getattr(series, name) != value}
    if not changed:
        return series
    before = series.at
    for name, value in changed.items():
        setattr(series, name, value)
    series.save(update_fields=list(changed))
    if "chair" in changed:
        _sit(series, series.chair)
    told: list[Meeting] = []
    for meeting in to_come(series).filter(day__gte=from_day).select_for_update(of=("self",)):
        if _change_one(meeting, changed, moved=meeting.at != before or meeting.day != working_day(meeting.planned_on)):
            told.append(meeting)
    _tell_all(Meeting.objects.filter(pk__in=[meeting.pk for meeting in told]), CHANGED)
    record("meeting.series.changed", by=by, subject=series.pk)
    return series


@transaction.atomic
def end_series(
    series: MeetingSeries, *, last_day: date, why: str, by: Actor, items_to: Meeting | None = None
) -> list[Meeting]:
    """No more tables after `last_day`; gives those that are kept, because a household stands on their agenda.

    With `items_to` what is on an agenda goes to that table instead, and the resident is asked anew.
    """
    series = _held(series)
    rules.may_change_series(series, by).insist()
    if items_to is not None:
        rules.may_go_to(items_to).insist()
    series.ended_on = last_day
    series.save(update_fields=["ended_on"])
    kept: list[Meeting] = []
    off: list[Meeting] = []
    for meeting in to_come(series).filter(day__gt=last_day).select_for_update(of=("self",)):
        if items_to is not None and items_to.pk != meeting.pk:
            _move_all(waiting_at(meeting), items_to)
        (kept if waiting_at(meeting) or meeting == items_to else off).append(meeting)
    for meeting in off:
        meeting.state, meeting.cancelled_why, meeting.sequence = Meeting.State.CANCELLED, why, meeting.sequence + 1
        meeting.save(update_fields=["state", "cancelled_why", "sequence"])
    for who, rows in _by_person(off).items():
        if who.pk != series.chair_id:
            tell_no_longer(who, [one.meeting for one in rows], series.pk)
    record("meeting.series.ended", by=by, subject=series.pk)
    return kept


def to_come(series: MeetingSeries) -> QuerySet[Meeting]:
    """The tables of this series that are planned and not over, the next one first."""
    return series.meetings.filter(state=Meeting.State.PLANNED, day__gte=clock.today()).order_by("day", "at")


def _change_one(meeting: Meeting, changed: dict[str, Any], *, moved: bool) -> bool:
    """Change one table as far as it follows its series; True when who is asked must hear it."""
    names = [name for name in (*WHERE, *(() if moved else WHEN)) if name in changed]
    for name in names:
        setattr(meeting, name, changed[name])
    if "chair" in changed:
        meeting.chair = changed["chair"]
    if names:
        meeting.sequence += 1
    meeting.save(update_fields=[*names, "chair", "sequence"])
    if "at" in names:
        meeting.participants.exclude(professional=meeting.chair_id).update(answer="none", answered_at=None)
    if "at" in names or "place" in names:
        for item in waiting_at(meeting):
            for guest in guests_of(item):
                ask_anew(guest, OTHER_DAY)
    return bool(names)


def _move_all(items: list[AgendaItem], to: Meeting) -> None:
    for item in items:
        if rules.may_stand_on(item, to).allowed:
            item.proposed.all().delete()
            move_item(item, to)
            for guest in guests_of(item):
                ask_anew(guest, OTHER_DAY)


def _tell_all(meetings: QuerySet[Meeting], text: Any) -> None:
    """One mail to each who is asked to these tables; the chair knows."""
    tables = list(meetings)
    for who, rows in _by_person(tables).items():
        if who.pk not in {meeting.chair_id for meeting in tables}:
            tell_dates(who, rows, text)


def _by_person(meetings: list[Meeting]) -> dict[Professional, list[Participant]]:
    by_id = {meeting.pk: meeting for meeting in meetings}
    found: dict[Professional, list[Participant]] = {}
    rows = Participant.objects.filter(meeting__in=by_id, professional__ended_on__isnull=True)
    for one in rows.select_related("professional").order_by("professional__name", "pk"):
        one.meeting = by_id[one.meeting_id]
        found.setdefault(one.professional, []).append(one)
    return found


def _sit(series: MeetingSeries, who: Professional) -> None:
    """Who chairs has a place, and comes."""
    if not series.places.filter(holder=who).exists():
        StandingPlace.objects.create(
            series=series, organisation_id=who.organisation_id, function=who.function, holder=who
        )
    for meeting in to_come(series):
        Participant.objects.update_or_create(
            meeting=meeting,
            professional=who,
            defaults={"answer": Participant.Answer.ACCEPTED, "answered_at": clock.now()},
        )


def _held(series: MeetingSeries) -> MeetingSeries:
    held: MeetingSeries = (
        MeetingSeries.objects.select_for_update(of=("self",)).select_related("chair").get(pk=series.pk)
    )
    return held


@transaction.atomic
def _plan(series: MeetingSeries, today: date) -> int:
    """The tables of the coming weeks that are not there yet; what was moved or cancelled keeps its place."""
    there = set(series.meetings.values_list("planned_on", flat=True))
    standing = list(series.places.filter(holder__isnull=False).values_list("holder", flat=True))
    made = 0
    for planned, held in dates_of(series, today + AHEAD):
        if planned in there or held < today:
            continue
        meeting, created = Meeting.objects.get_or_create(
            series=series,
            planned_on=planned,
            defaults={
                "municipality_id": series.municipality_id,
                "name": series.name,
                "kind": series.kind,
                "day": held,
                "at": series.at,
                "minutes": series.minutes,
                "place": series.place,
                "video_link": series.video_link,
                "chair_id": series.chair_id,
                "theme_id": series.theme_id,
            },
        )
        if created:
            sit_down(meeting, standing)
            made += 1
    return made


def sit_down(meeting: Meeting, who: Iterable[Any]) -> None:
    """These are asked to this table; they are told with the other dates. The chair comes, and knows."""
    now = clock.now()
    rows = []
    for pk in who:
        chairs = pk == meeting.chair_id
        rows.append(
            Participant(
                meeting=meeting,
                professional_id=pk,
                answer=Participant.Answer.ACCEPTED if chairs else Participant.Answer.NONE,
                answered_at=now if chairs else None,
                told_at=now if chairs else None,
            )
        )
    Participant.objects.bulk_create(rows, ignore_conflicts=True)
