"""The page of a household: people, ages, who decides, where else a child is, and who is around them."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kring.circles import actions as circles
from kring.core import clock
from kring.core.verdict import Refused
from kring.households import actions, rules
from kring.households.models import Authority, Household, Person, Residence
from kring.log.models import Look
from kring.municipality.models import Municipality
from kring.network.models import OrganisationKind, User
from tests.world import PASSWORD, World


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode().split("<main")[1]))


def born(years: int, days: int = 0) -> date:
    """A birth date of somebody who became `years` that many days ago."""
    today = clock.today() - timedelta(days=days)
    return today.replace(year=today.year - years, day=min(today.day, 28))


@pytest.fixture
def where(world: World) -> str:
    return f"/huishoudens/{world.household.pk}/"


@pytest.fixture
def father(world: World) -> Person:
    """Sam's father lives elsewhere, at an address that the mother may not know; Sam is there too."""
    father = actions.add_person(
        world.municipality,
        given_name="Mehmet",
        family_name="Aydin",
        birth_date=date(1983, 1, 2),
        user=User.objects.create_user("mehmet@example.nl", PASSWORD),
        by=None,
    )
    home = actions.add_household(
        world.municipality, name="Aydin", street="Geheimstraat", house_number="9", postcode="4321 ZZ", by=None
    )
    actions.move_in(home, father, by=None)
    actions.move_in(home, world.sam, part=Residence.Part.CHILD, by=None)
    actions.give_authority(world.sam, holder=father, kind=Authority.Kind.PARENT, by=None)
    return father


def test_the_page_shows_people_ages_and_what_changes_when(world: World, where: str, sign_in: Any) -> None:
    text = text_of(sign_in(world.anouk).get(where))
    assert "Fatma de Wit" in text
    assert "14 jaar" in text
    assert re.search(r"Sam wordt 16 op \d+ \w+ \d{4}: beslist dan zelf", text)
    assert "Ouderlijk gezag: Fatma de Wit" in text
    assert "Riet de Wit" in text
    assert "Lindelaan 12" in text
    looked = Look.objects.filter(page="household", allowed=True).values_list("about_person", flat=True)
    assert set(looked) == {world.fatma.pk, world.sam.pk}


@pytest.mark.parametrize(
    ("years", "decides", "then"),
    [
        (0, "Wie gezag heeft", 12),
        (11, "Wie gezag heeft", 12),
        (12, "samen met wie gezag heeft", 16),
        (15, "samen met wie gezag heeft", 16),
        (16, "Beslist zelf", 18),
        (17, "Beslist zelf", 18),
        (18, "", None),
        (80, "", None),
    ],
)
def test_who_decides_follows_from_age(years: int, decides: str, then: int | None) -> None:
    somebody = Person(given_name="A", family_name="B", birth_date=born(years))
    coming = rules.next_stage(somebody)
    assert decides in str(rules.who_decides(somebody))
    assert (coming[0] if coming else None) == then


def test_age_is_said_in_months_below_two() -> None:
    assert rules.age_in_words(Person(birth_date=date(2026, 9, 30)), on=date(2026, 11, 23)) == "1 maand oud"
    assert rules.age_in_words(Person(birth_date=date(2012, 11, 24)), on=date(2026, 11, 23)) == "13 jaar"
    assert rules.age_in_words(Person(birth_date=None)) == "leeftijd niet bekend"


def test_born_on_29_february_becomes_older_on_1_march() -> None:
    leap = Person(birth_date=date(2012, 2, 29))
    assert rules.next_stage(leap, on=date(2026, 2, 28)) == (rules.Stage.SIXTEEN, date(2028, 2, 29))
    assert rules.birthday(leap, 18) == date(2030, 3, 1)


def test_a_child_of_parents_apart_is_also_at_the_father_without_his_address(
    world: World, where: str, sign_in: Any, father: Person
) -> None:
    for who in (world.anouk, world.fatma):
        text = text_of(sign_in(who).get(where))
        assert "Ook bij Mehmet" in text
        for secret in ("Geheimstraat", "4321", "Huishouden Aydin", "huishouden Aydin"):
            assert secret not in text
    assert "huishouden Aydin" in text_of(sign_in(world.door).get(where))


def test_a_father_in_the_circle_does_not_find_the_mothers_address(
    world: World, where: str, sign_in: Any, father: Person
) -> None:
    seat = world.seat(world.anouk)
    member = circles.invite(world.circle, by=world.actor(world.anouk), seat=seat, person=father)
    circles.accept_invitation(member, by=world.actor(father))
    assert sign_in(father).get(where).status_code == 404


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("anouk", 200),
        ("ahmed", 200),
        ("door", 200),
        ("fatma", 200),
        ("invited", 404),
        ("left", 404),
        ("stranger", 404),
        ("supporter", 404),
        ("other_person", 404),
    ],
)
def test_who_may_see_a_household(world: World, where: str, sign_in: Any, who: str, sees: int) -> None:
    answer = sign_in(getattr(world, who)).get(where)
    assert answer.status_code == sees
    if sees == 404:
        assert "Lindelaan" not in answer.content.decode()


