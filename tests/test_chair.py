"""The resident's chair: what the resident may read, as they read it; what only they may read stays closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.core import clock
from kring.municipality.glossary import Glossary
from kring.municipality.models import Term
from kring.plans import actions as plans
from kring.sharing.actions import Withhold
from kring.sharing.models import Withholding
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def chair(world: World, sign_in: SignIn, who: Any) -> str:
    page = sign_in(who).get(reverse("chair", args=[world.circle.pk])).content.decode()
    return page.split("<main")[1]


def test_a_member_sees_what_the_resident_sees_and_what_is_theirs_alone_stays_closed(
    world: World, sign_in: SignIn
) -> None:
    seen = chair(world, sign_in, world.ahmed)
    assert "In de stoel van Fatma" in seen
    assert "Dat Sam op zijn school kan blijven." in seen
    assert "Bellen met de deurwaarder" in seen
    assert "medicatie" not in seen
    assert "Iets wat Fatma leest en jij niet." in seen
    own = chair(world, sign_in, world.fatma)
    assert "De medicatie is veranderd." in own


def test_what_the_resident_may_not_read_is_not_there_at_all(world: World, sign_in: SignIn) -> None:
    plans.write_note(
        world.circle,
        text="Nog even niet zeggen.",
        life_domain=world.domains["wonen"],
        withheld=Withhold(Withholding.Why.SAFETY, clock.today() + timedelta(days=9)),
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    before = chair(world, sign_in, world.anouk)
    assert "Nog even niet" not in before
    assert before.count("leest en jij niet") == chair(world, sign_in, world.anouk).count("leest en jij niet")


def test_hard_words_have_a_plain_word_beside_them_once(world: World, sign_in: SignIn) -> None:
    seen = chair(world, sign_in, world.ahmed)
    assert (
        '<mark class="kring-hard">deurwaarder</mark> <span class="kring-plain">(iemand die geld komt ophalen)' in seen
    )
    glossary = Glossary.of(world.municipality)
    text = "Twee sancties. Nog een sanctie, <b>geen</b> sanctioneren."
    assert [piece.text for piece in glossary.pieces(text) if piece.plain] == ["sancties"]
    assert "".join(piece.text for piece in glossary.pieces(text)) == text


def test_a_chair_that_is_not_in_this_circle_is_not_there(world: World, sign_in: SignIn) -> None:
    where = reverse("chair", args=[world.circle.pk])
    for other in (world.seat(world.anouk).pk, "x", world.seat(world.stranger, world.other_circle).pk):
        assert sign_in(world.ahmed).get(where, {"inwoner": other}).status_code == 404
    empty = sign_in(world.stranger).get(reverse("chair", args=[world.other_circle.pk])).content.decode()
    assert "Deze stoel is leeg" in empty


def test_the_queries_do_not_grow(world: World, sign_in: SignIn) -> None:
    browser, where = sign_in(world.ahmed), reverse("chair", args=[world.circle.pk])
    browser.get(where)
    with CaptureQueriesContext(connection) as queries:
        browser.get(where)
    assert len(queries) <= 12


def test_the_officer_keeps_the_list_of_hard_words(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.officer)
    assert send(browser, "/beheer/woorden/", hard="Ontruiming", plain="u moet uit huis").status_code == 303
    assert Term.objects.get(hard="ontruiming").plain == "u moet uit huis"
    assert send(browser, "/beheer/woorden/", hard="x", plain="").status_code == 400
    term = Term.objects.get(hard="casus")
    assert send(browser, reverse("settings_word_drop", args=[term.pk])).status_code == 303
    assert not Term.objects.filter(hard="casus").exists()
    assert send(sign_in(world.anouk), "/beheer/woorden/", hard="x", plain="y").status_code == 403
