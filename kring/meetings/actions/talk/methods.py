"""The methods of a municipality: how a talk goes, step by step. And moving on in a talk."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.verdict import no
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.talk.agenda import changed, locked
from kring.meetings.models import AgendaItem, Kind, Method, MethodFor, Step
from kring.municipality.models import Municipality


class StepDefault(NamedTuple):
    name: str
    minutes: int
    help: str
    does: str = Step.Does.NOTHING


# Dutch on purpose: these are data of a Dutch municipality, not screen texts.
DEFAULT_NAME = "Rond de tafel"
DEFAULT_STEPS = [
    StepDefault("Aankomen", 1, "Wie zit hier, en hoe zit iedereen erbij? Eén zin is genoeg."),
    StepDefault("Eerst de inwoner", 3, "Laat de inwoner uitpraten. Vraag daarna pas door.", Step.Does.WORDS),
    StepDefault("Wat gaat goed", 2, "Noem wat er al lukt, ook als het klein is."),
    StepDefault("Wat geeft zorgen", 3, "Zeg wat er te zien of te horen was. Laat vermoedens weg."),
    StepDefault("Dit eerst", 2, "Kies samen één ding. Wat geeft morgen al lucht?"),
    StepDefault("Over zes weken", 1, "Waaraan merkt het gezin dat het beter gaat?"),
    StepDefault("Wie doet wat", 2, "Eén naam en één dag per afspraak.", Step.Does.AGREE),
    StepDefault("Voorlezen", 1, "Lees elke afspraak hardop voor. Wie het doet, zegt ja.", Step.Does.READ),
    StepDefault("Afronden", 0, "Hoe gaat ieder van tafel? Bedank elkaar."),
]


def method_for(municipality: Municipality, kind: str) -> Method:
    """The method for this kind of table; a municipality that has none begins with Kring's own."""
    chosen = MethodFor.objects.filter(municipality=municipality, kind=kind).select_related("method").first()
    if chosen is not None:
        return chosen.method
    return Method.objects.filter(municipality=municipality).first() or add_default_method(municipality)


def take_method(item: AgendaItem, method: Method) -> None:
    """The talk keeps the steps as they are now, and stands at the first one since it began; not saved yet."""
    rules.may_take(item, method).insist()
    item.method, item.steps = method.name, [step.said() for step in method.steps.all()]
    item.step, item.step_at = 1 if item.steps else 0, item.opened_at


@transaction.atomic
def choose_method(item: AgendaItem, method: Method, *, by: Actor, seat: Member) -> AgendaItem:
    """Talk in another way after all, as long as the first step was never left."""
    item = locked(item)
    rules.may_choose_method(item, seat).insist()
    take_method(item, method)
    changed(item, "method", "steps", "step", "step_at")
    record("meeting.method", by=by, subject=item.pk, circle=item.circle_id)
    return item


@transaction.atomic
def add_default_method(municipality: Municipality, *, by: Actor | None = None) -> Method:
    """The method that Kring begins with, for every kind of table that has none."""
    method = add_method(municipality, name=DEFAULT_NAME, by=by)
    Step.objects.bulk_create(
        Step(method=method, order=order, **step._asdict()) for order, step in enumerate(DEFAULT_STEPS)
    )
    taken = set(MethodFor.objects.filter(municipality=municipality).values_list("kind", flat=True))
    use_for(method, [kind for kind in Kind.values if kind not in taken], by=by)
    return method


@transaction.atomic
def add_method(municipality: Municipality, *, name: str, by: Actor | None) -> Method:
    """Another method; its steps come afterwards."""
    try:
        with transaction.atomic():
            method = Method.objects.create(municipality=municipality, name=name)
    except IntegrityError:
        no(_("There is a method with this name already."), what_opens=_("Choose another name.")).insist()
    record("settings.method.changed", by=by, subject=method.pk)
    return method


@transaction.atomic
def rename_method(method: Method, *, name: str, by: Actor) -> Method:
    """Another name; talks that have begun keep the former."""
    method.name = name
    try:
        with transaction.atomic():
            method.save(update_fields=["name"])
    except IntegrityError:
        no(_("There is a method with this name already."), what_opens=_("Choose another name.")).insist()
    record("settings.method.changed", by=by, subject=method.pk)
    return method


@transaction.atomic
def use_for(method: Method, kinds: Iterable[str], *, by: Actor | None) -> None:
    """These kinds of table take this method from now on; a kind that is left out keeps what it had."""
    for kind in kinds:
        MethodFor.objects.update_or_create(municipality=method.municipality, kind=kind, defaults={"method": method})
    record("settings.method.changed", by=by, subject=method.pk)


@transaction.atomic
def set_step(method: Method, step: Step | None, *, by: Actor, **said: object) -> Step:
    """Another step at the end, or other words for one."""
    if step is None:
        last = method.steps.order_by("-order").first()
        step = Step(method=method, order=last.order + 1 if last else 0)
    for name, value in said.items():
        setattr(step, name, value)
    step.save()
    record("settings.method.changed", by=by, subject=method.pk)
    return step


@transaction.atomic
def move_step(step: Step, *, up: bool, by: Actor) -> None:
    """One place earlier or later."""
    steps = list(Step.objects.select_for_update().filter(method=step.method))
    place = next(number for number, one in enumerate(steps) if one.pk == step.pk)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(steps):
        return
    steps[place], steps[other] = steps[other], steps[place]
    for order, one in enumerate(steps):
        one.order = order
    Step.objects.bulk_update(steps, ["order"])
    record("settings.method.changed", by=by, subject=step.method_id)


@transaction.atomic
def drop_step(step: Step, *, by: Actor) -> None:
    """Out of the method; talks that have begun keep it."""
    record("settings.method.changed", by=by, subject=step.method_id)
    step.delete()


@transaction.atomic
def go_to_step(item: AgendaItem, number: int, *, by: Actor, seat: Member) -> AgendaItem:
    """On to this step, for all screens; whoever leads the talk may."""
    item = locked(item)
    rules.may_move_on(item, seat).insist()
    if not 1 <= number <= len(item.steps):
        no(_("This talk has no such step.")).insist()
    item.step, item.step_at = number, clock.now()
    changed(item, "step", "step_at")
    record("meeting.step", by=by, subject=item.pk, circle=item.circle_id)
    return item
