"""A municipality's settings, its districts and its life domains."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kring.core.ids import new_id


class Sensitivity(models.IntegerChoices):
    """How much harm a leak of this would do; ordered, so that a ground reaches up to one of these."""

    ORDINARY = 1, _("ordinary")
    SPECIAL = 2, _("special, such as health")
    CRIMINAL = 3, _("about offences")


class LeadRule(models.TextChoices):
    """Who the municipality proposes as lead (row D6: a local choice)."""

    OPENER = "opener", _("who opens the circle")
    NEIGHBOURHOOD_TEAM = "wijkteam", _("the neighbourhood team")
    MOST_AGREEMENTS = "most", _("who does most in the plan")
    STEADY = "steady", _("the steady contact")


class Municipality(models.Model):
    """Whose rules apply; one installation serves one or many."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    # The CBS code, such as GM0034; empty for a municipality that does not exist (the demo).
    cbs_code = models.CharField(max_length=6, blank=True)
    horizon_days = models.PositiveSmallIntegerField(default=42)
    triage_days = models.PositiveSmallIntegerField(default=2)
    # For how long the glass stays broken at most (see `sharing.models.CrisisAccess`).
    crisis_hours = models.PositiveSmallIntegerField(default=72)
    lead_rule = models.CharField(max_length=20, choices=LeadRule.choices, default=LeadRule.NEIGHBOURHOOD_TEAM)
    # Own words for the screen, such as {"lead": "regieassistent"}.
    words = models.JSONField(default=dict, blank=True)
    door_phone = models.CharField(max_length=20, blank=True)
    door_text = models.CharField(max_length=300, blank=True)
    # With which words a circle that organises itself begins its framework; empty: those of Kring.
    framework_settles = models.CharField(max_length=1000, blank=True, default="", db_default="")
    framework_calls_in = models.CharField(max_length=1000, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="municipality_name_once"),
            models.CheckConstraint(
                condition=models.Q(horizon_days__gte=7, horizon_days__lte=366),
                name="municipality_horizon_sane",
            ),
            models.CheckConstraint(
                condition=models.Q(crisis_hours__gte=1, crisis_hours__lte=72), name="municipality_crisis_at_most_72"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KnownMunicipality(models.Model):
    """One of the real municipalities of the country (CBS list), to choose from when somebody lives elsewhere."""

    cbs_code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=100)
    province = models.CharField(max_length=50)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A part of the municipality that people say they live in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="districts")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="district_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class LifeDomain(models.Model):
    """A part of life that a question, a goal or a note is about (row A1)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="life_domains")
    key = models.SlugField(max_length=30)
    name = models.CharField(max_length=60)
    question = models.CharField(max_length=200, blank=True)
    icon = models.CharField(max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.ORDINARY)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="life_domain_key_once"),
            models.CheckConstraint(condition=models.Q(sensitivity__in=[1, 2, 3]), name="life_domain_sensitivity_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A hard word, and the plain word that is shown beside it (row A2)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="terms")
    hard = models.CharField(max_length=60)
    plain = models.CharField(max_length=100)

    class Meta:
        ordering = ["hard"]
        constraints = [
            models.UniqueConstraint(Lower("hard"), "municipality", name="term_once"),
            models.CheckConstraint(condition=~models.Q(plain=""), name="term_has_a_plain_word"),
        ]

    def __str__(self) -> str:
        return self.hard
