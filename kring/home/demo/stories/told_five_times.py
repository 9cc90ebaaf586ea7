"""Danuta, who tells her story for the fifth time, and then not again (rows N2 and N3)."""

from kring.home.demo.sharing import Letter, all_give, keeps, knocks, last_note, opens_to
from kring.home.demo.telling import NOT, PARTLY, REACHED, Telling
from kring.home.demo.town import Town
from kring.plans.models import Goal


def tell(town: Town) -> None:
    """De Hoven; Samira leads; Lotte leaves with a handover and Mohamed takes over without asking again."""
    story = Telling(town)
    story.on(-180)
    story.lives("Kowalczyk", street="Rozemarijnstraat", number="57", district="De Hoven", postcode="4992 RC")
    story.person(
        "danuta",
        "Danuta",
        "Kowalczyk",
        age=39.4,
        account="danuta",
        language_note="Pools; Nederlands gaat goed als het rustig gaat",
        reach_me="App of bel na zes uur. Ik werk overdag in de kas.",
    )
    story.person("kuba", "Jakub", "Kowalczyk", called="Kuba", age=11.3, child=True)
    story.person("zofia", "Zofia", "Kowalczyk", age=6.8, child=True)
    story.authority("kuba", "danuta")
    story.authority("zofia", "danuta")
    story.supporter("halina", "danuta", name="Halina Nowak", relation="buurvrouw", account="halina")
    _the_fourth_time(story)
    rest, school, self_ = _one_more_time(story)
    _letters(story)
    _lotte_leaves(story, rest, school)
    _nothing_asked_again(story, rest, school, self_)
    _ria_asks(story)
    _now(story, rest, school, self_)


def _the_fourth_time(story: Telling) -> None:
    story.on(-179, "16:00").opens(
        "lotte", purpose="Kuba krijgt passende hulp en het wordt rustiger thuis.", role="gezinscoach"
    )
    story.invites("lotte", "danuta", why="Het gaat over jouw gezin.")
    story.on(-178, "18:40").joins(
        "danuta",
        goal="Dat Kuba niet elke dag boos thuiskomt.",
        does="Ik doe alles voor mijn kinderen. Ik wil alleen weten wat.",
        asks="Niet weer een nieuwe. Alsjeblieft niet weer een nieuwe.",
    )
    story.told_again("danuta")
    story.writes(
        "danuta",
        "Ik heb het verteld op de oude school, bij de huisarts, bij de eerste coach, bij de tweede coach, en nu weer. "
        "Elke keer begin ik bij de zwangerschap. Elke keer huil ik op dezelfde plek.",
        domain="gezin",
        about="danuta",
    )
    story.writes(
        "lotte",
        "Danuta gaf mij een map van vijf kilo. Vier onderzoeken, drie plannen, geen ervan af. "
        "De vorige twee gezinscoaches werken hier niet meer. Ik heb sorry gezegd, namens ons.",
        domain="gezin",
    )


