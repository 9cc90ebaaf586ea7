"""Family De Wit: debts and a threatening eviction, opened from the front door (rows N5, N6 and L5)."""

from kring.home.demo import danger
from kring.home.demo.sharing import Letter, all_give, ask, knocks, last_note, opens_to, says, withdraws
from kring.home.demo.telling import NOT, PARTLY, Telling
from kring.home.demo.town import Town
from kring.intake import actions as intake
from kring.intake.models import HelpRequest
from kring.plans.models import Goal
from kring.sharing.models import SafetyNote


def tell(town: Town) -> None:
    """Noord; Dorien opens the circle, Anouk leads, Ria stays; mother-in-law Riet is the supporter."""
    story = Telling(town)
    request = _question(story)
    _household(story)
    _circle(story, request)
    _around_the_table(story)
    _first_letters(story)
    house, money, rest = _plan(story)
    _court(story, house, money)
    _first_review(story, house, money, rest)
    _letters_of_mark(story)
    _second_review(story, house, money, rest)
    _this_week(story, house, money, rest)
    _letters_of_this_week(story)
    _visit(story)


def _question(story: Telling) -> HelpRequest:
    """What Fatma wrote at the door."""
    town = story.town
    story.on(-131, "21:40")
    with story.then():
        return intake.ask_for_help(
            town.municipality,
            domains=[town.domains["wonen"], town.domains["geld"], town.domains["gezin"]],
            sender=HelpRequest.Sender.SELF,
            given_name="Fatma",
            prefix="de",
            family_name="Wit",
            birth_date=town.days.born(38.7),
            postcode="4991 AB",
            house_number="12",
            phone="06-00000990",
            reach_how="bellen",
            reach_when="voor drie uur, dan zijn de kinderen op school",
            words="Er kwam vandaag een man met een brief van de rechtbank. Wij moeten misschien uit ons huis. "
            "Mijn man is al een half jaar zijn werk kwijt. Ik maak de post niet meer open als de kinderen erbij zijn. "
            "Ik weet niet waar ik moet beginnen.",
            what_helps="Iemand die meekijkt en niet boos wordt.",
            urgency=HelpRequest.Urgency.TODAY,
        )


def _household(story: Telling) -> None:
    story.on(-130, "9:05")
    story.lives("De Wit", street="Lindelaan", number="12", district="Noord", postcode="4991 AB")
    story.person(
        "fatma",
        "Fatma",
        "Wit",
        prefix="de",
        age=38.7,
        account="fatma",
        reach_me="Bel voor drie uur. App mag altijd.",
    )
    story.person("mark", "Mark", "Wit", prefix="de", age=41.2, account="mark")
    story.person("sam", "Sam", "Wit", prefix="de", age=14.4, child=True)
    story.person("noor", "Noor", "Wit", prefix="de", age=9.6, child=True)
    story.person("emir", "Emir", "Wit", prefix="de", age=4.1, child=True)
    for child in ("sam", "noor", "emir"):
        story.authority(child, "fatma", "mark")
    story.supporter("riet", "fatma", name="Riet de Wit", relation="schoonmoeder", account="riet")


def _circle(story: Telling, request: HelpRequest) -> None:
    """Dorien calls back, finds out who it is, and opens the circle with Fatma's own words in it."""
    dorien = story.actor("dorien")
    story.on(-130, "9:20")
    with story.then():
        intake.take_in_hand(request, by=dorien)
    with story.then():
        intake.is_this_person(request, story.home.persons["fatma"], by=dorien)
    with story.then():
        circle = intake.open_circle_for(
            request,
            story.home.household,
            purpose="Samen zorgen dat het gezin in zijn huis kan blijven en weer rond kan komen.",
            by=dorien,
        )
    story.found_circle(circle, opened_by="dorien", resident="fatma")


