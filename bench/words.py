"""Words to fill households with: as long and as varied as people write them. All fictional."""

from kring.network.models import OrganisationKind as Kind

ORGANISATIONS = [
    (Kind.FRONT_DOOR, "Toegang Meetstad"),
    (Kind.NEIGHBOURHOOD_TEAM, "Wijkteam Noord"),
    (Kind.NEIGHBOURHOOD_TEAM, "Wijkteam Zuid"),
    (Kind.SOCIAL_SERVICE, "Werk en Inkomen"),
    (Kind.DEBT_HELP, "Schuldhulp Meetstad"),
    (Kind.YOUTH_TEAM, "Jeugdhulp De Brug"),
    (Kind.WELFARE, "Buurtplein"),
    (Kind.SHELTER, "Opvang De Haven"),
    (Kind.HOUSING, "Woonstee"),
    (Kind.HOUSING, "Goed Thuis"),
    (Kind.MENTAL_HEALTH, "GGZ Rivierenland"),
    (Kind.GENERAL_PRACTICE, "Huisartsen Centrum"),
    (Kind.HOME_CARE, "Thuiszorg Dichtbij"),
    (Kind.SCHOOL, "Het Vlot College"),
    (Kind.ADMINISTRATOR, "Bewind en Balans"),
]
FIRST_NAMES = ["Anouk", "Ahmed", "Fatma", "Bas", "Riet", "Sanne", "Mehmet", "Joke", "Naomi", "Dirk", "Samira", "Kees"]
FAMILIES = ["Bakker", "Yilmaz", "Postma", "Visser", "Meijer", "Mulder", "Vos", "Kaya", "Dekker", "Haddad", "Prins"]
FUNCTIONS = ["wijkcoach", "woonconsulent", "schuldhulpverlener", "behandelaar", "klantmanager werk", "jeugdwerker"]
RESULTS = [
    "De huur is weer op orde en er komt geen brief meer van de deurwaarder",
    "Een baan of dag die past en die langer duurt dan drie maanden",
    "Sam gaat weer naar school en komt graag thuis",
    "Er is rust in het hoofd en slapen lukt",
    "Een keer per week mensen om mee te eten",
]
WHATS = [
    "Bellen met de deurwaarder over uitstel",
    "Samen de post van de laatste maand openmaken",
    "Langsgaan bij de school en praten met de mentor",
    "Het formulier voor bijzondere bijstand invullen",
    "Een afspraak maken bij de huisarts en meegaan",
    "Kijken naar een kamer dichter bij het werk",
    "De tuin doen met de buurman",
]
CLOSED = ["De brief kwam te laat.", "Er was niemand thuis.", "Het kantoor was dicht; volgende week opnieuw."]
MATTERS = [
    "Dat mijn zoon op zijn eigen school kan blijven.",
    "Dat ik niet elke keer opnieuw mijn verhaal hoef te doen.",
    "Weer een dag hebben waar ik naar uitkijk.",
    "Dat we hier kunnen blijven wonen.",
]
NOTES = [
    "Ik was vanmiddag op bezoek. De post lag nog ongeopend op tafel; we hebben samen drie brieven gelezen en de "
    "rekening van het waterbedrijf opzij gelegd voor morgen.",
    "Gebeld met de verhuurder. Zij wachten met de volgende stap tot na de evaluatie, als de lopende huur op tijd komt.",
    "Het gaat beter op school. De mentor zegt dat hij elke dag op tijd was en met een vriend in de pauze zat.",
    "Een moeilijk gesprek over het geld. Wat hielp: eerst de vaste lasten op een rij, daarna pas praten over wat niet "
    "kan. Volgende keer beginnen we met koffie en zonder papieren.",
    "Ze belde zelf. Dat is de eerste keer sinds de zomer. Ze wil weten of de afspraak van donderdag door kan gaan.",
    "De arts vraagt om de medicijnen voorlopig te laten zoals ze zijn. Over twee weken kijken we opnieuw.",
    "Samen naar de sociale dienst geweest. De aanvraag ligt er nu; het antwoord komt binnen acht weken per brief.",
]
