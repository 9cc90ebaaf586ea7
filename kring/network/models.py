"""Accounts, organisations and professionals. An account, a person and a job are three things."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.ids import new_id
from kring.municipality.models import District, Municipality


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account with `email` to sign in; without a password it cannot sign in until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """What somebody signs in with. Who they are stands in Professional, Person or Supporter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)
    # Chosen on the screen; empty: the language of the house. Mails go out in it too.
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return str(self.id)


class OrganisationKind(models.TextChoices):
    """What an organisation is; its task in law follows from it (the grounds table in `sharing`)."""

    FRONT_DOOR = "toegang", _("municipal front door")
    NEIGHBOURHOOD_TEAM = "wijkteam", _("neighbourhood team")
    SOCIAL_SERVICE = "sociale_dienst", _("social service, income and work")
    EMPLOYER_SERVICE = "werkgevers", _("employer service point")
    DEBT_HELP = "schuldhulp", _("debt help")
    YOUTH_TEAM = "jeugd", _("youth help")
    WELFARE = "welzijn", _("community work")
    SHELTER = "opvang", _("shelter and protected living")
    HOUSING = "corporatie", _("housing corporation")
    POLICE = "politie", _("police")
    MENTAL_HEALTH = "ggz", _("mental health care")
    GENERAL_PRACTICE = "huisarts", _("general practice")
    HOME_CARE = "thuiszorg", _("home care")
    SCHOOL = "school", _("school")
    SAFE_HOME = "veilig_thuis", _("Safe at Home")
    ADMINISTRATOR = "bewind", _("administrator or mentor")
    VOLUNTEERS = "vrijwilligers", _("volunteers, church or library")


class Law(models.TextChoices):
    """The law under which an organisation does its task, and writes: what was collected for one is not free for all."""

    WMO = "wmo", _("Social Support Act (Wmo 2015)")
    YOUTH = "jeugdwet", _("Youth Act")
    PARTICIPATION = "participatiewet", _("Participation Act")
    DEBT = "wgs", _("Municipal Debt Counselling Act (Wgs)")
    CARE = "wgbo", _("medical confidentiality (WGBO)")
    EDUCATION = "onderwijs", _("education laws")
    POLICE = "politiewet", _("Police Act")
    TENANCY = "huur", _("tenancy law")
    SAFE_HOME = "veilig_thuis", _("Social Support Act, chapter 4 (Safe at Home)")
    REPRESENTATION = "vertegenwoordiging", _("representation (Civil Code)")
    NONE = "geen", _("no task in law")
    # Nobody collected it: the resident said it themself, to the circle.
    OWN = "zelf", _("own words of the resident")


LAW_OF_KIND: dict[str, Law] = {
    OrganisationKind.FRONT_DOOR: Law.WMO,
    OrganisationKind.NEIGHBOURHOOD_TEAM: Law.WMO,
    OrganisationKind.SOCIAL_SERVICE: Law.PARTICIPATION,
    OrganisationKind.EMPLOYER_SERVICE: Law.PARTICIPATION,
    OrganisationKind.DEBT_HELP: Law.DEBT,
    OrganisationKind.YOUTH_TEAM: Law.YOUTH,
    OrganisationKind.WELFARE: Law.WMO,
    OrganisationKind.SHELTER: Law.WMO,
    OrganisationKind.HOUSING: Law.TENANCY,
    OrganisationKind.POLICE: Law.POLICE,
    OrganisationKind.MENTAL_HEALTH: Law.CARE,
    OrganisationKind.GENERAL_PRACTICE: Law.CARE,
    OrganisationKind.HOME_CARE: Law.CARE,
    OrganisationKind.SCHOOL: Law.EDUCATION,
    OrganisationKind.SAFE_HOME: Law.SAFE_HOME,
    OrganisationKind.ADMINISTRATOR: Law.REPRESENTATION,
    OrganisationKind.VOLUNTEERS: Law.NONE,
}


class Organisation(models.Model):
    """A partner in the municipality. `code` is how the municipality's own lists name it (imports find it by that)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="organisations")
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    # Empty: the law that belongs to the kind, see `writes_under`.
    law = models.CharField(max_length=20, choices=Law.choices, blank=True)
    what_we_do = models.TextField(max_length=1000, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    districts = models.ManyToManyField(District, blank=True, related_name="organisations")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="organisation_name_once"),
            models.UniqueConstraint(
                fields=["municipality", "code"], condition=~Q(code=""), name="organisation_code_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"),
            models.CheckConstraint(
                condition=Q(law__in=["", *(law.value for law in Law if law != Law.OWN)]),
                name="organisation_law_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def writes_under(self) -> str:
        """The law under which its people write: its own setting, otherwise that of its kind."""
        return self.law or LAW_OF_KIND.get(self.kind, Law.NONE)


class ProfessionalQuerySet(models.QuerySet["Professional"]):
    def working(self) -> "ProfessionalQuerySet":
        """Those whose job has not ended."""
        return self.filter(ended_on__isnull=True)

    def directory(self, municipality: Municipality) -> "ProfessionalQuerySet":
        """Who works in this municipality now, by name, with their organisation."""
        here = self.working().filter(organisation__municipality=municipality)
        return here.select_related("organisation").order_by("name")

    def matching(self, search: str) -> "ProfessionalQuerySet":
        """Those who fit every word: name, function, organisation, what they or their organisation do, or district."""
        found = self
        for word in search.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(function__icontains=word)
                | Q(expect_of_me__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(organisation__what_we_do__icontains=word)
                | Q(pk__in=self.model.objects.filter(districts__name__icontains=word).values("pk"))
            )
        return found

    def in_district(self, district: str) -> "ProfessionalQuerySet":
        """Those who work in the district with this name, themselves or by their organisation."""
        works = Q(districts__name=district) | Q(organisation__districts__name=district)
        return self.filter(pk__in=self.model.objects.filter(works).values("pk"))


class Professional(models.Model):
    """A person who works for an organisation. Another job is another row, with the same account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="professionals")
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=100)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    photo = models.ImageField(upload_to="faces/", blank=True)
    districts = models.ManyToManyField(District, blank=True, related_name="professionals")
    # Row D7: what a colleague elsewhere may expect of me, in my own words.
    expect_of_me = models.TextField(max_length=500, blank=True)
    works_on = models.CharField(max_length=60, blank=True)
    does_triage = models.BooleanField(default=False)
    is_privacy_officer = models.BooleanField(default=False)
    # Answers questions of residents for the organisation, such as why somebody looked.
    is_contact = models.BooleanField(default=False)
    started_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)

    objects = ProfessionalQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_on__isnull=True),
                name="professional_one_job_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Two letters for where a face is missing."""
        return initials(self.name)

    @property
    def photo_url(self) -> str:
        """Where the face is shown; empty when there is none."""
        return f"/gezichten/{self.pk}/" if self.photo else ""

    @property
    def organisation_name(self) -> str:
        return self.organisation.name


def initials(name: str) -> str:
    """First letter of the first and of the last word: `Anouk de Wit` becomes `AW`."""
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
