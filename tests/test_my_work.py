"""Mijn werk and the own place: what waits, this week, my circles and people; queries do not grow."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles import actions as circles
from kring.circles.models import Circle, Retelling
from kring.core import clock
from kring.home.reading.work import Asks, Work, read_work
from kring.households import actions as households
from kring.intake import actions as intake
from kring.intake.models import HelpRequest
from kring.log.models import Look
from kring.plans import actions as plans
from tests.conftest import SignIn
from tests.world import World

MOST_QUERIES = 12


def work_of(world: World, who: Any) -> Work:
    return read_work(world.actor(who))


def asked(work: Work) -> list[Asks]:
    return [wait.asks for wait in work.waits]


def test_who_is_invited_is_asked_by_name_and_sees_nothing_of_the_circle(world: World, sign_in: SignIn) -> None:
    work = work_of(world, world.invited)
    assert asked(work) == [Asks.INVITATION]
    assert work.waits[0].who is not None
    assert work.waits[0].who.name == "Anouk Bakker"
    page = sign_in(world.invited).get("/").content.decode()
    assert "Er zijn schulden." in page
    assert "De huur is weer op orde" not in page


def test_who_joined_reads_the_story_first(world: World) -> None:
    assert Asks.STORY in asked(work_of(world, world.ahmed))
    circles.read_story(world.seat(world.ahmed), by=world.actor(world.ahmed))
    assert Asks.STORY not in asked(work_of(world, world.ahmed))


def test_a_question_to_lead_waits_for_who_was_asked_only(world: World) -> None:
    anouk = world.actor(world.anouk)
    circles.offer_lead(world.seat(world.ahmed), by=anouk, seat=world.seat(world.anouk))
    assert Asks.LEAD_OFFER in asked(work_of(world, world.ahmed))
    assert Asks.LEAD_OFFER not in asked(work_of(world, world.gees))


def test_yes_to_an_invitation_is_one_press_and_leads_to_the_story_and_then_to_what_to_expect(
    world: World, sign_in: SignIn, send: Any
) -> None:
    browser, seat = sign_in(world.invited), world.seat(world.invited)
    yes = reverse("member_join", args=[world.circle.pk, seat.pk])
    assert yes in browser.get("/").content.decode()
    assert send(browser, yes, next="/").headers["Location"] == "/"
    assert world.seat(world.invited).state == "accepted"
    assert asked(work_of(world, world.invited)) == [Asks.STORY]
    circles.read_story(world.seat(world.invited), by=world.actor(world.invited))
    assert asked(work_of(world, world.invited)) == [Asks.EXPECTATIONS]
    circles.state_expectations(world.seat(world.invited), by=world.actor(world.invited), goal="Schulden op orde")
    assert asked(work_of(world, world.invited)) == []


def test_no_to_an_invitation_needs_its_reason_and_can_be_given_on_the_spot(
    world: World, sign_in: SignIn, send: Any
) -> None:
    browser, seat = sign_in(world.invited), world.seat(world.invited)
    no = reverse("member_answer", args=[world.circle.pk, seat.pk])
    assert f'action="{no}"' in browser.get("/").content.decode()
    assert send(browser, no, refuse="1", why="", next="/").status_code == 400
    assert send(browser, no, refuse="1", why="Geen tijd", next="/").headers["Location"] == "/"
    seat.refresh_from_db()
    assert (seat.state, seat.answer_why) == ("refused", "Geen tijd")


def test_nobody_says_yes_for_somebody_else(world: World, sign_in: SignIn, send: Any) -> None:
    yes = reverse("member_join", args=[world.circle.pk, world.seat(world.invited).pk])
    assert send(sign_in(world.ahmed), yes, next="/").status_code == 403
    assert world.seat(world.invited).state == "invited"


@pytest.mark.parametrize(("answer", "state"), [({}, "accepted"), ({"refuse": "1", "why": "Te druk"}, "refused")])
def test_a_question_to_lead_is_answered_where_it_stands(
    world: World, sign_in: SignIn, send: Any, answer: dict[str, str], state: str
) -> None:
    offer = circles.offer_lead(world.seat(world.ahmed), by=world.actor(world.anouk), seat=world.seat(world.anouk))
    browser = sign_in(world.ahmed)
    address = reverse("lead_answer", args=[world.circle.pk])
    assert f'action="{address}"' in browser.get("/").content.decode()
    assert send(browser, address, next="/", **answer).headers["Location"] == "/"
    offer.refresh_from_db()
    assert offer.state == state


def test_what_did_not_work_out_is_said_where_the_agreement_stands(world: World, sign_in: SignIn, send: Any) -> None:
    with clock.at(clock.now() + timedelta(days=3)):
        browser = sign_in(world.ahmed)
        address = reverse("agreement_done", args=[world.circle.pk, world.agreement.pk])
        assert browser.get("/").content.decode().count(f'action="{address}"') == 2
        send(browser, address, next="/", why_not="Niemand nam op")
    world.agreement.refresh_from_db()
    assert (world.agreement.state, world.agreement.why_not) == ("not_done", "Niemand nam op")


def test_a_form_does_not_lead_to_another_site(world: World, sign_in: SignIn, send: Any) -> None:
    yes = reverse("member_join", args=[world.circle.pk, world.seat(world.invited).pk])
    answer = send(sign_in(world.invited), yes, next="//elders.example/")
    assert answer.headers["Location"] == reverse("story", args=[world.circle.pk])


def test_a_circle_without_lead_names_who_must_act(world: World) -> None:
    assert asked(work_of(world, world.stranger)) == [Asks.NO_LEAD]


def test_an_agreement_asks_from_its_day_on_and_stands_in_the_week_before(world: World, sign_in: SignIn) -> None:
    with clock.at(clock.now() + timedelta(days=3)):
        assert Asks.AGREEMENT in asked(work_of(world, world.ahmed))
    monday = clock.now() - timedelta(days=clock.today().weekday())
    with clock.at(monday):
        work = work_of(world, world.ahmed)
        assert Asks.AGREEMENT not in asked(work)
        shown = [row for day in [*work.this_week, *work.next_week] for row in day.agreements]
        assert [row.what for row in shown] == ["Bellen met de deurwaarder"]
        assert shown[0].circle.household.name == "De Wit"


def test_a_review_asks_its_lead_three_days_before(world: World) -> None:
    day = world.period.review_on
    with clock.at(clock.now() + (day - clock.today()) - timedelta(days=3)):
        assert Asks.REVIEW in asked(work_of(world, world.anouk))
        assert Asks.REVIEW not in asked(work_of(world, world.gees))


def test_a_partner_that_is_asked_to_take_over_hears_it(world: World) -> None:
    request = _question(world)
    door = world.actor(world.door)
    intake.take_in_hand(request, by=door)
    intake.hand_on(request, to=world.stranger.organisation, why="Dit past bij jullie.", by=door)
    assert Asks.HAND_ON in asked(work_of(world, world.stranger))
    assert Asks.HAND_ON not in asked(work_of(world, world.anouk))


def test_the_front_door_sees_what_is_new_and_what_is_late(world: World) -> None:
    _question(world)
    queue = work_of(world, world.door).queue
    assert queue is not None
    assert (queue.new, queue.late, queue.mine) == (1, 0, 0)
    with clock.at(clock.now() + timedelta(days=world.municipality.triage_days, hours=1)):
        later = work_of(world, world.door).queue
        assert later is not None
        assert later.late == 1
    assert work_of(world, world.anouk).queue is None


def test_the_first_goal_stands_there_only_for_who_may_read_it(world: World, sign_in: SignIn) -> None:
    assert "De huur is weer op orde" in sign_in(world.ahmed).get("/").content.decode()
    assert "De huur is weer op orde" not in sign_in(world.gees).get("/").content.decode()


def test_nothing_to_do_says_so_and_looks_ahead(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anouk).get("/").content.decode()
    assert "Niets dat wacht" in page


def test_the_page_keeps_who_was_looked_at(world: World, sign_in: SignIn) -> None:
    sign_in(world.ahmed).get("/")
    looked = set(Look.objects.filter(page="home").values_list("about_person", flat=True))
    assert looked == {world.fatma.pk, world.sam.pk}


@pytest.mark.parametrize("count", [3, 15])
def test_the_queries_do_not_grow_with_the_circles(world: World, sign_in: SignIn, count: int) -> None:
    for number in range(count):
        _circle_of(world, number)
    browser = sign_in(world.door)
    browser.get("/")
    with CaptureQueriesContext(connection) as queries:
        page = browser.get("/").content.decode()
    assert page.count("home-circle__marks") == count
    # One less: once in a while the gate asks whether looks get their seals.
    assert len(queries) == MOST_QUERIES - 1


def test_a_resident_sees_their_people_their_plan_and_what_others_do(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.fatma).get("/").content.decode()
    assert "Fatma" in page
    people = page.split("Mijn mensen")[1]
    assert people.index("Anouk Bakker") < people.index("Ahmed El Amrani")
    assert "tel:0612345678" in page
    assert reverse("plan", args=[world.circle.pk]) in page


def test_a_supporter_sees_their_own_agreements_and_not_those_of_others(world: World, sign_in: SignIn) -> None:
    plans.add_agreement(
        world.goal,
        what="Sam ophalen van school",
        who=world.seat(world.supporter),
        due_on=clock.today(),
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    page = sign_in(world.supporter).get("/").content.decode()
    assert "Sam ophalen van school" in page
    assert "deurwaarder" not in page
    assert "De huur is weer op orde" not in page


def test_the_resident_is_asked_first_how_it_goes_and_not_who_stands_beside_them(world: World, sign_in: SignIn) -> None:
    with clock.at(clock.now() + timedelta(days=40)):
        assert "Wij vragen het eerst aan u" in sign_in(world.fatma).get("/").content.decode()
        assert "Wij vragen het eerst aan u" not in sign_in(world.supporter).get("/").content.decode()


def test_telling_it_again_is_one_press_and_counted_once(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.fatma)
    form = {"once": "6f1c1c1e-0c8e-4f6c-9a55-0b2f3f6e9d11"}
    for _press in range(2):
        answer = browser.post(reverse("told_again", args=[world.circle.pk]), form)
        assert answer.status_code == 303
    assert Retelling.objects.count() == 1
    assert "Dat is veel." in browser.get("/").content.decode()


def test_only_the_resident_says_that_they_told_it_again(world: World, sign_in: SignIn, send: Any) -> None:
    answer = send(sign_in(world.ahmed), reverse("told_again", args=[world.circle.pk]))
    assert answer.status_code == 403
    assert Retelling.objects.count() == 0


def test_who_has_not_signed_in_finds_the_front_door_and_the_sign_in(world: World, client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert reverse("account_login") in page.content.decode()
    assert not Look.objects.exists()


def test_a_professional_without_second_step_gets_no_work(world: World, sign_in: SignIn, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    assert sign_in(world.ahmed).get("/").headers["Location"] == reverse("mfa_activate_totp")


def _question(world: World) -> HelpRequest:
    return intake.ask_for_help(
        world.municipality, sender="self", given_name="Bas", family_name="Yilmaz", words="Ik zoek werk.", by=None
    )


def _circle_of(world: World, number: int) -> Circle:
    """One more household with a circle of the front door, a plan, and an agreement for today."""
    door = world.actor(world.door)
    person = households.add_person(world.municipality, given_name="Iris", family_name=f"Bos {number}", by=None)
    household = households.add_household(world.municipality, name=f"Bos {number}", by=None)
    households.move_in(household, person, by=None)
    circle = circles.open_circle(household, purpose="Samen.", by=door)
    seat = world.seat(world.door, circle)
    plan = plans.start_plan(circle, by=door, seat=seat)
    goal = plans.add_goal(plan, result="Rondkomen", life_domain=world.domains["geld"], by=door, seat=seat)
    plans.add_agreement(goal, what="Bellen", who=seat, due_on=clock.today(), by=door, seat=seat)
    return circle
