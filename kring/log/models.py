"""Acts and looks name things as text and id, so the bottom knows nothing of the top. Rows are never changed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.ids import new_id


class Act(models.Model):
    """Something that a person did. `name` is in the vocabulary of the module that did it (`plan.goal.added`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    name = models.CharField(max_length=60)
    by_user = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    by_organisation = models.CharField(max_length=200, blank=True)
    subject = models.UUIDField(null=True)
    circle = models.UUIDField(null=True)
    # Ids and fixed words only, never the words that people wrote: those are read through `sharing`.
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["circle", "-at"], name="act_circle_at"),
            models.Index(fields=["subject", "-at"], name="act_subject_at"),
        ]


class Look(models.Model):
    """One person's detail that was shown on one page, or refused (fields after NEN 7513, BIO2 8.15.01, Logboek).

    What goes into a seal stands in `kring/log/encoding.py`: a new field needs a new version there.
    """

    class Action(models.TextChoices):
        """What was done with the detail."""

        VIEW = "view", _("looked at")
        LIST = "list", _("seen in a list")
        SEARCH = "search", _("found by searching")
        PDF = "pdf", _("put on paper")
        EXPORT = "export", _("taken out in a file")
        MAIL = "mail", _("sent by mail")
        API = "api", _("read by another system")
        WRITE = "write", _("seen while writing")
        REMOVE = "remove", _("removed after its term")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    # One random id for all rows of one request: links the line per person to who looked.
    trace = models.UUIDField(null=True)
    page = models.CharField(max_length=100)
    action = models.CharField(max_length=10, choices=Action.choices, default=Action.VIEW)
    # The key of the activity in the register of processing (`kring/log/processing.py`).
    processing = models.CharField(max_length=30, blank=True)
    by_user = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    by_role = models.CharField(max_length=100, blank=True)
    by_organisation = models.CharField(max_length=200, blank=True)
    by_organisation_id = models.UUIDField(null=True)
    about_person = models.UUIDField(null=True)
    about = models.UUIDField(null=True)
    circle = models.UUIDField(null=True)
    purpose = models.CharField(max_length=100, blank=True)
    allowed = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    # By which door or ground the page opened, and by which version of the rules that was decided.
    ground = models.CharField(max_length=60, blank=True)
    rules_version = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["about_person", "-at"], name="look_person_at"),
            models.Index(fields=["by_user", "-at"], name="look_by_at"),
            models.Index(fields=["circle", "-at"], name="look_circle_at"),
        ]


class Seal(models.Model):
    """The signed head of the tree of all looks after one more batch: positions `first` up to `size`."""

    number = models.PositiveBigIntegerField(primary_key=True)
    first = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    # Hexadecimal: the root of the tree, the fingerprint of the head before, the public key, the signature.
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    encoding = models.PositiveSmallIntegerField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["first"], name="seal_first_once"),
            models.CheckConstraint(condition=models.Q(size__gt=models.F("first")), name="seal_holds_a_look"),
        ]


class SealedLook(models.Model):
    """Where a look stands in the tree, with its leaf. Apart from the look, which is never touched again.

    A row outlives its look: when a look is removed after its term, the tree still proves what was there.
    """

    look = models.UUIDField(primary_key=True)
    position = models.PositiveBigIntegerField(unique=True)
    leaf = models.BinaryField(max_length=32)


class SealNode(models.Model):
    """A finished node of the tree, kept every eight levels so that a proof is made from hundreds of hashes."""

    level = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="seal_node_once")]


class Removal(models.Model):
    """Looks that were removed after their term: those on places below `end`. Signed, and announced in the log itself.

    `announced` is the look that holds the fingerprint of this row: once that is sealed, neither can be taken back.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    end = models.PositiveBigIntegerField(unique=True)
    before = models.DateTimeField()
    made_at = models.DateTimeField()
    # The run that two people approved.
    run = models.UUIDField()
    announced = models.UUIDField(unique=True)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["number"]
        constraints = [models.CheckConstraint(condition=models.Q(end__gt=0), name="removal_of_something")]


class HeadSent(models.Model):
    """A signed head on its way to another organisation, that keeps it for us."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seal = models.PositiveBigIntegerField()
    # A mail address, or an https address to which it is posted.
    address = models.CharField(max_length=300)
    asked_at = models.DateTimeField(default=clock.now)
    try_at = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "address"], name="head_sent_once")]


class LogCheck(models.Model):
    """What the daily check of the whole log found; `problem` is blank when all was as it was sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    rows = models.PositiveBigIntegerField()
    problem = models.CharField(max_length=20, blank=True)
    seal = models.PositiveBigIntegerField(null=True)
    look = models.CharField(max_length=40, blank=True)


def as_uuid(value: uuid.UUID | str | None) -> uuid.UUID | None:
    """A primary key as UUID; anything else becomes None, so that a strange id never breaks the log."""
    if isinstance(value, uuid.UUID) or value is None:
        return value
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
