"""The privacy officer sees at a glance whether the log is whole and who keeps the proof."""

from datetime import timedelta
from typing import Any

from django.test import Client

from kring.core import clock
from kring.log.actions import write_looks
from kring.log.models import HeadSent, LogCheck
from kring.log.seals.checking import check_daily
from kring.log.seals.sealing import seal_new_looks
from kring.log.seals.sending import send_heads
from tests.conftest import SignIn
from tests.log import look
from tests.world import World

PAGE = "/beheer/logboek/"


def page(browser: Client) -> str:
    answer = browser.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_log_says_so(world: World, sign_in: SignIn) -> None:
    check_daily()
    says = page(sign_in(world.officer))
    assert "Nog niets om te verzegelen" in says
    assert "Nog niet nagekeken" in says
    assert "Nog geen twee adressen" in says


def test_a_sealed_log_says_until_when_and_who_keeps_the_proof(world: World, sign_in: SignIn, settings: Any) -> None:
    settings.LOG_HEADS = ["archief@noord.example", "privacy@woonstee.example"]
    write_looks(look(number) for number in range(1200))
    seal_new_looks()
    check_daily()
    send_heads()
    says = page(sign_in(world.officer))
    assert "Alle regels zijn verzegeld" in says
    assert "1.200 regels, alle zoals ze waren" in says
    assert says.count("laatst gestuurd: vandaag") == 2
    assert "Nog geen twee adressen" not in says
    HeadSent.objects.filter(address="archief@noord.example").update(sent_at=None, tries=3)
    assert "komt niet aan" in page(sign_in(world.officer))


def test_a_worker_that_stands_still_shows(world: World, sign_in: SignIn) -> None:
    write_looks([look()])
    officer = sign_in(world.officer)
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert "Er wachten regels op hun zegel" in page(officer)
    with clock.at(clock.now() + timedelta(hours=5)):
        assert "Kring laat nu niemand zien" in page(officer)


def test_what_a_check_found_is_said_with_the_row_and_what_to_do(world: World, sign_in: SignIn) -> None:
    LogCheck.objects.create(rows=812, problem="changed", seal=40, look="01a20a5bf25377cb925441c7b8438181")
    says = page(sign_in(world.officer))
    assert "Deze regel is veranderd nadat hij was verzegeld." in says
    assert "bij zegel 40" in says
    assert "01a20a5bf25377cb925441c7b8438181" in says
    assert "Verander niets." in says
