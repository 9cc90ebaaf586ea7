"""What was written about one person, by circle and by the organisation that wrote it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kring.circles.models import Circle
from kring.households.models import Person, Residence
from kring.intake.models import HelpRequest
from kring.keeping.hanging import Thing
from kring.sharing.why import kinds

# Which circle, and which organisation wrote it (none: a resident did); no circle: questions at the front door.
Key = tuple[UUID | None, UUID | None]
AT_THE_DOOR: Key = (None, None)


def written_about(about: Person, *, until: datetime) -> dict[Key, list[Thing]]:
    """What was written until this moment about this person alone, with finished questions at the door.

    Where somebody lives alone that is all that was written there. What is about more people together is theirs too:
    see `together.py`.
    """
    rows = rows_of(about)
    found: dict[Key, list[Thing]] = {}
    mine = _about_alone(rows, circles_alone(rows))
    for kind, model in kinds().items():
        items = model.objects.filter(mine, written_at__lte=until).order_by()
        for pk, circle, organisation in items.values_list("pk", "circle", "author_organisation"):
            found.setdefault((circle, organisation), []).append(Thing(kind, pk))
    for pk in asked_at_the_door(rows).filter(finished_at__lte=until).values_list("pk", flat=True):
        found.setdefault(AT_THE_DOOR, []).append(Thing("helprequest", pk))
    return found


def _about_alone(rows: list[UUID], alone: set[UUID]) -> Q:
    return Q(about__in=rows) | Q(about__isnull=True, about_group__isnull=True, circle__in=alone)


def circles_alone(rows: list[UUID]) -> set[UUID]:
    """The circles of homes in which nobody else lives or lived."""
    others = Residence.objects.exclude(person__in=rows).values("household")
    homes = Residence.objects.filter(person__in=rows).exclude(household__in=others).values("household")
    return set(Circle.objects.filter(household__in=homes).values_list("pk", flat=True))


def asked_at_the_door(rows: list[UUID]) -> QuerySet[HelpRequest]:
    """Questions that became no circle and are finished."""
    return HelpRequest.objects.filter(person__in=rows, circle__isnull=True, finished_at__isnull=False).order_by()


def rows_of(about: Person) -> list[UUID]:
    """Everything under which they are known, also when they were joined to another row after it was asked."""
    now = about.same_as_id or about.pk
    return [now, *Person.objects.filter(same_as=now).values_list("pk", flat=True)]
