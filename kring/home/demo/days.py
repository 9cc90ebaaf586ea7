"""Days of the demo, counted from the day on which it is filled, so that it is always about this week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

SATURDAY = 6
# In the Netherlands, for rounding ages: a person of 16 and a half is 16 years and 183 days.
YEAR = 365.25


@dataclass(frozen=True)
class Days:
    """`now` is the moment of filling (aware). Days are counted from it: -7 is a week ago, 3 is in three days."""

    now: datetime

    @property
    def today(self) -> date:
        return timezone.localtime(self.now).date()

    def past(self, days: int, at: str = "9:30") -> datetime:
        """A working moment in the past: weekends become the Friday before, and nothing is later than now."""
        weekend = (self.today + timedelta(days=days)).isoweekday() - SATURDAY
        return self.any_day(days - max(0, weekend + 1), at)

    def any_day(self, days: int, at: str) -> datetime:
        """A moment in the past, in the weekend too, and never later than now."""
        day = self.today + timedelta(days=days)
        hour, minute = (int(part) for part in at.split(":"))
        moment = datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())
        return min(moment, self.now)

    def due(self, days: int) -> date:
        """A day on which something is to be ready. Weekends become the Monday after, or the Friday before when that
        is past; today stays today.
        """
        day = self.today + timedelta(days=days)
        weekend = day.isoweekday() - SATURDAY
        if weekend < 0 or days == 0:
            return day
        return day + timedelta(days=2 - weekend if days > 0 else -1 - weekend)

    def born(self, age: float) -> date:
        """The birth date of somebody who is `age` years old today; 16.5 is sixteen and a half."""
        return self.today - timedelta(days=round(age * YEAR))
