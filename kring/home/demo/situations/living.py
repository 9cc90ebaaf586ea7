"""Small stories about a home and the street it stands in."""

from kring.home.demo.situations.shape import Situation

LIVING = (
    Situation(
        home="alleen",
        team="thuisgoed wijkteam thuiszorg",
        purpose="Het huis weer veilig en leefbaar, in het tempo van de bewoner.",
        matters="Het zijn mijn spullen. Ik weet van elk ding waar het vandaan komt.",
        message="U bepaalt wat weg mag. Wij maken eerst de weg naar de deur vrij.",
        goals=(
            ("zelfzorg", "De gang, de keuken en het bed zijn vrij", "Weer kunnen koken."),
            ("wonen", "De verhuurder kan veilig bij de ketel", "Niemand aan de deur met een map."),
        ),
        notes=(
            "thuisgoed/wonen: De monteur kon niet bij de ketel. Kranten tot het plafond, maar keurig op "
            "jaartal. {Meneer} gaf mij een krant van mijn geboortedag.",
            "wijkteam/zelfzorg: Drie keer op de stoep gepraat. Vandaag mocht ik tot de kapstok. We zijn "
            "begonnen met één plank.",
            "thuiszorg/zelfzorg: We doen elke [dinsdag|woensdag] een uur. {naam} kiest, ik draag. Niets gaat "
            "weg zonder {zijn} hand erop.",
            "ik/zelfzorg: Ik heb soep gemaakt. Op mijn eigen fornuis. Ik wist niet meer waar de lepel lag.",
            "thuisgoed/wonen: De ketel is nagekeken. De rest heeft geen haast.",
        ),
        agreements=(
            "1/wijkteam: Een keer per week langs, ook als er niets weg hoeft",
            "1/ik: ~Eén doos uitzoeken voor dinsdag",
            "2/thuisgoed: De ketel laten nakijken zodra de gang vrij is",
            "1/thuiszorg: Hulp die meehelpt en niet opruimt",
        ),
        why_not="Het ging die week niet. De dozen waren van mijn moeder.",
        reviews=("6: Er kan weer iemand zitten. Eén iemand.", "7: Jullie gooien niets weg. Daarom doe ik het zelf."),
    ),
    Situation(
        home="gezin",
        team="thuisgoed politie buurthart",
        purpose="Rust in de portiek, voor boven en voor beneden.",
        matters="Wij zijn geen lawaaimakers. De vloer is van karton.",
        message="Eerst bellen, dan pas bonken. Wij horen beide kanten.",
        goals=(
            ("wonen", "Na negen uur is het boven stil genoeg om beneden te slapen", "Dat wij ook mogen lopen."),
            ("netwerk", "De buren kennen elkaars naam", "Gedag zeggen op de trap."),
        ),
        notes=(
            "thuisgoed/wonen: [Elf|Acht] meldingen in twee maanden, alle van dezelfde bewoner beneden. Het "
            "gezin heeft drie kinderen en geen kleed. Dat is de halve verklaring.",
            "politie/veiligheid: Langs geweest na een melding om half elf. Er werd stofgezogen. Ik heb koffie "
            "gehad bij boven en bij beneden.",
            "buurthart/netwerk: Samen aan tafel in het buurthuis. De buurman werkt in de nacht en slaapt om "
            "[acht uur|half negen]. Dat wist niemand.",
            "thuisgoed/wonen: Wij betalen een ondervloer. {naam} legt hem zelf, met {zijn} zwager.",
            "ik/wonen: De buurman zwaaide. {kind} vroeg of hij ziek was.",
        ),
        agreements=(
            "1/thuisgoed: Ondervloer regelen voor de huiskamer en de gang",
            "1/ik: Schoenen uit bij de deur",
            "2/buurthart: ~Samen koffie in het buurthuis",
            "1/politie: Eerst bellen met het gezin bij een melding",
        ),
        why_not="De buurman had die week nachtdienst en sliep door de afspraak heen.",
        reviews=("7: Er is een kleed, een naam en een telefoonnummer.",),
    ),
    Situation(
        home="alleen",
        team="aanlegplaats wijkteam thuisgoed",
        purpose="Van de opvang naar een eigen plek, met iemand die meeloopt.",
        matters="Een deur die ik zelf op slot kan doen.",
        message="We zoeken een plek die past. Tot die tijd houd je je bed.",
        goals=(
            ("wonen", "{naam} heeft een eigen kamer of huis", "Mijn eigen sleutel."),
            ("werk", "Overdag is er iets te doen, drie dagen", "Niet de hele dag buiten lopen."),
        ),
        notes=(
            "aanlegplaats/wonen: {naam} sliep [vijf weken|twee maanden] in de auto na de scheiding. {Hij} werkt "
            "gewoon, {zijn} baas weet het niet. De auto stond achter [het sportpark|de bouwmarkt].",
            "wijkteam/wonen: Urgentie gevraagd. {naam} heeft een baan en geen schulden, dus {hij} valt overal "
            "net buiten. Dat schrijf ik op voor wie de regel maakt.",
            "thuisgoed/wonen: Er komt een kamer vrij in de [Wisselstraat|Walstraat], tijdelijk, een jaar. "
            "Gedeelde keuken.",
            "ik/wonen: Ik heb vannacht op een matras geslapen met een lamp die van mij is.",
            "aanlegplaats/wonen: Sleutel gehad. Ik kom nog een half jaar elke week, daarna op afroep.",
        ),
        agreements=(
            "1/aanlegplaats: Bed houden tot er iets anders is",
            "1/wijkteam: Urgentie aanvragen met uitleg",
            "1/thuisgoed: Kijken wat er tijdelijk vrijkomt",
            "2/ik: ~Tegen mijn baas zeggen wat er speelt",
            "1/ik: Inschrijven op de woningsite",
        ),
        why_not="Ik durfde het mijn baas nog niet te zeggen.",
        reviews=("6: Warm. Dat is al heel wat.", "8: Ik heb een mat gekocht voor bij de deur."),
    ),
    Situation(
        home="alleenouder",
        team="wijkteam thuisgoed wilgenroos",
        who="v",
        purpose="Een veilige plek voor moeder en kinderen, en daarna een gewoon leven.",
        matters="Dat de kinderen weer buiten durven.",
        message="U bent veilig. Niemand vertelt waar u woont.",
        goals=(
            ("veiligheid", "Niemand staat meer onverwacht voor de deur", "Slapen met het raam open."),
            ("wonen", "Een eigen huis in een andere wijk", "Een straat die niemand kent."),
        ),
        notes=(
            "wijkteam/veiligheid: {naam} belde om [zes uur|half acht] ’s ochtends. Binnen het uur was er een "
            "plek. Over wat er gebeurd is praten we later, als {hij} dat wil.",
            "wilgenroos/gezin: {kind} tekent veel en zegt weinig. Ik teken mee.",
            "thuisgoed/wonen: Woning gevonden. Naam staat niet op de bel en niet in de lijst van de huismeester.",
            "ik/veiligheid: Vandaag zijn we naar de speeltuin geweest. Ik heb één keer omgekeken.",
        ),
        agreements=(
            "1/wijkteam: Elke dag bellen, op een vast uur",
            "2/thuisgoed: Een woning buiten de wijk, met een ander adres op papier",
            "1/wilgenroos: ~School bellen: wie mag de kinderen ophalen",
            "1/ik: De nummers op een papiertje in de schoen van {kind}",
        ),
        why_not="De school wilde eerst een brief. Die komt deze week.",
        reviews=(
            "6: Ik schrik nog van elke auto. Maar het is een andere auto.",
            "8: De kinderen hebben ruzie om het zitje. Gewone ruzie.",
        ),
    ),
    Situation(
        home="paar",
        team="wijkteam thuisgoed politie",
        purpose="Wonen zonder angst voor de buren, en zonder dat iemand de straat uit moet.",
        matters="Wij wonen hier dertig jaar. We willen hier doodgaan, maar niet nu.",
        message="Wij nemen u serieus, ook als er niets te zien is.",
        goals=(
            ("veiligheid", "{naam} en {partner} durven ’s avonds naar buiten", "Even naar de brievenbus."),
            ("netwerk", "Er zijn twee buren die zij mogen bellen", "Een lamp die aan is."),
        ),
        notes=(
            "wijkteam/veiligheid: Sinds [de inbraak|de ruzie om de schutting] zitten de gordijnen dicht. "
            "{partner} slaapt op de bank met de telefoon in de hand.",
            "politie/veiligheid: Geen strafbaar feit, wel iets dat groeit. Met de jongens van nummer [12|30|7] "
            "gesproken. Ze dachten dat er niemand meer woonde.",
            "thuisgoed/wonen: Lamp bij de achterdeur en een kijkgat. Kost weinig.",
            "ik/netwerk: Een van die jongens heeft de container teruggezet. Hij heet Delano.",
        ),
        agreements=(
            "1/thuisgoed: Lamp en kijkgat in de deur",
            "1/politie: Twee keer in de week langslopen, in uniform",
            "2/wijkteam: Kennismaken met de buren van 14 en 16",
            "1/ik: ~Samen een rondje om het blok, om acht uur",
        ),
        why_not="Het regende en we durfden toch nog niet.",
        reviews=("7: We zijn tot de brievenbus gekomen. En terug.",),
        supporter="dochter",
    ),
    Situation(
        home="alleen",
        team="wijkteam thuisgoed oever",
        purpose="Blijven wonen, ook als het in het hoofd druk is.",
        matters="Ik hoor de buren praten over mij. Misschien praten ze wel over iets anders. Zeg dat dan.",
        message="Wij komen rustig binnen en zeggen wie wij zijn. Niemand komt onverwacht.",
        goals=(
            ("wonen", "Geen overlast meer die tot een brief leidt", "Geen brieven."),
            ("psyche", "{naam} slaapt zes uur per nacht", "Stilte."),
        ),
        notes=(
            "thuisgoed/wonen: Er is ’s nachts op de verwarming geslagen. De buren zijn moe, niet boos. Ik heb "
            "gevraagd of ze mij willen bellen in plaats van een klacht in te vullen.",
            "oever/psyche: Beeld past bij een psychose in remissie, opnieuw onrust na stoppen met medicatie. "
            "Afspraak gemaakt, {naam} kwam.",
            "wijkteam/wonen: We bellen eerst en staan dan voor het raam waar {naam} ons kan zien. Sindsdien "
            "gaat de deur open.",
            "ik/wonen: De buurman heeft mij verteld wat hij zei. Hij praatte over voetbal.",
            "thuisgoed/wonen: Al vier weken geen melding. De buurvrouw bracht [soep|een plantje].",
        ),
        agreements=(
            "1/thuisgoed: Meldingen eerst bespreken met de wijkcoach",
            "2/oever: Elke week een gesprek, thuis als buiten niet lukt",
            "1/wijkteam: Met de buren praten, met toestemming van {naam}",
            "1/ik: ~Viltjes onder de stoelen",
        ),
        why_not="Die week was het te druk in mijn hoofd.",
        reviews=("6: Ze praten nog. Het zal wel over voetbal gaan.",),
    ),
)
