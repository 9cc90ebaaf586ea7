"""Tables: when and where people meet, which households are on the agenda, and what was agreed and heard there."""

import hmac
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import clock
from kring.core.ids import new_id
from kring.municipality.models import Municipality
from kring.network.models import Professional, User
from kring.plans.models import Agreement
from kring.sharing.models import Item


class Kind(models.TextChoices):
    CASE = "case", _("case table")
    ROUND = "round", _("around one household")
    KICK_OFF = "kick_off", _("meeting each other")
    THEME = "theme", _("about a theme")


class MeetingSeries(models.Model):
    """A table that comes back: every so many weeks on the weekday of `first_on`, never on a holiday."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="meeting_series")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CASE)
    first_on = models.DateField()
    every_weeks = models.PositiveSmallIntegerField()
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=150, blank=True)
    video_link = models.URLField(max_length=300, blank=True)
    chair = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    standing = models.ManyToManyField(Professional, related_name="+", blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every_weeks__gte=1, every_weeks__lte=26), name="series_comes_back"),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def seen_by(self, professional: Professional) -> "MeetingQuerySet":
        """Tables where they are asked, that they chair, or where a household of a circle of theirs is on the agenda."""
        here = Participant.objects.filter(professional=professional).values("meeting")
        mine = Member.objects.filter(professional=professional, state=Member.State.ACCEPTED).values("circle")
        brought = AgendaItem.objects.filter(circle__in=mine).values("meeting")
        return self.filter(
            Q(pk__in=here) | Q(pk__in=brought) | Q(chair=professional),
            municipality=professional.organisation.municipality_id,
        )

    def to_come(self) -> "MeetingQuerySet":
        """Neither over nor cancelled, the next one first; one that runs late still counts today."""
        return self.filter(state=Meeting.State.PLANNED, day__gte=clock.today()).order_by("day", "at")


class Meeting(models.Model):
    """One table on one day. `planned_on` is the day in its series, which stays when this one is moved."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(MeetingSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    planned_on = models.DateField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CASE)
    # Day and hour as the clock on the wall says: a table at two stays at two when summer time ends.
    day = models.DateField()
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=150, blank=True)
    video_link = models.URLField(max_length=300, blank=True)
    chair = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="chairs")
    called_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    cancelled_why = models.CharField(max_length=300, blank=True)
    # RFC 5545 SEQUENCE: one more whenever day, hour or place changes.
    sequence = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Meeting"]] = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["day", "at"]
        constraints = [
            models.UniqueConstraint(fields=["series", "planned_on"], name="meeting_once_in_series"),
            models.CheckConstraint(condition=Q(state__in=["planned", "cancelled"]), name="meeting_state_known"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_why=""), name="meeting_cancelled_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state", "day"], name="meeting_to_come")]

    def __str__(self) -> str:
        return str(self.id)


class Participant(models.Model):
    """A professional who is asked to the whole table. Whom a household brings along stands at its item (`Seat`)."""

    class Answer(models.TextChoices):
        NONE = "none", _("has not answered")
        ACCEPTED = "accepted", _("comes")
        TENTATIVE = "tentative", _("maybe")
        DECLINED = "declined", _("does not come")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="participants")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="meetings")
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "professional"], name="participant_once"),
            models.CheckConstraint(
                condition=Q(answer="none", answered_at__isnull=True)
                | (~Q(answer="none") & Q(answered_at__isnull=False)),
                name="participant_answered_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class AgendaItem(Item):
    """A household on the agenda: who brings it, with which question. Who may read it may stay at the table for it.

    Never without the resident invited, or the reason why not (row V1).
    """

    class Urgency(models.IntegerChoices):
        TODAY = 1, _("cannot wait")
        SOON = 2, _("soon")
        CAN_WAIT = 3, _("can wait")

    class State(models.TextChoices):
        WAITING = "waiting", _("to come")
        OPEN = "open", _("now")
        CLOSED = "closed", _("talked through")
        DROPPED = "dropped", _("taken off the agenda")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    question = models.CharField(max_length=300)
    hoped_for = models.CharField(max_length=300)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.SOON)
    minutes = models.PositiveSmallIntegerField(default=15)
    order = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    put_off_times = models.PositiveSmallIntegerField(default=0)
    resident_invited_at = models.DateTimeField(null=True, blank=True)
    resident_not_invited_why = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
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
    """A member of the circle at one item: when their screen was last there."""

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
    """A question that is kept for later, so that the talk can go on."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="parked")
    question = models.CharField(max_length=300)

    class Meta:
        ordering = ["written_at"]
        constraints = [*Item.Meta.constraints]
        indexes = [models.Index(fields=["circle", "written_at"], name="parked_newest")]


class ReadBack(models.Model):
    """An agreement that was made at an item: whether it was read back, and heard by who is to do it.

    Who was not there gets the question; their yes comes later and the item can close.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="made")
    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="read_back")
    heard_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    # The agreement as it was read back: changed afterwards, it wants to be read back again.
    revision = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(heard_at__isnull=True) | Q(revision__isnull=False), name="readback_heard_as_it_was"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CalendarFeed(models.Model):
    """The secret address under which a calendar reads somebody's tables. The secret follows from id and `version`.

    So it is not kept anywhere, and a new version makes the former address useless.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    professional = models.OneToOneField(Professional, on_delete=models.CASCADE, related_name="calendar_feed")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def secret(self) -> str:
        """32 bytes as hexadecimal, from the secret key of this installation."""
        said = f"calendar-feed:{self.pk}:{self.version}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), said, "sha256").hexdigest()
