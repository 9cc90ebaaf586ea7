"""Ricardo, who keeps vanishing from jobs, and is caught in time by four organisations (rows D3 and D4)."""

from kring.home.demo import danger
from kring.home.demo.sharing import Letter, ask, says
from kring.home.demo.telling import NOT, PARTLY, REACHED, Telling
from kring.home.demo.town import Town
from kring.plans.models import Goal
from kring.sharing.models import CrisisAccess


def tell(town: Town) -> None:
    """Noord; circle opened by Sanne, who leads; Ria is the steady contact."""
    story = Telling(town)
    _people(story)
    _first_weeks(story)
    _letters(story)
    work, post, daughter = _first_job(story)
    _second_period(story, work, post, daughter)
    _gone_and_caught(story, work, daughter)
    _missing(story)
    _this_week(story, work, daughter)


def _people(story: Telling) -> None:
    story.on(-168)
    story.lives("Martina", street="Wilgenhof", number="31", district="Noord", postcode="4991 CK")
    story.person(
        "ricardo",
        "Ricardo",
        "Martina",
        age=34.3,
        account="ricardo",
        reach_me="App mij. Bellen vind ik lastig als ik niet weet waarover het gaat.",
    )
    story.supporter("dwight", "ricardo", name="Dwight Martina", relation="broer", account="dwight")


def _first_weeks(story: Telling) -> None:
    story.on(-167, "10:00")
    story.opens(
        "sanne",
        purpose="Samen zorgen dat Ricardo werk houdt dat bij hem past.",
        role="buurtcoach, eerste aanspreekpunt in de buurt",
    )
    story.writes(
        "sanne",
        "Ricardo kwam zelf binnen bij de koffie. Hij had vijf banen in drie jaar. Het begint steeds goed. "
        "Na een week of zes blijft hij weg, en dan neemt hij ook de telefoon niet meer op. "
        "Hij zegt: ‘Ik ben dan niet lui. Ik ben dan op.’",
        domain="werk",
    )
    story.invites("sanne", "ricardo", why="Het gaat over jou. Zonder jou praten we niet.")
    story.invites("sanne", "karin", why="Ricardo krijgt een uitkering en wil werken.")
    story.on(-166, "15:20").joins(
        "ricardo", goal="Een baan die ik niet kwijtraak.", asks="Zeg gewoon wat er is. Niet eromheen."
    )
    story.matters(
        "ricardo", "Ik wil dat mijn dochter kan zeggen: mijn vader werkt. En dat het dan de maand erna nog waar is."
    )
    story.on(-165, "11:00").joins(
        "karin",
        role="consulent werk",
        goal="Ricardo werkt over een half jaar zonder uitkering.",
        does="Ik regel de uitkering, de proefplaatsing en de reiskosten.",
        does_not="Ik stuur geen maatregel voordat ik de kring heb gebeld.",
        asks="Laat mij dezelfde dag weten als hij er niet is.",
    )
    story.writes(
        "karin",
        "Ik heb de vijf banen naast elkaar gelegd. Het ging nooit mis op het werk zelf. "
        "Drie keer ging het mis na een brief: een keer van ons, twee keer van de belasting. "
        "Dat had ik zo nog nooit gezien.",
        domain="werk",
    )
    story.on(-164, "14:00").invites("sanne", "patrick", why="Er is een werkgever nodig die tegen een stootje kan.")
    story.invites("sanne", "marieke", why="Ricardo sliep vorig jaar een tijd in de opvang. Jij kent hem.")
    story.on(-163, "9:10").joins(
        "patrick",
        role="arbeidsbemiddelaar",
        goal="Een werkgever die weet wat hij kan verwachten.",
        does="Ik zoek de plek en ik praat met de baas als het spannend wordt.",
        does_not="Ik vertel een werkgever niets over vroeger.",
        asks="Bel mij voordat je de werkgever belt.",
    )
    story.on(-162, "16:00").joins(
        "marieke",
        role="ambulant begeleider",
        goal="Ricardo heeft thuis rust, ook als er een brief komt.",
        does="Ik kom elke week langs. Ik doe de post met hem.",
        does_not="Ik maak hem niet wakker voor zijn werk.",
        asks="Stuur een moeilijke brief eerst naar mij.",
    )
    story.writes(
        "marieke",
        "In de opvang ging het net zo. Als er iets op de mat viel, ging hij drie dagen naar bed. "
        "Hij maakt geen post open. Er lag nu een stapel van veertig centimeter in de keukenla.",
        domain="zelfzorg",
    )
    story.on(-160, "10:00").asks_to_lead("sanne", "karin", why="Het gaat vooral over werk.")
    story.on(-159, "12:15").refuses_lead(
        "karin",
        "Ik beslis ook over zijn uitkering. Dan wil ik niet tegelijk de regie hebben. Vraag iemand die naast "
        "hem staat.",
    )
    story.on(-158, "9:30").asks_to_lead("marieke", "sanne", why="Hij is uit zichzelf naar jou toe gekomen.")
    story.accepts_lead("sanne")
    story.on(-157, "13:30").invites("sanne", "ria", why="Iemand die blijft, ook als het werk er is.")
    story.on(-156, "10:40").joins(
        "ria",
        role="vaste contactpersoon",
        goal="Er is altijd iemand die hij durft te bellen.",
        does="Ik drink elke maandag koffie met hem. Ook als alles goed gaat.",
        does_not="Ik regel geen dingen. Dan blijft het gewoon koffie.",
    )
    story.steady("ricardo", "ria")


