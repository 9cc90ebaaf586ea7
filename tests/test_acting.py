"""Who acts next, and who is missing: on top of and beside the page of a circle (rows L8 and L2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles import actions as circles
from kring.circles.models import Lead
from kring.core import clock
from kring.meetings import actions
from kring.meetings.models import AgendaItem, Participant
from kring.network.models import Organisation, OrganisationKind, Professional
from kring.plans import actions as plans
from kring.plans.models import Agreement, Period
from tests.conftest import SignIn
from tests.test_circle_form import SELF, doing, self_organising
from tests.test_table import a_table, begun, brought, where
from tests.world import World

MOST_QUERIES = 12


def page_of(world: World, sign_in: SignIn, who: Any = None) -> Any:
    return sign_in(who or world.anouk).get(reverse("circle", args=[world.circle.pk])).context["page"]


def says(page: Any) -> list[tuple[list[str], str]]:
    return [([one.name for one in step.who], str(step.what)) for step in page.acting.steps]


def answered(world: World) -> None:
    """Nobody's invitation waits any more."""
    circles.refuse_invitation(world.seat(world.invited), why="Geen tijd", by=world.actor(world.invited))


def test_a_directed_circle_says_who_keeps_the_overview_and_that_nothing_lies(world: World, sign_in: SignIn) -> None:
    answered(world)
    page = page_of(world, sign_in)
    assert page.acting.keeper == world.seat(world.anouk)
    assert page.acting.steps == []
    html = sign_in(world.gees).get(reverse("circle", args=[world.circle.pk])).content.decode()
    assert "Wie nu aan zet is" in html
    # Who leads stands there once, with the way to reach them.
    assert html.split("<main")[1].count("regisseur") == 1
    assert "Er blijft niets liggen." in html


def test_who_was_to_do_what_is_late_acts_next(world: World, sign_in: SignIn) -> None:
    Agreement.objects.update(due_on=clock.today() - timedelta(days=1))
    assert says(page_of(world, sign_in))[0] == (["Ahmed El Amrani"], "Bellen met de deurwaarder")


def test_what_a_reader_may_not_read_is_no_step_for_them(world: World, sign_in: SignIn) -> None:
    plans.add_agreement(
        world.second_goal,
        what="De arts bellen",
        who=world.seat(world.gees),
        due_on=clock.today() + timedelta(days=1),
        **doing(world, world.anouk),
    )
    with clock.at(clock.now() + timedelta(days=2)):
        assert (["Gees Postma"], "De arts bellen") in says(page_of(world, sign_in, world.gees))
        assert "De arts bellen" not in str(says(page_of(world, sign_in, world.ahmed)))


def an_offer(world: World) -> None:
    circles.offer_lead(world.seat(world.ahmed), **doing(world, world.anouk))


def nobody_leads(world: World) -> None:
    Lead.objects.filter(pk=world.lead.pk).update(state="handed")


def a_proposal(world: World) -> None:
    plans.propose_self_organising(world.circle, **SELF, **doing(world, world.ahmed))


def a_question(world: World) -> None:
    actions.ask_table(world.circle, question="Kan dit aan tafel?", **doing(world, world.ahmed))


def a_review(world: World) -> None:
    today = clock.today()
    Period.objects.filter(plan=world.plan).update(review_on=today, starts_on=today - timedelta(days=42))


def a_talk_that_fell_through(world: World) -> None:
    brought(world, a_table(world))
    meeting = AgendaItem.objects.get().meeting
    meeting.day = clock.today() - timedelta(days=1)
    meeting.save()


def a_talk_put_off(world: World) -> None:
    brought(world)
    AgendaItem.objects.update(put_off_times=2)


@pytest.mark.parametrize(
    ("how", "who", "what"),
    [
        (an_offer, "Ahmed El Amrani", "zegt of die de regie neemt"),
        (nobody_leads, "Anouk Bakker", "vraagt iemand voor de regie"),
        (a_proposal, "Anouk Bakker", "antwoordt op het voorstel hoe we werken"),
        (a_question, "Anouk Bakker", "antwoordt op de vraag om een tafel"),
        (a_review, "Anouk Bakker", "houdt de evaluatie"),
        (a_talk_that_fell_through, "Anouk Bakker", "kiest een andere dag voor het gesprek dat niet doorging"),
        (a_talk_put_off, "Anouk Bakker", "zorgt dat het gesprek er komt: 2 keer uitgesteld"),
    ],
)
def test_every_open_thing_names_who_must_act(world: World, sign_in: SignIn, how: Any, who: str, what: str) -> None:
    answered(world)
    how(world)
    assert says(page_of(world, sign_in))[0] == ([who], what)
    assert what in sign_in(world.ahmed).get(reverse("circle", args=[world.circle.pk])).content.decode()


