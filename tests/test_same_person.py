"""Who may be the same person: found with why, decided by a person."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kring.circles import actions as circles
from kring.circles.models import Member
from kring.core import clock
from kring.core.verdict import Refused
from kring.households import actions as households
from kring.households.models import Authority, Person, Residence
from kring.households.names import plain_phone, sound_of
from kring.intake import actions
from kring.intake.alike import find_alike
from kring.intake.models import HelpRequest
from kring.log.models import Look
from kring.municipality.models import Municipality
from kring.plans.models import Note
from kring.sharing.actions import consent as consents
from kring.sharing.consent_rules import Decider, Wish, still_to_answer
from kring.sharing.models import Consent
from kring.sharing.rules import may_read
from tests.world import World

BORN = date(1990, 3, 12)


def person(world: World, given: str, family: str, **details: Any) -> Person:
    return households.add_person(world.municipality, given_name=given, family_name=family, by=None, **details)


def ask(world: World, given: str, family: str, **details: Any) -> HelpRequest:
    return actions.ask_for_help(
        world.municipality, sender="self", given_name=given, family_name=family, words="Help.", **details
    )


def found(world: World, request: HelpRequest) -> dict[str, list[str]]:
    return {one.person.name: [str(why) for why in one.why] for one in find_alike(request, world.municipality)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jansen", "Janssen"),
        ("Meijer", "Meyer"),
        ("van der Meer", "Meer"),
        ("Visser", "Fisser"),
        ("Schmidt", "Smit"),
        ("Müller", "Muller"),
        ("Thijssen", "Tijsen"),
        ("Jansen-de Boer", "Jansen"),
    ],
)
def test_names_that_sound_alike_are_found_together(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


def test_names_in_other_scripts_and_strange_signs_do_no_harm() -> None:
    assert sound_of("Юлія") == sound_of("юлія")
    assert sound_of("🌻 <b>") in ("", "b")
    assert sound_of("") == ""
    assert plain_phone("+31 6 12345678") == plain_phone("06-12345678")


def test_somebody_with_a_typing_error_is_found_with_why(world: World) -> None:
    person(world, "Noor", "Janssen", birth_date=BORN)
    why = found(world, ask(world, "Noor", "Jansen", birth_date=BORN))
    assert why == {"Noor Janssen": ["achternaam lijkt erop", "zelfde voornaam", "zelfde geboortedatum"]}


def test_day_and_month_swapped_are_found(world: World) -> None:
    person(world, "Noor", "Berg", birth_date=date(1990, 12, 3))
    why = found(world, ask(world, "Noor", "Berg", birth_date=BORN))
    assert "dag en maand van geboorte zijn omgedraaid" in why["Noor Berg"]


def test_the_same_phone_and_address_are_found_under_another_name(world: World) -> None:
    known = person(world, "Eleonora", "Dijk", phone="+31 6 11112222")
    home = households.add_household(world.municipality, name="Dijk", postcode="1234AB", house_number="7a", by=None)
    households.move_in(home, known, by=None)
    request = ask(world, "Noor", "Berg", phone="06-11112222", postcode="1234 AB", house_number="7A")
    assert found(world, request) == {"Eleonora Dijk": ["zelfde adres", "zelfde telefoonnummer"]}


def test_somebody_who_only_shares_a_family_name_is_not_shown(world: World) -> None:
    person(world, "Kees", "Berg", birth_date=date(1950, 1, 1))
    assert found(world, ask(world, "Noor", "Berg", birth_date=BORN)) == {}


def test_a_sister_at_the_same_address_is_not_shown(world: World) -> None:
    request = ask(world, "Noor", "de Wit", birth_date=BORN, postcode="1234 AB", house_number="12")
    assert found(world, request) == {}


def test_somebody_of_another_municipality_is_not_shown(world: World) -> None:
    other = Municipality.objects.create(name="Anderstad")
    households.add_person(other, given_name="Noor", family_name="Berg", birth_date=BORN, by=None)
    assert found(world, ask(world, "Noor", "Berg", birth_date=BORN)) == {}


def test_who_was_joined_is_found_by_the_old_name_and_shown_as_who_they_are(world: World) -> None:
    keep, old = person(world, "Noor", "Smit"), person(world, "Noor", "Berg", birth_date=BORN)
    households.join_persons(keep, old, by=world.actor(world.door))
    assert list(found(world, ask(world, "Noor", "Berg", birth_date=BORN))) == ["Noor Smit"]


def test_the_columns_to_find_by_follow_every_change(world: World) -> None:
    known = person(world, "Noor", "Berg", phone="0611112222")
    households.change_person(known, by=None, family_name="Janssen", phone="06 3333 4444")
    known.refresh_from_db()
    assert (known.family_sound, known.plain_phone) == ("jansen", "633334444")
    Person.objects.bulk_create([Person(municipality=world.municipality, given_name="A", family_name="Meijer")])
    assert Person.objects.get(given_name="A").family_sound == "myer"


def test_finding_asks_three_questions_that_use_the_indexes(world: World) -> None:
    request = ask(world, "Noor", "Berg", birth_date=BORN, phone="0611112222", postcode="1234 AB", house_number="7")
    person(world, "Noor", "Berg", birth_date=BORN)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        find_alike(request, world.municipality)
    assert len(queries) == 3
    if connection.vendor == "sqlite":
        for query in queries.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
                plan = " ".join(row[3] for row in cursor.fetchall())
            assert "SCAN" not in plan, plan


def test_the_front_door_joins_and_undoes(world: World, sign_in: Any, send: Any) -> None:
    request, door = ask(world, "Fatma", "de Wit", phone="06 87654321"), sign_in(world.door)
    where = f"/aanmeldingen/{request.pk}/"
    page = door.get(where).content.decode()
    assert "Fatma de Wit" in page
    assert "zelfde telefoonnummer" in page
    assert Look.objects.filter(page="help_request", about_person=world.fatma.pk).exists()
    send(door, where + "dezelfde/", person=str(world.fatma.pk))
    request.refresh_from_db()
    assert request.person == world.fatma
    send(door, where + "toch-niet/")
    request.refresh_from_db()
    assert request.person is None


def test_not_the_same_is_not_shown_again(world: World, sign_in: Any, send: Any) -> None:
    request, door = ask(world, "Fatma", "de Wit", phone="06 87654321"), sign_in(world.door)
    where = f"/aanmeldingen/{request.pk}/"
    send(door, where + "niet-dezelfde/", person=str(world.fatma.pk))
    assert "zelfde telefoonnummer" not in door.get(where).content.decode()


def test_a_person_of_another_municipality_cannot_be_forged_in(world: World, sign_in: Any, send: Any) -> None:
    other = Municipality.objects.create(name="Anderstad")
    forged = households.add_person(other, given_name="Noor", family_name="Berg", by=None)
    request, door = ask(world, "Noor", "Berg"), sign_in(world.door)
    for what in ("dezelfde", "niet-dezelfde"):
        for value in (str(forged.pk), "onzin", ""):
            assert send(door, f"/aanmeldingen/{request.pk}/{what}/", person=value).status_code == 404
    request.refresh_from_db()
    assert request.person is None


def test_two_rows_become_one_after_looking_at_both(world: World, sign_in: Any, send: Any) -> None:
    twin = person(world, "Fatima", "de Wit", phone="0687654321", birth_date=world.fatma.birth_date)
    elsewhere = households.add_household(world.municipality, name="Elders", by=None)
    households.move_in(elsewhere, twin, by=None)
    households.add_supporter(twin, name="Buurvrouw", relation="buurvrouw", by=None)
    door: Client = sign_in(world.door)
    base = f"/huishoudens/{world.household.pk}/{world.fatma.pk}/dezelfde/"
    assert "Fatima de Wit" in door.get(base).content.decode()
    side_by_side = door.get(f"{base}{twin.pk}/").content.decode()
    assert "Fatma de Wit" in side_by_side
    assert "Huishouden Elders" in side_by_side
    assert "1 huishouden<" in side_by_side
    assert "1 mens uit het eigen netwerk" in side_by_side
    assert "0 plekken in kringen" in side_by_side
    assert Person.objects.get(pk=twin.pk).same_as is None
    assert send(door, f"{base}{twin.pk}/").status_code == 303
    twin.refresh_from_db()
    assert twin.same_as == world.fatma
    assert Residence.objects.filter(household=elsewhere, person=world.fatma, until=None).exists()
    assert world.fatma.supporters.filter(name="Buurvrouw").exists()


def test_joining_moves_authority_and_the_account(world: World) -> None:
    keep = person(world, "Fatma", "Wit", birth_date=date(1985, 3, 14))
    households.join_persons(keep, world.fatma, by=world.actor(world.door))
    keep.refresh_from_db()
    assert keep.user is not None
    assert keep.user.email == "fatma@example.nl"
    running = Authority.objects.filter(about=world.sam, until=None)
    assert [authority.holder for authority in running] == [keep]


def test_a_chain_of_joined_persons_points_at_the_last(world: World) -> None:
    one, two, three = (person(world, name, "Berg") for name in ("A", "B", "C"))
    door = world.actor(world.door)
    households.join_persons(two, one, by=door)
    two.refresh_from_db()
    households.join_persons(three, two, by=door)
    one.refresh_from_db()
    assert one.same_as == three


def test_two_with_an_account_each_are_not_joined(world: World) -> None:
    with pytest.raises(Refused, match="eigen account"):
        households.join_persons(world.fatma, world.other_person, by=world.actor(world.door))


def test_only_the_front_door_puts_people_side_by_side(world: World, sign_in: Any, send: Any) -> None:
    base = f"/huishoudens/{world.household.pk}/{world.fatma.pk}/dezelfde/"
    for who in (world.anouk, world.fatma, world.stranger):
        browser = sign_in(who)
        assert browser.get(base).status_code == 403
        assert send(browser, f"{base}{world.other_person.pk}/").status_code == 403
    assert Person.objects.filter(same_as__isnull=False).count() == 0


def test_joining_moves_seats_and_consent_and_what_was_written_is_read(world: World) -> None:
    keep = person(world, "Fatma", "Wit", birth_date=date(1985, 3, 14))
    asked = Consent.objects.create(
        circle=world.circle,
        about=world.fatma,
        purpose="Samen helpen.",
        until=clock.today() + timedelta(days=90),
        asked_by=world.seat(world.anouk),
    )
    actions.join_people(keep, world.fatma, by=world.actor(world.door))
    seat = world.seat(keep)
    assert seat.state == Member.State.ACCEPTED
    asked.refresh_from_db()
    assert asked.about == keep
    assert may_read(world.facts(keep), world.health_note).allowed
    assert Note.objects.get(pk=world.health_note.pk).about == world.fatma


def test_two_who_sit_in_one_circle_are_not_joined(world: World) -> None:
    twin = person(world, "Fatima", "de Wit")
    anouk, seat = world.actor(world.anouk), world.seat(world.anouk)
    circles.invite(world.circle, person=twin, by=anouk, seat=seat)
    with pytest.raises(Refused, match="dezelfde kring"):
        actions.join_people(world.fatma, twin, by=world.actor(world.door))
    twin.refresh_from_db()
    assert twin.same_as is None


def test_the_page_says_beforehand_that_both_sit_in_one_circle(world: World, sign_in: Any) -> None:
    twin = person(world, "Fatima", "de Wit")
    where = f"/huishoudens/{world.household.pk}/{world.fatma.pk}/dezelfde/{twin.pk}/"
    browser = sign_in(world.door)
    assert "Voeg samen" in browser.get(where).content.decode()
    circles.invite(world.circle, person=twin, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    page = browser.get(where).content.decode()
    assert "Beiden zitten in dezelfde kring." in page
    assert "Voeg samen" not in page


def test_two_who_sat_in_a_circle_that_is_closed_are_joined(world: World) -> None:
    twin = person(world, "Fatima", "de Wit")
    anouk, seat = world.actor(world.anouk), world.seat(world.anouk)
    circles.invite(world.circle, person=twin, by=anouk, seat=seat)
    circles.close_circle(world.circle, why="Klaar.", by=anouk, seat=seat)
    actions.join_people(world.fatma, twin, by=world.actor(world.door))
    twin.refresh_from_db()
    assert twin.same_as == world.fatma
    assert world.seat(world.fatma).state == Member.State.ACCEPTED
    with pytest.raises(Refused, match="bleken"):
        circles.reopen_circle(world.circle, by=anouk, seat=seat)


def test_what_a_parent_answered_about_a_child_is_not_asked_again_after_joining(world: World) -> None:
    wish = Wish(
        about=world.sam,
        life_domains=[world.domains["geld"]],
        purpose="Om de schulden samen te regelen",
        until=clock.today() + timedelta(days=90),
        organisations=[world.anouk.organisation],
        up_to=1,
    )
    anouk, seat = world.actor(world.anouk), world.seat(world.anouk)
    asked = consents.ask_consent(world.circle, wish, by=anouk, seat=seat)
    mother = world.actor(world.fatma)
    consents.say(asked, decider=Decider(world.fatma), says_yes=True, by=mother, seat=world.seat(world.fatma))
    keep = person(world, "Fatma", "Wit", birth_date=date(1985, 3, 14))
    actions.join_people(keep, world.fatma, by=world.actor(world.door))
    waits = still_to_answer(consents.around_wish(world.circle, wish).deciders, asked.voices.all())
    assert [one.key for one in waits] == [world.sam.pk]


# Each thing that points at a person, with what joining does with it.
KNOWN_TO_JOIN = {
    # They move.
    "circles.Member.person",
    "households.Authority.about",
    "households.CitizenNumber.person",
    "households.Authority.holder",
    "households.Person.same_as",
    "households.Residence.person",
    "households.Supporter.supports",
    "sharing.Consent.about",
    "sharing.HiddenLooks.about",
    "sharing.LookQuestion.about",
    "sharing.ConsentVoice.person",
    # They point on: `HelpRequest.known_person`.
    "intake.HelpRequest.person",
    # They stay; the pages follow `same_as`.
    "keeping.DestructionRequest.about",
    # They are thrown away after a week.
    "copies.Copy.about",
    # They stay as they were written; the rules of reading follow `same_as` (`Around.also`).
    "meetings.AgendaItem.about",
    "meetings.Correction.about",
    "meetings.Draft.about",
    "meetings.Parked.about",
    "mirrors.MirrorCase.about",
    "meetings.Preparation.about",
    "meetings.TableRequest.about",
    "plans.Agreement.about",
    "plans.Bottleneck.about",
    "plans.Goal.about",
    "plans.HistoricalAgreement.about",
    "plans.HistoricalGoal.about",
    "plans.Note.about",
    "plans.Outcome.about",
    "plans.Review.about",
    "sharing.PersonGroup.persons",
    "sharing.PersonGroup_persons.person",
    "sharing.SafetyNote.about",
    # They say what was at that moment.
    "circles.Retelling.person",
    "intake.LooksAlike.person",
}


def test_joining_knows_everything_that_points_at_a_person() -> None:
    relations = [
        relation
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created and (relation.one_to_many or relation.one_to_one or relation.many_to_many)
    ]
    assert {f"{one.related_model._meta.label}.{one.field.name}" for one in relations} == KNOWN_TO_JOIN
