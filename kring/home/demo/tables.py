"""A table that comes back: one evening talked through, and the next with its agenda and what some said beforehand."""

from datetime import time, timedelta
from typing import Any

from kring.circles.actors import actor_for
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.home.demo.after_tables import agree_at_home, look_back, say_at_home
from kring.home.demo.town import Town
from kring.meetings import actions as meetings
from kring.meetings.actions import Telling
from kring.meetings.dates import working_day
from kring.meetings.models import AgendaItem, Kind, Meeting
from kring.plans.models import Goal

BEFORE = {
    "anouk": ("Dat de deurwaarder niet meer voor de deur staat.", "Elke week langskomen.", "De schuld zelf regelen."),
    "ahmed": ("Dat de huur elke maand op tijd komt.", "Een regeling tot het voorjaar.", "Nog een keer wachten."),
}


def sit_at_tables(town: Town) -> None:
    """Tafel Noord, every two weeks, with Anouk in the chair."""
    now = town.days.now
    first_on = working_day((now - timedelta(days=14)).date())
    with clock.at(now - timedelta(days=19)):
        series = meetings.start_series(
            name="Tafel Noord",
            first_on=first_on,
            every_weeks=2,
            at=time(13),
            place="Buurthuis De Elzen",
            asked=[town.workers[key] for key in ("sanne", "ahmed", "ria", "rachid")],
            by=town.worker_actors["anouk"],
        )
    last, following = series.meetings.order_by("planned_on")[:2]
    _talked_through(town, last)
    with clock.at(now - timedelta(days=4)):
        family = _brought(
            town, "anouk", "De Wit", following, "Hoe houdt het gezin het huis?", "Rust tot de kerst.", urgency=1
        )
        work = _brought(town, "sanne", "Martina", following, "Wat als het werk weer stopt?", "Dat we het op tijd zien.")
        _answers(town, family, work, list(series.meetings.order_by("planned_on")[1:4]))
        _own_people(town, family)
        for key, (goal, can, cannot) in BEFORE.items():
            seat = _seat(town, family.circle, key)
            if seat is not None:
                said = {"goal": goal, "can": can, "cannot": cannot}
                meetings.prepare(family, **said, by=town.worker_actors[key], seat=seat)
        resident = family.circle.members.present().filter(person__user__isnull=False).select_related("person__user")
        for member in resident[:1]:
            words = {"goal": "Dat de kinderen hier op school blijven.", "can": "Post meteen openmaken."}
            meetings.prepare(family, **words, by=actor_for(member.who.user), seat=_whole(member))
        meetings.call_meeting(
            name="Kennismaken in Noord",
            day=working_day((now + timedelta(days=9)).date()),
            at=time(9, 30),
            kind=Kind.KICK_OFF,
            place="Stadskantoor, begane grond",
            asked=[town.workers["ahmed"], town.workers["sanne"]],
            by=town.worker_actors["anouk"],
        )


def _own_people(town: Town, family: AgendaItem) -> None:
    """Riet comes along; Fatma said to Anouk that she may read it."""
    seat = _seat(town, family.circle, "anouk")
    here = family.circle.members.present().select_related("person", "supporter")
    own = [member for member in here if member.supporter_id]
    opens = next((member for member in here if member.is_resident and member.name.startswith("Fatma")), None)
    if seat is not None and opens is not None:
        anouk: Any = {"by": town.worker_actors["anouk"], "seat": seat}
        meetings.invite(family, own, telling=Telling(seat), opens=_whole(opens), **anouk)


def _answers(town: Town, family: AgendaItem, work: AgendaItem, days: list[Meeting]) -> None:
    """Who was invited said something; Sanne lets the resident choose from three days; one more place in the series."""
    for guest, said in zip(family.guests.order_by("pk"), ("accepted", "tentative"), strict=False):
        meetings.answer_guest(guest, answer=said, by=None)
    seat = _seat(town, work.circle, "sanne")
    assert seat is not None  # noqa: S101 (she brought it)
    meetings.propose_days(work, days, by=town.worker_actors["sanne"], seat=seat)
    for key, said in (("ahmed", "accepted"), ("ria", "tentative")):
        meetings.answer(days[0], answer=said, by=town.worker_actors[key])
    other, series = town.workers["hanneke"], days[0].series
    assert series is not None  # noqa: S101 (its first days)
    anouk = town.worker_actors["anouk"]
    meetings.add_place(series, organisation=other.organisation, function=other.function, by=anouk)


def _talked_through(town: Town, meeting: Meeting) -> None:
    """The talk of last time: two agreements, both heard, and the words of everybody."""
    with clock.at(town.days.now - timedelta(days=18)):
        talk = _brought(
            town, "sanne", "Martina", meeting, "Hoe houdt hij dit werk?", "Dat hij volgende maand nog werkt."
        )
        say_at_home(talk)
    seat, by = _seat(town, talk.circle, "sanne"), town.worker_actors["sanne"]
    assert seat is not None  # noqa: S101 (she brought it)
    with clock.at(town.days.past((meeting.day - town.days.now.date()).days, "13:05")):
        meetings.begin(talk, by=by, seat=seat)
        goal = Goal.objects.filter(circle=talk.circle, state=Goal.State.ACTIVE).order_by("-is_first").first()
        if goal is not None:
            for days, what in (
                (9, "Elke vrijdag even bellen hoe de week was"),
                (10, "Met de baas praten over de uren"),
            ):
                due_on = clock.today() + timedelta(days=days)
                back = meetings.agree(talk, goal=goal, what=what, who=seat, due_on=due_on, by=by, seat=seat)
                meetings.hear(back, by=by, seat=seat)
            agree_at_home(talk, goal, by, seat)
        meetings.be_here(talk, seat)
        meetings.park(talk, question="Kan de bus vroeger rijden?", by=by, seat=seat)
        message = "Ricardo houdt dit werk. Wie iets merkt, belt eerst hemzelf."
        meetings.close(talk, message=message, by=by, seat=seat)
    look_back(town)


def _brought(town: Town, key: str, name: str, meeting: Meeting, question: str, hoped_for: str, **more: Any) -> Any:
    circle = Circle.objects.select_related("household__municipality").get(household__name=name, closed_at=None)
    seat = _seat(town, circle, key)
    assert seat is not None  # noqa: S101 (they are in this circle)
    words = {"question": question, "hoped_for": hoped_for, **more}
    return meetings.bring(circle, meeting, **words, by=town.worker_actors[key], seat=seat)


def _seat(town: Town, circle: Circle, key: str) -> Member | None:
    mine = Member.objects.present().filter(circle=circle, professional=town.workers[key])
    return mine.select_related("circle__household__municipality", "organisation", "professional").first()


def _whole(member: Member) -> Member:
    return Member.objects.select_related("circle__household__municipality", "organisation").get(pk=member.pk)
