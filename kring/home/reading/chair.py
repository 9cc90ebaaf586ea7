"""The resident's chair: the file as one resident sees it, for a member who sits there for a moment."""

from dataclasses import dataclass, replace
from typing import Any

from kring.circles.models import Member
from kring.core.verdict import Verdict
from kring.home.reading.circle import STORY_DAYS, latest_events, subjects_of
from kring.home.reading.story import Event
from kring.households.models import Person
from kring.municipality.glossary import Glossary
from kring.plans.reading import Frame, PlanShown, read_frame_and_story, read_plan
from kring.sharing import rules
from kring.sharing.models import Item
from kring.sharing.reading import Reading


class ChairReading(Reading):
    """What this resident may read, and of that what the member may read too; nothing else is there at all."""

    def __init__(self, reading: Reading, resident: Member) -> None:
        super().__init__(reading.circle, reading.seat)
        self.mine, self.resident = reading, resident
        self.around, self.authorities = reading.around, reading.authorities
        self.theirs = self.facts_of(resident)

    def may_read(self, item: Item) -> Verdict:
        """Not there when the resident may not read it; closed when only the resident may."""
        mine = self.mine.may_read(item)
        if not rules.may_read(self.theirs, item).allowed:
            return replace(mine, allowed=False, tells="nothing")
        return mine


@dataclass(frozen=True)
class Chair:
    """All of the page: for whom, the frame, the plan, who is around, the last of the story, and hard words."""

    resident: Member
    others: list[Member]
    frame: Frame
    plan: PlanShown
    people: list[Member]
    events: list[Event]
    glossary: Glossary

    @property
    def only_theirs(self) -> int:
        """How many things here only the resident may read."""
        rows: list[Any] = [*self.frame.matters, *(row.goal for row in (*self.plan.goals, *self.plan.ended))]
        rows += [shown for row in self.plan.goals for shown in row.agreements]
        rows += [event.shown for event in self.events if event.shown is not None]
        return len({row.item.pk for row in rows if not row.open})


def residents_of(reading: Reading) -> list[Member]:
    """Those of the circle in whose chair one can sit."""
    return [member for member in reading.members if member.is_resident]


def read_chair(reading: Reading, resident: Member) -> Chair:
    """The page for this resident, as far as the member may read along (five queries)."""
    chair = ChairReading(reading, resident)
    plan = read_plan(chair)
    frame, notes = read_frame_and_story(chair, since_days=STORY_DAYS)
    person: Person | None = resident.person
    assert person is not None  # noqa: S101 (a resident's seat)
    return Chair(
        resident=resident,
        others=[other for other in residents_of(reading) if other != resident],
        frame=frame,
        plan=plan,
        people=[member for member in reading.members if member != resident and not member.is_resident],
        events=latest_events(chair, notes, subjects_of(plan)),
        glossary=Glossary.of(reading.circle.household.municipality),
    )
