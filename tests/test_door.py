"""Somebody asks for help at the door, without an account."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kring.core import clock, limits
from kring.intake.forms.door import AddressForm
from kring.intake.models import HelpRequest
from kring.log.models import Act
from kring.municipality.defaults import add_life_domains
from kring.municipality.models import KnownMunicipality, Municipality
from tests.world import World

FOR_SELF: dict[str, dict[str, Any]] = {
    "voor-wie": {"sender": "self"},
    "naam": {"given_name": "Noor", "name_prefix": "van den", "family_name": "Berg"},
    "geboortedatum": {"birth_date": "2-3-1990"},
    "wat-is-er": {"words": "Ik kan de huur niet betalen."},
    "leefgebieden": {"skip": "1"},
    "wat-helpt": {"skip": "1"},
    "haast": {"urgency": "week"},
    "adres": {"postcode": "1234ab", "house_number": "7"},
    "bereiken": {"phone": "06 12345678", "reach_how": "call", "reach_when": "ochtend"},
}
FOR_OTHER: dict[str, dict[str, Any]] = {
    **FOR_SELF,
    "voor-wie": {"sender": "huisarts"},
    "weet-het": {"person_knows": "no", "person_knows_why": "Hij is bang."},
    "wie-bent-u": {
        "sender_name": "Dokter Kok",
        "sender_organisation": "Praktijk Noord",
        "sender_email": "kok@example.nl",
    },
    "bereiken": {},
}


@pytest.fixture(autouse=True)
def _counts_from_zero(settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def answer_all(client: Client, send: Any) -> Any:
    """Answers each question as it comes, and gives the page that it ends at."""

    def go(answers: dict[str, dict[str, Any]], *, browser: Client = client) -> str:
        where = "/voordeur/"
        for _turn in range(20):
            page = browser.get(where, follow=True)
            key = page.redirect_chain[-1][0].split("/")[-2] if page.redirect_chain else where.split("/")[-2]
            if key == "controle":
                return where
            key = "voor-wie" if key == "voordeur" else key
            answer = send(browser, f"/voordeur/vraag/{key}/", **answers.get(key, {}))
            assert answer.status_code == 303, answer.content.decode()
            where = answer.headers["Location"]
        return where

    return go


def send_it(client: Client, send: Any, **fields: Any) -> Any:
    """Press send a minute later: a person needs some time for that."""
    with clock.at(clock.now() + timedelta(minutes=1)):
        return send(client, "/voordeur/controle/", **fields)


def test_a_resident_asks_for_themselves_and_gets_a_number(
    world: World, client: Client, send: Any, answer_all: Any
) -> None:
    assert answer_all(FOR_SELF) == "/voordeur/controle/"
    check = client.get("/voordeur/controle/").content.decode()
    assert "Noor van den Berg" in check
    assert "1234 AB" in check
    assert HelpRequest.objects.count() == 0
    sent = send_it(client, send)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/voordeur/ontvangen/")
    request = HelpRequest.objects.get()
    assert (request.name, request.sender, request.urgency) == ("Noor van den Berg", "self", "week")
    assert request.birth_date == date(1990, 3, 2)
    assert request.reach_how == "call"
    receipt = client.get("/voordeur/ontvangen/").content.decode()
    assert request.number in receipt
    assert "1234 AB" not in receipt


def test_no_address_of_the_door_names_the_person(world: World, client: Client, send: Any, answer_all: Any) -> None:
    answer_all(FOR_SELF)
    for page in ("/voordeur/", "/voordeur/controle/"):
        links = re.findall(r'(?:href|action)="([^"]+)"', client.get(page).content.decode())
        assert not [link for link in links if "Noor" in link or "1990" in link or "12345678" in link]


def test_a_doctor_asks_for_somebody_and_says_who_they_are(
    world: World, client: Client, send: Any, answer_all: Any
) -> None:
    answer_all(FOR_OTHER)
    send_it(client, send)
    request = HelpRequest.objects.get()
    assert (request.sender_name, request.sender_organisation) == ("Dokter Kok", "Praktijk Noord")
    assert (request.person_knows, request.person_knows_why) == ("no", "Hij is bang.")


def test_a_neighbour_is_not_asked_where_they_work(world: World, client: Client, send: Any, answer_all: Any) -> None:
    sender = {"sender_name": "Buurvrouw", "sender_phone": "0612345678"}
    answer_all({**FOR_OTHER, "voor-wie": {"sender": "family"}, "wie-bent-u": sender})
    send_it(client, send)
    assert HelpRequest.objects.get().sender_organisation == ""


def test_who_cannot_wait_reads_whom_to_call_now(world: World, client: Client, send: Any, answer_all: Any) -> None:
    Municipality.objects.update(door_phone="14 0123")
    answer_all({**FOR_SELF, "haast": {"urgency": "today"}})
    page = client.get("/voordeur/vraag/nu-bellen/").content.decode()
    for number in ("112", "113", "0800 2000", "14 0123"):
        assert number in page
    assert "14 0123" in client.get("/voordeur/controle/").content.decode()


def test_an_answer_can_be_changed_and_leads_back_to_the_check(
    world: World, client: Client, send: Any, answer_all: Any
) -> None:
    answer_all(FOR_SELF)
    assert 'value="Berg"' in client.get("/voordeur/vraag/naam/").content.decode()
    changed = send(client, "/voordeur/vraag/naam/", given_name="Noor", family_name="Bergsma")
    assert changed.headers["Location"] == "/voordeur/controle/"
    assert "Bergsma" in client.get("/voordeur/controle/").content.decode()


def test_a_later_question_first_leads_to_the_first_open_one(world: World, client: Client) -> None:
    for page in ("/voordeur/vraag/bereiken/", "/voordeur/controle/", "/voordeur/vraag/onzin/"):
        assert client.get(page).headers["Location"] == "/voordeur/vraag/voor-wie/"


def test_another_sender_is_asked_the_questions_that_belong_to_it(
    world: World, client: Client, send: Any, answer_all: Any
) -> None:
    answer_all(FOR_SELF)
    changed = send(client, "/voordeur/vraag/voor-wie/", sender="school")
    assert changed.headers["Location"] == "/voordeur/vraag/weet-het/"


def test_erasing_leaves_nothing_behind(world: World, client: Client, send: Any, answer_all: Any) -> None:
    answer_all(FOR_SELF)
    send(client, "/voordeur/opnieuw/")
    assert "Noor" not in client.get("/voordeur/", follow=True).content.decode()
    assert client.get("/voordeur/controle/").headers["Location"] == "/voordeur/vraag/voor-wie/"


def test_a_double_click_sends_once(world: World, client: Client, answer_all: Any) -> None:
    answer_all(FOR_SELF)
    once = "0193f5a0-0000-7000-8000-000000000001"
    with clock.at(clock.now() + timedelta(minutes=1)):
        first = client.post("/voordeur/controle/", {"once": once})
        second = client.post("/voordeur/controle/", {"once": once})
    assert first.headers["Location"] == second.headers["Location"]
    assert HelpRequest.objects.count() == 1


def test_with_several_municipalities_the_first_question_is_which(
    world: World, client: Client, send: Any, answer_all: Any
) -> None:
    other = Municipality.objects.create(name="Anderstad")
    add_life_domains(other)
    assert "Anderstad" in client.get("/voordeur/").content.decode()
    send(client, "/voordeur/vraag/gemeente/", municipality=str(other.pk))
    answer_all(FOR_SELF)
    send_it(client, send)
    assert HelpRequest.objects.get().municipality == other


def test_a_life_domain_of_another_municipality_is_not_taken(world: World, client: Client, send: Any) -> None:
    other = Municipality.objects.create(name="Zeestad")
    forged = add_life_domains(other)[0]
    send(client, "/voordeur/vraag/gemeente/", municipality=str(world.municipality.pk))
    for key in ("voor-wie", "naam", "geboortedatum", "wat-is-er"):
        send(client, f"/voordeur/vraag/{key}/", **FOR_SELF[key])
    assert send(client, "/voordeur/vraag/leefgebieden/", domains=str(forged.pk)).status_code == 400


@pytest.mark.parametrize(
    ("key", "bad", "says"),
    [
        ("voor-wie", {}, "Kies voor wie het is"),
        ("voor-wie", {"sender": "koning"}, "Kies iets uit de lijst"),
        ("naam", {"given_name": "", "family_name": "Berg"}, "Schrijf een naam"),
        ("naam", {"given_name": "N" * 81, "family_name": "Berg"}, "80"),
        ("naam", {"given_name": "No\x00or", "family_name": "Berg"}, "teken"),
        ("geboortedatum", {"birth_date": "31-02-1990"}, "31-12-1980"),
        ("geboortedatum", {"birth_date": "gisteren"}, "31-12-1980"),
        ("geboortedatum", {"birth_date": "01-01-2099"}, "nog niet geweest"),
        ("wat-is-er", {"words": " "}, "Schrijf iets"),
        ("wat-is-er", {"words": "a" * 4001}, "4000"),
        ("leefgebieden", {"domains": "1"}, "lijst"),
        ("haast", {"urgency": "ooit"}, "Kies iets uit de lijst"),
        ("adres", {"postcode": "0123 AB", "house_number": "1"}, "1234 AB"),
        ("bereiken", {"phone": "bel maar", "email": ""}, "06 12345678"),
        ("bereiken", {"phone": "", "email": "geen-adres"}, "e-mail"),
    ],
)
def test_a_mistake_is_explained_at_the_field_and_not_kept(
    world: World, client: Client, send: Any, key: str, bad: dict[str, str], says: str
) -> None:
    for before in FOR_SELF:
        if before == key:
            break
        send(client, f"/voordeur/vraag/{before}/", **FOR_SELF[before])
    answer = send(client, f"/voordeur/vraag/{key}/", **bad)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert client.get("/voordeur/controle/").headers["Location"] == f"/voordeur/vraag/{key}/"


def test_who_gives_no_address_gives_a_phone_or_mail(world: World, client: Client, send: Any, answer_all: Any) -> None:
    for key in list(FOR_SELF)[:-2]:
        send(client, f"/voordeur/vraag/{key}/", **FOR_SELF[key])
    send(client, "/voordeur/vraag/adres/", skip="1")
    answer = send(client, "/voordeur/vraag/bereiken/", reach_when="ochtend")
    assert answer.status_code == 400
    assert "zodat wij u kunnen bereiken" in answer.content.decode()


@pytest.mark.parametrize("name", ["Юлія", "محمد", "Zoë 🌻", "<script>alert(1)</script>", "O'Neill & Zn"])
def test_names_of_all_scripts_are_kept_and_shown_as_they_are(
    world: World, client: Client, send: Any, answer_all: Any, name: str
) -> None:
    answer_all({**FOR_SELF, "naam": {"given_name": name, "family_name": "Berg"}})
    assert "<script>alert" not in client.get("/voordeur/controle/").content.decode()
    send_it(client, send)
    assert HelpRequest.objects.get().given_name == name


def test_a_program_that_fills_in_everything_is_held_off(
    world: World, client: Client, send: Any, answer_all: Any
) -> None:
    answer_all(FOR_SELF)
    answer = send_it(client, send, website="https://spam.example")
    assert answer.status_code == 400
    assert HelpRequest.objects.count() == 0


def test_who_is_faster_than_people_can_be_is_asked_to_press_again(
    world: World, client: Client, send: Any, answer_all: Any
) -> None:
    answer_all(FOR_SELF)
    with clock.at(clock.now()):
        send(client, "/voordeur/opnieuw/")
        answer_all(FOR_SELF)
        answer = send(client, "/voordeur/controle/")
    assert answer.status_code == 400
    assert HelpRequest.objects.count() == 0
    assert send_it(client, send).status_code == 303


def test_very_many_from_one_place_are_held_off_with_what_to_do(
    world: World, client: Client, send: Any, answer_all: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Municipality.objects.update(door_phone="14 0123")
    monkeypatch.setattr("kring.intake.views.door.SEND", limits.Limit("send", 2))
    answers = []
    for _turn in range(3):
        answer_all(FOR_SELF)
        answers.append(send_it(client, send))
    assert [answer.status_code for answer in answers] == [303, 303, 400]
    assert "14 0123" in answers[-1].content.decode()
    assert HelpRequest.objects.count() == 2


def test_the_address_on_the_internet_is_never_kept_plain(
    world: World, client: Client, send: Any, answer_all: Any
) -> None:
    kept: dict[str, Any] = {}
    answer_all(FOR_SELF)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits.cache, "set", lambda key, value, **_rest: kept.update({key: value}))
        send_it(client, send)
    assert list(kept.values()) == [1]
    assert "127.0.0.1" not in next(iter(kept))
    assert Act.objects.filter(name="intake.came_in", by_name="").count() == 1


def test_without_a_municipality_there_is_no_door(db: None, client: Client) -> None:
    assert client.get("/voordeur/").status_code == 404


def test_each_page_of_the_door_asks_little_of_the_database(
    world: World, client: Client, answer_all: Any, django_assert_max_num_queries: Any
) -> None:
    answer_all(FOR_SELF)
    for page in ("/voordeur/", "/voordeur/vraag/leefgebieden/", "/voordeur/controle/"):
        with django_assert_max_num_queries(12):
            assert client.get(page).status_code == 200


def test_who_lives_in_another_municipality_is_pointed_there_and_can_still_ask(world: World) -> None:
    KnownMunicipality.objects.create(cbs_code="GM0200", name="Apeldoorn", province="Gelderland")

    def address(lives_in: str) -> AddressForm:
        typed = {"postcode": "7311 AB", "house_number": "1", "lives_in": lives_in}
        return AddressForm(typed, municipality=world.municipality)

    elsewhere = address("apeldoorn")
    assert elsewhere.is_valid()
    assert elsewhere.cleaned_data["lives_in"] == "Apeldoorn"
    assert '<option value="Apeldoorn">' in str(elsewhere["lives_in"])
    assert "lives_in" in address("Aapeldorn").errors
    assert address("teststad").is_valid()
    assert HelpRequest(municipality=world.municipality, lives_in="Apeldoorn").lives_elsewhere
    assert not HelpRequest(municipality=world.municipality, lives_in="teststad").lives_elsewhere