def _first_job(story: Telling) -> tuple[Goal, Goal, Goal]:
    story.on(-154, "10:00").plans("sanne", review=-112)
    work = story.goal(
        "sanne",
        "Ricardo werkt bij een baas waar hij langer dan drie maanden blijft",
        domain="werk",
        own="Dat ik er over een half jaar gewoon nog ben.",
    )
    post = story.goal(
        "ricardo",
        "Een brief is geen reden meer om weg te blijven",
        domain="zelfzorg",
        own="Niet meer in bed na de post.",
    )
    daughter = story.goal(
        "ria", "Ricardo ziet Jaylee elke twee weken", domain="netwerk", own="Dat zij mij weer gelooft.", after=work
    )
    sort = story.agrees("sanne", post, "marieke", "De keukenla leeg: samen alle post open en op drie stapels", -147)
    place = story.agrees("karin", work, "patrick", "Drie werkgevers vragen die eerlijk zijn en geduld hebben", -140)
    words = story.agrees("sanne", work, "ricardo", "Opschrijven waaraan je merkt dat het te veel wordt", -145)
    story.on(-147, "15:00").done("marieke", sort)
    story.writes(
        "marieke",
        "La leeg. Van de veertig centimeter was vier centimeter echt belangrijk. "
        "Er is een schuld van € 640 bij de zorgverzekeraar. Ricardo dacht dat het duizenden waren. "
        "Hij ging zitten en moest lachen.",
        domain="zelfzorg",
    )
    story.on(-145, "19:30").writes(
        "ricardo",
        "Waaraan ik het merk: ik eet niet meer met de anderen. Ik zet mijn telefoon uit. Ik ga laat slapen. "
        "Als je dat ziet, dan heb je nog twee dagen.",
        domain="werk",
        about="ricardo",
    )
    story.done("ricardo", words)
    story.on(-140, "11:30").done("patrick", place)
    story.writes(
        "patrick",
        "Garage Van Elden wil hem graag als hulpmonteur. Ricardo heeft daar een ochtend meegelopen. "
        "De chef zei: ‘Die man heeft handen.’ Start over een week, drie dagen.",
        domain="werk",
    )
    story.on(-133, "8:30").message(
        "sanne", "Je bent welkom, ook als je een dag gemist hebt. Bel of app een van ons. Dan lossen we het samen op."
    )
    story.writes(
        "karin",
        "We zeggen nu alle vier hetzelfde tegen hem. Geen dreigende brief meer van ons. "
        "Als er iets met de uitkering is, breng ik het zelf, met Marieke erbij.",
        domain="werk",
    )
    early = story.agrees("sanne", work, "patrick", "Elke vrijdag tien minuten bellen met de chef", -119)
    coffee = story.agrees("sanne", daughter, "ria", "Vragen of Jaylee mee mag naar de kinderboerderij", -125)
    story.on(-125, "14:00").not_done("ria", coffee, "Haar moeder wil eerst zien dat het werk een maand goed gaat.")
    story.on(-121, "17:00").writes(
        "ricardo",
        "Dit is de derde week. Ik mag nu alleen remmen doen. Ik vertel het niet te hard, anders gaat het mis.",
        domain="werk",
        about="ricardo",
    )
    story.on(-119, "16:30").done("patrick", early)
    story.on(-112, "13:00").review(
        "sanne",
        7,
        "Het gaat goed. Ik ben wel bang voor week zes. Dat weet ik nu tenminste.",
        {
            work: (PARTLY, "Hij werkt vier weken. Drie maanden is het nog niet."),
            post: (PARTLY, "Samen lukt het. Alleen nog niet."),
            daughter: (NOT, "De moeder van Jaylee wacht nog even."),
        },
        following=-70,
    )
    return work, post, daughter


