"""Around the talk of last time: what Ricardo said, a rule that did not fit, what came of it, and what he set right."""

from datetime import timedelta
from typing import Any

from kring.circles.actors import actor_for
from kring.circles.models import Member
from kring.core import clock
from kring.home.demo.town import Town
from kring.meetings import actions as meetings
from kring.meetings.models import AgendaItem
from kring.network.models import Law
from kring.plans import actions as plans
from kring.plans.models import Goal


def say_at_home(talk: AgendaItem) -> None:
    """The resident's own words, before the talk."""
    seat = _resident(talk)
    if seat is not None:
        words: dict[str, Any] = {"goal": "Dat ik dit werk hou, ook als het rooster wisselt."}
        words |= {"can": "Elke dag op tijd opstaan.", "cannot": "Nog een keer om half zes een bus zoeken."}
        meetings.prepare(talk, **words, **_as(seat))


def agree_at_home(talk: AgendaItem, goal: Goal, by: Any, seat: Member) -> None:
    """What the resident does, and a rule that is in the way."""
    resident = _resident(talk)
    if resident is not None:
        due_on = clock.today() + timedelta(days=5)
        what = "Het rooster van volgende maand aan Sanne appen"
        meetings.hear(
            meetings.agree(talk, goal=goal, what=what, who=resident, due_on=due_on, by=by, seat=seat), **_as(resident)
        )
    meetings.notice(
        talk,
        rule="Een vervoerskaart kan pas na een half jaar werk.",
        effect="Hij betaalt de bus zelf en houdt te weinig over om te eten.",
        who_could_decide="De kwaliteitsmedewerker van het werkplein",
        law=Law.PARTICIPATION,
        goal=goal,
        owner=seat,
        due_on=clock.today() + timedelta(days=18),
        by=by,
        seat=seat,
    )


def look_back(town: Town) -> None:
    """What came of it since, and what Ricardo set right beside the summary."""
    talk = AgendaItem.objects.filter(state=AgendaItem.State.CLOSED, circle__household__name="Martina").first()
    if talk is None:
        return
    sanne = Member.objects.present().filter(circle=talk.circle, professional=town.workers["sanne"])
    seat, resident, now = sanne.select_related("circle__household__municipality").get(), _resident(talk), town.days.now
    by = town.worker_actors["sanne"]
    for back in talk.made.select_related("agreement__responsible"):
        if back.agreement.responsible.is_resident and resident is not None:
            with clock.at(now - timedelta(days=8)):
                plans.close_agreement(back.agreement, done=True, **_as(resident))
        elif "baas" in back.agreement.what:
            with clock.at(now - timedelta(days=3)):
                why = "Hij was met vakantie. We proberen het maandag weer."
                plans.close_agreement(back.agreement, done=False, why_not=why, by=by, seat=seat)
    if resident is not None:
        with clock.at(now - timedelta(days=11)):
            text = "Er staat dat ik te laat kwam. Dat was één keer, en toen reed de bus niet."
            meetings.correct(talk, text=text, **_as(resident))


def _resident(talk: AgendaItem) -> Member | None:
    seats = Member.objects.present().filter(circle=talk.circle, person__user__isnull=False)
    return seats.select_related("circle__household__municipality", "organisation", "person__user").first()


def _as(seat: Member) -> dict[str, Any]:
    account = seat.person.user if seat.person is not None else None
    assert account is not None  # noqa: S101 (a resident with an account)
    return {"by": actor_for(account), "seat": seat}