def _one_more_time(story: Telling) -> tuple[Goal, Goal, Goal]:
    story.on(-174, "10:00").invites(
        "lotte", "samira", why="Er is meer dan opvoeding: werk, huis, taal. En iemand die blijft."
    )
    story.on(-173, "19:00").joins(
        "samira",
        role="wijkcoach, regisseur",
        goal="Danuta vertelt haar verhaal nog één keer, en dan staat het.",
        does="Ik schrijf het verhaal met haar op. Zij leest na en streept door.",
        does_not="Ik vraag niets wat in de map staat.",
        asks="Lees eerst. Stel dan pas een vraag.",
    )
    story.leads("samira", asked_by="lotte", why="Jij gaat er niet over een jaar weer uit.")
    story.on(-171, "19:30").told_again("danuta")
    story.writes(
        "samira",
        "Twee avonden aan tafel gezeten, met de map. Dit is het verhaal, in haar woorden nagelezen. "
        "Kuba praatte laat, kan niet tegen drukte, onthoudt alles over bussen. Bij onbekenden wordt hij stil en "
        "dan boos. "
        "Vader ging terug naar Polen toen Zofia een half jaar was. Sindsdien doet Danuta het alleen, met Halina. "
        "Wat hielp: één volwassene, een rooster met plaatjes, om drie uur eten. Wat niet hielp: een groep, een "
        "wachtkamer, haast.",
        domain="gezin",
    )
    story.matters("danuta", "Dat ik één keer alles vertel. En dat daarna iemand het weet.")
    story.on(-168, "12:00").invites("samira", "peter", why="Kuba slaapt slecht en de huisarts kent hem.")
    story.on(-167, "12:30").joins(
        "peter", role="praktijkondersteuner", does="Ik kijk naar slapen, van Kuba en van Danuta."
    )
    story.writes(
        "peter",
        "Onderzoek van vorig jaar gelezen: autismespectrum, zonder verstandelijke beperking. Geen nieuw "
        "onderzoek nodig. "
        "Danuta heeft zelf klachten van overbelasting; gesprek gepland.",
        domain="lichaam",
        about="kuba",
    )
    story.on(-166, "18:30").invites("danuta", "halina", why="Zij is er altijd.")
    story.on(-165, "20:00").joins("halina", does="Ik haal Zofia van school. Kuba eet bij mij soep.")
    story.on(-164, "19:00").plans("samira", review=-122)
    rest = story.goal(
        "danuta",
        "Kuba komt rustig thuis uit school",
        domain="gezin",
        own="Dat hij de deur gewoon dichtdoet.",
        about="kuba",
    )
    school = story.goal("lotte", "Kuba heeft een plek op school die klopt", domain="school", about="kuba", after=rest)
    self_ = story.goal(
        "samira", "Danuta heeft twee avonden in de week voor zichzelf", domain="netwerk", own="Een avond zitten."
    )
    story.message(
        "samira",
        "Wij hebben uw verhaal gelezen. U hoeft het niet opnieuw te vertellen. Klopt er "
        "iets niet? Dan passen we het aan.",
    )
    pictures = story.agrees("lotte", rest, "lotte", "Rooster met plaatjes maken, samen met Kuba", -154)
    bus = story.agrees("lotte", rest, "danuta", "Een halte eerder uitstappen en het laatste stuk lopen", -150)
    talk = story.agrees("lotte", school, "lotte", "Met de intern begeleider praten over een stille plek", -145)
    story.on(-154, "17:00").done("lotte", pictures)
    story.on(-150, "18:50").done("danuta", bus)
    story.writes(
        "danuta", "Wij lopen. Hij vertelt over lijn 4. Thuis is hij moe en niet boos.", domain="gezin", about="kuba"
    )
    story.on(-145, "15:40").done("lotte", talk)
    story.on(-122, "19:00").review(
        "samira",
        6,
        "Het gaat beter met Kuba. Ik wacht nog op het moment dat jullie weer weggaan.",
        {
            rest: (PARTLY, "Vier van de vijf dagen rustig."),
            school: (PARTLY, "Er is een stille plek, alleen ’s ochtends."),
            self_: (NOT, "Nog geen avond vrij geweest."),
        },
        following=-80,
    )
    return rest, school, self_


def _lotte_leaves(story: Telling, rest: Goal, school: Goal) -> None:
    story.on(-112, "16:20").writes(
        "lotte",
        "Ik krijg een ander team, over vier weken. Ik heb het Danuta zelf verteld, aan tafel. Ze zei niets. "
        "Toen zei ze: ‘Zie je wel.’ We hebben afgesproken hoe het dit keer gaat.",
        domain="gezin",
    )
    story.on(-108, "10:10").invites("samira", "iris", why="Wie neemt het over van Lotte?")
    story.on(-107, "9:00").declines(
        "iris", "Mijn gezinnen zijn al te veel. Als ik ja zeg, ga ik er over twee maanden ook weer uit."
    )
    story.on(-106, "11:30").invites("samira", "mohamed", why="Kuba en jij houden allebei van bussen.")
    story.on(-105, "17:00").joins(
        "mohamed",
        role="jongerencoach",
        goal="Kuba hoeft niet te wennen.",
        does="Ik lees eerst alles. Ik loop drie keer mee met Lotte voordat zij weggaat.",
        does_not="Ik doe geen intake.",
    )
    story.on(-98, "17:30").writes(
        "mohamed",
        "Derde keer mee geweest. Kuba heeft mij lijn 4 uitgelegd, heen en terug. Danuta heeft nog niets hoeven "
        "vertellen. "
        "Ze vroeg: ‘Weet u van het ziekenhuis?’ Ja. Staat in het verhaal. Toen ging ze koffie zetten.",
        domain="gezin",
    )
    story.on(-95, "12:00").invites("danuta", "ria", why="Iemand die blijft. De coach van de buurvrouw.")
    story.on(-94, "10:00").joins(
        "ria", role="vaste contactpersoon", does="Ik blijf. Ook als iedereen wisselt.", does_not="Geen formulieren."
    )
    story.steady("danuta", "ria")
    story.on(-84, "16:45").leaves(
        "lotte",
        "Vraag niet opnieuw: de zwangerschap, het ziekenhuis, waarom vader weg is, of er al onderzoek is geweest. "
        "Alles staat in het verhaal, nagelezen door Danuta. Wat je wel elke keer vraagt: hoe laat kwam Kuba thuis, en "
        "heeft zij vanavond iets voor zichzelf. Kom nooit met een nieuwe collega zonder het een week vooraf te zeggen. "
        "Kuba krijgt vooraf een foto van wie er komt. Neem geen tas mee, die wil hij uitpakken.",
    )


