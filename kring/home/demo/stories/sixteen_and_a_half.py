"""Senna, sixteen and a half: what must be ready at eighteen starts now (row N4)."""

from kring.home.demo.sharing import Letter, all_give, ask, knocks, last_note, opens_to, says
from kring.home.demo.telling import PARTLY, REACHED, Telling
from kring.home.demo.town import Town
from kring.plans.models import Goal


def tell(town: Town) -> None:
    """Spoorbuurt; Naomi leads, Jelle is the steady contact; Senna decides for herself since she turned sixteen."""
    story = Telling(town)
    story.on(-158)
    story.lives("Kromhout", street="Perronlaan", number="22", district="Spoorbuurt", postcode="4993 PL")
    story.person(
        "senna",
        "Senna",
        "Kromhout",
        age=16.5,
        child=True,
        account="senna",
        reach_me="App. Niet bellen onder schooltijd. Niet via mama, tenzij het brandt.",
    )
    story.person("mirjam", "Mirjam", "Kromhout", age=43.8, account="mirjam")
    story.person("levi", "Levi", "Kromhout", age=11.2, child=True)
    story.authority("senna", "mirjam")
    story.authority("levi", "mirjam")
    story.supporter("wim", "senna", name="Wim Kromhout", relation="opa", account="wim")
    _circle(story)
    _letters(story)
    school, self_, calm = _plan(story)
    _turning_towards_eighteen(story, school, self_, calm)
    _now(story, school, self_, calm)
    _naomi_asks(story)


def _circle(story: Telling) -> None:
    story.on(-156, "15:30").opens(
        "shanti", purpose="Dat Senna op haar achttiende niet tussen wal en schip valt.", role="jeugdhulpwerker 16+"
    )
    story.writes(
        "shanti",
        "Senna gaat al drie maanden bijna niet naar school. Ze ligt overdag op bed en is ’s nachts wakker. "
        "Thuis gaat het over en weer hard. Ze zei: ‘Iedereen heeft een plan voor mij en niemand vraagt wat.’ "
        "Ik heb het gevraagd. Ze wil verpleegkundige worden.",
        domain="school",
    )
    story.invites("shanti", "senna", why="Het gaat over jou. Jij beslist zelf, want je bent 16.")
    story.on(-155, "16:10").joins(
        "senna",
        goal="Dat ik met mijn achttiende niet ineens niks heb.",
        does="Ik app terug. Soms pas na twee dagen, maar ik app terug.",
        does_not="Ik ga niet in een kring zitten praten over mijn gevoel.",
        asks="Vraag het eerst aan mij. Daarna pas aan mama of aan school.",
    )
    story.matters("senna", "Ik wil dat mensen ophouden met zeggen dat het zonde is. Ik ben er nog.")
    story.invites("senna", "naomi", why="Shanti zegt dat jij niks achter mijn rug doet.")
    story.on(-154, "17:00").joins(
        "naomi",
        role="wijkcoach, regisseur",
        goal="Eén plan van nu tot ver na haar verjaardag.",
        does="Ik houd de lijst bij van wat op 18 klaar moet zijn.",
        does_not="Ik beloof geen plek die er niet is.",
        asks="Zeg het mij als jouw hulp op 18 stopt. Liefst nu al.",
    )
    story.leads("naomi", asked_by="shanti", why="Zij blijft ook na haar achttiende. Ik niet.")
    story.on(-153, "10:00").invites("naomi", "maaike", why="School wil weten of er iemand meekijkt. En andersom.")
    story.invites("naomi", "daan", why="Senna wil wel praten, met één iemand.")
    story.invites("senna", "mirjam", why="Mama mag erbij. Niet overal bij.")
    story.invites("senna", "wim", why="Bij opa kan ik slapen.")
    story.on(-152, "12:20").joins(
        "maaike",
        role="zorgcoördinator",
        goal="Senna houdt haar plek en haar jaar.",
        does="Ik regel een rooster dat kan. Ik bel leerplicht zelf, voordat zij jullie bellen.",
        does_not="Ik kan geen cijfers verzinnen.",
        asks="Eén keer per week een teken, hoe kort ook.",
    )
    story.on(-151, "9:30").joins(
        "daan",
        role="jeugdpsycholoog",
        does="Ik zie haar elke woensdag, lopend door het park.",
        does_not="Ik vertel niets door zonder dat zij erbij is.",
    )
    story.writes(
        "daan",
        "Eerste drie gesprekken. Somber en angstig sinds haar vader is weggegaan; ’s nachts paniek. "
        "Geen gevaar; dat heb ik open gevraagd. Slapen eerst.",
        domain="psyche",
        about="senna",
    )
    story.on(-150, "20:00").joins(
        "mirjam", goal="Dat we weer gewoon kunnen eten zonder ruzie.", asks="Zeg mij wat ik moet laten."
    )
    story.joins("wim", does="Bed staat klaar. Vrijdag haal ik haar op.")
    story.on(-148, "15:00").invites("naomi", "jelle", why="Iemand van de straat, niet van een gebouw.")
    story.on(-147, "18:30").joins(
        "jelle", role="jongerenwerker, vaste contactpersoon", does="Ik ben er woensdag en vrijdag. Ook als ze 19 is."
    )
    story.steady("senna", "jelle")


