"""Changes to organisations and the people who work there."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from kring.core import clock
from kring.log.actions import Doer, record
from kring.municipality.models import District, Municipality
from kring.network.models import Organisation, Professional, User


@transaction.atomic
def add_organisation(
    municipality: Municipality,
    *,
    name: str,
    kind: str,
    by: Doer | None,
    districts: Iterable[District] = (),
    **details: Any,
) -> Organisation:
    """A new partner; `details` are further fields (code, phone, email, what_we_do)."""
    organisation = Organisation.objects.create(municipality=municipality, name=name, kind=kind, **details)
    organisation.districts.set(districts)
    record("network.organisation.added", by=by, subject=organisation.pk)
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: Doer | None, **details: Any) -> Organisation:
    """Change what is known of a partner."""
    return _change(organisation, "network.organisation.changed", by=by, **details)


@transaction.atomic
def add_professional(
    organisation: Organisation,
    *,
    name: str,
    function: str,
    by: Doer | None,
    districts: Iterable[District] = (),
    **details: Any,
) -> Professional:
    """Somebody starts at an organisation, with an account on their mail address when that is known.

    The account has no password until its owner sets one by the link on the sign-in page.
    """
    email = details.get("email", "")
    user = None
    if email:
        user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email)
    professional = Professional.objects.create(
        organisation=organisation, name=name, function=function, user=user, started_on=clock.today(), **details
    )
    professional.districts.set(districts)
    record("network.professional.added", by=by, subject=professional.pk)
    return professional


@transaction.atomic
def change_professional(professional: Professional, *, by: Doer | None, **details: Any) -> Professional:
    """Change what is known of a professional."""
    return _change(professional, "network.professional.changed", by=by, **details)


@transaction.atomic
def end_job(professional: Professional, *, by: Doer | None) -> Professional:
    """The job ends today: from the next request on nothing opens by it."""
    if professional.ended_on is None:
        professional.ended_on = clock.today()
        professional.save(update_fields=["ended_on"])
        record("network.professional.ended", by=by, subject=professional.pk)
    return professional


TASKS = ("does_triage", "is_privacy_officer", "is_contact")


@transaction.atomic
def set_task(professional: Professional, *, task: str, on: bool, by: Doer | None) -> Professional:
    """Give or take a task for the municipality: `does_triage`, `is_privacy_officer` or `is_contact`."""
    if task not in TASKS:
        raise ValueError(task)
    if getattr(professional, task) != on:
        setattr(professional, task, on)
        professional.save(update_fields=[task])
        record("network.professional.task", by=by, subject=professional.pk, detail={"task": task, "on": on})
    return professional


def _change(row: Any, act: str, *, by: Doer | None, **details: Any) -> Any:
    for name, value in details.items():
        setattr(row, name, value)
    row.save(update_fields=list(details))
    record(act, by=by, subject=row.pk, detail={"fields": ", ".join(sorted(details))})
    return row