def _around_the_table(story: Telling) -> None:
    story.on(-130, "10:15").invites("dorien", "anouk", why="Ontruiming over drie weken. Er is een regisseur nodig.")
    story.invites("dorien", "ahmed", why="De verhuurder hoort aan tafel, niet alleen in de rechtszaal.")
    story.invites("dorien", "jan", why="Er zijn meer schulden dan de huur.")
    story.on(-130, "11:30").joins(
        "fatma",
        goal="Dat we hier kunnen blijven.",
        asks="Bel mij, en niet mijn man, over geld. Hij slaapt er niet van.",
    )
    story.on(-130, "14:00").joins(
        "anouk",
        role="wijkcoach, regisseur",
        goal="Het gezin blijft wonen en de kinderen merken er zo min mogelijk van.",
        does="Ik houd het plan bij elkaar en ga mee naar moeilijke gesprekken.",
        does_not="Ik regel de schulden niet, dat doet Jan.",
        asks="Stuur niets naar het gezin zonder dat ik het weet.",
    )
    story.leads("anouk", asked_by="dorien", why="Het gaat over wonen, geld en kinderen tegelijk.")
    story.on(-129, "9:40").joins(
        "ahmed",
        role="woonconsulent",
        goal="De huur komt weer binnen en wij hoeven niemand uit te zetten.",
        does="Ik kan de zitting laten uitstellen als er een plan ligt.",
        does_not="Ik kan de achterstand niet kwijtschelden.",
        asks="Een brief van Budgetpunt, uiterlijk een week voor de zitting.",
    )
    story.on(-129, "13:10").joins(
        "jan",
        role="schuldhulpverlener",
        goal="Eén regeling voor alle schulden, die het gezin kan volhouden.",
        does="Ik maak het overzicht en praat met wie nog geld krijgt.",
        does_not="Ik beslis niet waar het gezin op bezuinigt.",
        asks="Alle post, ook de dichte enveloppen.",
    )
    story.matters("fatma", "Dat de kinderen hier op school kunnen blijven. Noor heeft net een vriendin.")
    story.on(-128, "10:30").invites("anouk", "ria", why="Iemand die blijft, ook na de brieven.")
    story.invites("fatma", "riet", why="Mijn schoonmoeder past op en weet alles al.")
    story.invites("fatma", "mark", why="Het is ook zijn huis.")
    story.on(-127, "9:00").joins(
        "ria",
        role="vaste contactpersoon",
        goal="Fatma hoeft het niet alleen te dragen.",
        does="Ik kom elke dinsdag. Dan doen we de post.",
        does_not="Ik ga niet over geld of het huis.",
    )
    story.steady("fatma", "ria")
    story.on(-127, "19:00").joins(
        "riet", does="Ik haal Emir drie keer per week van de opvang.", asks="Een vast belmoment."
    )
    story.on(-126, "20:10").joins(
        "mark", goal="Weer werk. Dan komt de rest.", asks="Praat niet over mij met mijn moeder."
    )
    story.writes(
        "mark",
        "Ik heb het lang stilgehouden. Eerst de lease, toen de huur, toen de zorg. "
        "Ik dacht elke maand: volgende maand los ik het op. Ik schaam mij voor de kinderen.",
        domain="gezin",
        about="mark",
    )


