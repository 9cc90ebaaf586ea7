"""Yara, whose parents live apart: one child in two households, two circles, and authority with both."""

from kring.home.demo.sharing import Letter, all_give, ask, says
from kring.home.demo.telling import NOT, PARTLY, REACHED, Telling
from kring.home.demo.town import Town
from kring.plans.models import Goal


def tell(town: Town) -> None:
    """De Hoven and Harkerbroek; Thijs leads at the mother's, Iris at the father's, and Iris sits in both."""
    mother, father = Telling(town), Telling(town)
    _two_homes(mother, father)
    _circle_of_the_mother(mother)
    _circle_of_the_father(father)
    _letters_at_the_mother(mother)
    _letters_at_the_father(father)
    calm, hers = _plan_of_the_mother(mother)
    _this_week_at_the_mother(mother, calm, hers)
    _letter_of_this_week(mother)
    _plan_of_the_father(father)


def _two_homes(mother: Telling, father: Telling) -> None:
    mother.on(-145)
    mother.lives("Karimi", street="Tijmpad", number="14", district="De Hoven", postcode="4992 TB")
    mother.person(
        "nilufar", "Nilufar", "Karimi", age=36.2, account="nilufar", reach_me="Mail, dan kan ik rustig lezen."
    )
    yara = mother.person("yara", "Yara", "Hofman", age=9.3, child=True)
    father.on(-145)
    father.lives("Hofman", street="Molenweg", number="3", district="Harkerbroek", postcode="4995 MA")
    joris = father.person("joris", "Joris", "Hofman", age=38.9, account="joris", reach_me="Bel tussen de middag.")
    father.person("lisanne", "Lisanne", "Visser", age=34.5, account="lisanne")
    father.person("pim", "Pim", "Hofman", age=0.7, child=True)
    father.also_lives_here("yara", yara, child=True)
    mother.knows("joris", joris)
    mother.authority("yara", "nilufar", "joris")
    father.authority("pim", "joris", "lisanne")
    mother.supporter("shirin", "nilufar", name="Shirin Karimi", relation="zus", account="shirin")


def _circle_of_the_mother(story: Telling) -> None:
    story.on(-143, "9:45").opens("thijs", purpose="Rust voor Yara, in het huis van haar moeder.", role="wijkcoach")
    story.writes(
        "thijs",
        "Nilufar belde na het gesprek op school. Yara heeft elke maandag buikpijn. Op maandag wisselt ze van huis. "
        "Nilufar en Joris zijn anderhalf jaar uit elkaar en praten via de schooltas.",
        domain="gezin",
    )
    story.invites("thijs", "nilufar", why="Het gaat over uw huis en uw kind.")
    story.on(-142, "20:20").joins(
        "nilufar",
        goal="Dat Yara op zondagavond niet meer huilt.",
        does="Ik zeg niets lelijks over haar vader waar zij bij is.",
        does_not="Ik ga niet samen aan één tafel. Nog niet.",
        asks="Geef niets door aan haar vader zonder het mij te zeggen.",
    )
    story.matters("nilufar", "Dat Yara later niet zegt: ik moest kiezen.")
    story.leads("thijs", asked_by="nilufar", why="U belde terug.")
    story.invites("thijs", "iris", why="Iemand die naast Yara staat en geen kant kiest.")
    story.on(-141, "10:30").joins(
        "iris",
        role="gezinscoach, ouders uit elkaar",
        goal="Yara mag van allebei houden.",
        does="Ik zit in de kring van moeder en in die van vader. Beiden weten dat.",
        does_not="Ik draag geen boodschappen over. Ik neem niets mee van de ene tafel naar de andere.",
        asks="Zeg tegen Yara hetzelfde als tegen elkaar.",
    )
    story.invites("nilufar", "shirin", why="Mijn zus is er op zondagavond.")
    story.on(-140, "21:00").joins(
        "shirin", does="Ik ben er zondag om zeven uur.", asks="Zeg mij wat ik beter niet kan zeggen."
    )
    story.on(-138, "15:30").writes(
        "iris",
        "Met Yara getekend. Twee huizen, met een brug. Onder de brug een krokodil. ‘Dat is maandag.’ "
        "Ze wil dat iedereen dit weet, dus ik schrijf het op.",
        domain="gezin",
        about="yara",
    )


