"""Small stories about parents and children."""

from kring.home.demo.situations.shape import Situation

FAMILY = (
    Situation(
        home="alleenouder",
        team="wijkteam wilgenroos buurthart",
        who="v",
        child="m",
        purpose="Rust thuis na een zwaar jaar.",
        matters="Dat {kind} weer eens een vriend meebrengt.",
        message="U doet het goed genoeg. Wij kijken mee waar het schuurt.",
        goals=(
            ("gezin", "De ochtend verloopt zonder schreeuwen", "Op tijd weg zonder tranen."),
            ("netwerk", "Er is iemand die twee uur in de week oppast", "Even niemand mama."),
        ),
        notes=(
            "wijkteam/gezin: {naam} staat alleen voor de kinderen sinds {zijn} moeder naar het "
            "verzorgingshuis ging. ’s Ochtends gaat het mis bij de sokken. ‘Altijd bij de sokken,’ zei {hij}.",
            "wilgenroos/gezin: Twee ochtenden mee geweest. Kleren ’s avonds klaar, één liedje voor de tanden. "
            "Op dag vier waren ze om [tien over acht|vijf voor half negen] weg.",
            "buurthart/netwerk: Mevrouw Bijl van hierachter komt op woensdag. Zij is weduwe en had zelf zes kinderen.",
            "ik/gezin: Vandaag zei niemand iets over sokken.",
        ),
        agreements=(
            "1/wilgenroos: Twee ochtenden meekijken, om half zeven",
            "1/ik: De kleren ’s avonds klaarleggen, met de kinderen",
            "2/buurthart: ~Oppasbuurvrouw zoeken",
            "1/ik: Eén avond per week om negen uur naar bed",
        ),
        why_not="De oppasbuurvrouw was ziek. We plannen opnieuw.",
        reviews=("6: Minder stemmen in mijn hoofd om zeven uur.", "8: {kind} bracht iemand mee. Hij bleef eten."),
    ),
    Situation(
        home="gezin",
        team="wilgenroos college wijkteam",
        child="m",
        purpose="Weer naar school gaan, met iets om naar uit te kijken.",
        matters="Niemand vraagt waarom hij niet gaat. Iedereen zegt alleen dát hij moet gaan.",
        message="Elke dag die lukt is er een. We beginnen bij twee uur.",
        goals=(
            (
                "school",
                "{kind} gaat [vier|drie] dagen in de week naar school",
                "Dat hij weer lacht als hij binnenkomt.",
            ),
            ("gezin", "De ouders hoeven niet meer elke ochtend te duwen", "Geen ruzie om acht uur."),
        ),
        notes=(
            "college/school: {kind} is de laatste zes weken [elf|negen] dagen geweest. Hij zit niet buiten te "
            "roken, hij zit in bed.",
            "wilgenroos/gezin: Thuis praten ze er niet meer over, dat lost de ruzie op en niets anders. Met "
            "{kind} ga ik wandelen. Er komt een zin per honderd meter.",
            "wijkteam/gezin: Moeder huilt op de gang. Ze denkt dat het aan haar ligt. We hebben de rollen "
            "gewisseld: zij mag één week niets zeggen.",
            "college/school: Twee uur handvaardigheid en dan naar huis. Dat is de deur naar binnen gebleken.",
            "ik/gezin: Hij heeft een krukje gemaakt. Het staat scheef en niemand mag het rechtzetten.",
        ),
        agreements=(
            "1/college: ~Rooster met twee uur per dag",
            "1/wilgenroos: Elke maandag wandelen",
            "2/ik: Een week niet over school praten",
            "1/wijkteam: Leerplicht bellen voor uitstel",
        ),
        why_not="Hij ging die dag helemaal niet. Dat is geen stap terug, zegt Rob.",
        reviews=("6: Twee uur is ook gewoon weg van huis.", "7: Hij had een punt voor Nederlands. Een 5,8. Feest."),
    ),
    Situation(
        home="gezin",
        team="wijkteam wilgenroos huisartsen",
        who="v",
        purpose="Ouders met een nieuwe baby en weinig slaap.",
        matters="Dat we elkaar weer aardig vinden.",
        message="Slaap eerst. Alles wordt met slaap beter.",
        goals=(
            ("gezin", "Beide ouders slapen drie nachten per week door", "Om de beurt in de logeerkamer."),
            ("lichaam", "De baby groeit en de moeder herstelt", "Melk die er gewoon is."),
        ),
        notes=(
            "wijkteam/gezin: Baby van [tien|acht|zeven] weken, vader weer aan het werk, moeder alleen in een "
            "nieuw huis. Ze zei: ‘Ik wil hem niet kwijt. Ik wil slapen.’",
            "huisartsen/lichaam: Groeicurve goed. Ik let met het consultatiebureau extra op somberheid. {naam} "
            "weet dat.",
            "wilgenroos/gezin: Vader heeft één nacht overgenomen. ‘Ze huilt precies zoals in de film,’ zei hij.",
            "ik/gezin: Ik sliep van elf tot zes. Hij had een briefje op de koelkast gehangen met: ga maar slapen.",
        ),
        agreements=(
            "1/wilgenroos: Nachtrooster maken, ook voor het weekend",
            "2/huisartsen: Over twee weken weegmoment",
            "1/ik: ~Overdag gaan liggen als de baby slaapt",
        ),
        why_not="De schoonmoeder bleef logeren en toen lukte slapen niet.",
        reviews=("6: We lachten. Om niets.", "8: Vier uur achter elkaar. Dat is vakantie."),
        supporter="oma",
    ),
    Situation(
        home="alleenouder",
        team="wijkteam wilgenroos college",
        child="v",
        purpose="Een tiener die te snel volwassen moet zijn.",
        matters="Dat {kind} weer kattenkwaad uithaalt in plaats van de belasting.",
        message="Jij hoeft niet voor iedereen te zorgen. Wij zorgen mee.",
        goals=(
            ("gezin", "{kind} kookt niet meer voor de hele familie", "Dat zij mag zeuren over de bloemkool."),
            ("school", "{kind} heeft een plek waar huiswerk maken lukt", "Een stoel met een lamp."),
        ),
        notes=(
            "wijkteam/gezin: {naam} is ziek en {kind} doet het huishouden, nog geen vijftien. Ze weet wanneer "
            "de bijstand komt en wanneer de huur. Ik heb gevraagd wat zij leuk vindt. Ze moest nadenken.",
            "college/school: Ze valt in slaap in de aula. Cijfers zijn nog goed, dat is precies waarom niemand "
            "het zag.",
            "wilgenroos/gezin: Elke dinsdag doen we iets zinloos. Vandaag kleien. Ze vroeg drie keer of het wel mocht.",
            "ik/gezin: Vanmiddag was ze laat en ze rook naar friet. Ik heb niets gezegd. Ik was blij.",
        ),
        agreements=(
            "1/wijkteam: ~Hulp bij het huishouden aanvragen",
            "2/college: Huiswerkplek tot zes uur",
            "1/ik: {kind} één avond per week vrij geven, echt vrij",
            "1/wilgenroos: Dinsdag iets zinloos",
        ),
        why_not="De aanvraag lag stil omdat een handtekening ontbrak. Nu is hij weg.",
        reviews=("7: Ze vergat de boodschappen. Ik had het niet erg gevonden.",),
    ),
    Situation(
        home="gezin",
        team="wilgenroos oever wijkteam college",
        child="m",
        purpose="Een kind met druk gedrag, en een gezin dat op adem komt.",
        matters="Wij zijn niet boos op hem. Wij zijn op.",
        message="{kind} is geen probleem. Jullie zijn moe. Daar beginnen we.",
        goals=(
            ("gezin", "Er is een uur per dag waarin het in huis rustig is", "Eén kop koffie die warm opgaat."),
            ("school", "{kind} blijft in de klas, ook op vrijdag", "Geen telefoontje van school."),
        ),
        notes=(
            "wilgenroos/gezin: Bij {kind} werkt bewegen, niet stilzitten. Nu springt {kind} elke ochtend "
            "twintig keer op het kussen voor de deur van school.",
            "oever/psyche: ADHD en angst. We wachten met medicijnen tot na de vakantie. Ouders krijgen zelf "
            "gesprekken, dat was nog nooit aangeboden.",
            "wijkteam/netwerk: Een weekend per maand bij tante [Wil|Riet] op de boerderij. Daar mag hij hard.",
            "ik/gezin: Ik dronk mijn koffie warm. Ik wist niet meer hoe dat smaakte.",
        ),
        agreements=(
            "1/wilgenroos: ~Een hoek in huis met een touw aan het plafond",
            "2/college: Bewegen om het uur, ook in de les",
            "1/ik: ’s Avonds om acht uur de telefoons in de mand",
            "1/oever: Twee gesprekken alleen met de ouders",
        ),
        why_not="De hoek was er, maar het touw hing te hoog. Nu hangt het goed.",
        reviews=(
            "6: Een uur. Echt een uur.",
            "7: De juf belde om te zeggen dat het goed ging. Ik dacht eerst dat ze zich vergiste.",
        ),
    ),
    Situation(
        home="alleenouder",
        team="wijkteam buurthart wilgenroos",
        who="v",
        child="v",
        purpose="Nieuw in Nederland, met kinderen die het sneller leren.",
        matters="Mijn kinderen vertalen voor mij. Dat is niet hun werk.",
        message="Wij zorgen voor een tolk. De kinderen mogen gewoon spelen.",
        goals=(
            ("netwerk", "{naam} doet een gesprek in het Nederlands zonder kind erbij", "De dokter begrijpen."),
            ("gezin", "{kind} hoeft nergens meer te vertalen", "Dat zij naar buiten gaat."),
        ),
        notes=(
            "wijkteam/gezin: Bij het gesprek met de gemeente vertaalde {kind} van tien. Ook het woord "
            "ontruiming. Dat gebeurt nu niet meer: tolken zijn vast geregeld.",
            "buurthart/netwerk: {naam} en mevrouw Van Bers bakken elke donderdag. De een praat, de ander "
            "kneedt, en andersom.",
            "wilgenroos/gezin: {kind} zei: ‘Dan weet ik niet wat mama zegt.’ Nee, en dat is juist fijn.",
            "ik/netwerk: Ik heb bij de huisarts zelf gepraat. Ik zei rug en niet dinges.",
        ),
        agreements=(
            "1/buurthart: Bakgroep op donderdag, met taal",
            "2/wijkteam: ~Vaste tolk voor de afspraken",
            "1/ik: Bij de bakker zelf bestellen",
            "2/wilgenroos: Met {kind} buiten spelen, alleen spelen",
        ),
        why_not="De tolk was er niet. We hebben het opnieuw gepland en niet toch maar gedaan.",
        reviews=("7: Ik vertelde een grap. Het was bijna een goede grap.",),
        supporter="buurvrouw",
    ),
    Situation(
        home="gezin",
        team="wijkteam wilgenroos politie",
        who="v",
        purpose="Na een ruzie die te ver ging, weer veilig samen.",
        matters="Wij willen het goedmaken zonder dat iemand zijn gezicht verliest.",
        message="Niemand slaat. Wie weg moet, gaat een rondje lopen en komt terug.",
        goals=(
            ("veiligheid", "Er is in huis zes weken geen geweld geweest", "De deur mag open."),
            ("gezin", "{kind} durft weer met allebei te praten", "Aan tafel met drie stemmen."),
        ),
        notes=(
            "politie/veiligheid: Melding door de buren. Aangehouden en dezelfde avond naar huis. De afspraak "
            "die ze zelf maakten: bij harde stemmen gaat een van twee naar buiten.",
            "wijkteam/veiligheid: We hebben het veiligheidsplan met alle vier gemaakt, ook met {kind}. Het "
            "hangt op de koelkast, naast de kalender.",
            "wilgenroos/gezin: {kind} tekende zichzelf onder de tafel. De tekening hangt nu naast de eettafel, "
            "met toestemming van {kind}.",
            "ik/veiligheid: Hij liep drie rondjes en kwam terug. Ik had koffie gezet. We zeiden niets en dat "
            "was genoeg.",
        ),
        agreements=(
            "1/wijkteam: Elke week samen het plan nalopen",
            "1/ik: ~Weglopen als het hard wordt, en terugkomen",
            "2/wilgenroos: {kind} vraagt elke vrijdag hoe het was",
            "1/politie: Nog twee keer langs zonder reden",
        ),
        why_not="Ik liep niet weg. Ik heb het zelf gemeld.",
        reviews=("6: Vier weken. Wij tellen allebei, dat is nieuw.",),
    ),
)
