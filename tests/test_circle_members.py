"""Who is in the circle: asking in, answering, what we may expect, leaving with a handover."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kring.circles import actions
from kring.circles.models import Circle, Lead, Member
from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.households.actions import add_household, add_person, move_in
from kring.log.models import Act, Look
from kring.municipality.models import Municipality
from kring.network.models import Professional, User
from kring.plans.models import Agreement, Note
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def test_the_lead_asks_in_a_professional_who_gets_a_link_and_no_names(
    world: World, sign_in: SignIn, send: Send
) -> None:
    anouk = sign_in(world.anouk)
    here = f"/kringen/{world.circle.pk}/leden/"
    assert "Stef Vreeman" in anouk.get(here + "uitnodigen/", {"zoek": "vreem buurtcoach"}).content.decode()
    answer = send(anouk, f"{here}uitnodigen/{world.stranger.pk}/", role="buurtcoach", why="Voor een dag met iets erin")
    assert answer["Location"] == here
    member = world.seat(world.stranger)
    assert (member.state, member.invited_why) == ("invited", "Voor een dag met iets erin")
    mail = Mail.objects.get()
    assert mail.address == world.stranger.email
    assert "Wit" not in mail.text + mail.subject


def test_who_is_asked_sees_nothing_of_the_household_before_the_yes(world: World, sign_in: SignIn, send: Send) -> None:
    inge, seat = sign_in(world.invited), world.seat(world.invited)
    page = inge.get(f"/kringen/{world.circle.pk}/leden/{seat.pk}/antwoord/").content.decode()
    assert "Er zijn schulden." in page
    assert "De Wit" not in page
    assert "Fatma" not in page
    for closed in ("", "plan/", "verhaal/", "leden/", "regie/"):
        assert inge.get(f"/kringen/{world.circle.pk}/{closed}").status_code == 403
    send(inge, f"/kringen/{world.circle.pk}/leden/{seat.pk}/antwoord/", goal="Rust met geld", does="Brieven ordenen")
    assert inge.get(f"/kringen/{world.circle.pk}/leden/").status_code == 200
    assert world.seat(world.invited).does == "Brieven ordenen"


def test_a_no_needs_a_reason_and_the_circle_sees_it(world: World, sign_in: SignIn, send: Send) -> None:
    inge, seat = sign_in(world.invited), world.seat(world.invited)
    there = f"/kringen/{world.circle.pk}/leden/{seat.pk}/antwoord/"
    assert send(inge, there, refuse="1", why="").status_code == 400
    assert send(inge, there, refuse="1", why="Geen plek tot januari").status_code == 303
    page = sign_in(world.anouk).get(f"/kringen/{world.circle.pk}/leden/").content.decode()
    assert "Geen plek tot januari" in page
    assert inge.get(f"/kringen/{world.circle.pk}/").status_code == 404


def test_nobody_answers_for_somebody_else(world: World, sign_in: SignIn, send: Send) -> None:
    seat = world.seat(world.invited)
    there = f"/kringen/{world.circle.pk}/leden/{seat.pk}/antwoord/"
    assert send(sign_in(world.ahmed), there, goal="x").status_code == 403
    assert send(sign_in(world.stranger), there, goal="x").status_code == 404
    assert world.seat(world.invited).state == "invited"


def test_a_seat_of_another_circle_is_not_there(world: World, sign_in: SignIn, send: Send) -> None:
    other = world.seat(world.stranger, world.other_circle)
    anouk = sign_in(world.anouk)
    for what in ("intrekken", "vast", "herinneren", "gehoord"):
        assert send(anouk, f"/kringen/{world.circle.pk}/leden/{other.pk}/{what}/").status_code == 404
    assert anouk.get(f"/kringen/{world.circle.pk}/leden/{uuid.uuid4()}/antwoord/").status_code == 404


def test_the_resident_asks_in_and_a_supporter_may_not(world: World, sign_in: SignIn, send: Send) -> None:
    there = f"/kringen/{world.circle.pk}/leden/uitnodigen/{world.stranger.pk}/"
    assert send(sign_in(world.supporter), there, why="x").status_code == 403
    assert send(sign_in(world.fatma), there, why="Ik ken Stef van het plein").status_code == 303


def test_a_resident_without_an_account_answers_at_the_table(world: World, sign_in: SignIn, send: Send) -> None:
    yara = add_person(world.municipality, given_name="Yara", family_name="Wit", by=None)
    move_in(world.household, yara, by=None)
    anouk, here = sign_in(world.anouk), f"/kringen/{world.circle.pk}/leden/"
    assert send(anouk, here + "uitnodigen/inwoner/", person=str(yara.pk)).status_code == 303
    seat = Member.objects.get(person=yara)
    assert send(anouk, f"{here}{seat.pk}/gehoord/", yes="1").status_code == 303
    assert Member.objects.get(person=yara).state == "accepted"
    with pytest.raises(Refused):
        actions.note_answer(
            world.seat(world.invited), accepts=True, by=world.actor(world.anouk), seat=world.seat(world.anouk)
        )


def test_a_neighbour_comes_in_by_name_and_relation(world: World, sign_in: SignIn, send: Send) -> None:
    there = f"/kringen/{world.circle.pk}/leden/uitnodigen/naaste/"
    anouk = sign_in(world.anouk)
    assert send(anouk, there, name="Mo", relation="").status_code == 400
    fields = {"supports": str(world.fatma.pk), "name": "Mo", "relation": "buurman"}
    assert send(anouk, there, **fields).status_code == 303
    assert Member.objects.get(supporter__name="Mo").state == "invited"


def test_a_person_of_another_household_cannot_be_asked_in(world: World, sign_in: SignIn, send: Send) -> None:
    there = f"/kringen/{world.circle.pk}/leden/uitnodigen/inwoner/"
    assert send(sign_in(world.anouk), there, person=str(world.other_person.pk)).status_code == 400


def test_leaving_hands_over_the_agreements_and_the_story(world: World, sign_in: SignIn, send: Send) -> None:
    there = f"/kringen/{world.circle.pk}/weg/"
    ahmed, anouk_seat = sign_in(world.ahmed), world.seat(world.anouk)
    note = {"text": "Bel na vier uur. Vraag niet opnieuw naar de scheiding.", "audience": "circle"}
    assert send(ahmed, there, **note).status_code == 400
    assert send(ahmed, there, **note, **{f"agreement_{world.agreement.pk}": str(anouk_seat.pk)}).status_code == 303
    assert Agreement.objects.get(pk=world.agreement.pk).responsible == anouk_seat
    assert Note.objects.filter(kind="handover", text__startswith="Bel na vier uur").exists()
    assert ahmed.get(f"/kringen/{world.circle.pk}/").status_code == 404


def test_the_lead_hands_over_before_leaving(world: World, sign_in: SignIn, send: Send) -> None:
    there = f"/kringen/{world.circle.pk}/weg/"
    assert send(sign_in(world.anouk), there, text="x", audience="circle").status_code == 403
    assert world.seat(world.anouk).state == "accepted"


def test_one_steady_contact_at_a_time(world: World, sign_in: SignIn, send: Send) -> None:
    anouk = sign_in(world.anouk)
    for who in (world.ahmed, world.gees):
        send(anouk, f"/kringen/{world.circle.pk}/leden/{world.seat(who).pk}/vast/")
    assert [m.name for m in Member.objects.filter(is_steady_contact=True)] == ["Gees Postma"]


def test_a_closed_circle_is_read_and_not_changed(world: World, sign_in: SignIn, send: Send) -> None:
    anouk, here = sign_in(world.anouk), f"/kringen/{world.circle.pk}/"
    assert send(anouk, here + "sluiten/", why="").status_code == 400
    assert send(anouk, here + "sluiten/", why="Het gaat goed zo").status_code == 303
    assert anouk.get(here + "leden/").status_code == 200
    assert send(anouk, here + "leden/mijn/", goal="x").status_code == 403
    assert anouk.get(here + "leden/uitnodigen/").status_code == 403


def test_a_closing_can_be_taken_back_within_a_day(world: World, sign_in: SignIn, send: Send) -> None:
    anouk, here = sign_in(world.anouk), f"/kringen/{world.circle.pk}/"
    send(anouk, here + "sluiten/", why="Het gaat goed zo")
    assert "Het gaat goed zo" in anouk.get(here + "leden/").content.decode()
    assert send(sign_in(world.supporter), here + "heropenen/").status_code == 403
    with clock.at(clock.now() + timedelta(hours=25)), pytest.raises(Refused):
        actions.reopen_circle(world.circle, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    assert send(anouk, here + "heropenen/").status_code == 303
    assert Circle.objects.get(pk=world.circle.pk).closed_at is None
    assert send(anouk, here + "heropenen/").status_code == 403


def test_a_closing_is_not_taken_back_beside_a_new_circle(world: World) -> None:
    anouk, seat = world.actor(world.anouk), world.seat(world.anouk)
    closed = actions.close_circle(world.circle, why="Het gaat goed zo", by=anouk, seat=seat)
    actions.open_circle(world.household, purpose="Werk", by=world.actor(world.stranger))
    with pytest.raises(Refused, match="heeft al een open kring"):
        actions.reopen_circle(closed, by=anouk, seat=seat)


def test_nobody_joins_or_leads_a_closed_circle(world: World) -> None:
    anouk, seat = world.actor(world.anouk), world.seat(world.anouk)
    offer = actions.offer_lead(world.seat(world.ahmed), by=anouk, seat=seat)
    actions.close_circle(world.circle, why="Het gaat goed zo", by=anouk, seat=seat)
    with pytest.raises(Refused):
        actions.accept_invitation(world.seat(world.invited), by=world.actor(world.invited))
    with pytest.raises(Refused):
        actions.accept_lead(offer, by=world.actor(world.ahmed))


def test_a_supporter_asks_the_resident_to_change_how_the_circle_works(
    world: World, sign_in: SignIn, send: Send
) -> None:
    riet, here = sign_in(world.supporter), f"/kringen/{world.circle.pk}/"
    send(sign_in(world.anouk), here + "regie/vragen/", member=str(world.seat(world.ahmed).pk))
    fields = {"why": "x", "form": "self", "member": str(world.seat(world.gees).pk)}
    steady = f"leden/{world.seat(world.gees).pk}/vast/"
    for what in ("sluiten/", "vorm/", "regie/vragen/", "regie/intrekken/", steady):
        assert send(riet, here + what, **fields).status_code == 403, what
    assert Lead.objects.get(state="offered").member == world.seat(world.ahmed)


def test_a_supporter_leaves_with_words_for_the_circle(world: World, sign_in: SignIn, send: Send) -> None:
    fields = {"text": "Bel mij gerust nog eens.", "audience": "organisation"}
    assert send(sign_in(world.supporter), f"/kringen/{world.circle.pk}/weg/", **fields).status_code == 303
    assert Note.objects.get(text=fields["text"]).audience == "circle"


def test_one_reminder_a_day_and_who_asked_hears_the_answer(world: World, sign_in: SignIn, send: Send) -> None:
    seat, anouk, inge = world.seat(world.invited), sign_in(world.anouk), sign_in(world.invited)
    there = f"/kringen/{world.circle.pk}/leden/{seat.pk}/"
    assert send(anouk, there + "herinneren/").status_code == 303
    assert send(anouk, there + "herinneren/").status_code == 403
    send(inge, there + "antwoord/", goal="Rust met geld")
    assert list(Mail.objects.order_by("id").values_list("address", flat=True)) == [
        world.invited.email,
        world.anouk.email,
    ]
    assert not any("Inge" in mail.text or "Wit" in mail.text for mail in Mail.objects.all())


def test_who_is_asked_sees_which_professionals_take_part(world: World, sign_in: SignIn) -> None:
    there = f"/kringen/{world.circle.pk}/leden/{world.seat(world.invited).pk}/antwoord/"
    page = sign_in(world.invited).get(there).content.decode()
    assert "Ahmed El Amrani" in page
    assert "Woonstee" in page
    assert "Riet" not in page


@pytest.mark.parametrize(
    ("fields", "finds"),
    [
        ({"family_name": "de wit", "birth_date": "14-03-1985"}, True),
        ({"family_name": "Wit", "birth_date": "01-01-1990"}, False),
        ({"family_name": "Wit", "postcode": "1234ab", "house_number": "12"}, True),
        ({"family_name": "Wit", "postcode": "1234ab", "house_number": "13"}, False),
        ({"family_name": "Yilmaz", "postcode": "1234 AB", "house_number": "12"}, False),
    ],
)
def test_a_household_is_found_by_somebody_in_it_and_every_search_is_kept(
    world: World, sign_in: SignIn, send: Send, fields: dict[str, str], finds: bool
) -> None:
    stef = sign_in(world.stranger)
    answer = send(stef, "/kringen/nieuw/", **fields)
    assert answer["Location"] == "/kringen/nieuw/"
    assert ("De Wit" in stef.get("/kringen/nieuw/").content.decode()) is finds
    assert Act.objects.get(name="household.searched").detail == {"found": int(finds)}
    assert Look.objects.filter(page="circle_find", about_person=world.fatma.pk).exists() is finds


@pytest.mark.parametrize(
    "fields", [{}, {"family_name": "Wit"}, {"postcode": "1234AB", "family_name": "Wit"}, {"birth_date": "14-03-1985"}]
)
def test_nobody_leafs_through_households(world: World, sign_in: SignIn, send: Send, fields: dict[str, str]) -> None:
    assert send(sign_in(world.stranger), "/kringen/nieuw/", **fields).status_code == 400


def test_a_household_of_another_municipality_is_not_found(world: World, sign_in: SignIn, send: Send) -> None:
    elsewhere = Municipality.objects.create(name="Elders")
    world.household.municipality = elsewhere
    world.household.save()
    stef = sign_in(world.stranger)
    send(stef, "/kringen/nieuw/", family_name="Wit", birth_date="14-03-1985")
    assert "De Wit" not in stef.get("/kringen/nieuw/").content.decode()


def test_a_circle_is_opened_only_for_who_was_found_and_once(world: World, sign_in: SignIn, send: Send) -> None:
    stef, there = sign_in(world.stranger), f"/kringen/nieuw/{world.household.pk}/"
    assert stef.get(there).status_code == 404
    assert Look.objects.get(page="circle_open").allowed is False
    send(stef, "/kringen/nieuw/", family_name="Wit", birth_date="14-03-1985")
    fields = {"purpose": "Werk", "form": "directed"}
    assert send(stef, there, **fields).status_code == 403
    actions.close_circle(world.circle, why="Klaar", by=world.actor(world.anouk), seat=world.seat(world.anouk))
    opened = send(stef, there, **fields)
    assert opened.status_code == 303
    assert stef.get(opened["Location"]).status_code == 200


@pytest.mark.parametrize("address", ["/kringen/", "/kringen/{}/leden/", "/kringen/{}/regie/"])
def test_these_pages_ask_a_constant_number_of_queries(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any, address: str
) -> None:
    anouk, there = sign_in(world.anouk), address.format(world.circle.pk)
    anouk.get(there)
    with django_assert_max_num_queries(12) as few:
        assert anouk.get(there).status_code == 200
    for number in range(3):
        more_people(world, number)
    with django_assert_max_num_queries(len(few)):
        assert anouk.get(there).status_code == 200


def more_people(world: World, number: int) -> None:
    """One more in the circle, one asked, one who left, and one more circle of Anouk."""
    anouk, seat, team = world.actor(world.anouk), world.seat(world.anouk), world.anouk.organisation
    for state in ("in", "asked", "gone"):
        user = User.objects.create_user(f"{state}{number}@example.nl")
        who = Professional.objects.create(user=user, organisation=team, name=f"{state} {number}", function="coach")
        member = actions.invite(world.circle, professional=who, by=anouk, seat=seat)
        if state != "asked":
            actions.accept_invitation(member, by=world.actor(who))
        if state == "gone":
            actions.leave(member, by=world.actor(who))
    household = add_household(world.municipality, name=f"Nog {number}", by=None)
    actions.open_circle(household, purpose="Rust", by=anouk)
