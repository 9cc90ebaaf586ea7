"""Whom a line of the catalogue touches today: counts only, so that an officer knows it before a change is saved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from kring.circles.models import Member
from kring.core.verdict import Text
from kring.municipality.models import Sensitivity
from kring.sharing.models import Ground
from kring.sharing.why import kinds


@dataclass(frozen=True)
class Reach:
    """How many people in how many open circles; and how much stands there about the life domain, by sensitivity."""

    people: int
    circles: int
    written: Sequence[tuple[Text, int]]


def reach_of(line: Ground) -> Reach:
    """Of the kind of organisation of this line, or of every kind (two queries, and one for each kind of item)."""
    seats = Member.objects.present().filter(
        circle__closed_at__isnull=True, circle__household__municipality=line.municipality_id, professional__isnull=False
    )
    if line.organisation_kind:
        seats = seats.filter(organisation__kind=line.organisation_kind)
    counts = seats.aggregate(people=Count("professional", distinct=True), circles=Count("circle", distinct=True))
    written: Counter[int] = Counter()
    for model in kinds().values():
        items = model.objects.filter(circle__in=seats.values("circle")).order_by()
        if line.life_domain_id is not None:
            items = items.filter(life_domain=line.life_domain_id)
        written.update(dict(items.values_list("sensitivity").annotate(Count("pk"))))
    levels = [(level.label, written[level]) for level in Sensitivity if written[level]]
    return Reach(counts["people"], counts["circles"], levels)
