"""Breaking the glass: a named danger, some hours, everybody told, looked at afterwards; and visiting safely."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.log.models import Act, Look
from kring.municipality.models import Sensitivity
from kring.network.models import OrganisationKind, Professional
from kring.plans import actions as plans
from kring.sharing.actions import NotTold, break_glass, close_again, review_crisis, say_visit, warn
from kring.sharing.actions.crisis import remind_of_reviews, tell_what_was_withheld
from kring.sharing.models import CrisisAccess, SafetyNote, Visit
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]
DANGER = {"danger": "life", "words": "Hij belde dat hij niet meer wil leven.", "hours": 24}


@pytest.fixture
def helper(world: World) -> Professional:
    """A professional of mental health care without a seat: the stranger, with another job."""
    world.stranger.organisation = world.organisations[OrganisationKind.MENTAL_HEALTH]
    world.stranger.save()
    return world.stranger


def open_it(world: World, who: Professional, **changes: Any) -> CrisisAccess:
    return break_glass(world.circle, **{**DANGER, **changes}, by=world.actor(who))


def test_who_has_no_seat_finds_the_household_and_opens_it_with_the_reason(
    world: World, helper: Professional, sign_in: SignIn, send: Send
) -> None:
    browser = sign_in(helper)
    assert browser.get(reverse("crisis_seen", args=[world.circle.pk])).status_code == 404
    page = send(browser, "/crisis/", family_name="de Wit", birth_date="14-03-1985").content.decode()
    assert "Huishouden De Wit" in page
    assert "Anouk Bakker" in page
    assert "deurwaarder" not in page
    opened = send(browser, reverse("crisis_open", args=[world.circle.pk]), **DANGER)
    assert opened.status_code == 303
    seen = browser.get(opened.headers["Location"])
    assert "Er ligt een brief van de deurwaarder." in seen.content.decode()
    # Nothing there leads to a page that only opens with a seat.
    assert "/waarom/" not in seen.content.decode()
    assert Look.objects.filter(purpose="crisis", ground="crisis", about_person=world.fatma.pk).exists()
    assert browser.get(reverse("circle", args=[world.circle.pk])).status_code == 404


def test_half_a_name_finds_nobody(world: World, helper: Professional, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(helper)
    assert send(browser, "/crisis/", family_name="de Wit").status_code == 400
    wrong = send(browser, "/crisis/", family_name="de Wit", birth_date="15-03-1985")
    assert "Geen kring gevonden" in wrong.content.decode()


def test_lead_officer_and_resident_are_told_at_once_without_a_word_about_whom(
    world: World, helper: Professional
) -> None:
    open_it(world, helper)
    mails = Mail.objects.filter(address__in=["anouk@example.nl", "officer@example.nl", "fatma@example.nl"])
    assert set(mails.values_list("address", flat=True)) >= {"anouk@example.nl", "officer@example.nl"}
    assert not any("Wit" in mail.text + mail.subject for mail in mails)


def test_it_opens_health_and_never_an_offence(world: World, helper: Professional) -> None:
    offence = plans.write_note(
        world.circle,
        text="Er loopt een aangifte.",
        life_domain=world.domains["veiligheid"],
        sensitivity=Sensitivity.CRIMINAL,
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    open_it(world, world.anouk)
    facts = world.facts(world.anouk)
    assert facts.readable.holds(world.health_note)
    assert not world.facts(world.gees).readable.holds(offence)
    open_it(world, world.gees)
    assert not world.facts(world.gees).readable.holds(offence)


def test_it_closes_by_itself_and_by_who_opened_it(world: World) -> None:
    crisis = open_it(world, world.anouk)
    with clock.at(clock.now() + timedelta(hours=25)):
        assert not world.facts(world.anouk).readable.holds(world.health_note)
    with clock.at(clock.now() + timedelta(hours=1)):
        close_again(crisis, by=world.actor(world.anouk))
        assert not world.facts(world.anouk).readable.holds(world.health_note)


def test_it_never_lasts_longer_than_the_municipality_set(world: World) -> None:
    world.municipality.crisis_hours = 8
    world.municipality.save()
    crisis = open_it(world, world.anouk, hours=72)
    assert crisis.until - crisis.since == timedelta(hours=8)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(world.municipality).objects.update(crisis_hours=73)


def test_who_does_not_work_with_people_in_danger_calls_somebody(world: World) -> None:
    for who in (world.ahmed, world.invited):
        with pytest.raises(Refused):
            open_it(world, who)


def test_nobody_opens_it_twice_and_nobody_a_circle_elsewhere(world: World, sign_in: SignIn, send: Send) -> None:
    open_it(world, world.anouk)
    with pytest.raises(Refused):
        open_it(world, world.anouk)
    assert CrisisAccess.objects.count() == 1


def test_what_the_resident_may_not_know_yet_is_told_on_its_day(world: World, sign_in: SignIn) -> None:
    until = clock.today() + timedelta(days=3)
    open_it(world, world.anouk, not_told=NotTold("Hij leest haar telefoon.", until))
    browser = sign_in(world.fatma)
    assert "Hij leest" not in browser.get("/crisis/toegang/").content.decode()
    assert "gevaar" not in browser.get(reverse("circle", args=[world.circle.pk])).content.decode()
    assert tell_what_was_withheld() == 0
    with clock.at(clock.now() + timedelta(days=4)):
        assert tell_what_was_withheld() == 1
        assert tell_what_was_withheld() == 0
        page = browser.get("/crisis/toegang/").content.decode()
    assert "niet meer wil leven" in page
    assert "Hij leest" not in page


def test_the_officer_looks_at_it_afterwards_and_is_reminded_until_then(
    world: World, sign_in: SignIn, send: Send
) -> None:
    crisis = open_it(world, world.anouk)
    before = Mail.objects.filter(address="officer@example.nl").count()
    with clock.at(clock.now() + timedelta(days=4)):
        assert remind_of_reviews() == 1
        assert remind_of_reviews() == 0
    assert Mail.objects.filter(address="officer@example.nl").count() == before + 1
    where = reverse("crisis_review", args=[crisis.pk])
    assert send(sign_in(world.anouk), where, was_right="yes", words="Goed.").status_code == 403
    assert send(sign_in(world.officer), where, was_right="no").status_code == 400
    assert send(sign_in(world.officer), where, was_right="no", words="Bellen was genoeg.").status_code == 303
    crisis.refresh_from_db()
    assert crisis.was_right is False
    assert Act.objects.filter(name="sharing.crisis.reviewed").exists()
    with clock.at(clock.now() + timedelta(days=9)):
        assert remind_of_reviews() == 0


def test_what_nobody_looked_at_is_told_to_who_leads_and_to_the_organisation(world: World, helper: Professional) -> None:
    crisis = open_it(world, helper)
    world.gees.is_contact = True
    world.gees.save()
    subject = "niemand keek nog naar een inzage in een crisis"
    with clock.at(clock.now() + timedelta(days=4)):
        remind_of_reviews()
        assert not Mail.objects.filter(subject__icontains=subject).exists()
    with clock.at(clock.now() + timedelta(days=10)):
        remind_of_reviews()
    told = set(Mail.objects.filter(subject__icontains=subject).values_list("address", flat=True))
    assert told == {"anouk@example.nl", "gees@example.nl"}
    assert Act.objects.filter(name="sharing.crisis.waits", subject=crisis.pk).count() == 1
    with clock.at(clock.now() + timedelta(days=14)):
        assert remind_of_reviews() == 1  # and again, until somebody did
    review_crisis(crisis, was_right=True, words="Terecht.", by=world.actor(world.officer))
    with clock.at(clock.now() + timedelta(days=20)):
        assert remind_of_reviews() == 0


def test_where_only_the_officer_who_opened_it_is_there_others_hear_it_at_once(world: World) -> None:
    open_it(world, world.officer)
    assert Mail.objects.filter(address="anouk@example.nl", subject__icontains="niemand keek nog").count() == 1
    own = Mail.objects.get(address="officer@example.nl")
    assert "Maak een collega ook privacyfunctionaris" in own.text


def test_an_officer_does_not_look_at_their_own(world: World) -> None:
    crisis = open_it(world, world.officer)
    with pytest.raises(Refused):
        review_crisis(crisis, was_right=True, words="Prima.", by=world.actor(world.officer))


def test_who_visits_reads_the_safety_note_from_the_day_before(world: World, sign_in: SignIn, send: Send) -> None:
    note = warn(
        world.circle,
        kind=SafetyNote.Kind.DOG,
        text="De hond loopt los. Bel eerst.",
        until=clock.today() + timedelta(days=30),
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    browser, where = sign_in(world.ahmed), reverse("visit", args=[world.circle.pk])
    page = browser.get(where).content.decode()
    assert "hond" not in page
    assert "Zeg dat je op bezoek gaat" in page
    say_visit(
        world.circle, on=clock.today() + timedelta(days=2), by=world.actor(world.ahmed), seat=world.seat(world.ahmed)
    )
    assert not world.facts(world.ahmed).readable.holds(note)
    with clock.at(clock.now() + timedelta(days=1)):
        assert world.facts(world.ahmed).readable.holds(note)
    with clock.at(clock.now() + timedelta(days=3)):
        assert not world.facts(world.ahmed).readable.holds(note)
    assert send(browser, where, on=f"{clock.today():%d-%m-%Y}").status_code == 303
    assert "De hond loopt los" in browser.get(where).content.decode()
    assert Look.objects.filter(purpose="visit").exists()


def test_the_same_visit_said_twice_counts_once(world: World) -> None:
    for _time in range(2):
        say_visit(world.circle, on=clock.today(), by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    assert Visit.objects.count() == 1


def test_a_safety_note_ends_and_says_nothing_to_supporters(world: World, sign_in: SignIn, send: Send) -> None:
    browser, where = sign_in(world.anouk), reverse("safety_note_add", args=[world.circle.pk])
    fields = {"kind": "two", "text": "Ga met z'n tweeën.", "until": f"{clock.today() + timedelta(days=9):%d-%m-%Y}"}
    assert send(browser, where, **{**fields, "until": "31-12-2099"}).status_code == 400
    assert send(browser, where, **fields, withheld_why="safety").status_code == 303
    note = SafetyNote.objects.get()
    assert not world.facts(world.fatma).readable.holds(note)
    here = reverse("visit", args=[world.circle.pk])
    assert "tweeën" not in sign_in(world.fatma).get(here).content.decode()
    assert sign_in(world.supporter).get(here).status_code == 403
    ended = send(browser, reverse("safety_note_end", args=[world.circle.pk, note.pk]))
    assert ended.status_code == 303
    assert "tweeën" not in browser.get(here).content.decode()


@pytest.mark.parametrize("wrong", [{"words": ""}, {"danger": "zin"}, {"hours": "500"}, {"not_told_why": "Gevaarlijk"}])
def test_a_wrong_form_opens_nothing(world: World, sign_in: SignIn, send: Send, wrong: dict[str, str]) -> None:
    where = reverse("crisis_open", args=[world.circle.pk])
    assert send(sign_in(world.anouk), where, **{**DANGER, **wrong}).status_code == 400
    assert not CrisisAccess.objects.exists()


def test_what_nobody_looked_at_stays_on_the_page_of_the_officer(world: World, sign_in: SignIn) -> None:
    crisis = open_it(world, world.anouk)
    assert "opende een kring in een crisis" in sign_in(world.officer).get("/").content.decode()
    assert "opende een kring in een crisis" not in sign_in(world.ahmed).get("/").content.decode()
    review_crisis(crisis, was_right=True, words="Terecht.", by=world.actor(world.officer))
    assert "opende een kring in een crisis" not in sign_in(world.officer).get("/").content.decode()


def test_the_officer_finds_the_settings_in_the_menu(world: World, sign_in: SignIn) -> None:
    assert 'href="/beheer/"' in sign_in(world.officer).get("/").content.decode()
    assert 'href="/beheer/"' not in sign_in(world.anouk).get("/").content.decode()
