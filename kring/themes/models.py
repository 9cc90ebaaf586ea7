"""Themes: a subject that organisations share, with its owner, who joins, what follows, and reports with versions."""

import unicodedata
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.ids import new_id
from kring.municipality.models import Municipality
from kring.network.models import Professional


def plain(text: str) -> str:
    """Text as it is searched: lower case, without accents, so that both databases find the same."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


class PlainTextField(models.TextField):
    """Follows the fields named in `of` whenever the row is written."""

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = plain("\n".join(str(getattr(model_instance, name)) for name in self.of))
        setattr(model_instance, self.attname, value)
        return value


class ThemeQuerySet(models.QuerySet["Theme"]):
    def running(self, municipality: Any) -> "ThemeQuerySet":
        """Those of this municipality (or its id) that have not ended."""
        return self.filter(municipality=municipality, ended_at__isnull=True)


class Theme(models.Model):
    """A subject that organisations work on together. It always has an owner; another is asked, and says yes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="themes")
    name = models.CharField(max_length=100)
    about = models.TextField(max_length=2000)
    owner = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="themes_owned")
    offered_to = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    offered_why = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    harvest = models.TextField(max_length=1000, blank=True)
    words = PlainTextField(of=("name", "about", "harvest"), editable=False, default="")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"], condition=Q(ended_at__isnull=True), name="theme_name_once"
            ),
            models.CheckConstraint(
                condition=Q(offered_to__isnull=True) | ~Q(offered_to=F("owner")), name="theme_offered_to_another"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(harvest=""), name="theme_ended_with_its_harvest"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Joining(models.Model):
    """A professional who takes part in a theme, from one moment until another. The owner always does."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="joinings")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="themes_joined")
    joined_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "professional"], condition=Q(left_at__isnull=True), name="joining_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class FollowUp(models.Model):
    """What somebody does next for a theme, and by when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="follow_ups")
    what = models.CharField(max_length=300)
    who = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="theme_follow_ups")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    came_of_it = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(came_of_it=""), name="followup_came_of_it_when_done"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due_on < clock.today()


class Report(models.Model):
    """A page that several people write. Here it stands as it is now; how it was stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=60_000, blank=True)
    # The number of the version that stands here; a form made from an older one is joined with this one.
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    # How many pictures there ever were: a number in the text never comes to stand for another picture.
    pictures_made = models.PositiveSmallIntegerField(default=0)
    words = PlainTextField(of=("title", "text"), editable=False, default="")

    class Meta:
        ordering = ["-changed_at"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="report_has_a_title")]

    def __str__(self) -> str:
        return self.title


class ReportVersion(models.Model):
    """A report as somebody left it. Its words go only when they should never have stood there: `cleared_why`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=60_000, blank=True)
    by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    # Written at the same time as the version before it: what both wrote was joined.
    joined = models.BooleanField(default=False)
    puts_back = models.PositiveIntegerField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cleared_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_version_once"),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True, cleared_by__isnull=True, cleared_why="")
                | (Q(cleared_at__isnull=False, cleared_by__isnull=False, text="") & ~Q(cleared_why="")),
                name="report_version_cleared_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Picture(models.Model):
    """A picture at a report, made anew when it came in. In the text it stands as its number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    file = models.ImageField(upload_to="themes/", width_field="width", height_field="height")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    says = models.CharField(max_length=300, help_text=_("What is on the picture, for who does not see it."))
    by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_picture_once"),
            models.CheckConstraint(condition=~Q(says=""), name="report_picture_says_what_it_shows"),
        ]

    def __str__(self) -> str:
        return str(self.id)
