"""The catalogue of grounds that a new municipality starts with: a believable default, not legal advice.

Dated 2026-11-01. The privacy officer of the municipality edits it. Sources: Wmo 2015 5.1.1, 5.1.2, 5.2.5 and chapter 4;
Jeugdwet 7.3.11. Lines that are `assumed` rest on what is common practice and were not looked up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kring.municipality.models import LifeDomain, Municipality, Sensitivity
from kring.network.models import LAW_OF_KIND, Law, OrganisationKind
from kring.network.models import OrganisationKind as Kind
from kring.sharing.models import Ground, RulesVersion

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
# Wmo 2015 5.1.1(4): what was collected under these laws is used again with explicit consent only; 5.2.5: carers.
CONSENT_FIRST = [Law.YOUTH, Law.PARTICIPATION, Law.DEBT, Law.CARE]
# What a carer wrote opens to nobody without consent, whatever the task (medical confidentiality).
CARERS = [Law.CARE]


@dataclass(frozen=True)
class Line:
    """What a task in law opens to one kind of organisation, and why, for a professional and for a resident."""

    kind: str
    domains: tuple[str, ...]
    why: str
    why_resident: str
    article: str = ""
    not_from: tuple[str, ...] = tuple(CARERS)
    about: str = Ground.About.ANYBODY
    assumed: bool = False


TASKS = [
    Line(
        Kind.FRONT_DOOR,
        ("wonen", "zelfzorg", "netwerk", "werk", "veiligheid"),
        "Taak in de Wmo 2015",
        "De gemeente zoekt met u naar hulp. Daarvoor mag zij dit weten.",
        "Wmo 2015, 5.1.1",
        tuple(CONSENT_FIRST),
    ),
    Line(
        Kind.NEIGHBOURHOOD_TEAM,
        ("wonen", "zelfzorg", "netwerk", "werk", "veiligheid"),
        "Taak in de Wmo 2015",
        "Het wijkteam helpt u namens de gemeente. Daarvoor mag het dit weten.",
        "Wmo 2015, 5.1.1",
        tuple(CONSENT_FIRST),
    ),
    Line(
        Kind.YOUTH_TEAM,
        ("gezin", "school", "veiligheid"),
        "Direct betrokken bij de hulp aan het kind",
        "Jeugdhulp mag lezen wat over het kind gaat, om samen goed te helpen.",
        "Jeugdwet, 7.3.11",
        about=Ground.About.CHILD,
    ),
    Line(
        Kind.SOCIAL_SERVICE,
        ("werk", "geld"),
        "Taak in de Participatiewet",
        "De sociale dienst helpt met werk en inkomen, en mag alleen dat lezen.",
        assumed=True,
    ),
    Line(
        Kind.EMPLOYER_SERVICE,
        ("werk",),
        "Taak in de Participatiewet",
        "Het werkgeverspunt zoekt werk dat bij u past, en mag alleen dat lezen.",
        assumed=True,
    ),
    Line(
        Kind.DEBT_HELP,
        ("geld", "wonen"),
        "Taak in de Wet gemeentelijke schuldhulpverlening",
        "Schuldhulp lost schulden met u op, en mag lezen wat over geld en huur gaat.",
        assumed=True,
    ),
    Line(
        Kind.SHELTER,
        ("wonen", "zelfzorg", "veiligheid", "werk"),
        "Aanbieder onder de Wmo 2015",
        "De opvang helpt u bij wonen en bij de dag, en mag daarover lezen.",
        "Wmo 2015, 5.1.2",
    ),
    Line(
        Kind.WELFARE,
        ("netwerk", "werk", "zelfzorg"),
        "Opdracht van de gemeente onder de Wmo 2015",
        "De buurtcoach helpt u om mee te doen in de buurt, en mag daarover lezen.",
        assumed=True,
    ),
    Line(
        Kind.HOUSING,
        ("wonen",),
        "Verhuurder: huur, overlast en afspraken daarover",
        "Uw verhuurder mag lezen wat over uw woning gaat.",
        assumed=True,
    ),
    Line(
        Kind.POLICE,
        ("veiligheid",),
        "Taak in de Politiewet, wat over veiligheid gaat",
        "De politie mag lezen wat over veiligheid gaat, en verder niets.",
        assumed=True,
    ),
    Line(
        Kind.SCHOOL,
        ("school",),
        "Taak in de onderwijswetten",
        "School mag lezen wat over school gaat.",
        assumed=True,
    ),
    Line(
        Kind.SAFE_HOME,
        ("veiligheid", "gezin"),
        "Veilig Thuis, taak in de Wmo 2015",
        "Veilig Thuis zorgt dat het thuis veilig wordt, en mag lezen wat daarbij hoort.",
        "Wmo 2015, hoofdstuk 4",
    ),
    Line(
        Kind.ADMINISTRATOR,
        ("geld", "wonen"),
        "Staat in de plaats van de inwoner voor geld",
        "De bewindvoerder regelt uw geld voor u, en mag lezen wat daarbij hoort.",
        assumed=True,
    ),
]


@dataclass(frozen=True)
class NotInForce:
    """A law that is often named as a ground and opens nothing here, with the article or state, and since when known."""

    name: str
    says: str
    article: str


# As the texts stood on 1 January 2026. They open nothing; they are here so that nobody looks in vain.
NOT_IN_FORCE = [
    NotInForce(
        "Wams",
        "De Wet aanpak meervoudige problematiek sociaal domein is niet in werking. Zij opent hier niets.",
        "Niet in de tekst van de Wmo 2015 van 1 januari 2026",
    ),
    NotInForce(
        "WGS",
        "De Wet gegevensverwerking door samenwerkingsverbanden geldt voor vier genoemde verbanden. "
        "Een kring is daar geen van. Zij opent hier niets.",
        "In werking sinds 1 maart 2025",
    ),
]
# Up to which sensitivity consent can open something to these kinds; all others up to special.
CONSENT_ORDINARY_ONLY = (Kind.HOUSING, Kind.SCHOOL, Kind.POLICE, Kind.EMPLOYER_SERVICE, Kind.VOLUNTEERS, Kind.WELFARE)
CONSENT_WHY = "Uitdrukkelijke toestemming"
CONSENT_WHY_RESIDENT = "U gaf hiervoor toestemming. U kunt die altijd weer intrekken."
VITAL_WHY = "Vitaal belang: iemand is in gevaar"
VITAL_WHY_RESIDENT = "Er was gevaar. Daarom is dit voor korte tijd geopend. Dat wordt nagekeken."


# Who may use the citizen service number: only parties that a law names. Landlords, schools, the police and volunteers
# do not see it in Kring. What was not read in the law itself is `assumed`.
NUMBERS: dict[str, tuple[str, bool]] = {
    Kind.FRONT_DOOR: ("Wmo 2015, 5.2.9", False),
    Kind.NEIGHBOURHOOD_TEAM: ("Wmo 2015, 5.2.9", False),
    Kind.SHELTER: ("Wmo 2015, 5.2.9", False),
    Kind.SAFE_HOME: ("Wmo 2015, 5.2.9", False),
    Kind.YOUTH_TEAM: ("Jeugdwet, 7.2.1", True),
    Kind.SOCIAL_SERVICE: ("Wet SUWI", True),
    Kind.DEBT_HELP: ("Wgs", True),
    Kind.MENTAL_HEALTH: ("Wabvpz", True),
    Kind.GENERAL_PRACTICE: ("Wabvpz", True),
    Kind.HOME_CARE: ("Wabvpz", True),
}
NUMBER_WHY = "Genoemd in de wet als gebruiker van het burgerservicenummer"
NUMBER_WHY_RESIDENT = "Deze organisatie mag uw burgerservicenummer gebruiken, om u niet met iemand anders te verwarren."


def add_default_grounds(municipality: Municipality, *, since: datetime = SINCE) -> list[Ground]:
    """Give a municipality the default catalogue as its first version; its life domains must exist.

    In force from `since`: the day on which this default was written, or earlier for a municipality with a past.
    """
    domains = {domain.key: domain for domain in LifeDomain.objects.filter(municipality=municipality)}
    version = RulesVersion.objects.create(
        municipality=municipality, number=1, at=since, why="Beginstand waarmee Kring wordt geleverd"
    )
    return Ground.objects.bulk_create(default_lines(domains, municipality=municipality, since=since, added_in=version))


def default_lines(domains: Mapping[str, LifeDomain], **common: Any) -> list[Ground]:
    """The lines of the default, not kept yet; `common` goes on each of them."""
    tasks = [
        Ground(
            **common,
            basis=Ground.Basis.TASK,
            organisation_kind=line.kind,
            law=LAW_OF_KIND[line.kind],
            life_domain=domains[key],
            not_from=[str(law) for law in line.not_from],
            about=line.about,
            why=line.why,
            why_resident=line.why_resident,
            article=line.article,
            assumed=line.assumed,
        )
        for line in TASKS
        for key in line.domains
        if key in domains
    ]
    consents = [
        Ground(
            **common,
            basis=Ground.Basis.CONSENT,
            organisation_kind=kind,
            up_to=Sensitivity.ORDINARY if kind in CONSENT_ORDINARY_ONLY else Sensitivity.SPECIAL,
            why=CONSENT_WHY,
            why_resident=CONSENT_WHY_RESIDENT,
            article="AVG, 6(1)(a) en 9(2)(a)",
        )
        for kind in OrganisationKind.values
    ]
    vital = Ground(
        **common,
        basis=Ground.Basis.VITAL,
        up_to=Sensitivity.SPECIAL,
        why=VITAL_WHY,
        why_resident=VITAL_WHY_RESIDENT,
        article="AVG, 6(1)(d) en 9(2)(c)",
    )
    numbers = [
        Ground(
            **common,
            basis=Ground.Basis.NUMBER,
            organisation_kind=kind,
            why=NUMBER_WHY,
            why_resident=NUMBER_WHY_RESIDENT,
            article=article,
            assumed=assumed,
        )
        for kind, (article, assumed) in NUMBERS.items()
    ]
    return [*tasks, *consents, vital, *numbers]
