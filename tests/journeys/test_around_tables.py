"""Around tables, as people do it: themes, mirror teams, bottlenecks, what was agreed, how a circle works, invitations.

One journey for each subject, with one mistake on the way; every page that is met is looked at on a desk and at 320 px.
"""

from datetime import timedelta

import pytest

from kring.core import clock
from kring.households.models import Person
from kring.meetings.dates import working_day
from kring.meetings.models import AgendaItem, Meeting
from kring.mirrors.models import MirrorCase
from kring.plans.models import Bottleneck
from kring.themes.models import Report, Theme
from tests.journeys.conftest import BOTH, Visit
from tests.journeys.visitor import Visitor
from tests.test_mirror_team import CASE
from tests.test_table import a_table, begun, brought
from tests.test_table_figures import ILL, talks
from tests.test_table_invitations import called, last_to, link_in
from tests.test_table_summary import SAID, talked
from tests.test_theme_reports import photo
from tests.world import World


def soon() -> str:
    return f"{working_day(clock.today() + timedelta(days=5)):%d-%m-%Y}"


def test_a_theme_goes_from_a_first_idea_to_a_report_of_two(visit: Visit, world: World) -> None:
    anouk, ahmed = visit(world.anouk, size=BOTH), visit(world.ahmed, size=BOTH)
    anouk.go("/netwerk/themas/").sees("Nog geen thema").press("Begin een thema").put(name="Huis houden")
    anouk.press("Begin een thema", within="main form").sees("Vul dit in.")
    anouk.put(about="Eerder weten dat het misgaat.").press("Begin een thema", within="main form")
    here = f"/netwerk/themas/{Theme.objects.get().pk}/"
    ahmed.go("/netwerk/themas/").press("Huis houden").press("Doe mee").sees("Je doet mee.")
    anouk.press("Roep een tafel bij elkaar").put(day=soon(), at="15:00")
    anouk.press("Roep een tafel bij elkaar", within="main form").sees("Nog geen punten")
    meeting = Meeting.objects.get()
    ahmed.go(f"/tafels/{meeting.pk}/").press("Ik kom").sees("Je zei: komt").press("Zet een punt op de agenda")
    ahmed.put(question="Wie belt als eerste?").press("Zet een punt op de agenda", within="main form")
    ahmed.sees("Wie belt als eerste?")

    Meeting.objects.update(day=clock.today())
    anouk.go(here).press("Schrijf op wat het opleverde").put(text="Bellen na een maand.\n\nNooit een brief alleen.")
    anouk.press("Bewaar").sees("Bellen na een maand.")
    report = f"/netwerk/themas/verslagen/{Report.objects.get().pk}/"
    _two_write_at_once(anouk, ahmed, report)
    _with_a_picture(ahmed)
    anouk.go("/netwerk/themas/").put(zoek="nooit een brief").press("Zoek").sees("1 gevonden", "Huis houden")


def _two_write_at_once(anouk: Visitor, ahmed: Visitor, report: str) -> None:
    """At other lines both stand there; at the same line the second sees the words of the first."""
    for who in (anouk, ahmed):
        who.go(report).press("Schrijf mee")
    anouk.put(text="Bellen na twee weken.\n\nNooit een brief alleen.").press("Bewaar").sees("twee weken")
    ahmed.put(text="Bellen na een maand.\n\nNooit een brief alleen. Ga langs.").press("Bewaar")
    ahmed.sees("Iemand anders schreef tegelijk", "Bellen na twee weken.", "Ga langs.")
    for who in (anouk, ahmed):
        who.go(report).press("Schrijf mee")
    anouk.put(text="Bellen na een week.").press("Bewaar").sees("Bellen na een week.")
    ahmed.put(text="Meteen bellen.").press("Bewaar").sees("Iemand anders schreef hier ook")
    ahmed.put(text="Meteen bellen, binnen een week.").press("Bewaar").sees("Meteen bellen, binnen een week.")
    ahmed.press("versies").press("versie 2").press("Zet deze versie terug").sees("Teruggezet")


