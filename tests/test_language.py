"""The language goes with the account: on the screen of any machine, and in the mails that somebody gets."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import clock
from kring.core.mails import language_of, tell
from kring.core.models import Mail
from kring.core.speech import TO_A_CHILD
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


def grown_to(world: World, years: int) -> None:
    """Sam is this old, has an account, and sits in the circle."""
    world.sam.user = User.objects.create_user("sam@example.nl", PASSWORD)
    world.sam.birth_date = clock.today() - timedelta(days=years * 366)
    world.sam.save()
    now = clock.now()
    Member.objects.create(circle=world.circle, person=world.sam, state="accepted", invited_at=now, answered_at=now)


POLITE = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
CIRCLE = ("", "plan/", "verhaal/", "leden/", "tafels/", "toestemming/", "delen/")


@pytest.mark.parametrize("page", ["/", "/inzage/", "/mijn/kopie/", "/mijn/weghalen/", *CIRCLE])
def test_dutch_says_je_to_a_child(world: World, sign_in: SignIn, page: str) -> None:
    grown_to(world, 16)
    address = page if page.startswith("/") else f"/kringen/{world.circle.pk}/{page}"
    found = POLITE.findall(_words_on(sign_in(world.sam), address))
    assert not found, (address, found)


def test_dutch_says_u_to_who_is_grown_up(world: World, sign_in: SignIn) -> None:
    grown_to(world, 19)
    for who in (world.sam, world.fatma):
        assert POLITE.search(_words_on(sign_in(who), "/inzage/"))


def test_a_mail_says_je_to_a_child(world: World) -> None:
    grown_to(world, 16)
    tell("sam@example.nl", subject=_("about a table"), text=_("You come. See you then."), path="/")
    assert language_of("sam@example.nl") == TO_A_CHILD
    assert language_of("fatma@example.nl") == ""
    User.objects.filter(email="sam@example.nl").update(language="en")
    assert language_of("sam@example.nl") == "en"


def test_a_screen_in_english_stays_english_for_a_child(world: World, sign_in: SignIn) -> None:
    grown_to(world, 16)
    sam = sign_in(world.sam)
    choose(sam, "en")
    assert 'lang="en"' in sam.get("/mijn/kopie/").content.decode()[:300]


def _words_on(browser: Client, address: str) -> str:
    """The words in the main part of a page, without addresses and other attributes."""
    answer = browser.get(address, follow=True)
    assert answer.status_code in (200, 403), address
    text = answer.content.decode()
    return re.sub(r"<[^>]*>", " ", text[text.index("<main") : text.index("</main>")])
