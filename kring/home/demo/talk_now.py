"""A talk that goes on now: Anouk, Ahmed and Gijs sit with Sander, and look for a room before the winter."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from kring.circles.actors import actor_for
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.ids import new_id
from kring.home.demo.town import Town
from kring.meetings import actions as meetings
from kring.meetings.models import AgendaItem, Draft
from kring.plans.models import Goal

HOUSEHOLD = "Huisman"


def sit_together_now(town: Town) -> None:
    """Called yesterday, begun twelve minutes ago: words, a decision, one yes, one not heard yet, one being typed."""
    circles = Circle.objects.select_related("household__municipality").filter(household__name=HOUSEHOLD)
    circle = circles.get(closed_at=None, members__professional=town.workers["anouk"])
    seats = {seat.name.split()[0]: seat for seat in _seats(circle)}
    now = town.days.now
    began = now - timedelta(minutes=12)
    with clock.at(now - timedelta(days=1)):
        talk = meetings.call_round(
            circle,
            day=timezone.localtime(began).date(),
            at=timezone.localtime(began).time().replace(second=0, microsecond=0),
            members=[seats["Ahmed"], seats["Gijs"]],
            question="Waar woont Sander als het vriest?",
            hoped_for="Een kamer voor de kerst, en iemand die meegaat kijken.",
            minutes=45,
            place="De Aanlegplaats, keuken",
            **_as(seats["Anouk"]),
        )
        before: dict[str, Any] = {
            "goal": "Een eigen deur die op slot kan.",
            "can": "Elke dag bellen of er iets vrij is.",
        }
        meetings.prepare(talk, **before, cannot="Wachten tot het voorjaar.", **_as(seats["Sander"]))
        meetings.prepare(talk, goal="Dat hij niet weer buiten slaapt.", can="Een bed vrijhouden.", **_as(seats["Gijs"]))
    with clock.at(began):
        talk = meetings.begin(talk, **_as(seats["Anouk"]))
    with clock.at(now - timedelta(minutes=3)):
        _talk(talk, seats)


def _talk(talk: AgendaItem, seats: dict[str, Member]) -> None:
    anouk, soon = _as(seats["Anouk"]), clock.today()
    words = "Ik wil geen bed in een zaal. Ik wil een deur."
    meetings.say_words(talk, text=words, said_by=seats["Sander"], **_as(seats["Sander"]))
    for step in range(2, min(5, len(talk.steps)) + 1):
        meetings.go_to_step(talk, step, **anouk)
    decided = "Sander blijft bij De Aanlegplaats tot er een kamer is."
    meetings.decide(talk, text=decided, said_by=seats["Gijs"], **anouk)
    goal = Goal.objects.filter(circle=talk.circle, state=Goal.State.ACTIVE, life_domain__key="wonen").get()
    goal.circle = talk.circle
    for what, who, days in (
        ("Twee kamers uitzoeken die voor de kerst vrijkomen", "Ahmed", 4),
        ("Met Sander gaan kijken", "Gijs", 9),
    ):
        asked: dict[str, Any] = {"goal": goal, "what": what, "who": seats[who], "due_on": soon + timedelta(days=days)}
        back = meetings.agree(talk, **asked, **anouk)
        if who == "Ahmed":
            meetings.hear(back, **_as(seats[who]))
    meetings.park(talk, question="Kan de post ergens blijven tot hij een adres heeft?", **_as(seats["Ahmed"]))
    typed: dict[str, Any] = {"kind": Draft.Kind.AGREEMENT, "text": "Een briefadres regelen bij", "goal": goal}
    rest = f"goal={goal.pk}&responsible={seats['Ahmed'].pk}"
    meetings.keep_draft(talk, **typed, draft=new_id(), screen=uuid4(), revision=0, rest=rest, seat=seats["Ahmed"])
    for name in ("Anouk", "Ahmed", "Gijs", "Sander"):
        meetings.be_here(talk, seats[name])


def _seats(circle: Circle) -> list[Member]:
    rows = Member.objects.present().filter(circle=circle)
    who = ("professional__organisation", "professional__user", "person__user", "supporter__user")
    return list(rows.select_related("circle__household__municipality", "organisation", *who))


def _as(seat: Member) -> dict[str, Any]:
    user = seat.who.user
    assert user is not None  # noqa: S101 (they have an account)
    return {"by": actor_for(user), "seat": seat}
