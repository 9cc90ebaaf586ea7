"""The ways of talking from which who leads chooses; `used` is the one of this kind of table, or of this talk."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from kring.circles.models import Circle
from kring.meetings.models import AgendaItem, Method, MethodFor


def read_methods(item: AgendaItem, circle: Circle) -> Sequence[Method]:
    """All of the municipality (one query). With one or none there is nothing to choose."""
    usual = MethodFor.objects.filter(method=OuterRef("pk"), kind=item.meeting.kind)
    found = list(Method.objects.filter(municipality=circle.household.municipality_id).annotate(used=Exists(usual)))
    if item.state == AgendaItem.State.OPEN:
        for method in found:
            method.used = method.name == item.method
    return found
