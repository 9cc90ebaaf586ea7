"""The agenda of a theme table."""

from django.db import models
from django.db.models import Q

from kring.core import clock
from kring.core.ids import new_id
from kring.meetings.models.meeting import Meeting
from kring.network.models import Professional


class Point(models.Model):
    """A point on the agenda of a theme table: a question, never a household."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="points")
    question = models.CharField(max_length=300)
    brought_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=15)
    order = models.PositiveSmallIntegerField(default=0)
    brought_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["order", "brought_at"]
        constraints = [models.CheckConstraint(condition=~Q(question=""), name="point_asks_something")]

    def __str__(self) -> str:
        return str(self.id)