def _plan(story: Telling) -> tuple[Goal, Goal, Goal]:
    story.on(-146, "16:00").plans("naomi", review=-104)
    calm = story.goal("senna", "Senna slaapt ’s nachts en is overdag wakker", domain="gezin", own="Normaal slapen.")
    school = story.goal(
        "maaike",
        "Senna haalt haar diploma vmbo-t",
        domain="school",
        own="Naar de opleiding verpleging kunnen.",
        after=calm,
    )
    self_ = story.goal(
        "shanti", "Op haar achttiende is alles geregeld wat dan verandert", domain="netwerk", own="Niet ineens niks."
    )
    story.message(
        "naomi", "Je hoeft het niet alleen te kunnen. Eerst slapen, dan school. Wij vragen het eerst aan jou."
    )
    roster = story.agrees("naomi", school, "maaike", "Rooster vanaf elf uur, drie vakken om mee te beginnen", -139)
    grandpa = story.agrees("senna", calm, "wim", "Vrijdag en zaterdag slapen bij opa, telefoon op de gang", -135)
    dinner = story.agrees("naomi", calm, "mirjam", "Aan tafel niet over school praten, een maand lang", -116)
    listed = story.agrees("naomi", self_, "shanti", "Lijst: wat verandert er als je 18 wordt", -132)
    story.on(-139, "14:00").done("maaike", roster)
    story.on(-134, "11:00").done("wim", grandpa)
    story.writes("wim", "Ze sliep van elf tot tien. Daarna twee borden pannenkoeken. Ik zeg niks.", domain="gezin")
    story.on(-132, "15:00").done("shanti", listed)
    story.writes(
        "shanti",
        "De lijst samen gemaakt. Achttien betekent: eigen zorgverzekering, DigiD, bankrekening, zelf tekenen. "
        "Hulp van Daan en mij stopt. Wat daarna nodig is, loopt via de Wmo of de huisarts. "
        "Ze las het en zei: ‘Niemand had mij dit verteld.’",
        domain="gezin",
        about="senna",
    )
    story.on(-125, "12:40").writes(
        "maaike",
        "Zeven van de tien lessen gehaald. Ze zit bij het raam, naast Amina. Rob zegt niets als ze later binnenkomt.",
        domain="school",
    )
    story.on(-118, "22:30").writes(
        "senna",
        "Mama zei aan tafel iets over mijn rooster en toen stopte ze zelf midden in de zin. Levi moest lachen. Ik ook.",
        domain="gezin",
        about="senna",
    )
    story.on(-116, "20:15").done("mirjam", dinner)
    story.on(-104, "16:00").review(
        "naomi",
        6,
        "Slapen gaat. School gaat half. Jullie vragen het nu meestal eerst.",
        {
            calm: (PARTLY, "Vijf van de zeven nachten."),
            school: (PARTLY, "Drie vakken lopen, de andere nog niet."),
            self_: (PARTLY, "De lijst is er. Nog niets geregeld."),
        },
        following=-62,
    )
    return school, self_, calm