def _plan(story: Telling) -> tuple[Goal, Goal, Goal]:
    story.on(-126, "20:40").told_again("fatma")
    house = story.goal(
        "anouk",
        "Het gezin blijft in het huis aan de Lindelaan",
        domain="wonen",
        own="Dat niemand meer aan de deur komt.",
    )
    money = story.goal("jan", "Er is één regeling en elke maand genoeg om van te leven", domain="geld")
    rest = story.goal(
        "fatma",
        "’s Avonds is er weer rust in huis",
        domain="gezin",
        own="Dat wij weer met zijn vijven eten.",
        after=house,
    )
    letters = story.agrees("jan", money, "fatma", "Alle post in een tas naar Ria brengen, dicht of open", -124)
    list_ = story.agrees("anouk", money, "jan", "Overzicht van alle schulden op één blad", -119)
    hearing = story.agrees("anouk", house, "ahmed", "De jurist vragen om de zitting uit te stellen", -121)
    school = story.agrees("anouk", rest, "anouk", "Met Sam en Noor praten over wat er speelt, in gewone woorden", -117)
    story.on(-125, "9:10").leaves(
        "dorien",
        "Vraag niet opnieuw: hoe het begon en wie er aan de deur kwam. Het staat hier in haar eigen woorden. "
        "Bel voor drie uur. Fatma praat makkelijker als er iets te doen is met de handen.",
    )
    story.on(-124, "10:50").done("fatma", letters)
    story.writes(
        "ria",
        "Fatma kwam met drie tassen. We hebben thee gezet en alles opengemaakt. "
        "Bij elke envelop zei ze wat ze had gehoopt dat erin zat.",
        domain="zelfzorg",
    )
    story.on(-121, "15:30").done("ahmed", hearing)
    story.writes(
        "ahmed",
        "De zitting is vier weken uitgesteld. Voorwaarde: vanaf nu elke maand de lopende huur, op tijd. "
        "De achterstand is € 3.480, vijf maanden.",
        domain="wonen",
    )
    story.on(-119, "16:20").done("jan", list_)
    story.writes(
        "jan",
        "Elf schuldeisers, samen € 21.650. De grootste: de lease van de auto, € 7.900. "
        "Zorgtoeslag en kindgebonden budget lopen niet goed: dat scheelt € 212 per maand. Dat vragen we als "
        "eerste aan.",
        domain="geld",
    )
    story.on(-117, "17:00").done("anouk", school)
    story.writes(
        "anouk",
        "Met Sam en Noor aan de keukentafel gezeten. Sam wist alles al, hij had de brief gefotografeerd. "
        "Hij vroeg: moeten wij naar een opvang? Ik heb gezegd wat we weten en wat nog niet.",
        domain="gezin",
    )
    return house, money, rest


def _court(story: Telling, house: Goal, money: Goal) -> None:
    story.on(-116, "9:30").message(
        "anouk", "We houden het huis. Eerst de huur, dan de rest. Niemand hoeft het alleen te doen."
    )
    auto = story.agrees("jan", money, "mark", "De leaseauto terugbrengen en het contract stoppen", -105)
    allowance = story.agrees("jan", money, "jan", "Zorgtoeslag en kindgebonden budget goed zetten", -108)
    rent = story.agrees("ahmed", house, "fatma", "De huur van deze maand op de eerste betalen", -100)
    gp = story.agrees("anouk", house, "ahmed", "Brief van Budgetpunt doorsturen aan de rechtbank", -102)
    story.on(-112, "11:00").invites(
        "anouk", "hanneke", why="Mark slaapt nauwelijks. Hij wil zelf graag dat jij meekijkt."
    )
    story.on(-111, "12:40").joins("hanneke", role="huisarts", does_not="Ik deel niets over gezondheid zonder Mark.")
    story.writes(
        "hanneke",
        "Mark was op het spreekuur. Somber sinds het ontslag, slaapt drie uur. We zijn begonnen met gesprekken "
        "bij Peter. "
        "Geen gevaar. Hij wil dat dit tussen ons blijft.",
        domain="psyche",
        about="mark",
    )
    story.on(-108, "14:10").done("jan", allowance)
    story.on(-104, "10:00").not_done(
        "mark", auto, "De leasemaatschappij wil eerst € 600 boete. Jan zoekt uit of dat mag."
    )
    story.writes(
        "jan",
        "De boete van € 600 mag niet, het contract was langer dan een jaar. Ik heb ze gebeld. "
        "Mark levert de auto maandag in. Hij fietst nu.",
        domain="geld",
    )
    story.on(-102, "9:15").done("ahmed", gp)
    story.on(-100, "8:50").done("fatma", rent)
    story.on(-98, "15:45").writes(
        "ahmed",
        "De zitting is van de baan. De rechtbank heeft het bevestigd. Ik ben het zelf gaan vertellen. "
        "Fatma zei niets en zette koffie. Mark moest even naar boven.",
        domain="wonen",
    )
    story.on(-97, "20:30").writes(
        "fatma",
        "Vannacht heb ik geslapen. Ik werd wakker en wist niet welke dag het was. Dat was heerlijk.",
        domain="gezin",
        about="fatma",
    )


