"""The question to who leads: bring this household to a table, or call one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.meetings.models.agenda import AgendaItem
from kring.sharing.models import Item


class TableRequest(Item):
    """In a directed circle a member asks the lead for a table (row L8). It waits with whoever leads until answered.

    A yes is a talk that stands on an agenda, a no has a reason: it is never silently dropped.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("waits for an answer")
        YES = "yes", _("stands on an agenda")
        NO = "no", _("said no")
        WITHDRAWN = "withdrawn", _("taken back")

    question = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer_why = models.CharField(max_length=300, blank=True)
    talk = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="requests")

    class Meta:
        ordering = ["written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(
                fields=["circle", "author"], condition=Q(state="asked"), name="tablerequest_one_waits_each"
            ),
            models.CheckConstraint(condition=~Q(state="no") | ~Q(answer_why=""), name="tablerequest_no_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state="yes") | Q(talk__isnull=False), name="tablerequest_yes_is_a_talk"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="tablerequest_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "yes", "no", "withdrawn"]), name="tablerequest_state_known"
            ),
        ]
        indexes = [models.Index(fields=["circle", "written_at"], name="tablerequest_newest")]
