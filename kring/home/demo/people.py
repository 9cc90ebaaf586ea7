"""The professionals of Elzenvoort: who they are, how to reach them, what a colleague may expect of them."""

from typing import NamedTuple

from django.core.files.base import ContentFile

from kring.core import clock
from kring.home.demo.faces import draw_face
from kring.municipality.models import Municipality
from kring.network.models import Organisation, Professional, User


class Worker(NamedTuple):
    """`look` is how the face is drawn (faces.py); `districts` empty means everywhere."""

    key: str
    organisation: str
    name: str
    function: str
    look: str
    works_on: str
    expect_of_me: str
    districts: tuple[str, ...] = ()
    does_triage: bool = False
    is_privacy_officer: bool = False


NOORD, HOVEN, SPOOR = ("Noord", "Binnenstad"), ("De Hoven", "Harkerbroek"), ("Spoorbuurt", "Waterkant")

# One worker is one paragraph: kept as a table.
# fmt: off
WORKERS = [
    Worker("dorien", "toegang", "Dorien Vos", "medewerker toegang",
           "v 1 rood bob bril", "ma di do vr",
           "Ik bel iedereen binnen twee werkdagen terug. Wat ik niet weet zoek ik uit. Ik laat altijd horen hoe "
           "het afliep.", does_triage=True),
    Worker("marleen", "toegang", "Marleen Schouten", "medewerker toegang",
           "v 1 grijs kort", "di wo do",
           "Bel mij gerust voordat je doorverwijst. Samen denken kost vijf minuten.", does_triage=True),
    Worker("yusuf", "toegang", "Yusuf Demir", "medewerker toegang",
           "m 3 zwart kort baard", "ma t/m vr",
           "Ik spreek Turks en Nederlands. Ik kom ook langs als bellen niet lukt.", does_triage=True),
    Worker("petra", "toegang", "Petra de Lange", "Wmo-consulent",
           "v 1 blond lang", "ma di do",
           "Ik beslis over huishoudelijke hulp, begeleiding en aanpassingen. Vraag mij eerst wat kan, dan pas "
           "een formulier.", HOVEN),
    Worker("kees", "toegang", "Kees Bosma", "Wmo-consulent",
           "m 1 grijs kaal bril", "ma t/m do",
           "Ik zeg eerlijk wat de wet wel en niet toelaat. Vaak is er meer ruimte dan je denkt.", SPOOR),
    Worker("hilde", "toegang", "Hilde Wessels", "functionaris gegevensbescherming",
           "v 1 bruin knot bril", "di do",
           "Ik help je uitzoeken wat je mag delen. Ik zeg niet alleen nee, ik zeg ook hoe het wel "
           "kan.", is_privacy_officer=True),
    Worker("wessel", "toegang", "Wessel Tuinstra", "medewerker informatiebeheer",
           "m 1 blond kort", "ma wo do",
           "Ik let op dat niets langer blijft dan nodig is. Samen met Hilde kijk ik mee voor er iets "
           "weggaat.", is_privacy_officer=True),
    Worker("anouk", "wijkteam", "Anouk Bakker", "wijkcoach",
           "v 1 bruin lang", "ma di wo vr",
           "Als regisseur houd ik het plan bij elkaar. Ik bel je als iets blijft liggen, en ik verwacht dat jij "
           "dat ook doet.", NOORD),
    Worker("ruben", "wijkteam", "Ruben Kalkman", "wijkcoach",
           "m 1 blond kort", "ma t/m vr",
           "Ik ga snel langs, ook om vijf uur nog. Van mij hoor je dezelfde dag of het gelukt is.", NOORD),
    Worker("samira", "wijkteam", "Samira Bouali", "wijkcoach, gezinnen",
           "v 3 zwart hoofddoek-groen", "ma di do vr",
           "Ik werk met het hele gezin en praat ook met de kinderen. Ik bel school altijd zelf.", SPOOR),
    Worker("thijs", "wijkteam", "Thijs Veenstra", "wijkcoach",
           "m 1 bruin krul bril", "ma di wo do",
           "Ik schrijf kort en op tijd. Staat er niets nieuws in Kring, dan is er niets nieuws.", HOVEN),
    Worker("naomi", "wijkteam", "Naomi Lo-A-Njoe", "wijkcoach, jongeren",
           "v 4 zwart krul", "ma di wo do vr",
           "Ik app jongeren terug, ook 's avonds. Ik zeg niets achter hun rug om.", SPOOR),
    Worker("gerdien", "wijkteam", "Gerdien Hoekstra", "wijkcoach, ouderen",
           "v 1 grijs bob bril", "di wo do",
           "Ik kom thuis aan de keukentafel. Ik overleg met familie als de oudere dat goedvindt.", HOVEN),
    Worker("bram", "wijkteam", "Bram Oosting", "wijkcoach",
           "m 1 rood kort baard", "ma wo do vr",
           "Vraag mij als het vastzit tussen regels. Ik zoek graag de randen op, samen met jou.", SPOOR),
    Worker("eline", "wijkteam", "Eline van Rijn", "wijkcoach, GGZ in de wijk",
           "v 1 blond knot", "ma di do vr",
           "Ik neem de tijd voor mensen die niemand meer vertrouwen. Soms duurt dat weken, reken daarop.", NOORD),
    Worker("karin", "werkplein", "Karin Nijland", "consulent werk",
           "v 1 bruin bob", "ma di do vr",
           "Ik kijk wat iemand kan en wil. Een maatregel leg ik eerst voor aan de kring, daarna pas aan het "
           "systeem."),
    Worker("joost", "werkplein", "Joost Hendriks", "consulent werk, LeerWerkCentrum",
           "m 1 bruin kort bril", "ma t/m do",
           "Op de werkvloer zie ik binnen twee weken wat iemand nodig heeft. Dat deel ik in gewone woorden."),
    Worker("fenna", "werkplein", "Fenna Dijkstra", "inkomensconsulent",
           "v 1 blond kort", "ma di wo do",
           "Over de uitkering bel je mij, niet de algemene lijn. Ik reken het voor je uit."),
    Worker("rachid", "werkplein", "Rachid Amrani", "consulent werk",
           "m 3 zwart kort baard", "ma t/m vr",
           "Ik ga mee naar het eerste gesprek bij een werkgever. Dat maakt verschil."),
    Worker("wendy", "werkplein", "Wendy Pinas", "inkomensconsulent",
           "v 5 zwart vlecht", "di wo vr",
           "Ik kijk mee naar toeslagen en bijzondere bijstand. Vaak ligt er nog iets."),
    Worker("patrick", "werkgeverspunt", "Patrick Roelofs", "arbeidsbemiddelaar",
           "m 1 grijs kort", "ma t/m vr",
           "Ik bel een werkgever terug voordat hij boos wordt. Geef mij een uur."),
    Worker("ilse", "werkgeverspunt", "Ilse Wagenaar", "arbeidsbemiddelaar",
           "v 1 rood lang", "ma di do",
           "Ik zoek de plek bij de mens, niet andersom. Ik wil dus eerst kennismaken."),
    Worker("dennis", "werkgeverspunt", "Dennis Tromp", "jobcoach",
           "m 1 blond kort baard", "ma di wo vr",
           "De eerste zes weken bel ik elke week met werknemer en baas."),
    Worker("jan", "budgetpunt", "Jan Terpstra", "schuldhulpverlener",
           "m 1 grijs krul bril", "ma di do vr",
           "Bij een dreigende ontruiming zit ik binnen drie dagen aan tafel. Ik beloof niets wat ik niet kan."),
    Worker("nadia", "budgetpunt", "Nadia el Khatib", "schuldhulpverlener",
           "v 3 zwart lang", "ma di wo do",
           "Ik bel de schuldeisers, jij hoeft dat niet te doen. Stuur post gewoon ongeopend mee."),
    Worker("roos", "budgetpunt", "Roos Maas", "budgetcoach",
           "v 1 blond krul", "di wo do vr",
           "Ik leer mensen zelf de post doen. Ik doe het voor, dan samen, dan kijk ik alleen nog mee."),
    Worker("erik", "budgetpunt", "Erik Blom", "vroegsignalering",
           "m 1 bruin kaal", "ma di wo do",
           "Na een signaal van de verhuurder of het waterbedrijf sta ik binnen een week op de stoep."),
    Worker("lotte", "wilgenroos", "Lotte Verhoeven", "gezinscoach",
           "v 1 bruin vlecht", "ma di wo do",
           "Ik kom bij gezinnen thuis, vaak rond etenstijd. Dan zie je hoe het echt gaat."),
    Worker("mohamed", "wilgenroos", "Mohamed Ziani", "jongerencoach",
           "m 4 zwart krul", "ma di do vr",
           "Jongeren kiezen zelf waar we afspreken. Meestal is dat buiten."),
    Worker("iris", "wilgenroos", "Iris Kok", "gezinscoach, ouders uit elkaar",
           "v 2 bruin bob bril", "ma di wo",
           "Ik sta naast het kind en kies geen kant. Beide ouders horen van mij hetzelfde."),
    Worker("daan", "wilgenroos", "Daan Willemsen", "jeugdpsycholoog",
           "m 1 blond kort", "di wo do",
           "Wat een kind mij vertelt blijft bij mij, behalve als het gevaarlijk wordt. Dat zeg ik vooraf."),
    Worker("shanti", "wilgenroos", "Shanti Ramdin", "jeugdhulpwerker 16+",
           "v 4 zwart lang", "ma t/m do",
           "Ik begin op 16 met wat er op 18 klaar moet zijn. Vraag mij om de lijst."),
    Worker("sanne", "buurthart", "Sanne de Haan", "buurtcoach",
           "v 1 blond bob", "ma t/m vr",
           "Ik ken de mensen in Noord. Ik ga mee, ik blijf, en ik zeg het als iets niet bij mij hoort.", NOORD),
    Worker("ria", "buurthart", "Ria Mulder", "buurtcoach",
           "v 1 grijs kort bril", "ma di do",
           "Ik ben er al 22 jaar en ik blijf. Mensen mogen mij ook bellen als er niets is.", NOORD),
    Worker("omar", "buurthart", "Omar Said", "buurtcoach",
           "m 5 zwart kort", "ma t/m vr",
           "Ik spreek Somalisch en Arabisch. Kennismaken doe ik wandelend.", SPOOR),
    Worker("tineke", "buurthart", "Tineke Bos", "coördinator maatjes",
           "v 1 wit krul", "di do",
           "Een maatje vinden duurt twee tot vier weken. Ik bel na een maand hoe het klikt.", HOVEN),
    Worker("jelle", "buurthart", "Jelle Faber", "jongerenwerker",
           "m 1 bruin lang baard", "wo do vr za",
           "Ik ben op straat en in de kantine. Een jongere die je kwijt bent, weet ik vaak te vinden."),
    Worker("wouter", "aanlegplaats", "Wouter Smeets", "persoonlijk begeleider",
           "m 1 bruin kort", "ma di do vr",
           "Ik blijf na een verhuizing nog een half jaar in beeld. Bel mij bij het eerste teken, niet bij het "
           "derde."),
    Worker("esra", "aanlegplaats", "Esra Kaya", "persoonlijk begeleider",
           "v 3 bruin hoofddoek-blauw", "ma t/m do",
           "Ik werk samen met de bewoner aan een eigen plan. Overleg loopt via haar of hem."),
    Worker("gijs", "aanlegplaats", "Gijs Lammers", "coördinator opvang",
           "m 1 grijs kort baard", "ma t/m vr",
           "Ik weet elke ochtend om negen uur welke bedden vrij zijn. Bel vóór drie uur."),
    Worker("marieke", "aanlegplaats", "Marieke Vonk", "ambulant begeleider",
           "v 1 rood krul", "ma wo do vr",
           "Ik kom thuis na de opvang. Eerst elke dag, dan steeds minder."),
    Worker("ahmed", "thuisgoed", "Ahmed El Amrani", "woonconsulent",
           "m 3 zwart kort bril", "ma di do vr",
           "Ik kan een rechtszaak stilzetten als er een plan is. Geef mij iets om mee naar binnen te "
           "gaan.", NOORD),
    Worker("linda", "thuisgoed", "Linda Postma", "woonconsulent",
           "v 1 blond lang", "ma t/m do",
           "Ik ken elke portiek in De Hoven en de Waterkant. Overlast bespreek ik eerst aan de deur."),
    Worker("harm", "thuisgoed", "Harm Jansen", "huismeester",
           "m 1 wit kort baard", "ma t/m vr",
           "Ik zie het als gordijnen dicht blijven. Dat meld ik, ik oordeel niet."),
    Worker("chantal", "thuisgoed", "Chantal Vermeer", "medewerker incasso",
           "v 2 bruin knot", "ma di wo do",
           "Belt iemand op tijd, dan is bijna altijd een regeling mogelijk."),
    Worker("frank", "politie", "Frank Kuiper", "wijkagent Noord en Binnenstad",
           "m 1 grijs kort", "wisselende diensten",
           "Ik kom ook voor een praatje. Wat ik hoor over hulp gebruik ik niet voor een bon.", NOORD),
    Worker("leila", "politie", "Leila Haddad", "wijkagent Spoorbuurt en Waterkant",
           "v 3 zwart knot", "wisselende diensten",
           "Bel mij bij twijfel over veiligheid, ook als het misschien niets is.", SPOOR),
    Worker("gees", "oever", "Gees Wiersma", "sociaalpsychiatrisch verpleegkundige",
           "v 1 grijs lang bril", "ma di wo do",
           "Over behandeling zeg ik weinig. Over wat helpt in de omgang zeg ik veel, als iemand dat goedvindt."),
    Worker("tobias", "oever", "Tobias Werner", "psycholoog",
           "m 1 blond kort bril", "di wo do",
           "Ik leg uit wat een diagnose in het gewone leven betekent. Labels laat ik thuis."),
    Worker("annelies", "oever", "Annelies Groot", "behandelaar wijkteam GGZ",
           "v 1 bruin lang bril", "ma di do vr",
           "Bij spoed bel je mij, niet de wachtlijst."),
    Worker("murat", "oever", "Murat Yildirim", "ervaringsdeskundige",
           "m 3 zwart krul baard", "ma wo vr",
           "Ik heb het zelf meegemaakt. Ik ga mee naar gesprekken die spannend zijn."),
    Worker("hanneke", "huisartsen", "Hanneke Prins", "huisarts",
           "v 1 grijs bob", "ma di do vr",
           "Ik deel alleen wat mijn patiënt goedvindt. Tussen twaalf en één bel ik terug."),
    Worker("peter", "huisartsen", "Peter Vis", "praktijkondersteuner GGZ",
           "m 1 bruin kort bril", "ma di wo",
           "Bij mij kan iemand vaak binnen een week terecht. Denk aan mij bij wachttijden."),
    Worker("joyce", "huisartsen", "Joyce Tjin", "praktijkondersteuner ouderen",
           "v 4 zwart bob", "di wo do",
           "Ik ken de kwetsbare ouderen van de praktijk en ga bij ze langs."),
    Worker("greet", "thuiszorg", "Greet Aalbers", "wijkverpleegkundige",
           "v 1 blond kort bril", "ma t/m do",
           "Ik ben elke ochtend binnen bij mensen. Ik zie veranderingen vroeg, vraag mij ernaar."),
    Worker("silvia", "thuiszorg", "Silvia da Costa", "hulp bij het huishouden",
           "v 4 bruin krul", "ma t/m vr",
           "Ik kom elke week op dezelfde dag. Ik hoor veel, en ik vertel pas iets na overleg."),
    Worker("hans", "thuiszorg", "Hans Meijer", "wijkverpleegkundige",
           "m 1 wit kort bril", "di wo do vr",
           "Ik regel hulpmiddelen en kijk mee met medicijnen."),
    Worker("maaike", "college", "Maaike Brands", "zorgcoördinator",
           "v 1 rood bob", "ma t/m do",
           "Ik ben de ingang van school. Bel je mij, dan hoef je niet zes docenten te bellen."),
    Worker("rob", "college", "Rob Elders", "mentor vmbo",
           "m 1 grijs krul", "ma t/m vr",
           "Ik zie mijn leerlingen elke dag. Een leeg stoeltje valt mij direct op."),
    Worker("sofie", "college", "Sofie Peters", "loopbaanbegeleider mbo",
           "v 1 blond vlecht", "ma di do",
           "Stage, niveau, overstap: ik zoek wat wel kan."),
    Worker("els", "bibliotheek", "Els Kramer", "coördinator Taalhuis",
           "v 1 wit bob bril", "di wo vr",
           "In het Taalhuis oefent niemand alleen. Ik koppel binnen een week."),
    Worker("hamid", "bibliotheek", "Hamid Rahimi", "formulierenspreekuur",
           "m 3 grijs kort baard", "ma wo do",
           "Elke brief mag op mijn tafel. Ik spreek Dari en Farsi."),
    Worker("joke", "bibliotheek", "Joke Wolters", "coördinator leesmaatjes",
           "v 1 grijs krul", "ma di",
           "Voorlezen aan huis bij gezinnen, twintig weken lang. Ik vertel nooit iets door."),
]
# fmt: on


def make_professionals(municipality: Municipality) -> dict[str, Professional]:
    """All workers with account (no password), face and districts, by key."""
    organisations = {organisation.code: organisation for organisation in municipality.organisations.all()}
    districts = {district.name: district for district in municipality.districts.all()}
    workers = {}
    for number, worker in enumerate(WORKERS, start=1):
        job = _professional(worker, organisations[worker.organisation], number)
        job.districts.set(districts[name] for name in worker.districts or districts)
        workers[worker.key] = job
    return workers


def _professional(worker: Worker, organisation: Organisation, number: int) -> Professional:
    job = Professional(
        user=User.objects.create_user(f"{worker.key}@kring.example", joined_at=clock.now()),
        organisation=organisation,
        name=worker.name,
        function=worker.function,
        phone=f"06-00000{number:03d}",
        email=f"{worker.key}@{worker.organisation}.example",
        expect_of_me=worker.expect_of_me,
        works_on=worker.works_on,
        does_triage=worker.does_triage,
        is_privacy_officer=worker.is_privacy_officer,
        started_on=clock.today(),
    )
    job.photo.save(f"{worker.key}.png", ContentFile(draw_face(worker.look)), save=False)
    job.save()
    return job
