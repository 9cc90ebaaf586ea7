"""Noting, removing and finding by the citizen service number, each kept in the log without the number."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.verdict import no
from kring.households.citizen_number import finger, seal
from kring.households.models import CitizenNumber, Person
from kring.log.actions import record
from kring.sharing.number_rules import may_use_number


@transaction.atomic
def note_number(person: Person, number: str, *, by: Actor) -> CitizenNumber:
    """Keep the number (nine digits that were checked) with a person, in the place of the one that was there.

    Raises Refused when it is somebody else's in this municipality.
    """
    may_use_number(by).insist()
    kept = {"municipality_id": person.municipality_id, "sealed": seal(number), "finger": finger(number)}
    try:
        with transaction.atomic():
            row, _new = CitizenNumber.objects.update_or_create(
                person=person, defaults={**kept, "noted_at": clock.now()}
            )
    except IntegrityError:
        no(
            _("This number belongs to somebody else in Kring."),
            what_opens=_("Look at the number again. Is this person in Kring twice? Ask the front door."),
        ).insist()
        raise
    record("person.number.noted", by=by, subject=person.pk)
    return row


@transaction.atomic
def remove_number(person: Person, *, by: Actor) -> None:
    """Take away a number that was wrong."""
    may_use_number(by).insist()
    CitizenNumber.objects.filter(person=person).delete()
    record("person.number.removed", by=by, subject=person.pk)


def find_by_number(number: str, *, by: Actor) -> Person | None:
    """Who has this number in the actor's municipality; every search is kept in the log."""
    may_use_number(by).insist()
    assert by.professional is not None  # noqa: S101 (may_use_number)
    here = by.professional.organisation.municipality_id
    row = CitizenNumber.objects.filter(municipality=here, finger=finger(number)).select_related("person").first()
    record("person.number.searched", by=by, subject=row.person_id if row else None)
    return row.person if row else None
