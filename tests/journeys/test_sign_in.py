"""Signing in and settings, in a real browser."""

from tests.journeys.conftest import Visit
from tests.world import PASSWORD, World


def test_a_resident_signs_in_by_keyboard_alone(visit: Visit, world: World) -> None:
    page = visit().go("/account/login/")
    page.page.get_by_label("E-mail").first.focus()
    page.type("fatma@example.nl").key("Tab")
    page.type(PASSWORD).key("Enter")
    assert "/account/login/" not in page.page.url


def test_the_privacy_officer_changes_who_reads_what_on_a_phone(visit: Visit, world: World) -> None:
    page = visit(world.officer, size="phone").go("/beheer/").press("woningcorporatie")
    page.choose("Psychische gezondheid", "bijzonder, zoals gezondheid").press("Kijk wie meer")
    page.sees("Vul dit in").fill("Waarom", "Proef tot 1 maart").press("Kijk wie meer").sees("Dit verandert er")
    page.press("Bewaar").sees("Bewaard")
