"""A mirror team that gave advice on a case without names, and what the circle does with it."""

from datetime import time, timedelta

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.home.demo.town import Town
from kring.meetings.dates import working_day
from kring.mirrors import actions as mirrors
from kring.mirrors.models import Mirror
from kring.mirrors.suggesting import strangers, suggested

SITUATION = (
    "Een ouder zorgt voor kinderen op de basisschool. Er is een flinke huurschuld. De ouder maakt de post niet open en "
    "doet overdag de deur niet open. Op school is de ouder er altijd, en vrolijk. Er is schaamte over geld."
)
TRIED = (
    "Wij schreven drie brieven en kwamen twee keer langs. Een kaartje met een telefoonnummer bracht één gesprek. "
    "Na dat gesprek werd het weer stil."
)
QUESTION = "Hoe houden wij contact zonder dat het voelt als controle?"
SAID = (
    (
        "Jullie schrijven vooral over geld. De ouder laat zich zien op school.",
        "Een kop koffie na het brengen, zonder map op tafel.",
        "Wie was er al eerder, vóór de schulden?",
    ),
    (
        "Drie brieven en twee bezoeken: dat is voor iemand met schaamte veel.",
        "Eén mens laten bellen, altijd op hetzelfde uur.",
        "Wat ging er goed in dat ene gesprek?",
    ),
)
ADVICE = (
    "Begin op school, niet bij de schuld. Laat één mens contact houden, op een vast uur en zonder papieren. "
    "Vraag wat er goed ging in het gesprek dat lukte, en doe dat nog een keer. "
    "Praat pas over geld als de ouder erover begint."
)


def ask_mirror_teams(town: Town) -> None:
    """Anouk asks about household De Wit three weeks ago; the advice came, and the circle goes on with it."""
    circle = Circle.objects.select_related("household__municipality").get(household__name="De Wit", closed_at=None)
    seats = Member.objects.present().select_related("circle__household__municipality", "organisation", "professional")
    seat, by = seats.get(circle=circle, professional=town.workers["anouk"]), town.worker_actors["anouk"]
    with clock.at(town.days.past(-20, "10:10")):
        team = suggested(circle, strangers(circle))[:4]
        day = working_day(clock.today() + timedelta(days=6))
        case = mirrors.ask_mirror(
            circle,
            situation=SITUATION,
            tried=TRIED,
            question=QUESTION,
            team=team,
            day=day,
            at=time(16),
            place="Bibliotheek, leeszaal",
            by=by,
            seat=seat,
        )
    _answered(town, case.mirror, [actor for actor in town.worker_actors.values() if actor.professional in team])
    with clock.at(town.days.past(-11, "9:40")):
        mirrors.decide(case, goes_on=True, why="Anouk drinkt vrijdag koffie op school.", by=by, seat=seat)


def _answered(town: Town, mirror: Mirror, actors: list[Actor]) -> None:
    with clock.at(town.days.past(-16, "15:20")):
        for actor, (strikes, would_try, would_ask) in zip(actors, SAID, strict=False):
            mirrors.was_read(mirror, by=actor)
            mirrors.say(mirror, strikes=strikes, would_try=would_try, would_ask=would_ask, by=actor)
    with clock.at(town.days.past(-14, "17:05")):
        mirrors.advise(mirror, advice=ADVICE, by=actors[0])