def _turning_towards_eighteen(story: Telling, school: Goal, self_: Goal, calm: Goal) -> None:
    story.on(-102, "10:30").invites("naomi", "kees", why="Over anderhalf jaar komt het bij jou. Kijk nu al mee.")
    story.on(-101, "9:15").declines("kees", "Zij is 16. De Wmo is vanaf 18, ik mag hier nog geen uren op schrijven.")
    story.on(-100, "11:45").writes(
        "naomi",
        "Kees mag nog niet. Bij veel gemeenten begint de Wmo wel op 16, juist om een gat te voorkomen. "
        "Ik leg dit voor aan zijn teamleider, zonder naam.",
    )
    story.on(-92, "14:00").invites("naomi", "kees", why="Jullie teamleider zegt: meedenken mag vanaf 16. Graag dus.")
    story.on(-91, "9:00").joins(
        "kees",
        role="Wmo-consulent, denkt mee",
        goal="Op haar verjaardag loopt de hulp gewoon door.",
        does="Ik zeg nu al wat vanaf 18 kan, en leg het vast.",
        does_not="Ik neem nog geen besluit.",
    )
    digid = story.agrees("shanti", self_, "senna", "Samen met Shanti DigiD aanvragen", -80)
    bank = story.agrees("shanti", self_, "mirjam", "De spaarrekening op naam van Senna zetten", -70)
    full = story.agrees(
        "maaike", school, "maaike", "Gesprek met de examencommissie: twee jaar over het laatste jaar", -75
    )
    story.on(-80, "15:40").done("senna", digid)
    story.on(-75, "13:00").done("maaike", full)
    story.writes(
        "maaike",
        "Het mag. Senna doet dit jaar vier vakken en volgend jaar drie. Er hoeft niets gedoubleerd te worden.",
        domain="school",
    )
    story.on(-70, "19:00").not_done(
        "mirjam", bank, "Haar vader moet meetekenen en reageert niet. Naomi zoekt uit of dat echt moet."
    )
    story.on(-66, "17:20").writes(
        "daan",
        "Slapen gaat goed. Paniek nog eens per week. We bereiden de overstap naar volwassen-GGZ voor, "
        "wachttijd is nu negen maanden. Vandaag aangemeld, dan is ze op tijd.",
        domain="psyche",
        about="senna",
    )
    story.on(-62, "16:00").review(
        "naomi",
        7,
        "Ik ga naar school. Niet alles, maar ik ga. Opa zegt dat ik weer zeur, dus het gaat goed.",
        {calm: (REACHED, ""), school: (PARTLY, "Vier vakken."), self_: (PARTLY, "DigiD is er, de bank nog niet.")},
        following=-20,
    )


