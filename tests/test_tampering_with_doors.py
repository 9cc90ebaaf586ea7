"""People who try what is not theirs: ids of another household, another's answer, a page that is no longer true."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from kring.circles import actions as circles
from kring.circles.models import Circle
from kring.core import clock
from kring.core.verdict import Refused
from kring.households.models import Person
from kring.keeping.actions import approve_run, ask_run
from kring.keeping.models import Run
from kring.keeping.running import work_on_runs
from kring.network.models import Professional, User
from kring.plans import actions as plans
from kring.plans.models import Note
from kring.sharing.actions import Withhold, share, withhold
from kring.sharing.actions import consent as consents
from kring.sharing.consent_rules import Decider, Wish
from kring.sharing.models import Consent, ShareRequest, Withholding
from kring.sharing.reading import Reading, load_circle
from kring.sharing.rules import may_read
from tests.conftest import SignIn
from tests.world import PASSWORD, World

Send = Callable[..., Any]


def ask(world: World, about: Person) -> Consent:
    """May the neighbourhood team read about work?"""
    wish = Wish(
        about=about,
        life_domains=[world.domains["geld"]],
        purpose="Om de schulden samen te regelen",
        until=clock.today() + timedelta(days=90),
        organisations=[world.anouk.organisation],
        up_to=1,
    )
    return consents.ask_consent(world.circle, wish, by=world.actor(world.anouk), seat=world.seat(world.anouk))


def knock(world: World) -> ShareRequest:
    """Ahmed asks Gees to share what she wrote about Fatma's health."""
    circle = load_circle(world.circle.pk)
    assert circle is not None
    reading = Reading(circle, world.seat(world.ahmed))
    return share.ask_to_share(world.health_note, why="Voor de huur", by=world.actor(world.ahmed), reading=reading)


def born(who: Person, years: int) -> None:
    """They became `years` a month ago."""
    day = clock.today() - timedelta(days=31)
    who.birth_date = date(day.year - years, day.month, min(day.day, 28))
    who.save()


