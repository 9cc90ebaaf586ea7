"""Small stories about health in body and mind."""

from kring.home.demo.situations.shape import Situation

HEALTH = (
    Situation(
        home="alleen",
        team="oever wijkteam buurthart",
        purpose="Weer onder de mensen, in het eigen tempo.",
        matters="Ik ben een jaar binnen geweest. Ik wil de eerste keer buiten niet verpesten.",
        message="We gaan met je mee. Je mag altijd terug.",
        goals=(
            ("psyche", "{naam} doet twee dingen per week buiten de deur", "De hoek om."),
            ("netwerk", "Er is iemand met wie {naam} naar de markt gaat", "Niet alleen met mijn koptelefoon."),
        ),
        notes=(
            "oever/psyche: Angststoornis, een jaar vrijwel niet buiten. Gestart met oefenen, eerst het portiek. "
            "We doen het samen, zonder haast.",
            "buurthart/netwerk: We hebben drie keer bij de brievenbus gestaan. Vandaag tot het bankje. {naam} "
            "telde de stappen terug en dat mocht.",
            "wijkteam/netwerk: De visboer wist het. Hij zette vandaag een kruk buiten, zomaar.",
            "ik/netwerk: Er stond een kruk. Ik heb er tien minuten op gezeten. Er kwam een hond.",
        ),
        agreements=(
            "1/ik: ~Elke dag naar het bankje en terug",
            "1/oever: Samen oefenen op vrijdag",
            "2/buurthart: Op donderdag naar de markt, vroeg",
            "1/wijkteam: Een briefje voor slechte dagen",
        ),
        why_not="Ik haalde de deur niet. Morgen weer.",
        reviews=("6: Tot het bankje. En terug. Twee keer.", "8: Kibbeling. Buiten."),
    ),
    Situation(
        home="alleen",
        team="oever wijkteam aanlegplaats",
        purpose="Stoppen met drinken en niet opnieuw alles kwijtraken.",
        matters="Ik ben 44 en ik heb drie keer opnieuw moeten beginnen. Laat dit de laatste zijn.",
        message="Terugval is informatie. Bel, ook als je al gedronken hebt.",
        goals=(
            ("verslaving", "[Negentig|Zestig] dagen zonder drank", "Zondag overleven."),
            ("netwerk", "Er is iemand die op zondag bij {naam} is", "Iemand die alleen maar zit."),
        ),
        notes=(
            "oever/verslaving: Ontgifting gedaan, nu medicatie tegen de trek. Zondag blijft het gevaar. {naam} "
            "wil dat dit binnen de kring blijft.",
            "aanlegplaats/wonen: Kamer gebleven, ook na die ene avond. {Hij} had zelf gebeld. Dat was de "
            "afspraak en die hield ik.",
            "wijkteam/netwerk: {naam} gaat op zondag naar [de soepgroep|het koor]. Het gaat niet over drank, "
            "dat is precies waarom het werkt.",
            "ik/verslaving: Veertig dagen. Ik heb twee taarten gebakken en niets gebroken.",
        ),
        agreements=(
            "1/oever: Elke maandag bellen",
            "2/wijkteam: De zondagmiddag vullen, vier keer vooruit",
            "1/aanlegplaats: Kamer houden, ook bij een terugval",
            "1/ik: ~Bellen voor het eerste glas",
        ),
        why_not="Het was te stil op zondag. Ik heb het gemeld.",
        reviews=("6: Vijf zondagen. Ik tel ze.", "7: Ik reed langs de slijter en dacht aan bloemen."),
    ),
    Situation(
        home="gezin",
        team="wijkteam thuiszorg huisartsen",
        purpose="Een ernstige ziekte in een jong gezin.",
        matters="Dat de kinderen later weten dat we ook gelachen hebben.",
        message="Er is tijd. Niet oneindig, wel nu. Doe vandaag iets gewoons.",
        goals=(
            ("gezin", "Er is elke week één dag zonder ziekenhuis", "Pannenkoeken en niets moeten."),
            ("zelfzorg", "{partner} hoeft niet meer alles alleen te doen", "Een uur op de bank."),
        ),
        notes=(
            "wijkteam/gezin: Zware week gehad, uitslag niet goed. We hebben het over schoolreisje gehad, omdat "
            "zij daar ook over wilden praten.",
            "thuiszorg/lichaam: Drie keer per dag een infuus thuis. {partner} leert het aansluiten en het ook "
            "weer loslaten.",
            "huisartsen/lichaam: Palliatief traject. Naast de behandeling komt er rust. Ik bel elke vrijdag, "
            "zonder reden.",
            "wijkteam/gezin: {kind} vroeg: moet ik nu sterk zijn? Nee. Vandaag hoeft niemand iets.",
            "ik/gezin: Vandaag hebben we in de regen op straat gedanst. De kinderen denken dat dat normaal is.",
        ),
        agreements=(
            "1/wijkteam: ~De woensdag vrijhouden, ook tegenover onszelf",
            "2/thuiszorg: {partner} leren aansluiten, en leren vragen",
            "1/ik: Elke dag iets gewoons doen",
            "2/huisartsen: Vrijdag bellen zonder reden",
        ),
        why_not="De woensdag ging op aan een spoedopname. Vrijdag haalden we hem in.",
        reviews=("6: We hebben pannenkoeken gegeten en niemand telde.",),
        supporter="opa",
    ),
    Situation(
        home="alleen",
        team="huisartsen buurthart wijkteam",
        purpose="Weer bewegen en meedoen, met een lijf dat niet wil.",
        matters="Ik ben niet lui. Alles doet pijn behalve mijn mond.",
        message="We geloven je. Daarna gaan we samen kijken wat er kan.",
        goals=(
            ("lichaam", "{naam} loopt elke dag tot de brug en terug", "Zonder bankje halverwege."),
            (
                "netwerk",
                "{naam} staat weer achter de bar van [de voetbalclub|het dorpshuis]",
                "Een bierdopje laten springen.",
            ),
        ),
        notes=(
            "huisartsen/lichaam: Chronische pijn en overgewicht. Geen eenvoudige oplossing, wel bewegen en "
            "slapen. Fysiotherapie vergoed via de gemeentepolis.",
            "buurthart/netwerk: We liepen tot de lantaarn. Bij de lantaarn zei {naam}: ‘Nu haten mijn knieën "
            "jou ook.’ Morgen de volgende lantaarn.",
            "wijkteam/netwerk: De club neemt {hem} terug achter de bar, met een kruk.",
            "ik/lichaam: De brug gehaald. Er stond niemand. Dat was jammer, ik had graag iemand gehad.",
        ),
        agreements=(
            "1/ik: ~Elke dag een lantaarn verder",
            "1/huisartsen: Fysiotherapie met een oefenschema dat te lezen is",
            "2/buurthart: Samen wandelen op maandag en donderdag",
            "2/wijkteam: Met de club praten over een kruk",
        ),
        why_not="Gladde stoep. We hebben in de hal gelopen.",
        reviews=("6: Ik haat mijn knieën wat minder.", "7: Zaterdag stond ik weer achter de bar."),
    ),
    Situation(
        home="alleenouder",
        team="wijkteam oever wilgenroos",
        purpose="Ouder zijn met een ziekte die komt en gaat.",
        matters="Mijn kinderen moeten mijn goede dagen onthouden, niet alleen de slechte.",
        message="Er is een plan voor de slechte dagen, zodat de goede gewoon goed mogen zijn.",
        goals=(
            ("gezin", "Op een slechte dag weten de kinderen wie er komt", "Geen paniek in de gang."),
            ("psyche", "{naam} herkent de eerste tekens en meldt ze", "Op tijd, niet te laat."),
        ),
        notes=(
            "oever/psyche: Bipolaire stoornis, stabiel sinds een half jaar. Signaleringsplan gemaakt; de "
            "kinderen kennen de eerste twee stappen.",
            "wilgenroos/gezin: {kind} weet nu: als mama de gordijnen dichtlaat, belt tante. Niet {kind}. Daarna "
            "viel er iets van haar schouders.",
            "wijkteam/gezin: Met de tante en de buren doorgesproken. Iedereen heeft één taak, meer niet.",
            "ik/gezin: Slechte dag gehad. De kinderen gingen naar tante, alsof ze naar zwemles gingen.",
        ),
        agreements=(
            "1/wilgenroos: Met de kinderen een tekening maken van wie er komt",
            "2/oever: Elke twee weken bellen, ook als alles goed is",
            "1/ik: ~Zelf zeggen: vandaag is een slechte dag",
            "1/wijkteam: Tante en buren op één blad",
        ),
        why_not="Ik heb het niet gezegd. Ik dacht dat het overging.",
        reviews=("7: Een slechte dag en niemand schrok. Ook ik niet.",),
        who="v",
        child="v",
        supporter="zus",
    ),
)
