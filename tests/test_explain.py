"""`/uitleg/`: the privacy officer sees why somebody could read something at a moment, and never what it says."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kring.core import clock
from kring.log.models import Look
from kring.network.actions import end_job
from kring.plans import actions as plans
from kring.sharing import rules
from kring.sharing.explaining import explain_at
from kring.sharing.facts import may_read
from kring.sharing.models import Ground
from tests.conftest import WORLDS_SEED, SignIn
from tests.drawn_worlds import actor_of, draw
from tests.world import World

Send = Callable[..., Any]


def ask(world: World, browser: Any, who: Any, item: Any, at: datetime | None = None) -> Any:
    local = timezone.localtime(at or clock.now())
    fields = {"reader": who.pk, "item": item.pk, "on": f"{local:%d-%m-%Y}", "time": f"{local:%H:%M}"}
    return browser.get(f"/uitleg/{world.circle.pk}/", fields)


def test_the_officer_finds_the_circle_without_a_name_in_the_address(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    answer = send(officer, "/uitleg/", household=world.household.name, reader="")
    assert answer.headers["Location"] == "/uitleg/"
    assert f"/uitleg/{world.circle.pk}/" in officer.get("/uitleg/").content.decode()


def test_an_open_door_is_explained_with_its_ground_and_version(world: World, sign_in: SignIn) -> None:
    page = ask(world, sign_in(world.officer), world.ahmed, world.goal).content.decode()
    assert "Ahmed El Amrani kon het lezen" in page
    assert "Verhuurder: huur, overlast en afspraken daarover" in page
    assert "versie 1 van de afspraken" in page


def test_a_closed_door_is_explained_without_the_words(world: World, sign_in: SignIn) -> None:
    page = ask(world, sign_in(world.officer), world.ahmed, world.health_note).content.decode()
    assert "Ahmed El Amrani kon het niet lezen" in page
    assert "Toestemming van wie het over gaat" in page
    assert "medicatie" not in page


def test_before_it_was_written_there_is_nothing_to_explain(world: World, sign_in: SignIn) -> None:
    earlier = world.goal.written_at - timedelta(days=1)
    page = ask(world, sign_in(world.officer), world.ahmed, world.goal, earlier).content.decode()
    assert "Het was toen nog niet geschreven" in page


def test_a_line_that_ended_still_explains_what_was_read_before(world: World) -> None:
    before = clock.now()
    with clock.at(before + timedelta(days=2)):
        Ground.objects.filter(organisation_kind="corporatie", basis="task").update(until=clock.now())
    then = explain_at(world.ahmed, "goal", world.goal, at=before)
    later = explain_at(world.ahmed, "goal", world.goal, at=before + timedelta(days=3))
    assert then
    assert then.verdict.allowed
    assert later
    assert not later.verdict.allowed


def test_who_does_not_work_any_more_read_it_then_and_not_now(world: World) -> None:
    before = clock.now()
    with clock.at(before + timedelta(days=2)):
        end_job(world.anouk, by=world.actor(world.officer))
    world.anouk.refresh_from_db()
    then = explain_at(world.anouk, "goal", world.goal, at=before)
    later = explain_at(world.anouk, "goal", world.goal, at=before + timedelta(days=3))
    assert then
    assert then.verdict.allowed
    assert later
    assert not later.verdict.allowed
    assert later.says == "Anouk Bakker werkte hier op dat moment niet."


def test_it_says_what_the_gate_says_for_everybody_and_everything(world: World) -> None:
    cast = (world.anouk, world.ahmed, world.gees, world.left, world.fatma, world.supporter, world.other_person)
    items = {"goal": [world.goal, world.second_goal], "note": [world.health_note, world.money_note]}
    for kind, rows in items.items():
        for item in rows:
            for who in cast:
                explained = explain_at(who, kind, item, at=clock.now())
                assert explained
                assert explained.verdict == may_read(world.actor(who), item, at=explained.at), (who.name, kind)


def test_every_use_is_a_look(world: World, sign_in: SignIn) -> None:
    ask(world, sign_in(world.officer), world.ahmed, world.goal)
    assert Look.objects.filter(purpose="explain", about_person=world.fatma.pk).exists()


def test_a_wrong_moment_is_asked_again(world: World, sign_in: SignIn) -> None:
    wrong = {"reader": world.ahmed.pk, "item": world.goal.pk, "on": "morgen", "time": "straks"}
    assert sign_in(world.officer).get(f"/uitleg/{world.circle.pk}/", wrong).status_code == 400


def test_the_page_asks_the_same_few_queries_however_much_was_written(world: World, sign_in: SignIn) -> None:
    officer, counts = sign_in(world.officer), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            ask(world, officer, world.ahmed, world.goal)
        counts.append(len(queries))
        for number in range(20):
            plans.write_note(world.circle, text=f"{number}", by=world.actor(world.anouk), seat=world.seat(world.anouk))
    # Two more than other pages: what it shows is the past, which is read apart.
    assert counts[0] == counts[1] <= 14


def test_what_the_page_says_of_a_moment_is_what_the_facts_of_that_moment_say_in_any_world(world: World) -> None:
    """Worlds at moments in the past and to come; what the facts say is held against a plain oracle elsewhere."""
    with transaction.atomic():
        for number in range(6):
            drawn = draw(WORLDS_SEED + number, world.anouk.user)
            written = [item for item in drawn.items if item.written_at <= drawn.at]
            for reader in drawn.readers():
                for item in drawn.dice.sample(written, min(6, len(written))):
                    then = drawn.facts_of(reader, only=item.circle)
                    said = may_read(actor_of(reader), item, at=drawn.at)
                    assert said.allowed == rules.may_read(then, item).allowed, (reader, item, drawn.at)
        transaction.set_rollback(True)
