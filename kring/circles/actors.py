"""Who is doing something: one account, seen as the professional, resident or supporter they are today."""

import uuid
from dataclasses import dataclass

from kring.households.models import Person, Supporter
from kring.network.backends import current_job
from kring.network.models import Professional, User, initials


@dataclass(frozen=True)
class Actor:
    """An account with who they are now: a professional in one job, or a resident, or a supporter.

    A professional who also gets help has a second account for that: the two never mix.
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
    def is_professional(self) -> bool:
        return self.professional is not None

    @property
    def is_resident(self) -> bool:
        return self.person is not None and self.professional is None

    @property
    def may_triage(self) -> bool:
        return self.professional is not None and self.professional.does_triage


def actor_for(user: User) -> Actor:
    """The actor behind an account. The job comes with the user where `JobBackend` signed them in (no query)."""
    job = current_job(user)
    if job is not None:
        return Actor(user=user, professional=job)
    person = Person.objects.filter(user=user, same_as__isnull=True).select_related("municipality").first()
    supporters = tuple(Supporter.objects.filter(user=user, until__isnull=True).select_related("supports"))
    return Actor(user=user, person=person, supporters=supporters)
