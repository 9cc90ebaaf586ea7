"""What opens or closes a door for a while: consent, an answered request, what residents open, crises, withholding."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.ids import new_id
from kring.core.when import as_day
from kring.households.models import Person, Supporter
from kring.municipality.models import LifeDomain, Sensitivity
from kring.network.models import Organisation, Professional, User


class Consent(models.Model):
    """About whom, what, to whom, what for, until when. It counts from `given_at` until it ends.

    `given_at` is set when everybody who must decide said yes (Jeugdwet 7.3.4 and 7.3.5), see `ConsentVoice`. It never
    runs past the birthday on which somebody else decides.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        GIVEN = "given", _("given")
        REFUSED = "refused", _("said no")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TAKEN_BACK = "taken_back", _("question taken back")
        REPLACED = "replaced", _("given again")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="consents")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    life_domains = models.ManyToManyField(LifeDomain, related_name="+")
    up_to = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.SPECIAL)
    organisations = models.ManyToManyField(Organisation, related_name="+")
    supporters = models.ManyToManyField(Supporter, related_name="+")
    purpose = models.CharField(max_length=300)
    until = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    # The one that this one makes longer; the knock on a closed door that it was asked for.
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    request = models.ForeignKey(
        "ShareRequest", on_delete=models.PROTECT, null=True, blank=True, related_name="consents"
    )
    given_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Told in time that it runs out, so that it can be given again.
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="given", given_at__isnull=False, ended_at__isnull=True)
                | Q(state="asked", given_at__isnull=True, ended_at__isnull=True)
                | Q(state__in=["withdrawn", "replaced"], given_at__isnull=False, ended_at__isnull=False)
                | Q(state__in=["refused", "taken_back"], given_at__isnull=True, ended_at__isnull=False),
                name="consent_moments_fit_the_state",
            ),
            models.CheckConstraint(condition=Q(up_to__in=[1, 2]), name="consent_never_criminal"),
        ]
        indexes = [models.Index(fields=["circle", "state"], name="consent_of_circle")]

    def __str__(self) -> str:
        return str(self.id)

    def runs(self, at: datetime | None = None) -> bool:
        """Does it open something at this moment?"""
        moment = at or clock.now()
        begun = self.given_at is not None and self.given_at <= moment
        return begun and (self.ended_at is None or self.ended_at > moment) and self.until >= as_day(moment)


class ConsentVoice(models.Model):
    """The answer of one who must decide, and how it was given. A parent and a child of 12-15 both answer.

    A guardian, mentor or curator can be an organisation. The last answer of each counts.
    """

    class How(models.TextChoices):
        SCREEN = "screen", _("on the screen")
        PAPER = "paper", _("on paper")
        SPOKEN = "spoken", _("in a talk")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="voices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    says_yes = models.BooleanField()
    how = models.CharField(max_length=10, choices=How.choices)
    # The professional who noted it, for paper and talk; the paper itself when it was scanned.
    noted_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.FileField(upload_to="toestemming/", blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(how="screen", noted_by__isnull=True) | (~Q(how="screen") & Q(noted_by__isnull=False)),
                name="consent_voice_noted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="consent_voice_of_one",
            ),
        ]


