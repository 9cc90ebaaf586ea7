"""What came in at the door, what was done with it, and the question to a partner to take it over."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Circle
from kring.core import clock
from kring.core.ids import new_id, spoken_code
from kring.households.models import Person
from kring.municipality.models import LifeDomain, Municipality
from kring.network.models import Organisation, Professional


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def waiting(self) -> "HelpRequestQuerySet":
        """Those that are not answered, not handed on and not in a circle yet."""
        return self.filter(state__in=WAITING)

    def without_hand(self) -> "HelpRequestQuerySet":
        """Nobody has these: they are new, or who had them no longer works here."""
        return self.filter(Q(state=HelpRequest.State.NEW) | Q(state__in=WAITING, in_hand_by__ended_on__isnull=False))

    def late(self, municipality: Municipality) -> "HelpRequestQuerySet":
        """Without a hand for longer than this municipality set for itself."""
        since = clock.now() - timedelta(days=municipality.triage_days)
        return self.without_hand().filter(municipality=municipality, came_in_at__lt=since)


class HelpRequest(models.Model):
    """A question at the door, by a resident or by somebody for them."""

    class Sender(models.TextChoices):
        SELF = "self", _("For myself")
        FAMILY = "family", _("For family, a friend or a neighbour")
        GENERAL_PRACTICE = "huisarts", _("I am a general practitioner or work in the practice")
        SCHOOL = "school", _("I work at a school")
        PROFESSIONAL = "professional", _("I work for another organisation")

    class Urgency(models.TextChoices):
        TODAY = "today", _("It cannot wait until tomorrow")
        WEEK = "week", _("This week")
        CAN_WAIT = "wait", _("It can wait a little")
        UNKNOWN = "unknown", _("I do not know")

    class Knows(models.TextChoices):
        YES = "yes", _("Yes, they know and agree")
        NOT_AGREED = "not_agreed", _("They know, but do not agree")
        NO = "no", _("No")

    class Reach(models.TextChoices):
        CALL = "call", _("by phone")
        MESSAGE = "message", _("by text message")
        MAIL = "mail", _("by e-mail")
        VISIT = "visit", _("by coming by")
        LETTER = "letter", _("by letter")
        SENDER = "sender", _("by calling the sender first")

    class State(models.TextChoices):
        NEW = "new", _("new")
        IN_HAND = "in_hand", _("in hand")
        OFFERED = "offered", _("partner is asked")
        ANSWERED = "answered", _("answered")
        HANDED_ON = "handed_on", _("taken over by a partner")
        CIRCLE = "circle", _("a circle is open")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="help_requests")
    number = models.CharField(max_length=11, unique=True, default=spoken_code)
    came_in_at = models.DateTimeField(default=clock.now)
    sender = models.CharField(max_length=15, choices=Sender.choices)
    sender_name = models.CharField(max_length=150, blank=True)
    sender_organisation = models.CharField(max_length=150, blank=True)
    sender_phone = models.CharField(max_length=20, blank=True)
    sender_email = models.EmailField(blank=True)
    person_knows = models.CharField(max_length=12, choices=Knows.choices, default=Knows.YES)
    person_knows_why = models.CharField(max_length=300, blank=True)

    given_name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=20, blank=True)
    family_name = models.CharField(max_length=80)
    birth_date = models.DateField(null=True, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    house_number = models.CharField(max_length=12, blank=True)
    lives_in = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    reach_how = models.CharField(max_length=100, blank=True, choices=Reach.choices)
    reach_when = models.CharField(max_length=200, blank=True)

    domains = models.ManyToManyField(LifeDomain, blank=True, related_name="+")
    words = models.TextField(max_length=4000)
    # What the sender spoke on the screen, for the mails about it.
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, blank=True)
    what_helps = models.TextField(max_length=1000, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.UNKNOWN)

    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    in_hand_by = models.ForeignKey(
        Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="in_hand"
    )
    in_hand_at = models.DateTimeField(null=True, blank=True)
    # What the sender reads when they look where it stands; the person's own answer may say more.
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # When it was answered, taken over by a partner, or became a circle.
    finished_at = models.DateTimeField(null=True, blank=True)
    # Who asks for somebody else reads the answer only when that somebody says it is all right.
    answer_open_to_sender = models.BooleanField(default=False)
    # When the front door team was mailed that this one is late: once.
    reminded_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="help_requests")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, null=True, blank=True, related_name="help_requests")

    objects: ClassVar[models.Manager["HelpRequest"]] = HelpRequestQuerySet.as_manager()

    class Meta:
        ordering = ["came_in_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new", in_hand_by__isnull=True) | (~Q(state="new") & Q(in_hand_by__isnull=False)),
                name="help_request_has_a_hand_on_it",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="help_request_answer_says_something",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "in_hand", "offered"], finished_at__isnull=True)
                | Q(state__in=["answered", "handed_on", "circle"], finished_at__isnull=False),
                name="help_request_finished_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="circle") | Q(circle__isnull=False, person__isnull=False),
                name="help_request_circle_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "came_in_at"], name="help_request_waiting"),
            models.Index(fields=["municipality", "-finished_at"], name="help_request_finished"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part)

    @property
    def reach_words(self) -> str:
        """How and when to reach them, in one line: "by phone, mornings"."""
        return ", ".join(part for part in (self.get_reach_how_display(), self.reach_when) if part)

    @property
    def by_when(self) -> datetime:
        """Until when it may be without a hand on it (the municipality's set days)."""
        return self.came_in_at + timedelta(days=self.municipality.triage_days)

    @property
    def known_person(self) -> Person | None:
        """Who it is about, under the name that counts when they were joined (`person__same_as` is read along)."""
        return (self.person.same_as or self.person) if self.person is not None else None

    @property
    def lives_elsewhere(self) -> bool:
        """Do they live in another municipality, which is the one to help first? (`municipality` is read along)"""
        return bool(self.lives_in) and self.lives_in.casefold() != self.municipality.name.casefold()

    @property
    def is_for_self(self) -> bool:
        return self.sender == self.Sender.SELF

    @property
    def has_no_hand(self) -> bool:
        """New, or in the hand of somebody who no longer works here (`in_hand_by` is read along)."""
        if self.state == self.State.NEW:
            return True
        return self.state in WAITING and self.in_hand_by is not None and self.in_hand_by.ended_on is not None

    @property
    def is_late(self) -> bool:
        return self.has_no_hand and clock.now() > self.by_when


WAITING = (HelpRequest.State.NEW, HelpRequest.State.IN_HAND, HelpRequest.State.OFFERED)


class HandOnQuerySet(models.QuerySet["HandOn"]):
    def waiting_for(self, organisation: Organisation) -> "HandOnQuerySet":
        """The open questions to this organisation, oldest first, with what a list shows."""
        return (
            self.filter(organisation=organisation, state=HandOn.State.OFFERED)
            .select_related("request__municipality", "offered_by__organisation")
            .order_by("offered_at")
        )


class HandOn(models.Model):
    """The question to a partner to take it over: accepted, or refused with a reason. One is open at a time."""

    class State(models.TextChoices):
        OFFERED = "offered", _("asked")
        ACCEPTED = "accepted", _("takes it over")
        REFUSED = "refused", _("said no")
        WITHDRAWN = "withdrawn", _("question withdrawn")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, related_name="hand_ons")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hand_ons")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    offered_at = models.DateTimeField(default=clock.now)
    offered_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    offered_why = models.CharField(max_length=300)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer_why = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["HandOn"]] = HandOnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(state="offered"), name="hand_on_one_open"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer_why=""), name="hand_on_refusal_has_a_reason"
            ),
        ]


class LooksAlike(models.Model):
    """Two persons were looked at by a professional, who said: not the same. The pair is not shown again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, related_name="not_the_same")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="looks_alike_said_once")]
