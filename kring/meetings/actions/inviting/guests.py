"""People of the household and its own network are invited to their talk, choose a day, and say whether they come."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.inviting.opening import open_to_own
from kring.meetings.actions.talk.holding import changed, locked
from kring.meetings.asking.hours import hour_at
from kring.meetings.asking.links import path_of
from kring.meetings.asking.words import with_day
from kring.meetings.calendar import guest_invitation, is_off
from kring.meetings.models import AgendaItem, Guest, Meeting, Participant, ProposedTable
from kring.sharing.actions.opening import close_to, open_until

MOST_DAYS = 3
INVITED = gettext_lazy("You are invited to a talk. Do you come? Answer by this link, without a password.")
CHOOSE = gettext_lazy("You are invited to a talk. Which day suits you? Choose by this link, without a password.")
OTHER_DAY = gettext_lazy("Your talk has a day and an hour now. Do you come? Answer by this link, without a password.")
CHOSEN = gettext_lazy("You chose a day for your talk. It stands here. By this link you can still change your answer.")
CALLED_OFF = gettext_lazy("Your talk does not take place. Whoever helps you tells you how it goes on.")


class Telling(NamedTuple):
    """Who tells those without a mail address, and whether by a letter."""

    by: Member
    letter: bool = False


@transaction.atomic
def invite(
    item: AgendaItem,
    members: Iterable[Member],
    *,
    telling: Telling,
    by: Actor,
    seat: Member,
    opens: Member | None = None,
) -> list[Guest]:
    """Invite people of the household and its own network; by mail, and who has no address as `telling` says.

    `opens` is the resident who said that their own people may read along; a resident who invites says so by that.
    """
    item = locked(item)
    rules.may_lead_item(item, seat).insist()
    rules.may_go_to(item.meeting).insist()
    guests = []
    for member in members:
        rules.may_be_guest(item, member).insist()
        guests.append(_guest(item, member, telling))
    if item.resident_invited_at is None and any(guest.member.is_resident for guest in guests):
        item.resident_invited_at = clock.now()
        changed(item, "resident_invited_at")
    for guest in guests:
        _tell(guest, CHOOSE if open_days(item) else INVITED)
    record("meeting.item.invited", by=by, subject=item.pk, circle=item.circle_id)
    resident = seat if seat.is_resident else opens
    if resident is not None:
        open_to_own(guests, resident, by=by, seat=seat)
    return guests


@transaction.atomic
def propose_days(item: AgendaItem, meetings: Sequence[Meeting], *, by: Actor, seat: Member) -> AgendaItem:
    """Two or three tables of which the resident may choose one; until then the talk stands at the first."""
    item = locked(item)
    rules.may_lead_item(item, seat).insist()
    write_days(item, meetings)
    for guest in guests_of(item):
        ask_anew(guest, CHOOSE)
    record("meeting.item.days_proposed", by=by, subject=item.pk, circle=item.circle_id)
    return item


@transaction.atomic
def choose_day(guest: Guest, chosen: Meeting | None, *, by: Actor | None, sequence: int | None = None) -> Guest:
    """This day suits; or (None) none of them does, which whoever brings the household is told."""
    item = locked(guest.item)
    guest = _held(guest, item)
    rules.may_guest_answer(guest, sequence).insist()
    days = open_days(item)
    if not days:
        no(_("There is no day to choose any more."), what_opens=_("Look at the day that was chosen.")).insist()
    if chosen is None:
        return _said(guest, Participant.Answer.DECLINED, by=by)
    day = next((day for day in days if day.meeting_id == chosen.pk), None)
    if day is None:
        no(_("This day cannot be chosen any more."), what_opens=_("Choose another day.")).insist()
        raise AssertionError
    day.chosen_by, day.chosen_at = guest.member, clock.now()
    day.save(update_fields=["chosen_by", "chosen_at"])
    if item.meeting_id != chosen.pk:
        move_item(item, day.meeting)
    for other in guests_of(item):
        chose = other.pk == guest.pk
        ask_anew(other, CHOSEN if chose else OTHER_DAY, told=chose)
    guest = _held(guest, item)
    return _said(guest, Participant.Answer.ACCEPTED, by=by)


@transaction.atomic
def answer_guest(guest: Guest, *, answer: str, by: Actor | None, sequence: int | None = None) -> Guest:
    """I come, maybe, or I cannot. Another answer takes its place.

    By the link in a mail `by` is None, and `sequence` the version of the invitation that it answers.
    """
    item = locked(guest.item)
    guest = _held(guest, item)
    rules.may_guest_answer(guest, sequence).insist()
    if open_days(item) and answer != Participant.Answer.DECLINED:
        no(_("There is a day to choose first."), what_opens=_("Choose the day that suits you.")).insist()
    return _said(guest, answer, by=by)


@transaction.atomic
def tick_told(guest: Guest, *, by: Actor, seat: Member, answer: str = "") -> Guest:
    """They were told in person, or the letter is on its way; with their answer when they gave one."""
    item = locked(guest.item)
    guest = _held(guest, item)
    rules.may_tell_guest(guest, seat).insist()
    if guest.how == Guest.How.MAIL:
        # Their mail did not arrive, or they were told all the same: from now on it is told in person.
        guest.how, guest.told_by, guest.mail = Guest.How.PERSON, seat, None
    guest.told_at = clock.now()
    guest.save(update_fields=["told_at", "how", "told_by", "mail"])
    changed(item)
    record("meeting.item.told", by=by, subject=item.pk, circle=item.circle_id)
    return answer_guest(guest, answer=answer, by=by) if answer else guest


def write_days(item: AgendaItem, meetings: Sequence[Meeting]) -> None:
    """Keep which days may be chosen; one or none means that there is nothing to choose."""
    item.proposed.all().delete()
    days = list({meeting.pk: meeting for meeting in meetings}.values())
    if len(days) > MOST_DAYS:
        no(_("Three days is enough."), what_opens=_("Choose at most three tables.")).insist()
    for meeting in days:
        rules.may_go_to(meeting).insist()
        rules.may_stand_on(item, meeting).insist()
    if len(days) > 1:
        ProposedTable.objects.bulk_create([ProposedTable(item=item, meeting=meeting) for meeting in days])


def open_days(item: AgendaItem) -> list[ProposedTable]:
    """The days that can still be chosen; none once one was chosen."""
    days = list(item.proposed.select_related("meeting__chair"))
    if any(day.chosen_at for day in days) or item.state != AgendaItem.State.WAITING:
        return []
    return [day for day in days if rules.may_go_to(day.meeting).allowed]


def guests_of(item: AgendaItem) -> list[Guest]:
    """Who is invited to this talk and still sits in the circle, held until the end of the transaction."""
    rows = item.guests.select_for_update(of=("self",)).filter(member__state=Member.State.ACCEPTED)
    guests = list(rows.select_related("member__person", "member__supporter"))
    for guest in guests:
        guest.item = item
    return guests


def move_item(item: AgendaItem, to: Meeting) -> None:
    """The same talk at another table, as the last one there."""
    rules.may_stand_on(item, to).insist()
    last = to.items.order_by("-order").values_list("order", flat=True).first() or 0
    item.meeting, item.order = to, last + 1
    changed(item, "meeting", "order")


def ask_anew(guest: Guest, text: Any, *, told: bool = False) -> None:
    """Another day or hour: what they said no longer counts, and they are told. `told`: they know it themselves."""
    guest.at = hour_at(guest.item, guest.item.meeting)
    open_until(guest.item_id, guest.item.meeting.day)
    guest.answer, guest.answered_at = Participant.Answer.NONE, None
    guest.sequence += 1
    guest.told_at = guest.told_at if told else None
    guest.save(update_fields=["at", "answer", "answered_at", "sequence", "told_at"])
    _tell(guest, text)


def call_off(item: AgendaItem) -> None:
    """The talk does not take place: by mail, and whoever tells in person tells it. Nobody reads it for it any more."""
    close_to(item, by=None)
    for guest in guests_of(item):
        guest.sequence += 1
        guest.told_at = None
        guest.save(update_fields=["sequence", "told_at"])
        _tell(guest, CALLED_OFF)


def _guest(item: AgendaItem, member: Member, telling: Telling) -> Guest:
    how, by = (Guest.How.MAIL, None)
    if not member.email:
        how, by = (Guest.How.LETTER if telling.letter else Guest.How.PERSON), telling.by
    guest, made = Guest.objects.get_or_create(
        item=item, member=member, defaults={"at": hour_at(item, item.meeting), "how": how, "told_by": by}
    )
    if not made:
        guest.how, guest.told_by = how, by
        guest.save(update_fields=["how", "told_by"])
    guest.item, guest.member = item, member
    return guest


def _held(guest: Guest, item: AgendaItem) -> Guest:
    held: Guest = (
        Guest.objects.select_for_update(of=("self",))
        .select_related("member__person", "member__supporter", "told_by")
        .get(pk=guest.pk)
    )
    held.item = item
    return held


def _said(guest: Guest, answer: str, *, by: Actor | None) -> Guest:
    """Keep the answer; whoever brings the household is told when a resident cannot come."""
    guest.answer, guest.answered_at = answer, clock.now()
    guest.save(update_fields=["answer", "answered_at"])
    changed(guest.item)
    record("meeting.item.answered", by=by, subject=guest.item.pk, circle=guest.item.circle_id)
    if answer == Participant.Answer.DECLINED and guest.member.is_resident:
        tell(
            guest.item.author.email,
            subject=gettext_lazy("about an invitation"),
            text=gettext_lazy("Somebody who was invited cannot come. You find it in Kring."),
            path=f"/kringen/{guest.item.circle_id}/tafels/{guest.item.pk}/",
        )
    return guest


def _tell(guest: Guest, text: Any) -> None:
    """By mail, with the day and a calendar file; without an address it waits for who tells them."""
    if guest.how != Guest.How.MAIL:
        if guest.told_by is not None and guest.told_at is None:
            tell(
                guest.told_by.email,
                subject=gettext_lazy("something to tell"),
                text=gettext_lazy("Somebody has to be told about a talk. You find in Kring whom and what."),
                path=f"/kringen/{guest.item.circle_id}/tafels/uitgenodigd/{guest.pk}/",
            )
        return
    choosing = bool(open_days(guest.item)) and not is_off(guest.item)
    guest.mail = tell(
        guest.member.email,
        subject=gettext_lazy("an invitation"),
        text=text if choosing else with_day(text, guest.item.meeting, guest.at),
        path=path_of(guest),
        invitation=None if choosing else guest_invitation(guest),
    )
    guest.told_at = clock.now()
    guest.save(update_fields=["told_at", "mail"])