def _first_review(story: Telling, house: Goal, money: Goal, rest: Goal) -> None:
    story.on(-88, "13:30").review(
        "anouk",
        6,
        "Het huis is gered. Maar ik tel elke dag nog boodschappen. En iedereen belt mij.",
        {
            house: (PARTLY, "De zitting is van de baan. De achterstand staat er nog."),
            money: (PARTLY, "Overzicht is er, de regeling nog niet."),
            rest: (NOT, "De zorgen zitten ’s avonds nog aan tafel."),
        },
        following=-40,
    )
    story.on(-87, "9:20").writes(
        "anouk",
        "Fatma werd vorige week negen keer gebeld door zes mensen. Vanaf nu belt alleen Ria, op dinsdag. "
        "Wie iets wil weten schrijft het hier of belt mij.",
    )
    story.on(-80, "10:00")
    offer = story.agrees("jan", money, "jan", "Voorstel naar alle schuldeisers: € 145 per maand, drie jaar", -66)
    work = story.agrees("mark", money, "mark", "Kennismaken bij het Werkplein", -74)
    swim = story.agrees("ria", rest, "riet", "Op woensdag eten bij oma, zodat er een avond rust is", -73, in_week=True)
    story.on(-74, "11:00").done("mark", work)
    story.on(-73, "16:40").invites("mark", "rachid", why="Hij kan mij aan werk helpen.")
    story.on(-72, "9:45").joins(
        "rachid",
        role="consulent werk",
        goal="Mark werkt binnen drie maanden.",
        does="Ik ga mee naar het eerste gesprek.",
        does_not="Ik stuur geen brieven, ik bel.",
    )
    story.on(-70, "19:15").done("riet", swim)
    story.writes("riet", "Ze eten hier nu op woensdag. Emir wil alleen nog pannenkoeken. Prima.", domain="netwerk")
    story.on(-66, "15:20").done("jan", offer)
    story.on(-60, "14:00").writes(
        "jan",
        "Negen van de elf hebben ja gezegd. De zorgverzekeraar en een webwinkel nog niet. "
        "Ik heb ze allebei aan de lijn gehad.",
        domain="geld",
    )
    story.on(-52, "16:00").writes(
        "rachid",
        "Mark is begonnen bij de gemeentewerf, 24 uur. Eerst drie maanden op proef. "
        "Hij was een half uur te vroeg en had brood voor twee.",
        domain="werk",
    )


def _second_review(story: Telling, house: Goal, money: Goal, rest: Goal) -> None:
    story.on(-40, "13:30").review(
        "anouk",
        7,
        "Er is weer een week die op een week lijkt. Sam praat weer. Ik ben nog wel snel bang als de bel gaat.",
        {
            house: (PARTLY, "Drie maanden op rij op tijd betaald. Achterstand nu € 2.900."),
            money: (PARTLY, "Negen van de elf doen mee."),
            rest: (PARTLY, "Woensdag en zondag lukken."),
        },
        following=2,
    )
    story.on(-40, "10:10")
    last = story.agrees("jan", money, "jan", "De laatste twee schuldeisers over de streep", -20)
    budget = story.agrees("jan", money, "fatma", "Elke vrijdag tien minuten het huishoudboekje met Roos", -26)
    football = story.agrees("anouk", rest, "anouk", "Sportfonds aanvragen voor Sam", -30)
    story.invites("jan", "roos", why="Fatma wil zelf leren hoe het moet.")
    story.on(-38, "11:20").joins(
        "roos",
        role="budgetcoach",
        does="Eerst doe ik het voor, dan samen, dan kijk ik mee.",
        goal="Fatma doet het zelf.",
    )
    story.on(-30, "12:00").done("anouk", football)
    story.on(-26, "15:00").done("fatma", budget)
    story.on(-20, "16:30").not_done("jan", last, "De webwinkel is verkocht. De nieuwe eigenaar antwoordt niet.")
    story.on(-18, "10:20").writes(
        "jan",
        "De zorgverzekeraar doet mee. Blijft over: één webwinkel, € 189. Roos vond in het boekje ruimte om die "
        "gewoon te betalen. Daarmee is de regeling rond.",
        domain="geld",
    )


