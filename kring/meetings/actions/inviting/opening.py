"""A talk is opened to somebody of the resident's own people who comes to it, and closed again."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.verdict import Refused, no
from kring.meetings import rules
from kring.meetings.actions.talk.holding import changed, locked
from kring.meetings.models import AgendaItem, Guest, Parked
from kring.plans.models import Agreement, Note
from kring.sharing.actions import opening
from kring.sharing.models import Item


@transaction.atomic
def open_talk(guest: Guest, resident: Member, *, by: Actor, seat: Member) -> Guest:
    """They may read this talk until the end of its day: the question, what is agreed, decided and said there.

    As far as this resident reads it themself and it is theirs to open; a professional notes their yes.
    """
    item = locked(guest.item)
    rules.may_open_talk(guest, seat).insist()
    how = opening.Opens(resident, guest.member, max(item.meeting.day, clock.today()))
    opening.open_to(item, how, said_at(item), by=by, seat=seat)
    changed(item)
    return guest


@transaction.atomic
def shut_talk(guest: Guest, *, by: Actor, seat: Member) -> Guest:
    """Close it again for them, with all that was said there."""
    item = locked(guest.item)
    rules.may_shut_talk(guest, seat).insist()
    if not opening.close_to(item, guest.member, by=by):
        no(_("It is closed already.")).insist()
    changed(item)
    return guest


def open_to_own(guests: Sequence[Guest], resident: Member, *, by: Actor, seat: Member) -> None:
    """For those of the own network among these guests. A resident who may not open it still invites them."""
    for guest in guests:
        if guest.member.supporter_id is None:
            continue
        try:
            with transaction.atomic():
                open_talk(guest, resident, by=by, seat=seat)
        except Refused:
            if seat.pk != resident.pk:
                raise


def said_at(item: AgendaItem) -> list[Item]:
    """What was agreed, decided, said and kept for later at this talk until now (three queries)."""
    return [
        *Agreement.objects.filter(read_back__item=item.pk),
        *Note.objects.filter(said_at_table__item=item.pk),
        *Parked.objects.filter(item=item.pk),
    ]
