"""The language goes with the account: on the screen of any machine, and in the mails that somebody gets."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kring.core.models import Mail
from kring.intake import actions as intake
from kring.network.models import Professional, User
from tests.conftest import SignIn
from tests.world import PASSWORD, World

Send = Callable[..., Any]


def speaks(who: Professional, language: str) -> None:
    User.objects.filter(pk=who.user_id).update(language=language)


def choose(browser: Client, language: str) -> None:
    browser.post(reverse("language"), {"language": language, "next": "/"})


def test_what_somebody_chooses_stays_with_their_account(world: World, sign_in: SignIn) -> None:
    choose(sign_in(world.ahmed), "en")
    assert User.objects.get(pk=world.ahmed.user_id).language == "en"
    elsewhere = Client()
    signed_in = elsewhere.post(reverse("account_login"), {"login": "ahmed@example.nl", "password": PASSWORD})
    assert signed_in.status_code == 302
    assert elsewhere.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_without_an_account_it_stays_in_the_browser() -> None:
    browser = Client()
    browser.post(reverse("language"), {"language": "en", "next": "/"})
    assert browser.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


@pytest.mark.parametrize("language", ["de", "", "nl'; --", "x" * 300])
def test_a_language_that_kring_does_not_speak_changes_nothing(world: World, sign_in: SignIn, language: str) -> None:
    browser = sign_in(world.ahmed)
    choose(browser, language)
    assert User.objects.get(pk=world.ahmed.user_id).language == ""
    assert settings.LANGUAGE_COOKIE_NAME not in browser.cookies


@pytest.mark.parametrize(("hers", "his"), [("en", ""), ("", "en")])
def test_a_mail_speaks_the_language_of_who_gets_it(
    world: World, sign_in: SignIn, send: Send, hers: str, his: str
) -> None:
    """Anouk asks Inge once more to join."""
    speaks(world.invited, his)
    browser = sign_in(world.anouk)
    if hers:
        choose(browser, hers)
    answer = send(browser, reverse("member_remind", args=[world.circle.pk, world.seat(world.invited).pk]))
    assert answer.status_code == 303
    said = "You are asked into a circle" if his else "Een kring vraagt om mee te doen"
    assert Mail.objects.latest("asked_at").subject == f"Kring: {said}"


def test_who_asks_at_the_door_is_mailed_in_the_language_that_they_spoke(world: World) -> None:
    with translation.override("en"):
        request = intake.ask_for_help(
            world.municipality, sender="self", given_name="Bas", email="bas@example.nl", words="I look for work."
        )
    assert Mail.objects.latest("asked_at").subject == "Kring: Your question"
    intake.take_in_hand(request, by=world.actor(world.door))
    intake.answer(request, text="Kom langs.", by=world.actor(world.door))
    assert Mail.objects.latest("asked_at").subject == "Kring: Your question"
