"""Agreements: who does what by when, done or not, and undone again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kring.circles import actions as circles
from kring.core import clock
from kring.log.models import Act
from kring.plans import actions as plans
from kring.plans.models import Agreement, end_of_week
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def where(world: World, name: str, *args: Any) -> str:
    return reverse(name, args=[world.circle.pk, *args])


def fields(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "what": "Brieven meenemen",
        "goal": str(world.goal.pk),
        "responsible": str(world.seat(world.fatma).pk),
        "when": "this_week",
        **changes,
    }


def test_an_agreement_has_one_person_and_a_week(world: World, sign_in: SignIn, send: Send) -> None:
    answer = send(sign_in(world.anouk), where(world, "agreement_add"), **fields(world))
    made = Agreement.objects.get(what="Brieven meenemen")
    assert answer["Location"].endswith(f"#afspraak-{made.pk}")
    assert (made.responsible, made.due_on, made.in_week) == (
        world.seat(world.fatma),
        end_of_week(clock.today()),
        True,
    )
    assert Act.objects.filter(name="plan.agreement.added", subject=made.pk).exists()


def test_an_agreement_for_a_day_and_one_for_another_week(world: World, sign_in: SignIn, send: Send) -> None:
    day = clock.today() + timedelta(days=17)
    browser = sign_in(world.anouk)
    send(browser, where(world, "agreement_add"), **fields(world, what="dag", when="day", day=f"{day:%d-%m-%Y}"))
    send(browser, where(world, "agreement_add"), **fields(world, what="week", when="week_of", day=f"{day:%d-%m-%Y}"))
    send(browser, where(world, "agreement_add"), **fields(world, what="volgende", when="next_week"))
    days = {row.what: (row.due_on, row.in_week) for row in Agreement.objects.all()}
    assert days["dag"] == (day, False)
    assert days["week"] == (end_of_week(day), True)
    assert days["volgende"] == (end_of_week(clock.today() + timedelta(days=7)), True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"what": "x" * 301},
        {"what": "a\x00b"},
        {"responsible": ""},
        {"goal": ""},
        {"when": "ooit"},
        {"when": "day", "day": ""},
        {"when": "day", "day": "31-02-2027"},
        {"when": "day", "day": "01-01-2020"},
        {"when": "day", "day": "01-01-2199"},
    ],
)
def test_wrong_input_keeps_nothing(world: World, sign_in: SignIn, send: Send, wrong: dict[str, str]) -> None:
    answer = send(sign_in(world.anouk), where(world, "agreement_add"), **fields(world, **wrong))
    assert answer.status_code == 400
    assert "errors" in answer.content.decode()
    assert Agreement.objects.count() == 1


def test_only_goals_and_people_of_this_circle_can_be_chosen(world: World, sign_in: SignIn, send: Send) -> None:
    elsewhere = world.seat(world.stranger, world.other_circle)
    for forged in (
        {"responsible": str(elsewhere.pk)},
        {"responsible": str(world.seat(world.left).pk)},
        {"responsible": str(world.seat(world.invited).pk)},
        {"goal": str(world.other_circle.pk)},
    ):
        answer = send(sign_in(world.anouk), where(world, "agreement_add"), **fields(world, **forged))
        assert answer.status_code == 400
    closed_to_ahmed = fields(world, goal=str(world.second_goal.pk))
    assert send(sign_in(world.ahmed), where(world, "agreement_add"), **closed_to_ahmed).status_code == 400
    assert Agreement.objects.count() == 1


def test_the_one_who_does_it_can_read_it_whatever_their_organisation(world: World, sign_in: SignIn, send: Send) -> None:
    to_riet = fields(world, responsible=str(world.seat(world.supporter).pk))
    send(sign_in(world.anouk), where(world, "agreement_add"), **to_riet)
    page = sign_in(world.supporter).get(where(world, "plan")).content.decode()
    assert "Brieven meenemen" in page
    assert "Bellen met de deurwaarder" not in page


def test_a_supporter_closes_their_own_agreement_and_undoes_it(world: World, sign_in: SignIn, send: Send) -> None:
    send(
        sign_in(world.anouk),
        where(world, "agreement_add"),
        **fields(world, responsible=str(world.seat(world.supporter).pk)),
    )
    mine = Agreement.objects.get(what="Brieven meenemen")
    browser = sign_in(world.supporter)
    assert send(browser, where(world, "agreement_done", mine.pk), how="done").status_code == 303
    assert send(browser, where(world, "agreement_reopen", mine.pk)).status_code == 303
    mine.refresh_from_db()
    assert mine.state == "open"
    assert send(browser, where(world, "agreement_done", world.agreement.pk), how="done").status_code == 403
    assert send(browser, where(world, "agreement", mine.pk), what="x").status_code == 403


def test_what_did_not_work_out_has_a_reason(world: World, sign_in: SignIn, send: Send) -> None:
    browser, address = sign_in(world.ahmed), where(world, "agreement_done", world.agreement.pk)
    assert browser.get(address).status_code == 200
    assert send(browser, address, why_not="").status_code == 400
    assert send(browser, address, why_not="Er nam niemand op.", next="/").status_code == 303
    world.agreement.refresh_from_db()
    assert (world.agreement.state, world.agreement.why_not) == ("not_done", "Er nam niemand op.")
    assert "Er nam niemand op." in browser.get(where(world, "plan")).content.decode()


def test_after_closing_you_are_where_you_were_and_never_on_another_site(
    world: World, sign_in: SignIn, send: Send
) -> None:
    browser = sign_in(world.ahmed)
    done = where(world, "agreement_done", world.agreement.pk)
    assert send(browser, done, how="done", next="/kringen/")["Location"].startswith("/kringen/")
    undo = where(world, "agreement_reopen", world.agreement.pk)
    for elsewhere in ("https://kwaad.example/", "//kwaad.example/", "/\\kwaad.example"):
        answer = send(browser, undo, next=elsewhere)
        assert answer["Location"].startswith(where(world, "plan"))
        send(browser, done, how="done")


def test_a_change_shows_who_left_and_finds_somebody_else(world: World, sign_in: SignIn, send: Send) -> None:
    circles.leave(world.seat(world.ahmed), by=world.actor(world.ahmed))
    browser = sign_in(world.anouk)
    assert "Zit niet meer in de kring" in browser.get(where(world, "plan")).content.decode()
    change = {
        "what": "Bellen met de deurwaarder",
        "responsible": str(world.seat(world.anouk).pk),
        "when": "day",
        "day": f"{world.agreement.due_on:%d-%m-%Y}",
        "revision": "1",
    }
    assert send(browser, where(world, "agreement", world.agreement.pk), **change).status_code == 303
    world.agreement.refresh_from_db()
    assert world.agreement.responsible == world.seat(world.anouk)


@pytest.mark.parametrize("name", ["agreement", "agreement_done", "agreement_reopen"])
def test_an_agreement_is_not_there_for_others(world: World, sign_in: SignIn, send: Send, name: str) -> None:
    for who in (world.stranger, world.left):
        assert send(sign_in(who), where(world, name, world.agreement.pk), how="done").status_code == 404
    inside_out = reverse(name, args=[world.other_circle.pk, world.agreement.pk])
    assert send(sign_in(world.stranger), inside_out, how="done").status_code == 404


def test_undo_is_never_done_by_looking(world: World, sign_in: SignIn) -> None:
    assert sign_in(world.anouk).get(where(world, "agreement_reopen", world.agreement.pk)).status_code == 405


def test_a_closed_agreement_is_opened_before_it_changes(world: World, sign_in: SignIn, send: Send) -> None:
    plans.close_agreement(world.agreement, done=True, by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    browser = sign_in(world.anouk)
    page = browser.get(where(world, "agreement", world.agreement.pk))
    assert page.status_code == 200
    assert "gedaan" in page.content.decode()


def test_making_an_agreement_costs_as_many_queries_however_much_the_plan_holds(
    world: World, sign_in: SignIn, send: Send, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(world.anouk)
    form = fields(world)
    with django_assert_max_num_queries(20) as small:
        send(browser, where(world, "agreement_add"), **form)
    for number in range(15):
        plans.add_goal(world.plan, result=f"Doel {number}", by=world.actor(world.anouk), seat=world.seat(world.anouk))
    with django_assert_max_num_queries(20) as large:
        assert send(browser, where(world, "agreement_add"), **form).status_code == 303
    assert len(large) == len(small)
    statements = [query["sql"] for query in large.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 14, "\n".join(statements)
