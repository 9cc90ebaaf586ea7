"""A household on the agenda, who is there, what was said beforehand and kept for later."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import clock
from kring.core.ids import new_id
from kring.network.models import User
from kring.sharing.models import Item


class AgendaItem(Item):
    """A household on the agenda: who brings it, with which question. Who may read it may stay at the table for it.

    Never without the resident invited, or the reason why not (row V1).
    """

    class Urgency(models.IntegerChoices):
        TODAY = 1, _("cannot wait")
        SOON = 2, _("soon")
        CAN_WAIT = 3, _("can wait")

    class NotInvited(models.TextChoices):
        """Why the resident was not invited, so that it can be counted without words about somebody."""

        CANNOT = "cannot", _("cannot come now: ill, admitted or away")
        NOT_REACHED = "not_reached", _("could not be reached")
        WANTS_NOT = "wants_not", _("was asked before and does not want to")
        FIRST_TALK = "first_talk", _("somebody talks with them first")
        DANGER = "danger", _("it would put somebody in danger")
        NOT_HERE = "not_here", _("is not in the circle yet")
        OTHER = "other", _("another reason")

    class State(models.TextChoices):
        WAITING = "waiting", _("to come")
        OPEN = "open", _("now")
        CLOSED = "closed", _("talked through")
        DROPPED = "dropped", _("taken off the agenda")

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="items")
    question = models.CharField(max_length=300)
    hoped_for = models.CharField(max_length=300)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.SOON)
    minutes = models.PositiveSmallIntegerField(default=15)
    order = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    put_off_times = models.PositiveSmallIntegerField(default=0)
    resident_invited_at = models.DateTimeField(null=True, blank=True)
    resident_not_invited_why = models.CharField(max_length=300, blank=True)
    not_invited_kind = models.CharField(
        max_length=15, choices=NotInvited.choices, default=NotInvited.OTHER, db_default="other"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Who said at the closing who was there; empty: nobody did, so it is whose screens were there.
    there_said_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # The method as it was when the talk began (see `Step.said`), where the talk is in it from 1, and since when.
    method = models.CharField(max_length=60, blank=True)
    steps = models.JSONField(default=list, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    step_at = models.DateTimeField(null=True, blank=True)
    # Counts up with everything that happens at the table, so that a screen knows that something changed.
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(resident_invited_at__isnull=False) | ~Q(resident_not_invited_why=""),
                name="agendaitem_resident_invited_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="agendaitem_closed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "open", "closed", "dropped"]), name="agendaitem_state_known"
            ),
            models.UniqueConstraint(
                fields=["meeting", "circle"],
                condition=Q(state__in=["waiting", "open"]),
                name="agendaitem_household_once_at_a_table",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="open"), name="agendaitem_one_open_at_a_table"
            ),
        ]
        indexes = [models.Index(fields=["circle", "written_at"], name="agendaitem_newest")]


class Seat(models.Model):
    """A member of the circle at one item: when their screen was last there, or when somebody said that they are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="seat_once_at_an_item")]

    def __str__(self) -> str:
        return str(self.id)


class Preparation(Item):
    """What a member says before the talk starts: my goal with this household, what I can and can't do (row N1)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="preparations")
    goal = models.CharField(max_length=300)
    can = models.CharField(max_length=300, blank=True)
    cannot = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["item", "author"], name="preparation_one_each"),
        ]
        indexes = [models.Index(fields=["circle", "written_at"], name="preparation_newest")]


class Parked(Item):
    """A question that is kept for later, so that the talk can go on.

    It stays open, also at the next talk, until it is answered or became an agreement.
    """

    class Became(models.TextChoices):
        OPEN = "open", _("still open")
        ANSWERED = "answered", _("answered")
        AGREED = "agreed", _("became an agreement")

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="parked")
    question = models.CharField(max_length=300)
    became = models.CharField(max_length=10, choices=Became.choices, default=Became.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    became_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=Q(became__in=["open", "answered", "agreed"]), name="parked_became_known"),
            models.CheckConstraint(
                condition=Q(became="open", became_at__isnull=True) | (~Q(became="open") & Q(became_at__isnull=False)),
                name="parked_became_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(became="answered") | ~Q(answer=""), name="parked_answer_says_something"
            ),
        ]
        indexes = [models.Index(fields=["circle", "written_at"], name="parked_newest")]
