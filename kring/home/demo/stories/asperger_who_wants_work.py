"""Maarten, who has Asperger and wants to work, and knows very well what he needs for it (row D5)."""

from kring.home.demo.sharing import Letter, ask, says
from kring.home.demo.telling import PARTLY, REACHED, Telling
from kring.home.demo.town import Town
from kring.plans.models import Goal


def tell(town: Town) -> None:
    """Spoorbuurt; Omar opens the circle, Joost leads; Maarten decides who reads about his diagnosis."""
    story = Telling(town)
    story.on(-150)
    story.lives("Vogelzang", street="Seinpad", number="8b", district="Spoorbuurt", postcode="4993 KD")
    story.person(
        "maarten",
        "Maarten",
        "Vogelzang",
        age=47.1,
        account="maarten",
        reach_me="Mailen. Zet in de mail waarover het gaat en hoe lang het duurt.",
    )
    _circle(story)
    _letters(story)
    work, bearable = _plan(story)
    _working_along(story, work, bearable)
    _half_a_year_on(story, work, bearable)


def _circle(story: Telling) -> None:
    story.on(-148, "14:00").opens(
        "omar", purpose="Werk vinden dat past bij hoe Maarten denkt en werkt.", role="buurtcoach"
    )
    story.writes(
        "omar",
        "We hebben twee uur langs het spoor gelopen. Maarten kent elke trein die voorbijkomt. "
        "Hij heeft 19 jaar niet gewerkt en wil heel graag. Iedereen begon steeds over wat hij niet kan. "
        "Ik heb gevraagd wat hij nodig heeft. Hij had er een lijst van bij zich.",
        domain="werk",
    )
    story.invites("omar", "maarten", why="Het gaat over jou, en jij hebt de lijst.")
    story.on(-147, "8:00").joins(
        "maarten",
        goal="Werk dat af is als het af is.",
        does="Ik kom altijd op tijd. Ik maak af wat ik begin.",
        does_not="Ik kan niet bellen en tegelijk typen. Ik kan niet tegen een radio.",
        asks="Zeg het als een afspraak verandert, uiterlijk de dag ervoor.",
    )
    story.matters(
        "maarten",
        "Ik wil ergens nodig zijn. Niet omdat het goed is voor mij, maar omdat het werk anders niet gebeurt.",
    )
    story.writes(
        "maarten",
        "Wat ik nodig heb: 1. Een vaste plek. 2. Eén persoon aan wie ik vragen stel. 3. Stilte, of mijn "
        "koptelefoon op. "
        "4. Werk waarbij fouten te zien zijn. 5. Pauze om 10.30 en 12.30, ook als er een verjaardag is.",
        domain="werk",
        about="maarten",
    )
    story.on(-146, "10:20").invites("omar", "joost", why="Maarten wil beginnen met meelopen in het LeerWerkCentrum.")
    story.invites("maarten", "tobias", why="Hij legt het beter uit dan ik. Ik beslis wat hij vertelt.")
    story.on(-145, "9:00").joins(
        "joost",
        role="consulent werk",
        goal="Een plek waar Maarten over een jaar nog werkt.",
        does="Ik laat hem meedraaien in het LeerWerkCentrum en kijk wat er gebeurt.",
        does_not="Ik test hem niet. Dat is al vaak genoeg gedaan.",
        asks="Verzet niets op de dag zelf.",
    )
    story.on(-143, "15:40").joins(
        "tobias",
        role="psycholoog",
        goal="Dat niemand hem nog hoeft te raden.",
        does="Ik schrijf in gewone taal op wat helpt. Maarten leest het eerst.",
        does_not="Ik deel geen verslagen.",
    )
    story.writes(
        "tobias",
        "Diagnose Asperger, zeven jaar geleden gesteld. Geen andere klachten op dit moment. "
        "Bij te veel prikkels raakt hij zijn woorden kwijt; dat gaat over met een half uur rust.",
        domain="psyche",
        about="maarten",
    )
    story.on(-141, "11:00").writes(
        "tobias",
        "Maarten wil dat dit iedereen bereikt: zeg wat je bedoelt. Geef een taak tegelijk, met een einde eraan. "
        "Kijkt hij weg? Dan luistert hij juist. Wordt hij stil? Dan even niets vragen.",
        domain="werk",
        about="maarten",
    )
    story.on(-140, "13:00").asks_to_lead("omar", "joost", why="Het draait om werk, en Maarten werkt graag met hem.")
    story.on(-139, "9:30").accepts_lead("joost")
    story.steady("maarten", "omar")


