"""A copy of all that is held about somebody: asked, made bit by bit, there for a week, gone."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.ids import new_id
from kring.households.models import Person
from kring.network.models import User

KEPT = timedelta(days=7)


class Copy(models.Model):
    """One copy, asked by an account about a person (AVG 15(3)). The row stays when its files are gone."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("did not work out")
        GONE = "gone", _("thrown away")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="copies")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    # Filled in when a privacy officer asked for it: how they saw who they had before them. Then it goes on paper.
    seen_how = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # Which try this is, and when the worker that makes it gave its last sign of life.
    tries = models.PositiveSmallIntegerField(default=0)
    worked_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "asked_by"], condition=Q(state__in=["asked", "making"]), name="copy_one_being_made"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "making"], ready_at__isnull=True, ended_at__isnull=True)
                | Q(state="ready", ready_at__isnull=False, ended_at__isnull=True)
                | Q(state__in=["failed", "gone"], ended_at__isnull=False),
                name="copy_moments_fit_the_state",
            ),
        ]
        indexes = [models.Index(fields=["state", "worked_at"], name="copy_waiting")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.ASKED, self.State.MAKING)

    @property
    def is_ready(self) -> bool:
        """Can it be taken along? Not after its week, also when the worker has not thrown it away yet."""
        return self.state == self.State.READY and self.goes_at is not None and self.goes_at > clock.now()

    @property
    def goes_at(self) -> datetime | None:
        """When it is thrown away by itself."""
        return self.ready_at + KEPT if self.ready_at else None

    @property
    def percent(self) -> int:
        """How far it is, from 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class CopyPart(models.Model):
    """A piece of one of the files of a copy, encrypted (`kring/copies/sealed.py`). Removed with the copy."""

    class File(models.TextChoices):
        JSON = "json"
        # What the PDF will say, section by section, until the PDF is there.
        PAPER = "paper"
        PDF = "pdf"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="parts")
    file = models.CharField(max_length=5, choices=File.choices)
    number = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "file", "number"], name="copy_part_once")]
