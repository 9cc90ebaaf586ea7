"""Persons, households, who lives where since when, authority, and the resident's own network."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.ids import new_id
from kring.households.names import PlainPhoneField, SoundOfNameField
from kring.municipality.models import District, Municipality
from kring.network.models import Organisation, User, initials


class Person(models.Model):
    """Somebody it is about. Two rows that turn out to be one person are joined by a person: `same_as` points on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="persons")
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="person")
    given_name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=20, blank=True)
    family_name = models.CharField(max_length=80)
    called = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    reach_me = models.CharField(max_length=200, blank=True)
    language_note = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=40, blank=True)
    # To find who may be the same among very many, without reading them all.
    family_sound = SoundOfNameField(max_length=40, editable=False, default="")
    plain_phone = PlainPhoneField(max_length=9, editable=False, default="")
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], condition=~Q(code=""), name="person_code_once"),
            models.CheckConstraint(condition=~Q(same_as=F("id")), name="person_not_same_as_itself"),
        ]
        indexes = [
            # Few rows are joined; SQLite would rather read the whole table than an index in which most is empty.
            models.Index(fields=["same_as"], condition=Q(same_as__isnull=False), name="person_joined"),
            models.Index(fields=["birth_date"], name="person_birth_date"),
            models.Index(fields=["family_sound"], name="person_family_sound"),
            models.Index(fields=["plain_phone"], name="person_plain_phone"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def name(self) -> str:
        """Full name as people say it: given name, prefix, family name."""
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part)

    @property
    def short_name(self) -> str:
        """How the person wants to be called, otherwise the given name."""
        return self.called or self.given_name

    @property
    def initials(self) -> str:
        return initials(self.name)


class Household(models.Model):
    """People who live, or are helped, together. Not an address: it moves as they move."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="households")
    name = models.CharField(max_length=100)
    street = models.CharField(max_length=100, blank=True)
    house_number = models.CharField(max_length=12, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    city = models.CharField(max_length=80, blank=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True)
    code = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], condition=~Q(code=""), name="household_code_once"),
        ]
        indexes = [models.Index(fields=["postcode", "house_number"], name="household_address")]

    def __str__(self) -> str:
        return str(self.id)


class CitizenNumber(models.Model):
    """The citizen service number (BSN) of a person, apart from all else: encrypted, and found by a keyed hash only.

    Nothing but `kring/households/citizen_number.py` reads it; who may see it stands in the catalogue (Wmo 2015, 5.2.9).
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="citizen_number")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    sealed = models.CharField(max_length=200)
    finger = models.CharField(max_length=64)
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "finger"], name="citizen_number_once"),
            models.CheckConstraint(condition=~Q(sealed="") & ~Q(finger=""), name="citizen_number_is_sealed"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ResidenceQuerySet(models.QuerySet["Residence"]):
    def current(self) -> "ResidenceQuerySet":
        """Who is in a household today."""
        today = clock.today()
        return self.filter(since__lte=today).filter(Q(until__isnull=True) | Q(until__gt=today))


class Residence(models.Model):
    """A person in a household from one day until another. A child of parents apart has two of these at once."""

    class Part(models.TextChoices):
        ADULT = "adult", _("adult")
        CHILD = "child", _("child")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.ADULT)
    since = models.DateField(default=clock.today)
    until = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Residence"]] = ResidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person"],
                condition=Q(until__isnull=True),
                name="residence_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="residence_ends_after_start"
            ),
        ]


class Authority(models.Model):
    """Who decides for somebody: a parent with authority, a guardian, a mentor, an administrator (BW boek 1)."""

    class Kind(models.TextChoices):
        PARENT = "gezag", _("parental authority")
        GUARDIAN = "voogd", _("guardian")
        MENTOR = "mentor", _("mentor")
        ADMINISTRATOR = "bewind", _("administrator of money")
        CURATOR = "curator", _("legal guardian of an adult")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorities_over")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="authorities_held")
    holder_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    since = models.DateField(default=clock.today)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(holder__isnull=False, holder_organisation__isnull=True)
                | Q(holder__isnull=True, holder_organisation__isnull=False),
                name="authority_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(holder__isnull=True) | ~Q(holder=F("about")), name="authority_not_over_oneself"
            ),
            models.UniqueConstraint(
                fields=["about", "holder", "kind"],
                condition=Q(until__isnull=True),
                name="authority_once_at_a_time",
            ),
        ]


class Supporter(models.Model):
    """Someone from a resident's own network: family, a neighbour, a volunteer (row A5)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supports = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="supporters")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="supporting")
    name = models.CharField(max_length=150)
    relation = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    since = models.DateField(default=clock.today)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supports", "user"], condition=Q(until__isnull=True), name="supporter_account_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def initials(self) -> str:
        return initials(self.name)
