"""A rule against the plan: written down with an owner and a day, who reads it, and what came of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles import actions as circles
from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.home.reading.bottlenecks import read_bottlenecks
from kring.households import actions as households
from kring.log.models import Look
from kring.municipality.models import Municipality
from kring.plans import actions as plans
from kring.plans.bottlenecks import rules_told
from kring.plans.models import Bottleneck
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]
RULE = "Wie schuld heeft, krijgt hier geen kleiner huis."


def noted(world: World, **fields: Any) -> Bottleneck:
    """Anouk writes it down; Ahmed keeps at it."""
    said: dict[str, Any] = {
        "rule": RULE,
        "effect": "Het gezin kan niet weg.",
        "who_could_decide": "De teamleider verhuur",
        "owner": world.seat(world.ahmed),
        "due_on": clock.today() + timedelta(days=20),
    }
    return plans.add_bottleneck(
        world.circle, **said | fields, by=world.actor(world.anouk), seat=world.seat(world.anouk)
    )


def where(one: Bottleneck, name: str = "bottleneck") -> str:
    return reverse(name, args=[one.circle_id, one.pk])


def form(world: World, **fields: Any) -> dict[str, Any]:
    day = clock.today() + timedelta(days=20)
    return {
        "rule": RULE,
        "effect": "Het gezin kan niet weg.",
        "who_could_decide": "De teamleider verhuur",
        "goal": str(world.goal.pk),
        "law": "huur",
        "rule_of": str(world.ahmed.organisation_id),
        "owner": str(world.seat(world.ahmed).pk),
        "due_on": f"{day:%d-%m-%Y}",
        **fields,
    }


def test_a_bottleneck_has_a_rule_an_owner_and_a_day_and_is_about_whom_its_goal_is_about(
    world: World, sign_in: SignIn, send: Send
) -> None:
    answer = send(sign_in(world.anouk), reverse("bottleneck_add", args=[world.circle.pk]), **form(world))
    one = Bottleneck.objects.get()
    assert answer["Location"] == where(one)
    assert (one.goal, one.life_domain, one.owner) == (world.goal, world.goal.life_domain, world.seat(world.ahmed))
    assert (one.rule_of, one.law, one.state) == (world.ahmed.organisation, "huur", "open")
    page = sign_in(world.fatma).get(where(one)).content.decode()
    assert RULE in page
    assert "De huur is weer op orde" in page
    assert Look.objects.filter(purpose="bottleneck", about_person=world.fatma.pk).exists()


def test_who_is_named_by_somebody_else_gets_a_mail_without_words_of_the_household(world: World) -> None:
    noted(world)
    letter = Mail.objects.get(address="ahmed@example.nl", text__contains="knelpunten")
    assert not any(word in letter.subject + letter.text for word in ("Wit", "schuld", "gezin"))
    Mail.objects.all().delete()
    noted(world, owner=world.seat(world.anouk))
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("goal", "who", "reads"),
    [
        ("goal", "anouk", True),
        ("goal", "ahmed", True),
        ("goal", "fatma", True),
        ("goal", "supporter", False),
        ("second_goal", "anouk", True),
        ("second_goal", "gees", False),
        ("second_goal", "fatma", True),
        # Who keeps at it always reads it.
        ("second_goal", "ahmed", True),
        (None, "gees", True),
        (None, "supporter", False),
    ],
)
def test_who_reads_a_bottleneck(world: World, sign_in: SignIn, goal: str | None, who: str, reads: bool) -> None:
    one = noted(world, goal=getattr(world, goal) if goal else None)
    answer = sign_in(getattr(world, who)).get(where(one))
    assert answer.status_code == (200 if reads else 403)
    listed = sign_in(getattr(world, who)).get(reverse("bottlenecks", args=[world.circle.pk])).content.decode()
    assert (RULE in listed) is reads
    assert (RULE in answer.content.decode()) is reads


def test_the_owner_who_may_not_read_the_goal_does_not_see_it_at_the_bottleneck(world: World, sign_in: SignIn) -> None:
    one = noted(world, goal=world.second_goal)
    assert "Rust in het hoofd" not in sign_in(world.ahmed).get(where(one)).content.decode()
    assert "Rust in het hoofd" in sign_in(world.anouk).get(where(one)).content.decode()


def test_a_resident_or_supporter_never_carries_a_rule(world: World) -> None:
    for who in (world.fatma, world.supporter):
        with pytest.raises(Refused):
            noted(world, owner=world.seat(who))


def test_the_resident_writes_one_down_and_names_who_keeps_at_it(world: World, sign_in: SignIn, send: Send) -> None:
    send(sign_in(world.fatma), reverse("bottleneck_add", args=[world.circle.pk]), **form(world))
    assert Bottleneck.objects.get().author == world.seat(world.fatma)


def test_before_writing_it_says_who_will_read(world: World, sign_in: SignIn) -> None:
    asked = {"kind": "bottleneck", "goal": str(world.second_goal.pk), "owner": str(world.seat(world.ahmed).pk)}
    said = sign_in(world.anouk).get(reverse("plan_readers", args=[world.circle.pk]), asked)
    assert {member.name for member in said.context["readers"].who} >= {"Anouk Bakker", "Ahmed El Amrani"}
    del asked["owner"]
    said = sign_in(world.anouk).get(reverse("plan_readers", args=[world.circle.pk]), asked)
    assert "Ahmed El Amrani" not in {member.name for member in said.context["readers"].who}


# Ended, opened again, handed on


def test_it_ends_with_what_came_of_it_and_is_opened_again(world: World, sign_in: SignIn, send: Send) -> None:
    one, ahmed = noted(world), sign_in(world.ahmed)
    assert send(ahmed, where(one, "bottleneck_end"), how="solved", came_of_it="").status_code == 400
    said = {"how": "solved", "came_of_it": "Het mag met een borg.", "decided_by": "De directeur"}
    send(ahmed, where(one, "bottleneck_end"), **said)
    one.refresh_from_db()
    assert (one.state, one.came_of_it, one.ended_by_id) == ("solved", "Het mag met een borg.", world.ahmed.user_id)
    assert "De directeur" in sign_in(world.fatma).get(where(one)).content.decode()
    assert send(ahmed, where(one, "bottleneck_end"), **said).status_code == 403
    send(ahmed, where(one, "bottleneck_reopen"))
    one.refresh_from_db()
    assert (one.state, one.came_of_it, one.ended_at) == ("open", "", None)


def test_that_the_rule_stayed_is_an_answer_too(world: World, sign_in: SignIn, send: Send) -> None:
    one = noted(world)
    send(sign_in(world.ahmed), where(one, "bottleneck_end"), how="stayed", came_of_it="Dit jaar niet.", decided_by="")
    one.refresh_from_db()
    assert one.state == "stayed"


def test_it_is_handed_on_when_the_owner_leaves(world: World, sign_in: SignIn, send: Send) -> None:
    one = noted(world)
    circles.leave(world.seat(world.ahmed), by=world.actor(world.ahmed))
    assert "Wie" in sign_in(world.anouk).get(where(one)).content.decode()
    day = clock.today() + timedelta(days=30)
    anouk = str(world.seat(world.anouk).pk)
    send(sign_in(world.anouk), where(one, "bottleneck_owner"), owner=anouk, due_on=f"{day:%d-%m-%Y}")
    one.refresh_from_db()
    assert (one.owner, one.due_on) == (world.seat(world.anouk), day)


def test_a_supporter_changes_nothing(world: World, sign_in: SignIn, send: Send) -> None:
    one = noted(world)
    for name in ("bottleneck_end", "bottleneck_reopen", "bottleneck_owner"):
        assert send(sign_in(world.supporter), where(one, name), how="solved", came_of_it="x").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": ""},
        {"rule": "x" * 301},
        {"effect": "a\x00b"},
        {"due_on": "1-1-2020"},
        {"due_on": "31-12-2999"},
        {"owner": "x"},
        {"law": "zelf"},
        {"goal": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_odd_words_are_refused_at_the_field_and_nothing_is_kept(
    world: World, sign_in: SignIn, send: Send, wrong: dict[str, str]
) -> None:
    answer = send(sign_in(world.anouk), reverse("bottleneck_add", args=[world.circle.pk]), **form(world, **wrong))
    assert answer.status_code == 400
    assert not Bottleneck.objects.exists()


def test_the_database_keeps_no_end_without_what_came_of_it(world: World) -> None:
    one = noted(world)
    with pytest.raises(IntegrityError):
        Bottleneck.objects.filter(pk=one.pk).update(state="solved", ended_at=clock.now(), ended_by=world.ahmed.user)


def test_one_of_another_circle_is_not_there(world: World, sign_in: SignIn) -> None:
    one = noted(world)
    assert sign_in(world.stranger).get(where(one)).status_code == 404
    mixed = reverse("bottleneck", args=[world.other_circle.pk, one.pk])
    assert sign_in(world.stranger).get(mixed).status_code == 404


# Over all circles, and in my work


def rules(world: World, who: Any, **asked: Any) -> list[str]:
    how = {"ended": False, "only_mine": False, **asked}
    return [row.one.rule for row in read_bottlenecks(world.actor(who), **how).rows]


def test_the_list_over_circles_holds_what_one_may_read_the_nearest_day_first(world: World) -> None:
    noted(world, rule="Later")
    noted(world, rule="Eerst", due_on=clock.today() + timedelta(days=2))
    noted(world, rule="Zorg", goal=world.second_goal, owner=world.seat(world.anouk))
    assert rules(world, world.anouk) == ["Eerst", "Later", "Zorg"]
    assert rules(world, world.ahmed) == ["Eerst", "Later"]
    assert rules(world, world.anouk, only_mine=True) == ["Zorg"]
    assert rules(world, world.stranger) == rules(world, world.left) == rules(world, world.invited) == []


def test_what_ended_stands_on_its_own_list(world: World, sign_in: SignIn) -> None:
    one = noted(world)
    ahmed = {"by": world.actor(world.ahmed), "seat": world.seat(world.ahmed)}
    plans.end_bottleneck(one, solved=True, came_of_it="Het mag.", **ahmed)
    assert rules(world, world.anouk) == []
    page = sign_in(world.anouk).get(reverse("all_bottlenecks"), {"staat": "klaar"}).content.decode()
    assert "Het mag." in page


def test_the_list_costs_as_many_queries_for_many_as_for_few(world: World, sign_in: SignIn) -> None:
    browser, counts = sign_in(world.anouk), []
    for _time in range(2):
        for _one in range(5):
            noted(world)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(reverse("all_bottlenecks"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_the_circle_list_and_one_stay_within_twelve_queries(world: World, sign_in: SignIn) -> None:
    one = noted(world, goal=world.goal)
    anouk = sign_in(world.anouk)
    for address in (reverse("bottlenecks", args=[world.circle.pk]), where(one), where(one, "bottleneck_owner")):
        with CaptureQueriesContext(connection) as queries:
            anouk.get(address)
        assert len(queries) <= 12, address


@pytest.mark.parametrize(("days", "waits"), [(7, True), (8, False), (-2, True)])
def test_the_owner_sees_it_in_my_work_when_the_day_comes_near(
    world: World, sign_in: SignIn, days: int, waits: bool
) -> None:
    noted(world, due_on=clock.today() + timedelta(days=days))
    assert (RULE in sign_in(world.ahmed).get("/").content.decode()) is waits
    assert RULE not in sign_in(world.anouk).get("/").content.decode()


def in_households(world: World, count: int, rule: str = RULE) -> None:
    """The same rule in so many other households, in which none of the cast has a seat but the stranger."""
    by = world.actor(world.stranger)
    for number in range(count):
        household = households.add_household(world.municipality, name=f"Geheim {number}", by=None)
        circle = circles.open_circle(household, purpose="x", by=by)
        plans.start_plan(circle, by=by, seat=world.seat(world.stranger, circle))
        seat = world.seat(world.stranger, circle)
        said = {"rule": f" {rule.upper() if number % 2 else rule} ", "effect": "x", "who_could_decide": "x"}
        plans.add_bottleneck(circle, **said, owner=seat, due_on=clock.today() + timedelta(days=9), by=by, seat=seat)


def test_how_often_the_same_rule_does_not_fit_is_told_from_five_households_without_them(
    world: World, sign_in: SignIn
) -> None:
    in_households(world, 4)
    assert "Regels die vaak niet passen" not in sign_in(world.ahmed).get("/knelpunten/").content.decode()
    noted(world)
    noted(world)
    page = sign_in(world.gees).get("/knelpunten/").content.decode()
    assert "bij 5 huishoudens" in page
    assert "Geheim" not in page
    assert rules_told(world.municipality)[0].households == 5
    elsewhere = Municipality.objects.create(name="Elders")
    assert rules_told(elsewhere) == []


def test_who_writes_one_chooses_from_rules_that_were_named_and_may_be_known(world: World, sign_in: SignIn) -> None:
    in_households(world, 1, "Alleen bij Geheim bekend")
    noted(world, rule="Zonder adres geen uitkering")
    page = sign_in(world.ahmed).get(reverse("bottleneck_add", args=[world.circle.pk])).content.decode()
    assert "Zonder adres geen uitkering" in page
    assert "Alleen bij Geheim bekend" not in page
    in_households(world, 5, "Wie wacht, verliest zijn plek")
    for who in (world.ahmed, world.fatma):
        page = sign_in(who).get(reverse("bottleneck_add", args=[world.circle.pk])).content.decode()
        assert "verliest zijn plek" in page.lower()
    assert "Zonder adres" not in page