def test_a_household_that_is_not_there_looks_the_same(world: World, sign_in: Any) -> None:
    assert sign_in(world.anouk).get(f"/huishoudens/{uuid4()}/").status_code == 404


def test_who_lives_there_sees_and_does_not_change(world: World, where: str, sign_in: Any, send: Any) -> None:
    fatma = sign_in(world.fatma)
    assert "Wijzig iets" not in text_of(fatma.get(where))
    for what in ("adres/", "erbij/", f"{world.sam.pk}/", f"{world.sam.pk}/weg/", f"{world.sam.pk}/gezag/"):
        assert fatma.get(where + what).status_code == 403
    assert send(fatma, where + "adres/", name="X").status_code == 403
    world.household.refresh_from_db()
    assert world.household.name == "De Wit"


def test_somebody_is_added_and_leaves(world: World, where: str, sign_in: Any, send: Any) -> None:
    anouk = sign_in(world.anouk)
    send(anouk, where + "erbij/", given_name="Opa", family_name="Wit", birth_date="1-2-1950", part="adult")
    opa = Person.objects.get(given_name="Opa")
    assert "Opa Wit" in text_of(anouk.get(where))
    send(anouk, f"{where}{opa.pk}/weg/", on=clock.today().strftime("%d-%m-%Y"))
    assert "Opa Wit woont hier niet meer" in text_of(anouk.get(where))
    assert Residence.objects.filter(person=opa, until=clock.today()).exists()


def test_the_front_door_first_sees_who_looks_the_same(world: World, where: str, sign_in: Any, send: Any) -> None:
    bas, door = world.other_person, sign_in(world.door)
    newcomer = {"given_name": "Bas", "family_name": "Yilmaz", "part": "adult"}
    answer = send(door, where + "erbij/", **newcomer)
    assert answer.status_code == 200
    assert "Is dit een van deze mensen?" in answer.content.decode()
    assert Look.objects.filter(about_person=bas.pk, page="household_add").exists()
    assert not Residence.objects.filter(household=world.household, person__given_name="Bas").exists()
    send(door, where + "erbij/", **newcomer, known=str(bas.pk))
    assert Residence.objects.get(household=world.household, person__given_name="Bas").person == bas
    send(door, where + "erbij/", **newcomer, new="1")
    assert Residence.objects.filter(household=world.household, person__given_name="Bas").count() == 2


def test_a_member_cannot_bring_in_somebody_by_a_forged_id(world: World, where: str, sign_in: Any, send: Any) -> None:
    newcomer = {"given_name": "Iemand", "family_name": "Anders", "part": "adult"}
    send(sign_in(world.anouk), where + "erbij/", **newcomer, known=str(world.other_person.pk))
    assert not Residence.objects.filter(household=world.household, person=world.other_person).exists()
    other = Municipality.objects.create(name="Anderstad")
    forged = actions.add_person(other, given_name="Ver", family_name="Weg", by=None)
    for known in (str(forged.pk), "onzin"):
        assert send(sign_in(world.door), where + "erbij/", **newcomer, known=known).status_code == 404


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"birth_date": "1-1-2099"}, "nog niet geweest"),
        ({"birth_date": "1-1-1901"}, "120 jaar"),
        ({"birth_date": "32-1-1990"}, "31-12-1980"),
        ({"given_name": ""}, "Schrijf een naam"),
        ({"given_name": "A" * 81}, "80"),
        ({"given_name": "A\x00B"}, "teken"),
        ({"phone": "bel maar"}, "06 12345678"),
        ({"part": "koning"}, "Kies iets uit de lijst"),
        ({"since": "1-1-2099"}, "nog niet geweest"),
        ({"birth_date": "1-1-2020", "since": "1-1-2019"}, "voor de geboorte"),
    ],
)
def test_a_mistake_is_explained_and_nothing_is_saved(
    world: World, where: str, sign_in: Any, send: Any, bad: dict[str, str], says: str
) -> None:
    before = Person.objects.count()
    good = {"given_name": "Opa", "family_name": "Wit", "part": "adult"}
    answer = send(sign_in(world.anouk), where + "erbij/", **{**good, **bad})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert Person.objects.count() == before


def test_nobody_leaves_before_they_came(world: World, where: str, sign_in: Any, send: Any) -> None:
    answer = send(sign_in(world.anouk), f"{where}{world.sam.pk}/weg/", on="1-1-2000")
    assert answer.status_code == 400
    assert "voor die er kwam" in answer.content.decode()