def _second_period(story: Telling, work: Goal, post: Goal, daughter: Goal) -> None:
    story.on(-104, "9:50").writes(
        "patrick",
        "De chef belde mij. Ricardo at deze week twee keer alleen in zijn auto. "
        "Dat staat op zijn eigen lijst. Ik bel Sanne.",
        domain="werk",
    )
    story.on(-104, "11:15").writes(
        "sanne",
        "Vanmiddag bij Ricardo langs geweest. Er was een aanslag van de gemeente: € 312 afvalstoffen. "
        "Hij had hem drie dagen in zijn jas. We hebben hem samen opengemaakt. Kwijtschelding kan, Marieke "
        "vraagt het aan.",
        domain="zelfzorg",
    )
    waiver = story.agrees("sanne", post, "marieke", "Kwijtschelding aanvragen, samen met Ricardo", -97)
    talk = story.agrees(
        "patrick", work, "ricardo", "De chef zelf vertellen wat helpt als het druk is in je hoofd", -100
    )
    story.on(-100, "17:45").done("ricardo", talk)
    story.writes(
        "ricardo",
        "Ik heb het gezegd. Hij zei: mijn zwager heeft dat ook. Meer niet. We gingen weer werken.",
        domain="werk",
        about="ricardo",
    )
    story.on(-97, "10:20").done("marieke", waiver)
    story.on(-90, "14:30").brings_in(
        "ricardo",
        "dwight",
        why="Mijn broer heeft een sleutel en een auto.",
        does="Ik haal hem op als hij niet uit bed komt. Ik maak er geen drama van.",
    )
    pick_up = story.agrees("ricardo", work, "dwight", "Op maandag meerijden naar de garage", -84)
    story.on(-84, "8:10").done("dwight", pick_up)
    story.on(-78, "11:00").invites("sanne", "dennis", why="Een jobcoach op de werkvloer, tien weken lang.")
    story.on(-77, "10:00").declines(
        "dennis", "Ik zit tot het einde van de maand vol. Patrick blijft bellen, daarna kan ik meedoen."
    )
    story.on(-70, "13:30").review(
        "sanne",
        8,
        "Elf weken. Zo lang heb ik het in vijf jaar niet volgehouden. Ik zag Jaylee zondag.",
        {
            work: (PARTLY, "Elf weken. Bijna drie maanden."),
            post: (REACHED, ""),
            daughter: (PARTLY, "Twee keer gezien, met Ria erbij."),
        },
        following=-28,
    )


def _gone_and_caught(story: Telling, work: Goal, daughter: Goal) -> None:
    story.on(-52, "9:05").writes(
        "patrick",
        "De garage gaat dicht. Van Elden stopt na dertig jaar. Ricardo hoorde het vanochtend met de anderen. "
        "Hij liep weg zonder iets te zeggen.",
        domain="werk",
    )
    story.on(-52, "9:40").writes(
        "sanne",
        "Ik heb hem geappt: je bent welkom, ook nu. Geen antwoord. Dwight gaat na zijn werk langs. "
        "Karin houdt de uitkering klaar, zodat er geen gat valt.",
        domain="werk",
    )
    story.on(-51, "20:15").writes(
        "dwight",
        "Hij is thuis. De gordijnen zijn dicht. Hij wil niemand zien. Ik heb soep gebracht en ben gewoon "
        "blijven zitten.",
        domain="netwerk",
        about="ricardo",
    )
    visit = story.on(-50, "8:45").agrees(
        "sanne", work, "ria", "Koffie bij Ricardo thuis in plaats van in het buurthuis", -49
    )
    calm = story.agrees("sanne", work, "karin", "De uitkering laten doorlopen, zonder nieuwe aanvraag", -46)
    find = story.agrees("sanne", work, "patrick", "Met Van Elden bellen: wie in de streek zoekt een monteur", -45)
    story.on(-49, "10:30").done("ria", visit)
    story.writes(
        "ria",
        "Hij deed open. We hebben een uur niets gezegd en toen over Jaylee gepraat. "
        "Hij vroeg of wij nu boos waren. Ik zei: nee, wij missen je.",
        domain="netwerk",
    )
    story.on(-46, "12:00").done("karin", calm)
    story.on(-45, "16:10").done("patrick", find)
    story.writes(
        "patrick",
        "Van Elden belde zelf drie collega's. Fietsenmaker Brink in Harkerbroek wil hem zien. "
        "Klein bedrijf, vaste tijden, zelfde soort werk.",
        domain="werk",
    )
    story.on(-41, "9:00").writes(
        "marieke",
        "Intern: als hij zijn huur deze maand niet haalt, kunnen wij het noodfonds gebruiken. Eerst kijken of "
        "het nodig is.",
        domain="wonen",
        only_us=True,
        closed_to_resident=True,
    )
    story.on(-37, "17:20").writes(
        "ricardo",
        "Ik ben daar geweest. Het ruikt er hetzelfde. Ik begin maandag. "
        "Normaal was ik nu weg geweest. Nu stonden er vier mensen te wachten die allemaal hetzelfde zeiden.",
        domain="werk",
        about="ricardo",
    )
    story.on(-28, "13:00").review(
        "sanne",
        7,
        "Ik was weg en jullie waren er nog. Dat was nieuw.",
        {
            work: (PARTLY, "Nieuwe baas. Hij is net begonnen, maar hij is niet verdwenen."),
            daughter: (PARTLY, "Elke twee weken op zondag."),
        },
        following=3,
    )


