"""Small stories about young people."""

from kring.home.demo.situations.shape import Situation

YOUNG = (
    Situation(
        home="jong",
        team="wijkteam aanlegplaats werkplein",
        purpose="Van bank naar bank naar een eigen plek.",
        matters="Een adres. Zonder adres ben je niemand.",
        message="Je staat op ons adres tot je een eigen adres hebt.",
        goals=(
            ("wonen", "{naam} heeft een kamer met een contract", "Mijn eigen brievenbus."),
            ("werk", "{naam} werkt of leert, vier dagen per week", "Weer op tijd zijn ergens voor."),
        ),
        notes=(
            "wijkteam/wonen: {naam} sliep bij [zeven|vijf|negen] vrienden in een half jaar. Zonder adres geen "
            "uitkering, zonder uitkering geen kamer. Briefadres is vandaag geregeld.",
            "aanlegplaats/wonen: Kamer in het jongerenhuis vanaf [maandag|de eerste]. Huisregels samen "
            "doorgenomen, {naam} heeft er twee verbeterd.",
            "werkplein/werk: Leerplek bij [de fietsenmaker|een kapper|een installateur]. Eerst twee dagen.",
            "ik/wonen: Er lag post. Voor mij. Het was reclame, maar mijn naam stond erop.",
        ),
        agreements=(
            "1/wijkteam: Briefadres regelen",
            "1/aanlegplaats: Kamer laten zien",
            "2/werkplein: Leerplek met ontbijt vooraf",
            "1/ik: ~Sleutel ophalen, op tijd",
        ),
        why_not="Ik had mijn telefoon niet opgeladen en miste het.",
        reviews=("7: Ik heb een deurmat. Dat had ik nooit gedacht.",),
    ),
    Situation(
        home="gezin",
        team="buurthart politie wilgenroos",
        purpose="Een jongen die op straat groeit, voordat iemand anders hem opvoedt.",
        matters="Dat hij thuis eet.",
        message="Je hoort bij ons, ook als je iets hebt gedaan.",
        goals=(
            ("netwerk", "{kind} heeft drie middagen iets wat hij niet wil missen", "Voetbal of wat dan ook."),
            ("gezin", "{kind} eet vier avonden thuis", "Zijn bord op tafel."),
        ),
        notes=(
            "buurthart/netwerk: {kind} hangt bij [het station|de snackbar] met jongens van twintig. Hij heeft "
            "nieuwe schoenen en zegt niet hoe. Ik heb niets gevraagd en een bal meegenomen.",
            "politie/veiligheid: Geen feiten. Wel twee keer gezien met iemand die wij kennen. Vader schrok, "
            "moeder wist het al.",
            "wilgenroos/gezin: Aan tafel gezeten. Niemand zegt iets, iedereen is bang. Toen begon het kleinste "
            "zusje over een spreekbeurt.",
            "buurthart/netwerk: Hij traint nu de kleintjes. Die noemen hem meester.",
        ),
        agreements=(
            "1/buurthart: Trainersjasje en een eigen groepje",
            "2/ik: ~Elke avond een bord voor hem dekken, ook als hij er niet is",
            "1/politie: Groeten en doorlopen",
            "2/wilgenroos: Met vader naar een wedstrijd",
        ),
        why_not="Hij was er drie dagen niet. Het bord stond er wel.",
        reviews=(
            "6: Hij at twee keer thuis. Ik heb niets over de schoenen gezegd.",
            "8: Hij floot af en ze luisterden.",
        ),
        child="m",
    ),
    Situation(
        home="jong",
        team="wijkteam oever college",
        purpose="Doorleren met een hoofd dat soms stopt.",
        matters="Ik ben geen patiënt die ook studeert. Ik studeer en soms ben ik ziek.",
        message="Een slechte week is geen reden om te stoppen.",
        goals=(
            ("school", "{naam} haalt dit jaar [twee|drie] vakken", "Liever langzaam dan niet."),
            ("psyche", "{naam} heeft hulp voordat het misgaat, niet erna", "Bellen kunnen."),
        ),
        notes=(
            "college/school: {naam} was drie weken weg en durfde niet terug. De plek is vastgehouden. De eerste "
            "les was met koffie, bij mij.",
            "oever/psyche: Stemmingsstoornis. Crisisplan gemaakt, {naam} draagt het in de portemonnee. Familie "
            "kent de eerste bladzijde.",
            "wijkteam/netwerk: Ouders wonen ver. Elke zondagavond belt nu dezelfde tante.",
            "ik/school: Ik heb in de les iets gezegd. Het was goed, geloof ik. In elk geval stil daarna.",
        ),
        agreements=(
            "1/college: Vakken spreiden over twee jaar",
            "2/oever: Afspraak binnen 24 uur bij een slecht teken",
            "1/ik: ~Zeggen als het niet gaat, met één woord",
            "2/wijkteam: Zondagavond bellen met de tante, ook als alles goed is",
        ),
        why_not="Ik zei het woord te laat. Volgende keer eerder.",
        reviews=("7: Ik weet nu dat het ophoudt.",),
    ),
    Situation(
        home="jong",
        team="wilgenroos wijkteam toegang",
        purpose="Achttien worden zonder dat alles tegelijk stopt.",
        matters="Op mijn verjaardag kreeg ik zes brieven en één taart.",
        message="De hulp stopt niet op een datum. Wij regelen de overgang, jij viert.",
        goals=(
            ("zelfzorg", "Alles wat op 18 geregeld moet zijn, is geregeld", "Geen brief die ik niet snap."),
            ("wonen", "{naam} woont ergens waar iemand af en toe aanklopt", "Alleen, maar niet alleen."),
        ),
        notes=(
            "wilgenroos/gezin: {naam} woonde [acht|vijf] jaar in een pleeggezin. De pleegouders willen blijven, "
            "maar de vergoeding stopt. Daar is een regeling voor, die heeft niemand aangevraagd.",
            "toegang/zelfzorg: Begeleiding vanaf 18 toegezegd, dezelfde begeleider. Dat mocht gewoon.",
            "wijkteam/wonen: {naam} blijft nog een jaar wonen waar {hij} woont. Het heet nu anders en voelt hetzelfde.",
            "ik/zelfzorg: Ik heb zelf de zorgverzekering afgesloten. Ik heb er drie vergeleken. Dat had ik van "
            "niemand.",
        ),
        agreements=(
            "1/toegang: ~Besluit voor begeleiding na 18, voor de verjaardag",
            "1/ik: Zorgverzekering kiezen",
            "2/wilgenroos: Verlenging bij de pleegouders aanvragen",
            "1/wijkteam: Lijst met data op de koelkast",
        ),
        why_not="De brief ging naar het oude adres.",
        reviews=("8: Twee brieven deze maand. Ik begreep ze allebei.",),
        supporter="pleegmoeder",
    ),
    Situation(
        home="alleenouder",
        team="wilgenroos college buurthart",
        purpose="Een meisje dat gepest werd, weer onder vrienden.",
        matters="Dat ze haar verjaardag wil vieren.",
        message="Het ligt niet aan jou. Wij praten met de klas, niet over jou.",
        goals=(
            ("school", "{kind} gaat zonder buikpijn naar school", "Geen smoesjes op maandag."),
            ("netwerk", "{kind} heeft één vriendin buiten de klas", "Iemand die blijft slapen."),
        ),
        notes=(
            "college/school: Het begon met een groepsapp van [negentien|zesentwintig] leerlingen. Twee "
            "begonnen, de rest keek. We hebben met de rest gewerkt, dat hielp meer.",
            "wilgenroos/gezin: {kind} maakt tekeningen van dieren met kronen. Ze verkoopt ze voor een euro. Dat "
            "ging over geld, en daarna over alles.",
            "buurthart/netwerk: Bij het naaiatelier is zij de jongste en de beste. De dames vragen haar om raad.",
            "ik/gezin: Er kwam iemand mee. Ze hebben chips laten vallen op de bank. Ik heb er niets van gezegd.",
        ),
        agreements=(
            "1/college: ~Met de klas aan de slag, drie lessen",
            "1/ik: Op maandag niet vragen hoe het was",
            "2/buurthart: Kennismaken bij het naaiatelier",
            "2/wilgenroos: Samen een uitnodiging tekenen",
        ),
        why_not="De klas had een toetsweek. De derde les komt nog.",
        reviews=("7: Ze vroeg zelf of we taart kopen. Grote taart.",),
        child="v",
    ),
)
