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


def as_uuid(value: uuid.UUID | str | None) -> uuid.UUID | None:
    """A primary key as UUID; anything else becomes None, so that a strange id never breaks the log."""
    if isinstance(value, uuid.UUID) or value is None:
        return value
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
