"""A household comes on the agenda, moves on to a later table, or comes off it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.circles.rules import lead_of
from kring.core import clock
from kring.core.verdict import no
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.inviting import guests as inviting
from kring.meetings.actions.inviting.guests import Telling
from kring.meetings.actions.talk.holding import changed as changed
from kring.meetings.actions.talk.holding import locked as locked
from kring.meetings.models import AgendaItem, Meeting
from kring.municipality.models import LifeDomain, Sensitivity
from kring.plans.actions.saving import written_by


class Asking(NamedTuple):
    """Who of the household is invited, who tells those without a mail address, other days; or why nobody is."""

    not_invited_why: str
    guests: Sequence[Member]
    telling: Telling
    other_days: Sequence[Meeting] = ()
    # The resident who said that their own people may read along.
    opens: Member | None = None


@transaction.atomic
def bring(
    circle: Circle,
    meeting: Meeting,
    *,
    question: str,
    hoped_for: str,
    by: Actor,
    seat: Member,
    urgency: int = AgendaItem.Urgency.SOON,
    life_domain: LifeDomain | None = None,
    minutes: int = 15,
    not_invited_why: str = "",
    guests: Sequence[Member] = (),
    telling: Telling | None = None,
    other_days: Sequence[Meeting] = (),
    not_invited_kind: str = AgendaItem.NotInvited.OTHER,
    opens: Member | None = None,
) -> AgendaItem:
    """Put a household on the agenda. The resident is invited, unless `not_invited_why` says why not (row V1).

    `life_domain` decides who may stay at the table for it; None is for everybody in the circle. Invited are `guests`,
    or every resident of the circle when nobody is named. Whoever brings it tells those without a mail address, unless
    `telling` says otherwise. `other_days` are tables of which the resident may choose one instead.
    """
    rules.may_bring(circle, seat, lead_of(circle)).insist()
    words = {"question": question, "hoped_for": hoped_for, "urgency": urgency, "minutes": minutes}
    words["not_invited_kind"] = not_invited_kind
    asking = Asking(not_invited_why, guests, telling or Telling(seat), other_days, opens)
    return put_on_agenda(circle, meeting, words, asking, life_domain=life_domain, by=by, seat=seat)


def put_on_agenda(
    circle: Circle,
    meeting: Meeting,
    words: dict[str, Any],
    asking: Asking,
    *,
    life_domain: LifeDomain | None,
    by: Actor,
    seat: Member,
) -> AgendaItem:
    """The item itself, for who was found to be allowed; within the transaction of an action."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    rules.may_go_to(meeting).insist()
    rules.may_hold_households(meeting).insist()
    residents = [one for one in asking.guests or circle.members.present().select_related("person") if one.is_resident]
    if not residents and not asking.not_invited_why.strip():
        no(
            _("No resident is in this circle yet."),
            what_opens=_("Invite them into the circle, or write why they are not invited."),
        ).insist()
    if meeting.items.filter(circle=circle, state__in=("waiting", "open")).exists():
        no(_("This household is on this agenda already."), what_opens=_("Look at the agenda.")).insist()
    last = meeting.items.order_by("-order").values_list("order", flat=True).first() or 0
    item = AgendaItem.objects.create(
        **written_by(seat, circle, sensitivity=life_domain.sensitivity if life_domain else Sensitivity.ORDINARY),
        **words,
        life_domain=life_domain,
        meeting=meeting,
        order=last + 1,
        resident_invited_at=None if asking.not_invited_why else clock.now(),
        resident_not_invited_why=asking.not_invited_why,
    )
    if not asking.not_invited_why:
        inviting.write_days(item, [meeting, *asking.other_days] if asking.other_days else [])
        inviting.invite(item, asking.guests or residents, telling=asking.telling, by=by, seat=seat, opens=asking.opens)
    record("meeting.item.brought", by=by, subject=item.pk, circle=circle.pk)
    return item


@transaction.atomic
def put_off(item: AgendaItem, to: Meeting, *, by: Actor, seat: Member) -> AgendaItem:
    """To a later table. It counts, so that what keeps being put off shows itself."""
    item = locked(item)
    rules.may_lead_item(item, seat).insist()
    rules.may_go_to(to).insist()
    rules.may_hold_households(to).insist()
    if to.items.filter(circle=item.circle_id, state__in=("waiting", "open")).exclude(pk=item.pk).exists():
        no(_("This household is on that agenda already."), what_opens=_("Choose another table.")).insist()
    if to.pk == item.meeting_id:
        no(_("It is on this agenda now."), what_opens=_("Choose another table.")).insist()
    last = to.items.order_by("-order").values_list("order", flat=True).first() or 0
    item.meeting, item.order, item.state, item.opened_at = to, last + 1, AgendaItem.State.WAITING, None
    item.put_off_times += 1
    changed(item, "meeting", "order", "state", "opened_at", "put_off_times")
    inviting.write_days(item, [])
    for guest in inviting.guests_of(item):
        inviting.ask_anew(guest, inviting.OTHER_DAY)
    record("meeting.item.put_off", by=by, subject=item.pk, circle=item.circle_id)
    return item


@transaction.atomic
def drop(item: AgendaItem, *, by: Actor, seat: Member) -> AgendaItem:
    """Off the agenda: it is no longer needed."""
    item = locked(item)
    rules.may_lead_item(item, seat).insist()
    item.state = AgendaItem.State.DROPPED
    changed(item, "state")
    inviting.call_off(item)
    record("meeting.item.dropped", by=by, subject=item.pk, circle=item.circle_id)
    return item