def _plan(story: Telling) -> tuple[Goal, Goal]:
    story.on(-138, "10:00").plans("joost", review=-96)
    work = story.goal(
        "maarten", "Maarten heeft betaald werk, minstens 16 uur in de week", domain="werk", own="Nodig zijn."
    )
    bearable = story.goal(
        "joost",
        "Een werkdag kost niet meer dan hij ’s avonds kan aanvullen",
        domain="werk",
        own="Dat ik ’s avonds nog kan lezen.",
    )
    start = story.agrees("joost", work, "joost", "Plek in het LeerWerkCentrum, vier ochtenden, vaste tafel", -131)
    log = story.agrees("joost", bearable, "maarten", "Elke avond een cijfer voor hoe vol het hoofd is", -110)
    story.message("joost", "Je hoeft niet te veranderen. We zoeken werk dat klopt.")
    story.on(-131, "9:00").done("joost", start)
    story.on(-124, "12:45").writes(
        "joost",
        "Eerste week: elke dag om 8.27 binnen. Hij sorteert onderdelen en heeft ongevraagd de codering verbeterd. "
        "Op woensdag ging het brandalarm. Hij ging naar buiten, wachtte en werkte daarna een half uur niet. "
        "Toen weer wel.",
        domain="werk",
    )
    story.on(-117, "20:00").writes(
        "maarten",
        "Cijfers van de week: 4, 4, 7, 5. De 7 was het brandalarm. Zonder alarm is dit werk een 4. Dat is goed.",
        domain="werk",
        about="maarten",
    )
    story.on(-110, "20:00").done("maarten", log)
    story.on(-103, "10:30").invites("joost", "ilse", why="Hij is toe aan een echte werkgever.")
    story.on(-102, "9:15").joins(
        "ilse",
        role="arbeidsbemiddelaar",
        goal="Een werkgever die blij is met precies deze man.",
        does="Ik bereid de werkgever voor, met de tekst die Maarten goedvindt.",
        does_not="Ik stuur geen cv rond.",
    )
    story.on(-96, "10:00").review(
        "joost",
        7,
        "Het klopt meer dan ik dacht. Ik wil wel weten hoe lang dit nog oefenen heet.",
        {work: (PARTLY, "Vier ochtenden, nog niet betaald."), bearable: (PARTLY, "Drie van de vier weken onder de 5.")},
        following=-54,
    )
    return work, bearable


