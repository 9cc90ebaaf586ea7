"""Stefan leaves protected living for a home of his own, and a relapse is noticed early (row L9)."""

from kring.home.demo.sharing import Letter, ask, knocks, last_note, opens_to, says, shares
from kring.home.demo.telling import PARTLY, REACHED, Telling
from kring.home.demo.town import Town
from kring.plans.models import Goal


def tell(town: Town) -> None:
    """Waterkant; the lead goes from Wouter to Bram with a warm handover; Murat is the steady contact."""
    story = Telling(town)
    story.on(-176)
    story.lives("De Groot", street="Kade", number="114", district="Waterkant", postcode="4994 BA")
    story.person(
        "stefan",
        "Stefan",
        "Groot",
        prefix="de",
        age=41.6,
        account="stefan",
        reach_me="Kom langs na elf uur. Twee keer bellen, dan weet ik dat jij het bent.",
    )
    story.supporter("ingrid", "stefan", name="Ingrid de Groot", relation="zus", account="ingrid")
    _circle(story)
    _letters(story)
    home, days = _towards_a_home(story)
    _moved(story, home, days)
    _noticed_early(story, home, days)
    _bram_asks(story)
    _now(story, home, days)


def _circle(story: Telling) -> None:
    story.on(-175, "10:00").opens(
        "wouter", purpose="Van beschermd wonen naar een eigen huis, en daar blijven.", role="persoonlijk begeleider"
    )
    story.writes(
        "wouter",
        "Stefan woont zes jaar bij ons en is er klaar voor. Drie jaar geleden ging het na acht weken mis in een flat. "
        "Toen stopte onze hulp op de dag van de verhuizing. Dat doen we nu anders.",
        domain="wonen",
    )
    story.invites("wouter", "stefan", why="Het is jouw huis.")
    story.invites("wouter", "linda", why="Er komt een woning vrij aan de Waterkant.")
    story.invites("wouter", "annelies", why="De behandeling loopt door, ook na de verhuizing.")
    story.on(-174, "13:40").joins(
        "stefan",
        goal="Een voordeur waar mijn naam op staat.",
        does="Ik zeg het als ik niet slaap.",
        asks="Niet allemaal tegelijk weggaan als het goed gaat.",
    )
    story.matters("stefan", "Dat ik mijn eigen koffie zet, op mijn eigen tijd, en dat er dan ook nog iemand komt.")
    story.on(-173, "9:20").joins(
        "linda",
        role="woonconsulent",
        goal="Een bewoner die blijft.",
        does="Ik zoek een woning met buren die niet schrikken. Ik bel voordat ik een brief stuur.",
        does_not="Ik vertel de buren niets over vroeger.",
        asks="Iemand die ik mag bellen als het onrustig is.",
    )
    story.on(-172, "11:10").joins(
        "annelies",
        role="behandelaar",
        does="Ik zie hem elke twee weken. Bij spoed dezelfde dag.",
        does_not="Ik deel geen medicatie en geen verslagen.",
        asks="Bel mij bij gordijnen dicht, niet pas bij overlast.",
    )
    story.writes(
        "annelies",
        "Stabiel sinds twee jaar. Onderhoudsmedicatie, depot eens per vier weken. Vroege signalen: minder slapen, "
        "muziek ’s nachts, geen post ophalen. Bij alle drie: dezelfde dag zien.",
        domain="psyche",
        about="stefan",
    )
    story.on(-171, "15:00").leads("wouter", asked_by="stefan", why="Jij kent mij.")
    story.invites("wouter", "murat", why="Iemand die het zelf heeft meegemaakt, en blijft.")
    story.on(-170, "14:30").joins(
        "murat",
        role="ervaringsdeskundige",
        does="Elke vrijdag vissen. We hoeven niet te praten.",
        does_not="Ik rapporteer niet.",
    )
    story.steady("stefan", "murat")
    story.invites("stefan", "ingrid", why="Mijn zus mag alles weten behalve hoeveel ik rook.")
    story.on(-168, "19:00").joins("ingrid", does="Zondag eten bij ons.", asks="Bel mij niet voor elk wissewasje.")