def _this_week(story: Telling, work: Goal, daughter: Goal) -> None:
    story.on(-26, "10:00")
    weekly = story.agrees("sanne", work, "patrick", "Elke vrijdag bellen met Brink", -14)
    story.agrees("sanne", work, "ricardo", "Zelf appen als een dag niet lukt, voor acht uur", 4)
    story.agrees("ria", daughter, "dwight", "Met Ricardo en Jaylee naar het zwembad", 6, in_week=True)
    story.on(-14, "16:00").done("patrick", weekly)
    story.writes(
        "patrick", "Brink is tevreden. Ricardo komt te vroeg. Dat mag ook weleens gezegd worden.", domain="werk"
    )
    story.on(-12, "15:00").invites("sanne", "dennis", why="Je zei dat je deze maand ruimte had. Week zes komt eraan.")
    story.on(-4, "9:20").writes(
        "marieke",
        "Er ligt een brief van de belasting. Blauw. Hij heeft hem zelf opengemaakt en er een foto van gestuurd. "
        "Twintig weken geleden lag hij nu in bed.",
        domain="zelfzorg",
    )
    story.agrees("marieke", work, "marieke", "De brief van de belasting met hem doornemen", 1)
    story.on(-1, "11:50").writes(
        "patrick",
        "Brink belde: Ricardo was gisteren en vandaag niet op zijn werk en heeft niets laten horen. "
        "Hij is niet boos, hij maakt zich zorgen.",
        domain="werk",
    )
    story.agrees("patrick", work, "sanne", "Langsgaan bij Ricardo, met dezelfde boodschap", 0)
    story.agrees("sanne", work, "sanne", "Met Dwight afspreken wie wanneer langsgaat", 1)
    story.agrees("sanne", daughter, "sanne", "Jaylee's moeder bellen voordat ze het van een ander hoort", 3)
    story.agrees("patrick", work, "karin", "Niets stilzetten voordat Sanne hem gesproken heeft", 2, in_week=True)


def _letters(story: Telling) -> None:
    """Ricardo opens the days to who works with him, not to who looks for a boss; his brother reads along."""
    story.on(-156, "11:10")
    why = "Zodat wij weten wat er speelt als je er niet bent"
    daily = ask(story, "sanne", "ricardo", Letter("zelfzorg wonen netwerk", why, to="sanne karin marieke", until=9))
    says(story, daily, yes=True, heard_by="sanne")
    boss = ask(story, "patrick", "ricardo", Letter("zelfzorg", "Om de werkgever voor te bereiden", to="patrick"))
    says(story, boss, yes=False, heard_by="patrick")


def _missing(story: Telling) -> None:
    """A night on which nobody knew where he was; and a look afterwards at who opened the circle for it."""
    story.on(-38, "22:05")
    crisis = danger.opens(
        story,
        "ruben",
        CrisisAccess.Danger.MISSING,
        "Zijn zus belde de avonddienst. Hij is sinds gisteren weg en liet een briefje achter. Wie belt hij?",
        hours=24,
    )
    story.on(-38, "23:40")
    danger.closes(story, "ruben", crisis)
    story.on(-36, "10:15")
    danger.is_looked_at(
        story,
        "hilde",
        crisis,
        right=True,
        words="Er was reden om te zoeken. Ruben keek een uur. Marieke vond hem bij zijn zus.",
    )
    story.on(-3, "19:30")
    danger.opens(
        story,
        "eline",
        CrisisAccess.Danger.LIFE,
        "Ricardo belde de dienst en klonk wanhopig. Ik ken hem niet en wil weten wie dichtbij hem staat.",
        hours=4,
    )