def _with_a_picture(ahmed: Visitor) -> None:
    ahmed.press("Zet een foto erbij").press("Zet een foto erbij", within="main form").sees("Vul dit in.")
    file = photo()
    ahmed.page.locator("main [name='file']").set_input_files(
        {"name": "bord.jpg", "mimeType": "image/jpeg", "buffer": file.read()}
    )
    ahmed.put(says="Het bord met drie stappen").press("Zet een foto erbij", within="main form")
    ahmed.sees("Het bord met drie stappen")


def test_a_mirror_team_advises_on_people_whom_it_does_not_know(visit: Visit, world: World) -> None:
    anouk, stef, dorien = (visit(who, size=BOTH) for who in (world.anouk, world.stranger, world.door))
    here = f"/kringen/{world.circle.pk}/spiegel/"
    anouk.go(here).sees("Er is nog geen spiegelteam gevraagd").press("Vraag een spiegelteam")
    anouk.put(**CASE | {"situation": "Fatma zorgt alleen voor een kind."}, day=soon(), at="13:00").choose(
        "Ik weet zeker"
    )
    for who in (world.stranger, world.door):
        anouk.put(team=str(who.pk))
    anouk.press("Vraag het team").sees("“Fatma” is").sees_not("Zij kijken er samen naar")
    anouk.put(situation=CASE["situation"]).press("Vraag het team").sees("Zij kijken er samen naar")

    case = MirrorCase.objects.get()
    team = f"/tafels/{case.mirror.meeting_id}/spiegel/"
    stef.go(team).sees(CASE["question"]).sees_not("De Wit", "Fatma").press("Ik kom").sees("Je zei: komt")
    stef.press("Dit zeg ik").sees("Vul er minstens een van de drie in.")
    stef.put(strikes="Niemand vroeg het kind.").press("Dit zeg ik").sees("Gezegd.")
    dorien.go(team).sees("Niemand vroeg het kind.").put(would_try="Samen naar school.").press("Dit zeg ik")
    stef.go(team).press("Sluit af met een advies").put(advice="Ga eens mee naar school.")
    stef.press("Geef dit advies").sees("De kring heeft jullie advies nu.")

    anouk.go(here).sees("advies is er").press(CASE["question"]).sees("Ga eens mee naar school.")
    anouk.put(goes_on="no").press("Besluit").sees("Schrijf op waarom jullie het opzij leggen.")
    anouk.put(goes_on="yes").press("Besluit").sees("Anouk Bakker")
    case.refresh_from_db()
    assert case.state == MirrorCase.State.ACCEPTED


def test_a_rule_that_does_not_fit_is_kept_at_until_there_is_room(visit: Visit, world: World) -> None:
    talk = begun(world)
    anouk, ahmed = visit(world.anouk, size=BOTH), visit(world.ahmed, size=BOTH)
    anouk.go(f"/kringen/{world.circle.pk}/tafels/{talk.pk}/").press("Een regel past niet")
    anouk.put(rule="Wie schuld heeft, krijgt hier geen huis.", effect="Het gezin kan niet weg.")
    anouk.put(who_could_decide="De teamleider verhuur", owner=str(world.seat(world.ahmed).pk), due_on="31-12-2020")
    anouk.press("Schrijf op").sees("Deze dag is voorbij").put(due_on=soon()).press("Schrijf op")
    anouk.sees("Het knelpunt staat erin.")

    one, here = Bottleneck.objects.get(), f"/kringen/{world.circle.pk}/plan/knelpunten/"
    ahmed.go(here).press(one.rule).press("Iemand anders, of een andere dag")
    ahmed.put(owner=str(world.seat(world.anouk).pk)).press("Bewaar").sees("Anouk Bakker")
    anouk.go(f"{here}{one.pk}/")
    anouk.unfold("Schrijf op wat ervan kwam").put(how="solved").press("Schrijf op wat ervan kwam", within="main form")
    anouk.sees("Vul dit in.").put(came_of_it="Wie een regeling heeft, telt niet meer als schuld.")
    anouk.press("Schrijf op wat ervan kwam", within="main form").sees("Wat ervan kwam", "telt niet meer als schuld")
    ahmed.go(here).sees("Wat er van andere kwam", "telt niet meer als schuld")


