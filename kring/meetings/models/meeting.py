"""When and where people meet: tables that come back, one table on one day, who is asked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import clock
from kring.core.ids import new_id
from kring.meetings.models.agenda import AgendaItem
from kring.municipality.models import Municipality
from kring.network.models import Professional, User
from kring.themes.models import Joining, Report, Theme


class Kind(models.TextChoices):
    CASE = "case", _("case table")
    ROUND = "round", _("around one household")
    KICK_OFF = "kick_off", _("meeting each other")
    THEME = "theme", _("about a theme")
    MIRROR = "mirror", _("mirror team")


# On these no household is talked about: a theme has points, a mirror team a case without names.
WITHOUT_HOUSEHOLDS = (Kind.THEME, Kind.MIRROR)


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
    ended_on = models.DateField(null=True, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="series")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every_weeks__gte=1, every_weeks__lte=26), name="series_comes_back"),
            models.CheckConstraint(condition=Q(theme__isnull=True) | Q(kind="theme"), name="series_theme_of_its_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def seen_by(self, professional: Professional) -> "MeetingQuerySet":
        """Tables where they are asked, that they chair, with a household of a circle of theirs, or of their theme."""
        here = Participant.objects.filter(professional=professional).values("meeting")
        mine = Member.objects.filter(professional=professional, state=Member.State.ACCEPTED).values("circle")
        brought = AgendaItem.objects.filter(circle__in=mine).values("meeting")
        joined = Joining.objects.filter(professional=professional, left_at__isnull=True).values("theme")
        return self.filter(
            Q(pk__in=here) | Q(pk__in=brought) | Q(chair=professional) | Q(theme__in=joined),
            municipality=professional.organisation.municipality_id,
        )

    def open_to(self, professional: Professional) -> "MeetingQuerySet":
        """What they see, and the tables of themes: those are for everybody who works here."""
        here = professional.organisation.municipality_id
        return self.seen_by(professional) | self.filter(theme__isnull=False, municipality=here)

    def for_households(self) -> "MeetingQuerySet":
        """Tables to which a household can be brought."""
        return self.exclude(kind__in=WITHOUT_HOUSEHOLDS)

    def listed(
        self, professional: Professional, *, zoek: str = "", wie: str = "", wanneer: str = ""
    ) -> "MeetingQuerySet":
        """What they see, as the page asks for it: a word of name or place, only their own, to come or of before."""
        found = self.seen_by(professional)
        if wie == "ik":
            here = Participant.objects.filter(professional=professional).values("meeting")
            found = found.filter(Q(pk__in=here) | Q(chair=professional))
        for word in zoek.split():
            found = found.filter(Q(name__icontains=word) | Q(place__icontains=word))
        if wanneer == "geweest":
            return found.filter(day__lt=clock.today()).order_by("-day", "-at")
        return found.to_come()

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
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    # The report that this table gave; of a theme that is written by everybody.
    report = models.OneToOneField(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting")

    objects: ClassVar[models.Manager["Meeting"]] = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["day", "at"]
        constraints = [
            models.UniqueConstraint(fields=["series", "planned_on"], name="meeting_once_in_series"),
            models.CheckConstraint(condition=Q(state__in=["planned", "cancelled"]), name="meeting_state_known"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_why=""), name="meeting_cancelled_with_a_reason"
            ),
            models.CheckConstraint(condition=Q(theme__isnull=True) | Q(kind="theme"), name="meeting_theme_of_its_kind"),
            models.CheckConstraint(
                condition=Q(report__isnull=True) | Q(theme__isnull=False), name="meeting_report_of_its_theme"
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
    # When they were told of this date; dates of a series are told many at once.
    told_at = models.DateTimeField(null=True, blank=True)

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
