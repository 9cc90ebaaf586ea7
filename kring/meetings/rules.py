"""What is allowed at a table. Who may read an item may stay for it; the table itself gives nobody a ground."""

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.circles.rules import lead_of, may_work_here
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.core.when import as_day
from kring.meetings.models import (
    WITHOUT_HOUSEHOLDS,
    AgendaItem,
    Draft,
    Guest,
    Kind,
    Meeting,
    MeetingSeries,
    Parked,
    Participant,
    Point,
    ReadBack,
    StandingPlace,
    TableRequest,
)
from kring.plans.models import Agreement
from kring.plans.rules import may_change_plan
from kring.sharing.rules import seat_of
from kring.themes.rules import may_write

DONE = (AgendaItem.State.CLOSED, AgendaItem.State.DROPPED)


def may_call(circle: Circle, seat: Member | None, lead: Lead | None) -> Verdict:
    """Call a table around this household: the lead or deputy; in a circle that organises itself every member (row L8).

    Where nobody leads a directed circle each professional may, so that no household waits for a name.
    """
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.supporter_id is not None:
        return no(_("The resident or a professional of your circle does this."), whom=_("the resident or the lead"))
    if circle.form == Circle.Form.SELF_ORGANISING:
        return yes(_("In this circle every member may."))
    if lead is None:
        if seat.professional_id is None:
            return no(_("A professional of your circle does this."), whom=_("your steady contact"))
        return yes(_("Nobody leads this circle now, so each professional may."))
    if seat.pk in (lead.member_id, lead.acting.pk):
        return yes(_("You lead this circle."))
    return no(
        _("%(name)s leads this circle and calls the table.") % {"name": lead.acting.name},
        what_opens=_("Ask them for a table."),
        whom=lead.acting.name,
    )


def may_bring(circle: Circle, seat: Member | None, lead: Lead | None) -> Verdict:
    """Bring the household to a table where one is asked too: who may call, and works here."""
    may = may_call(circle, seat, lead)
    if may.allowed and seat is not None and seat.professional_id is None:
        return no(_("A professional of your circle puts it on the agenda."), whom=_("the lead or your steady contact"))
    return may


def may_call_here(actor: Actor, circle: Circle) -> Verdict:
    """The same, asked by the gate."""
    return may_call(circle, seat_of(actor, circle), lead_of(circle))


def may_bring_here(actor: Actor, circle: Circle) -> Verdict:
    """The same, asked by the gate."""
    return may_bring(circle, seat_of(actor, circle), lead_of(circle))


def may_ask_table(circle: Circle, seat: Member | None, lead: Lead | None, *, waits: bool) -> Verdict:
    """Ask the lead for a table: a professional or the resident who may not call it themself, one question at a time."""
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.supporter_id is not None:
        return no(_("The resident or a professional of your circle does this."), whom=_("the resident or the lead"))
    if may_call(circle, seat, lead).allowed:
        return no(_("You may call the table yourself."))
    if waits:
        return no(_("Your question waits for an answer."), what_opens=_("Take it back to ask something else."))
    return yes(_("You are in this circle."))


def may_answer_request(asked: TableRequest, seat: Member | None, lead: Lead | None) -> Verdict:
    """Who may call the table says yes or no, once."""
    may = may_call(asked.circle, seat, lead)
    if may.allowed and asked.state != TableRequest.State.ASKED:
        return no(_("This question was answered already."))
    return may