def test_what_was_said_is_read_by_everybody_and_set_right_beside_it(visit: Visit, world: World) -> None:
    talk = talked(world, keep=False)
    Person.objects.filter(pk=world.sam.pk).update(email="")
    anouk, fatma, sam = (visit(who, size=BOTH) for who in (world.anouk, world.fatma, world.sam))
    here = f"/kringen/{world.circle.pk}/tafels/{talk.pk}/verslag/"
    anouk.go(here).sees("Wat we afspraken", SAID["home"], SAID["rule"])
    fatma.go(here).sees("Dit is van uw kant gezegd", SAID["words"]).unfold("Zet iets recht")
    fatma.press("Zet dit ernaast").sees("Vul dit in.").put(text=SAID["beside"]).press("Zet dit ernaast")
    fatma.sees("Het staat nu naast het verslag.", SAID["beside"])
    sam.go(here).sees("Dit zegt iedereen voortaan tegen jou", SAID["beside"]).sees_not("van uw kant", "tegen u")
    for who in (anouk, fatma, sam):
        where = who.page.get_by_role("link", name="Verslag als pdf").get_attribute("href")
        paper = who.page.request.get(where or "")
        assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")

    next_time = brought(world, a_table(world, days=7, name="Tafel Zuid"), question="Hoe gaat het nu?")
    anouk.go(f"/kringen/{world.circle.pk}/tafels/{next_time.pk}/").sees("Wat er van vorige keer kwam")
    anouk.go(f"/kringen/{world.circle.pk}/tafels/{next_time.pk}/vorige-keer/").sees(SAID["home"])


def test_a_circle_goes_on_without_a_lead_and_tables_are_counted(visit: Visit, world: World) -> None:
    anouk, ahmed, fatma = (visit(who, size=BOTH) for who in (world.anouk, world.ahmed, world.fatma))
    here = f"/kringen/{world.circle.pk}/"
    ahmed.go(here).press("Hoe we werken").put(why="Iedereen kent het gezin", settles="Wie er belt.")
    ahmed.press("Stel dit voor").sees("Vul dit in.").put(calls_in="Bij schulden: schuldhulp.")
    ahmed.press("Stel dit voor").sees("wacht op: Anouk Bakker")
    anouk.go(here).sees("Wie nu aan zet is").press("antwoordt op het voorstel")
    anouk.unfold("Nee, want").press("Nee", exact=True).sees("Vul dit in.").press("Ja, zo doen we het")
    anouk.go(here).sees("Wij doen dit samen", "Wie er belt.")
    fatma.go(here + "raamwerk/").put(settles="Wie er belt, en wie langsgaat.").press("Dit spraken we af")
    fatma.sees("Wie er belt, en wie langsgaat.")

    talks(world, 1)
    talks(world, 5, **ILL)
    hilde = visit(world.officer, size=BOTH).go("/tafels/cijfers/").sees("5 van 6")
    hilde.put(periode="12").press("Tel").sees("5 van 6").sees_not("De Wit")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_who_is_invited_answers_by_the_link_without_signing_in(visit: Visit, world: World, size: str) -> None:
    Person.objects.filter(pk=world.fatma.pk).update(email="fatma@example.nl")
    talk = brought(world, called(world))
    ahmed = visit(size=size).go(link_in(last_to("ahmed@example.nl")))
    ahmed.sees("Kom je?").press("Misschien").sees("Later kiezen kan ook nog.").press("Ik kom").sees("Je komt. Tot dan.")
    assert talk.meeting.participants.get(professional=world.ahmed).answer == "accepted"
    link = link_in(last_to("fatma@example.nl"))
    fatma = visit(size=size).go(link).sees("Komt u?").sees_not("De Wit", "Anouk", "Kom je")
    fatma.press("Ik kom").sees("U komt.").press("Ik kan niet").sees("U kunt niet.")
    fatma.go(link[:-3] + "x/").sees("Deze link werkt niet")
    assert AgendaItem.objects.get().guests.get(member__person=world.fatma).answer == "declined"
