"""What was agreed at an item, and whether it was read back and heard."""

from django.db import models
from django.db.models import Q

from kring.circles.models import Member
from kring.core.ids import new_id
from kring.meetings.models.agenda import AgendaItem
from kring.plans.models import Agreement, Note


class ReadBack(models.Model):
    """An agreement that was made at an item: whether it was read back, and heard by who is to do it.

    Who was not there gets the question; their yes comes later and the item can close.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="made")
    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="read_back")
    heard_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    # Who is to do it said no: it comes back to the table.
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_why = models.CharField(max_length=300, blank=True)
    # The agreement as it was read back: changed afterwards, it wants to be read back again.
    revision = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(heard_at__isnull=True) | Q(revision__isnull=False), name="readback_heard_as_it_was"
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True, refused_why="")
                | (Q(refused_at__isnull=False, heard_at__isnull=True) & ~Q(refused_why="")),
                name="readback_no_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Said(models.Model):
    """A decision, or words of the resident, that stand in the story as a note: at which item, and who said it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="said")
    note = models.OneToOneField(Note, on_delete=models.CASCADE, related_name="said_at_table")
    said_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.id)
