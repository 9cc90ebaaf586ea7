"""The page of one circle: household, who, plan, the latest of the story, and how open it is. Seven queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import ngettext

from kring.circles.rules import may_invite, may_work_here, who_must_act
from kring.core import clock
from kring.core.verdict import Text, Verdict
from kring.home.reading.story import Event, note_event, recent_acts
from kring.households.models import Person, Residence
from kring.households.rules import age
from kring.log.models import Look
from kring.plans.models import Note
from kring.plans.reading import FRAME, Frame, PlanShown, read_frame_and_story, read_plan
from kring.sharing.reading import Reading, Shown

LATEST = 8
STORY_DAYS = 42


@dataclass(frozen=True)
class Lives:
    """Somebody of the household, with their age in words."""

    person: Person
    age: Text


@dataclass(frozen=True)
class Looks:
    """How many people looked at this circle this month, and how often."""

    people: int
    times: int


@dataclass(frozen=True)
class CirclePage:
    """All of the page, as one reader sees it."""

    household: list[Lives]
    plan: PlanShown
    frame: Frame
    events: list[Event]
    open_items: int
    closed_items: int
    looks: Looks
    may_work: Verdict
    may_invite: Verdict
    must_find_a_lead: Any

    @property
    def people(self) -> Text:
        """Says "1 volwassene, 1 kind"."""
        return _people([lives.person for lives in self.household])


def read_circle(reading: Reading) -> CirclePage:
    """The page for this reader; household, seats and grounds come from `reading`."""
    plan = read_plan(reading)
    frame, notes = read_frame_and_story(reading, since_days=STORY_DAYS)
    subjects = subjects_of(plan)
    shown = [*subjects.values(), *notes]
    circle, seat = reading.circle, reading.seat
    return CirclePage(
        household=[Lives(person, _age(person)) for person in reading.persons],
        plan=plan,
        frame=frame,
        events=latest_events(reading, notes, subjects),
        open_items=sum(row.open for row in shown),
        closed_items=sum(not row.open for row in shown),
        looks=_looks(reading),
        may_work=may_work_here(circle, seat),
        may_invite=may_invite(circle, seat),
        must_find_a_lead=who_must_act(circle, reading.members, reading.lead, reading.lead_offer),
    )


def latest_events(reading: Reading, notes: Iterable[Shown[Note]], subjects: dict[UUID, Shown[Any]]) -> list[Event]:
    """The newest moments: notes, and what was done; corrected notes are told by their correction."""
    notes = [row for row in notes if row.item.kind not in FRAME]
    corrected = {row.item.corrects_id for row in notes if row.item.corrects_id}
    since = clock.now() - timedelta(days=STORY_DAYS)
    told = [(row.item.written_at, note_event(reading, row)) for row in notes if row.item.pk not in corrected]
    told += recent_acts(reading, subjects, since=since, limit=LATEST)
    told.sort(key=lambda row: (row[1].day, row[0]), reverse=True)
    events = [event for _at, event in told if not event.closed or reading.knows_of_closed]
    return events[:LATEST]


def subjects_of(plan: PlanShown) -> dict[UUID, Shown[Any]]:
    """The goals and agreements that the page has read, by id."""
    rows = [*plan.goals, *plan.ended]
    items: list[Shown[Any]] = [row.goal for row in rows]
    items += [shown for row in rows for shown in row.agreements]
    return {shown.item.pk: shown for shown in items}


def _looks(reading: Reading) -> Looks:
    """All rows of one page carry one moment, so the moments are the number of times (one query)."""
    first = clock.today().replace(day=1)
    since = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    this_month = Look.objects.filter(circle=reading.circle.pk, at__gte=since, allowed=True)
    counts = this_month.aggregate(people=Count("by_user", distinct=True), times=Count("at", distinct=True))
    return Looks(**counts)


def _age(person: Person) -> Text:
    return "" if person.birth_date is None else age_in_words(person.birth_date)


def age_in_words(birth_date: date) -> Text:
    """Says "14 jaar"; for a baby "5 maanden"."""
    years = age(birth_date)
    if years > 0:
        return ngettext("%(count)s year old", "%(count)s years old", years) % {"count": years}
    today = clock.today()
    months = (today.year - birth_date.year) * 12 + today.month - birth_date.month - (today.day < birth_date.day)
    return ngettext("%(count)s month old", "%(count)s months old", max(months, 0)) % {"count": max(months, 0)}


def _people(persons: Iterable[Person]) -> Text:
    parts = [person.part for person in persons]  # type: ignore[attr-defined]
    children = parts.count(Residence.Part.CHILD)
    adults = len(parts) - children
    words = []
    if adults:
        words.append(ngettext("%(count)s adult", "%(count)s adults", adults) % {"count": adults})
    if children:
        words.append(ngettext("%(count)s child", "%(count)s children", children) % {"count": children})
    return ", ".join(words)