def test_contact_is_changed_in_all_scripts_and_html_stays_words(
    world: World, where: str, sign_in: Any, send: Any
) -> None:
    anouk = sign_in(world.anouk)
    assert 'value="Wit"' in anouk.get(f"{where}{world.sam.pk}/").content.decode()
    fields = {"given_name": "سام 🌻", "name_prefix": "de", "family_name": "<b>Wit</b>", "birth_date": "1-5-2012"}
    send(anouk, f"{where}{world.sam.pk}/", **fields)
    world.sam.refresh_from_db()
    assert (world.sam.name, world.sam.birth_date) == ("سام 🌻 de <b>Wit</b>", date(2012, 5, 1))
    assert "<b>Wit" not in anouk.get(where).content.decode()


def test_somebody_of_another_household_cannot_be_changed_from_here(
    world: World, where: str, sign_in: Any, send: Any
) -> None:
    for what in ("", "weg/", "gezag/", "netwerk/"):
        forged = f"{where}{world.other_person.pk}/{what}"
        assert send(sign_in(world.anouk), forged, given_name="X", family_name="Y").status_code == 404
    world.other_person.refresh_from_db()
    assert world.other_person.given_name == "Bas"


def test_authority_and_network_are_written_down_and_end(world: World, where: str, sign_in: Any, send: Any) -> None:
    anouk = sign_in(world.anouk)
    baby = actions.add_person(world.municipality, given_name="Mo", family_name="Wit", birth_date=born(1), by=None)
    actions.move_in(world.household, baby, part=Residence.Part.CHILD, by=None)
    assert "Er staat nog niet wie gezag heeft over Mo" in text_of(anouk.get(where))
    send(anouk, f"{where}{baby.pk}/gezag/", kind="gezag", holder=str(world.fatma.pk))
    authority = Authority.objects.get(about=baby)
    assert "Er staat nog niet wie gezag heeft over Mo" not in text_of(anouk.get(where))
    send(anouk, f"{where}gezag/{authority.pk}/stop/")
    authority.refresh_from_db()
    assert authority.until == clock.today()
    send(anouk, f"{where}{baby.pk}/netwerk/", name="Tante Truus", relation="tante")
    truus = baby.supporters.get()
    assert "Tante Truus" in text_of(anouk.get(where))
    send(anouk, f"{where}netwerk/{truus.pk}/stop/")
    truus.refresh_from_db()
    assert truus.until == clock.today()


def test_a_guardian_may_be_an_organisation(world: World, where: str, sign_in: Any, send: Any) -> None:
    to = world.organisations[OrganisationKind.WELFARE]
    page = f"{where}{world.sam.pk}/gezag/"
    anouk = sign_in(world.anouk)
    assert send(anouk, page, kind="voogd", holder="organisation").status_code == 400
    assert send(anouk, page, kind="voogd", holder="organisation", organisation=str(to.pk)).status_code == 303
    assert Authority.objects.get(about=world.sam, kind="voogd").holder_organisation == to


@pytest.mark.parametrize(
    ("about", "kind", "holder"),
    [("fatma", "gezag", "sam"), ("sam", "mentor", "fatma"), ("fatma", "voogd", "other_person")],
)
def test_authority_that_cannot_be_is_refused_with_the_reason(world: World, about: str, kind: str, holder: str) -> None:
    with pytest.raises(Refused):
        actions.give_authority(getattr(world, about), kind=kind, holder=getattr(world, holder), by=None)


def test_the_address_is_changed_and_a_district_elsewhere_is_not_taken(
    world: World, where: str, sign_in: Any, send: Any
) -> None:
    other = Municipality.objects.create(name="Anderstad").districts.create(name="Ver")
    door: Client = sign_in(world.door)
    assert send(door, where + "adres/", name="De Wit", district=str(other.pk)).status_code == 400
    assert send(door, where + "adres/", name="De Wit", postcode="12 AB").status_code == 400
    send(door, where + "adres/", name="De Wit", street="Kade", house_number="3", postcode="2345cd")
    world.household.refresh_from_db()
    assert (world.household.street, world.household.postcode) == ("Kade", "2345 CD")


def test_an_empty_household_says_what_to_do_first(world: World, sign_in: Any) -> None:
    empty: Household = actions.add_household(world.municipality, name="Leeg", by=None)
    assert "Begin met de volwassenen" in text_of(sign_in(world.door).get(f"/huishoudens/{empty.pk}/"))


def test_the_page_asks_the_same_little_for_a_large_family(
    world: World, where: str, sign_in: Any, father: Person, django_assert_max_num_queries: Any
) -> None:
    for at in range(6):
        child = actions.add_person(
            world.municipality, given_name=f"Kind{at}", family_name="Wit", birth_date=born(at + 2), by=None
        )
        actions.move_in(world.household, child, part=Residence.Part.CHILD, by=None)
        actions.give_authority(child, holder=world.fatma, kind=Authority.Kind.PARENT, by=None)
    for who in (world.anouk, world.door, world.fatma):
        browser = sign_in(who)
        with django_assert_max_num_queries(12):
            assert browser.get(where).status_code == 200
