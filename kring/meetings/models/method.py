"""How a municipality talks at a table: named methods with their steps, and which one a kind of table takes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.core.ids import new_id
from kring.meetings.models.meeting import Kind
from kring.municipality.models import Municipality


class Method(models.Model):
    """A way of talking, such as "Rond de tafel"."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="method_name_once")]

    def __str__(self) -> str:
        return self.name


class MethodFor(models.Model):
    """The method that a kind of table takes unless somebody chooses another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="kinds")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "kind"], name="method_one_for_a_kind")]

    def __str__(self) -> str:
        return self.kind


class Step(models.Model):
    """One step: what it is called, how long it takes (0: not said), and one sentence of help."""

    class Does(models.TextChoices):
        NOTHING = "", _("talking")
        WORDS = "words", _("the word to the resident")
        AGREE = "agree", _("making agreements")
        READ = "read", _("reading back")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    help = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    # What the table asks for in this step.
    does = models.CharField(max_length=10, choices=Does.choices, default=Does.NOTHING, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(does__in=["", "words", "agree", "read"]), name="step_does_known"),
            models.CheckConstraint(condition=~Q(name=""), name="step_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def said(self) -> dict[str, object]:
        """As a talk keeps it, so that changing the method does not change a talk that has begun."""
        return {"name": self.name, "help": self.help, "minutes": self.minutes, "does": self.does}