def _working_along(story: Telling, work: Goal, bearable: Goal) -> None:
    story.on(-94, "11:00")
    three = story.agrees("joost", work, "ilse", "Drie werkgevers waar fouten vinden het werk is", -80)
    tour = story.agrees("ilse", work, "maarten", "Zelf de werkplek bekijken en meten hoe hard het geluid is", -70)
    story.on(-80, "16:00").done("ilse", three)
    story.writes(
        "ilse",
        "Twee zeiden nee: open kantoor. De derde is Drukkerij Hoevelaken en Zoon, hier aan de Stationsweg. "
        "Ze zoeken iemand die drukproeven naleest. ‘Kan hij echt niet tegen fouten?’ vroeg de baas. Nee. ‘Mooi.’",
        domain="werk",
    )
    story.on(-76, "10:00").told_again("maarten")
    story.writes(
        "maarten",
        "Bij de bedrijfsarts moest ik alles opnieuw vertellen, vanaf de kleuterschool. Ik heb dat nu elf keer gedaan.",
        domain="werk",
        about="maarten",
    )
    story.on(-75, "9:10").writes(
        "joost",
        "Dat had ik kunnen voorkomen. De tekst van Tobias gaat vanaf nu vooraf mee, als Maarten ja zegt. "
        "Hij heeft ja gezegd.",
        domain="werk",
    )
    story.on(-70, "14:30").done("maarten", tour)
    story.writes(
        "maarten",
        "Hal: 74 decibel. Leeskamer met de deur dicht: 41. De deur moet dicht mogen. De baas zei: daar is een "
        "deur voor.",
        domain="werk",
        about="maarten",
    )
    trial = story.agrees("ilse", work, "ilse", "Proefplaatsing van twee maanden, 16 uur", -62)
    story.on(-62, "12:00").done("ilse", trial)
    story.on(-54, "10:00").review(
        "joost",
        8,
        "Ik vond op dag drie een fout in de kerkbode die er al vier jaar in stond.",
        {work: (PARTLY, "De proef loopt."), bearable: (REACHED, "")},
        following=-12,
    )


def _half_a_year_on(story: Telling, work: Goal, bearable: Goal) -> None:
    story.on(-47, "9:40").writes(
        "ilse",
        "De collega die het aanspreekpunt was, gaat met verlof. Maarten hoorde het vier weken van tevoren. "
        "Samen kiezen ze de volgende.",
        domain="werk",
    )
    dennis = story.on(-40, "10:00").agrees("joost", work, "ilse", "Aanvraag voor een jobcoach, een uur in de week", -30)
    story.on(-33, "11:30").not_done(
        "ilse", dennis, "Maarten wil geen jobcoach. Hij heeft een collega aan wie hij vragen stelt."
    )
    story.writes("omar", "Gewandeld. Hij vertelde voor het eerst over een collega, met naam.", domain="netwerk")
    story.on(-26, "16:45").writes(
        "joost",
        "Intern: loonwaarde is gemeten op 85 procent. Formulier voor loonkostensubsidie ligt bij Fenna.",
        domain="werk",
        only_us=True,
        closed_to_resident=True,
    )
    story.on(-19, "13:20").writes(
        "ilse",
        "De drukkerij wil Maarten houden: contract voor een jaar, 20 uur. De baas vroeg of hij ook ’s maandags wil. "
        "Maarten denkt erover na tot vrijdag. Dat is de afspraak en dat wachten we af.",
        domain="werk",
    )
    story.on(-12, "10:00").review(
        "joost",
        9,
        "Als ik er niet ben, blijven de fouten staan. Dat bedoelde ik.",
        {work: (PARTLY, "Contract ligt klaar, nog niet getekend.")},
        following=30,
    )
    story.on(-10, "9:30")
    sign = story.agrees("joost", work, "maarten", "Contract lezen, fouten eruit halen en tekenen", -5)
    story.agrees("joost", work, "joost", "Uitrekenen wat er verandert in geld, en het op papier geven", 2)
    story.agrees("ilse", work, "ilse", "Na een maand koffie met de baas", 22, in_week=True)
    story.on(-5, "8:05").done("maarten", sign)
    story.writes(
        "maarten",
        "Er stonden twee spelfouten in mijn contract. Ze zijn eruit. Ik heb getekend.",
        domain="werk",
        about="maarten",
    )
    story.on(-3, "9:50").asks_to_lead("joost", "omar", why="Het werk staat. Nu gaat het om het gewone leven.")


def _letters(story: Telling) -> None:
    """Maarten decides who reads about his diagnosis: work may, in order to prepare the place."""
    story.on(-142, "8:30")
    why = "Om de werkplek goed voor te bereiden"
    health = ask(story, "joost", "maarten", Letter("psyche", why, to="joost", special=True, until=12))
    says(story, health, yes=True, heard_by="joost")
    work = ask(story, "joost", "maarten", Letter("werk netwerk", "Om samen op te trekken", to="tobias omar"))
    says(story, work, yes=True, heard_by="joost")
