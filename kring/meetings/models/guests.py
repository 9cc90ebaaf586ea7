"""People of the household and its own network at a talk, and the days of which they may choose."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import clock
from kring.core.ids import new_id
from kring.core.models import Mail
from kring.meetings.models.agenda import AgendaItem
from kring.meetings.models.meeting import Meeting, Participant


class Guest(models.Model):
    """Somebody of the household, or of its own network, who is invited to a talk: how they are told, and their answer.

    Who has no mail address is told by somebody of the circle, in person or by letter; `told_at` says when.
    """

    class How(models.TextChoices):
        MAIL = "mail", _("by mail")
        PERSON = "person", _("in person")
        LETTER = "letter", _("with a letter")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    # When they are expected: not when the table begins, so that nobody meets other households in the corridor.
    at = models.TimeField()
    how = models.CharField(max_length=10, choices=How.choices, default=How.MAIL)
    told_by = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    # The last mail to them; where the outbox gave it up, somebody tells them.
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=10, choices=Participant.Answer.choices, default=Participant.Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    # One more whenever they are invited anew: an answer to an older invitation does not count (RFC 5545 SEQUENCE).
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="guest_once_at_an_item"),
            models.CheckConstraint(condition=Q(how__in=["mail", "person", "letter"]), name="guest_told_in_a_known_way"),
            models.CheckConstraint(
                condition=Q(how="mail", told_by__isnull=True) | (~Q(how="mail") & Q(told_by__isnull=False)),
                name="guest_without_mail_is_told_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answer="none", answered_at__isnull=True)
                | (~Q(answer="none") & Q(answered_at__isnull=False)),
                name="guest_answered_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["told_by", "told_at"], name="guest_to_be_told")]

    def __str__(self) -> str:
        return str(self.id)


class ProposedTable(models.Model):
    """One of the tables of which the resident may choose one for their talk; there are two or three, or none at all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="proposed")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    chosen_by = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    chosen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting__day", "meeting__at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "meeting"], name="proposed_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(chosen_at__isnull=False), name="proposed_one_is_chosen"
            ),
            models.CheckConstraint(
                condition=Q(chosen_at__isnull=True, chosen_by__isnull=True)
                | Q(chosen_at__isnull=False, chosen_by__isnull=False),
                name="proposed_chosen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
