"""Signing in: allauth's check of the password; the account is then read together with its job."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from kring.network.models import Professional, User

_JOB = "_current_job"


def current_job(user: User) -> Professional | None:
    """The job of this account today, with organisation and municipality; None for residents and supporters."""
    if not hasattr(user, _JOB):
        setattr(user, _JOB, _jobs().filter(user=user).first())
    job: Professional | None = getattr(user, _JOB)
    return job


def _jobs() -> Any:
    return Professional.objects.filter(ended_on__isnull=True).select_related("user", "organisation__municipality")


class JobBackend(AuthenticationBackend):
    """Reads account, job, organisation and municipality in one query: every page needs all four."""

    def get_user(self, user_id: Any) -> User | None:
        """The active account with this id, or None."""
        job = _jobs().filter(user_id=user_id).first()
        user = job.user if job else User.objects.filter(pk=user_id).first()
        if user is None or not user.is_active:
            return None
        setattr(user, _JOB, job)
        return user
