"""Who is doing something: one account, seen as the professional, resident or supporter they are today."""

import uuid
from dataclasses import dataclass
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import FilteredRelation, Q
from django.http import HttpRequest

from kring.core.prepared import Prepared
from kring.households.models import Person, Supporter
from kring.network.models import Professional, User, initials


@dataclass(frozen=True)
class Actor:
    """An account with who they are now: a professional in one job, or a resident, or a supporter.

    A professional who also gets help has a second account for that: the two never mix. A resident who
    also supports somebody is here as resident; their seat as supporter needs an account of its own.
    """

    user: User
    professional: Professional | None = None
    person: Person | None = None
    supporters: tuple[Supporter, ...] = ()

    @property
    def user_id(self) -> uuid.UUID | None:
        return self.user.pk

    @property
    def name(self) -> str:
        if self.professional:
            return self.professional.name
        if self.person:
            return self.person.name
        return self.supporters[0].name if self.supporters else ""

    @property
    def short_name(self) -> str:
        """The first name, to greet with."""
        return self.person.short_name if self.person and not self.professional else self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def photo_url(self) -> str:
        return self.professional.photo_url if self.professional else ""

    @property
    def organisation_name(self) -> str:
        return self.professional.organisation.name if self.professional else ""

    @property
    def job(self) -> Professional:
        """Their job, where a rule made sure that they have one."""
        assert self.professional is not None  # noqa: S101 (who asks for it asked a rule first)
        return self.professional

    @property
    def is_professional(self) -> bool:
        return self.professional is not None

    @property
    def is_resident(self) -> bool:
        return self.person is not None and self.professional is None

    @property
    def may_triage(self) -> bool:
        return self.professional is not None and self.professional.does_triage

    @property
    def is_privacy_officer(self) -> bool:
        return self.professional is not None and self.professional.is_privacy_officer


def actor_for(user: User) -> Actor:
    """The actor behind an account, without a query where `SignInBackend` read it; supporters cost one more."""
    if not hasattr(user, "current_job"):
        user = _read_account(user.pk) or user
    job: Professional | None = getattr(user, "current_job", None)
    if job is not None:
        return Actor(user=user, professional=job)
    person: Person | None = getattr(user, "person", None)
    if person is not None:
        return Actor(user=user, person=person)
    supporters = tuple(Supporter.objects.filter(user=user, until__isnull=True).select_related("supports"))
    return Actor(user=user, supporters=supporters)


class GatedRequest(HttpRequest):
    """A request of somebody who signed in, as the gate in `sharing` gives it to a view."""

    actor: Actor


class SignInBackend(AuthenticationBackend):
    """allauth's check of the password; the account is then read together with job, organisation and person."""

    def get_user(self, user_id: Any) -> User | None:
        """The active account with this id, or None (one query)."""
        user = _read_account(user_id)
        return user if user is not None and user.is_active else None


def _read_account(pk: Any) -> User | None:
    user = next(iter(_account(pk)), None) if isinstance(pk, uuid.UUID) else None
    if user is not None and not hasattr(user, "current_job"):
        # Django leaves the name out where the join found nothing.
        user.current_job = None  # type: ignore[attr-defined]
    return user


_account = Prepared(
    lambda pk: (
        User.objects.annotate(current_job=FilteredRelation("jobs", condition=Q(jobs__ended_on__isnull=True)))
        .select_related("current_job__organisation__municipality", "person__municipality")  # type: ignore[misc]
        .filter(pk=pk)
    )
)
