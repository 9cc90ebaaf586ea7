"""A file from before that is over its term and waits for a second yes; a resident who asks to destroy something."""

from datetime import timedelta

from kring.circles import actions as circles
from kring.circles.actors import actor_for
from kring.circles.models import Member
from kring.core import clock
from kring.home.demo.town import Town
from kring.households import actions as households
from kring.households.models import Person
from kring.keeping.actions import approve_run, ask_run
from kring.keeping.destroying import answer_part, ask_to_destroy
from kring.keeping.models import DestructionPart
from kring.keeping.running import work_on_runs
from kring.keeping.together import told_about
from kring.keeping.written import AT_THE_DOOR
from kring.plans import actions as plans

BEGAN, ENDED = timedelta(days=1180), timedelta(days=1020)
ASKS = "Ik lees dingen van vroeger die niet meer kloppen. Ik wil daar niet steeds op worden aangesproken."
KEEPS = "We helpen u nog met de regeling. Daar hebben we dit bij nodig. Over een jaar kijken we opnieuw."
NOTES = (
    ("linda", "wonen", "De huur loopt drie maanden achter. We spreken een regeling af."),
    ("linda", "wonen", "De eerste termijn is betaald."),
    ("anouk", "geld", "Samen de post op orde gebracht. Er lag nog een aanslag van de gemeente."),
    ("linda", "wonen", "De achterstand is ingelopen. Wij stappen eruit."),
)


def keep_too_long(town: Town) -> None:
    """A household that was helped three years ago; it is counted what may go, and one officer said yes."""
    worker, began = town.worker_actors, town.days.now - BEGAN
    with clock.at(began):
        home = households.add_household(town.municipality, name="Rozema", by=worker["anouk"])
        person = households.add_person(
            town.municipality, given_name="Tjitske", family_name="Rozema", by=worker["anouk"]
        )
        households.move_in(home, person, by=worker["anouk"])
        circle = circles.open_circle(home, purpose="De huur weer op orde.", by=worker["anouk"], role="wijkcoach")
        lead = Member.objects.get(circle=circle)
        asked = circles.invite(circle, professional=town.workers["linda"], by=worker["anouk"], seat=lead)
        circles.accept_invitation(asked, by=worker["linda"], goal="De huur terug op orde")
    seats = {"anouk": lead, "linda": asked}
    for number, (who, domain, text) in enumerate(NOTES):
        with clock.at(began + timedelta(days=20 * number + 2)):
            seat = Member.objects.get(pk=seats[who].pk)
            life_domain = town.domains[domain]
            plans.write_note(circle, text=text, life_domain=life_domain, by=worker[who], seat=seat)
    with clock.at(town.days.now - ENDED):
        circles.close_circle(circle, why="De huur is weer op orde.", by=worker["anouk"], seat=lead)
    with clock.at(town.days.now - timedelta(days=1)):
        run = ask_run(town.municipality, by=worker["hilde"])
        work_on_runs()
        approve_run(run, by=worker["wessel"])


def ask_for_destruction(town: Town) -> None:
    """Ricardo asks three organisations to destroy what they wrote about him; one has answered."""
    person = Person.objects.select_related("user").get(user__email="ricardo@kring.example")
    assert person.user is not None  # noqa: S101 (the demo made his account)
    told = [key for key, _count in told_about(person, person).alone.most_common() if key != AT_THE_DOOR and key[1]][:3]
    with clock.at(town.days.now - timedelta(days=9)):
        request = ask_to_destroy(person, told, words=ASKS, by=actor_for(person.user))
    part = request.parts.select_related("organisation").first()
    assert part is not None  # noqa: S101 (somebody wrote about her)
    who = next(
        actor for key, actor in town.worker_actors.items() if town.workers[key].organisation == part.organisation
    )
    with clock.at(town.days.now - timedelta(days=2)):
        answer_part(part, answer=DestructionPart.Answer.KEEP, why=DestructionPart.Why.LAW, words=KEEPS, by=who)
