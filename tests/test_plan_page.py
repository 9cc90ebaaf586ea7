"""The plan as each person sees it."""

from typing import Any

import pytest
from django.urls import reverse

from kring.core import clock
from kring.log.models import Look
from kring.plans import actions as plans
from tests.conftest import SignIn
from tests.world import World


def address(world: World, name: str = "plan", *args: Any) -> str:
    return reverse(name, args=[world.circle.pk, *args])


def test_a_member_sees_what_matters_the_message_and_the_goals(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anouk).get(address(world)).content.decode()
    assert "Dat Sam op zijn school kan blijven." in page
    assert "Eerst de huur, dan de rest." in page
    assert page.index("De huur is weer op orde") < page.index("Bellen met de deurwaarder")
    assert "Ahmed El Amrani" in page


@pytest.mark.parametrize("name", ["plan", "plan_print", "plan_versions", "goal_add", "agreement_add", "review"])
def test_every_page_of_the_plan_opens_for_a_member(world: World, sign_in: SignIn, name: str) -> None:
    assert sign_in(world.anouk).get(address(world, name)).status_code == 200


def test_a_closed_goal_shows_that_it_is_there_and_why_and_nothing_of_its_words(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.ahmed).get(address(world)).content.decode()
    assert "Rust in het hoofd" not in page
    assert "Psychische gezondheid" in page
    assert "Anouk Bakker" in page


def test_each_look_at_the_plan_is_kept_for_everybody_in_the_household(world: World, sign_in: SignIn) -> None:
    sign_in(world.ahmed).get(address(world))
    assert set(Look.objects.filter(page="plan", allowed=True).values_list("about_person", flat=True)) == {
        world.fatma.pk,
        world.sam.pk,
    }


@pytest.mark.parametrize("who", ["stranger", "left"])
def test_a_plan_of_others_is_not_there(world: World, sign_in: SignIn, who: str) -> None:
    assert sign_in(getattr(world, who)).get(address(world)).status_code == 404


@pytest.mark.parametrize("who", ["anouk", "ahmed", "fatma", "supporter"])
def test_the_plan_costs_as_many_queries_however_much_it_holds(
    world: World, sign_in: SignIn, who: str, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(getattr(world, who))
    with django_assert_max_num_queries(12) as small:
        browser.get(address(world))
    actor, seat = world.actor(world.anouk), world.seat(world.anouk)
    for number in range(12):
        goal = plans.add_goal(
            world.plan, result=f"Doel {number}", life_domain=world.domains["geld"], by=actor, seat=seat
        )
        for who_does in (world.ahmed, world.fatma, world.supporter):
            plans.add_agreement(
                goal, what="Iets", who=world.seat(who_does), due_on=world.period.review_on, by=actor, seat=seat
            )
    with django_assert_max_num_queries(12) as large:
        assert browser.get(address(world)).status_code == 200
    assert len(large) == len(small)


PAGES = ["plan", "goal_add", "goal", "goal_end", "agreement_add", "agreement", "agreement_done", "review", "plan_print"]
PAGES += ["plan_pdf", "matters", "message", "horizon", "plan_versions"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_the_plan_needs_more_than_twelve_queries(
    world: World, sign_in: SignIn, name: str, django_assert_max_num_queries: Any
) -> None:
    of_item = {"goal": world.goal, "goal_end": world.goal, "agreement": world.agreement}
    item = {**of_item, "agreement_done": world.agreement}.get(name)
    query = {"dag": f"{clock.today():%d-%m-%Y}"} if name == "plan_versions" else {}
    for who in (world.anouk, world.ahmed, world.fatma, world.supporter):
        browser = sign_in(who)
        with django_assert_max_num_queries(12):
            browser.get(address(world, name, *([item.pk] if item else [])), query)
