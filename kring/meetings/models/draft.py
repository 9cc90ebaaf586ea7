"""What somebody is typing at the table and has not said yet."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.meetings.models.agenda import AgendaItem
from kring.sharing.models import Item


class Draft(Item):
    """A text on its way, of one writer: who may read what it is to become may see it being typed.

    `rest` keeps what else stands in the form, as forms send it. Two screens at one text never overwrite each other:
    a screen that does not know the last `revision` gets a draft of its own. What was said stays as an empty row until
    the talk closes, so that a late message of that screen does not bring the text back.
    """

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("an agreement")
        DECISION = "decision", _("a decision")
        WORDS = "words", _("words of the resident")
        QUESTION = "question", _("a question for later")
        MESSAGE = "message", _("the message of everybody")

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=1000, blank=True)
    rest = models.CharField(max_length=500, blank=True)
    screen = models.UUIDField(default=uuid.uuid4)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["agreement", "decision", "words", "question", "message"]),
                name="draft_kind_known",
            ),
            models.CheckConstraint(condition=Q(said_at__isnull=True) | Q(text=""), name="draft_said_is_empty"),
        ]
        indexes = [models.Index(fields=["circle", "written_at"], name="draft_newest")]
