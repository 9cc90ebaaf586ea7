"""What who visits must know beforehand, and who says that they visit."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.ids import new_id
from kring.network.models import User
from kring.sharing.models.items import Item


class Visit(models.Model):
    """A member says on which day they go there. On that day and the day before, they read the safety notes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="visits")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["member", "on"], name="visit_once_a_day")]
        indexes = [models.Index(fields=["circle", "on"], name="visit_of_circle")]

    def __str__(self) -> str:
        return str(self.id)


class SafetyNote(Item):
    """Something that who visits must know to be safe; it has an end, and its audience is who visits.

    Its ground is the employer's duty to keep people safe (Arbeidsomstandighedenwet, article 3), not the help.
    """

    class Kind(models.TextChoices):
        TWO = "two", _("go with two")
        DOG = "dog", _("a dog")
        PLACE = "place", _("meet somewhere else")
        THREAT = "threat", _("there were threats")
        ILLNESS = "illness", _("an illness that spreads")
        OTHER = "other", _("something else")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=300)
    since = models.DateField(default=clock.today)
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=Q(audience="visit"), name="safety_note_for_who_visits"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="safety_note_ends_after"),
            models.CheckConstraint(condition=~Q(text=""), name="safety_note_says_something"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="safety_note_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["circle", "until"], name="safety_note_of_circle")]
