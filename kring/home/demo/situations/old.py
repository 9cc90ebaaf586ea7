"""Small stories about growing old."""

from kring.home.demo.situations.shape import Situation

OLD = (
    Situation(
        home="oudpaar",
        team="wijkteam thuiszorg huisartsen",
        purpose="Samen thuis blijven, ook nu een van beiden vergeet.",
        matters="Zolang hij mijn hand pakt, woont hij thuis.",
        message="Mevrouw kent hem het best. Wij vragen het haar eerst.",
        goals=(
            (
                "zelfzorg",
                "{naam} heeft twee middagen per week voor zichzelf",
                "Naar de kapper zonder op de klok te kijken.",
            ),
            ("netwerk", "Drie mensen weten wat te doen als hij wegloopt", "Niet meer alleen zoeken."),
        ),
        notes=(
            "wijkteam/zelfzorg: Hij zet de waterkoker op het gas. {naam} slaapt met de voordeursleutel om "
            "{zijn} nek. Al een jaar. Niemand wist het, want ze lachten het weg.",
            "huisartsen/lichaam: Dementie, vastgesteld in het geheugencentrum. Verder gezond. Casemanager "
            "aangevraagd; wachttijd zes weken.",
            "thuiszorg/zelfzorg: ’s Morgens help ik met wassen. Hij zingt. Als ik meezing gaat het vanzelf.",
            "naaste/netwerk: Ik neem papa op donderdag mee naar de volkstuin. Hij weet niet meer wat prei is en "
            "wel wanneer hij eruit moet.",
            "ik/zelfzorg: Ik ben naar de kapper geweest. De hele tijd niet op de klok gekeken.",
        ),
        agreements=(
            "1/thuiszorg: Twee ochtenden helpen met wassen",
            "2/wijkteam: Kaartje voor de buren: wie belt u als u hem ziet lopen",
            "1/naaste: Donderdagmiddag overnemen",
            "1/ik: ~De kapper bellen en gaan",
        ),
        why_not="Hij was onrustig en ik wilde niet weg.",
        reviews=("6: Donderdag is nu van mij.", "7: Hij was weg en de bakker belde. Zes minuten."),
        supporter="dochter",
        who="v",
    ),
    Situation(
        home="oud",
        team="buurthart thuiszorg bibliotheek",
        purpose="Minder alleen, zonder dat het eenzaamheid hoeft te heten.",
        matters="Ik ben niet eenzaam. Ik heb alleen niemand om tegen te mopperen.",
        message="We komen voor de gezelligheid. Van twee kanten.",
        goals=(
            ("netwerk", "{Meneer} spreekt op [vier|vijf] dagen iemand", "Iemand die terugmoppert."),
            ("zelfzorg", "Er wordt elke dag warm gegeten", "Geen soep uit een beker."),
        ),
        notes=(
            "buurthart/netwerk: {Meneer} zei aan de deur: ‘Ik koop niets.’ Ik zei: ik verkoop niets. Toen mocht "
            "ik binnen. We hebben geruzied over [voetbal|de burgemeester|de nieuwe stoep].",
            "thuiszorg/zelfzorg: In de koelkast stond margarine en verder niets. De maaltijden komen nu warm, "
            "van mevrouw Tol om de hoek.",
            "bibliotheek/netwerk: Leesmaatje is een jongen van zeventien. Ze lezen het sportkatern en zijn het "
            "nooit eens.",
            "ik/netwerk: Die jongen heeft geen verstand van buitenspel. Hij komt maandag weer.",
        ),
        agreements=(
            "1/bibliotheek: Een maatje dat tegen een stootje kan",
            "2/thuiszorg: Warm eten van om de hoek",
            "1/ik: ~Op woensdag naar de koffie, één keer proberen",
            "1/buurthart: Elke week bellen, ook in de vakantie",
        ),
        why_not="Ik had geen zin. Dat mag ook.",
        reviews=("7: Ik mopper nu hardop. Scheelt.",),
    ),
    Situation(
        home="oud",
        team="wijkteam huisartsen thuiszorg",
        purpose="Na een val weer thuis durven zijn.",
        matters="Niet meer op handen en knieën naar de telefoon.",
        message="Rustig aan. Wij komen elke dag tot het niet meer hoeft.",
        goals=(
            ("zelfzorg", "{naam} loopt zonder hulp naar het toilet, ook ’s nachts", "Mijn eigen gang."),
            ("netwerk", "Er is altijd iemand te bereiken", "Een knop die iemand hoort."),
        ),
        notes=(
            "wijkteam/zelfzorg: [Negen|Zes] uur op de grond gelegen voordat de bezorger door het raam keek. "
            "{naam} zei: ‘Ik heb de hele dag het plafond bestudeerd.’",
            "huisartsen/lichaam: Heup gekneusd, niet gebroken. Bloeddruk te laag van een pil, die is eraf.",
            "thuiszorg/zelfzorg: Beugels, nachtlampje, drempels weg. We lopen elke dag twee keer de gang op en "
            "neer. Vandaag zonder mij.",
            "naaste/netwerk: Ik bel nu om half negen en om negen uur ’s avonds. Zij doet alsof het haar stoort.",
        ),
        agreements=(
            "1/thuiszorg: Beugels en nachtlampje aanbrengen",
            "2/wijkteam: Alarmknop aanvragen en uitleggen",
            "2/naaste: Twee keer per dag bellen",
            "1/ik: ~Twee keer per dag de gang op en neer",
        ),
        why_not="Mijn been wilde niet. Morgen weer.",
        reviews=("7: Ik loop. Langzaam, maar het is lopen.",),
        supporter="nicht",
        who="v",
    ),
    Situation(
        home="oud",
        team="toegang thuiszorg wijkteam",
        purpose="Hulp in huis die op tijd doorloopt.",
        matters="Dat Silvia blijft. Niet iemand. Silvia.",
        message="U hoeft niet opnieuw te bewijzen dat u oud bent.",
        goals=(
            ("zelfzorg", "De hulp in huis loopt door zonder een week ertussen", "Schone ramen, dezelfde Silvia."),
            ("netwerk", "{naam} doet weer mee met [het koor|de biljartclub|de kaartclub]", "Donderdagavond."),
        ),
        notes=(
            "toegang/zelfzorg: De beschikking liep over zes weken af. Ik heb gebeld voordat er een brief kwam. "
            "{Meneer} had al een stoel klaargezet voor het ‘verhoor’.",
            "thuiszorg/zelfzorg: Silvia ziet als eerste dat de tabletten blijven liggen. Ze zegt het nu, met "
            "goedvinden.",
            "wijkteam/netwerk: De club stopte omdat niemand reed. De chauffeur van de buurtbus bleek te biljarten.",
            "ik/netwerk: Ik verloor. Maar wel op donderdag.",
        ),
        agreements=(
            "1/toegang: Verlengen voordat de oude afloopt",
            "1/thuiszorg: Zelfde hulp, zelfde dag",
            "2/wijkteam: ~Vervoer naar de club",
            "1/ik: Zeggen als de tabletten tegenstaan",
        ),
        why_not="De buurtbus rijdt op die avond niet meer. We zoeken iemand anders.",
        reviews=("8: Silvia is er. De rest is bijzaak.",),
    ),
    Situation(
        home="oudpaar",
        team="wijkteam thuisgoed thuiszorg",
        purpose="Van een groot huis naar iets dat past, op tijd en samen gekozen.",
        matters="Wij beslissen zelf waar onze kast komt te staan.",
        message="Verhuizen mag langzaam. Eerst kijken, dan meten, dan pas inpakken.",
        goals=(
            ("wonen", "{naam} en {partner} wonen gelijkvloers in de eigen wijk", "Een balkon met twee stoelen."),
            ("netwerk", "De vrienden van de [kaartclub|klaverjas] komen mee", "Dinsdag blijft dinsdag."),
        ),
        notes=(
            "wijkteam/wonen: De trap is het probleem, niet het huis. {partner} slaapt al een jaar in de "
            "voorkamer. Ze dachten dat verhuizen ophouden betekent.",
            "thuisgoed/wonen: Drie woningen bekeken. Bij de derde bleef {naam} voor het raam staan. ‘Daar loopt "
            "de bakker,’ zei {hij}.",
            "thuiszorg/zelfzorg: Alles opgemeten, de eiken kast past. We hebben het drie keer gecontroleerd.",
            "ik/wonen: De kast past. Er zit één deurtje scheef en dat deed hij vroeger ook.",
        ),
        agreements=(
            "1/thuisgoed: ~Drie woningen binnen de wijk",
            "1/wijkteam: Samen een lijst: wat moet mee, wat mag mee, wat mag niet",
            "2/ik: De club vragen waar zij willen zitten",
            "1/thuiszorg: Opmeten, ook de deuren",
        ),
        why_not="De tweede woning was al weg. De derde bleek beter.",
        reviews=("7: Wij wonen op de begane grond en we zien de bakker.",),
    ),
    Situation(
        home="oudpaar",
        team="thuiszorg huisartsen bibliotheek",
        purpose="Zorgen voor elkaar zonder zelf om te vallen.",
        matters="Ik wil zijn vrouw zijn, niet zijn verpleegster.",
        message="U mag moe zijn. Wij nemen dingen over, niet alles.",
        goals=(
            (
                "zelfzorg",
                "Er komt vier keer per week iemand om te helpen",
                "Hem eens zien in plaats van hem verzorgen.",
            ),
            ("netwerk", "{naam} heeft één avond waarop zij mag klagen", "Hardop, bij een ander."),
        ),
        notes=(
            "thuiszorg/zelfzorg: Ze tilde hem [al drie jaar|twee jaar] uit bed. Ik zei dat wij dat doen, en dat "
            "zij koffie zet. Ze ging naast ons staan en huilde.",
            "huisartsen/lichaam: Parkinson, verder stabiel. Bij mevrouw de bloeddruk en de rug. Respijtzorg "
            "besproken; ze wil er nog over nadenken.",
            "bibliotheek/netwerk: De mantelgroep komt op dinsdag. Ze zei eerst niets, toen de hele avond.",
            "ik/zelfzorg: We hebben gekaart. Hij won. Ik had hem moeten laten winnen maar dat was niet nodig.",
        ),
        agreements=(
            "1/thuiszorg: Twee ochtenden en twee avonden overnemen",
            "2/bibliotheek: De mantelgroep op dinsdag",
            "1/ik: Nee leren zeggen tegen nog een ding",
            "1/huisartsen: ~Samen over een week weg praten",
        ),
        why_not="Zij durfde hem nog niet alleen te laten. Volgende week proberen we het.",
        reviews=(
            "6: Ik sliep tot acht uur. Zo laat.",
            "7: Ik ben weer een vrouw van hem. Het is niet veel anders en het is alles.",
        ),
        who="v",
    ),
)
