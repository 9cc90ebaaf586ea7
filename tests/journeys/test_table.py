"""Four browsers at one table: the chair, who brings the household, who has no ground for one item, and the resident."""

import pytest
from playwright.sync_api import Response

from kring.core import clock
from kring.meetings.models import AgendaItem, Meeting
from kring.plans.models import Agreement
from tests.journeys.conftest import Visit
from tests.test_table import begun
from tests.world import World

SIZES = pytest.mark.parametrize("size", ["desk", "phone"])


@SIZES
def test_a_table_ends_with_agreements_that_were_heard(visit: Visit, world: World, size: str) -> None:
    stef, anouk, ahmed, fatma = (
        visit(who, size=size) for who in (world.stranger, world.anouk, world.ahmed, world.fatma)
    )
    stef.go("/tafels/").sees("Er komt geen tafel").press("Roep een tafel bij elkaar")
    stef.put(name="").press("Roep deze tafel bij elkaar").sees("Vul")
    stef.put(name="Tafel Noord", day=f"{clock.today():%d-%m-%Y}", at="13:00", every_weeks="2")
    stef.press("Roep deze tafel bij elkaar").sees("Vaste plekken", "Dagen die komen")
    meeting = Meeting.objects.earliest("day")
    stef.go(f"/tafels/{meeting.pk}/").sees("Er staat nog niets op de agenda")
    # A series keeps away from weekends; today the table is held all the same.
    Meeting.objects.filter(pk=meeting.pk).update(day=clock.today())
    for name in ("Anouk Bakker", "Ahmed El Amrani"):
        stef.press("Vraag iemand erbij").put(who=name).press("Vraag iemand erbij", within="main form").sees(name)
    ahmed.go(f"/tafels/{meeting.pk}/").press("Ik kom").sees("Je zei: komt")

    here = f"/kringen/{world.circle.pk}/tafels/"
    anouk.go(here).sees("Nog niet aan tafel").press("Aan tafel brengen").press("Zet op de agenda").sees("Vul")
    anouk.put(meeting=str(meeting.pk), question="Hoe houdt zij haar huis?", hoped_for="Rust in huis")
    anouk.put(tell=str(world.seat(world.anouk).pk))
    anouk.press("Zet op de agenda").sees("Hoe houdt zij haar huis?")
    talk = AgendaItem.objects.get()
    fatma.go(here).press("Hoe houdt zij haar huis?").unfold("Vooraf mijn doel zeggen")
    fatma.put(goal="Hier blijven wonen").press("Dit zeg ik").sees("Hier blijven wonen")
    anouk.sees("Hier blijven wonen")

    stef.go(f"/tafels/{meeting.pk}/").sees("Niet voor jou").sees_not("De Wit", "Hoe houdt")
    ahmed.go(f"{here}{talk.pk}/")
    anouk.press("Begin het gesprek").sees("Eerst de inwoner")
    fatma.sees("Eerst de inwoner")
    anouk.unfold("Afspraak erbij")
    anouk.page.locator("#agree_what").fill("De verhuurder bellen")
    anouk.put(responsible=str(world.seat(world.ahmed).pk)).press("Afspreken").sees("De verhuurder bellen")
    ahmed.sees("De verhuurder bellen").press("Ja, ik doe dit")
    fatma.sees("De verhuurder bellen", "gehoord")
    anouk.sees("1 van 1 gehoord").press("Lees voor en sluit af").sees("Alles is voorgelezen")
    anouk.put(message="Wij houden het huis.").press("Alles is voorgelezen: sluit af").sees("besproken")
    fatma.sees("besproken")
    assert Agreement.objects.filter(what="De verhuurder bellen").exists()

    anouk.go(here + "breng/").put(meeting=str(meeting.pk), question="Hoe gaat het met haar?", hoped_for="Rust")
    # Kring has no mail address of Fatma: somebody tells her.
    anouk.put(life_domain=str(world.domains["psyche"].pk), tell=str(world.seat(world.anouk).pk))
    anouk.press("Zet op de agenda").sees("Hoe gaat het met haar?")
    ahmed.go(here).sees_not("Hoe gaat het met haar?")


@SIZES
def test_everybody_sees_what_is_typed_and_nothing_gets_lost(visit: Visit, world: World, size: str) -> None:
    talk = begun(world)
    here = f"/kringen/{world.circle.pk}/tafels/{talk.pk}/"
    people = (world.anouk, world.ahmed, world.fatma, world.gees)
    anouk, ahmed, fatma, gees = (visit(who, size=size) for who in people)
    bodies: list[str] = []
    gees.page.on("response", lambda answer: bodies.append(answer.url) or bodies.append(_text(answer)))
    for who in (anouk, ahmed, fatma, gees):
        who.go(here).sees("Hoe houdt zij haar huis?")
    anouk.press("Volgende stap")
    for who in (ahmed, fatma, gees):
        who.sees("Laat de inwoner uitpraten")

    fatma.unfold("Zelf iets zeggen")
    fatma.page.locator("#words_words").press_sequentially("Ik wil hier")
    ahmed.sees("Wordt nu getypt", "Ik wil hier")
    fatma.press("Bewaar deze woorden").sees("Het woord van de inwoner")
    ahmed.sees("Het woord van de inwoner", "Ik wil hier")

    anouk.unfold("Afspraak erbij")
    anouk.put(responsible=str(world.seat(world.ahmed).pk))
    anouk.page.locator("#agree_what").press_sequentially("De verhuurder")
    ahmed.sees("De verhuurder")
    ahmed.page.context.set_offline(True)
    anouk.page.locator("#agree_what").press_sequentially(" morgen bellen")
    fatma.sees("De verhuurder morgen bellen")
    ahmed.sees_not("morgen bellen")
    ahmed.page.context.set_offline(False)
    ahmed.sees("De verhuurder morgen bellen")
    # That there was no connection is no fault of the page.
    ahmed.complaints.clear()

    # Her phone falls; on another one her text is there.
    anouk.page.close()
    again = visit(world.anouk, size=size).go(here)
    assert again.page.locator("#agree_what").input_value() == "De verhuurder morgen bellen"
    again.press("Afspreken").sees("De verhuurder morgen bellen")
    fatma.sees("Afspraken", "De verhuurder morgen bellen").sees_not("Wordt nu getypt")

    # Housing is no task of mental health: she stays for the talk, and never got a byte of the agreement.
    gees.sees("Ik wil hier")
    assert not any("De verhuurder" in body for body in bodies)
    again.press("Voor het scherm aan de muur").sees("Hoe houdt zij haar huis?").sees_not("De verhuurder")


def _text(answer: Response) -> str:
    """What came in; a redirect and a 204 have no body."""
    return "" if answer.status in (204, 301, 302, 303) else answer.text()
