"""Who belongs at a table that comes back: places of an organisation and a function, whoever sits there now."""

from django.db import models
from django.db.models import Q

from kring.core.ids import new_id
from kring.meetings.models.meeting import MeetingSeries
from kring.network.models import Organisation, Professional


class StandingPlace(models.Model):
    """A place for an organisation and a function. Who leaves is followed by who takes that function.

    `holder` is who sits there now; none: nobody does yet, and the chair sees that the place is empty.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="places")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=100)
    holder = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["organisation__name", "function", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "holder"], name="standing_place_holder_once"),
            models.UniqueConstraint(
                fields=["series", "organisation", "function"],
                condition=Q(holder__isnull=True),
                name="standing_place_one_empty_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
