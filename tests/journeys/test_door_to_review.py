"""The main job, end to end, by five people: from a question at the door to one plan that was reviewed."""

from functools import partial

import pytest

from kring.circles.models import Member
from kring.core.models import Mail
from kring.households.models import Person
from kring.intake.models import HelpRequest
from kring.municipality.models import LifeDomain
from kring.network.models import User
from kring.plans.models import Agreement, Goal, Period, Review
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor
from tests.world import World

QUESTIONS = [
    {"sender": "self"},
    {"given_name": "Noor", "name_prefix": "van den", "family_name": "Berg"},
    {"birth_date": "2-3-1990"},
    {"words": "Ik kan de huur niet betalen en er ligt een brief van de deurwaarder."},
    {},
    {"what_helps": "Iemand die meekijkt met de brieven."},
    {"urgency": "week"},
    {"postcode": "1234 AB", "house_number": "7"},
    {"phone": "06 12345678", "reach_when": "in de ochtend"},
]


def ask_at_the_door(page: Visitor) -> str:
    """Noor answers the questions on her phone and keeps the number."""
    page.go("/voordeur/")
    for answers in QUESTIONS:
        page.put(**answers).press("Verder" if answers else "Weet ik niet")
    page.sees("Noor van den Berg", "de deurwaarder").page.wait_for_timeout(3000)
    page.press("Verstuur")
    number = HelpRequest.objects.get().number
    page.sees(number)
    return number


def open_a_circle(page: Visitor, colleague: str) -> None:
    """Dorien takes it in hand, makes Noor known, opens a circle and asks a colleague to come in and to lead."""
    page.go("/aanmeldingen/").press("Noor van den Berg").press("Ik pak dit op")
    page.press("Iemand nieuw").press("Open een kring")
    page.put(purpose="Samen zorgen dat Noor kan blijven wonen.").press("Open de kring")
    page.press("Vraag iemand erbij").put(zoek=colleague).press("Zoek").press(f"Vraag {colleague}")
    page.put(why="Jij kent de buurt.").press("Vraag").sees("Gevraagd")


def say_yes(page: Visitor, **expectations: str) -> None:
    """A professional says yes on the first page, reads the story, and says what to expect of them."""
    page.go("/").press("Ja:").press("Lees het verhaal: Van den Berg").press("Ik heb het gelezen")
    page.go("/").press("Vertel het").put(**expectations).press("Bewaar")


def take_part(page: Visitor, **expectations: str) -> None:
    """A resident reads what they are asked, says yes, and comes to the story."""
    page.go("/").press("Lees en kies").put(**expectations).press("Ja, ik doe mee")
    page.sees("verhaal")


WAYS = {"at a desk": {}, "on a phone": {"size": "phone"}, "by keyboard alone": {"keyboard": True}}


@pytest.mark.parametrize("way", WAYS)
def test_from_the_door_to_a_reviewed_plan(visit: Visit, world: World, way: str) -> None:
    visit = partial(visit, **WAYS[way])
    stranger = visit()
    number = ask_at_the_door(stranger)
    dorien = visit(world.door)
    open_a_circle(dorien, "Anouk Bakker")
    circle = Member.objects.get(professional=world.anouk, state="invited").circle
    here = f"/kringen/{circle.pk}/"

    anouk = visit(world.anouk)
    say_yes(anouk, goal="Noor blijft wonen", does="Ik houd het overzicht")
    dorien.go(here + "regie/").put(member=str(Member.objects.get(professional=world.anouk, circle=circle).pk))
    dorien.press("Vraag").sees("nog geen antwoord")
    anouk.go("/").press("Ja:").sees("regisseur")

    noor = Person.objects.get(given_name="Noor")
    noor.user = User.objects.create_user("noor@example.nl")
    noor.save()
    resident = visit(noor)
    take_part(resident, goal="Hier blijven wonen")
    resident.go(here + "plan/wat-telt/").put(words="Dat ik hier kan blijven.").press("Bewaar")
    resident.go(here).sees("Dat ik hier kan blijven.")

    anouk.go(here + "leden/uitnodigen/").put(zoek="Ahmed").press("Zoek").press("Vraag Ahmed El Amrani")
    anouk.put(why="Jij weet hoe het met de huur staat.").press("Vraag")
    ahmed = visit(world.ahmed)
    say_yes(ahmed, goal="De huur wordt betaald", does_not="Ik deel geen medische zaken")

    housing = LifeDomain.objects.get(key="wonen")
    anouk.go(here + "plan/doelen/").put(result="De huur is weer op orde", life_domain=str(housing.pk)).press("Bewaar")
    goal = Goal.objects.get(circle=circle)
    assert goal.is_first
    seat = Member.objects.get(professional=world.ahmed, circle=circle)
    anouk.go(here + "plan/afspraken/").put(what="De zitting uitstellen", responsible=str(seat.pk), when="this_week")
    anouk.press("Bewaar")

    ahmed.go("/").sees("De zitting uitstellen").go(here + "plan/").press("Gedaan")
    assert Agreement.objects.get(circle=circle).state == "done"

    review_together(anouk, here, goal)
    assert Review.objects.get(circle=circle).score == 7
    assert Period.objects.filter(plan__circle=circle, ended_at__isnull=True).get().number == 2
    resident.go(here + "plan/").sees("De huur is weer op orde")
    stranger.go("/voordeur/volgen/").put(number=number, birth_date="02-03-1990").press("Kijk")
    stranger.sees("Uw vraag is opgepakt", "Dorien Vos")
    assert not Mail.objects.filter(text__contains="Noor").exists()


def review_together(page: Visitor, here: str, goal: Goal) -> None:
    """The resident's word first, then the goal, then the next day."""
    page.go(here + "plan/evaluatie/")
    page.put(score="7", resident_words="Het gaat beter. Ik slaap weer.")
    page.put(**{f"goal-{goal.pk}-result": "partly", f"goal-{goal.pk}-why": "Nog twee maanden"})
    page.press("Bewaar").sees("Het gaat beter. Ik slaap weer.")


def test_an_agreement_is_made_and_done_by_keyboard_alone(visit: Visit, world: World) -> None:
    page = visit(world.anouk).go(f"/kringen/{world.circle.pk}/plan/")
    page.tab_to("Afspraak erbij").key("Enter")
    page.tab_to_field("what").type("Samen de post openen")
    page.tab_to_field("responsible").key("Space")
    page.tab_to_field("when").key("Space")
    page.tab_to("Bewaar").key("Enter").sees("Samen de post openen")
    page.go(f"/kringen/{world.circle.pk}/plan/").tab_to("Gedaan").key("Enter")
    assert Agreement.objects.filter(state="done").count() == 1


def test_a_resident_without_javascript_says_what_happened(visit: Visit, world: World) -> None:
    page = visit(world.fatma, size="phone", javascript=False).go("/").press("Iets zeggen")
    page.put(text="Vandaag is de huur betaald.")
    page.press("Zet het in het verhaal").sees("Vandaag is de huur betaald.")
