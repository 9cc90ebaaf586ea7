"""The citizen service number: apart and encrypted, found by a keyed hash, seen only by who a law names."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.urls import reverse

from config.own_keys import own_key
from kring.core.verdict import Refused
from kring.households.citizen_number import finger, open_sealed, plain, seal
from kring.households.models import CitizenNumber, Person
from kring.intake import actions as intake
from kring.log.models import Act, Look
from kring.sharing.actions.number import find_by_number, note_number
from kring.sharing.models import Ground
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]
# Safe numbers for tests: they pass the test on such numbers and are nobody's.
NUMBER, OTHER = "999990019", "123456782"


def address(world: World, name: str = "household_number") -> str:
    return reverse(name, args=[world.household.pk, world.fatma.pk])


def note(world: World) -> CitizenNumber:
    return note_number(world.fatma, NUMBER, by=world.actor(world.anouk))


def test_who_a_law_names_notes_and_sees_it_and_the_look_is_kept(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    assert send(browser, address(world), number="9999 90.019").status_code == 303
    assert NUMBER in browser.get(address(world)).content.decode()
    look = Look.objects.filter(purpose="number").latest("at")
    assert (look.about_person, look.ground) == (world.fatma.pk, "number")
    assert address(world) in browser.get(reverse("household", args=[world.household.pk])).content.decode()


def test_a_landlord_in_the_circle_and_the_resident_do_not_see_the_page(world: World, sign_in: SignIn) -> None:
    note(world)
    for who in (world.ahmed, world.fatma, world.supporter):
        answer = sign_in(who).get(address(world))
        assert answer.status_code == 403
        assert NUMBER not in answer.content.decode()
    page = sign_in(world.ahmed).get(reverse("household", args=[world.household.pk])).content.decode()
    assert "Burgerservicenummer" not in page


def test_a_colleague_elsewhere_finds_no_page_there(world: World, sign_in: SignIn) -> None:
    note(world)
    elsewhere = reverse("household_number", args=[world.other_household.pk, world.fatma.pk])
    assert sign_in(world.gees).get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    "typed", ["", "12", "000000012", "123", "999990018", "onzin", "९९९९९००१९", "9" * 40, "\x00", "<b>999990019</b>"]
)
def test_what_is_no_number_is_not_kept(world: World, sign_in: SignIn, send: Send, typed: str) -> None:
    assert send(sign_in(world.anouk), address(world), number=typed).status_code == 400
    assert not CitizenNumber.objects.exists()


def test_the_number_stands_nowhere_readable(world: World) -> None:
    row = note(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, finger FROM households_citizennumber")
        assert all(NUMBER not in value for value in cursor.fetchone())
    find_by_number(NUMBER, by=world.actor(world.anouk))
    assert all(NUMBER not in str(act.detail) for act in Act.objects.all())
    assert open_sealed(row.sealed) == NUMBER
    assert seal(NUMBER) != seal(NUMBER)
    assert finger(NUMBER) == finger(plain(" 99999.0019 "))


def test_it_is_found_by_the_number_where_the_household_is_yours(world: World, sign_in: SignIn, send: Send) -> None:
    note(world)
    here = reverse("number_find")
    found = send(sign_in(world.anouk), here, number=NUMBER)
    assert found["Location"] == reverse("household", args=[world.household.pk])
    browser = sign_in(world.anouk)
    assert send(browser, here, number=OTHER)["Location"] == here
    assert "Niemand in Kring heeft dit nummer" in browser.get(here).content.decode()
    world.stranger.organisation = world.invited.organisation
    world.stranger.save()
    browser = sign_in(world.stranger)
    assert send(browser, here, number=NUMBER)["Location"] == here
    page = browser.get(here).content.decode()
    assert "Fatma" not in page
    assert Look.objects.filter(by_user=world.stranger.user_id, action="search", about_person=world.fatma.pk).exists()
    assert Act.objects.filter(name="person.number.searched").count() == 3


def test_one_number_is_of_one_person_in_a_municipality(world: World) -> None:
    note(world)
    with pytest.raises(Refused):
        note_number(world.sam, NUMBER, by=world.actor(world.anouk))
    note_number(world.fatma, OTHER, by=world.actor(world.anouk))
    assert find_by_number(NUMBER, by=world.actor(world.anouk)) is None


def test_taking_it_away_leaves_nothing(world: World, sign_in: SignIn, send: Send) -> None:
    note(world)
    assert send(sign_in(world.ahmed), address(world, "household_number_remove")).status_code == 403
    assert send(sign_in(world.anouk), address(world, "household_number_remove")).status_code == 303
    assert not CitizenNumber.objects.exists()


def test_the_catalogue_says_who_and_a_line_that_ended_closes_it(world: World, sign_in: SignIn) -> None:
    note(world)
    Ground.objects.filter(basis="number", organisation_kind="wijkteam").delete()
    assert sign_in(world.anouk).get(address(world)).status_code == 403


def test_who_is_joined_keeps_the_number_and_two_numbers_are_not_joined(world: World) -> None:
    note_number(world.other_person, OTHER, by=world.actor(world.anouk))
    note(world)
    Person.objects.filter(pk=world.other_person.pk).update(user=None)
    with pytest.raises(Refused, match="burgerservicenummers"):
        intake.join_people(world.fatma, world.other_person, by=world.actor(world.door))
    CitizenNumber.objects.filter(person=world.fatma).delete()
    intake.join_people(world.fatma, world.other_person, by=world.actor(world.door))
    assert find_by_number(OTHER, by=world.actor(world.anouk)) == world.fatma


def test_without_a_key_nothing_starts() -> None:
    with pytest.raises(ImproperlyConfigured, match="KRING_NUMBER_KEY is not set"):
        own_key("KRING_NUMBER_KEY", "encrypts citizen service numbers", "", demo=None)
