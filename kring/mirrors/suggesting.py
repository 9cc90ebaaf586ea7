"""Whom to ask: colleagues of another expertise than the circle has, who were never in it."""

from collections.abc import Iterable

from kring.circles.models import Circle, Member
from kring.network.models import Professional

EACH, MOST = 2, 12


def strangers(circle: Circle) -> Iterable[Professional]:
    """Everybody of the municipality who was never in the circle or asked into it, by name (one query)."""
    ever = Member.objects.filter(circle=circle, professional__isnull=False).values("professional")
    return Professional.objects.directory(circle.household.municipality).exclude(pk__in=ever)


def suggested(circle: Circle, others: Iterable[Professional]) -> list[Professional]:
    """At most two of each kind of organisation that the circle lacks, of different functions (one query)."""
    here = Member.objects.present().filter(circle=circle, organisation__isnull=False)
    there = set(here.values_list("organisation__kind", flat=True))
    by_kind: dict[str, list[Professional]] = {}
    for one in others:
        if one.organisation.kind not in there:
            by_kind.setdefault(one.organisation.kind, []).append(one)
    chosen: list[Professional] = []
    for people in by_kind.values():
        first = people[0]
        second = next((one for one in people if one.function != first.function), None)
        chosen += [first, *([second] if second else people[1:EACH])]
    return sorted(chosen, key=lambda one: (one.organisation.get_kind_display(), one.name))[:MOST]
