"""What came in at the front door: new, late, in hand, with a partner, answered, taken over, and on its way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kring.core import clock
from kring.home.demo.town import Town
from kring.intake import actions as intake
from kring.intake.models import HelpRequest

Sender, Urgency, Knows = HelpRequest.Sender, HelpRequest.Urgency, HelpRequest.Knows
Ending = Callable[[Town, HelpRequest], None]


@dataclass(frozen=True)
class Asked:
    """One question: when (days ago and time), about whom, in whose words, and how far it is."""

    days: int
    at: str
    given: str
    family: str
    age: float
    domains: str
    words: str
    sender: str = Sender.SELF
    prefix: str = ""
    urgency: str = Urgency.WEEK
    helps: str = ""
    reach: tuple[str, str] = ("bellen", "overdag")
    address: tuple[str, str] = ("", "")
    from_whom: tuple[str, str] = ("", "")
    knows: str = Knows.YES
    why_unknown: str = ""
    # What has been done with it, in order, by Dorien, Marleen or Yusuf.
    steps: tuple[Ending, ...] = ()


def _taken_by(who: str) -> Ending:
    def step(town: Town, request: HelpRequest) -> None:
        intake.take_in_hand(request, by=town.worker_actors[who])

    return step


def _handed_on(who: str, organisation: str, why: str) -> Ending:
    def step(town: Town, request: HelpRequest) -> None:
        intake.hand_on(request, to=town.organisations[organisation], why=why, by=town.worker_actors[who])

    return step


def _accepted(who: str) -> Ending:
    def step(town: Town, request: HelpRequest) -> None:
        intake.accept_hand_on(request.hand_ons.latest("offered_at"), by=town.worker_actors[who])

    return step


def _refused(who: str, why: str) -> Ending:
    def step(town: Town, request: HelpRequest) -> None:
        intake.refuse_hand_on(request.hand_ons.latest("offered_at"), why=why, by=town.worker_actors[who])

    return step


def _answered(who: str, text: str) -> Ending:
    def step(town: Town, request: HelpRequest) -> None:
        intake.answer(request, text=text, by=town.worker_actors[who])

    return step


ASKED = (
    # New, of today and yesterday
    Asked(0, "7:10", "Ineke", "Zomers", 52.4, "gezin netwerk",
          "Mijn vader van 84 woont bij ons in. Hij loopt ’s nachts rond. Ik slaap al weken op de trap. Ik werk "
"ook nog.",
          helps="Iemand die een nacht overneemt.", reach=("bellen", "na vijf uur")),
    Asked(0, "8:05", "Rayan", "Bakkali", 15.2, "school gezin",
          "Rayan is deze maand zeven keer niet op school geweest. Hij zegt dat hij thuis nodig is. Wij krijgen "
"niemand aan de lijn.",
          sender=Sender.SCHOOL, from_whom=("Rob Elders", "Elzencollege"), knows=Knows.NO,
          why_unknown="Wij bereiken het gezin niet."),
    Asked(0, "8:40", "F.", "Wit", 38.7, "geld", prefix="de", address=("4991 AB", "12"),
          words="Bij ons in de straat woont een gezin met drie kinderen. Ik heb gehoord dat het gas wordt "
"afgesloten. Ze heet Fatma.",
          sender=Sender.FAMILY, from_whom=("mevrouw Van Dijk", ""), knows=Knows.NOT_AGREED,
          why_unknown="Ze wil niet dat ik mij ermee bemoei."),
    Asked(1, "14:20", "Abel", "Tekle", 23.6, "wonen werk",
          "Ik slaap nu twee weken bij een vriend. Vrijdag moet ik weg. Ik heb werk vanaf de eerste, maar nu nog niets.",
          urgency=Urgency.TODAY, reach=("appen", "altijd")),
    Asked(1, "16:45", "Gerard", "Kolk", 76.8, "zelfzorg lichaam",
          "Meneer is twee keer gevallen. Hij wil geen hulp. Zijn koelkast is leeg. Graag een bezoek, het liefst "
"samen met mij.",
          sender=Sender.GENERAL_PRACTICE, from_whom=("Joyce Tjin", "Huisartsen Spoorbuurt"), urgency=Urgency.WEEK),
    # Late: nobody has a hand on it and the two days are over
    Asked(5, "10:15", "Monique", "Tas", 44.1, "psyche geld",
          "Ik ben sinds de scheiding niet meer naar buiten geweest. De brieven liggen in de gang. Ik weet dat "
"ik moet bellen.",
          urgency=Urgency.CAN_WAIT, reach=("mailen", "bellen durf ik niet")),
    Asked(4, "20:30", "Dion", "Ramlal", 17.4, "wonen",
          "Ik word over zeven maanden 18 en dan moet ik weg uit de groep. Niemand heeft gezegd waarheen.",
          reach=("appen", "na school")),
    # In hand
    Asked(3, "9:30", "Sjaak", "Brom", 61.7, "werk netwerk",
          "Na dertig jaar vrachtwagen mag ik niet meer rijden door mijn ogen. Ik zit thuis en word chagrijnig.",
          steps=(_taken_by("dorien"),)),
    Asked(2, "11:00", "Nour", "Haddad", 31.5, "gezin school",
          "Mijn zoon praat niet op school. Thuis wel. De juf zegt dat hij onderzocht moet worden. Ik wil eerst "
"begrijpen waarom.",
          steps=(_taken_by("dorien"),), reach=("bellen", "tussen twaalf en een")),
    Asked(2, "15:40", "Wilma", "Kuiper", 68.2, "geld zelfzorg",
          "Mijn man deed alles met de computer. Hij is er niet meer. Nu staat het water bijna uit.",
          steps=(_taken_by("marleen"),), urgency=Urgency.WEEK),
    Asked(6, "13:25", "Ricardo", "Martina", 34.3, "werk", address=("4991 CK", "31"),
          words="Mijn broer gaat al twee dagen niet naar zijn werk. Er is al een kring, maar wie moet ik bellen?",
          sender=Sender.FAMILY, from_whom=("Dwight Martina", ""), steps=(_taken_by("yusuf"),)),
    # With a partner who has not answered yet
    Asked(4, "9:50", "Truus", "Halewijn", 81.6, "netwerk",
          "Mijn moeder zit de hele dag voor het raam. Vroeger zong ze. Ze wil nergens heen, zegt ze.",
          sender=Sender.FAMILY, from_whom=("Jolanda Halewijn", ""),
          steps=(_taken_by("dorien"), _handed_on("dorien", "buurthart", "Een bezoekje van een buurtcoach, geen "
"aanbod."))),
    Asked(3, "16:10", "Kemal", "Uslu", 27.9, "geld",
          "Ik kan de zorgverzekering niet meer betalen en de huisarts belt steeds. Ik schaam mij rot.",
          steps=(_taken_by("yusuf"), _handed_on("yusuf", "budgetpunt", "Kleine schuld, nu nog te vangen. Hij "
"spreekt liever Turks."))),
    Asked(0, "7:50", "Soraya", "Lamrabat", 19.8, "wonen veiligheid",
          "Ik wil niet meer naar huis. Ik zit nu in de bibliotheek. Ik ga niet naar de politie.",
          urgency=Urgency.TODAY,
          steps=(_taken_by("dorien"), _handed_on("dorien", "aanlegplaats", "Vannacht een bed. Zij wil niet naar "
"huis en niet naar de politie."))),
    # Refused with a reason, so back in hand
    Asked(7, "12:00", "Hennie", "Struik", 57.3, "lichaam werk",
          "Ik ben afgekeurd voor het inpakken. Ik wil iets doen met mijn handen. Stilzitten is erger dan pijn.",
          steps=(_taken_by("marleen"), _handed_on("marleen", "werkgeverspunt", "Zoekt werk met haar handen, zittend."),
                 _refused("ilse", "Wij werken alleen met mensen die een uitkering hebben. Het LeerWerkCentrum "
"kan dit wel."))),
    # Taken over by a partner
    Asked(12, "10:30", "Achmed", "Rahmani", 47.4, "netwerk werk",
          "Ik ben hier nu een jaar. Ik ken de weg naar de winkel en naar de moskee. Verder niemand.",
          steps=(_taken_by("yusuf"), _handed_on("yusuf", "bibliotheek", "Taalmaatje met humor."), _accepted("els"))),
    Asked(18, "9:20", "Lies", "Verburg", 35.6, "gezin",
          "Mijn dochter van vier slaat mij. Ik lach erom bij anderen. Thuis lach ik niet.",
          steps=(_taken_by("dorien"), _handed_on("dorien", "wilgenroos", "Vroeg en klein. Graag iemand die "
"langskomt rond etenstijd."),
                 _accepted("lotte"))),
    Asked(24, "14:50", "Bert", "Ooms", 72.9, "zelfzorg",
          "Mijn rolstoel past niet door de nieuwe deur van de flat. De verhuurder zegt dat ik bij de gemeente "
"moet zijn.",
          steps=(_taken_by("marleen"), _handed_on("marleen", "thuisgoed", "Drempel en deur zijn van "
"jullie."), _accepted("linda"))),
    # Answered at once
    Asked(9, "11:15", "Petra", "Loman", 41.2, "geld",
          "Mag ik een bijdrage aanvragen voor de schoolreis van mijn kind? Ik weet niet waar.",
          urgency=Urgency.CAN_WAIT,
          steps=(_answered("marleen", "Ja, dat mag. De bibliotheek helpt u op maandag met het formulier, een "
"afspraak hoeft niet. "
                                      "U hoeft geen bonnen te bewaren."),)),
    Asked(15, "16:05", "Rik", "Smeding", 29.3, "netwerk",
          "Ik wil een vereniging voor bordspellen beginnen. Kan ik ergens een zaal krijgen?",
          urgency=Urgency.CAN_WAIT,
          steps=(_answered("dorien", "Dat kan in het buurthuis aan de Lindelaan, op donderdag is er ruimte. "
"Vraag naar Omar. "
                                     "Het kost niets als iedereen mee mag doen."),)),
    Asked(21, "8:55", "Aagje", "Bol", 88.4, "zelfzorg",
          "Wie zet mijn vuilnisbak aan de weg? Mijn buurjongen is verhuisd.",
          sender=Sender.FAMILY, from_whom=("Marga Bol", ""), urgency=Urgency.CAN_WAIT,
          steps=(_answered("yusuf", "De jongens van de sportclub doen het elke maandag. Ze bellen even aan, dan "
"weet uw moeder wie het is."),)),
)  # fmt: skip


def ask_at_the_door(town: Town) -> None:
    """All questions, each on its day, with what was done with it."""
    for number, asked in enumerate(ASKED):
        moment = town.days.any_day(-asked.days, asked.at)
        with clock.at(moment):
            request = intake.ask_for_help(
                town.municipality,
                domains=[town.domains[key] for key in asked.domains.split()],
                **_answers(town, asked, number),
            )
        for hours, step in enumerate(asked.steps, start=1):
            with clock.at(min(moment + timedelta(hours=2 * hours), town.days.now)):
                request.refresh_from_db()
                step(town, request)


def _answers(town: Town, asked: Asked, number: int) -> dict[str, Any]:
    """The fields of the form at the front door."""
    name, organisation = asked.from_whom
    postcode, house_number = asked.address
    other = asked.sender != Sender.SELF
    return {
        "sender": asked.sender,
        "sender_name": name,
        "sender_organisation": organisation,
        "sender_phone": town.phone() if other else "",
        "sender_email": f"melder{number}@voorbeeld.example" if other else "",
        "person_knows": asked.knows,
        "person_knows_why": asked.why_unknown,
        "given_name": asked.given,
        "prefix": asked.prefix,
        "family_name": asked.family,
        "birth_date": town.days.born(asked.age) if asked.given != "F." else None,
        "postcode": postcode,
        "house_number": house_number,
        "phone": "" if other else town.phone(),
        "reach_how": asked.reach[0],
        "reach_when": asked.reach[1],
        "words": asked.words,
        "what_helps": asked.helps,
        "urgency": asked.urgency,
    }
