"""A mirror team: colleagues of another expertise look at a case without names, and never learn whom it is about."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles import actions as circles
from kring.circles import rules as circle_rules
from kring.core import clock
from kring.core.mails import send_due_mails
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.households.models import Household, Person
from kring.keeping.hanging import Thing, remove_items
from kring.log.models import Act, Look
from kring.meetings import actions as meetings
from kring.meetings.actions.inviting.feeds import renew_feed
from kring.meetings.dates import working_day
from kring.meetings.models import Kind, Meeting
from kring.mirrors import actions
from kring.mirrors.models import Contribution, Mirror, MirrorCase
from kring.mirrors.recognising import hits, known_of
from kring.mirrors.suggesting import strangers, suggested
from kring.network.models import Organisation, Professional, User
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]
CASE = {
    "situation": "Een ouder zorgt alleen voor een kind. De post blijft dicht en de huur loopt op.",
    "tried": "Wij kwamen langs en belden. De deur ging niet open.",
    "question": "Hoe komen wij weer aan tafel?",
}


def ask_a_mirror(world: World, **other: Any) -> MirrorCase:
    """Anouk asks the stranger and the front door to look along."""
    asked = {**CASE, "team": [world.stranger, world.door], "day": a_day(), "at": time(13), **other}
    return actions.ask_mirror(world.circle, **asked, by=world.actor(world.anouk), seat=world.seat(world.anouk))


def advised(world: World) -> MirrorCase:
    """They said something, and the stranger wrote the advice."""
    case = ask_a_mirror(world)
    actions.say(case.mirror, strikes="Niemand vroeg het kind.", by=world.actor(world.door))
    actions.advise(case.mirror, advice="Ga eens mee naar school.", by=world.actor(world.stranger))
    case.refresh_from_db()
    return case


def a_day() -> date:
    return working_day(clock.today() + timedelta(days=5))


def form(world: World, **other: Any) -> dict[str, Any]:
    team = [str(world.stranger.pk), str(world.door.pk)]
    said = {"day": f"{a_day():%d-%m-%Y}", "at": "13:00", "team": team, "life_domain": "", "nobody": "on"}
    return {**CASE, **said, **other}


def where(name: str, *args: Any) -> str:
    return reverse(name, args=args)


# Asking


def test_who_asks_writes_the_case_anew_and_chooses_colleagues(world: World, sign_in: SignIn, send: Send) -> None:
    anouk, ask = sign_in(world.anouk), where("mirror_ask", world.circle.pk)
    page = anouk.get(ask).content.decode()
    assert "Stef Vreeman" in page
    answer = send(anouk, ask, **form(world))
    case = MirrorCase.objects.get()
    assert answer["Location"] == where("mirror_case", world.circle.pk, case.pk)
    meeting = case.mirror.meeting
    assert (meeting.kind, meeting.chair) == (Kind.MIRROR, world.anouk)
    asked = set(meeting.participants.values_list("professional", flat=True))
    assert asked == {world.anouk.pk, world.stranger.pk, world.door.pk}


@pytest.mark.parametrize("missing", ["nobody", "situation", "team", "day", "question"])
def test_nothing_is_asked_without_it(world: World, sign_in: SignIn, send: Send, missing: str) -> None:
    said = {**form(world), missing: ""}
    answer = send(sign_in(world.anouk), where("mirror_ask", world.circle.pk), **said)
    assert answer.status_code == 400
    assert not Mirror.objects.exists()


def test_only_a_professional_of_the_circle_asks_and_one_question_at_a_time(world: World, sign_in: SignIn) -> None:
    ask = where("mirror_ask", world.circle.pk)
    assert sign_in(world.fatma).get(ask).status_code == 403
    assert sign_in(world.stranger).get(ask).status_code == 404
    ask_a_mirror(world)
    assert sign_in(world.anouk).get(ask).status_code == 403
    with pytest.raises(Refused):
        ask_a_mirror(world)


def test_who_was_ever_in_the_circle_or_asked_into_it_is_never_in_the_team(world: World) -> None:
    for knows in (world.ahmed, world.left, world.invited):
        with pytest.raises(Refused):
            ask_a_mirror(world, team=[world.stranger, knows])
    case = ask_a_mirror(world)
    with pytest.raises(Refused):
        actions.ask_one_more(case.mirror, world.left, by=world.actor(world.anouk))
    with pytest.raises(Refused):
        meetings.ask_along(case.mirror.meeting, world.left, by=world.actor(world.anouk))
    actions.ask_one_more(case.mirror, world.officer, by=world.actor(world.anouk))
    assert case.mirror.meeting.participants.filter(professional=world.officer).exists()


def test_those_are_suggested_whose_expertise_the_circle_lacks(world: World) -> None:
    for kind, name in (("school", "De Regenboog"), ("corporatie", "Andere Woonstee")):
        place = Organisation.objects.create(municipality=world.municipality, name=name, kind=kind)
        for number in range(3):
            user = User.objects.create_user(f"{kind}{number}@example.nl")
            Professional.objects.create(user=user, organisation=place, name=f"{name} {number}", function=f"f{number}")
    kinds = [one.organisation.kind for one in suggested(world.circle, strangers(world.circle))]
    # The housing corporation sits in the circle already; of a kind at most two are named.
    assert "corporatie" not in kinds
    assert kinds.count("school") == 2
    assert {"welzijn", "toegang"} <= set(kinds)


# Nobody can be known


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Fatma belde.", "name"),
        ("fatma belde.", "name"),
        ("Mevrouw De Wit belde.", "name"),
        ("Het is Sams school.", "name"),
        ("Fátma belde.", "name"),
        ("Fatima belde.", "alike"),
        ("Familie De Witt.", "alike"),
        ("Mevrouw Fisser belde.", "alike"),
        ("Het huis is wit.", "alike"),
        ("F. de W. belde.", "initials"),
        ("Zij woont aan de Lindelaan.", "street"),
        ("In 1234 AB is het stil.", "postcode"),
        ("Zij is van 14-03-1985.", "birth"),
        ("Geboren 14 maart 1985.", "birth"),
        ("Op 2-2-2025 ging het mis.", "date"),
        ("Bel 06 87 65 43 21.", "phone"),
        ("Mail fatma.w@example.nl.", "mail"),
        ("Nummer 123456782.", "number"),
        ("Bij Anouk op bezoek.", "name"),
        ("Oma Riet past op.", "name"),
        ("Woonstee wil het huis terug.", "organisation"),
        ("Dossier hh-77.", "code"),
    ],
)
def test_kring_finds_by_what_somebody_could_be_known(world: World, words: str, kind: str) -> None:
    Household.objects.filter(pk=world.household.pk).update(code="HH-77")
    world.circle.household.refresh_from_db()
    assert kind in {hit.kind for hit in hits(words, known_of(world.circle))}, words


def test_everyday_words_are_nobody(world: World) -> None:
    known = known_of(world.circle)
    for text in CASE.values():
        assert hits(text, known) == [], text
    assert hits("Samen met de buren, drie kinderen, een hond en veel brieven.", known) == []


def test_what_is_sure_stops_the_form_and_stands_at_its_field(world: World, sign_in: SignIn, send: Send) -> None:
    ask = where("mirror_ask", world.circle.pk)
    answer = send(sign_in(world.anouk), ask, **form(world, tried="Wij belden Fatma op 06-87654321."))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "“Fatma”" in page
    assert "“06-87654321”" in page
    assert 'id="id_tried_error"' in page or "id_tried" in page
    assert not Mirror.objects.exists()
    with pytest.raises(Refused):
        ask_a_mirror(world, question="Wat wil Fatma?")


def test_what_may_be_chance_is_looked_at_by_a_person_and_other_words_anew(
    world: World, sign_in: SignIn, send: Send
) -> None:
    anouk, ask = sign_in(world.anouk), where("mirror_ask", world.circle.pk)
    said = form(world, situation="De muren zijn wit.")
    page = send(anouk, ask, **said).content.decode()
    assert "“wit”" in page
    seal = page.partition('name="looked"')[2].partition('value="')[2].partition('"')[0]
    other = {**said, "tried": "Wij vroegen de visser."}
    again = send(anouk, ask, **other, looked=seal)
    assert again.status_code == 400
    assert "checked" not in again.content.decode().partition('name="looked"')[2].partition(">")[0]
    assert send(anouk, ask, **said, looked=seal).status_code == 303


def test_nothing_of_the_household_reaches_the_page_the_mails_or_the_calendar(
    world: World, sign_in: SignIn, send: Send
) -> None:
    Person.objects.filter(pk=world.fatma.pk).update(email="fatma@example.nl")
    case = advised(world)
    meeting = case.mirror.meeting
    meetings.move_meeting(
        meeting, day=working_day(a_day() + timedelta(days=1)), at=time(9), by=world.actor(world.anouk)
    )
    send_due_mails()
    stranger, there = sign_in(world.stranger), where("mirror", meeting.pk)
    feed = meetings_feed(world)
    told = [
        stranger.get(there).content.decode(),
        stranger.get(where("table", meeting.pk), follow=True).content.decode(),
        stranger.get(where("tables")).content.decode(),
        stranger.get(where("home")).content.decode(),
        sign_in(world.anouk).get(there).content.decode(),
        stranger.get(feed).content.decode(),
        *(str(letter.message()) for letter in sent_mail.outbox if letter.to == ["stranger@example.nl"]),
        *(mail.subject + mail.text for mail in Mail.objects.filter(address="stranger@example.nl")),
    ]
    assert "BEGIN:VEVENT" in told[5]
    assert any("text/calendar" in words or "BEGIN" in words for words in told[6:])
    known = known_of(world.circle)
    for words in told:
        for secret in (world.circle, world.household, world.fatma, world.sam, world.supporter, case):
            assert str(secret.pk) not in words
        for name in ("Fatma", "De Wit", "Lindelaan", "Riet", "Sam "):
            assert name not in words
    assert known.names
    # And the addresses of what is in the circle are not there for the team.
    for address in (where("mirror_case", world.circle.pk, case.pk), where("circle", world.circle.pk)):
        assert stranger.get(address).status_code == 404


def meetings_feed(world: World) -> str:
    feed = renew_feed(by=world.actor(world.stranger))
    return where("calendar_feed", feed.pk, feed.secret)


def test_a_look_at_the_case_is_kept_and_names_no_resident(world: World, sign_in: SignIn) -> None:
    case = ask_a_mirror(world)
    stranger = sign_in(world.stranger)
    for _time in range(2):
        stranger.get(where("mirror", case.mirror.meeting_id))
    assert not Look.objects.filter(by_user=world.stranger.user_id).exists()
    act = Act.objects.get(name="mirror.read")
    assert (act.circle, act.subject) == (None, case.mirror_id)
    page = sign_in(world.anouk).get(where("mirror_case", world.circle.pk, case.pk)).content.decode()
    assert "Geopend door 1" in page


def test_others_do_not_see_the_case(world: World, sign_in: SignIn) -> None:
    case = ask_a_mirror(world)
    for outside in (world.ahmed, world.officer, world.left):
        assert sign_in(outside).get(where("mirror", case.mirror.meeting_id)).status_code == 404
    assert sign_in(world.fatma).get(where("mirror", case.mirror.meeting_id)).status_code == 403


# What the team says


def test_each_says_what_strikes_them_and_who_asked_listens(world: World, sign_in: SignIn, send: Send) -> None:
    case = ask_a_mirror(world)
    there = where("mirror", case.mirror.meeting_id)
    assert send(sign_in(world.stranger), there, strikes="", would_try="", would_ask="").status_code == 400
    send(sign_in(world.stranger), there, strikes="Niemand vroeg het kind.", would_try="Bel om tien uur.")
    send(sign_in(world.stranger), there, strikes="Niemand vroeg het kind iets.")
    assert Contribution.objects.get().strikes == "Niemand vroeg het kind iets."
    assert "Niemand vroeg het kind iets." in sign_in(world.door).get(there).content.decode()
    assert "Niemand vroeg" in sign_in(world.anouk).get(there).content.decode()
    assert send(sign_in(world.anouk), there, strikes="Ja maar.").status_code == 403
    told = send(sign_in(world.door), there, strikes="Is het 06-12345678?")
    assert told.status_code == 400


def test_one_of_the_team_closes_with_advice_after_somebody_spoke(world: World, sign_in: SignIn, send: Send) -> None:
    case = ask_a_mirror(world)
    advise = where("mirror_advise", case.mirror.meeting_id)
    assert sign_in(world.stranger).get(advise).status_code == 403
    actions.say(case.mirror, strikes="Iets.", by=world.actor(world.stranger))
    assert sign_in(world.anouk).get(advise).status_code == 403
    assert send(sign_in(world.stranger), advise, advice="").status_code == 400
    send(sign_in(world.stranger), advise, advice="Ga mee naar school.")
    mirror = Mirror.objects.get()
    assert (mirror.advice, mirror.advised_by) == ("Ga mee naar school.", world.stranger)
    with pytest.raises(Refused):
        actions.say(mirror, strikes="Nog iets.", by=world.actor(world.door))
    letter = Mail.objects.filter(address="anouk@example.nl").latest("asked_at")
    assert "school" not in letter.text
    assert "Wit" not in letter.subject + letter.text


# Back in the circle


def test_the_advice_comes_back_in_the_story(world: World, sign_in: SignIn) -> None:
    case = advised(world)
    for who in (world.anouk, world.fatma):
        story = sign_in(who).get(where("story", world.circle.pk)).content.decode()
        assert "Ga eens mee naar school." in story
        assert "Stef Vreeman" in story
    page = sign_in(world.anouk).get(where("mirror_case", world.circle.pk, case.pk)).content.decode()
    assert "Niemand vroeg het kind." in page
    assert "Ga eens mee naar school." in page
    assert Look.objects.filter(page="mirror_case", about_person=world.fatma.pk).exists()


def test_the_lead_or_who_asked_goes_on_with_it_or_lays_it_aside_with_the_reason(
    world: World, sign_in: SignIn, send: Send
) -> None:
    case = advised(world)
    decide = where("mirror_decide", world.circle.pk, case.pk)
    assert send(sign_in(world.ahmed), decide, goes_on="yes", why="").status_code == 403
    answer = send(sign_in(world.anouk), decide, goes_on="no", why="")
    assert answer.status_code == 400
    send(sign_in(world.anouk), decide, goes_on="no", why="Het kind wil dit niet.")
    case.refresh_from_db()
    assert (case.state, case.decided_why) == (MirrorCase.State.LAID_ASIDE, "Het kind wil dit niet.")
    assert "Het kind wil dit niet." in sign_in(world.fatma).get(where("story", world.circle.pk)).content.decode()
    with pytest.raises(Refused):
        actions.decide(case, goes_on=True, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    # Now the next question can be asked.
    assert sign_in(world.anouk).get(where("mirror_ask", world.circle.pk)).status_code == 200


def test_a_team_that_was_called_off_makes_room_for_another(world: World, sign_in: SignIn) -> None:
    case = ask_a_mirror(world)
    meetings.cancel_meeting(case.mirror.meeting, why="Niemand kan.", by=world.actor(world.anouk))
    page = sign_in(world.anouk).get(where("mirror_cases", world.circle.pk)).content.decode()
    assert "gaat niet door" in page
    with pytest.raises(Refused):
        actions.say(case.mirror, strikes="Iets.", by=world.actor(world.stranger))
    assert ask_a_mirror(world).mirror != case.mirror


def test_before_there_is_advice_nothing_is_decided(world: World) -> None:
    case = ask_a_mirror(world)
    with pytest.raises(Refused):
        actions.decide(case, goes_on=True, by=world.actor(world.anouk), seat=world.seat(world.anouk))


def test_who_may_not_read_the_item_sees_nothing_of_it_in_the_circle(world: World, sign_in: SignIn) -> None:
    case = ask_a_mirror(world, life_domain=world.domains["psyche"])
    ahmed = sign_in(world.ahmed)
    assert ahmed.get(where("mirror_case", world.circle.pk, case.pk)).status_code == 403
    for address in (where("mirror_cases", world.circle.pk), where("story", world.circle.pk)):
        assert CASE["question"] not in ahmed.get(address).content.decode()
    assert CASE["question"] in sign_in(world.fatma).get(where("mirror_cases", world.circle.pk)).content.decode()


def test_no_household_comes_to_the_table_of_a_mirror_team(world: World) -> None:
    meeting: Meeting = ask_a_mirror(world).mirror.meeting
    asked: Any = {"question": "x", "hoped_for": "x", "by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    with pytest.raises(Refused):
        meetings.bring(world.circle, meeting, **asked)


def test_the_database_keeps_advice_and_decisions_whole(world: World) -> None:
    case = ask_a_mirror(world)
    with pytest.raises(IntegrityError):
        Mirror.objects.filter(pk=case.mirror_id).update(advice="Van niemand.")


def test_laid_aside_is_never_without_a_reason(world: World) -> None:
    case, seat = advised(world), world.seat(world.anouk)
    with pytest.raises(IntegrityError):
        MirrorCase.objects.filter(pk=case.pk).update(state="laid_aside", decided_at=clock.now(), decided_by=seat)


def test_the_pages_ask_few_queries(world: World, sign_in: SignIn) -> None:
    case = advised(world)
    pages = [
        (world.stranger, where("mirror", case.mirror.meeting_id)),
        (world.anouk, where("mirror_case", world.circle.pk, case.pk)),
        (world.anouk, where("mirror_cases", world.circle.pk)),
    ]
    for who, address in pages:
        browser = sign_in(who)
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        assert len(seen) <= 12, address


def test_what_the_team_saw_goes_with_the_item_of_the_circle(world: World) -> None:
    case = advised(world)
    remove_items([Thing("mirrorcase", case.pk)], [])
    assert not MirrorCase.objects.exists()
    assert not Mirror.objects.exists()
    assert not Contribution.objects.exists()


def test_who_looked_along_is_not_asked_into_the_circle_afterwards(world: World, sign_in: SignIn, send: Send) -> None:
    case = ask_a_mirror(world)
    seat = world.seat(world.anouk)
    for who in (world.stranger, world.door):
        verdict = circle_rules.may_be_asked(world.circle, who)
        assert not verdict.allowed
        assert who.name in str(verdict.reason)
        with pytest.raises(Refused):
            circles.invite(world.circle, professional=who, by=world.actor(world.anouk), seat=seat)
    # Nobody else is held back, and nobody is elsewhere.
    assert circle_rules.may_be_asked(world.circle, world.officer).allowed
    assert circle_rules.may_be_asked(world.other_circle, world.door).allowed
    actions.ask_one_more(case.mirror, world.officer, by=world.actor(world.anouk))
    assert not circle_rules.may_be_asked(world.circle, world.officer).allowed
    anouk, address = sign_in(world.anouk), reverse("invite_professional", args=[world.circle.pk, world.door.pk])
    page = anouk.get(address)
    assert page.status_code == 403
    assert "zonder te weten over wie" in page.content.decode()
    assert send(anouk, address, role="x", why="y").status_code == 403
    assert not world.circle.members.filter(professional=world.door).exists()
