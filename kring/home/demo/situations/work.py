"""Small stories about work, paid and unpaid."""

from kring.home.demo.situations.shape import Situation

WORK = (
    Situation(
        home="alleen",
        team="werkplein werkgeverspunt buurthart",
        purpose="Werk dat past, na jaren thuis.",
        matters="Ik ben 58 en ik kan nog alles behalve solliciteren.",
        message="We zoeken een plek waar ze blij zijn met je ervaring.",
        goals=(
            (
                "werk",
                "{naam} werkt [20|24|16] uur in de week, [in loondienst|eerst op proef]",
                "Collega's die mopperen.",
            ),
            ("netwerk", "Er is elke week iets buiten de deur, ook zonder werk", "Ergens verwacht worden."),
        ),
        notes=(
            "werkplein/werk: {naam} werkte [31|27] jaar bij dezelfde [drukker|meubelfabriek|melkfabriek] tot "
            "die dichtging. Daarna 140 brieven geschreven en twee keer antwoord gehad.",
            "buurthart/netwerk: {Hij} repareert in het buurthuis alles met een stekker. Er staat een rij.",
            "werkgeverspunt/werk: [Kringloop De Tweede Ronde|Installatiebedrijf Kamp] zoekt iemand die radio's "
            "en lampen nakijkt. Ik heb niet gevraagd hoe oud ze zoeken.",
            "ik/werk: Ik ben begonnen. De jongste is 22 en vraagt mij alles. Ik ben moe op een goede manier.",
        ),
        agreements=(
            "1/werkgeverspunt: Twee werkgevers bellen, niet mailen",
            "1/ik: ~Een middag meelopen",
            "2/buurthart: Elke dinsdag de repaircafé-tafel",
            "1/werkplein: Uitrekenen wat werken oplevert, op één blad",
        ),
        why_not="Het bedrijf had opeens een vacaturestop.",
        reviews=("6: Niet meer dat lege gevoel om tien uur.", "8: Ze zetten koffie voor mij. Sterk, zoals het hoort."),
    ),
    Situation(
        home="alleenouder",
        team="werkplein buurthart bibliotheek",
        who="v",
        purpose="Nederlands leren en werken tegelijk.",
        matters="In mijn land was ik [lerares|apotheker|verpleegkundige]. Hier ben ik de moeder van {kind}.",
        message="Je hoeft niet te wachten tot je taal perfect is.",
        goals=(
            ("werk", "{naam} loopt stage [in de zorg|in een apotheek|op een school]", "Weer een naamplaatje."),
            ("netwerk", "{naam} praat elke dag Nederlands met iemand", "Grapjes begrijpen."),
        ),
        notes=(
            "werkplein/werk: Diploma ligt ter waardering. Dat duurt maanden. Wij beginnen alvast met een stage.",
            "bibliotheek/netwerk: Taalmaatje gevonden: mevrouw [Ineke|Truus], oud-lerares. Ze lezen samen "
            "recepten en koken ze daarna.",
            "buurthart/netwerk: {naam} helpt bij de inloop. Ze vragen naar haar, niet meer naar mij.",
            "ik/werk: Vandaag zei iemand: kunt u dit even nakijken. Ik heb het nagekeken. Er zat een fout in.",
        ),
        agreements=(
            "1/werkplein: Stageplek met begeleiding",
            "2/bibliotheek: Taalmaatje, twee keer per week",
            "1/ik: ~De papieren van de opleiding laten vertalen",
            "2/ik: Eén telefoongesprek zelf doen",
        ),
        why_not="De vertaler vroeg € 340. Wendy zoekt uit of dat vergoed wordt.",
        reviews=("7: Ik droomde vannacht in het Nederlands. Het ging over de bus.",),
    ),
    Situation(
        home="alleen",
        team="werkplein oever werkgeverspunt",
        who="m",
        purpose="Terug aan het werk na een burn-out, zonder terugval.",
        matters="Ik wil niet weer de man zijn die alles doet tot hij omvalt.",
        message="Eén stap per twee weken. Minder mag altijd.",
        goals=(
            (
                "werk",
                "{naam} werkt [drie|vier] ochtenden, volgens het eigen tempo",
                "Om één uur naar huis en dan nog leven.",
            ),
            ("psyche", "Een week slapen zonder wakker te liggen van het werk", "Gewoon moe zijn."),
        ),
        notes=(
            "werkplein/werk: Tien maanden ziek, nu willen opbouwen. {naam} zegt steeds dat het gaat, en dan "
            "gaat het niet. We letten op wat {hij} doet, niet op wat {hij} zegt.",
            "oever/psyche: Zes gesprekken. Perfectionisme, slaapstoornis. Nu CGT voor slapen. {naam} vindt het "
            "goed dat de rest alleen de afspraken hoort.",
            "werkgeverspunt/werk: De oude baas wil {hem} terug, met een ander rooster. Dat is zeldzaam. Ik ga mee.",
            "ik/werk: Ik ben drie ochtenden om twaalf uur weggegaan. Niemand is doodgegaan.",
        ),
        agreements=(
            "1/werkplein: Rooster van zes weken, in stappen van twee uur",
            "2/oever: Slaapdagboek bespreken",
            "1/ik: ~Om één uur de laptop dicht",
            "1/werkgeverspunt: Gesprek met de chef over wat niet terugkomt",
        ),
        why_not="Ik heb toch tot vier uur gewerkt. Nu weet ik waarom dat niet kan.",
        reviews=(
            "6: Ik loop in het bos en dan bedenk ik niets.",
            "7: Ik zei nee tegen een vergadering. Er kwam een ander.",
        ),
    ),
    Situation(
        home="paar",
        team="buurthart werkplein college bibliotheek",
        purpose="Van de bank naar een vak, op het eigen tempo.",
        matters="Iemand die mij laat zien hoe iets moet, en dan weggaat.",
        message="Je leert het op de werkvloer. De papieren komen daarna.",
        goals=(
            ("school", "Een praktijkdiploma in [de groenvoorziening|de bouw|de keuken]", "Iets met mijn naam erop."),
            ("werk", "Twintig uur betaald werk, met iemand ernaast", "Loon."),
        ),
        notes=(
            "college/school: {naam} leest moeizaam en verbergt dat goed. Met plaatjes gaat alles. De "
            "praktijktoets haalde {hij} in één keer.",
            "buurthart/werk: In de buurttuin weet {hij} van elke plant de Latijnse naam. Zelf geleerd, van filmpjes.",
            "werkplein/werk: Hoveniersbedrijf [Van Rees|Groenrijk] neemt {hem} drie dagen. De schoolopdrachten "
            "worden daar gemaakt.",
            "ik/school: Mijn diploma hangt in de wc. Daar zit ik het meest.",
        ),
        agreements=(
            "1/college: ~Theorie met plaatjes en hardop",
            "2/werkplein: Een leerbaan van drie dagen",
            "1/ik: Elke woensdagavond oefenen met Els",
            "2/buurthart: Ernaast staan in de eerste week",
        ),
        why_not="De docent was ziek. We beginnen volgende week.",
        reviews=("7: Vroeger zei ik: kan ik niet. Nu zeg ik: laat zien.",),
    ),
    Situation(
        home="alleen",
        team="buurthart wijkteam bibliotheek",
        purpose="Iets te doen hebben, zonder dat het werk hoeft te heten.",
        matters="Ik wil niet geholpen worden. Ik wil ergens bij horen.",
        message="Je doet mee zolang je zin hebt. Werk is niet het doel.",
        goals=(
            ("netwerk", "Drie dagen in de week onder de mensen", "Dat iemand vraagt waar ik was."),
            ("werk", "Een vaste vrijwilligersplek", "Een sleutel van iets."),
        ),
        notes=(
            "buurthart/netwerk: {naam} komt elke dag binnen en gaat na een half uur weg. Vandaag vroeg ik of "
            "{hij} de stoelen wilde uitklappen. {Hij} deed ze allemaal, op een rij, met een meetlint.",
            "bibliotheek/werk: Bij ons ruimt {naam} op maandag de boeken op. Geen woord gesproken, niets "
            "verkeerd gezet.",
            "wijkteam/netwerk: Dit is geen stap naar een baan. Dat hebben we hardop afgesproken, met de "
            "consulent erbij.",
            "ik/netwerk: Ik was er gisteren niet. Vanmorgen vroegen ze alle drie wat er was. Niets. Ik sliep.",
        ),
        agreements=(
            "1/buurthart: Elke ochtend een taak die vooraf klaarligt",
            "2/bibliotheek: Een eigen kar en een eigen gang",
            "1/ik: ~Zelf zeggen wanneer het te druk is",
        ),
        why_not="Het was te vol. Ik ben buiten blijven staan, dat telt ook.",
        reviews=("8: Ik heb een sleutel van de kast met de lijm.",),
    ),
    Situation(
        home="gezin",
        team="werkplein wijkteam budgetpunt",
        purpose="Werken lonend maken, in plaats van stil blijven zitten.",
        matters="Elke keer als ik meer ga werken, houden we minder over. Reken het één keer goed uit.",
        message="Werken moet iets opleveren. Anders zoeken wij het uit voor je begint.",
        goals=(
            ("werk", "{naam} werkt [28|30|32] uur en het gezin houdt meer over dan nu", "Meer werken en meer hebben."),
            ("geld", "Geen terugbetaling van toeslagen aan het eind van het jaar", "Niet weer die brief."),
        ),
        notes=(
            "werkplein/werk: {naam} kan acht uur meer werken in [de kantine|het magazijn]. Vorige keer kostte "
            "dat € 900 aan toeslagen. Wendy rekent het deze keer vooraf uit.",
            "wijkteam/gezin: De opvang van {kind} kost nu meer dan het extra loon. Met een andere dag erbij is "
            "het andersom. Niemand had dat nog uitgerekend.",
            "budgetpunt/geld: Voorlopige toeslag meteen aangepast. Aan het eind van het jaar hoeft er niets terug.",
            "ik/geld: We hebben € 74 overgehouden. Ik heb een foto van de bankapp naar mijn zus gestuurd.",
        ),
        agreements=(
            "1/werkplein: Berekening op één blad, voordat het contract wordt getekend",
            "2/ik: De nieuwe uren dezelfde dag doorgeven",
            "2/budgetpunt: Toeslagen voorlopig laten verlagen",
            "1/wijkteam: ~Opvang op woensdag regelen",
        ),
        why_not="De opvang had een wachtlijst tot volgende maand.",
        reviews=("7: Voor het eerst levert werken ons iets op.",),
    ),
    Situation(
        home="alleen",
        team="werkgeverspunt werkplein huisartsen",
        purpose="Blijven werken met een lijf dat minder kan.",
        matters="Ik ben bouwvakker. Zeg niet dat ik iets anders moet worden. Zeg wat er nog kan.",
        message="We zoeken ander werk in hetzelfde vak.",
        goals=(
            ("werk", "{naam} werkt in de bouw, zonder steiger", "Op de bouw, maar op de grond."),
            ("lichaam", "De pijn past in een werkdag", "’s Avonds mijn jas uit kunnen doen."),
        ),
        notes=(
            "werkgeverspunt/werk: [Rug|Schouder] kapot na 26 jaar steiger. {naam} wil de bouw niet uit. Twee "
            "aannemers zoeken een werkvoorbereider die weet hoe een steiger voelt.",
            "huisartsen/lichaam: Slijtage, geen operatie. Fysiotherapie en grenzen. {naam} geeft toestemming "
            "voor één zin naar het werk: niet tillen boven tien kilo.",
            "werkplein/werk: Cursus [werkvoorbereiding|calculatie] betaald uit scholing. Twaalf avonden.",
            "ik/werk: Ik zit in de keet met een helm op. Ze bellen mij als het niet past.",
        ),
        agreements=(
            "1/werkgeverspunt: Gesprek met twee aannemers uit de buurt",
            "1/werkplein: ~Cursus aanvragen",
            "2/ik: Twee keer per week naar de fysiotherapeut",
            "1/ik: De ene zin van de huisarts zelf aan de baas geven",
        ),
        why_not="De cursus begon een maand later dan gezegd.",
        reviews=("7: Ik tel uren in plaats van pijn.",),
    ),
)
