"""What is allowed with a table itself: change it, answer it, ask somebody along, the points of a theme table."""

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.meetings.models import (
    WITHOUT_HOUSEHOLDS,
    Kind,
    Meeting,
    MeetingSeries,
    Participant,
    Point,
    StandingPlace,
)
from kring.themes.rules import may_write


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
