"""The catalogue of grounds: why somebody may read something. Lines are data with a date; a change ends a line."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.ids import new_id
from kring.municipality.models import LifeDomain, Municipality, Sensitivity
from kring.network.models import Law, Organisation, OrganisationKind, User


class RulesVersion(models.Model):
    """One change of the catalogue by the privacy officer, with the reason. Numbered per municipality."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="rules_versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    why = models.CharField(max_length=300)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="rules_version_number_once"),
            models.CheckConstraint(condition=~Q(why=""), name="rules_version_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class GroundQuerySet(models.QuerySet["Ground"]):
    def in_force(self, at: datetime | None = None) -> "GroundQuerySet":
        """The lines that count at a moment (now unless said)."""
        moment = at or clock.now()
        return self.filter(since__lte=moment).filter(Q(until__isnull=True) | Q(until__gt=moment))


class Ground(models.Model):
    """One line: this kind of organisation, this life domain, up to this sensitivity, on this basis.

    `life_domain` empty: every life domain. `organisation_kind` empty: every kind. `not_from` holds the laws of which
    what was written under them is not opened by this line (Wmo 2015, 5.1.1(4)). A line is never changed: it ends.
    """

    class Basis(models.TextChoices):
        TASK = "task", _("task in law")
        CONSENT = "consent", _("consent can open it")
        VITAL = "vital", _("vital interest, in a crisis")
        NUMBER = "number", _("may use the citizen service number")

    class About(models.TextChoices):
        ANYBODY = "anybody", _("anybody in the household")
        CHILD = "child", _("a child, or a household with a child")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="grounds")
    basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.TASK)
    organisation_kind = models.CharField(max_length=20, choices=OrganisationKind.choices, blank=True)
    law = models.CharField(max_length=20, choices=Law.choices, blank=True)
    life_domain = models.ForeignKey(LifeDomain, on_delete=models.PROTECT, null=True, blank=True, related_name="grounds")
    up_to = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.ORDINARY)
    not_from = models.JSONField(default=list, blank=True)
    about = models.CharField(max_length=10, choices=About.choices, default=About.ANYBODY)
    # Why, for a professional and for a resident, with the article; `assumed`: nobody has looked the article up yet.
    why = models.CharField(max_length=200)
    why_resident = models.CharField(max_length=300, blank=True)
    article = models.CharField(max_length=60, blank=True)
    assumed = models.BooleanField(default=False)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    added_in = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="added")
    ended_in = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="ended")

    objects: ClassVar[GroundQuerySet] = GroundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "basis", "organisation_kind", "life_domain"],
                condition=Q(until__isnull=True),
                name="ground_once_per_kind_and_domain",
            ),
            models.UniqueConstraint(
                fields=["municipality", "basis", "organisation_kind"],
                condition=Q(until__isnull=True, life_domain__isnull=True),
                name="ground_once_per_kind_for_all",
            ),
            models.CheckConstraint(condition=Q(up_to__in=[1, 2, 3]), name="ground_up_to_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="ground_ends_after"
            ),
            models.CheckConstraint(
                condition=~Q(basis="task") | ~Q(organisation_kind=""), name="ground_task_of_somebody"
            ),
            models.CheckConstraint(condition=~Q(basis="vital") | Q(up_to__lte=2), name="ground_vital_never_criminal"),
        ]
        indexes = [models.Index(fields=["municipality", "until"], name="ground_in_force")]


class Covenant(models.Model):
    """Parties that may share for a purpose that they wrote down together; none by default.

    What one party wrote is open to the other parties in the same circle, for these life domains, while it runs.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="covenants")
    name = models.CharField(max_length=150)
    purpose = models.CharField(max_length=300)
    why_resident = models.CharField(max_length=300)
    article = models.CharField(max_length=60, blank=True)
    parties = models.ManyToManyField(Organisation, related_name="covenants")
    life_domains = models.ManyToManyField(LifeDomain, related_name="covenants")
    up_to = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.ORDINARY)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()
    # Until when it was agreed at first: so that ending it early can be taken back.
    agreed_until = models.DateTimeField(null=True, blank=True)
    added_in = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, related_name="covenants")
    # Ended before its day, with the reason of that version.
    ended_in = models.ForeignKey(
        RulesVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="ended_covenants"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="covenant_ends_after"),
            models.CheckConstraint(condition=Q(up_to__in=[1, 2, 3]), name="covenant_up_to_known"),
        ]

    def __str__(self) -> str:
        return self.name


class LawChange(models.Model):
    """From a version on an organisation writes under another law; what it wrote before stays under the law of then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="law_changes")
    # Empty: that of its kind.
    before = models.CharField(max_length=20, choices=Law.choices, blank=True)
    after = models.CharField(max_length=20, choices=Law.choices, blank=True)
    made_in = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, related_name="law_changes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "made_in"], name="law_change_once_in_a_version"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="law_change_changes_something"),
        ]

    def __str__(self) -> str:
        return str(self.id)
