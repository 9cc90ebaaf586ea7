"""How circles are organised: frameworks, one that changed its form, one that thinks about it, and a question."""

from typing import Any

from kring.circles import actions as circles
from kring.circles.actors import actor_for
from kring.circles.models import Circle, Lead, Member
from kring.core import clock
from kring.home.demo.town import Town
from kring.meetings import actions as meetings
from kring.plans import actions as plans

FRAMEWORKS = (
    (
        "Wie er deze week langsgaat. Wie belt met de school of de verhuurder. Wanneer we elkaar weer zien. "
        "Wat een van ons afspreekt, zetten we dezelfde dag in het plan.",
        "Komt er een brief van de deurwaarder, dan bellen we schuldhulp. Is er gevaar, dan bellen we samen met "
        "de inwoner het wijkteam. Komen we er in twee weken niet uit, dan vragen we één iemand om de regie.",
    ),
    (
        "Boodschappen, post en afspraken met de dokter. Wie meegaat, spreken we op maandag af.",
        "Slaapt iemand drie nachten niet, dan bellen we de huisarts. Gaat het over geld, dan eerst de bewindvoerder.",
    ),
)
WHY_SELF = "Iedereen kent het gezin nu goed. Eén iemand ertussen maakt het trager."
WHY_LEAD = "Er gebeurt te veel tegelijk. Met één iemand weet het gezin wie er belt."
QUESTION = "De huur is twee maanden achter. Kunnen we erover praten voordat er een brief komt?"


def organise_circles(town: Town) -> None:
    """The circles that began without a lead write their framework; one gets a lead, one becomes self-organising."""
    alone = list(_open(Circle.Form.SELF_ORGANISING))
    for number, circle in enumerate(alone):
        settles, calls_in = FRAMEWORKS[number % len(FRAMEWORKS)]
        first = _professionals(circle)[0]
        with clock.at(town.days.past(-20 + number % 5, "15:10")):
            plans.agree_framework(circle, settles=settles, calls_in=calls_in, **_doing(first))
    if alone:
        _gets_a_lead(town, alone[-1])
    directed = [circle for circle in _open(Circle.Form.DIRECTED) if _could_do_without(circle)]
    for circle in directed[-1:]:
        _organises_itself(town, circle, agreed=True)
    for circle in directed[-2:-1]:
        _organises_itself(town, circle, agreed=False)
    _asks_the_lead(town)


def _gets_a_lead(town: Town, circle: Circle) -> None:
    """Proposed by one, and carried by who was named."""
    proposer, named, *_others = _professionals(circle)
    with clock.at(town.days.past(-9, "11:20")):
        proposal = circles.propose_form(circle, form=Circle.Form.DIRECTED, why=WHY_LEAD, lead=named, **_doing(proposer))
    with clock.at(town.days.past(-8, "09:05")):
        circles.agree_form(proposal, **_doing(named))


def _organises_itself(town: Town, circle: Circle, *, agreed: bool) -> None:
    """Proposed by a member; the lead says yes, or has not answered yet."""
    lead = Lead.objects.get(circle=circle, state=Lead.State.ACCEPTED).member_id
    members = _professionals(circle)
    proposer = next(member for member in members if member.pk != lead)
    settles, calls_in = FRAMEWORKS[0]
    with clock.at(town.days.past(-6 if agreed else -2, "16:30")):
        words: Any = {"why": WHY_SELF, "settles": settles, "calls_in": calls_in}
        proposal = plans.propose_self_organising(circle, **words, **_doing(proposer))
    if agreed:
        with clock.at(town.days.past(-4, "10:15")):
            circles.agree_form(proposal, **_doing(next(member for member in members if member.pk == lead)))


def _asks_the_lead(town: Town) -> None:
    """In the household De Wit the landlord asks Anouk, who leads, for a table."""
    circle = Circle.objects.select_related("household__municipality").get(household__name="De Wit", closed_at=None)
    lead = Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED).values_list("member", flat=True).first()
    asker = next((one for one in _professionals(circle) if one.pk != lead), None)
    if asker is not None and lead is not None:
        with clock.at(town.days.past(-1, "14:40")):
            meetings.ask_table(circle, question=QUESTION, **_doing(asker))


def _open(form: str) -> Any:
    rows = Circle.objects.open().filter(form=form).select_related("household__municipality")
    return rows.order_by("opened_at")


def _could_do_without(circle: Circle) -> bool:
    """A quiet circle with a lead and at least one colleague, where no question to lead waits."""
    states = set(Lead.objects.filter(circle=circle).values_list("state", flat=True))
    here = _professionals(circle)
    leads = Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED, member__in=here).exists()
    return leads and Lead.State.OFFERED not in states and len(here) > 1


def _professionals(circle: Circle) -> list[Member]:
    rows = circle.members.present().filter(professional__user__isnull=False)
    related = ("circle__household__municipality", "organisation", "professional__user")
    return list(rows.select_related(*related).order_by("answered_at", "pk"))


def _doing(member: Member) -> dict[str, Any]:
    user = member.who.user
    assert user is not None  # noqa: S101 (only professionals with an account are read)
    return {"by": actor_for(user), "seat": member}
