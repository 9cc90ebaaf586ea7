"""Who sent a question looks where it stands, and reads no more than they may know."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kring.core import clock, limits
from kring.core.models import Mail
from kring.households.models import Household
from kring.intake import actions
from kring.intake.links import follow_path
from kring.intake.models import HelpRequest
from kring.network.models import Organisation, OrganisationKind
from tests.world import World

BORN = date(1990, 3, 2)
SECRET = "U kunt morgen bij ons terecht voor de huur."


@pytest.fixture(autouse=True)
def _counts_from_zero(settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def ask(world: World, **fields: Any) -> HelpRequest:
    details = {"sender": "self", "given_name": "Noor", "family_name": "Berg", "birth_date": BORN, "words": "Help."}
    return actions.ask_for_help(world.municipality, **{**details, **fields})


def look(client: Client, send: Any, request: HelpRequest) -> str:
    found = send(client, "/voordeur/volgen/", number=request.number.lower(), birth_date="2-3-1990")
    assert found.status_code == 302
    return client.get(found.headers["Location"]).content.decode()


def test_with_number_and_date_of_birth_a_resident_reads_the_answer(world: World, client: Client, send: Any) -> None:
    request = ask(world)
    assert "Uw vraag is aangekomen" in look(client, send, request)
    actions.answer(request, text=SECRET, by=world.actor(world.door))
    assert SECRET in look(client, send, request)


def test_a_taken_back_answer_no_longer_shows(world: World, client: Client, send: Any) -> None:
    request = ask(world)
    actions.answer(request, text=SECRET, by=world.actor(world.door))
    actions.reopen(request, by=world.actor(world.door))
    assert SECRET not in look(client, send, request)


def test_a_sender_for_somebody_else_reads_only_that_it_was_taken_up(world: World, client: Client, send: Any) -> None:
    request = ask(world, sender="school", sender_name="Juf", sender_email="juf@example.nl", person_knows="yes")
    actions.answer(request, text=SECRET, by=world.actor(world.door))
    page = look(client, send, request)
    assert SECRET not in page
    assert "Uw vraag is opgepakt" in page
    assert "de voordeur van Teststad" in page
    assert "Dorien" not in page


def test_the_sender_reads_the_answer_when_the_person_agreed(world: World, client: Client, send: Any) -> None:
    request = ask(world, sender="school", sender_name="Juf", sender_email="juf@example.nl")
    actions.answer(request, text=SECRET, by=world.actor(world.door), open_to_sender=True)
    assert SECRET in look(client, send, request)


def test_who_took_it_over_is_named_to_the_resident_and_not_to_another_sender(
    world: World, client: Client, send: Any
) -> None:
    own, school = ask(world), ask(world, sender="school", sender_name="Juf")
    Organisation.objects.filter(kind=OrganisationKind.DEBT_HELP).update(phone="030 1234567")
    for request in (own, school):
        to = world.organisations[OrganisationKind.DEBT_HELP]
        question = actions.hand_on(request, to=to, why="Schulden", by=world.actor(world.door))
        actions.accept_hand_on(question, by=world.actor(world.invited))
    assert "Schuldhulp Teststad" in look(client, send, own)
    assert "Schuldhulp Teststad" not in look(client, send, school)


def test_every_wrong_combination_gets_the_same_answer(world: World, client: Client, send: Any) -> None:
    request, unknown = ask(world), ask(world, birth_date=None)
    tries = [(request.number, "3-3-1990"), ("AAA-AAA-AAA", "2-3-1990"), (unknown.number, "2-3-1990")]
    says = [send(client, "/voordeur/volgen/", number=n, birth_date=d) for n, d in tries]
    assert [answer.status_code for answer in says] == [400, 400, 400]
    assert all("Wij vinden geen vraag met dit nummer" in answer.content.decode() for answer in says)


def test_looking_up_very_often_from_one_place_is_held_off(
    world: World, client: Client, send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kring.intake.views.follow.LOOK_UP", limits.Limit("look_up", 2))
    request = ask(world)
    codes = [
        send(client, "/voordeur/volgen/", number=number, birth_date="2-3-1990").status_code
        for number in ("AAA-AAA-AAA", "AAA-AAA-AAC", request.number)
    ]
    assert codes == [400, 400, 429]


def test_the_mailed_link_opens_and_does_not_name_anybody(world: World, client: Client) -> None:
    request = ask(world, email="noor@example.nl")
    mail = Mail.objects.get()
    assert follow_path(request)[:18] in mail.text
    for word in ("Noor", "Berg", "Help.", str(request.pk), request.number):
        assert word not in mail.text
        assert word not in mail.subject
    page = client.get(follow_path(request))
    assert page.status_code == 200
    assert request.number in page.content.decode()


@pytest.mark.parametrize("change", [lambda link: link[:-3] + "xx/", lambda link: "/voordeur/volgen/onzin/"])
def test_a_link_that_was_changed_opens_nothing(world: World, client: Client, change: Any) -> None:
    request = ask(world)
    page = client.get(change(follow_path(request)))
    assert page.status_code == 404
    assert request.number not in page.content.decode()


def test_the_bare_id_is_no_link(world: World, client: Client) -> None:
    assert client.get(f"/voordeur/volgen/{ask(world).pk}/").status_code == 404


def test_a_link_is_good_for_three_months(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    link = follow_path(ask(world))
    monkeypatch.setattr("kring.intake.links.GOOD_FOR", timedelta(seconds=-1))
    assert "Deze link werkt niet meer" in client.get(link).content.decode()


def test_a_circle_is_not_named_to_another_sender(world: World, client: Client, send: Any) -> None:
    request = ask(world, sender="school", sender_name="Juf")
    door = world.actor(world.door)
    actions.new_person(request, by=door)
    request.refresh_from_db()
    actions.open_circle_for(request, None, purpose="Samen de huur op orde.", by=door)
    page = look(client, send, request)
    assert "kring" not in page.split("<main")[1].split("</main")[0].replace("kring-", "").lower()
    assert Household.objects.filter(name="Berg").exists()


def test_a_late_question_says_so_and_whom_to_call(world: World, client: Client, send: Any) -> None:
    request = ask(world)
    with clock.at(clock.now() + timedelta(days=3)):
        assert "langer dan beloofd" in client.get(follow_path(request)).content.decode()
