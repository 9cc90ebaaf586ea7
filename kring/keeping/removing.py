"""Removing a circle, a question at the door, a person or a household, with all that belongs to it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model, ProtectedError

from kring.circles.models import Circle, FormProposal, KeptApart, Lead, Member, Retelling
from kring.core.removing import removing
from kring.households.models import Household, Person
from kring.intake.models import HandOn, HelpRequest, LooksAlike
from kring.keeping.due import GOES_WITH_PERSON
from kring.log.models import Act
from kring.log.seals.roles import may_change_the_log
from kring.network.models import User
from kring.plans.models import Period, Plan
from kring.sharing.models import (
    Consent,
    ConsentVoice,
    CrisisAccess,
    Opening,
    PersonGroup,
    Readership,
    ShareRequest,
    Visit,
    Withholding,
)

# All that belongs to a circle beside what was written in it, in the order in which it goes.
GOES_WITH_CIRCLE: tuple[tuple[type[Model], str], ...] = (
    (ConsentVoice, "consent__circle"),
    (Consent, "circle"),
    (ShareRequest, "circle"),
    (CrisisAccess, "circle"),
    (Withholding, "circle"),
    (Opening, "circle"),
    (Visit, "circle"),
    (Period, "plan__circle"),
    (Plan, "circle"),
    (Lead, "circle"),
    (FormProposal, "circle"),
    (Retelling, "circle"),
    (KeptApart, "circle"),
    (HandOn, "request__circle"),
    (LooksAlike, "request__circle"),
    (HelpRequest, "circle"),
    (Readership, "circle"),
    (PersonGroup, "circle"),
    (Member, "circle"),
)


def waits_for_the_owner() -> bool:
    """Whether this role may not remove rows: then the owner of the tables runs `kring keeping`."""
    return connection.vendor == "postgresql" and not may_change_the_log()


def remove_circle(pk: UUID) -> None:
    """A circle in which nothing written is left, with who was in it, consent and all that was done there."""
    with removing():
        papers = list(ConsentVoice.objects.filter(consent__circle=pk).exclude(paper=""))
        for model, name in GOES_WITH_CIRCLE:
            _remove(model, {name: pk})
        Act.objects.filter(circle=pk).delete()
        Circle.objects.filter(pk=pk).delete()
        transaction.on_commit(lambda: _throw_away(papers))


def remove_request(pk: UUID) -> None:
    """A question at the door, with who was asked to take it over."""
    with removing():
        for model in (HandOn, LooksAlike):
            _remove(model, {"request": pk})
        Act.objects.filter(subject=pk).delete()
        HelpRequest.objects.filter(pk=pk).delete()


def remove_person(pk: UUID) -> None:
    """Somebody of whom nothing else is left, with homes, authority, own people, number and account."""
    with removing():
        for joined in Person.objects.filter(same_as=pk):
            remove_person(joined.pk)
        person = Person.objects.select_related("user").get(pk=pk)
        users = [person.user, *(supporter.user for supporter in person.supporters.select_related("user"))]
        for model, name in GOES_WITH_PERSON:
            if model is not Person:
                _remove(model, {name: pk})
        Act.objects.filter(subject=pk).delete()
        person.delete()
        for user in users:
            if user is not None:
                _remove_account(user)


def remove_household(pk: UUID) -> None:
    """A household in which nobody lives any more."""
    with removing():
        Act.objects.filter(subject=pk).delete()
        Household.objects.filter(pk=pk).delete()


def _remove(model: type[Model], where: dict[str, UUID]) -> None:
    """All of them; first those to which no other points."""
    itself = [field.name for field in model._meta.concrete_fields if field.related_model is model]
    rows = model._base_manager.filter(**where)
    for name in itself:
        while rows.filter(**{f"{name}__isnull": False}).exists():
            last = rows.filter(**{f"{name}__isnull": False}).exclude(pk__in=_named(rows, name))
            model._base_manager.filter(pk__in=list(last.values_list("pk", flat=True))).delete()
    rows.delete()


def _named(rows: Any, name: str) -> Any:
    return rows.filter(**{f"{name}__isnull": False}).values(name)


def _remove_account(user: User) -> None:
    """The account when nothing needs it; what it signed keeps pointing at a row without a name or address."""
    if user.jobs.exists() or user.supporting.exists() or Person.objects.filter(user=user).exists():
        return
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        user.email, user.is_active, user.language = f"{user.pk}@weg.invalid", False, ""
        user.set_unusable_password()
        user.save()
        for name in ("emailaddress_set", "authenticator_set"):
            getattr(user, name).all().delete()


def _throw_away(voices: Collection[ConsentVoice]) -> None:
    """The scanned papers; after the commit, so that no row points at a file that is gone."""
    for voice in voices:
        voice.paper.delete(save=False)