def _now(story: Telling, school: Goal, self_: Goal, calm: Goal) -> None:
    story.on(-55, "15:10").writes(
        "jelle",
        "Ze helpt nu op woensdag bij het kinderuurtje in de kantine. Een jongetje viel, zij was er als eerste. "
        "Pleister, handje, klaar. Ik heb alleen gekeken.",
        domain="netwerk",
    )
    story.on(-50, "10:00").invites("maaike", "sofie", why="Zij kent de opleiding verpleging.")
    story.on(-49, "11:00").joins(
        "sofie", role="loopbaanbegeleider mbo", does="Ik regel een meeloopdag in het verpleeghuis en de inschrijving."
    )
    day = story.agrees("sofie", school, "sofie", "Meeloopdag in verpleeghuis De Boomgaard", -35)
    father = story.agrees("naomi", self_, "naomi", "Uitzoeken of vader echt moet tekenen bij de bank", -40)
    story.on(-40, "9:40").done("naomi", father)
    story.on(-35, "18:00").done("sofie", day)
    story.writes(
        "senna",
        "Meegelopen. Een mevrouw van 94 dacht dat ik haar zus was. Ik heb de hele middag gewoon haar zus gespeeld. "
        "De leidster zei: jij kunt dit. Dat heeft nog nooit iemand gezegd over iets.",
        domain="school",
        about="senna",
    )
    story.on(-30, "20:40").told_again("senna")
    story.writes(
        "senna",
        "Bij de aanmelding voor de volwassen-GGZ moest ik alles opnieuw vertellen, ook over papa. Aan de "
        "telefoon, op de fiets.",
        domain="gezin",
        about="senna",
    )
    story.on(-29, "9:20").writes(
        "naomi",
        "Dat had anders gemoeten. Daan belt De Oever en geeft zelf door wat Senna goedvindt. Zij leest eerst mee.",
        domain="gezin",
    )
    story.on(-20, "16:00").review(
        "naomi",
        8,
        "Ik weet nu wat er komt. Het is nog steeds veel, maar het staat op een lijst en niet in mijn hoofd.",
        {school: (PARTLY, "Vier vakken, alle vier voldoende."), self_: (PARTLY, "Vijf van de negen dingen geregeld.")},
        following=22,
    )
    story.on(-19, "10:00")
    own_bank = story.agrees("naomi", self_, "senna", "Zelf naar de bank, met opa", -7)
    story.agrees("shanti", self_, "kees", "Opschrijven welke hulp vanaf 18 doorloopt, in gewone taal", 0)
    story.agrees("senna", self_, "senna", "Kiezen: bij mama blijven of op de wachtlijst voor een kamer", 15)
    story.agrees("maaike", school, "maaike", "Proefwerkweek met een eigen lokaal", 4)
    story.agrees("naomi", self_, "shanti", "Mirjam uitleggen wat er op 18 in haar toeslagen verandert", -3)
    story.on(-7, "16:30").done("senna", own_bank)
    story.writes(
        "wim", "De mevrouw van de bank praatte tegen mij. Senna zei: ik sta hier.", domain="gezin", about="senna"
    )
    story.on(-2, "21:10").writes(
        "mirjam",
        "Ze heeft gekookt. Voor ons alle drie. Ik heb er niets van gezegd, maar ik wilde het ergens opschrijven.",
        domain="gezin",
    )


def _letters(story: Telling) -> None:
    """Senna is 16 and decides herself; her mother decides for Levi. School does not read about home."""
    story.on(-146, "16:30")
    all_give(story, "naomi", Letter("gezin school", "Om samen te kijken wat helpt", to="naomi jelle"))
    home = ask(story, "maaike", "senna", Letter("gezin", "Om te weten waarom je er niet bent", to="maaike"))
    says(story, home, yes=False, heard_by="maaike")
    talks = Letter("psyche", "Zodat je niet alles opnieuw hoeft te vertellen", to="naomi", special=True, until=-20)
    says(story, ask(story, "naomi", "senna", talks), yes=True, heard_by="naomi")
    opens_to(story, "senna", Letter("netwerk school", "Zodat je weet hoe het gaat, opa", people="wim"))


def _naomi_asks(story: Telling) -> None:
    """What Senna opened about the talks with Daan ran out; Naomi asks for one note, and Senna has not answered."""
    story.on(-1, "11:40")
    knocks(story, "naomi", last_note(story, "daan", "psyche"), "Ik ga vrijdag mee naar school. Wat helpt je daar?")
