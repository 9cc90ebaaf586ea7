"""Plan, periods, goals, agreements, reviews, notes, bottlenecks. All about a person is an `Item` of `sharing`."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.ids import new_id
from kring.network.models import Law, Organisation, User
from kring.sharing.models import Item


class Plan(models.Model):
    """The one plan of a circle."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.OneToOneField(Circle, on_delete=models.PROTECT, related_name="plan")
    started_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.id)


class Period(models.Model):
    """From one review to the next: six weeks unless set. At most one is running."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="periods")
    number = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField(default=clock.today)
    review_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="period_number_once"),
            models.UniqueConstraint(fields=["plan"], condition=Q(ended_at__isnull=True), name="period_one_running"),
            models.CheckConstraint(condition=Q(review_on__gt=F("starts_on")), name="period_review_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def weeks(self) -> int:
        """Length in weeks, rounded up."""
        return -(-(self.review_on - self.starts_on).days // 7)

    @property
    def is_over(self) -> bool:
        """Has the day of the review passed?"""
        return self.review_on < clock.today()

    @property
    def week(self) -> int:
        """Which week it is today, from 1 up to the last."""
        return max(1, min(self.weeks, (clock.today() - self.starts_on).days // 7 + 1))


class Goal(Item):
    """A result in life. Keeps its identity over periods; what it said on any day stands in its history."""

    class State(models.TextChoices):
        ACTIVE = "active", _("we work on it")
        REACHED = "reached", _("reached")
        STOPPED = "stopped", _("stopped")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    result = models.CharField(max_length=300)
    own_words = models.CharField(max_length=300, blank=True)
    is_first = models.BooleanField(default=False)
    waits_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="waiting")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Counts up with every change; a form that carries an older number shows both texts instead of overwriting.
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        ordering = ["-is_first", "written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["plan"], condition=Q(is_first=True), name="goal_one_first_per_plan"),
            models.CheckConstraint(condition=Q(is_first=False) | Q(state="active"), name="goal_first_is_active"),
            models.CheckConstraint(condition=~Q(waits_for=F("id")), name="goal_not_waiting_for_itself"),
            models.CheckConstraint(
                condition=Q(is_first=False) | Q(waits_for__isnull=True), name="goal_first_waits_not"
            ),
            models.CheckConstraint(
                condition=Q(state="active", ended_at__isnull=True) | (~Q(state="active") & Q(ended_at__isnull=False)),
                name="goal_ended_at_a_moment",
            ),
            models.CheckConstraint(condition=Q(state__in=["active", "reached", "stopped"]), name="goal_state_known"),
        ]
        indexes = [
            models.Index(fields=["circle", "state"], name="goal_circle_state"),
            models.Index(fields=["circle", "written_at"], name="goal_newest"),
        ]


class Agreement(Item):
    """Who does what by when, under a goal. One responsible person, who always reads it."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        NOT_DONE = "not_done", _("did not work out")

    addressee = "responsible"

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="agreements")
    what = models.CharField(max_length=300)
    responsible = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="agreements")
    due_on = models.DateField()
    # True: some day in the week of `due_on` (its Sunday); false: that very day.
    in_week = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why_not = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        ordering = ["due_on", "written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True, closed_by__isnull=True)
                | (~Q(state="open") & Q(closed_at__isnull=False, closed_by__isnull=False)),
                name="agreement_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_done") | ~Q(why_not=""), name="agreement_not_done_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "done", "not_done"]), name="agreement_state_known"),
        ]
        indexes = [
            models.Index(fields=["responsible", "state", "due_on"], name="agreement_mine"),
            models.Index(fields=["circle", "state", "due_on"], name="agreement_circle"),
            models.Index(fields=["circle", "written_at"], name="agreement_newest"),
        ]

    @property
    def is_late(self) -> bool:
        return self.state == self.State.OPEN and self.due_on < clock.today()


