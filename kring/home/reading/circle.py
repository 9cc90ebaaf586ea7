"""The page of one circle: household, who, plan, the latest of the story, and how open it is. Seven queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import ngettext

from kring.circles.rules import may_invite, may_work_here, who_must_act
from kring.core import clock
from kring.core.verdict import Text, Verdict
from kring.home.reading.acting import Acting, who_acts
from kring.home.reading.beside import Beside, read_beside
from kring.home.reading.story import Event, note_event, recent_acts
from kring.households.models import Person, Residence
from kring.households.rules import age
from kring.meetings.missing import gaps
from kring.meetings.rules import may_call
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
class CirclePage:
    """All of the page, as one reader sees it."""

    household: list[Lives]
    plan: PlanShown
    frame: Frame
    events: list[Event]
    open_items: int
    closed_items: int
    may_work: Verdict
    may_invite: Verdict
    may_call: Verdict
    must_find_a_lead: Any
    acting: Acting | None
    beside: Beside

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
    may_ask_in = may_invite(circle, seat)
    beside = read_beside(reading, gaps((row.goal for row in plan.goals), reading) if may_ask_in.allowed else [])
    return CirclePage(
        household=[Lives(person, _age(person)) for person in reading.persons],
        plan=plan,
        frame=frame,
        events=latest_events(reading, notes, subjects),
        open_items=sum(row.open for row in shown),
        closed_items=sum(not row.open for row in shown),
        may_work=may_work_here(circle, seat),
        may_invite=may_ask_in,
        may_call=may_call(circle, seat, reading.lead),
        must_find_a_lead=who_must_act(circle, reading.members, reading.lead, reading.lead_offer),
        acting=who_acts(reading, plan, beside, has_framework=frame.framework is not None),
        beside=beside,
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
