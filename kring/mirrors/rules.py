"""What is allowed around a mirror team. Its members are never of the circle, and never learn whom it is about."""

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.circles.rules import may_work_here
from kring.core.verdict import Verdict, no, yes
from kring.meetings.models import Meeting
from kring.mirrors.models import Mirror, MirrorCase
from kring.network.models import Professional
from kring.sharing.rules import seat_of


def may_ask(circle: Circle, seat: Member | None) -> Verdict:
    """A professional of the circle asks, about one question at a time."""
    may = may_work_here(circle, seat)
    if not may.allowed or seat is None:
        return may
    if seat.professional_id is None:
        return no(_("A professional of your circle asks a mirror team."), whom=_("the lead or your steady contact"))
    if MirrorCase.objects.waiting().filter(circle=circle).exists():
        return no(
            _("A mirror team was asked already."), what_opens=_("Decide on its advice first. Then you can ask again.")
        )
    return yes(_("You are in this circle."))


def may_ask_here(actor: Actor, circle: Circle) -> Verdict:
    """The same, asked by the gate."""
    return may_ask(circle, seat_of(actor, circle))


def may_be_in_team(circle: Circle, who: Professional) -> Verdict:
    """Who was ever in the circle, or was asked into it, would know whom it is about."""
    if who.ended_on is not None or who.organisation.municipality_id != circle.household.municipality_id:
        return no(_("This colleague does not work here."))
    if Member.objects.filter(circle=circle, professional=who).exists():
        return no(_("This colleague knows the circle."), what_opens=_("Ask somebody who was never in it."))
    return yes(_("This colleague was never in the circle."))


def may_look(mirror: Mirror, actor: Actor) -> Verdict:
    """The team, and who asked it."""
    here = actor.professional is not None and mirror.meeting.participants.filter(professional=actor.professional)
    if not here or not here.exists():
        return no(_("You were not asked into this team."))
    return yes(_("You were asked into this team."))


def may_say(mirror: Mirror, actor: Actor) -> Verdict:
    """The team says what it sees, until there is advice; who asked listens."""
    may = may_look(mirror, actor)
    if not may.allowed:
        return may
    if actor.professional is not None and mirror.meeting.chair_id == actor.professional.pk:
        return no(_("You asked this team. Now you listen."))
    if mirror.advised_at is not None:
        return no(_("The team has given its advice."))
    if mirror.meeting.state != Meeting.State.PLANNED:
        return no(_("This table does not take place."))
    return yes(_("You were asked into this team."))


def may_advise(mirror: Mirror, actor: Actor) -> Verdict:
    """One of the team writes the advice, after somebody said what they see."""
    may = may_say(mirror, actor)
    if may.allowed and not mirror.contributions.exists():
        return no(_("Nobody has said anything yet."), what_opens=_("Say first what you see."))
    return may


def may_ask_one_more(mirror: Mirror, actor: Actor) -> Verdict:
    """Who asked the team asks one more; only they know who may not be in it."""
    if actor.professional is None or mirror.meeting.chair_id != actor.professional.pk:
        return no(_("Who asked the team asks one more."), whom=mirror.meeting.chair.name)
    if mirror.advised_at is not None:
        return no(_("The team has given its advice."))
    return yes(_("You asked this team."))


def may_decide(case: MirrorCase, seat: Member | None, lead: Lead | None) -> Verdict:
    """The lead, or who asked, says whether the circle goes on with the advice."""
    may = may_work_here(case.circle, seat)
    if not may.allowed or seat is None:
        return may
    if case.state != MirrorCase.State.WAITING:
        return no(_("This was decided already."))
    if case.mirror.advised_at is None:
        return no(_("There is no advice yet."))
    deciders = {case.author_id, lead.member_id if lead else None, lead.acting.pk if lead else None}
    if seat.pk not in deciders:
        return no(_("The lead or who asked decides."), whom=(lead.acting if lead else case.author).name)
    return yes(_("You decide on this advice."))
