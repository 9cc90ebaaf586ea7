"""Signing in: a good password, a second step for professionals, and sessions that end."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from kring.core import clock
from kring.core.models import Mail
from kring.core.sessions import forget_ended_sessions
from kring.network.actions import end_job
from kring.network.models import User
from tests.conftest import SignIn
from tests.world import PASSWORD, World

SIGN_IN = "/account/login/"


@pytest.fixture(autouse=True)
def _strict(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def password(client: Client, email: str, word: str = PASSWORD) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": word})


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_resident_signs_in_with_mail_and_password(world: World, client: Client) -> None:
    assert password(client, "fatma@example.nl").status_code == 302
    assert client.get("/account/password/change/").status_code == 200


def test_a_wrong_password_and_an_unknown_account_answer_the_same(world: World, client: Client) -> None:
    known = password(client, "fatma@example.nl", "iets heel anders nu")
    unknown = password(client, "niemand@example.nl", "iets heel anders nu")
    assert known.status_code == unknown.status_code == 200
    errors = [answer.context["form"].non_field_errors() for answer in (known, unknown)]
    assert errors[0] == errors[1]


def test_a_professional_sees_nothing_before_the_second_step_is_set_up(world: World, client: Client) -> None:
    password(client, "anouk@example.nl")
    answer = client.get("/beheer/")
    assert answer.status_code == 302
    assert "2fa" in answer["Location"]


def test_a_professional_with_a_second_step_must_give_its_code(world: World, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(email="officer@example.nl"), secret)
    password(client, "officer@example.nl")
    assert "_auth_user_id" not in client.session
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post("/account/2fa/authenticate/", {"code": code(secret)}).status_code == 302
    assert client.get("/beheer/").status_code == 200


def test_nobody_makes_an_account_for_themselves(client: Client, db: None) -> None:
    answer = client.post("/account/signup/", {"email": "x@example.nl", "password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("word", ["kort", "123456789012", "qwertyqwerty", "fatma@example.nl"])
def test_a_weak_password_is_refused(world: World, sign_in: SignIn, word: str) -> None:
    browser = sign_in(world.fatma)
    browser.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": word, "password2": word})
    assert User.objects.get(email="fatma@example.nl").check_password(PASSWORD)


def test_a_session_ends_after_a_working_day_and_with_the_browser() -> None:
    assert project.SESSION_COOKIE_AGE == 9 * 60 * 60
    assert project.SESSION_EXPIRE_AT_BROWSER_CLOSE


def test_signing_out_ends_the_session_itself(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.fatma)
    stolen = browser.cookies[project.SESSION_COOKIE_NAME].value
    browser.post("/account/logout/")
    thief = Client()
    thief.cookies[project.SESSION_COOKIE_NAME] = stolen
    assert thief.get("/account/password/change/").status_code == 302


def test_a_job_that_ended_opens_nothing_from_the_next_page_on(world: World, sign_in: SignIn, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    browser = sign_in(world.officer)
    assert browser.get("/beheer/").status_code == 200
    end_job(world.officer, by=None)
    assert browser.get("/beheer/").status_code == 403


def test_a_new_password_is_asked_by_a_mail_from_the_outbox_that_is_not_kept(world: World, client: Client) -> None:
    client.post("/account/password/reset/", {"email": "fatma@example.nl"})
    mail = Mail.objects.get()
    assert "/account/password/reset/key/" in mail.text
    assert "Fatma" not in mail.subject


def test_sessions_that_ended_leave_the_database(world: World, sign_in: SignIn) -> None:
    sign_in(world.fatma)
    sign_in(world.anouk)
    ended = Session.objects.first()
    assert ended is not None
    Session.objects.filter(pk=ended.pk).update(expire_date=clock.now() - timedelta(minutes=1))
    forget_ended_sessions()
    assert Session.objects.count() == 1


def addresses_of_allauth(patterns: Any, before: str = "/") -> Iterator[str]:
    """Every address that allauth would answer at, with something in the place of a key."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses_of_allauth(pattern.url_patterns, before + str(pattern.pattern))
        elif pattern.callback.__module__.startswith("allauth."):
            plain = str(pattern.pattern).replace("^", "").replace("$", "")
            yield before + re.sub(r"\(\?P<\w+>[^)]*\)", "1", plain)


ENGLISH = re.compile(r"\b(your|password|please|must|email address|verify|authenticator)\b", re.IGNORECASE)


@pytest.mark.parametrize("signed_in", [False, True])
def test_every_page_of_signing_in_is_a_page_of_kring_in_dutch(world: World, sign_in: SignIn, signed_in: bool) -> None:
    browser = sign_in(world.fatma) if signed_in else Client()
    found = list(addresses_of_allauth(get_resolver().url_patterns))
    assert len(found) > 15
    for address in found:
        answer = browser.get(address, follow=True)
        page = answer.content.decode()
        assert "kring-theme" in page, address
        text = re.sub(r"<[^>]+>", " ", page)
        assert not ENGLISH.search(text), (address, ENGLISH.search(text))


@pytest.mark.parametrize("address", ["/account/email/", "/account/confirm-email/", "/account/confirm-email/abc/"])
def test_an_address_to_sign_in_with_is_not_changed_here(address: str) -> None:
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(("password", "says"), [("kort", "Dit is te kort."), ("wachtwoord1234", "makkelijk te raden")])
def test_a_poor_password_says_in_dutch_what_would_help(world: World, sign_in: SignIn, password: str, says: str) -> None:
    fields = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = sign_in(world.fatma).post(reverse("account_change_password"), fields).content.decode()
    assert says in page
