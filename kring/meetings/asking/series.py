"""A table that comes back, as its people see it: who stands in it, and the dates to come."""

from collections.abc import Sequence
from dataclasses import dataclass

from kring.circles.actors import Actor
from kring.core.verdict import Verdict
from kring.meetings import rules
from kring.meetings.actions.tables.series import to_come
from kring.meetings.models import Meeting, MeetingSeries, StandingPlace


@dataclass(frozen=True)
class SeriesShown:
    """One series for one reader."""

    series: MeetingSeries
    places: Sequence[StandingPlace]
    dates: Sequence[Meeting]
    may_change: Verdict

    @property
    def empty(self) -> int:
        return sum(place.holder is None for place in self.places)


def read_series(series: MeetingSeries, actor: Actor) -> SeriesShown:
    """Two queries beside those of the rules."""
    places = series.places.select_related("organisation", "holder__organisation")
    may_change = rules.may_change_series(series, actor)
    return SeriesShown(series, list(places), list(to_come(series)[:40]), may_change)
