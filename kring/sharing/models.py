"""The abstract item that everything about a person derives from, and the table of grounds."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.ids import new_id
from kring.households.models import Person
from kring.municipality.models import LifeDomain, Municipality, Sensitivity
from kring.network.models import Organisation, OrganisationKind

if TYPE_CHECKING:
    from kring.sharing.rules import Facts


class Ground(models.Model):
    """This kind of organisation may read this life domain, up to this sensitivity, because of its task in law.

    A row of the table that the municipality edits; the shipped default is `sharing/defaults.py`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="grounds")
    organisation_kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    life_domain = models.ForeignKey(LifeDomain, on_delete=models.PROTECT, related_name="grounds")
    up_to = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.ORDINARY)
    why = models.CharField(max_length=200)
    since = models.DateField(default=clock.today)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "organisation_kind", "life_domain"],
                name="ground_once_per_kind_and_domain",
            ),
            models.CheckConstraint(condition=Q(up_to__in=[1, 2, 3]), name="ground_up_to_known"),
        ]


class ItemQuerySet(models.QuerySet[Any]):
    """Reading goes through here. Both methods come from the one rule tree in `rules.py`."""

    def readable_by(self, facts: "Facts") -> Self:
        """Only the items that this reader may read: one SQL filter, no query of its own."""
        return self.filter(facts.readable.q(self.model.addressee))


class Item(models.Model):
    """Something written about a person or a household, with who may read it.

    `about` empty: about the household as a whole. `life_domain` empty: the frame of the plan, for all members.
    """

    class Audience(models.TextChoices):
        CIRCLE = "circle", _("the circle")
        ORGANISATION = "organisation", _("only my organisation")

    # The column with the member to whom an item is addressed, who always reads it; empty when there is none.
    addressee: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    life_domain = models.ForeignKey(LifeDomain, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.ORDINARY)
    audience = models.CharField(max_length=15, choices=Audience.choices, default=Audience.CIRCLE)
    open_to_resident = models.BooleanField(default=True)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    # As on the day of writing: colleagues there keep reading what their organisation wrote.
    author_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[models.Manager[Any]] = ItemQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)

    @property
    def addressee_id(self) -> uuid.UUID | None:
        """The member to whom this is addressed, if any."""
        value: uuid.UUID | None = getattr(self, f"{self.addressee}_id") if self.addressee else None
        return value
