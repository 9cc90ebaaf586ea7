"""What the plan said on any day, under the reading rules of today and of that day."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kring.core import clock
from kring.plans import actions as plans
from tests.conftest import SignIn
from tests.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """The cast of forty days ago; the goal about the rent changed ten days ago."""
    now = clock.now()
    with clock.at(now - timedelta(days=40)):
        world = make_world()
    with clock.at(now - timedelta(days=10)):
        plans.change_goal(
            world.goal,
            revision=1,
            result="Elke maand de huur betaald",
            by=world.actor(world.ahmed),
            seat=world.seat(world.ahmed),
        )
        plans.close_agreement(world.agreement, done=True, by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    return world


def ask(world: World, sign_in: SignIn, who: Any, days_ago: int) -> str:
    day = clock.today() - timedelta(days=days_ago)
    answer = sign_in(who).get(reverse("plan_versions", args=[world.circle.pk]), {"dag": f"{day:%d-%m-%Y}"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_plan_of_a_day_is_as_it_was_at_the_end_of_that_day(world: World, sign_in: SignIn) -> None:
    before = ask(world, sign_in, world.anouk, 11)
    assert "De huur is weer op orde" in before
    assert "Elke maand de huur betaald" not in before
    after = ask(world, sign_in, world.anouk, 10)
    assert "Elke maand de huur betaald" in after
    assert "1 afspraak achter de rug" in after
    assert "1 afspraak achter de rug" not in before


def test_before_it_began_there_was_no_plan(world: World, sign_in: SignIn) -> None:
    page = ask(world, sign_in, world.anouk, 60)
    assert "was er nog geen plan" in page
    assert "De huur" not in page


def test_the_past_is_as_closed_as_the_present(world: World, sign_in: SignIn) -> None:
    assert "Rust in het hoofd" in ask(world, sign_in, world.anouk, 11)
    assert "Rust in het hoofd" not in ask(world, sign_in, world.ahmed, 11)
    assert "De huur is weer op orde" not in ask(world, sign_in, world.supporter, 11)


def test_what_was_filed_wrong_and_put_right_does_not_leak_through_its_past(world: World, sign_in: SignIn) -> None:
    assert "De huur is weer op orde" in ask(world, sign_in, world.ahmed, 11)
    plans.change_goal(
        world.goal,
        revision=2,
        life_domain=world.domains["psyche"],
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    page = ask(world, sign_in, world.ahmed, 11)
    assert "De huur is weer op orde" not in page
    assert "Dit is nu dicht" in page


def test_what_was_closed_then_stays_closed_in_the_past(world: World, sign_in: SignIn) -> None:
    plans.change_goal(
        world.second_goal,
        revision=1,
        result="Rustig wonen",
        life_domain=world.domains["wonen"],
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    assert "Rustig wonen" in ask(world, sign_in, world.ahmed, 0)
    assert "Rust in het hoofd" not in ask(world, sign_in, world.ahmed, 11)


def test_the_days_of_change_name_who_changed_it(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anouk).get(reverse("plan_versions", args=[world.circle.pk])).content.decode()
    assert "Ahmed El Amrani (Woonstee)" in page
    assert f"?dag={clock.today() - timedelta(days=10):%d-%m-%Y}" in page


@pytest.mark.parametrize("day", ["", "31-02-2026", "gisteren", "\x00", "99999"])
def test_a_day_that_is_none_is_said_so(world: World, sign_in: SignIn, day: str) -> None:
    assert sign_in(world.anouk).get(reverse("plan_versions", args=[world.circle.pk]), {"dag": day}).status_code == 400


def test_the_versions_cost_as_many_queries_however_much_changed(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser, address = sign_in(world.anouk), reverse("plan_versions", args=[world.circle.pk])
    day = {"dag": f"{clock.today():%d-%m-%Y}"}
    with django_assert_max_num_queries(12) as small:
        browser.get(address, day)
    for number in range(8):
        goal = plans.add_goal(
            world.plan,
            result=f"Doel {number}",
            life_domain=world.domains["geld"],
            by=world.actor(world.anouk),
            seat=world.seat(world.anouk),
        )
        plans.put_first(goal, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    with django_assert_max_num_queries(12) as large:
        browser.get(address, day)
    assert len(large) == len(small)