def _this_week(story: Telling, house: Goal, money: Goal, rest: Goal) -> None:
    story.on(-13, "9:30")
    sign = story.agrees("jan", money, "fatma", "Handtekening onder de regeling zetten, samen met Mark", -6)
    story.agrees("jan", money, "jan", "De eerste € 145 klaarzetten en iedereen een kopie sturen", 1)
    story.agrees("ahmed", house, "ahmed", "De afspraak over de achterstand op papier, in gewone taal", 0)
    story.agrees("fatma", house, "fatma", "De brieven van deze week meenemen naar Ria", 2)
    story.agrees("anouk", rest, "anouk", "Met Sam en Noor kijken hoe het nu is", -2)
    story.agrees("anouk", rest, "riet", "De verjaardag van Noor vieren bij oma", 12, in_week=True)
    story.on(-8, "20:50").writes(
        "fatma",
        "Sam is vandaag voor het eerst weer naar voetbal gegaan. Hij zei niet dat het leuk was. "
        "Hij heeft wel zijn schoenen schoongemaakt.",
        domain="gezin",
        about="fatma",
    )
    story.on(-6, "11:15").done("fatma", sign)
    story.on(-5, "14:30").deputy("anouk", "ria", first=5, last=12)
    story.writes("anouk", "Volgende week ben ik een week weg. Ria neemt waar. Zij weet alles, vraag niets opnieuw.")
    story.on(-3, "9:15").invites("anouk", "sanne", why="Fatma wil graag naar de naaigroep. Ga jij de eerste keer mee?")
    story.on(-3, "10:40").writes(
        "ria",
        "Er was één brief deze week, van de school. Over schoolreisje. Fatma heeft hem zelf opengemaakt, op de stoep.",
        domain="zelfzorg",
    )
    story.on(-1, "15:10").writes(
        "ahmed",
        "De huur van deze maand is binnen. Dat is de vijfde keer op tijd.",
        domain="wonen",
    )


def _first_letters(story: Telling) -> None:
    """The neighbourhood team and Ria may read about money and the family; Riet reads along."""
    story.on(-126, "20:15")
    why = "Om samen één plan te maken, en u niets twee keer te vragen"
    all_give(story, "anouk", Letter("geld gezin", why, to="anouk ria"))
    opens_to(story, "fatma", Letter("netwerk gezin", "Zodat je weet wanneer je op moet passen", people="riet"))


def _letters_of_mark(story: Telling) -> None:
    """Mark keeps his health with the general practice; what he opened about the family to work he takes back."""
    story.on(-87, "9:40")
    health = Letter("psyche", "Zodat het plan rekening houdt met hoe het gaat", to="anouk", special=True)
    says(story, ask(story, "anouk", "mark", health), yes=False, heard_by="anouk")
    story.on(-71, "10:10")
    family = ask(story, "rachid", "mark", Letter("gezin", "Om uren te kiezen die thuis passen", to="rachid"))
    says(story, family, yes=True, heard_by="rachid")
    story.on(-50, "21:00")
    withdraws(story, "mark", family)


def _letters_of_this_week(story: Telling) -> None:
    """The landlord asks; Fatma has not chosen yet."""
    story.on(-1, "16:00")
    seen = last_note(story, "hanneke", "psyche")
    knocks(story, "anouk", seen, "Mark begint volgende week met meer uren. Waar houd ik rekening mee?", asks="author")
    ask(story, "ahmed", "fatma", Letter("geld", "Om de achterstand in de regeling te leggen", to="ahmed", until=120))


def _visit(story: Telling) -> None:
    """What who goes there must know, and who goes tomorrow."""
    story.on(-2, "16:20")
    danger.warns(
        story,
        "anouk",
        SafetyNote.Kind.DOG,
        "De hond van de buren loopt los in het portiek. Bel beneden, dan komt Fatma je halen.",
        until=40,
    )
    story.on(-1, "9:10")
    danger.visits(story, "ria", on=1)
