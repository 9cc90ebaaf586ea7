"""What follows from a look: a question about it, a look that must not be seen yet, and what is odd about it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.ids import new_id
from kring.households.models import Person
from kring.network.models import Organisation, User


class LookQuestion(models.Model):
    """A resident asks why somebody looked on a day; the organisation of who looked answers.

    What it is about is named as the log names it: who looked, on which day, for which purpose. Never removed by hand.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="look_questions")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField(default=clock.now)
    words = models.CharField(max_length=500, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="look_questions")
    by_user = models.UUIDField()
    by_name = models.CharField(max_length=200)
    looked_on = models.DateField()
    purpose = models.CharField(max_length=100)
    # When its organisation was asked once more; when the privacy officers were told that nobody answers.
    reminded_at = models.DateTimeField(null=True, blank=True)
    officer_told_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "by_user", "looked_on", "purpose"],
                condition=Q(answered_at__isnull=True),
                name="look_question_open_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="look_question_answered_in_words",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "answered_at"], name="look_question_waits")]

    def __str__(self) -> str:
        return str(self.id)


class HiddenLooks(models.Model):
    """Looks of one organisation at one person, that the person must not see for now: it would endanger somebody.

    Decided by the privacy officer, with a reason, until a day; it ends by itself, and then the looks show.
    """

    class Why(models.TextChoices):
        SAFETY = "safety", _("it would endanger somebody")
        CHILD = "child", _("a child's interest")
        INQUIRY = "inquiry", _("a suspicion is being looked into")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why.choices)
    words = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    since = models.DateTimeField(default=clock.now)
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["until"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="hidden_looks_have_a_reason"),
            models.CheckConstraint(condition=Q(why__in=["safety", "child", "inquiry"]), name="hidden_looks_why"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="hidden_looks_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["about", "until"], name="hidden_looks_of_person")]

    def __str__(self) -> str:
        return str(self.id)


class OddLook(models.Model):
    """Something about looks that wants the privacy officer's eye, with the rule that found it."""

    class Rule(models.TextChoices):
        NO_SEAT = "no_seat", _("tried a circle in which they have no seat")
        OWN_NAME = "own_name", _("has the same family name")
        MANY = "many", _("looked at many people within an hour")
        NIGHT = "night", _("looked at night")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=10, choices=Rule.choices)
    # Who looked, on which day; the first such look of that day, and how many there were when it was found.
    by_user = models.UUIDField()
    by_name = models.CharField(max_length=200)
    by_organisation = models.CharField(max_length=200, blank=True)
    by_organisation_id = models.UUIDField(null=True)
    day = models.DateField()
    look = models.UUIDField()
    times = models.PositiveIntegerField(default=1)
    found_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-day", "by_name"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "by_user", "day"], name="odd_look_once_a_day"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settled_words="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_words="")),
                name="odd_look_settled_in_words",
            ),
            models.CheckConstraint(condition=Q(times__gt=0), name="odd_look_happened"),
        ]
        indexes = [models.Index(fields=["settled_at", "-day"], name="odd_look_open")]

    def __str__(self) -> str:
        return str(self.id)


class OddCheck(models.Model):
    """Up to which moment the looks were gone through for what is odd."""

    until = models.DateTimeField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__lte=F("at")), name="odd_check_of_the_past")]
