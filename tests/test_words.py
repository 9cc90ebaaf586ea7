"""A municipality's own words on the screens, and Kring's where it has none."""

import pytest
from django.utils import translation

from kring.municipality.actions import change_settings
from kring.municipality.words import NAMES, WORDS, word
from tests.conftest import SignIn
from tests.world import World


def test_a_renamed_word_stands_on_the_pages_of_the_circle(world: World, sign_in: SignIn) -> None:
    change_settings(world.municipality, words={"lead": "regieassistent", "resident": "bewoner"}, by=None)
    anouk, here = sign_in(world.anouk), f"/kringen/{world.circle.pk}/"
    assert "regieassistent sinds" in anouk.get(here + "regie/").content.decode()
    page = anouk.get(here + "leden/").content.decode()
    assert "regieassistent" in page
    assert "bewoner" in page
    assert "jij bent regieassistent" in anouk.get("/kringen/").content.decode()


def test_a_word_of_the_municipality_is_text_and_never_markup(world: World, sign_in: SignIn) -> None:
    change_settings(world.municipality, words={"lead": "<b>baas</b>"}, by=None)
    for page in ("/kringen/", f"/kringen/{world.circle.pk}/leden/", f"/kringen/{world.circle.pk}/regie/"):
        assert "<b>baas</b>" not in sign_in(world.anouk).get(page).content.decode(), page


def test_without_own_words_kring_speaks_the_language_of_the_screen(world: World) -> None:
    with translation.override("nl"):
        assert str(word(world.municipality, "lead")) == "regisseur"
    with translation.override("en"):
        assert str(word(world.municipality, "lead")) == "lead"


def test_only_these_words_can_be_renamed(world: World) -> None:
    assert set(WORDS) == set(NAMES)
    with pytest.raises(KeyError):
        word(world.municipality, "circle")
