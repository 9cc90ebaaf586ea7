"""The abstract item that everything about a person derives from; sets of persons and of readers."""

import hashlib
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.ids import new_id
from kring.households.models import Person
from kring.municipality.models import LifeDomain, Sensitivity
from kring.network.models import Law, Organisation

if TYPE_CHECKING:
    from kring.sharing.rules import Facts


def key_of(ids: Iterable[uuid.UUID]) -> str:
    """The same set of ids gives the same key, so that a set is kept once in a circle."""
    return hashlib.sha256(" ".join(sorted(str(one) for one in ids)).encode()).hexdigest()


class PersonGroup(models.Model):
    """Two or more persons of a household that items are about together; kept once in a circle."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="person_groups")
    key = models.CharField(max_length=64)
    persons = models.ManyToManyField(Person, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "key"], name="person_group_once")]

    def __str__(self) -> str:
        return str(self.id)


class Readership(models.Model):
    """The organisations and members whom a writer named as readers; kept once in a circle."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="readerships")
    key = models.CharField(max_length=64)
    organisations = models.ManyToManyField(Organisation, related_name="+")
    members = models.ManyToManyField(Member, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "key"], name="readership_once")]

    def __str__(self) -> str:
        return str(self.id)


class ItemQuerySet(models.QuerySet[Any]):
    """Reading goes through here. The filter comes from the one rule tree in `rules.py`."""

    def readable_by(self, facts: "Facts") -> Self:
        """Only the items that this reader may read: one SQL filter, no query of its own."""
        return self.filter(facts.readable.q(self.model.addressee))


class Item(models.Model):
    """Something written about a person or a household, with who may read it.

    About one person (`about`), several (`about_group`), or neither: the household as a whole. `life_domain` empty:
    the frame of the plan, for all members.
    """

    class Audience(models.TextChoices):
        CIRCLE = "circle", _("the circle")
        NAMED = "named", _("who I name")
        ORGANISATION = "organisation", _("only my organisation")
        VISIT = "visit", _("who visits")

    # The column with the member to whom an item is addressed, who always reads it; empty when there is none.
    addressee: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_group = models.ForeignKey(PersonGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    life_domain = models.ForeignKey(LifeDomain, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.ORDINARY)
    audience = models.CharField(max_length=15, choices=Audience.choices, default=Audience.CIRCLE)
    readership = models.ForeignKey(Readership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    # As on the day of writing: colleagues there keep reading it, and what one law let them collect stays under it.
    author_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_under = models.CharField(max_length=20, choices=Law.choices, default=Law.NONE)
    written_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[models.Manager[Any]] = ItemQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(about__isnull=True) | Q(about_group__isnull=True), name="%(class)s_about_one_or_several"
            ),
            models.CheckConstraint(
                condition=Q(audience="named", readership__isnull=False)
                | (~Q(audience="named") & Q(readership__isnull=True)),
                name="%(class)s_named_readers",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def addressee_id(self) -> uuid.UUID | None:
        """The member to whom this is addressed, if any."""
        value: uuid.UUID | None = getattr(self, f"{self.addressee}_id") if self.addressee else None
        return value

    @property
    def subject_id(self) -> uuid.UUID:
        """Whom it is about as one id: the person, the group, or the circle for the household as a whole."""
        return self.about_id or self.about_group_id or self.circle_id