def _plan_of_the_mother(story: Telling) -> tuple[Goal, Goal]:
    story.on(-135, "20:00").plans("thijs", review=-93)
    calm = story.goal(
        "nilufar", "Yara wisselt van huis zonder buikpijn", domain="gezin", own="Een gewone zondag.", about="yara"
    )
    hers = story.goal("thijs", "Nilufar kan de vaste lasten alleen betalen", domain="geld")
    story.message("iris", "Je hoeft niet te kiezen, Yara. Papa en mama zeggen je allebei hetzelfde, en wij ook.")
    friday = story.agrees(
        "iris", calm, "iris", "Voorstel: wisselen op vrijdag na school, via school en niet aan de deur", -128
    )
    bag = story.agrees("iris", calm, "nilufar", "Geen briefjes meer in de schooltas", -120)
    money = story.agrees("thijs", hers, "nilufar", "Naar het formulierenspreekuur voor de toeslagen", -121)
    story.on(-128, "14:00").done("iris", friday)
    story.on(-121, "11:40").done("nilufar", money)
    story.writes("thijs", "Hamid vond twee toeslagen die nog op twee namen stonden: € 178 per maand.", domain="geld")
    story.on(-118, "21:10").not_done(
        "nilufar", bag, "Joris reageerde niet op mijn mails, dus ik schreef toch weer iets op een briefje."
    )
    story.on(-110, "16:00").writes(
        "iris",
        "Beide ouders willen het proberen: wisselen op vrijdag, op school. Yara hoeft dan niet te zwaaien. "
        "Voor mailen is er nu een schriftje dat alleen over Yara gaat.",
        domain="gezin",
        about="yara",
    )
    story.on(-93, "20:00").review(
        "thijs",
        6,
        "Zondag is weer zondag. Ik mis haar wel langer achter elkaar. Dat had ik niet bedacht.",
        {calm: (PARTLY, "Buikpijn alleen nog in de week dat het rooster verandert."), hers: (REACHED, "")},
        following=-51,
    )
    return calm, hers


def _this_week_at_the_mother(story: Telling, calm: Goal, hers: Goal) -> None:
    story.on(-90, "19:40").told_again("nilufar")
    story.writes(
        "nilufar",
        "De nieuwe juf vroeg waarom wij uit elkaar zijn, bij de kapstokken, met andere ouders erbij.",
        domain="school",
        about="nilufar",
    )
    story.on(-89, "9:20").writes(
        "thijs",
        "Ik heb de juf gebeld, met goedvinden van beide ouders. Ze wist niet dat het gevoelig lag. Ze belt "
        "Nilufar zelf.",
        domain="school",
    )
    story.on(-86, "10:40").writes(
        "iris",
        "Yara vroeg of de baby bij papa ook haar broertje is. Bij mama durft ze zijn naam niet te zeggen. "
        "Nilufar heeft gezegd: zeg hem maar. Hij heet Pim.",
        domain="gezin",
        about="yara",
    )
    story.on(-70, "12:15").invites("thijs", "hanneke", why="Blijft de buikpijn echt van de spanning?")
    story.on(-69, "12:50").joins("hanneke", role="huisarts", does_not="Ik schrijf niets over de ouders.")
    story.writes(
        "hanneke",
        "Lichamelijk niets gevonden. Buikpijn past bij spanning, neemt af. Geen medicijnen. Bloedonderzoek was "
        "niet nodig.",
        domain="lichaam",
        about="yara",
    )
    holiday = story.on(-60, "20:15").agrees("iris", calm, "nilufar", "Zelf een voorstel doen voor de vakantie", -52)
    story.on(-52, "22:00").done("nilufar", holiday)
    story.on(-51, "20:00").review(
        "thijs",
        7,
        "We hebben samen bij de musical gezeten. Twee stoelen ertussen, dat wel. Yara zwaaide naar allebei.",
        {calm: (PARTLY, "Nog één keer buikpijn in zes weken.")},
        following=12,
    )
    story.on(-44, "10:00")
    swim = story.agrees("iris", calm, "iris", "Yara vragen wat zij in de vakantie wil, zonder ouders erbij", -30)
    story.on(-30, "15:50").done("iris", swim)
    story.writes(
        "iris",
        "Yara wil: eerste week daar, tweede week hier, en haar konijn mee. Het konijn was nog nooit besproken.",
        domain="gezin",
        about="yara",
    )
    story.agrees("iris", calm, "nilufar", "Afspreken hoe het konijn heen en weer gaat", -1)
    story.agrees("iris", calm, "shirin", "De eerste vakantiedag met Nilufar naar het bos", 20, in_week=True)
    story.agrees("thijs", calm, "thijs", "Vragen of één kring voor Yara nu past", 4)
    story.on(-6, "21:30").writes(
        "nilufar",
        "Vrijdag stond hij er met het hok. Hij had een deken over de tralies gelegd. Dat vond ik lief.",
        domain="gezin",
    )


def _circle_of_the_father(story: Telling) -> None:
    story.on(-139, "13:10").opens("iris", purpose="Rust voor Yara, in het huis van haar vader.", role="gezinscoach")
    story.invites("iris", "joris", why="Het gaat over uw huis en uw kind.")
    story.invites("iris", "lisanne", why="U woont er ook.")
    story.on(-138, "12:30").joins(
        "joris",
        goal="Dat ik niet een weekendvader ben, ook al is het soms weekend.",
        does="Ik ben er op school, elke wisseldag.",
        does_not="Ik ga niet op elke mail van ’s nachts antwoorden.",
        asks="Hoor mij ook. Niet alleen als het misgaat.",
    )
    story.on(-137, "20:40").joins(
        "lisanne",
        goal="Dat Pim en Yara gewoon broer en zus zijn.",
        does="Ik houd mij erbuiten als het over vroeger gaat.",
    )
    story.matters("joris", "Dat Yara bij ons haar schoenen uitschopt zoals thuis.")
    story.leads("iris", asked_by="joris", why="U zit ook bij haar moeder. Dan hoor ik tenminste hetzelfde.")
    story.writes(
        "joris",
        "Ik hoor alles via de schooltas. Over de vakantie, over de tandarts, over mij. Ik las het waar Yara bij stond.",
        domain="gezin",
        about="joris",
    )


