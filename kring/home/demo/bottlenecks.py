"""Rules that do not fit a plan: two that somebody keeps at, and two with what came of them."""

from datetime import timedelta
from typing import NamedTuple

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.home.demo.town import Town
from kring.network.models import Law, Organisation, OrganisationKind
from kring.plans import actions as plans
from kring.plans.models import Goal


class Told(NamedTuple):
    """One bottleneck: in whose circle, who keeps at it, what it says, and (days ago) how it ended."""

    household: str
    key: str
    rule: str
    effect: str
    who_could_decide: str
    law: str = ""
    kind: str = ""
    weeks: int = 2
    ended: tuple[bool, str, str] | None = None


TOLD = (
    Told(
        "De Wit",
        "ahmed",
        "Wie huurschuld heeft, krijgt bij ons geen kleinere woning.",
        "Het gezin kan niet naar een huis dat zij wel kunnen betalen. De schuld groeit door.",
        "De teamleider verhuur, samen met de wethouder wonen",
        Law.TENANCY,
        OrganisationKind.HOUSING,
        weeks=1,
    ),
    Told(
        "De Wit",
        "anouk",
        "Bijzondere bijstand kan pas na drie maanden inkomensgegevens.",
        "De aanbetaling van de regeling moet vrijdag binnen zijn.",
        "De kwaliteitsmedewerker van de sociale dienst",
        Law.PARTICIPATION,
        weeks=-1,
        ended=(
            True,
            "Het mocht met één maand en een brief van het wijkteam. De regeling is gestart.",
            "De teammanager van de sociale dienst",
        ),
    ),
    Told(
        "Martina",
        "sanne",
        "De reiskosten naar proefwerk worden pas achteraf betaald.",
        "Hij heeft geen geld voor de bus en komt te laat op zijn werk.",
        "De manager van het werkbedrijf",
        Law.PARTICIPATION,
        weeks=3,
    ),
    Told(
        "Martina",
        "sanne",
        "Een cursus Nederlands mag alleen overdag.",
        "Overdag werkt hij. Zonder cursus blijft hij bij dit werk.",
        "De inkoper inburgering",
        weeks=-3,
        ended=(False, "Dit jaar niet. De bibliotheek heeft wel een taalgroep op dinsdagavond.", "De gemeenteraad"),
    ),
)


def meet_rules(town: Town) -> None:
    """Written down weeks ago, so that some near their day and some ended."""
    for told in TOLD:
        _tell(town, told)


def _tell(town: Town, told: Told) -> None:
    circle = Circle.objects.select_related("household__municipality").get(
        household__name=told.household, closed_at=None
    )
    seats = Member.objects.select_related("circle__household__municipality", "organisation", "professional")
    seat = seats.filter(circle=circle, professional=town.workers[told.key]).present().first()
    if seat is None:
        return
    by, now = town.worker_actors[told.key], town.days.now
    goal = Goal.objects.filter(circle=circle, is_first=True).first()
    rule_of = Organisation.objects.filter(municipality=town.municipality, kind=told.kind).first() if told.kind else None
    with clock.at(now - timedelta(weeks=5)):
        made = plans.add_bottleneck(
            circle,
            rule=told.rule,
            effect=told.effect,
            who_could_decide=told.who_could_decide,
            law=told.law,
            rule_of=rule_of,
            goal=goal,
            owner=seat,
            due_on=(now + timedelta(weeks=told.weeks)).date(),
            by=by,
            seat=seat,
        )
    if told.ended:
        solved, came_of_it, decided_by = told.ended
        with clock.at(now - timedelta(days=6)):
            plans.end_bottleneck(made, solved=solved, came_of_it=came_of_it, decided_by=decided_by, by=by, seat=seat)
