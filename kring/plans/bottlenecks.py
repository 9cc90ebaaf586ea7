"""The bottlenecks of one circle, as one reader sees them."""

from kring.plans.models import Bottleneck, Goal
from kring.sharing.reading import Reading, Shown


def bottlenecks_of(reading: Reading) -> list[Shown[Bottleneck]]:
    """All of this circle, the nearest day first, then what ended (one query)."""
    rows = Bottleneck.objects.filter(circle=reading.circle).select_related("life_domain", "rule_of", "about")
    return reading.show(rows.order_by("due_on", "written_at"))


def goal_told(reading: Reading, bottleneck: Bottleneck) -> Goal | None:
    """The goal that it stops, where this reader may read that (no query when the goal came along)."""
    goal = bottleneck.goal
    return goal if goal is not None and reading.may_read(goal).allowed else None