def test_a_circle_that_organises_itself_asks_who_takes_it(world: World, sign_in: SignIn) -> None:
    answered(world)
    self_organising(world)
    html = sign_in(world.ahmed).get(reverse("circle", args=[world.circle.pk])).content.decode()
    assert "Wij doen dit samen" in html
    assert "Wie neemt de volgende stap?" in html
    a_review(world)
    assert says(page_of(world, sign_in)) == [([], "houdt de evaluatie")]
    assert "Wie pakt dit op?" in sign_in(world.ahmed).get(reverse("circle", args=[world.circle.pk])).content.decode()


def test_one_that_began_without_a_framework_is_asked_for_it_first(world: World, sign_in: SignIn) -> None:
    world.circle.form = "self"
    world.circle.save()
    nobody_leads(world)
    assert "raamwerk" in says(page_of(world, sign_in))[0][1]


def test_a_closed_circle_asks_nobody(world: World, sign_in: SignIn) -> None:
    circles.close_circle(world.circle, why="Klaar", **doing(world, world.anouk))
    assert page_of(world, sign_in).acting is None


# Who is missing


def a_school(world: World) -> Professional:
    school = Organisation.objects.create(municipality=world.municipality, name="De Brug", kind=OrganisationKind.SCHOOL)
    return Professional.objects.create(organisation=school, name="Joke Meester", function="intern begeleider")


def about_school(world: World) -> None:
    plans.add_goal(
        world.plan, result="Sam gaat elke dag", life_domain=world.domains["school"], **doing(world, world.anouk)
    )


def test_who_is_missing_follows_from_the_plan_and_the_tasks_of_who_is_here(world: World, sign_in: SignIn) -> None:
    joke = a_school(world)
    assert page_of(world, sign_in).beside.missing == []
    about_school(world)
    one = page_of(world, sign_in, world.fatma).beside.missing[0]
    assert (one.pk, one.name, one.place) == (joke.pk, "Joke Meester", "De Brug")
    assert "school" in one.why
    html = sign_in(world.fatma).get(reverse("circle", args=[world.circle.pk])).content.decode()
    assert reverse("invite_professional", args=[world.circle.pk, joke.pk]) in html


def test_who_was_asked_already_is_not_suggested_again(world: World, sign_in: SignIn) -> None:
    joke = a_school(world)
    about_school(world)
    circles.invite(world.circle, professional=joke, **doing(world, world.anouk))
    assert page_of(world, sign_in).beside.missing == []


def test_a_supporter_gets_no_suggestions(world: World, sign_in: SignIn) -> None:
    a_school(world)
    about_school(world)
    assert page_of(world, sign_in, world.supporter).beside.missing == []


def test_who_works_in_the_district_comes_first(world: World, sign_in: SignIn) -> None:
    joke = a_school(world)
    near = Professional.objects.create(organisation=joke.organisation, name="Zoë Noord", function="mentor")
    near.districts.add(world.household.district)
    about_school(world)
    assert [one.pk for one in page_of(world, sign_in).beside.missing] == [near.pk]


def test_at_most_three_are_suggested_and_the_queries_stay_the_same(world: World, sign_in: SignIn) -> None:
    a_school(world)
    for kind in (OrganisationKind.YOUTH_TEAM, OrganisationKind.SOCIAL_SERVICE, OrganisationKind.GENERAL_PRACTICE):
        place = Organisation.objects.create(municipality=world.municipality, name=f"Org {kind}", kind=kind)
        Professional.objects.create(organisation=place, name=f"Mens {kind}", function="consulent")
    for key in ("school", "gezin", "geld", "lichaam"):
        plans.add_goal(world.plan, result=key, life_domain=world.domains[key], **doing(world, world.anouk))
    browser = sign_in(world.anouk)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(reverse("circle", args=[world.circle.pk])).context["page"]
    assert 1 < len(page.beside.missing) <= 3
    assert len(queries) <= MOST_QUERIES


def test_at_the_talk_who_is_missing_is_asked_to_the_table_and_what_they_hear_is_said(
    world: World, sign_in: SignIn, send: Any
) -> None:
    joke = a_school(world)
    about_school(world)
    item = brought(world)
    html = sign_in(world.anouk).get(reverse("item", args=[world.circle.pk, item.pk])).content.decode()
    assert "Joke Meester" in html
    assert "krijgt daardoor geen grond" in html
    to = reverse("table_ask", args=[item.meeting_id]) + f"?wie={joke.pk}"
    assert "Joke Meester, De Brug" in sign_in(world.anouk).get(to).content.decode()
    send(sign_in(world.anouk), to, who="Joke Meester, De Brug")
    assert Participant.objects.filter(meeting=item.meeting, professional=joke).exists()


def test_a_talk_that_goes_on_is_found_first_by_who_may_read_it(world: World, sign_in: SignIn) -> None:
    talk = begun(world, life_domain=world.domains["psyche"])
    page = page_of(world, sign_in)
    assert page.acting.first.where == where(talk)
    assert says(page)[0] == (["Anouk Bakker"], "zit nu aan tafel: kom erbij")
    assert all(step.where != where(talk) for step in page_of(world, sign_in, world.ahmed).acting.steps)
