"""What a member says, reads and does with their own seat; the steady contact."""

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles import rules
from kring.circles.actions.locking import end_offer, locked_circle, locked_seat
from kring.circles.actions.organising import end_proposals
from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member, Retelling
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.households.models import Person
from kring.log.actions import record


@transaction.atomic
def state_expectations(member: Member, *, by: Actor, **expectations: str) -> Member:
    """Say or change my role, my goal here, what I do, what I don't, what I ask of others."""
    if not rules.is_this_actor(member, by):
        no(_("Only they can say this about themselves."), whom=member.name).insist()
    rules.may_work_here(member.circle, member).insist()
    for name, value in expectations.items():
        setattr(member, name, value)
    member.save(update_fields=list(expectations))
    record("circle.expectations", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def leave(member: Member, *, by: Actor) -> Member:
    """Leave the circle; `plans.actions.leave_with_handover` keeps the note for who comes after."""
    locked_circle(member.circle)
    member = locked_seat(member)
    leads = Lead.objects.filter(member=member, state=Lead.State.ACCEPTED).exists()
    rules.may_leave(member, by, leads=leads).insist()
    member.state = Member.State.LEFT
    member.left_at = clock.now()
    member.is_steady_contact = False
    member.save()
    for offer in Lead.objects.filter(member=member, state=Lead.State.OFFERED):
        end_offer(offer)
    end_proposals(member)
    Lead.objects.filter(circle=member.circle, deputy=member).update(deputy=None, deputy_from=None, deputy_until=None)
    record("circle.left", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def read_story(member: Member, *, by: Actor) -> Member:
    """ "I have read the story so far": said once by who joins (row N2)."""
    if member.story_read_at is None:
        member.story_read_at = clock.now()
        member.save(update_fields=["story_read_at"])
        record("circle.story_read", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def choose_steady_contact(member: Member, *, by: Actor, seat: Member) -> Member:
    """This member is the one who stays when help changes (row N3); the former one steps back."""
    rules.may_steer(locked_circle(member.circle), seat).insist()
    member = locked_seat(member)
    rules.may_be_steady_contact(member).insist()
    Member.objects.filter(circle=member.circle, is_steady_contact=True).update(is_steady_contact=False)
    member.is_steady_contact = True
    member.save(update_fields=["is_steady_contact"])
    record("circle.steady_contact", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def told_again(circle: Circle, *, by: Actor) -> Retelling:
    """The resident had to tell the story again: one press, counted (row N2)."""
    if by.person is None:
        no(_("Only the resident can say this.")).insist()
    assert by.person is not None  # noqa: S101
    retelling = Retelling.objects.create(circle=circle, person=by.person, at=clock.now())
    record("circle.told_again", by=by, subject=retelling.pk, circle=circle.pk)
    return retelling


LIVE = (Member.State.INVITED, Member.State.ACCEPTED)


def may_move_seats(keep: Person, other: Person) -> Verdict:
    """Not where both have a seat or an invitation in one open circle (one query)."""
    own = Member.objects.filter(person=keep, state__in=LIVE, circle__closed_at__isnull=True)
    if Member.objects.filter(person=other, state__in=LIVE, circle__in=own.values("circle")).exists():
        return no(
            _("Both sit in the same circle."),
            what_opens=_("Let one of the two leave that circle first, then join them."),
        )
    return yes(_("No open circle has both."))


@transaction.atomic
def move_seats(keep: Person, other: Person, *, by: Actor) -> int:
    """Two rows turned out to be one person: the seats and invitations of `other` go on as those of `keep`.

    Gives how many moved. Refused where both sit in one open circle: whose agreements are whose is for people to say.
    Seats that were left stay as they were.
    """
    may_move_seats(keep, other).insist()
    own = Member.objects.filter(person=keep, state__in=LIVE)
    # In a closed circle where both sat nobody can leave any more: both seats stay as they were.
    seats = Member.objects.select_for_update().filter(person=other, state__in=LIVE)
    seats = seats.exclude(circle__in=own.values("circle"))
    for seat in seats:
        seat.person = keep
        seat.save(update_fields=["person"])
        record("circle.seat_moved", by=by, subject=seat.pk, circle=seat.circle_id)
    return len(seats)
