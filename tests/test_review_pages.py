"""The review: the resident first, then each goal, then the next period."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kring.core import clock
from kring.log.models import Act
from kring.plans import actions as plans
from kring.plans.models import Goal, Outcome, Period, Review
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def where(world: World, name: str, *args: Any) -> str:
    return reverse(name, args=[world.circle.pk, *args])


def fields(world: World, **changes: Any) -> dict[str, Any]:
    first, second = f"goal-{world.goal.pk}", f"goal-{world.second_goal.pk}"
    return {
        "period": str(world.period.pk),
        "score": "7",
        "resident_words": "Ik slaap weer.",
        "next_review_on": f"{clock.today() + timedelta(days=42):%d-%m-%Y}",
        f"{first}-result": "reached",
        f"{second}-result": "partly",
        f"{second}-why": "De wachtlijst is lang.",
        f"{second}-goes_on": "yes",
        **changes,
    }


def test_a_review_asks_the_resident_first_and_opens_the_next_period(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    page = browser.get(where(world, "review")).content.decode()
    assert page.index("Hoe gaat het nu, van 0 tot 10?") < page.index("De huur is weer op orde")
    answer = send(browser, where(world, "review"), **fields(world))
    held = Review.objects.get()
    assert answer["Location"] == where(world, "review_shown", held.pk)
    assert (held.score, held.resident_words) == (7, "Ik slaap weer.")
    goals = {goal.pk: goal for goal in Goal.objects.all()}
    assert goals[world.goal.pk].state == "reached"
    assert (goals[world.second_goal.pk].state, goals[world.second_goal.pk].is_first) == ("active", True)
    assert [period.number for period in Period.objects.filter(plan=world.plan, ended_at=None)] == [2]
    assert Act.objects.filter(name="plan.reviewed").exists()


def test_what_came_of_it_is_shown_calmly_with_the_next_day(world: World, sign_in: SignIn, send: Send) -> None:
    plans.close_agreement(world.agreement, done=True, by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    browser = sign_in(world.anouk)
    page = browser.get(send(browser, where(world, "review"), **fields(world))["Location"]).content.decode()
    for words in (
        "7 van de 10",
        "Ik slaap weer.",
        "De wachtlijst is lang.",
        "1 afspraak is gedaan",
        "volgende evaluatie",
    ):
        assert words in page


def test_a_resident_who_was_not_asked_leaves_a_reason(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    without = fields(world, score="not_asked", resident_words="")
    assert send(browser, where(world, "review"), **without).status_code == 400
    assert Review.objects.count() == 0
    assert send(browser, where(world, "review"), **without, not_asked_why="In het ziekenhuis.").status_code == 303
    assert Review.objects.get().not_asked_why == "In het ziekenhuis."


@pytest.mark.parametrize(
    "wrong",
    [
        {"score": ""},
        {"score": "11"},
        {"score": "-1"},
        {"next_review_on": "01-01-2020"},
        {"next_review_on": "31-02-2027"},
        {"next_review_on": ""},
        {"resident_words": "x" * 1001},
        {"resident_words": "a\x00b"},
        {"goal-result": ""},
        {"goal-why": ""},
    ],
)
def test_what_is_wrong_is_said_on_top_and_nothing_is_lost(
    world: World, sign_in: SignIn, send: Send, wrong: dict[str, str]
) -> None:
    named = {name.replace("goal-", f"goal-{world.second_goal.pk}-"): value for name, value in wrong.items()}
    answer = send(sign_in(world.anouk), where(world, "review"), **fields(world, **named))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="errors"' in page
    assert "De wachtlijst is lang." in page or "goal-why" in wrong
    assert Review.objects.count() == 0
    assert Period.objects.filter(plan=world.plan).count() == 1


def test_the_words_of_a_second_review_are_kept_to_be_added(world: World, sign_in: SignIn, send: Send) -> None:
    mine = fields(world, resident_words="Fatma zei: het gaat beter met Sam.")
    assert send(sign_in(world.anouk), where(world, "review"), **fields(world)).status_code == 303
    browser = sign_in(world.fatma)
    answer = send(browser, where(world, "review"), **mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ik slaap weer." in page
    assert "Fatma zei: het gaat beter met Sam." in page
    held = Review.objects.get()
    add = send(browser, where(world, "review_shown", held.pk), text="Fatma zei: het gaat beter met Sam.")
    assert add.status_code == 303
    assert "Later rechtgezet" in browser.get(add["Location"]).content.decode()


def test_a_review_sent_twice_is_held_once(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.anouk)
    form = {"once": "0193a1b2-0000-7000-8000-000000000002", **fields(world)}
    first, again = browser.post(where(world, "review"), form), browser.post(where(world, "review"), form)
    assert (first.status_code, again.status_code) == (303, 303)
    assert first["Location"] == again["Location"]
    assert Review.objects.count() == 1


def test_a_goal_that_you_may_not_read_goes_on_unseen(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.ahmed)
    assert "Rust in het hoofd" not in browser.get(where(world, "review")).content.decode()
    assert send(browser, where(world, "review"), **fields(world)).status_code == 303
    world.second_goal.refresh_from_db()
    assert world.second_goal.state == "active"
    assert [outcome.goal for outcome in Outcome.objects.all()] == [world.goal]


def test_what_a_review_says_about_a_closed_goal_is_closed(world: World, sign_in: SignIn, send: Send) -> None:
    held = send(sign_in(world.anouk), where(world, "review"), **fields(world))["Location"]
    page = sign_in(world.ahmed).get(held).content.decode()
    assert "De huur is weer op orde" in page
    assert "De wachtlijst is lang." not in page
    assert "Rust in het hoofd" not in page


def test_the_review_is_not_there_for_others_nor_to_change_for_a_supporter(
    world: World, sign_in: SignIn, send: Send
) -> None:
    held = send(sign_in(world.anouk), where(world, "review"), **fields(world))["Location"]
    for who in (world.stranger, world.left):
        assert sign_in(who).get(held).status_code == 404
        assert send(sign_in(who), where(world, "review"), **fields(world)).status_code == 404
    assert send(sign_in(world.supporter), where(world, "review"), **fields(world)).status_code == 403
    assert sign_in(world.supporter).get(held).status_code == 403
    assert (
        sign_in(world.stranger).get(held.replace(str(world.circle.pk), str(world.other_circle.pk))).status_code == 404
    )


def test_what_came_of_it_costs_no_more_than_twelve_queries(
    world: World, sign_in: SignIn, send: Send, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(world.anouk)
    held = send(browser, where(world, "review"), **fields(world))["Location"]
    with django_assert_max_num_queries(12):
        assert browser.get(held).status_code == 200


def test_before_a_review_is_written_it_says_who_will_read_it(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anouk).get(where(world, "review")).content.decode()
    assert "kunnen dit lezen:" in page
    assert "te lezen door" in page  # each goal has its own readers


def test_a_review_says_who_reads_it_and_each_goal_who_reads_that(world: World, sign_in: SignIn, send: Send) -> None:
    anouk = sign_in(world.anouk)
    answer = send(anouk, where(world, "review"), **fields(world))
    page = anouk.get(answer["Location"]).content.decode()
    held = Review.objects.get()
    assert reverse("why", args=[world.circle.pk, "review", held.pk]) in page
    assert anouk.get(reverse("why", args=[world.circle.pk, "review", held.pk])).status_code == 200
    outcome = Outcome.objects.filter(goal=world.goal).get()
    assert reverse("why", args=[world.circle.pk, "outcome", outcome.pk]) in page
