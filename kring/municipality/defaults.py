"""What a new municipality starts with; all of it can be changed afterwards."""

from typing import NamedTuple

from kring.municipality.models import LifeDomain, Municipality, Sensitivity

# The key of the life domain that an administrator of money reads about.
MONEY = "geld"


class DomainDefault(NamedTuple):
    key: str
    name: str
    question: str
    icon: str
    sensitivity: Sensitivity = Sensitivity.ORDINARY


# Dutch on purpose: these are data of a Dutch municipality, not screen texts.
LIFE_DOMAINS = [
    DomainDefault(MONEY, "Geld", "Schulden, rekeningen, rondkomen", "coin-euro"),
    DomainDefault("werk", "Werk en dagbesteding", "Werk, betaald of niet, een dag met iets erin", "briefcase"),
    DomainDefault("wonen", "Wonen", "Huis, huur, buren, een plek om te slapen", "home"),
    DomainDefault("gezin", "Gezin en opvoeding", "Kinderen, ouders, spanning thuis", "users"),
    DomainDefault("school", "School", "Leren, naar school gaan, een opleiding", "school"),
    DomainDefault("lichaam", "Lichamelijke gezondheid", "Ziekte, pijn, bewegen", "heartbeat", Sensitivity.SPECIAL),
    DomainDefault("psyche", "Psychische gezondheid", "Somber, druk in het hoofd, angst", "brain", Sensitivity.SPECIAL),
    DomainDefault("verslaving", "Verslaving", "Drank, drugs, gokken, gamen", "bottle", Sensitivity.SPECIAL),
    DomainDefault("netwerk", "Netwerk en meedoen", "Mensen om je heen, erbij horen", "friends"),
    DomainDefault("zelfzorg", "Zelfzorg en huishouden", "Eten, wassen, opruimen, de post", "wash"),
    DomainDefault("veiligheid", "Veiligheid", "Ruzie, dreiging, bang zijn", "shield"),
]


def add_life_domains(municipality: Municipality) -> list[LifeDomain]:
    """Give a new municipality the default life domains."""
    return LifeDomain.objects.bulk_create(
        LifeDomain(municipality=municipality, order=order, **default._asdict())
        for order, default in enumerate(LIFE_DOMAINS)
    )
