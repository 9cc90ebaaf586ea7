"""Who a question is about: said by a professional, never by the program."""

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles.actions import move_seats
from kring.circles.actors import Actor
from kring.core import clock
from kring.core.verdict import no
from kring.households.actions import add_household, add_person, join_persons, move_in
from kring.households.models import Household, Person
from kring.intake.actions.keeping import in_hand
from kring.intake.models import HelpRequest, LooksAlike
from kring.log.actions import record
from kring.sharing.models import Consent, ConsentVoice, HiddenLooks, LookQuestion


@transaction.atomic
def is_this_person(request: HelpRequest, person: Person, *, by: Actor) -> HelpRequest:
    """A professional says: the one in this request is this person. The program never decides that."""
    request = in_hand(request, by)
    if person.municipality_id != request.municipality_id or person.same_as_id is not None:
        no(_("This person cannot be chosen.")).insist()
    request.person = person
    request.save(update_fields=["person"])
    record("intake.same_person", by=by, subject=request.pk, detail={"person": str(person.pk)})
    return request


@transaction.atomic
def is_not_this_person(request: HelpRequest, person: Person, *, by: Actor) -> LooksAlike:
    """They look alike but are not the same; not shown again for this request."""
    request = in_hand(request, by)
    if person.municipality_id != request.municipality_id:
        no(_("This person cannot be chosen.")).insist()
    assert by.professional is not None  # noqa: S101 (may_work_on)
    said, _new = LooksAlike.objects.get_or_create(
        request=request, person=person, defaults={"said_by": by.professional, "said_at": clock.now()}
    )
    record("intake.not_same_person", by=by, subject=request.pk, detail={"person": str(person.pk)})
    return said


@transaction.atomic
def not_this_person_after_all(request: HelpRequest, *, by: Actor) -> HelpRequest:
    """Undo the choice of the person; who was made for it stays, and is shown among who looks the same."""
    request = in_hand(request, by)
    person = request.person_id
    request.person = None
    request.save(update_fields=["person"])
    record("intake.person_undone", by=by, subject=request.pk, detail={"person": str(person)})
    return request


@transaction.atomic
def new_person(request: HelpRequest, *, by: Actor) -> Person:
    """Nobody we know: make the person from what the request says."""
    return make_person(in_hand(request, by), by)


def make_person(request: HelpRequest, by: Actor) -> Person:
    """The person of the request, made when there is none yet; the caller asked the rule and holds the lock."""
    if request.person is not None:
        return request.person
    person = add_person(
        request.municipality,
        given_name=request.given_name,
        prefix=request.prefix,
        family_name=request.family_name,
        birth_date=request.birth_date,
        phone=request.phone,
        email=request.email,
        reach_me=request.reach_words[:200],
        by=by,
    )
    request.person = person
    request.save(update_fields=["person"])
    record("intake.new_person", by=by, subject=request.pk, detail={"person": str(person.pk)})
    return person


@transaction.atomic
def new_household(request: HelpRequest, *, by: Actor) -> Household:
    """A household for the person of the request, at the address that it names."""
    return make_household(in_hand(request, by), by)


def make_household(request: HelpRequest, by: Actor) -> Household:
    """A household for the person of the request; the caller asked the rule and holds the lock."""
    person = request.known_person or make_person(request, by)
    name = " ".join(part for part in (person.prefix.capitalize(), person.family_name) if part)
    household = add_household(
        request.municipality, name=name, postcode=request.postcode, house_number=request.house_number, by=by
    )
    move_in(household, person, by=by)
    return household


@transaction.atomic
def join_people(keep: Person, other: Person, *, by: Actor) -> Person:
    """A professional says: these two are one person. Homes, authority, network, account, seats and consent go on.

    What was written about `other` stays as it was written; the rules of reading know that it is about `keep`.
    """
    join_persons(keep, other, by=by)
    move_seats(keep, other, by=by)
    running = (Consent.State.ASKED, Consent.State.GIVEN)
    # Also what `other` said about somebody else, such as a parent about a child: it is not asked again.
    ConsentVoice.objects.filter(consent__state__in=running, person=other).update(person=keep)
    Consent.objects.filter(about=other, state__in=running).update(about=keep)
    HiddenLooks.objects.filter(about=other).update(about=keep)
    LookQuestion.objects.filter(about=other).update(about=keep)
    keep.refresh_from_db()
    return keep
