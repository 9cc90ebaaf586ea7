"""What is new in all my circles: what I may read, the newest first, page by page."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.circles import actions as circles
from kring.core import clock
from kring.home.reading import new
from kring.home.reading.new import as_word, place_of, read_new
from kring.log.models import Look
from kring.plans import actions as plans
from kring.plans.models import Note
from kring.sharing.newest import Place
from tests.conftest import SignIn
from tests.world import World


def write(world: World, text: str, **more: Any) -> Note:
    how = {"life_domain": world.domains["wonen"], "by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    return plans.write_note(world.circle, text=text, **{**how, **more})


def texts(world: World, who: Any) -> list[str]:
    return [row.note.text for row in read_new(world.actor(who)).rows]


def test_the_newest_comes_first_and_only_what_one_may_read(world: World) -> None:
    with clock.at(clock.now() + timedelta(minutes=5)):
        write(world, "Het allernieuwste.")
        found = texts(world, world.ahmed)
    assert found[0] == "Het allernieuwste."
    assert "Er ligt een brief van de deurwaarder." in found
    assert "De medicatie is veranderd." not in found
    assert "De medicatie is veranderd." in texts(world, world.gees)


def test_nothing_of_circles_without_a_seat_or_after_leaving(world: World, sign_in: SignIn) -> None:
    assert "Er ligt een brief van de deurwaarder." not in texts(world, world.stranger)
    assert texts(world, world.left) == []
    page = sign_in(world.left).get("/nieuw/")
    assert "Er staat nog niets" in page.content.decode()


def test_it_says_in_which_circle_and_why_one_may_read_it(world: World) -> None:
    row = next(row for row in read_new(world.actor(world.ahmed)).rows if row.note == world.money_note)
    assert row.mine.name == "De Wit"
    assert "taak van je organisatie" in str(row.why)


def test_what_was_set_right_is_crossed_out(world: World) -> None:
    note = write(world, "Verkeerd.")
    write(world, "Goed.", corrects=note)
    rows = {row.note.text: row.set_right for row in read_new(world.actor(world.anouk)).rows}
    assert (rows["Verkeerd."], rows["Goed."]) == (True, False)


def test_older_pages_go_on_where_the_first_one_ended(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = texts(world, world.anouk)
    monkeypatch.setattr(new, "ON_A_PAGE", 2)
    seen, place = [], None
    while True:
        page = read_new(world.actor(world.anouk), before=place)
        seen += [row.note.text for row in page.rows]
        if page.further is None:
            break
        place = place_of(as_word(page.further))
        assert place == page.further
    assert seen == whole


@pytest.mark.parametrize("word", ["", "x", "2026-01-01_", "2026-01-01T00:00:00_00000000000000000000000000000000", "_"])
def test_an_address_with_no_place_in_it_begins_at_the_newest(word: str) -> None:
    assert place_of(word) is None
    assert place_of(as_word(Place())) == Place()


def test_who_lives_there_sees_that_somebody_looked(world: World, sign_in: SignIn) -> None:
    sign_in(world.ahmed).get("/nieuw/")
    looks = Look.objects.filter(purpose="new", by_name=world.ahmed.name)
    assert {look.about_person for look in looks} == {world.fatma.pk, world.sam.pk}


def test_as_many_questions_for_two_circles_as_for_one(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.ahmed)
    browser.get("/nieuw/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/nieuw/")
    stranger = world.actor(world.stranger)
    seat = world.seat(world.stranger, world.other_circle)
    member = circles.invite(world.other_circle, by=stranger, seat=seat, professional=world.ahmed)
    circles.accept_invitation(member, by=world.actor(world.ahmed))
    plans.write_note(world.other_circle, text="Werk.", life_domain=world.domains["wonen"], by=stranger, seat=seat)
    with CaptureQueriesContext(connection) as two:
        assert "Werk." in browser.get("/nieuw/").content.decode()
    assert len(two) == len(one)
    assert len(two) <= 12
