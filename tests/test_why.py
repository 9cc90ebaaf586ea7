"""Who may read this, and why: for open and closed items of every kind, without their words."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from kring.core import clock
from kring.log.models import Look
from kring.plans.actions import GoalOutcome, hold_review
from kring.plans.models import Outcome
from kring.sharing.actions import warn
from kring.sharing.why import KINDS, kinds
from tests.conftest import SignIn
from tests.world import World


def address(world: World, kind: str, item_id: object) -> str:
    return reverse("why", args=[world.circle.pk, kind, item_id])


def test_it_names_who_reads_it_on_which_ground_and_who_does_not(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anouk).get(address(world, "goal", world.goal.pk)).content.decode()
    may, may_not = page.split("Zij mogen het niet lezen")
    assert "Verhuurder: huur, overlast en afspraken daarover" in may
    assert "Gees Postma" in may_not
    assert "1 november 2026" in may_not


def test_a_closed_item_is_explained_without_its_words(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.ahmed).get(address(world, "note", world.health_note.pk)).content.decode()
    assert "medicatie" not in page
    assert "Psychische gezondheid" in page
    assert "Toestemming van wie het over gaat" in page
    assert "GGZ De Brug heeft het geschreven." in page


def test_every_kind_of_item_has_its_page(world: World, sign_in: SignIn) -> None:
    review = hold_review(
        world.period,
        outcomes={world.goal: GoalOutcome(result="partly", why="Bijna.")},
        score=6,
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    items = {
        "note": world.money_note,
        "goal": world.goal,
        "agreement": world.agreement,
        "review": review,
        "safetynote": warn(
            world.circle,
            kind="dog",
            text="De hond loopt los.",
            until=clock.today() + timedelta(days=9),
            by=world.actor(world.anouk),
            seat=world.seat(world.anouk),
        ),
        "outcome": Outcome.objects.get(review=review),
    }
    assert set(items) == set(kinds()) == set(KINDS)
    for kind, item in items.items():
        assert sign_in(world.anouk).get(address(world, kind, item.pk)).status_code == 200


@pytest.mark.parametrize("kind", ["note", "circle", "member", "historicalgoal", "x" * 200])
def test_what_is_not_here_is_not_there(world: World, sign_in: SignIn, kind: str) -> None:
    assert sign_in(world.anouk).get(address(world, kind, uuid.uuid4())).status_code == 404
    elsewhere = reverse("why", args=[world.other_circle.pk, "note", world.money_note.pk])
    assert sign_in(world.stranger).get(elsewhere).status_code == 404


def test_a_supporter_is_told_only_that_it_is_meant_for_others(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.supporter).get(address(world, "note", world.health_note.pk)).content.decode()
    assert "Dit is voor anderen bedoeld." in page
    for word in ("Psychische gezondheid", "Gees", "GGZ", "medicatie"):
        assert word not in page


def test_a_look_keeps_by_which_version_of_the_rules_it_was_allowed(world: World, sign_in: SignIn) -> None:
    sign_in(world.ahmed).get(reverse("circle", args=[world.circle.pk]))
    assert {look.rules_version for look in Look.objects.filter(page="circle")} == {"1"}