def _towards_a_home(story: Telling) -> tuple[Goal, Goal]:
    story.on(-167, "10:00").plans("wouter", review=-125)
    home = story.goal(
        "stefan", "Stefan woont in zijn eigen huis en blijft daar", domain="wonen", own="Mijn naam op de deur."
    )
    days = story.goal(
        "wouter",
        "Er is op vier dagen in de week iets te doen",
        domain="werk",
        own="Niet de hele dag op de klok kijken.",
    )
    viewing = story.agrees("wouter", home, "linda", "Drie woningen laten zien, overdag en ’s avonds", -153)
    signals = story.agrees("annelies", home, "stefan", "Zelf opschrijven wat anderen aan mij kunnen merken", -156)
    money = story.agrees("wouter", home, "wouter", "Inrichting aanvragen en huurtoeslag klaarzetten", -140)
    story.on(-156, "16:00").done("stefan", signals)
    story.writes(
        "stefan",
        "Als het niet goed gaat: muziek na twaalven, de post blijft in de bus, ik zeg dat ik moe ben. "
        "Dan niet praten over opname. Gewoon komen en afwassen.",
        domain="wonen",
        about="stefan",
    )
    story.on(-153, "14:00").done("linda", viewing)
    story.writes(
        "linda",
        "Stefan koos de derde: Kade 114, eerste verdieping, uitzicht op de boten. De buurvrouw onder is 70 en slaapt "
        "zonder gehoorapparaat. Dat vonden we allebei een pluspunt.",
        domain="wonen",
    )
    story.on(-140, "11:20").done("wouter", money)
    story.on(-133, "9:00").message(
        "wouter",
        "Je blijft er niet alleen voor staan. Wij komen ook als het goed gaat. Een slechte week is geen einde.",
    )
    story.on(-125, "10:30").review(
        "wouter",
        7,
        "De sleutel zit in mijn zak. Ik heb hem vannacht drie keer gevoeld.",
        {
            home: (PARTLY, "Sleutel is er, verhuizing over twee weken."),
            days: (PARTLY, "Twee dagen in de fietswerkplaats."),
        },
        following=-83,
    )
    return home, days


def _moved(story: Telling, home: Goal, days: Goal) -> None:
    story.on(-112, "16:00").writes(
        "wouter",
        "Verhuisd. Ingrid, Murat en drie bewoners hebben gesjouwd. Stefan heeft zelf de naam op de bel geplakt. "
        "Hij vroeg of ik morgen ook kwam. Ja. En overmorgen ook.",
        domain="wonen",
    )
    story.on(-104, "11:00").invites("wouter", "bram", why="Over twee maanden stop ik. Kom er nu al bij.")
    story.invites("wouter", "omar", why="Het buurthuis zit om de hoek.")
    story.on(-103, "9:10").joins(
        "bram",
        role="wijkcoach",
        goal="Hij blijft wonen, ook in een slechte maand.",
        does="Ik loop eerst twee maanden mee.",
    )
    story.on(-102, "13:00").joins("omar", role="buurtcoach", does="Soep op dinsdag. Hij mag roeren.")
    soup = story.agrees("omar", days, "stefan", "Op dinsdag helpen met de soep", -95)
    story.on(-95, "14:30").done("stefan", soup)
    story.writes(
        "omar", "Hij kwam een uur te vroeg en heeft alle messen geslepen. Er waren er twaalf.", domain="netwerk"
    )
    story.on(-83, "10:30").review(
        "wouter",
        8,
        "Vier weken. Ik heb een plant en die leeft nog.",
        {home: (PARTLY, "Vier weken in huis. Drie jaar geleden was week acht de moeilijke."), days: (REACHED, "")},
        following=-41,
    )
    story.on(-78, "15:00").hands_over_lead(
        "wouter",
        "bram",
        "Vraag niet opnieuw: wat er drie jaar geleden gebeurde, zijn diagnose, zijn ouders. Het staat hier en "
        "hij heeft "
        "het vaak genoeg verteld. Wat werkt: na elf uur komen, twee keer bellen, samen iets doen. Wat niet werkt: "
        "vragen hoe het gaat. Vraag naar de boten. Week acht komt eraan, kom dan een keer extra.",
    )
    story.on(-77, "9:30").accepts_lead("bram")
    story.writes(
        "bram", "Overgenomen. Ik heb Wouter gevraagd nog een half jaar te blijven. Dat doet hij.", domain="wonen"
    )


