"""Breaking the glass, and visiting safely: who may, for how long, and who looks at it afterwards."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.circles.rules import may_work_here
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.network.models import OrganisationKind
from kring.sharing.models import CrisisAccess, SafetyNote
from kring.sharing.rules import seat_of

# Who sees people in danger as their work; others call them, or 112.
IN_A_CRISIS = (
    OrganisationKind.FRONT_DOOR,
    OrganisationKind.NEIGHBOURHOOD_TEAM,
    OrganisationKind.YOUTH_TEAM,
    OrganisationKind.SHELTER,
    OrganisationKind.MENTAL_HEALTH,
    OrganisationKind.GENERAL_PRACTICE,
    OrganisationKind.HOME_CARE,
    OrganisationKind.SAFE_HOME,
)
LONGEST_SAFETY_NOTE = timedelta(days=183)


def may_search_in_crisis(actor: Actor) -> Verdict:
    """Look for a household in a crisis: professionals whose organisation works with people in danger."""
    if actor.professional is None:
        return no(_("Only professionals open something in a crisis."), what_opens=_("Call 112 when there is danger."))
    if actor.professional.organisation.kind not in IN_A_CRISIS:
        return no(
            _("Your organisation cannot open a circle in a crisis."),
            what_opens=_("Call 112 when there is danger, or call who leads."),
        )
    return yes(_("You work with people in danger."))


def may_break_glass(actor: Actor, circle: Circle) -> Verdict:
    """Open a circle of your own municipality in a crisis; once at a time."""
    may = may_search_in_crisis(actor)
    if not may.allowed or actor.professional is None:
        return may
    if circle.closed_at is not None:
        return no(_("This circle is closed."), what_opens=_("Call the front door."))
    if circle.household.municipality_id != actor.professional.organisation.municipality_id:
        return no(_("This circle belongs to another municipality."), what_opens=_("Call their front door."))
    if running_crisis(actor, circle) is not None:
        return no(_("You have opened this circle already."))
    return may


def may_see_in_crisis(actor: Actor, circle: Circle) -> Verdict:
    """The crisis page, while the glass is broken (one query)."""
    if running_crisis(actor, circle) is None:
        return no(_("This is not open for you."), what_opens=_("Open it in a crisis, with the reason."))
    return yes(_("You opened this in a crisis."), ground="crisis")


# The gate lets who has no seat come to a page with this need, when the rule says yes.
may_see_in_crisis.without_seat = True  # type: ignore[attr-defined]


def running_crisis(actor: Actor, circle: Circle) -> CrisisAccess | None:
    """The access that this actor has now (one query)."""
    now = clock.now()
    mine = CrisisAccess.objects.filter(professional=actor.professional, circle=circle, since__lte=now, until__gt=now)
    return mine.first() if actor.professional is not None else None


def may_review_crisis(crisis: CrisisAccess, actor: Actor) -> Verdict:
    """A privacy officer looks at it afterwards; never who opened it, and once."""
    officer = actor.professional is not None and actor.professional.is_privacy_officer
    if not officer or actor.professional is None:
        return no(_("Only the privacy officer looks at this."), whom=_("the privacy officer of your municipality"))
    if actor.professional.organisation.municipality_id != crisis.organisation.municipality_id:
        return no(_("This belongs to another municipality."))
    if crisis.professional.user_id == actor.user.pk:
        return no(_("You opened this yourself. Somebody else looks at it."))
    if crisis.reviewed_at is not None:
        return no(_("This was looked at already."))
    return yes(_("You look after privacy here."))


def may_say_visit(circle: Circle, seat: Member | None, *, on: date) -> Verdict:
    """A professional in the circle says that they visit, today or within two weeks."""
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.professional_id is None:
        return no(_("Only professionals who visit say so here."))
    if not clock.today() <= on <= clock.today() + timedelta(days=14):
        return no(_("Choose a day from today on, within two weeks."))
    return yes(_("You are in this circle."))


def may_warn(circle: Circle, seat: Member | None, *, until: date) -> Verdict:
    """A professional in the circle writes a safety note, for half a year at most."""
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.professional_id is None:
        return no(_("Only professionals write safety notes."), what_opens=_("Tell who leads what they must know."))
    if not clock.today() <= until <= clock.today() + LONGEST_SAFETY_NOTE:
        return no(_("Choose a day from today on, within half a year. Then look at it again."))
    return yes(_("You are in this circle."))


def may_end_warning(note: SafetyNote, seat: Member | None) -> Verdict:
    """A professional in the circle ends a safety note that is no longer true."""
    at_work = may_work_here(note.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.professional_id is None:
        return no(_("Only professionals write safety notes."), whom=note.author.name)
    if note.ended_at is not None:
        return no(_("This note has ended already."))
    return yes(_("You are in this circle."))


def may_see_visits(actor: Actor, circle: Circle) -> Verdict:
    """Who works here says when they visit; who lives there sees what visitors must know."""
    seat = seat_of(actor, circle)
    if seat is not None and seat.supporter_id is not None:
        return no(_("This is for who works here, and for who lives there."))
    return may_work_here(circle, seat)


def may_warn_here(actor: Actor, circle: Circle) -> Verdict:
    """May this actor write a safety note at all? The day is asked when it is written."""
    return may_warn(circle, seat_of(actor, circle), until=clock.today())