@pytest.fixture
def sam(world: World) -> Person:
    """Fifteen years old, with an account and a seat of his own."""
    born(world.sam, 15)
    world.sam.user = User.objects.create_user("sam@example.nl", PASSWORD)
    world.sam.save()
    seat = circles.invite(world.circle, person=world.sam, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    circles.accept_invitation(seat, by=world.actor(world.sam), goal="Meepraten")
    return world.sam


# Ids of another household


def elsewhere(world: World) -> Circle:
    """Stef leads the circle of another household; Anouk works there too."""
    stef = world.actor(world.stranger)
    seat = world.seat(world.stranger, world.other_circle)
    asked = circles.invite(world.other_circle, professional=world.anouk, by=stef, seat=seat)
    circles.accept_invitation(asked, by=world.actor(world.anouk), goal="Helpen")
    return world.other_circle


@pytest.mark.parametrize("name", ["consent", "consent_say", "consent_withdraw", "consent_take_back", "consent_noted"])
def test_a_consent_of_another_household_is_not_there_in_this_one(
    world: World, sign_in: SignIn, send: Send, name: str
) -> None:
    consent, other = ask(world, world.fatma), elsewhere(world)
    answer = send(sign_in(world.anouk), reverse(name, args=[other.pk, consent.pk]), yes="1", all="1")
    assert answer.status_code in (404, 405)
    consent.refresh_from_db()
    assert consent.state == Consent.State.ASKED


@pytest.mark.parametrize("name", ["share_request", "share_end"])
def test_a_question_of_another_household_is_not_there_in_this_one(
    world: World, sign_in: SignIn, send: Send, name: str
) -> None:
    request = knock(world)
    stef = world.actor(world.stranger)
    seat = world.seat(world.stranger, world.other_circle)
    asked = circles.invite(world.other_circle, professional=world.gees, by=stef, seat=seat)
    circles.accept_invitation(asked, by=world.actor(world.gees), goal="Helpen")
    address = reverse(name, args=[world.other_circle.pk, request.pk])
    assert send(sign_in(world.gees), address, answer="yes", until="31-12-2099").status_code == 404
    request.refresh_from_db()
    assert request.state == ShareRequest.State.ASKED


@pytest.mark.parametrize("name", ["share_ask", "withhold", "why"])
def test_an_item_of_another_household_is_not_there_in_this_one(
    world: World, sign_in: SignIn, send: Send, name: str
) -> None:
    other = elsewhere(world)
    anouk = sign_in(world.anouk)
    address = reverse(name, args=[other.pk, "note", world.money_note.pk])
    assert anouk.get(address).status_code == 404
    if name != "why":
        given = {"why": "safety", "words": "x", "until": f"{clock.today() + timedelta(days=9):%d-%m-%Y}"}
        assert send(anouk, address, **given).status_code == 404
    assert not Withholding.objects.exists()
    assert not ShareRequest.objects.exists()


def test_a_withholding_of_another_household_is_not_opened_from_this_one(
    world: World, sign_in: SignIn, send: Send
) -> None:
    withhold(
        world.health_note,
        Withhold("safety", clock.today() + timedelta(days=20), "Zij weet het nog niet."),
        by=world.actor(world.gees),
        seat=world.seat(world.gees),
    )
    row, other = Withholding.objects.get(), elsewhere(world)
    address = reverse("withhold_end", args=[other.pk, row.pk])
    assert send(sign_in(world.anouk), address).status_code == 404
    row.refresh_from_db()
    assert row.ended_at is None


def test_nobody_asks_consent_about_somebody_of_another_household(world: World, sign_in: SignIn, send: Send) -> None:
    fields = {
        "about": [str(world.other_person.pk)],
        "life_domains": [str(world.domains["geld"].pk)],
        "up_to": "1",
        "organisations": [str(world.anouk.organisation_id)],
        "purpose": "Proberen",
        "until": f"{clock.today() + timedelta(days=30):%d-%m-%Y}",
    }
    here = reverse("consent_ask", args=[world.circle.pk])
    assert send(sign_in(world.anouk), here, **fields).status_code == 400
    assert not Consent.objects.exists()


# Who may answer


@pytest.mark.parametrize("name", ["consents", "consent", "consent_say", "consent_withdraw", "consent_again"])
def test_a_supporter_neither_sees_nor_answers_a_question_of_consent(
    world: World, sign_in: SignIn, send: Send, name: str
) -> None:
    consent = ask(world, world.fatma)
    address = reverse(name, args=[world.circle.pk] if name == "consents" else [world.circle.pk, consent.pk])
    riet = sign_in(world.supporter)
    assert riet.get(address).status_code in (403, 405)
    if name != "consents":
        assert send(riet, address, yes="1", all="1").status_code in (403, 405)
    consent.refresh_from_db()
    assert (consent.state, consent.voices.count()) == (Consent.State.ASKED, 0)


def test_a_boy_of_fifteen_and_his_mother_both_say_yes_and_each_alone_withdraws(
    world: World, sam: Person, sign_in: SignIn, send: Send
) -> None:
    for first, second, who_withdraws in ((world.fatma, sam, sam), (sam, world.fatma, world.fatma)):
        consent = ask(world, sam)
        say = reverse("consent_say", args=[world.circle.pk, consent.pk])
        assert send(sign_in(first), say, yes="1").status_code == 303
        consent.refresh_from_db()
        assert consent.state == Consent.State.ASKED
        assert send(sign_in(second), say, yes="1").status_code == 303
        consent.refresh_from_db()
        assert consent.state == Consent.State.GIVEN
        back = reverse("consent_withdraw", args=[world.circle.pk, consent.pk])
        assert send(sign_in(who_withdraws), back).status_code == 303
        consent.refresh_from_db()
        assert consent.state == Consent.State.WITHDRAWN


def test_from_sixteen_his_mother_no_longer_answers_or_withdraws_for_him(
    world: World, sam: Person, sign_in: SignIn, send: Send
) -> None:
    born(sam, 16)
    consent = ask(world, sam)
    say = reverse("consent_say", args=[world.circle.pk, consent.pk])
    assert send(sign_in(world.fatma), say, yes="1").status_code == 404
    assert send(sign_in(sam), say, yes="1").status_code == 303
    back = reverse("consent_withdraw", args=[world.circle.pk, consent.pk])
    assert send(sign_in(world.fatma), back).status_code == 404
    consent.refresh_from_db()
    assert consent.state == Consent.State.GIVEN


# A page that is no longer true


def test_a_yes_on_a_page_of_which_the_question_was_taken_back_counts_for_nothing(
    world: World, sign_in: SignIn, send: Send
) -> None:
    consent = ask(world, world.fatma)
    consents.take_back(consent, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    say = reverse("consent_say", args=[world.circle.pk, consent.pk])
    answer = send(sign_in(world.fatma), say, yes="1")
    assert answer.status_code == 403
    assert "al beantwoord" in answer.content.decode()
    assert not consent.voices.exists()


def test_withdrawn_from_two_pages_is_withdrawn_once(world: World, sign_in: SignIn, send: Send) -> None:
    consent = ask(world, world.fatma)
    say = reverse("consent_say", args=[world.circle.pk, consent.pk])
    back = reverse("consent_withdraw", args=[world.circle.pk, consent.pk])
    one, two = sign_in(world.fatma), sign_in(world.fatma)
    send(one, say, yes="1")
    assert send(one, back).status_code == 303
    assert send(two, back).status_code == 403
    assert consent.voices.count() == 2  # one yes, one no


def test_a_page_of_a_reader_is_closed_from_the_next_press_after_it_was_withdrawn(
    world: World, sign_in: SignIn, send: Send
) -> None:
    circles.accept_invitation(world.seat(world.invited), by=world.actor(world.invited), goal="Helpen")
    note = plans.write_note(
        world.circle,
        text="Elf schuldeisers wachten.",
        life_domain=world.domains["geld"],
        about=world.fatma,
        by=world.actor(world.invited),
        seat=world.seat(world.invited),
    )
    consent = ask(world, world.fatma)
    consents.say(
        consent, decider=Decider(world.fatma), says_yes=True, by=world.actor(world.fatma), seat=world.seat(world.fatma)
    )
    anouk, story = sign_in(world.anouk), f"/kringen/{world.circle.pk}/verhaal/"
    assert "Elf schuldeisers" in anouk.get(story).content.decode()
    send(sign_in(world.fatma), reverse("consent_withdraw", args=[world.circle.pk, consent.pk]))
    assert "Elf schuldeisers" not in anouk.get(story).content.decode()
    assert not may_read(world.facts(world.anouk), Note.objects.get(pk=note.pk)).allowed


def test_a_share_is_not_granted_after_who_asked_took_it_back(world: World, sign_in: SignIn, send: Send) -> None:
    request = knock(world)
    if request.asks != ShareRequest.Asks.AUTHOR:
        request = _of_the_author(world, request)
    share.take_request_back(request, by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    address = reverse("share_request", args=[world.circle.pk, request.pk])
    given = {"answer": "yes", "until": f"{clock.today() + timedelta(days=9):%d-%m-%Y}"}
    assert send(sign_in(world.gees), address, **given).status_code == 403
    assert not may_read(world.facts(world.ahmed), world.health_note).allowed


def test_a_share_opens_nothing_for_who_left_meanwhile(world: World) -> None:
    request = _of_the_author(world, None)
    circles.leave(world.seat(world.ahmed), by=world.actor(world.ahmed))
    until, gees = clock.today() + timedelta(days=9), world.actor(world.gees)
    with pytest.raises(Refused, match="niet meer in deze kring"):
        share.grant(request, until=until, by=gees, seat=world.seat(world.gees))
    request.refresh_from_db()
    assert request.state == ShareRequest.State.ASKED


def _of_the_author(world: World, request: ShareRequest | None) -> ShareRequest:
    if request is not None:
        share.take_request_back(request, by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    circle = load_circle(world.circle.pk)
    assert circle is not None
    reading = Reading(circle, world.seat(world.ahmed))
    return share.ask_to_share(
        world.health_note, why="Voor de huur", by=world.actor(world.ahmed), reading=reading, asks="author"
    )


# Two at once


def test_the_same_officer_from_two_browsers_is_one_yes_and_another_is_the_second(
    world: World, sign_in: SignIn, send: Send
) -> None:
    colleague = Professional.objects.create(
        user=User.objects.create_user("hilde@example.nl", PASSWORD),
        organisation=world.officer.organisation,
        name="Hilde Vos",
        function="privacyfunctionaris",
        email="hilde@example.nl",
        is_privacy_officer=True,
    )
    note = plans.write_note(
        world.circle,
        text="Lang geleden.",
        life_domain=world.domains["wonen"],
        by=world.actor(world.ahmed),
        seat=world.seat(world.ahmed),
    )
    assert note is not None
    run = ask_run(world.municipality, by=world.actor(world.officer))
    work_on_runs()
    run.refresh_from_db()
    assert run.state == Run.State.SHOWN
    address = reverse("run_approve", args=[run.pk])
    one, two, other = sign_in(world.officer), sign_in(world.officer), sign_in(colleague)
    assert send(one, address).status_code == 303
    assert send(two, address).status_code == 403
    run.refresh_from_db()
    assert (run.state, run.second_by_id) == (Run.State.SHOWN, None)
    assert send(other, address).status_code == 303
    run.refresh_from_db()
    assert run.state == Run.State.APPROVED
    with pytest.raises(Refused):
        approve_run(run, by=world.actor(colleague))


def test_a_double_press_on_asking_and_withdrawing_is_one(world: World, sign_in: SignIn) -> None:
    consent = ask(world, world.fatma)
    fatma = sign_in(world.fatma)
    consents.say(
        consent, decider=Decider(world.fatma), says_yes=True, by=world.actor(world.fatma), seat=world.seat(world.fatma)
    )
    back = reverse("consent_withdraw", args=[world.circle.pk, consent.pk])
    for _press in range(2):
        answer = fatma.post(back, {"once": "0190c3e0-0000-7000-8000-000000000002", "all": "1"})
        assert answer.status_code == 303
    assert consent.voices.count() == 2
