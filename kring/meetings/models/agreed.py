"""What was agreed at an item, and whether it was read back and heard."""

from django.db import models
from django.db.models import Q

from kring.core.ids import new_id
from kring.meetings.models.agenda import AgendaItem
from kring.plans.models import Agreement


class ReadBack(models.Model):
    """An agreement that was made at an item: whether it was read back, and heard by who is to do it.

    Who was not there gets the question; their yes comes later and the item can close.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="made")
    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="read_back")
    heard_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    # The agreement as it was read back: changed afterwards, it wants to be read back again.
    revision = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(heard_at__isnull=True) | Q(revision__isnull=False), name="readback_heard_as_it_was"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
