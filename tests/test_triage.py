"""The front door team takes up what came in, and nothing stays without a hand."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.models import Mail
from kring.intake import actions
from kring.intake.models import HandOn, HelpRequest
from kring.intake.reminders import remind_late_requests
from kring.log.models import Act, Look
from kring.municipality.models import Municipality
from kring.network.models import Organisation, OrganisationKind, Professional, User
from tests.conftest import SignIn
from tests.world import World

WORDS = "Ik kan de huur niet betalen."


def ask(world: World, **fields: Any) -> HelpRequest:
    details = {
        "sender": "self",
        "given_name": "Noor",
        "family_name": "Berg",
        "birth_date": date(1990, 3, 2),
        "words": WORDS,
        "phone": "0611112222",
    }
    return actions.ask_for_help(world.municipality, **{**details, **fields})


@pytest.fixture
def colleague(world: World) -> Professional:
    """A second member of the front door team."""
    return Professional.objects.create(
        user=User.objects.create_user("collega@example.nl", "een lang wachtwoord hier"),
        organisation=world.organisations[OrganisationKind.FRONT_DOOR],
        name="Carla Collega",
        function="medewerker toegang",
        email="collega@example.nl",
        does_triage=True,
    )


@pytest.fixture
def door(world: World, sign_in: Any) -> Client:
    browser: Client = sign_in(world.door)
    return browser


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode().split("<main")[1]))


def test_the_rows_show_what_waits_and_whose_it_is(world: World, door: Client, colleague: Professional) -> None:
    new, mine, theirs, offered, done = (ask(world, given_name=name) for name in ("Ada", "Bo", "Cas", "Dee", "Eef"))
    actions.take_in_hand(mine, by=world.actor(world.door))
    actions.take_in_hand(theirs, by=world.actor(colleague))
    to = world.organisations[OrganisationKind.DEBT_HELP]
    actions.hand_on(offered, to=to, why="Schulden", by=world.actor(colleague))
    actions.answer(done, text="Bel gerust.", by=world.actor(world.door))
    page = door.get("/aanmeldingen/").content.decode()
    sections = dict(re.findall(r'<section class="kring-section" id="(\w+)">(.*?)</section>', page, re.S))
    found = {name: [w for w in ("Ada", "Bo", "Cas", "Dee", "Eef") if w in part] for name, part in sections.items()}
    assert found == {"new": ["Ada"], "mine": ["Bo"], "others": ["Cas"], "partner": ["Dee"], "finished": ["Eef"]}
    assert new.number in page
    assert "Schuldhulp Teststad" in sections["partner"]


def test_the_empty_page_says_that_all_is_well(world: World, door: Client) -> None:
    assert "Niets nieuws" in text_of(door.get("/aanmeldingen/"))


def test_who_is_late_comes_first_and_is_marked(world: World, door: Client) -> None:
    with clock.at(clock.now() - timedelta(days=5)):
        ask(world, given_name="Laat")
    ask(world, given_name="Vers")
    text = text_of(door.get("/aanmeldingen/"))
    assert text.index("Laat") < text.index("Vers")
    assert "1 vraag wacht langer dan afgesproken" in text
    assert "wacht te lang" in text


@pytest.mark.parametrize("who", ["anouk", "fatma", "supporter"])
def test_who_does_not_work_at_the_front_door_reads_why_not(world: World, sign_in: Any, who: str) -> None:
    request = ask(world)
    browser = sign_in(getattr(world, who))
    for page in ("/aanmeldingen/", f"/aanmeldingen/{request.pk}/"):
        answer = browser.get(page)
        assert answer.status_code == 403
        assert WORDS not in answer.content.decode()


def test_a_request_of_another_municipality_is_not_there(world: World, door: Client, send: Any) -> None:
    other = Municipality.objects.create(name="Anderstad")
    request = actions.ask_for_help(other, sender="self", given_name="X", family_name="Y", words=WORDS)
    assert door.get(f"/aanmeldingen/{request.pk}/").status_code == 404
    for what in ("oppakken", "overnemen", "antwoord", "doorzetten", "kring", "nieuw"):
        assert send(door, f"/aanmeldingen/{request.pk}/{what}/", text="x", why="x").status_code == 404
    assert door.get(f"/aanmeldingen/{uuid4()}/").status_code == 404
    request.refresh_from_db()
    assert request.state == "new"


def test_searching_keeps_the_name_out_of_the_address(world: World, door: Client, send: Any) -> None:
    request, other = ask(world), ask(world, given_name="Piet", family_name="Anders")
    for text in (request.number.replace("-", "").lower(), "noor be"):
        answer = send(door, "/aanmeldingen/zoeken/", text=text)
        assert answer.headers["Location"] == "/aanmeldingen/"
        page = text_of(door.get("/aanmeldingen/"))
        assert request.number in page
        assert other.number not in page
    send(door, "/aanmeldingen/zoeken/", clear="1")
    assert other.number in text_of(door.get("/aanmeldingen/"))


def test_taking_it_up_puts_a_hand_on_it_and_putting_it_back_takes_it_off(world: World, door: Client, send: Any) -> None:
    request = ask(world)
    send(door, f"/aanmeldingen/{request.pk}/oppakken/")
    request.refresh_from_db()
    assert request.in_hand_by == world.door
    assert "Jij hebt het nu opgepakt" in text_of(door.get(f"/aanmeldingen/{request.pk}/"))
    send(door, f"/aanmeldingen/{request.pk}/terugleggen/")
    request.refresh_from_db()
    assert (request.state, request.in_hand_by) == ("new", None)


def test_two_who_take_it_at_once_become_one_and_a_reason(
    world: World, door: Client, send: Any, colleague: Professional
) -> None:
    request = ask(world)
    actions.take_in_hand(request, by=world.actor(colleague))
    answer = send(door, f"/aanmeldingen/{request.pk}/oppakken/")
    assert answer.status_code == 403
    assert "Carla Collega pakte dit net voor jou op" in answer.content.decode()
    assert send(door, f"/aanmeldingen/{request.pk}/overnemen/").status_code == 303
    request.refresh_from_db()
    assert request.in_hand_by == world.door


def test_what_was_in_the_hand_of_somebody_who_left_is_without_a_hand(
    world: World, door: Client, send: Any, colleague: Professional
) -> None:
    with clock.at(clock.now() - timedelta(days=5)):
        request = ask(world)
        actions.take_in_hand(request, by=world.actor(colleague))
    Professional.objects.filter(pk=colleague.pk).update(ended_on=clock.today())
    text = text_of(door.get("/aanmeldingen/"))
    assert "Carla Collega werkt hier niet meer" in text
    assert "wacht te lang" in text
    assert send(door, f"/aanmeldingen/{request.pk}/oppakken/").status_code == 303


def test_the_late_ones_are_mailed_once_to_the_team(world: World, colleague: Professional) -> None:
    with clock.at(clock.now() - timedelta(days=5)):
        ask(world)
    ask(world, given_name="Vers")
    Mail.objects.all().delete()
    assert remind_late_requests() == 1
    assert remind_late_requests() == 0
    mails = Mail.objects.all()
    assert sorted(mail.address for mail in mails) == ["collega@example.nl", "door@example.nl"]
    assert not [mail for mail in mails if "Noor" in mail.text]


def test_a_look_at_a_question_leaves_a_row(world: World, door: Client) -> None:
    request = ask(world)
    door.get(f"/aanmeldingen/{request.pk}/")
    assert Look.objects.filter(page="help_request", about=request.pk, purpose="triage", allowed=True).exists()


def test_a_wrong_form_shown_again_is_a_look_too(world: World, door: Client, send: Any) -> None:
    request = ask(world)
    answer = send(door, f"/aanmeldingen/{request.pk}/antwoord/", text="")
    assert answer.status_code == 400
    assert "Schrijf een antwoord" in answer.content.decode()
    assert Look.objects.filter(page="help_request_answer", about=request.pk).exists()


def test_an_answer_is_sent_and_can_be_taken_back(world: World, door: Client, send: Any) -> None:
    request = ask(world, email="noor@example.nl")
    send(door, f"/aanmeldingen/{request.pk}/antwoord/", text="Kom morgen langs.")
    request.refresh_from_db()
    assert (request.state, request.answer) == ("answered", "Kom morgen langs.")
    send(door, f"/aanmeldingen/{request.pk}/antwoord/terug/")
    request.refresh_from_db()
    assert (request.state, request.finished_at) == ("in_hand", None)
    assert "Kom morgen langs." in door.get(f"/aanmeldingen/{request.pk}/antwoord/").content.decode()


def test_a_partner_says_yes_with_only_what_they_need(world: World, door: Client, send: Any, sign_in: Any) -> None:
    request = ask(world)
    to = world.organisations[OrganisationKind.DEBT_HELP]
    send(door, f"/aanmeldingen/{request.pk}/doorzetten/", to=str(to.pk), why="Er zijn schulden.")
    question = HandOn.objects.get()
    where = f"/aanmeldingen/doorgezet/{question.pk}/"
    partner = sign_in(world.invited)
    text = text_of(partner.get(where))
    for word in ("Noor Berg", WORDS, "Er zijn schulden.", "0611112222"):
        assert word in text
    assert Look.objects.filter(page="hand_on", about=request.pk, purpose="hand_on").exists()
    send(partner, where + "ja/")
    request.refresh_from_db()
    assert request.state == "handed_on"
    assert "nam het over" in text_of(partner.get(where))


def test_a_partner_says_no_with_a_reason_and_it_is_back_in_hand(
    world: World, door: Client, send: Any, sign_in: Any
) -> None:
    request = ask(world)
    to = world.organisations[OrganisationKind.DEBT_HELP]
    question = actions.hand_on(request, to=to, why="Schulden", by=world.actor(world.door))
    where = f"/aanmeldingen/doorgezet/{question.pk}/"
    partner = sign_in(world.invited)
    assert send(partner, where + "nee/", why="").status_code == 400
    assert send(partner, where + "nee/", why="Wij zitten vol tot januari.").status_code == 303
    request.refresh_from_db()
    assert (request.state, request.in_hand_by) == ("in_hand", world.door)
    assert "Wij zitten vol tot januari." in text_of(door.get(f"/aanmeldingen/{request.pk}/"))
    assert partner.get(where).status_code == 403
    assert WORDS not in partner.get(where).content.decode()


def test_the_question_to_a_partner_can_be_taken_back(world: World, door: Client, send: Any) -> None:
    request = ask(world)
    to = world.organisations[OrganisationKind.DEBT_HELP]
    actions.hand_on(request, to=to, why="Schulden", by=world.actor(world.door))
    assert send(door, f"/aanmeldingen/{request.pk}/antwoord/", text="Toch een antwoord").status_code == 403
    send(door, f"/aanmeldingen/{request.pk}/doorzetten/terug/")
    request.refresh_from_db()
    assert request.state == "in_hand"


def test_who_works_elsewhere_finds_no_question_to_a_partner(world: World, sign_in: Any, send: Any) -> None:
    to = world.organisations[OrganisationKind.DEBT_HELP]
    question = actions.hand_on(ask(world), to=to, why="Schulden", by=world.actor(world.door))
    for who in (world.anouk, world.door, world.fatma):
        browser = sign_in(who)
        assert browser.get(f"/aanmeldingen/doorgezet/{question.pk}/").status_code == 404
        assert send(browser, f"/aanmeldingen/doorgezet/{question.pk}/ja/").status_code == 404
    question.refresh_from_db()
    assert question.state == "offered"


def test_an_organisation_of_another_municipality_cannot_be_asked(world: World, door: Client, send: Any) -> None:
    other = Municipality.objects.create(name="Anderstad")
    forged = Organisation.objects.create(municipality=other, name="Ver weg", kind=OrganisationKind.DEBT_HELP)
    request = ask(world)
    for to in (forged.pk, "onzin", ""):
        assert send(door, f"/aanmeldingen/{request.pk}/doorzetten/", to=str(to), why="x").status_code == 400
    assert not HandOn.objects.exists()


def test_a_circle_is_opened_for_a_new_household(world: World, door: Client, send: Any) -> None:
    request = ask(world)
    assert door.get(f"/aanmeldingen/{request.pk}/kring/").status_code == 403
    send(door, f"/aanmeldingen/{request.pk}/nieuw/")
    answer = send(door, f"/aanmeldingen/{request.pk}/kring/", household="new", purpose="De huur op orde.")
    circle = Circle.objects.get(household__name="Berg")
    assert answer.headers["Location"] == f"/kringen/{circle.pk}/"
    assert Member.objects.filter(circle=circle, person__given_name="Noor", state="invited").exists()
    request.refresh_from_db()
    assert (request.state, request.circle) == ("circle", circle)


def test_a_household_with_a_circle_is_named_with_who_leads_it(world: World, door: Client, send: Any) -> None:
    request = ask(world)
    actions.is_this_person(request, world.fatma, by=world.actor(world.door))
    page = door.get(f"/aanmeldingen/{request.pk}/kring/")
    assert "Anouk Bakker is regisseur" in text_of(page)
    assert f"?naar={world.anouk.organisation_id}" in page.content.decode()
    forged = send(
        door, f"/aanmeldingen/{request.pk}/kring/", household=str(world.other_household.pk), purpose="Zomaar."
    )
    assert forged.status_code == 400
    assert Circle.objects.count() == 2


@pytest.mark.parametrize("text", ["", "a" * 2001, "met \x00 erin"])
def test_bad_words_are_not_saved(world: World, door: Client, send: Any, text: str) -> None:
    request = ask(world)
    assert send(door, f"/aanmeldingen/{request.pk}/antwoord/", text=text).status_code == 400
    request.refresh_from_db()
    assert (request.state, request.answer) == ("new", "")


def test_html_in_the_words_stays_words(world: World, door: Client) -> None:
    request = ask(world, words="<script>alert(1)</script> 🌻 مرحبا")
    page = door.get(f"/aanmeldingen/{request.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "🌻 مرحبا" in page


def test_each_page_asks_the_same_little_however_much_there_is(
    world: World, door: Client, django_assert_max_num_queries: Any
) -> None:
    requests = [ask(world, given_name=f"Noor{at}") for at in range(12)]
    to = world.organisations[OrganisationKind.DEBT_HELP]
    for request in requests[:4]:
        actions.hand_on(request, to=to, why="Schulden", by=world.actor(world.door))
    for page in ("/aanmeldingen/", f"/aanmeldingen/{requests[0].pk}/", f"/aanmeldingen/{requests[-1].pk}/"):
        with django_assert_max_num_queries(12):
            assert door.get(page).status_code == 200
    actions.is_this_person(requests[-1], world.fatma, by=world.actor(world.door))
    with django_assert_max_num_queries(12):
        door.get(f"/aanmeldingen/{requests[-1].pk}/")


def test_what_is_done_is_in_the_log_without_words(world: World, door: Client, send: Any) -> None:
    request = ask(world)
    send(door, f"/aanmeldingen/{request.pk}/antwoord/", text="Kom morgen langs.")
    acts = Act.objects.filter(subject=request.pk)
    assert {"intake.came_in", "intake.in_hand", "intake.answered"} <= set(acts.values_list("name", flat=True))
    assert not [act for act in acts if "morgen" in str(act.detail)]


def taken_over(world: World, **changes: Any) -> HandOn:
    """A question that the partner of the stranger took over."""
    request = ask(world, **changes)
    actions.take_in_hand(request, by=world.actor(world.door))
    question = actions.hand_on(
        request, to=world.stranger.organisation, why="Past bij jullie.", by=world.actor(world.door)
    )
    return actions.accept_hand_on(question, by=world.actor(world.stranger))


def test_the_partner_who_took_it_over_opens_a_circle_in_one_step(world: World, sign_in: SignIn, send: Any) -> None:
    question = taken_over(world)
    browser, where = sign_in(world.stranger), reverse("hand_on_circle", args=[question.pk])
    assert where in browser.get(reverse("hand_on", args=[question.pk])).content.decode()
    assert send(browser, where, household="new", purpose="").status_code == 400
    answer = send(browser, where, household="new", purpose="Samen werk vinden.")
    assert answer.status_code == 303
    request = HelpRequest.objects.get(pk=question.request_id)
    assert request.state == HelpRequest.State.CIRCLE
    assert request.circle is not None
    assert request.circle.members.present().get().professional == world.stranger
    assert request.circle.members.invited().get().person == request.person
    assert browser.get(answer.headers["Location"]).status_code == 200
    assert send(browser, where, household="new", purpose="Nog een keer.").status_code == 403


def test_a_partner_opens_it_for_the_person_whom_the_front_door_named(world: World, sign_in: SignIn, send: Any) -> None:
    question = taken_over(world)
    HelpRequest.objects.filter(pk=question.request_id).update(person=world.other_person)
    where = reverse("hand_on_circle", args=[question.pk])
    page = sign_in(world.stranger).get(where).content.decode()
    assert "heeft al een kring" in page
    assert str(world.other_household.pk) not in page
    busy = send(sign_in(world.stranger), where, household=str(world.other_household.pk), purpose="Werk.")
    assert busy.status_code == 400


def test_only_the_partner_who_said_yes_opens_it(world: World, sign_in: SignIn, send: Any) -> None:
    question = taken_over(world)
    where = reverse("hand_on_circle", args=[question.pk])
    for who in (world.door, world.anouk, world.fatma):
        assert send(sign_in(who), where, household="new", purpose="Werk.").status_code == 404
    assert not HelpRequest.objects.get(pk=question.request_id).circle_id
