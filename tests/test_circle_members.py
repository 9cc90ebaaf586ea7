"""Who is in the circle: asking in, answering, what we may expect, leaving with a handover."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from kring.circles import actions
from kring.circles.models import Member
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.households.actions import add_person, move_in
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


def test_households_are_found_by_name_and_birth_date_only_and_opened_once(
    world: World, sign_in: SignIn, send: Send
) -> None:
    stef = sign_in(world.stranger)
    assert stef.get(f"/kringen/nieuw/{world.household.pk}/").status_code == 404
    nothing = stef.get("/kringen/nieuw/", {"family_name": "Wit", "birth_date": "01-01-1990"}).content.decode()
    assert "De Wit" not in nothing
    found = stef.get("/kringen/nieuw/", {"family_name": "wit", "birth_date": "14-03-1985"}).content.decode()
    assert "De Wit" in found
    answer = send(stef, f"/kringen/nieuw/{world.household.pk}/", purpose="Werk", form="directed")
    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["/kringen/", "/kringen/{}/leden/", "/kringen/{}/regie/"])
def test_these_pages_ask_a_constant_number_of_queries(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any, address: str
) -> None:
    anouk = sign_in(world.anouk)
    with django_assert_max_num_queries(12):
        assert anouk.get(address.format(world.circle.pk)).status_code == 200