class Review(Item):
    """What came of a period. The resident is asked first; when that was not possible the reason stands here."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="review")
    held_on = models.DateField(default=clock.today)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    resident_words = models.TextField(max_length=1000, blank=True)
    not_asked_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__lte=10), name="review_score_to_ten"),
            models.CheckConstraint(
                condition=Q(score__isnull=False) | ~Q(not_asked_why=""),
                name="review_resident_asked_or_reason",
            ),
        ]


class Outcome(Item):
    """What a review says about one goal."""

    class Result(models.TextChoices):
        REACHED = "reached", _("reached")
        PARTLY = "partly", _("partly reached")
        NOT = "not", _("not reached")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="outcomes")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="outcomes")
    result = models.CharField(max_length=10, choices=Result.choices)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["review", "goal"], name="outcome_once_per_goal"),
            models.CheckConstraint(condition=Q(result="reached") | ~Q(why=""), name="outcome_not_reached_has_a_why"),
        ]


class Note(Item):
    """Something written in the story. Never changed: a correction is a new note that points at the old one."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        MATTERS = "matters", _("what matters to us")
        MESSAGE = "message", _("message of everybody")
        HANDOVER = "handover", _("handover")
        FRAMEWORK = "framework", _("framework of the circle")
        DECISION = "decision", _("decided together")
        WORDS = "words", _("in own words")

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField(max_length=4000)
    # Of a framework the text says what the circle settles itself, and this when it calls somebody in (row L8).
    calls_in = models.TextField(max_length=1000, blank=True, default="", db_default="")
    happened_on = models.DateField(default=clock.today)
    # For the message: the day on which it was agreed. For a handover: to whom, when known.
    agreed_on = models.DateField(null=True, blank=True)
    for_member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    # A review is never changed; what was wrong in it is set right here.
    on_review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")

    addressee = "for_member"

    class Meta:
        ordering = ["-happened_on", "-written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(condition=~Q(corrects=F("id")), name="note_not_correcting_itself"),
            models.CheckConstraint(
                condition=~Q(kind="message") | Q(agreed_on__isnull=False), name="note_message_is_dated"
            ),
            models.CheckConstraint(
                condition=(Q(kind="framework", agreed_on__isnull=False) & ~Q(calls_in=""))
                | (~Q(kind="framework") & Q(calls_in="")),
                name="note_framework_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-happened_on", "-written_at"], name="note_story"),
            models.Index(fields=["circle", "kind", "-written_at"], name="note_kind"),
            models.Index(fields=["circle", "written_at"], name="note_newest"),
        ]


class Bottleneck(Item):
    """A rule against the plan: what it stops, who could decide, and who keeps at it until when (rows A4 and V7)."""

    class State(models.TextChoices):
        OPEN = "open", _("we keep at it")
        SOLVED = "solved", _("there is room now")
        STAYED = "stayed", _("the rule stayed as it is")

    addressee = "owner"

    rule = models.CharField(max_length=300)
    law = models.CharField(max_length=20, choices=Law.choices, blank=True)
    rule_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    effect = models.CharField(max_length=300)
    # Empty: it stops the plan as a whole.
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="bottlenecks")
    who_could_decide = models.CharField(max_length=200)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="bottlenecks")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    came_of_it = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "written_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="bottleneck_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="open", came_of_it="") | (~Q(state="open") & ~Q(came_of_it="")),
                name="bottleneck_ended_with_what_came_of_it",
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "solved", "stayed"]), name="bottleneck_state_known"),
        ]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"], name="bottleneck_mine"),
            models.Index(fields=["circle", "state", "due_on"], name="bottleneck_circle"),
            models.Index(fields=["circle", "written_at"], name="bottleneck_newest"),
        ]

    @property
    def is_late(self) -> bool:
        return self.state == self.State.OPEN and self.due_on < clock.today()


def end_of_week(day: date) -> date:
    """The Sunday of the ISO week of `day`: until when an agreement "this week" has time."""
    return day + timedelta(days=7 - day.isoweekday())
