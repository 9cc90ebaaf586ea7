"""The circle, its members and its lead. Both invitation and lead are handshakes: offered, answered, with a reason."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.ids import new_id
from kring.households.models import Household, Person, Supporter
from kring.network.models import Organisation, Professional, User


class CircleQuerySet(models.QuerySet["Circle"]):
    def open(self) -> "CircleQuerySet":
        return self.filter(closed_at__isnull=True)


class Circle(models.Model):
    """The open collaboration around one household."""

    class Form(models.TextChoices):
        DIRECTED = "directed", _("with one lead")
        SELF_ORGANISING = "self", _("members organise themselves")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="circles")
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.DIRECTED)
    # Why the parties may work together here at all (AVG 5(1)(b)): shown to all, the resident first.
    purpose = models.CharField(max_length=300)
    # Does who joins read what was written before? By default yes: the story is told once (row N2).
    history_opens = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_why = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Circle"]] = CircleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(closed_at__isnull=True),
                name="circle_one_open_per_household",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="circle_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> "MemberQuerySet":
        """Those who accepted and have not left."""
        return self.filter(state=Member.State.ACCEPTED)

    def invited(self) -> "MemberQuerySet":
        return self.filter(state=Member.State.INVITED)


class Member(models.Model):
    """A professional, resident or supporter in a circle. A second stay is a second row."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        ACCEPTED = "accepted", _("takes part")
        REFUSED = "refused", _("said no")
        WITHDRAWN = "withdrawn", _("invitation withdrawn")
        LEFT = "left", _("left")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="members")
    professional = models.ForeignKey(
        Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    supporter = models.ForeignKey(
        Supporter, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    # The organisation as it was when they were invited; kept when the professional moves on.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=100, blank=True)
    goal = models.CharField(max_length=300, blank=True)
    does = models.CharField(max_length=300, blank=True)
    does_not = models.CharField(max_length=300, blank=True)
    asks = models.CharField(max_length=300, blank=True)
    is_steady_contact = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.INVITED)
    invited_at = models.DateTimeField(default=clock.now)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    invited_why = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_why = models.CharField(max_length=300, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    story_read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Member"]] = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(professional__isnull=False, person__isnull=True, supporter__isnull=True)
                | Q(professional__isnull=True, person__isnull=False, supporter__isnull=True)
                | Q(professional__isnull=True, person__isnull=True, supporter__isnull=False),
                name="member_is_one_somebody",
            ),
            models.CheckConstraint(
                condition=Q(professional__isnull=True, organisation__isnull=True)
                | Q(professional__isnull=False, organisation__isnull=False),
                name="member_organisation_with_professional",
            ),
            *(
                models.UniqueConstraint(
                    fields=["circle", who],
                    condition=Q(state__in=["invited", "accepted"]),
                    name=f"member_{who}_one_seat",
                )
                for who in ("professional", "person", "supporter")
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(is_steady_contact=True, state="accepted"),
                name="member_one_steady_contact",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["invited", "accepted", "refused", "withdrawn", "left"]),
                name="member_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer_why=""), name="member_refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="left", left_at__isnull=False) | (~Q(state="left") & Q(left_at__isnull=True)),
                name="member_left_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["professional", "state"], name="member_professional_state"),
            models.Index(fields=["person", "state"], name="member_person_state"),
            models.Index(fields=["supporter", "state"], name="member_supporter_state"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def who(self) -> Professional | Person | Supporter:
        """The one somebody behind this seat (read with `select_related`)."""
        who = self.professional or self.person or self.supporter
        assert who is not None  # noqa: S101 (the constraint member_is_one_somebody)
        return who

    @property
    def name(self) -> str:
        return self.who.name

    @property
    def initials(self) -> str:
        return self.who.initials

    @property
    def photo_url(self) -> str:
        return self.professional.photo_url if self.professional else ""

    @property
    def function(self) -> str:
        """What they are here: function, relation, or resident (empty)."""
        if self.professional:
            return self.professional.function
        return self.supporter.relation if self.supporter else ""

    @property
    def organisation_name(self) -> str:
        return self.organisation.name if self.organisation else ""

    @property
    def phone(self) -> str:
        return self.who.phone

    @property
    def email(self) -> str:
        return self.who.email

    @property
    def is_resident(self) -> bool:
        return self.person_id is not None


class KeptApart(models.Model):
    """A colleague who is not asked into this circle: they looked at its case without knowing whom it is about."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="kept_apart")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "professional"], name="kept_apart_once")]

    def __str__(self) -> str:
        return str(self.id)


class Lead(models.Model):
    """The lead as a handshake. At most one is accepted and at most one offer is open, per circle."""

    class State(models.TextChoices):
        OFFERED = "offered", _("asked")
        ACCEPTED = "accepted", _("leads")
        REFUSED = "refused", _("said no")
        WITHDRAWN = "withdrawn", _("question withdrawn")
        HANDED_OVER = "handed", _("handed over")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="leads")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="leads")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    offered_at = models.DateTimeField(default=clock.now)
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_why = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_why = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    deputy = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="deputy_for")
    deputy_from = models.DateField(null=True, blank=True)
    deputy_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle"], condition=Q(state="accepted"), name="lead_at_most_one_accepted"),
            models.UniqueConstraint(fields=["circle"], condition=Q(state="offered"), name="lead_at_most_one_offer"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(answer_why=""), name="lead_refusal_has_a_reason"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True, deputy_from__isnull=True, deputy_until__isnull=True)
                | Q(
                    deputy__isnull=False,
                    deputy_from__isnull=False,
                    deputy_until__isnull=False,
                    deputy_until__gte=F("deputy_from"),
                ),
                name="lead_deputy_with_days",
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("member")), name="lead_not_their_own_deputy"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def has_deputy_now(self) -> bool:
        """Is the deputy in the lead's place today?"""
        today = clock.today()
        return bool(
            self.deputy_id and self.deputy_from and self.deputy_until and self.deputy_from <= today <= self.deputy_until
        )

    @property
    def acting(self) -> Member:
        """Who to turn to today: the lead, or the deputy while the lead is away."""
        return self.deputy if self.has_deputy_now and self.deputy else self.member


class FormProposal(models.Model):
    """Somebody proposes to organise the circle otherwise (row L8). At most one is open; who must carry it answers.

    Towards one lead it names who would lead, so that there is no moment at which nobody does.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("said no")
        WITHDRAWN = "withdrawn", _("taken back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="form_proposals")
    form = models.CharField(max_length=10, choices=Circle.Form.choices)
    proposer = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="form_proposals")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    why = models.CharField(max_length=300)
    lead = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(fields=["circle"], condition=Q(state="open"), name="formproposal_one_open"),
            models.CheckConstraint(
                condition=Q(form="directed", lead__isnull=False) | Q(form="self", lead__isnull=True),
                name="formproposal_names_the_lead",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="formproposal_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "refused"]) | Q(answered_by__isnull=False),
                name="formproposal_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer_why=""), name="formproposal_refusal_has_a_reason"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="formproposal_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "agreed", "refused", "withdrawn"]), name="formproposal_state_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Retelling(models.Model):
    """ "I had to tell it again": one press by a resident, never changed, counted (row N2)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="retellings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="retellings")
    at = models.DateTimeField(default=clock.now)
