"""What is written after a talk, and bottlenecks that were noticed during it."""

from django.db import models
from django.db.models import Q

from kring.core.ids import new_id
from kring.meetings.models.agenda import AgendaItem
from kring.plans.models import Bottleneck
from kring.sharing.models import Item


class Correction(Item):
    """A note beside the summary of a talk: something was otherwise, or is missing. Never changed."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="corrections")
    text = models.TextField(max_length=1000)

    class Meta:
        ordering = ["written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="correction_says_something"),
        ]
        indexes = [models.Index(fields=["circle", "written_at"], name="correction_newest")]


class Noticed(models.Model):
    """A bottleneck that was written down while talking about an item."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="noticed")
    bottleneck = models.OneToOneField(Bottleneck, on_delete=models.CASCADE, related_name="noticed")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.id)
