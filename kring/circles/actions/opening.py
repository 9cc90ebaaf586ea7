"""Finding the household and opening its circle; closing it and taking that back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles import rules
from kring.circles.actions.locking import locked_circle
from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.verdict import no
from kring.households.models import Household, Residence
from kring.households.names import plain_name, plain_postcode
from kring.log.actions import record
from kring.network.models import Professional


@transaction.atomic
def find_households(
    *, by: Actor, family_name: str, birth_date: date | None = None, postcode: str = "", house_number: str = ""
) -> list[Household]:
    """Households in the actor's municipality with somebody of this name, and this birth date or address.

    Nobody can leaf through households: without a birth date or a whole address nothing is found. Every search
    is kept in the log, also one that finds nobody.
    """
    rules.may_open_circle(by).insist()
    assert by.professional is not None  # noqa: S101 (may_open_circle)
    home = Residence.objects.current().filter(
        household__municipality=by.professional.organisation.municipality_id, person__same_as__isnull=True
    )
    if birth_date is not None:
        home = home.filter(person__birth_date=birth_date)
    elif (code := plain_postcode(postcode)) and house_number:
        home = home.filter(
            household__postcode__in=[code, f"{code[:4]} {code[4:]}"],
            household__house_number__iexact=house_number.strip(),
        )
    else:
        home = home.none()
    name = plain_name(family_name)
    found = {
        row.household_id: row.household
        for row in home.select_related("household", "person")
        if name and plain_name(row.person.family_name) == name
    }
    record("household.searched", by=by, detail={"found": len(found)})
    return list(found.values())


@transaction.atomic
def open_circle(
    household: Household, *, purpose: str, by: Actor, form: str = Circle.Form.DIRECTED, role: str = ""
) -> Circle:
    """Open the circle of a household; who opens it takes the first seat. Refused when one is open."""
    rules.may_open_circle(by).insist()
    if Circle.objects.open().filter(household=household).exists():
        no(_("This household has an open circle already."), what_opens=_("Ask its lead to invite you.")).insist()
    circle = Circle.objects.create(
        household=household, purpose=purpose, form=form, opened_by=by.user, opened_at=clock.now()
    )
    record("circle.opened", by=by, subject=circle.pk, circle=circle.pk)
    assert by.professional is not None  # noqa: S101 (may_open_circle)
    _seat(circle, professional=by.professional, role=role, by=by)
    return circle


def _seat(circle: Circle, *, professional: Professional, role: str, by: Actor) -> Member:
    """The opener's own seat: no invitation is needed for oneself."""
    return Member.objects.create(
        circle=circle,
        professional=professional,
        organisation=professional.organisation,
        role=role,
        state=Member.State.ACCEPTED,
        invited_at=clock.now(),
        invited_by=by.user,
        answered_at=clock.now(),
        story_read_at=clock.now(),
    )


@transaction.atomic
def close_circle(circle: Circle, *, why: str, by: Actor, seat: Member) -> Circle:
    """The circle's work is done; everything stays to be read by who could read it."""
    circle = locked_circle(circle)
    rules.may_steer(circle, seat).insist()
    circle.closed_at = clock.now()
    circle.closed_by = by.user
    circle.closed_why = why
    circle.save()
    record("circle.closed", by=by, subject=circle.pk, circle=circle.pk)
    return circle


@transaction.atomic
def reopen_circle(circle: Circle, *, by: Actor, seat: Member) -> Circle:
    """Take back a closing of less than a day ago: who was in it, or was asked, still is."""
    circle = locked_circle(circle)
    other_open = Circle.objects.open().filter(household=circle.household_id).exclude(pk=circle.pk).exists()
    rules.may_reopen(circle, seat, other_open=other_open).insist()
    if _has_one_person_twice(circle):
        no(
            _("Two people in this circle turned out to be one. It stays closed."), what_opens=_("Open a new circle.")
        ).insist()
    circle.closed_at, circle.closed_by, circle.closed_why = None, None, ""
    circle.save()
    record("circle.reopened", by=by, subject=circle.pk, circle=circle.pk)
    return circle


def _has_one_person_twice(circle: Circle) -> bool:
    """Persons can be joined while both sit in a closed circle; nobody has two seats in an open one."""
    live = Member.objects.filter(circle=circle, state__in=(Member.State.ACCEPTED, Member.State.INVITED))
    persons = [same or person for person, same in live.values_list("person", "person__same_as") if person is not None]
    return len(set(persons)) < len(persons)


@transaction.atomic
def set_history(circle: Circle, *, opens: bool, by: Actor, seat: Member) -> Circle:
    """Whether who comes later reads what was written before they came. Counts at once, for who is here too."""
    circle = locked_circle(circle)
    rules.may_steer(circle, seat).insist()
    if circle.history_opens != opens:
        circle.history_opens = opens
        circle.save(update_fields=["history_opens"])
        record("circle.history", by=by, subject=circle.pk, circle=circle.pk, detail={"opens": opens})
    return circle
