"""What every module leans on in the database: one-time keys of forms, the outbox of mails, the mark of removal."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kring.core import clock
from kring.core.ids import new_id


class Once(models.Model):
    """A form that was sent, with what it answered: sent again, it answers the same and does nothing."""

    key = models.UUIDField(primary_key=True)
    # A keyed hash of who sent it, so that nobody can use the key of another.
    who = models.CharField(max_length=64)
    path = models.CharField(max_length=300)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return str(self.key)


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self) -> "MailQuerySet":
        """Mails that wait and whose time has come."""
        return self.filter(state=Mail.State.WAITING, try_at__lte=clock.now()).order_by("try_at")


class Mail(models.Model):
    """A mail in the outbox: a row in the transaction that asked for it, sent by the worker."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    address = models.EmailField()
    subject = models.CharField(max_length=120)
    text = models.TextField(max_length=4000)
    # An iCalendar file that goes along, with its METHOD (RFC 5546): empty where there is none.
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    try_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Mail"]] = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="mail_sent_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "try_at"], name="mail_due")]

    def __str__(self) -> str:
        return str(self.id)


class Removing(models.Model):
    """There only inside a transaction that removes rows after their term: the triggers of kept tables look for it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="removing_one_mark")]

    def __str__(self) -> str:
        return str(self.id)
