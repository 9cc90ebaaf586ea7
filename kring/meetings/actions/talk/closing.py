"""Reading back and closing: each agreement is heard, waits for a yes, or comes back with a no."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.talk.agenda import changed, locked
from kring.meetings.actions.talk.table import said
from kring.meetings.actions.talk.telling import tell_summary
from kring.meetings.models import AgendaItem, Draft, ReadBack, Seat
from kring.plans import actions as plans


@transaction.atomic
def hear(back: ReadBack, *, by: Actor, seat: Member) -> ReadBack:
    """It was read aloud, and who is to do it said yes."""
    item, back = locked(back.item), held(back)
    rules.may_hear(back, seat).insist()
    back.heard_at, back.revision = clock.now(), back.agreement.revision
    back.refused_at, back.refused_why = None, ""
    back.save(update_fields=["heard_at", "revision", "refused_at", "refused_why"])
    changed(item)
    record("meeting.heard", by=by, subject=back.agreement_id, circle=item.circle_id)
    return back


@transaction.atomic
def ask_yes(back: ReadBack, *, by: Actor, seat: Member) -> ReadBack:
    """Who was not at the table is asked for a yes, by a mail without names."""
    item, back = locked(back.item), held(back)
    rules.may_ask_yes(back, seat).insist()
    back.asked_at, back.refused_at, back.refused_why = clock.now(), None, ""
    back.save(update_fields=["asked_at", "refused_at", "refused_why"])
    changed(item)
    tell(
        back.agreement.responsible.email,
        subject=gettext_lazy("an agreement asks for a yes"),
        text=gettext_lazy("An agreement was made at a table where you were not. It waits in Kring for a yes."),
        path=f"/kringen/{item.circle_id}/tafels/{item.pk}/",
    )
    record("meeting.yes_asked", by=by, subject=back.agreement_id, circle=item.circle_id)
    return back


@transaction.atomic
def refuse(back: ReadBack, *, why: str, by: Actor, seat: Member) -> ReadBack:
    """Who is to do it says no, and why. The agreement comes back to the chair and to who made it."""
    item, back = locked(back.item), held(back)
    rules.may_say_no(back, seat).insist()
    back.heard_at = back.revision = None
    back.refused_at, back.refused_why = clock.now(), why
    back.save(update_fields=["heard_at", "revision", "refused_at", "refused_why"])
    changed(item)
    for address in sorted({item.meeting.chair.email, back.agreement.author.email} - {""}):
        tell(
            address,
            subject=gettext_lazy("an agreement comes back"),
            text=gettext_lazy("Somebody cannot do what was agreed at a table. In Kring you see why."),
            path=f"/kringen/{item.circle_id}/tafels/{item.pk}/",
        )
    record("meeting.refused", by=by, subject=back.agreement_id, circle=item.circle_id)
    return back


@transaction.atomic
def close(
    item: AgendaItem,
    *,
    by: Actor,
    seat: Member,
    message: str = "",
    draft: UUID | None = None,
    there: Collection[Member] | None = None,
) -> AgendaItem:
    """All was read back. With `message` the words of everybody are agreed in the same step (row D3).

    `there` are who was at the table, with or without a screen; None: that is not said, so it is whose screens were.
    """
    item = locked(item)
    rules.may_close(item, made_at(item), seat).insist()
    said(item, draft, seat)
    # Of what was said nothing is left but the row that kept a late message of a screen away.
    Draft.objects.filter(item=item, said_at__isnull=False).delete()
    if message.strip():
        plans.agree_message(item.circle, words=message, by=by, seat=seat)
    # After the message, for that belongs to what was said until the closing.
    item.state, item.closed_at, item.closed_by = AgendaItem.State.CLOSED, clock.now(), by.user
    if there is not None:
        item.there_said_by = seat
        _were_there(item, there)
    changed(item, "state", "closed_at", "closed_by", "there_said_by")
    tell_summary(item)
    record("meeting.item.closed", by=by, subject=item.pk, circle=item.circle_id)
    return item


@transaction.atomic
def reopen(item: AgendaItem, *, by: Actor, seat: Member) -> AgendaItem:
    """Take back the closing of a talk, on the same day, by who closed it. What was agreed and told stays."""
    item = locked(item)
    rules.may_reopen(item, by, seat).insist()
    item.state, item.closed_at, item.closed_by = AgendaItem.State.OPEN, None, None
    item.there_said_by = None
    try:
        with transaction.atomic():
            changed(item, "state", "closed_at", "closed_by", "there_said_by")
    except IntegrityError:
        no(_("The table is busy with somebody else."), what_opens=_("Close that first.")).insist()
    record("meeting.item.reopened", by=by, subject=item.pk, circle=item.circle_id)
    return item


def _were_there(item: AgendaItem, there: Collection[Member]) -> None:
    """These were at the table and nobody else, whatever screens were."""
    for member in there:
        rules.may_have_been_there(item, member).insist()
    seats = Seat.objects.filter(item=item)
    seats.exclude(member__in=there).delete()
    seats.filter(seen_at__lt=item.opened_at).update(seen_at=clock.now())
    new = [Seat(item=item, member=member, seen_at=clock.now()) for member in there]
    Seat.objects.bulk_create(new, ignore_conflicts=True)


def made_at(item: AgendaItem) -> list[ReadBack]:
    """What was agreed at this item, in order (one query)."""
    related = ("agreement__responsible", "agreement__life_domain", "agreement__goal")
    backs = list(ReadBack.objects.filter(item=item).select_related(*related))
    for back in backs:
        back.item = item
    return backs


def held(back: ReadBack) -> ReadBack:
    """The agreement with whether it was heard, as it is now, held until the end of the transaction."""
    related = ("agreement__responsible", "agreement__author", "item__circle")
    rows = ReadBack.objects.select_for_update(of=("self",)).select_related(*related)
    return rows.get(pk=back.pk)
