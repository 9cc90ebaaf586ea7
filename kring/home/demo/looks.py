"""Who looked in the last weeks, as pages would have written it; questions of residents about it; a few odd looks."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from kring.circles.actors import actor_for
from kring.circles.models import Member
from kring.core import clock
from kring.home.demo.town import Town
from kring.households.models import Person, Residence
from kring.log.actions import write_looks
from kring.log.models import Look
from kring.network.models import User
from kring.sharing.actions.looked import answer_question, ask_about_look

# Days ago, hour, and the page that was read.
VISITS = ((1, 9, "circle"), (1, 9, "plan"), (2, 14, "story"), (5, 11, "plan"), (8, 16, "circle"), (12, 10, "story"))
PROCESSING = {"circle": "circle", "plan": "plan", "story": "circle"}
ASKS = "Ik heb u lang niet gesproken. Waarom keek u in mijn plan?"
ANSWERS = "Ik keek of de regeling met de verhuurder al stond. Dat had ik u moeten zeggen. Ik bel u deze week."


def look_around(town: Town) -> None:
    """Everybody who works in a circle reads in it now and then; who lives there sees that."""
    persons: dict[UUID, list[Person]] = defaultdict(list)
    for residence in Residence.objects.current().select_related("person"):
        persons[residence.household_id].append(residence.person)
    seats = Member.objects.present().filter(professional__isnull=False, circle__closed_at__isnull=True)
    looks = []
    for number, seat in enumerate(seats.select_related("professional__organisation", "circle").order_by("pk")):
        for ago, hour, page in VISITS[number % 3 :]:
            at = town.days.past(-ago - number % 4, at=f"{hour}:{number % 50 + 10}")
            looks += [_look(seat, person, at, page) for person in persons[seat.circle.household_id]]
    write_looks(looks)


def ask_about_looks(town: Town) -> None:
    """Fatma asks two organisations why they looked; one has answered. Somebody looked at night."""
    fatma = Person.objects.select_related("user").get(user__email="fatma@kring.example")
    assert fatma.user is not None  # noqa: S101 (the demo made her account)
    actor = actor_for(fatma.user)
    looks = Look.objects.filter(about_person=fatma.pk, by_organisation_id__isnull=False).order_by("-at")
    answered, waiting = looks.filter(purpose="plan")[0], looks.filter(purpose="story")[3]
    with clock.at(town.days.now - timedelta(days=1)):
        question = ask_about_look(answered, fatma, words=ASKS, by=actor)
        ask_about_look(waiting, fatma, words="", by=actor)
    colleague = User.objects.filter(jobs__organisation=question.organisation, jobs__ended_on__isnull=True)
    with clock.at(town.days.now - timedelta(hours=5)):
        answer_question(question, answer=ANSWERS, by=actor_for(colleague.exclude(pk=question.by_user)[0]))
    seats = Member.objects.present().filter(person__isnull=True, professional__user=waiting.by_user)
    seat = seats.select_related("professional__organisation", "circle")[0]
    write_looks([_look(seat, fatma, town.days.any_day(0, "1:40"), "story")])


def _look(seat: Member, person: Person, at: datetime, page: str) -> Look:
    job = seat.professional
    assert job is not None  # noqa: S101 (seats of professionals)
    return Look(
        at=at,
        page=page,
        purpose=page,
        processing=PROCESSING[page],
        by_user=job.user_id,
        by_name=job.name,
        by_role=job.function,
        by_organisation=job.organisation.name,
        by_organisation_id=job.organisation_id,
        about_person=person.pk,
        circle=seat.circle_id,
        allowed=True,
        ground="seat",
        rules_version="1",
    )