def _noticed_early(story: Telling, home: Goal, days: Goal) -> None:
    story.on(-59, "8:50").invites("linda", "harm", why="Jij loopt daar elke dag.")
    story.on(-58, "8:30").joins(
        "harm", role="huismeester", does="Ik zeg het als ik iets zie.", does_not="Ik ga niet zelf naar binnen."
    )
    story.on(-57, "9:15").writes(
        "harm",
        "Bij 114 puilt de brievenbus uit, en er was muziek vannacht om drie uur. De buurvrouw heeft niets gehoord. "
        "Ik dacht: ik meld het toch maar.",
        domain="wonen",
    )
    story.on(-57, "9:50").writes(
        "bram",
        "Post en muziek: dat zijn twee van zijn eigen drie tekens. Ik heb Annelies gebeld. Wouter gaat om elf uur, "
        "ik om vier uur. We zeggen niets over opname.",
        domain="wonen",
    )
    wash = story.agrees("bram", home, "wouter", "Elke ochtend een half uur, een week lang. Afwassen mag.", -50)
    see = story.agrees("bram", home, "annelies", "Vandaag nog zien", -57)
    story.on(-57, "17:30").done("annelies", see)
    story.writes(
        "annelies",
        "Gezien. Depot was een week te laat door een fout in onze agenda, niet door hem. Vandaag gegeven. "
        "Slaapt drie nachten slecht. Geen opname nodig. Over twee dagen weer.",
        domain="psyche",
        about="stefan",
    )
    story.on(-56, "11:30").writes(
        "wouter",
        "Afgewassen. Hij zei: ‘Jullie waren er binnen een dag. Vorige keer duurde het vier weken.’",
        domain="wonen",
    )
    story.on(-50, "12:00").done("wouter", wash)
    story.on(-48, "16:10").writes(
        "annelies",
        "Wij bellen voortaan zelf als een afspraak schuift. Dit mag niet aan Stefan liggen.",
        domain="wonen",
        about="stefan",
    )
    story.on(-41, "10:30").review(
        "bram",
        7,
        "Het ging een week niet goed en ik woon hier nog. Dat heb ik nooit eerder gehad.",
        {home: (PARTLY, "Tien weken. Een moeilijke week, op tijd gezien.")},
        following=-1,
    )


def _now(story: Telling, home: Goal, days: Goal) -> None:
    story.on(-38, "10:00")
    friends = story.goal(
        "stefan", "Stefan kent drie mensen in de straat bij naam", domain="netwerk", own="Gedag zeggen."
    )
    boat = story.agrees("omar", friends, "omar", "Kennismaken met de schipper van de Vrouwe Jacoba", -24)
    story.on(-24, "15:20").done("omar", boat)
    story.writes(
        "murat",
        "De schipper zocht iemand die kan verven. Stefan staat nu in de hal met een kwast. We vissen nog steeds, "
        "alleen later.",
        domain="netwerk",
    )
    story.on(-19, "19:45").writes(
        "ingrid", "Hij at twee porties en ging zelf weer naar huis. Naar huis, zei hij.", domain="netwerk"
    )
    story.on(-15, "10:30").agrees("bram", home, "linda", "Het tijdelijke contract omzetten in een vast contract", -2)
    story.agrees("bram", friends, "stefan", "De buurvrouw onder een kaart brengen met zijn telefoonnummer", 3)
    story.agrees("bram", home, "wouter", "Nog één keer per twee weken, zolang hij dat wil", 10, in_week=True)
    story.agrees("bram", home, "bram", "De nieuwe afspraak over vroege tekens aan iedereen voorlezen", 0)
    story.on(-8, "14:10").told_again("stefan")
    story.writes(
        "stefan",
        "De mevrouw van de keuring wilde alles weten vanaf mijn achttiende. Ik heb gezegd: lees het maar. Ze "
        "mocht het niet lezen.",
        domain="werk",
        about="stefan",
    )
    story.on(-3, "11:40").writes(
        "linda",
        "Vast contract ligt klaar. De jurist wil nog een handtekening van onze kant. Ik zit er bovenop.",
        domain="wonen",
    )


def _bram_asks(story: Telling) -> None:
    """Annelies shares one note with who leads now, for some weeks, on her own authority."""
    story.on(-56, "9:00")
    seen = last_note(story, "annelies", "psyche")
    request = knocks(story, "bram", seen, "Ik kom er nu elke dag. Waar moet ik op letten?", asks="author")
    story.on(-56, "13:20")
    shares(story, "annelies", request, until=25)


def _letters(story: Telling) -> None:
    """Stefan lets who helps him at home and who treats him read each other; his sister reads most of it."""
    story.on(-167, "11:30")
    health = Letter("psyche", "Om op tijd te merken dat het minder gaat", to="wouter", special=True)
    says(story, ask(story, "wouter", "stefan", health), yes=True, heard_by="wouter", paper=True)
    days = Letter("wonen netwerk werk zelfzorg", "Zodat behandeling en wonen bij elkaar passen", to="annelies linda")
    says(story, ask(story, "wouter", "stefan", days), yes=True, heard_by="wouter")
    opens_to(story, "stefan", Letter("wonen netwerk werk", "Alles behalve hoeveel ik rook", people="ingrid"))
