"""Elzenvoort itself: its districts and its fifteen partners. A municipality that does not exist."""

from typing import NamedTuple

from kring.core import clock
from kring.municipality.defaults import add_life_domains
from kring.municipality.glossary import add_default_terms
from kring.municipality.models import District, LeadRule, Municipality
from kring.network.models import Organisation, OrganisationKind
from kring.sharing.defaults import add_default_grounds
from kring.sharing.models import Ground

NAME = "Elzenvoort"
CITY = "Elzenvoort"
DOOR_TEXT = "Vertel in uw eigen woorden wat er is. Wij bellen u binnen twee werkdagen."
# Numbers that nobody can have: 088-0000xxx is not given out.
DOOR_PHONE = "088-0000100"


class DistrictData(NamedTuple):
    name: str
    postcode: str
    streets: tuple[str, ...]


DISTRICTS = [
    DistrictData("Binnenstad", "4990", ("Grotestraat", "Kleine Steeg", "Vismarkt", "Walstraat", "Achter de Muur")),
    DistrictData("Noord", "4991", ("Lindelaan", "Populierstraat", "Wilgenhof", "Kastanjeplein", "Meidoornweg")),
    DistrictData("De Hoven", "4992", ("Hof van Salie", "Tijmpad", "Rozemarijnstraat", "Bieslookhof", "Dragonlaan")),
    DistrictData("Spoorbuurt", "4993", ("Stationsweg", "Wisselstraat", "Seinpad", "Locomotiefstraat", "Perronlaan")),
    DistrictData("Waterkant", "4994", ("Kade", "Sluispad", "Schipperstraat", "Veerweg", "Boeierhof")),
    DistrictData("Harkerbroek", "4995", ("Dorpsstraat", "Kerkpad", "Molenweg", "Brinkstraat", "Broekdijk")),
]


class OrganisationData(NamedTuple):
    key: str
    name: str
    kind: OrganisationKind
    what_we_do: str


ORGANISATIONS = [
    OrganisationData(
        "toegang",
        "Toegang Elzenvoort",
        OrganisationKind.FRONT_DOOR,
        "De voordeur van de gemeente. Elke vraag mag hier binnenkomen. Wij bellen binnen twee werkdagen terug.",
    ),
    OrganisationData(
        "wijkteam",
        "Wijkteams Elzenvoort",
        OrganisationKind.NEIGHBOURHOOD_TEAM,
        "Wij kijken met een huishouden naar het hele leven en houden één plan bij elkaar. Vaak zijn wij regisseur.",
    ),
    OrganisationData(
        "werkplein",
        "Werkplein Elzenvoort",
        OrganisationKind.SOCIAL_SERVICE,
        "Uitkering, re-integratie en het LeerWerkCentrum. Wij zoeken werk dat bij iemand past.",
    ),
    OrganisationData(
        "werkgeverspunt",
        "Werkgeverspunt Elzenstreek",
        OrganisationKind.EMPLOYER_SERVICE,
        "Wij kennen 340 werkgevers in de streek en weten waar ruimte is voor iemand die iets extra's nodig heeft.",
    ),
    OrganisationData(
        "budgetpunt",
        "Budgetpunt Elzenvoort",
        OrganisationKind.DEBT_HELP,
        "Overzicht, rust en een regeling met wie nog geld krijgt. Bij een dreigende ontruiming binnen drie dagen.",
    ),
    OrganisationData(
        "wilgenroos",
        "Jeugdhulp Wilgenroos",
        OrganisationKind.YOUTH_TEAM,
        "Hulp aan kinderen, jongeren en hun ouders. Thuis als het kan.",
    ),
    OrganisationData(
        "buurthart",
        "Buurthart",
        OrganisationKind.WELFARE,
        "Buurtcoaches, jongerenwerk, koffie en maatjes. Wij zijn er ook als de hulp stopt.",
    ),
    OrganisationData(
        "aanlegplaats",
        "De Aanlegplaats",
        OrganisationKind.SHELTER,
        "Opvang en beschermd wonen, en begeleiding bij de stap naar een eigen huis.",
    ),
    OrganisationData(
        "thuisgoed",
        "Thuisgoed Wonen",
        OrganisationKind.HOUSING,
        "Verhuurt 6.200 woningen. Wij bellen liever bij de eerste achterstand dan bij de derde.",
    ),
    OrganisationData(
        "politie",
        "Politie, team Elzenstreek",
        OrganisationKind.POLICE,
        "De wijkagenten. Voor nood belt u 112.",
    ),
    OrganisationData(
        "oever",
        "GGZ De Oever",
        OrganisationKind.MENTAL_HEALTH,
        "Behandeling en begeleiding bij psychische klachten, ook bij mensen thuis.",
    ),
    OrganisationData(
        "huisartsen",
        "Huisartsen Spoorbuurt",
        OrganisationKind.GENERAL_PRACTICE,
        "Huisartsen en praktijkondersteuners. Op werkdagen tussen 12 en 13 uur bellen wij terug.",
    ),
    OrganisationData(
        "thuiszorg",
        "Thuiszorg Els en Linde",
        OrganisationKind.HOME_CARE,
        "Wijkverpleging en hulp bij het huishouden.",
    ),
    OrganisationData(
        "college",
        "Elzencollege",
        OrganisationKind.SCHOOL,
        "Vmbo, havo en mbo-entree onder één dak. De zorgcoördinator is uw ingang.",
    ),
    OrganisationData(
        "bibliotheek",
        "Bibliotheek en Maatjes",
        OrganisationKind.VOLUNTEERS,
        "Taalhuis, formulierenspreekuur en ruim honderd maatjes. Loop binnen, een afspraak hoeft niet.",
    ),
]

# The council gave the community coaches part of the Wmo task, so they read more than the shipped table says.
COMMUNITY_COACHES = ("wonen", "gezin", "school", "veiligheid")
COMMUNITY_WHY = "Besluit van de raad: de buurtcoach voert een deel van de Wmo uit (5.1.1)"
PROVIDERS_AT_HOME = ("zelfzorg", "wonen")


def make_municipality() -> Municipality:
    """Elzenvoort with its districts, life domains, grounds and partners (no professionals yet)."""
    municipality = Municipality.objects.create(
        name=NAME, door_phone=DOOR_PHONE, door_text=DOOR_TEXT, lead_rule=LeadRule.NEIGHBOURHOOD_TEAM
    )
    add_life_domains(municipality)
    add_default_grounds(municipality, since=clock.now())
    add_default_terms(municipality)
    _add_own_grounds(municipality)
    districts = [District.objects.create(municipality=municipality, name=data.name) for data in DISTRICTS]
    for number, data in enumerate(ORGANISATIONS, start=1):
        organisation = Organisation.objects.create(
            municipality=municipality,
            code=data.key,
            name=data.name,
            kind=data.kind,
            what_we_do=data.what_we_do,
            phone=f"088-0000{100 + number}",
            email=f"post@{data.key}.example",
        )
        organisation.districts.set(districts)
    return municipality


def _add_own_grounds(municipality: Municipality) -> None:
    """What this municipality decided beside the shipped table."""
    domains = {domain.key: domain for domain in municipality.life_domains.all()}
    Ground.objects.bulk_create(
        Ground(municipality=municipality, organisation_kind=kind, life_domain=domains[key], why=why)
        for kind, keys, why in (
            (OrganisationKind.WELFARE, COMMUNITY_COACHES, COMMUNITY_WHY),
            (OrganisationKind.HOME_CARE, PROVIDERS_AT_HOME, "Aanbieder volgens de Wmo 2015 (5.1.2)"),
        )
        for key in keys
    )
