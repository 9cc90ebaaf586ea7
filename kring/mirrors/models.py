"""What a mirror team sees, which knows no circle; and the item of the circle that points at it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import clock
from kring.core.ids import new_id
from kring.meetings.models import Meeting
from kring.network.models import Professional
from kring.sharing.models.items import Item, ItemQuerySet


class Mirror(models.Model):
    """A case written anew, so that nobody can be known by it. Its team are the participants of its table.

    Nothing here points at a circle: only `MirrorCase` does, and that is read by the rules of the circle.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="mirror")
    situation = models.TextField(max_length=3000)
    tried = models.TextField(max_length=2000)
    question = models.CharField(max_length=300)
    asked_at = models.DateTimeField(default=clock.now)
    advice = models.TextField(max_length=3000, blank=True)
    advised_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    advised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(advice="", advised_by__isnull=True, advised_at__isnull=True)
                | (~Q(advice="") & Q(advised_by__isnull=False, advised_at__isnull=False)),
                name="mirror_advice_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Contribution(models.Model):
    """What one of the team says. Said again, the last words count."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mirror = models.ForeignKey(Mirror, on_delete=models.CASCADE, related_name="contributions")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    strikes = models.TextField(max_length=1000, blank=True)
    would_try = models.TextField(max_length=1000, blank=True)
    would_ask = models.TextField(max_length=1000, blank=True)
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["said_at"]
        constraints = [
            models.UniqueConstraint(fields=["mirror", "professional"], name="contribution_one_each"),
            models.CheckConstraint(
                condition=~Q(strikes="") | ~Q(would_try="") | ~Q(would_ask=""), name="contribution_says_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Reader(models.Model):
    """Who of the team has opened the case, so that the circle sees by how many it was read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mirror = models.ForeignKey(Mirror, on_delete=models.CASCADE, related_name="readers")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mirror", "professional"], name="mirror_reader_once")]

    def __str__(self) -> str:
        return str(self.id)


class MirrorCaseQuerySet(ItemQuerySet):
    def waiting(self) -> Self:
        """Asked, and not called off or decided on."""
        called_off = Q(mirror__advised_at__isnull=True, mirror__meeting__state=Meeting.State.CANCELLED)
        return self.filter(state=MirrorCase.State.WAITING).exclude(called_off)


class MirrorCase(Item):
    """In the circle: that a mirror team was asked, and what was done with its advice. The only link to the mirror."""

    class State(models.TextChoices):
        WAITING = "waiting", _("asked")
        ACCEPTED = "accepted", _("we go on with it")
        LAID_ASIDE = "laid_aside", _("laid aside")

    mirror = models.OneToOneField(Mirror, on_delete=models.PROTECT, related_name="case")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_why = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = MirrorCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | Q(state__in=["accepted", "laid_aside"], decided_at__isnull=False, decided_by__isnull=False),
                name="mirrorcase_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="laid_aside") | ~Q(decided_why=""), name="mirrorcase_laid_aside_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["circle", "written_at"], name="mirrorcase_newest")]

    @property
    def question(self) -> str:
        """What was asked, in the words that the team got."""
        return self.mirror.question