def _plan_of_the_father(story: Telling) -> None:
    story.on(-134, "12:45").plans("iris", review=-92)
    calm = story.goal(
        "joris", "Yara wisselt van huis zonder buikpijn", domain="gezin", own="Schoenen uitschoppen.", about="yara"
    )
    room = story.goal("lisanne", "Yara heeft haar eigen plek, ook met een baby in huis", domain="wonen")
    story.message("iris", "Je hoeft niet te kiezen, Yara. Papa en mama zeggen je allebei hetzelfde, en wij ook.")
    book = story.agrees("iris", calm, "joris", "Een schriftje kopen dat alleen over Yara gaat", -122)
    attic = story.agrees("lisanne", room, "joris", "Zolder aftimmeren, Yara kiest de kleur", -105)
    story.on(-122, "18:00").done("joris", book)
    story.on(-105, "19:10").done("joris", attic)
    story.writes("joris", "Het is paars geworden. Heel erg paars.", domain="wonen")
    story.on(-99, "15:15").writes(
        "iris",
        "Yara liet mij de zolder zien. Aan haar bed hangt een tekening met twee huizen. De krokodil is nu een eend.",
        domain="gezin",
        about="yara",
    )
    story.on(-92, "12:45").review(
        "iris",
        7,
        "Ze schopt haar schoenen uit. Ik zei er bijna wat van.",
        {calm: (PARTLY, "Vrijdag wisselen helpt."), room: (REACHED, "")},
        following=-50,
    )
    story.on(-75, "13:30").invites("iris", "thijs", why="Twee kringen, één kind. Kijk mee waar het dubbel is.")
    story.on(-74, "9:15").declines(
        "thijs", "Ik leid de kring van haar moeder. Als ik ook hier zit, weet niemand meer aan wie ik iets vertel."
    )
    mail = story.agrees("iris", calm, "joris", "Binnen twee dagen antwoorden op het schriftje", -60)
    story.on(-58, "22:10").not_done("joris", mail, "Drukke weken met Pim. Ik schreef pas na vijf dagen terug.")
    story.on(-56, "20:05").writes(
        "lisanne",
        "Yara had weer buikpijn op donderdag. Joris had het schriftje laten liggen. Hij heeft het haar zelf verteld: "
        "dat was slordig van papa, niet van jou.",
        domain="gezin",
        about="yara",
    )
    story.on(-50, "12:45").review(
        "iris",
        7,
        "Bij de musical zwaaide ze naar allebei. Daar heb ik het allemaal voor gedaan.",
        {calm: (NOT, "Buikpijn kwam één keer terug, na de late antwoorden. Dat ligt aan ons, niet aan haar.")},
        following=11,
    )
    story.on(-45, "13:40").writes(
        "iris",
        "Joris zei: ‘Ik kom overal als laatste achter.’ Dat klopt. School mailt vanaf nu beide ouders, op "
        "dezelfde minuut. "
        "Maaike heeft het geregeld met de basisschool.",
        domain="school",
    )
    story.on(-40, "12:30")
    hutch = story.agrees("iris", calm, "joris", "Een tweede hok voor het konijn", -9)
    story.agrees("joris", calm, "lisanne", "Pim en Yara samen op de foto voor oma", 7, in_week=True)
    story.agrees("iris", calm, "joris", "Rooster voor de vakantie in het schriftje zetten", 0)
    story.on(-9, "17:40").done("joris", hutch)
    story.writes(
        "lisanne", "Yara heeft Pim leren zwaaien. Hij zwaait nu naar alles, ook naar het konijn.", domain="gezin"
    )


def _letters_at_the_mother(story: Telling) -> None:
    """Both parents decide for Yara; what the father says at the door Thijs writes down."""
    story.on(-138, "20:10")
    all_give(story, "thijs", Letter("gezin school", "Om rust te maken in twee huizen tegelijk", to="thijs"))


def _letter_of_this_week(story: Telling) -> None:
    """The mother said yes, the father has not answered: it waits for him."""
    story.on(-4, "9:30")
    belly = Letter("lichaam", "Om te weten of de buikpijn weg is", to="thijs", special=True, until=180)
    asked = ask(story, "thijs", "yara", belly)
    says(story, asked, yes=True, heard_by="thijs", who="nilufar")


def _letters_at_the_father(story: Telling) -> None:
    """Joris and Lisanne decide for Pim, both parents for Yara."""
    story.on(-136, "20:30")
    all_give(story, "iris", Letter("wonen geld", "Om te zien wat het nieuwe huis vraagt", to="iris"))
