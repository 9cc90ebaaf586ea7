"""Terms, runs that take away what is over its term, and requests of residents to destroy what is written about them."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.ids import new_id
from kring.core.verdict import Text
from kring.core.when import as_day
from kring.households.models import Person
from kring.municipality.models import Municipality
from kring.network.models import Law, Organisation, User


class Kind(models.TextChoices):
    """What has a term of its own, in the order in which it goes."""

    WRITTEN = "written", _("what was written in a circle")
    CIRCLE = "circle", _("the circle itself: who was in it, consent, who led")
    ACT = "act", _("who did what, outside circles")
    REQUEST = "request", _("questions at the front door")
    PERSON = "person", _("people and households of whom nothing else is left")
    LOOK = "look", _("who looked")


class KeepingTerm(models.Model):
    """How many years something is kept after its last change. A change is a new row: the newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="keeping_terms")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Only for what was written: the law under which it was.
    law = models.CharField(max_length=20, choices=Law.choices, blank=True)
    years = models.PositiveSmallIntegerField()
    article = models.CharField(max_length=100, blank=True)
    # Nobody looked this up in the law yet.
    assumed = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=100), name="keeping_term_a_year_at_least"),
            models.CheckConstraint(
                condition=(Q(kind="written") & ~Q(law="")) | (~Q(kind="written") & Q(law="")),
                name="keeping_term_of_a_law",
            ),
            models.CheckConstraint(condition=Q(by__isnull=True) | ~Q(why=""), name="keeping_term_changed_with_reason"),
            models.UniqueConstraint(fields=["municipality", "kind", "law", "since"], name="keeping_term_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def over_before(self, moment: datetime) -> datetime:
        """What was last changed before this is over its term at `moment`."""
        return clock.years_before(moment, self.years)

    @property
    def name(self) -> Text:
        """What it is a term of."""
        return Law(self.law).label if self.law else Kind(self.kind).label


class Run(models.Model):
    """One time of taking away: counted and shown, approved by two people, then done by the worker."""

    class State(models.TextChoices):
        COUNTING = "counting", _("being counted")
        SHOWN = "shown", _("waits for two people")
        APPROVED = "approved", _("approved")
        REMOVING = "removing", _("being removed")
        DONE = "done", _("removed")
        STOPPED = "stopped", _("stopped")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="keeping_runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.COUNTING)
    # The moment for which it was asked what is over its term; it stays the same until the end.
    as_of = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    shown_at = models.DateTimeField(null=True, blank=True)
    first_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first_by_name = models.CharField(max_length=200, blank=True)
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_by_name = models.CharField(max_length=200, blank=True)
    second_at = models.DateTimeField(null=True, blank=True)
    # The last sign of life of the worker that is at it.
    worked_at = models.DateTimeField(null=True, blank=True)
    # When it was done or stopped, and the look that seals what it took.
    ended_at = models.DateTimeField(null=True, blank=True)
    sealed_in = models.UUIDField(null=True, blank=True)

    OPEN: ClassVar[tuple[str, ...]] = ("counting", "shown", "approved", "removing")

    class Meta:
        ordering = ["-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(state__in=["counting", "shown", "approved", "removing"]),
                name="keeping_run_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["counting", "shown", "stopped"])
                | Q(first_by__isnull=False, second_by__isnull=False),
                name="keeping_run_approved_by_two",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | (Q(first_by__isnull=False) & ~Q(second_by=F("first_by"))),
                name="keeping_run_two_different_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "stopped"], ended_at__isnull=False)
                | (~Q(state__in=["done", "stopped"]) & Q(ended_at__isnull=True)),
                name="keeping_run_ended_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_under_way(self) -> bool:
        """Is the worker at it, or about to be?"""
        return self.state in (self.State.COUNTING, self.State.APPROVED, self.State.REMOVING)


class RunLine(models.Model):
    """What a run takes of one kind, under one law, by which term; and in the end how much it took."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    law = models.CharField(max_length=20, choices=Law.choices, blank=True)
    years = models.PositiveSmallIntegerField()
    over_before = models.DateTimeField()
    counted = models.PositiveIntegerField(default=0)
    # Over their term too, but something that is not hangs on them: these stay.
    hanging = models.PositiveIntegerField(default=0)
    oldest = models.DateField(null=True, blank=True)
    removed = models.PositiveIntegerField(default=0)
    # Where the worker goes on, for what goes by place and not by name.
    place = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "kind", "law"], name="keeping_line_once")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        """What goes: the kind, and under which law it was written."""
        return f"{Kind(self.kind).label}: {Law(self.law).label}" if self.law else str(Kind(self.kind).label)

    @property
    def stayed(self) -> int:
        """What was counted and is there still: it changed in the meantime."""
        return self.counted - self.removed


class RunRow(models.Model):
    """One thing that a run takes: what it is and its id, and nothing of what stood in it. Stays as proof."""

    line = models.ForeignKey(RunLine, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=40)
    row = models.UUIDField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["line", "model", "row"], name="keeping_row_once")]
        indexes = [models.Index(fields=["row"], name="keeping_row")]

    def __str__(self) -> str:
        return str(self.row)


# Wmo 2015, 5.3.5: within three months of the request. Who has not answered a month before is asked again, every week.
ANSWER_WITHIN = 3
ASK_AGAIN_AFTER = 2
ASK_AGAIN_EVERY = timedelta(days=7)
TRY_AGAIN_AFTER = timedelta(days=1)


class DestructionRequest(models.Model):
    """A resident asks to destroy what was written about them (Wmo 2015 5.3.5, Jeugdwet 7.3.9, AVG 17)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="destruction_requests")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    words = models.CharField(max_length=1000, blank=True)
    # How the officer saw who it was, when it came on paper or at the desk.
    seen_how = models.CharField(max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    # All parts are answered and what could go is gone; or the person took it back.
    ended_at = models.DateTimeField(null=True, blank=True)
    taken_back = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=Q(ended_at__isnull=True), name="destruction_request_one_open"
            ),
            models.CheckConstraint(
                condition=Q(taken_back=False) | Q(ended_at__isnull=False), name="destruction_taken_back_is_ended"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The day by which it must be answered follows from the day it was asked."""
        self.due_on = self.due_on or as_due(self.asked_at)
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < clock.today()


def as_due(asked_at: datetime) -> date:
    """Three months later, as a day."""
    return clock.months_after(as_day(asked_at), ANSWER_WITHIN)


class DestructionPart(models.Model):
    """What one organisation wrote about the person in one circle: it decides, with a reason when it keeps it."""

    class Answer(models.TextChoices):
        DESTROY = "destroy", _("We destroy it")
        KEEP = "keep", _("We keep it")

    class Why(models.TextChoices):
        LAW = "law", _("a law says that it must be kept")
        OTHER = "other", _("another person has a great interest in it")
        CLAIM = "claim", _("there is a case at court or a complaint")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(DestructionRequest, on_delete=models.CASCADE, related_name="parts")
    # Ids only where the thing itself may be gone before this row. Without a circle: questions at the front door.
    circle = models.UUIDField(null=True, blank=True)
    # Empty: the resident wrote it; the privacy officer answers.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="destruction_parts"
    )
    counted = models.PositiveIntegerField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    removed = models.PositiveIntegerField(default=0)
    # What was to go and could not: something of another organisation hangs on it.
    hanging = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)
    # It is tried again a day later, or as soon as something went in the same circle.
    tried_at = models.DateTimeField(null=True, blank=True)
    # About this person with others: it stays until everybody it is about asked it.
    together = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "circle", "organisation"], name="destruction_part_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(answer__in=["destroy", "keep"], answered_by__isnull=False, answered_at__isnull=False),
                name="destruction_part_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(answer="keep") | (~Q(why="") & ~Q(words="")), name="destruction_part_kept_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(answer="destroy"), name="destruction_part_removed_as_answered"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "answered_at"], name="destruction_part_waits")]

    def __str__(self) -> str:
        return str(self.id)
