"""Changes to people and households."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kring.core import clock
from kring.core.verdict import no
from kring.households.models import Authority, Household, Person, Residence, Supporter
from kring.log.actions import Doer, record
from kring.municipality.models import District, Municipality
from kring.network.models import Organisation


@transaction.atomic
def add_person(
    municipality: Municipality, *, given_name: str, family_name: str, by: Doer | None, **details: Any
) -> Person:
    """A new person; `details` are further fields of Person (prefix, birth_date, phone, ...)."""
    person = Person.objects.create(
        municipality=municipality,
        given_name=given_name,
        family_name=family_name,
        since=clock.now(),
        **details,
    )
    record("person.added", by=by, subject=person.pk)
    return person


@transaction.atomic
def change_person(person: Person, *, by: Doer | None, **details: Any) -> Person:
    """Change how somebody is named or reached; the log keeps which fields changed, not their content."""
    for name, value in details.items():
        setattr(person, name, value)
    person.save(update_fields=list(details))
    record("person.changed", by=by, subject=person.pk, detail={"fields": ", ".join(sorted(details))})
    return person


@transaction.atomic
def add_household(
    municipality: Municipality,
    *,
    name: str,
    by: Doer | None,
    district: District | None = None,
    **address: Any,
) -> Household:
    """A new household without people yet; `address` are street, house_number, postcode, city, code."""
    household = Household.objects.create(
        municipality=municipality, name=name, district=district, since=clock.now(), **address
    )
    record("household.added", by=by, subject=household.pk)
    return household


@transaction.atomic
def change_household(household: Household, *, by: Doer | None, **details: Any) -> Household:
    """Change the name or the address of a household."""
    for name, value in details.items():
        setattr(household, name, value)
    household.save(update_fields=list(details))
    record("household.changed", by=by, subject=household.pk, detail={"fields": ", ".join(sorted(details))})
    return household


@transaction.atomic
def move_in(
    household: Household,
    person: Person,
    *,
    by: Doer | None,
    part: str = Residence.Part.ADULT,
    since: date | None = None,
) -> Residence:
    """The person becomes part of the household, beside any other they are part of. Twice is once."""
    residence, new = Residence.objects.get_or_create(
        household=household,
        person=person,
        until=None,
        defaults={"part": part, "since": since or clock.today()},
    )
    if new:
        record("household.moved_in", by=by, subject=household.pk, detail={"person": str(person.pk)})
    return residence


@transaction.atomic
def move_out(residence: Residence, *, by: Doer | None, on: date | None = None) -> Residence:
    """The person leaves the household on a day (today unless said). What was written stays with the household."""
    if residence.until is not None:
        return residence
    day = on or clock.today()
    if day < residence.since:
        no(_("Somebody cannot leave before they came.")).insist()
    residence.until = day
    residence.save(update_fields=["until"])
    record(
        "household.moved_out",
        by=by,
        subject=residence.household_id,
        detail={"person": str(residence.person_id)},
    )
    return residence


@transaction.atomic
def give_authority(
    about: Person,
    *,
    kind: str,
    by: Doer | None,
    holder: Person | None = None,
    organisation: Organisation | None = None,
    since: date | None = None,
) -> Authority:
    """Write down who decides for somebody. Twice is once."""
    authority, new = Authority.objects.get_or_create(
        about=about,
        holder=holder,
        holder_organisation=organisation,
        kind=kind,
        until=None,
        defaults={"since": since or clock.today()},
    )
    if new:
        record("person.authority.given", by=by, subject=about.pk, detail={"kind": kind})
    return authority


@transaction.atomic
def end_authority(authority: Authority, *, by: Doer | None, on: date | None = None) -> Authority:
    """The authority stops on a day (today unless said)."""
    authority.until = on or clock.today()
    authority.save(update_fields=["until"])
    record("person.authority.ended", by=by, subject=authority.about_id, detail={"kind": authority.kind})
    return authority


@transaction.atomic
def add_supporter(supports: Person, *, name: str, relation: str, by: Doer | None, **details: Any) -> Supporter:
    """Someone from the resident's own network (row A5); `details` are phone, email, user."""
    supporter = Supporter.objects.create(
        supports=supports, name=name, relation=relation, since=clock.today(), **details
    )
    record("person.supporter.added", by=by, subject=supports.pk, detail={"supporter": str(supporter.pk)})
    return supporter


@transaction.atomic
def join_persons(keep: Person, other: Person, *, by: Doer) -> Person:
    """A professional says: these two are one person. `other` points to `keep`; nothing is copied or removed.

    Current households, authority and network move to `keep`; what was written about `other` stays as it was written.
    """
    if keep.pk == other.pk or keep.same_as_id is not None or other.same_as_id is not None:
        no(_("These two were joined already.")).insist()
    for residence in other.residences.filter(until__isnull=True):
        move_in(residence.household, keep, part=residence.part, since=residence.since, by=by)
        move_out(residence, by=by, on=max(clock.today(), residence.since))
    other.supporters.filter(until__isnull=True).update(supports=keep)
    other.same_as = keep
    other.save(update_fields=["same_as"])
    record("person.joined", by=by, subject=keep.pk, detail={"other": str(other.pk)})
    return keep
