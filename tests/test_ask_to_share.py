"""The knock on a closed door: whom the ground makes us ask, answered once, reminded, ended at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kring.circles import actions as circles
from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.network.models import Professional
from kring.plans import actions as plans
from kring.plans.models import Note
from kring.sharing import share_rules as rules
from kring.sharing.actions import Withhold, reminding, withhold
from kring.sharing.actions import consent as consents
from kring.sharing.actions import share as actions
from kring.sharing.consent_rules import Decider
from kring.sharing.models import Consent, Item, ShareRequest, Withholding
from kring.sharing.reading import Reading, load_circle
from kring.sharing.rules import may_read
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]
SOON = timedelta(days=30)


def reading(world: World, who: Professional) -> Reading:
    circle = load_circle(world.circle.pk)
    assert circle is not None
    return Reading(circle, world.seat(who))


def knock(world: World, who: Professional, item: Item, asks: str = "") -> ShareRequest:
    return actions.ask_to_share(
        item, why="Om de huur te regelen", by=world.actor(who), reading=reading(world, who), asks=asks
    )


def opens(world: World, who: Professional, item: Item) -> bool:
    return may_read(world.facts(who), item).allowed


def grant(world: World, request: ShareRequest, who: Professional) -> ShareRequest:
    return actions.grant(request, until=clock.today() + SOON, by=world.actor(who), seat=world.seat(who))


@pytest.fixture
def ours(world: World) -> Note:
    """What mental health keeps within its own organisation: the writer is the one to ask."""
    return plans.write_note(
        world.circle,
        text="Alleen voor ons.",
        life_domain=world.domains["wonen"],
        audience=Item.Audience.ORGANISATION,
        by=world.actor(world.gees),
        seat=world.seat(world.gees),
    )


@pytest.fixture
def money(world: World) -> Note:
    """Written under the law on debts, about Fatma: the neighbourhood team needs consent (Wmo 2015, 5.1.1(4))."""
    circles.accept_invitation(world.seat(world.invited), by=world.actor(world.invited), goal="Helpen")
    return plans.write_note(
        world.circle,
        text="Elf schuldeisers.",
        life_domain=world.domains["geld"],
        about=world.fatma,
        by=world.actor(world.invited),
        seat=world.seat(world.invited),
    )


def test_the_author_opens_one_thing_to_the_organisation_that_asked_until_a_day(world: World, ours: Note) -> None:
    request = knock(world, world.anouk, ours)
    assert (request.asks, request.author) == ("author", world.seat(world.gees))
    assert not opens(world, world.anouk, ours)
    grant(world, request, world.gees)
    assert opens(world, world.anouk, ours)
    assert not opens(world, world.ahmed, ours)
    with clock.at(clock.now() + SOON + timedelta(days=1)):
        assert not opens(world, world.anouk, ours)


def test_what_was_shared_is_closed_again_at_once(world: World, ours: Note) -> None:
    request = grant(world, knock(world, world.anouk, ours), world.gees)
    with pytest.raises(Refused):
        actions.end_share(request, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    actions.end_share(request, by=world.actor(world.gees), seat=world.seat(world.gees))
    assert not opens(world, world.anouk, ours)


def test_a_no_has_a_reason_and_opens_nothing(world: World, ours: Note) -> None:
    request = knock(world, world.anouk, ours)
    no = actions.refuse(request, why="Dat is van haar.", by=world.actor(world.gees), seat=world.seat(world.gees))
    assert (no.state, no.answer_why, opens(world, world.anouk, ours)) == ("refused", "Dat is van haar.", False)
    with pytest.raises(Refused):
        grant(world, request, world.gees)


def test_only_the_author_or_a_colleague_answers(world: World, ours: Note) -> None:
    request = knock(world, world.anouk, ours)
    for other in (world.ahmed, world.anouk):
        with pytest.raises(Refused):
            grant(world, request, other)


def test_what_another_law_collected_is_asked_of_who_it_is_about(world: World, money: Note) -> None:
    request = knock(world, world.anouk, money)
    consent = request.consents.get()
    assert (request.asks, consent.about, consent.state) == ("resident", world.fatma, "asked")
    assert list(consent.organisations.all()) == [world.anouk.organisation]
    consents.say(
        consent, decider=Decider(world.fatma), says_yes=True, by=world.actor(world.fatma), seat=world.seat(world.fatma)
    )
    request.refresh_from_db()
    assert (request.state, opens(world, world.anouk, money)) == ("granted", True)
    consents.withdraw(consent, decider=Decider(world.fatma), by=world.actor(world.fatma))
    request.refresh_from_db()
    assert (request.runs, opens(world, world.anouk, money)) == (False, False)


def test_the_resident_says_no_without_a_reason(world: World, money: Note) -> None:
    request = knock(world, world.anouk, money)
    consents.say(
        request.consents.get(),
        decider=Decider(world.fatma),
        says_yes=False,
        by=world.actor(world.fatma),
        seat=world.seat(world.fatma),
    )
    request.refresh_from_db()
    assert request.state == "refused"


def test_about_the_whole_household_everybody_is_asked_and_one_no_is_a_no(world: World, money: Note) -> None:
    home = plans.write_note(
        world.circle,
        text="Samen € 21.650.",
        life_domain=world.domains["geld"],
        by=world.actor(world.invited),
        seat=world.seat(world.invited),
    )
    request = knock(world, world.anouk, home)
    assert {consent.about for consent in request.consents.all()} == {world.fatma, world.sam}
    consent = request.consents.get(about=world.fatma)
    fatma = {"by": world.actor(world.fatma), "seat": world.seat(world.fatma)}
    consents.say(consent, decider=Decider(world.fatma), says_yes=False, **fatma)
    assert request.consents.get(about=world.sam).state == Consent.State.TAKEN_BACK


def test_about_health_by_a_carer_the_asker_chooses_resident_or_author(world: World) -> None:
    assert list(rules.whom_to_ask(reading(world, world.anouk), world.health_note)) == ["resident", "author"]
    assert knock(world, world.anouk, world.health_note).asks == "resident"
    request = knock(world, world.ahmed, world.health_note)
    assert request.asks == "author"


def test_an_offence_and_what_is_withheld_are_never_asked(world: World, ours: Note) -> None:
    offence = plans.write_note(
        world.circle,
        text="Een veroordeling.",
        life_domain=world.domains["veiligheid"],
        sensitivity=3,
        about=world.fatma,
        by=world.actor(world.gees),
        seat=world.seat(world.gees),
    )
    with pytest.raises(Refused):
        knock(world, world.anouk, offence)
    how = Withhold(Withholding.Why.SAFETY, clock.today() + SOON)
    withhold(ours, how, by=world.actor(world.gees), seat=world.seat(world.gees))
    with pytest.raises(Refused):
        knock(world, world.anouk, ours)


def test_nobody_asks_twice_or_for_what_is_open(world: World, ours: Note) -> None:
    knock(world, world.anouk, ours)
    with pytest.raises(Refused):
        knock(world, world.anouk, ours)
    with pytest.raises(Refused):
        knock(world, world.anouk, world.money_note)


def test_a_question_is_taken_back_with_what_was_asked_of_the_people(world: World, money: Note) -> None:
    request = knock(world, world.anouk, money)
    actions.take_request_back(request, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    request.refresh_from_db()
    assert (request.state, request.consents.get().state) == ("withdrawn", "taken_back")


def test_when_the_writer_has_left_a_colleague_is_asked_or_it_says_so(world: World) -> None:
    gone = plans.write_note(
        world.circle,
        text="Van Anouk.",
        life_domain=world.domains["wonen"],
        audience=Item.Audience.ORGANISATION,
        by=world.actor(world.ahmed),
        seat=world.seat(world.ahmed),
    )
    plans.leave_with_handover(world.seat(world.ahmed), text="Dag.", by=world.actor(world.ahmed))
    with pytest.raises(Refused, match="niet meer"):
        knock(world, world.anouk, gone)


def test_both_sides_get_a_mail_without_names(world: World, ours: Note) -> None:
    Mail.objects.all().delete()
    request = knock(world, world.anouk, ours)
    grant(world, request, world.gees)
    assert [mail.address for mail in Mail.objects.order_by("asked_at", "pk")] == [world.gees.email, world.anouk.email]
    assert not [mail for mail in Mail.objects.all() if "Wit" in mail.text or "huur" in mail.text]


def test_asked_and_answered_on_the_pages(world: World, sign_in: SignIn, send: Send, ours: Note) -> None:
    anouk, gees = sign_in(world.anouk), sign_in(world.gees)
    story = anouk.get(f"/kringen/{world.circle.pk}/verhaal/").content.decode()
    here = f"/kringen/{world.circle.pk}/delen/vraag/note/{ours.pk}/"
    assert here in story
    assert send(anouk, here).status_code == 400
    answer = send(anouk, here, why="Om de huur te regelen")
    assert answer.status_code == 303
    page = gees.get(answer["Location"]).content.decode()
    assert "Om de huur te regelen" in page
    assert "Alleen voor ons." in page
    assert "Alleen voor ons." not in anouk.get(answer["Location"]).content.decode()
    assert send(gees, answer["Location"], answer="no").status_code == 400
    until = f"{clock.today() + SOON:%d-%m-%Y}"
    assert send(gees, answer["Location"], answer="yes", until=until).status_code == 303
    assert "Alleen voor ons." in anouk.get(answer["Location"]).content.decode()
    assert send(gees, answer["Location"] + "intrekken/").status_code == 303
    assert not opens(world, world.anouk, ours)


def test_others_in_the_circle_do_not_see_the_question(world: World, sign_in: SignIn, ours: Note) -> None:
    request = knock(world, world.anouk, ours)
    here = f"/kringen/{world.circle.pk}/delen/{request.pk}/"
    assert sign_in(world.ahmed).get(here).status_code == 404
    assert sign_in(world.fatma).get(here).status_code == 404
    elsewhere = f"/kringen/{world.other_circle.pk}/delen/{request.pk}/"
    assert sign_in(world.stranger).get(elsewhere).status_code == 404


def test_who_answers_is_reminded_after_three_days_and_then_every_week(world: World, ours: Note) -> None:
    request = knock(world, world.anouk, ours)
    asked = []
    for days in range(20):
        Mail.objects.all().delete()
        with clock.at(request.asked_at + timedelta(days=days, hours=1)):
            if reminding.remind_of_requests():
                asked.append(days)
                assert [mail.address for mail in Mail.objects.all()] == [world.gees.email]
            assert reminding.remind_of_requests() == 0
    assert asked == [3, 10, 17]
    grant(world, request, world.gees)
    with clock.at(request.asked_at + timedelta(days=40)):
        assert reminding.remind_of_requests() == 0


def test_when_nobody_can_be_mailed_who_asked_is_told_to_ask_in_person(world: World, money: Note) -> None:
    knock(world, world.anouk, money)
    Mail.objects.all().delete()
    with clock.at(clock.now() + timedelta(days=4)):
        assert reminding.remind_of_requests() == 1
    assert [mail.address for mail in Mail.objects.all()] == [world.anouk.email]


def test_it_stands_on_the_page_of_both_until_it_is_answered(world: World, sign_in: SignIn, ours: Note) -> None:
    request = knock(world, world.anouk, ours)
    here = f"/kringen/{world.circle.pk}/delen/{request.pk}/"
    assert "vraagt: mogen wij iets lezen" in sign_in(world.gees).get("/").content.decode()
    assert "Je wacht op antwoord van Gees Postma" in sign_in(world.anouk).get("/").content.decode()
    grant(world, request, world.gees)
    assert here not in sign_in(world.gees).get("/").content.decode()
    assert "Gees Postma deelde" in sign_in(world.anouk).get("/").content.decode()
