"""The table of grounds that a new municipality starts with: a believable default, not legal advice.

Dated 2026-11-01. The privacy officer of the municipality edits it. Sources per line: Wmo 2015 5.1.1 and 5.1.2,
Jeugdwet 7.3.11, Participatiewet, Wet gemeentelijke schuldhulpverlening; the rest is the party's own task.
Health is read across organisations by consent only, so no line here opens it; consent follows in `sharing`.
"""

from datetime import date

from kring.municipality.models import LifeDomain, Municipality, Sensitivity
from kring.network.models import OrganisationKind as Kind
from kring.sharing.models import Ground

SINCE = date(2026, 11, 1)
WMO = "Taak in de Wmo 2015 (5.1.1)"
YOUTH = "Direct betrokken volgens de Jeugdwet (7.3.11)"
WORK_LAW = "Taak in de Participatiewet"
DEBT_LAW = "Taak in de Wet gemeentelijke schuldhulpverlening"
PROVIDER = "Aanbieder volgens de Wmo 2015 (5.1.2)"

# kind -> (why, life domains at ordinary sensitivity)
DEFAULT: dict[str, tuple[str, tuple[str, ...]]] = {
    Kind.FRONT_DOOR: (WMO, ("wonen", "zelfzorg", "netwerk", "werk", "veiligheid", "geld", "gezin")),
    Kind.NEIGHBOURHOOD_TEAM: (
        WMO,
        ("wonen", "zelfzorg", "netwerk", "werk", "veiligheid", "geld", "gezin", "school"),
    ),
    Kind.YOUTH_TEAM: (YOUTH, ("gezin", "school", "veiligheid")),
    Kind.SOCIAL_SERVICE: (WORK_LAW, ("werk", "geld")),
    Kind.EMPLOYER_SERVICE: (WORK_LAW, ("werk",)),
    Kind.DEBT_HELP: (DEBT_LAW, ("geld", "wonen")),
    Kind.SHELTER: (PROVIDER, ("wonen", "zelfzorg", "veiligheid", "werk")),
    Kind.WELFARE: ("Opdracht van de gemeente onder de Wmo", ("netwerk", "werk", "zelfzorg")),
    Kind.HOUSING: ("Verhuurder: huur, overlast en afspraken daarover", ("wonen",)),
    Kind.POLICE: ("Wat over veiligheid aan de politie is gericht", ("veiligheid",)),
    Kind.SCHOOL: ("Taak in de onderwijswetten", ("school",)),
    Kind.SAFE_HOME: ("Wmo 2015, hoofdstuk 4", ("veiligheid", "gezin")),
    Kind.ADMINISTRATOR: ("Staat in de plaats van de inwoner voor geld", ("geld", "wonen")),
}


def add_default_grounds(municipality: Municipality) -> list[Ground]:
    """Give a municipality the default table; its life domains must exist."""
    domains = {domain.key: domain for domain in LifeDomain.objects.filter(municipality=municipality)}
    return Ground.objects.bulk_create(
        Ground(
            municipality=municipality,
            organisation_kind=kind,
            life_domain=domains[key],
            up_to=Sensitivity.ORDINARY,
            why=why,
            since=SINCE,
        )
        for kind, (why, keys) in DEFAULT.items()
        for key in keys
        if key in domains
    )
