"""Changes to people and households."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kring.core import clock
from kring.core.verdict import no
from kring.households import rules
from kring.households.models import Authority, CitizenNumber, Household, Person, Residence, Supporter
from kring.log.actions import Doer, record
from kring.municipality.models import District, Municipality
from kring.network.models import Organisation


@transaction.atomic
def add_person(
    municipality: Municipality, *, given_name: str, family_name: str, by: Doer | None, **details: Any
) -> Person:
    """A new person; `details` are further fields of Person (prefix, birth_date, phone, ...)."""
    rules.may_be_born_on(details.get("birth_date")).insist()
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
    rules.may_be_born_on(details.get("birth_date")).insist()
    for name, value in details.items():
        setattr(person, name, value)
    person.save(update_fields=[*details, "family_sound", "plain_phone"])
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
    """Another name, address or district; the people go along."""
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
    rules.may_hold_authority(about, kind=kind, holder=holder, organisation=organisation).insist()
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
def end_supporter(supporter: Supporter, *, by: Doer | None, on: date | None = None) -> Supporter:
    """Somebody is no longer part of the resident's network, from a day (today unless said)."""
    supporter.until = on or clock.today()
    supporter.save(update_fields=["until"])
    record("person.supporter.ended", by=by, subject=supporter.supports_id, detail={"supporter": str(supporter.pk)})
    return supporter


@transaction.atomic
def join_persons(keep: Person, other: Person, *, by: Doer) -> Person:
    """A professional says: these two are one person. `other` points to `keep`; nothing is copied or removed.

    Current households, authority, network and account move to `keep`; what was written about `other` stays as it
    was written.
    """
    rows = {row.pk: row for row in Person.objects.select_for_update(of=("self",)).filter(pk__in=[keep.pk, other.pk])}
    keep, other = rows[keep.pk], rows[other.pk]
    rules.may_join(keep, other).insist()
    for residence in other.residences.filter(until__isnull=True).select_related("household"):
        move_in(residence.household, keep, part=residence.part, since=residence.since, by=by)
        move_out(residence, by=by, on=max(clock.today(), residence.since))
    _move_authority(keep, other, by=by)
    other.supporters.filter(until__isnull=True).update(supports=keep)
    other.joined.update(same_as=keep)
    CitizenNumber.objects.filter(person=other).update(person=keep)
    account, other.user, other.same_as = other.user, None if keep.user_id is None else other.user, keep
    other.save(update_fields=["same_as", "user"])
    if keep.user_id is None and account is not None:
        keep.user = account
        keep.save(update_fields=["user"])
    record("person.joined", by=by, subject=keep.pk, detail={"other": str(other.pk)})
    return keep


def _move_authority(keep: Person, other: Person, *, by: Doer) -> None:
    """What runs over or by `other` goes on under the name of `keep`; over oneself is nothing."""
    running = Authority.objects.filter(until__isnull=True).filter(Q(about=other) | Q(holder=other))
    for authority in running.select_related("about", "holder", "holder_organisation"):
        about = keep if authority.about_id == other.pk else authority.about
        holder = keep if authority.holder_id == other.pk else authority.holder
        end_authority(authority, by=by, on=max(clock.today(), authority.since))
        if holder != about:
            give_authority(
                about,
                holder=holder,
                organisation=authority.holder_organisation,
                kind=authority.kind,
                since=authority.since,
                by=by,
            )