def _nothing_asked_again(story: Telling, rest: Goal, school: Goal, self_: Goal) -> None:
    story.on(-80, "19:00").review(
        "samira",
        7,
        "Er is iemand weggegaan en ik heb niets opnieuw hoeven vertellen. Dat is de eerste keer.",
        {
            rest: (REACHED, ""),
            school: (PARTLY, "Stille plek nu de hele dag. Gym lukt nog niet."),
            self_: (PARTLY, "Een avond in de week, bij het koor."),
        },
        following=-38,
    )
    story.on(-77, "10:30")
    gym = story.agrees("mohamed", school, "mohamed", "Met de gymleraar een taak voor Kuba bedenken", -63)
    els = story.agrees("samira", self_, "samira", "Els vragen om een taalmaatje op zaterdagochtend", -66)
    story.on(-66, "11:00").done("samira", els)
    story.invites("samira", "els", why="Danuta wil brieven van school zelf lezen.")
    story.on(-65, "10:00").joins("els", role="coördinator Taalhuis", does="Ik koppel haar aan Wil, een oud-juf.")
    story.on(-63, "15:00").done("mohamed", gym)
    story.writes(
        "mohamed",
        "Kuba houdt nu de stand bij. Hij heeft een klembord. De leraar zegt dat het nog nooit zo eerlijk is gegaan.",
        domain="school",
    )
    story.on(-55, "21:00").writes(
        "danuta",
        "Wij zingen Bach. Ik sta achteraan, naast een mevrouw die ook scheel zingt. Halina past op.",
        domain="netwerk",
        about="danuta",
    )
    story.on(-47, "9:40").writes(
        "samira",
        "De specialist wilde een nieuwe intake van anderhalf uur. Ik heb met goedvinden van Danuta het verhaal "
        "gestuurd. "
        "Het werd een gesprek van twintig minuten, over nu.",
        domain="gezin",
    )
    story.on(-38, "19:00").review(
        "samira",
        8,
        "Kuba sluit de deur gewoon dicht. Ik zing. Jullie weten het nog.",
        {school: (PARTLY, "Gym lukt. Nu de overstap naar groep 8."), self_: (REACHED, "")},
        following=6,
    )


def _now(story: Telling, rest: Goal, school: Goal, self_: Goal) -> None:
    story.on(-35, "10:00")
    visit = story.agrees(
        "mohamed", school, "mohamed", "Met Kuba twee scholen voor volgend jaar bekijken, op een stille dag", -12
    )
    story.agrees("samira", school, "danuta", "Kiezen welke school ze een tweede keer wil zien", 5)
    story.agrees("samira", school, "samira", "Het verhaal bijwerken, samen met Danuta, voor de nieuwe school", 1)
    story.agrees("mohamed", school, "halina", "Zofia ophalen als Danuta met Kuba op de open dag is", 8, in_week=True)
    story.on(-20, "14:15").invites(
        "mohamed", "maaike", why="Kuba komt misschien bij jullie. Lees mee, dan hoeft zij niets te vertellen."
    )
    story.on(-19, "12:10").joins(
        "maaike", role="zorgcoördinator", does="Ik lees het verhaal voor de eerste dag. Alle docenten krijgen één blad."
    )
    story.on(-12, "16:00").done("mohamed", visit)
    story.writes(
        "mohamed",
        "Het Elzencollege viel mee: er staat een bushalte voor de deur. Lijn 4. Dat gaf de doorslag, zegt Kuba.",
        domain="school",
    )
    story.on(-4, "18:20").writes(
        "danuta",
        "De mevrouw van het college zei: ik heb het gelezen, ik heb maar twee vragen. Ik heb eerst niets gezegd. "
        "Toen heb ik haar de foto's van de bussen laten zien.",
        domain="school",
        about="danuta",
    )


def _ria_asks(story: Telling) -> None:
    """Peter keeps what the general practice wrote about Kuba, and says what he can do instead."""
    story.on(-62, "10:15")
    request = knocks(story, "ria", last_note(story, "peter", "lichaam"), "Ik wil weten hoe ik Kuba help op de club.")
    story.on(-61, "12:40")
    keeps(story, "peter", request, "Dat is van Kuba en zijn moeder. Vraag Danuta wat helpt, zij weet het precies.")


def _letters(story: Telling) -> None:
    """Danuta opens the story of the family, so that nobody has to ask again; Kuba is 11, so she decides for him."""
    story.on(-160, "18:45")
    all_give(story, "samira", Letter("gezin school", "Zodat niemand het opnieuw hoeft te vragen", to="samira"))
    opens_to(story, "danuta", Letter("gezin school", "Want jij bent er altijd", people="halina"))
