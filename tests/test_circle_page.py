"""The page of a circle, as each person sees it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles import actions as circles
from kring.core import clock
from kring.log.models import Look
from kring.plans import actions as plans
from tests.conftest import SignIn
from tests.world import World

MOST_QUERIES = 12


def page_of(world: World, who: Any, sign_in: SignIn) -> str:
    answer = sign_in(who).get(reverse("circle", args=[world.circle.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_it_shows_the_household_who_leads_the_plan_and_the_story(world: World, sign_in: SignIn) -> None:
    page = page_of(world, world.ahmed, sign_in)
    for words in (
        "De Wit",
        "1 volwassene, 1 kind",
        "14 jaar",
        "Anouk Bakker",
        "Dat Sam op zijn school kan blijven.",
        "Eerst de huur, dan de rest.",
        "De huur is weer op orde",
        "Er ligt een brief van de deurwaarder.",
        reverse("note_write", args=[world.circle.pk]),
        reverse("story", args=[world.circle.pk]),
    ):
        assert words in page


def test_it_says_how_much_is_open_and_closed_for_the_reader(world: World, sign_in: SignIn) -> None:
    assert "Open: 5. Dicht: 3." in page_of(world, world.ahmed, sign_in)
    assert "medicatie" not in page_of(world, world.ahmed, sign_in)


def test_who_is_new_is_asked_to_read_the_story_first(world: World, sign_in: SignIn) -> None:
    assert "Lees eerst het verhaal" in page_of(world, world.ahmed, sign_in)
    circles.read_story(world.seat(world.ahmed), by=world.actor(world.ahmed))
    assert "Lees eerst het verhaal" not in page_of(world, world.ahmed, sign_in)


def test_the_looks_of_this_month_are_counted_by_people_and_times(world: World, sign_in: SignIn) -> None:
    for who in (world.ahmed, world.ahmed, world.fatma):
        page_of(world, who, sign_in)
    assert Look.objects.filter(page="circle").count() == 6
    assert "2 mensen, 3 keer" in page_of(world, world.anouk, sign_in)


def test_a_circle_without_lead_says_who_must_act(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.stranger).get(reverse("circle", args=[world.other_circle.pk])).content.decode()
    assert "Niemand heeft de regie" in page
    assert "Stef Vreeman" in page


def test_a_closed_circle_is_read_with_its_reason_and_nothing_to_press(world: World, sign_in: SignIn) -> None:
    circles.close_circle(world.circle, why="Het gaat goed.", by=world.actor(world.anouk), seat=world.seat(world.anouk))
    page = page_of(world, world.ahmed, sign_in)
    assert "Het gaat goed." in page
    assert "De huur is weer op orde" in page
    assert reverse("note_write", args=[world.circle.pk]) not in page


@pytest.mark.parametrize("name", ["anouk", "fatma", "supporter"])
def test_the_queries_do_not_grow_with_what_is_in_it(world: World, sign_in: SignIn, name: str) -> None:
    browser, where = sign_in(getattr(world, name)), reverse("circle", args=[world.circle.pk])
    browser.get(where)
    with CaptureQueriesContext(connection) as few:
        browser.get(where)
    anouk, seat = world.actor(world.anouk), world.seat(world.anouk)
    for number in range(10):
        goal = plans.add_goal(
            world.plan, result=f"Doel {number}", life_domain=world.domains["geld"], by=anouk, seat=seat
        )
        agreement = plans.add_agreement(
            goal, what=f"Doe {number}", who=world.seat(world.ahmed), due_on=clock.today(), by=anouk, seat=seat
        )
        plans.close_agreement(agreement, done=True, by=anouk, seat=seat)
        plans.write_note(world.circle, text=f"Er was {number}", life_domain=goal.life_domain, by=anouk, seat=seat)
    with CaptureQueriesContext(connection) as many:
        browser.get(where)
    assert len(many) == len(few)
    assert len(many) <= MOST_QUERIES
