"""Asking somebody into the circle, and what they answer."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles import rules
from kring.circles.actions.locking import locked_seat
from kring.circles.actors import Actor
from kring.circles.models import Circle, KeptApart, Member
from kring.core import clock
from kring.core.verdict import no
from kring.households.models import Person, Supporter
from kring.log.actions import record
from kring.log.models import Act
from kring.network.models import Professional

A_DAY = timedelta(days=1)


@transaction.atomic
def invite(
    circle: Circle,
    *,
    by: Actor,
    seat: Member,
    professional: Professional | None = None,
    person: Person | None = None,
    supporter: Supporter | None = None,
    role: str = "",
    why: str = "",
) -> Member:
    """Ask somebody into the circle. Who was asked or is in already stays as they are: twice is once."""
    rules.may_invite(circle, seat).insist()
    if professional is not None:
        rules.may_be_asked(circle, professional).insist()
    member, new = Member.objects.get_or_create(
        circle=circle,
        professional=professional,
        person=person,
        supporter=supporter,
        state__in=[Member.State.INVITED, Member.State.ACCEPTED],
        defaults={
            "state": Member.State.INVITED,
            "organisation": professional.organisation if professional else None,
            "role": role,
            "invited_why": why,
            "invited_by": by.user,
            "invited_at": clock.now(),
        },
    )
    if new:
        record("circle.invited", by=by, subject=member.pk, circle=circle.pk)
    return member


@transaction.atomic
def accept_invitation(member: Member, *, by: Actor, **expectations: str) -> Member:
    """Take the seat; `expectations` are role, goal, does, does_not, asks (rows A3 and N1)."""
    member = locked_seat(member)
    rules.may_answer_invitation(member, by).insist()
    member.state = Member.State.ACCEPTED
    member.answered_at = clock.now()
    for name, value in expectations.items():
        setattr(member, name, value)
    member.save()
    record("circle.joined", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def refuse_invitation(member: Member, *, why: str, by: Actor) -> Member:
    """Say no, with a reason that the inviter sees."""
    member = locked_seat(member)
    rules.may_answer_invitation(member, by).insist()
    member.state = Member.State.REFUSED
    member.answered_at = clock.now()
    member.answer_why = why
    member.save()
    record("circle.refused", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def note_answer(member: Member, *, accepts: bool, by: Actor, seat: Member, why: str = "") -> Member:
    """Write down what somebody without an account answered at the table or by phone."""
    member = locked_seat(member)
    rules.may_note_answer(member, seat).insist()
    member.state = Member.State.ACCEPTED if accepts else Member.State.REFUSED
    member.answered_at = clock.now()
    member.answer_why = why
    member.save()
    record(
        "circle.joined" if accepts else "circle.refused",
        by=by,
        subject=member.pk,
        circle=member.circle_id,
        detail={"noted_by": str(seat.pk)},
    )
    return member


@transaction.atomic
def withdraw_invitation(member: Member, *, by: Actor, seat: Member) -> Member:
    """Take back a question that was not answered yet."""
    member = locked_seat(member)
    rules.may_invite(member.circle, seat).insist()
    if member.state != Member.State.INVITED:
        no(_("This invitation was answered already.")).insist()
    member.state = Member.State.WITHDRAWN
    member.answered_at = clock.now()
    member.save()
    record("circle.withdrawn", by=by, subject=member.pk, circle=member.circle_id)
    return member


@transaction.atomic
def remind(member: Member, *, by: Actor, seat: Member) -> Member:
    """Ask somebody once more who has not answered; at most once a day. The page sends the mail."""
    member = locked_seat(member)
    rules.may_invite(member.circle, seat).insist()
    today = Act.objects.filter(subject=member.pk, name="circle.reminded", at__gte=clock.now() - A_DAY)
    rules.may_remind(member, reminded_today=today.exists()).insist()
    record("circle.reminded", by=by, subject=member.pk, circle=member.circle_id)
    return member


def keep_apart(circle: Circle, professionals: Iterable[Professional]) -> None:
    """These colleagues are not asked into the circle from now on; who asked them for that keeps the act."""
    rows = [KeptApart(circle=circle, professional=one, since=clock.now()) for one in professionals]
    KeptApart.objects.bulk_create(rows, ignore_conflicts=True)