def may_withdraw_request(asked: TableRequest, seat: Member | None) -> Verdict:
    """Who asked takes it back, as long as it waits."""
    at_work = may_work_here(asked.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if asked.author_id != seat.pk:
        return no(_("Somebody else asked this."), whom=asked.author.name)
    if asked.state != TableRequest.State.ASKED:
        return no(_("This question was answered already."))
    return yes(_("You asked it."))


def may_go_to(meeting: Meeting) -> Verdict:
    """Only to a table that is still to come."""
    if meeting.state != Meeting.State.PLANNED or meeting.day < clock.today():
        return no(_("This table is over."), what_opens=_("Choose a table that is still to come."))
    return yes(_("This table is still to come."))


def may_hold_households(meeting: Meeting) -> Verdict:
    """Not a theme table, which has points; not a mirror team, which never knows who it is about."""
    if meeting.kind in WITHOUT_HOUSEHOLDS:
        return no(_("No household is talked about at this table."), what_opens=_("Choose another table."))
    return yes(_("This table is still to come."))


def may_change_meeting(meeting: Meeting, actor: Actor) -> Verdict:
    """The chair moves or cancels a table, and so does who called it."""
    to_come = may_go_to(meeting)
    if not to_come.allowed:
        return to_come
    is_chair = actor.professional is not None and actor.professional.pk == meeting.chair_id
    if not is_chair and actor.user_id != meeting.called_by_id:
        return no(_("The chair does this."), whom=meeting.chair.name)
    return yes(_("You chair this table."))


def may_see_series(series: MeetingSeries, actor: Actor) -> Verdict:
    """Who chairs it, stands in it, or is asked to one of its tables."""
    job = actor.professional
    if job is not None and (
        job.pk == series.chair_id
        or series.places.filter(holder=job).exists()
        or Participant.objects.filter(professional=job, meeting__series=series).exists()
    ):
        return yes(_("You are at this table."))
    return no(_("You were not asked to this table."))


def may_change_series(series: MeetingSeries, actor: Actor) -> Verdict:
    """The chair; or, when the chair no longer works here, everybody who stands in it."""
    if series.ended_on is not None:
        return no(_("This table no longer comes back."), what_opens=_("Call a new one."))
    job = actor.professional
    if job is not None and job.pk == series.chair_id:
        return yes(_("You chair this table."))
    if series.chair.ended_on is not None and job is not None and series.places.filter(holder=job).exists():
        return yes(_("The chair no longer works here."))
    return no(_("The chair does this."), whom=series.chair.name)


def may_drop_place(place: StandingPlace, actor: Actor) -> Verdict:
    """The chair gives up a place, but not their own."""
    may = may_change_series(place.series, actor)
    if may.allowed and place.holder_id == place.series.chair_id:
        return no(_("The chair keeps a place."), what_opens=_("Choose another chair first."))
    return may


def may_answer(meeting: Meeting, mine: Participant | None) -> Verdict:
    """Who is asked answers, as long as the table is to come."""
    if mine is None:
        return no(_("You were not asked to this table."))
    return may_go_to(meeting)


def may_answer_version(meeting: Meeting, mine: Participant, sequence: int) -> Verdict:
    """An answer to an invitation counts for the day and hour that stood in it."""
    if sequence != meeting.sequence:
        return no(_("The day or hour changed meanwhile."), what_opens=_("Answer by the link in the newest mail."))
    return may_answer(meeting, mine)


def may_ask_along(meeting: Meeting, actor: Actor) -> Verdict:
    """Everybody at the table may ask one more (row L2)."""
    to_come = may_go_to(meeting)
    if meeting.kind == Kind.MIRROR:
        return no(_("Who asked this team asks one more."), whom=meeting.chair.name)
    here = actor.professional is not None and meeting.participants.filter(professional=actor.professional).exists()
    if to_come.allowed and not here:
        return no(_("You were not asked to this table."), whom=meeting.chair.name)
    return to_come


def may_add_point(meeting: Meeting, actor: Actor) -> Verdict:
    """Who joined the theme puts a question on the agenda of its table."""
    may = _of_a_theme(meeting, actor)
    return may_go_to(meeting) if may.allowed else may


def may_drop_point(point: Point, actor: Actor) -> Verdict:
    """Who brought it takes it off again; the chair too."""
    may = may_add_point(point.meeting, actor)
    mine = actor.professional is not None and actor.professional.pk in (point.brought_by_id, point.meeting.chair_id)
    if may.allowed and not mine:
        return no(_("Who brought this point takes it off the agenda."), whom=point.brought_by.name)
    return may


def may_come(meeting: Meeting, actor: Actor) -> Verdict:
    """A theme table is for everybody who joined the theme, asked or not."""
    return may_add_point(meeting, actor)


def may_harvest(meeting: Meeting, actor: Actor) -> Verdict:
    """From the day of the table on, who joined its theme writes what it gave."""
    may = _of_a_theme(meeting, actor)
    if may.allowed and meeting.state != Meeting.State.PLANNED:
        return no(_("This table does not take place."))
    if may.allowed and meeting.day > clock.today():
        return no(_("It is not the day of this table yet."), what_opens=_("Put your questions on the agenda."))
    return may


def _of_a_theme(meeting: Meeting, actor: Actor) -> Verdict:
    if meeting.theme is None:
        return no(_("This table is not about a theme."))
    return may_write(meeting.theme, actor)


def may_speak(item: AgendaItem, seat: Member | None) -> Verdict:
    """Say something at an item: in the circle, while it is not talked through."""
    at_work = may_work_here(item.circle, seat)
    if at_work.allowed and item.state in DONE:
        return no(_("This was talked through already."), what_opens=_("Put it on the agenda again."))
    return at_work


def may_lead_item(item: AgendaItem, seat: Member | None) -> Verdict:
    """Begin, put off, read back and close: professionals of the circle, the resident with them (row V11)."""
    may = may_speak(item, seat)
    return may_change_plan(item.circle, seat) if may.allowed else may


def may_stand_on(item: AgendaItem, meeting: Meeting) -> Verdict:
    """A household stands once on an agenda."""
    others = meeting.items.filter(circle=item.circle_id, state__in=(AgendaItem.State.WAITING, AgendaItem.State.OPEN))
    if others.exclude(pk=item.pk).exists():
        return no(_("This household is on that agenda already."), what_opens=_("Choose another table."))
    return yes(_("There is room for this household."))


def may_be_guest(item: AgendaItem, member: Member) -> Verdict:
    """Residents and people of their own network who sit in the circle; professionals are asked to the table."""
    if member.circle_id != item.circle_id or member.state != Member.State.ACCEPTED:
        return no(_("They are not in this circle."), what_opens=_("Invite them into the circle first."))
    if member.professional_id is not None:
        return no(_("Professionals are asked to the table itself."), what_opens=_("Ask somebody along to the table."))
    return yes(_("They are in this circle."))


def may_guest_answer(guest: Guest, sequence: int | None = None) -> Verdict:
    """As long as the talk is to come and they sit in the circle; by a link (`sequence`) to the newest invitation."""
    if sequence is not None and sequence != guest.sequence:
        return no(_("The day or hour changed meanwhile."), what_opens=_("Answer by the link in the newest mail."))
    waits = guest.item.state == AgendaItem.State.WAITING and guest.member.state == Member.State.ACCEPTED
    if not waits:
        return no(_("This talk is over."))
    return may_go_to(guest.item.meeting)


def may_tell_guest(guest: Guest, seat: Member | None) -> Verdict:
    """A professional of the circle notes that somebody was told."""
    at_work = may_work_here(guest.item.circle, seat)
    if at_work.allowed and seat is not None and seat.professional_id is None:
        return no(_("A professional of your circle notes this."), whom=_("the lead or your steady contact"))
    return at_work


def may_begin(item: AgendaItem, seat: Member | None) -> Verdict:
    """On the day of the table or after, one household at a time."""
    may = may_lead_item(item, seat)
    if may.allowed and item.meeting.day > clock.today():
        return no(_("It is not the day of this table yet."), what_opens=_("Say beforehand what you want."))
    if may.allowed and item.state == AgendaItem.State.OPEN:
        return no(_("This has begun already."))
    return may


def may_move_on(item: AgendaItem, seat: Member | None) -> Verdict:
    """To another step of the method: whoever leads, while the talk goes on."""
    may = may_lead_item(item, seat)
    if may.allowed and item.state != AgendaItem.State.OPEN:
        return no(_("This has not begun yet."), what_opens=_("Begin first."))
    return may


def may_type(item: AgendaItem, kind: str, seat: Member | None) -> Verdict:
    """Type what you may say: questions and words of the resident everybody, the rest who may lead."""
    if item.state != AgendaItem.State.OPEN:
        return no(_("This talk is not going on."), what_opens=_("Begin first."))
    own = kind in (Draft.Kind.QUESTION, Draft.Kind.WORDS)
    return may_speak(item, seat) if own else may_lead_item(item, seat)


def may_throw_away(draft: Draft, seat: Member | None) -> Verdict:
    """Who was typing it throws it away."""
    if seat is None or draft.author_id != seat.pk:
        return no(_("Somebody else is typing this."), whom=draft.author.name)
    return yes(_("You were typing this."))


def may_say_words(item: AgendaItem, said_by: Member, seat: Member | None) -> Verdict:
    """Keep words of a resident of this circle; a supporter keeps nobody else's."""
    may = may_speak(item, seat)
    if may.allowed and (said_by.person_id is None or said_by.circle_id != item.circle_id):
        return no(_("These are not words of a resident."), what_opens=_("Choose who said it."))
    if may.allowed and seat is not None and seat.supporter_id is not None:
        return no(_("The resident says this, or a professional writes it down."))
    return may


def may_settle(parked: Parked, seat: Member | None) -> Verdict:
    """Answer a question that was kept, at the talk or afterwards; once."""
    may = may_change_plan(parked.circle, seat)
    if may.allowed and parked.became != Parked.Became.OPEN:
        return no(_("This question was answered already."))
    return may


def may_hear(back: ReadBack, seat: Member | None) -> Verdict:
    """Say that it was heard: who is to do it, also afterwards when they were asked; or who heard their yes."""
    mine = seat is not None and back.agreement.responsible_id == seat.pk
    may = may_work_here(back.item.circle, seat) if mine and back.asked_at else may_speak(back.item, seat)
    if not may.allowed or seat is None:
        return may
    if seat.supporter_id is not None and not mine:
        return no(_("This is the agreement of somebody else."), whom=back.agreement.responsible.name)
    if is_heard(back):
        return no(_("This was heard already."))
    if back.agreement.state != Agreement.State.OPEN:
        return no(_("This agreement is no longer open."))
    return yes(_("You are in this circle."))


def may_say_no(back: ReadBack, seat: Member | None) -> Verdict:
    """Only who is to do it says no; what they said yes to, they change in the plan."""
    if seat is None or back.agreement.responsible_id != seat.pk:
        return no(_("This is the agreement of somebody else."), whom=back.agreement.responsible.name)
    if back.refused_at is not None:
        return no(_("You said no already."))
    return may_hear(back, seat)


def may_ask_yes(back: ReadBack, seat: Member | None) -> Verdict:
    """Who was not there gets the question; once is enough, unless they said no or it was changed since."""
    again = back.refused_at is not None
    may = may_change_plan(back.item.circle, seat) if again else may_lead_item(back.item, seat)
    if may.allowed and (is_heard(back) or (back.asked_at is not None and not again)):
        return no(_("They were asked already."))
    return may


def is_heard(back: ReadBack) -> bool:
    """Was it heard as it stands now? What was changed afterwards is read back again."""
    return back.heard_at is not None and back.revision == back.agreement.revision


def is_settled(back: ReadBack) -> bool:
    """Heard, sent for a yes, or no longer open."""
    asked = back.asked_at is not None and back.refused_at is None
    return is_heard(back) or asked or back.agreement.state != Agreement.State.OPEN


def may_close(item: AgendaItem, made: list[ReadBack], seat: Member | None) -> Verdict:
    """An item closes only after every agreement was heard, or was sent for a yes (row N6)."""
    may = may_lead_item(item, seat)
    if not may.allowed:
        return may
    if item.state != AgendaItem.State.OPEN:
        return no(_("This has not begun yet."), what_opens=_("Begin first."))
    waiting = [back for back in made if not is_settled(back)]
    if any(back.refused_at is not None for back in waiting):
        return no(_("Somebody said no to an agreement."), what_opens=_("Agree something else, or ask them again."))
    if waiting:
        return no(
            _("Not everything was heard yet."),
            what_opens=_("Read every agreement aloud. Who is to do it says yes."),
        )
    return yes(_("Everything was read back."))


def may_correct(item: AgendaItem, seat: Member | None) -> Verdict:
    """Set something right beside the summary: everybody of the circle who reads it, once the talk has ended."""
    at_work = may_work_here(item.circle, seat)
    if at_work.allowed and item.state != AgendaItem.State.CLOSED:
        return no(_("This talk has not ended yet."), what_opens=_("Say it at the table."))
    return at_work


def may_notice(item: AgendaItem, seat: Member | None) -> Verdict:
    """Write down a rule that does not fit: who may add to the plan, as long as the talk has not ended."""
    return may_lead_item(item, seat)


def may_reopen(item: AgendaItem, actor: Actor, seat: Member | None) -> Verdict:
    """Take back the closing: who closed it, on the same day."""
    may = may_change_plan(item.circle, seat)
    if not may.allowed:
        return may
    if item.state != AgendaItem.State.CLOSED or item.closed_at is None:
        return no(_("This talk is not closed."))
    if item.closed_by_id != actor.user_id:
        return no(_("Who closed it can take that back, on the same day."))
    if as_day(item.closed_at) != clock.today():
        return no(_("This was closed on another day."), what_opens=_("Put it on the agenda again."))
    return yes(_("You closed this today."))
