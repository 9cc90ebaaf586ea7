"""The pages around a circle and of the network, in a browser: at a desk and at 320 px, filled, empty and wrong."""

import pytest

from kring.circles import actions
from kring.circles.models import Lead, Member
from tests.journeys.conftest import Visit
from tests.world import World

SIZES = pytest.mark.parametrize("size", ["desk", "phone"])


@SIZES
def test_every_page_of_the_circle_fits_and_is_readable(visit: Visit, world: World, size: str) -> None:
    actions.state_expectations(
        world.seat(world.ahmed),
        by=world.actor(world.ahmed),
        role="woonconsulent",
        goal="Dat het gezin hier kan blijven wonen",
        does="Ik praat met de deurwaarder en houd de huur in de gaten",
        does_not="Ik deel geen medische zaken",
        asks="Bel mij voordat u een brief wegdoet",
    )
    anouk, here = visit(world.anouk, size=size), f"/kringen/{world.circle.pk}/"
    anouk.go("/kringen/").sees("De Wit", "jij bent regisseur")
    anouk.go(here + "leden/").sees("Ik deel geen medische zaken", "Inge Visser")
    anouk.go(here + f"leden/{world.seat(world.gees).pk}/vast/").press("Ja, dat is afgesproken").sees("Gees Postma")
    for page in ("leden/mijn/", "leden/uitnodigen/", "leden/uitnodigen/naaste/", "vorm/", "sluiten/", "weg/"):
        anouk.go(here + page)
    for page in ("regie/", "regie/vervanger/", "regie/overdragen/"):
        anouk.go(here + page)
    anouk.go(here + "leden/mijn/").put(goal="").press("Bewaar").sees("Vul")
    anouk.go(here + "leden/uitnodigen/?zoek=niemand").sees("Niemand gevonden")
    visit(world.invited, size=size).go(f"{here}leden/{world.seat(world.invited).pk}/antwoord/").sees("Ahmed El Amrani")
    ahmed = visit(world.ahmed, size=size)
    ahmed.go(here + "weg/").sees("Bellen met de deurwaarder").press("Ga uit de kring")
    ahmed.sees("Vul")


@SIZES
def test_a_circle_is_opened_closed_and_opened_again(visit: Visit, world: World, size: str) -> None:
    stef = visit(world.stranger, size=size)
    stef.go("/kringen/nieuw/").put(family_name="Wit").press("Zoek").sees("geboortedatum in, of de postcode")
    stef.put(family_name="Niemand", birth_date="1-1-1980").press("Zoek").sees("Niemand gevonden")
    stef.put(family_name="de wit", birth_date="", postcode="1234ab", house_number="12").press("Zoek").sees("De Wit")
    here = f"/kringen/{world.other_circle.pk}/"
    stef.go(here + "sluiten/").put(why="Bas heeft werk.").press("Sluit de kring")
    stef.go(here + "leden/").sees("Bas heeft werk.").press("Weer openen").sees("De kring is weer open.")
    stef.go(here + "regie/").sees("Niemand heeft de regie").press("Ik doe dit")
    assert Lead.objects.get(circle=world.other_circle).member.professional == world.stranger


@SIZES
def test_a_resident_asks_a_neighbour_in_and_says_what_they_do(visit: Visit, world: World, size: str) -> None:
    fatma, here = visit(world.fatma, size=size), f"/kringen/{world.circle.pk}/"
    fatma.go("/kringen/").go(here + "leden/").press("Vraag iemand erbij").press("Familie")
    fatma.put(supports=str(world.fatma.pk), name="Mo Haddad", relation="buurman").press("Vraag").sees("Mo Haddad")
    assert Member.objects.get(supporter__name="Mo Haddad").state == "invited"
    fatma.go(here + "leden/mijn/").put(goal="Hier blijven wonen", does="Ik leg de brieven klaar").press("Bewaar")
    fatma.sees("Ik leg de brieven klaar")
    visit(world.other_person, size=size).go("/kringen/").sees("Nog geen kringen")


@SIZES
def test_the_network_is_searched_and_my_card_kept(visit: Visit, world: World, size: str) -> None:
    anouk = visit(world.anouk, size=size)
    anouk.go("/netwerk/").put(zoek="woonconsulent").press("Zoek").sees("Ahmed El Amrani").press("Ahmed El Amrani")
    anouk.sees("De Wit").press("Woonstee").sees("Ahmed El Amrani")
    anouk.go("/netwerk/?zoek=niemand").sees("Niemand gevonden")
    anouk.go("/netwerk/mijn-kaart/").put(function="").press("Bewaar").sees("Vul")
    anouk.put(function="wijkcoach", expect_of_me="Ik bel altijd dezelfde dag terug.").press("Bewaar")
    anouk.sees("Ik bel altijd dezelfde dag terug.")