class ShareRequest(models.Model):
    """A knock on a closed door: one item, asked by a member, answered by its author or by who decides.

    `kind` and `item` name the item as addresses do. Granted, it opens this one item to the asker's organisation.
    """

    class Asks(models.TextChoices):
        AUTHOR = "author", _("who wrote it")
        RESIDENT = "resident", _("who it is about")

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        GRANTED = "granted", _("shared")
        REFUSED = "refused", _("said no")
        WITHDRAWN = "withdrawn", _("taken back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="share_requests")
    kind = models.CharField(max_length=20)
    item = models.UUIDField()
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="share_requests")
    asked_at = models.DateTimeField(default=clock.now)
    why = models.CharField(max_length=300)
    asks = models.CharField(max_length=10, choices=Asks.choices)
    # Who answers: the author, or each person who decides (through the `consents` that go with it).
    author = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer_why = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "asked_by"], condition=Q(state="asked"), name="share_request_asked_once"
            ),
            models.CheckConstraint(
                # A resident says no without having to say why.
                condition=~Q(state="refused") | ~Q(answer_why="") | Q(asks="resident"),
                name="share_refused_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(answered_at__isnull=False, until__isnull=False),
                name="share_granted_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(asks="author", author__isnull=False) | Q(asks="resident", author__isnull=True),
                name="share_request_asks_somebody",
            ),
        ]
        indexes = [models.Index(fields=["circle", "state"], name="share_request_of_circle")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def runs(self) -> bool:
        """Is it shared today?"""
        shared = self.state == self.State.GRANTED and self.ended_at is None
        return shared and self.until is not None and self.until >= clock.today()


class Opening(models.Model):
    """One item that a resident opened to somebody of their own people in the circle, until a day (included).

    `goes_with` is the item with which it was opened, such as the talk at which it was said; they end together.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="openings")
    kind = models.CharField(max_length=20)
    item = models.UUIDField()
    goes_with = models.UUIDField()
    to = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    # Who wrote down the yes of the resident, when they did not press it themself.
    noted_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField(default=clock.now)
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["item", "to"], condition=Q(ended_at__isnull=True), name="opened_once"),
            models.CheckConstraint(condition=~Q(to=F("by")), name="opened_to_another"),
        ]
        indexes = [
            models.Index(fields=["circle", "until"], name="opening_of_circle"),
            models.Index(fields=["goes_with"], name="opening_goes_with"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CrisisAccess(models.Model):
    """Breaking the glass: one professional, one circle, a named danger, some hours; told, and reviewed afterwards."""

    class Danger(models.TextChoices):
        LIFE = "life", _("danger to life")
        CHILD = "child", _("a child is in danger")
        VIOLENCE = "violence", _("violence or threat")
        MISSING = "missing", _("somebody is missing")
        STREET = "street", _("nowhere to sleep tonight")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="crises")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="crises")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    danger = models.CharField(max_length=10, choices=Danger.choices)
    words = models.CharField(max_length=500)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()
    # The resident is told too, unless that is dangerous now: until this day, with the reason.
    withheld_until = models.DateField(null=True, blank=True)
    withheld_why = models.CharField(max_length=300, blank=True)
    resident_told_at = models.DateTimeField(null=True, blank=True)
    # When the privacy officers were asked last to look at it.
    reminded_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    was_right = models.BooleanField(null=True)
    review_words = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager["CrisisAccess"]] = models.Manager()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="crisis_ends_after"),
            models.CheckConstraint(condition=~Q(words=""), name="crisis_has_words"),
            models.CheckConstraint(
                condition=Q(withheld_until__isnull=True, withheld_why="")
                | (Q(withheld_until__isnull=False) & ~Q(withheld_why="")),
                name="crisis_withheld_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, was_right__isnull=True)
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False, was_right__isnull=False)
                    & ~Q(review_words="")
                ),
                name="crisis_reviewed_in_words",
            ),
        ]
        indexes = [models.Index(fields=["circle", "until"], name="crisis_of_circle")]

    def __str__(self) -> str:
        return str(self.id)


class Withholding(models.Model):
    """One item is kept from the person themself until a day, with the reason; looked at again before that day.

    A row is not changed afterwards but to end it: keeping it longer ends it, and a new row follows it.
    """

    class Why(models.TextChoices):
        SAFETY = "safety", _("the safety of somebody else")
        CHILD = "child", _("the interest of a child")
        PRIVACY = "privacy", _("it says much about somebody else")
        INQUIRY = "inquiry", _("it is being looked into")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="withholdings")
    kind = models.CharField(max_length=20)
    item = models.UUIDField()
    why = models.CharField(max_length=10, choices=Why.choices)
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=clock.now)
    until = models.DateField()
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    # Opened before its day: when, by whom. `reminded_at`: the writer was asked to look at it again.
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="withholding_ended_by_somebody",
            ),
            models.CheckConstraint(condition=Q(why__in=["safety", "child", "privacy", "inquiry"]), name="withheld_why"),
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at__isnull=True), name="withheld_once"),
        ]
        indexes = [models.Index(fields=["circle", "until"], name="withholding_of_circle")]

    def __str__(self) -> str:
        return str(self.id)
