"""The bottlenecks of one circle, as one reader sees them; and how often the same rule does not fit, without anybody."""

from typing import NamedTuple

from django.db.models import Count, Min
from django.db.models.functions import Lower, Trim

from kring.municipality.models import Municipality
from kring.network.models import Professional
from kring.plans.models import Bottleneck, Goal
from kring.sharing.newest import newest
from kring.sharing.reading import Reading, Shown

# In so many households a rule was named before anybody is told; with fewer, one of them could be known by it.
FEWEST = 5
MOST = 30


class Rule(NamedTuple):
    """A rule and in how many households it did not fit."""

    rule: str
    households: int


def rules_told(municipality: Municipality) -> list[Rule]:
    """The rules that were named most in a municipality, by their words alone (one query). No household is in it."""
    rows = Bottleneck.objects.filter(circle__household__municipality=municipality).order_by()
    counted = (
        rows.annotate(key=Lower(Trim("rule")))
        .values("key")
        .annotate(households=Count("circle__household", distinct=True), said=Min("rule"))
        .filter(households__gte=FEWEST)
        .order_by("-households", "key")
    )
    return [Rule(row["said"].strip(), row["households"]) for row in counted[:MOST]]


def rules_to_choose(municipality: Municipality, job: Professional | None) -> list[str]:
    """The words to choose from: rules that are told, and those of bottlenecks that this professional may read."""
    told = [one.rule for one in rules_told(municipality)]
    mine = newest(Bottleneck, job, columns=("rule",), count=MOST) if job is not None else []
    return list(dict.fromkeys([*told, *(opened.item.rule.strip() for opened in mine)]))


def bottlenecks_of(reading: Reading) -> list[Shown[Bottleneck]]:
    """All of this circle, the nearest day first, then what ended (one query)."""
    rows = Bottleneck.objects.filter(circle=reading.circle).select_related("life_domain", "rule_of", "about")
    return reading.show(rows.order_by("due_on", "written_at"))


def goal_told(reading: Reading, bottleneck: Bottleneck) -> Goal | None:
    """The goal that it stops, where this reader may read that (no query when the goal came along)."""
    goal = bottleneck.goal
    return goal if goal is not None and reading.may_read(goal).allowed else None
