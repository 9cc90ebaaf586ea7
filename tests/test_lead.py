"""The lead as a handshake: asked, answered, taken, handed over, with a deputy; never two, never silently none."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from kring.circles import actions, rules
from kring.circles.models import Circle, Lead
from kring.core import clock
from kring.core.models import Mail
from kring.municipality.models import LeadRule, Municipality
from kring.plans.models import Agreement, Note
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def leads(world: World) -> str:
    return Lead.objects.get(circle=world.circle, state="accepted").member.name


def test_the_lead_hands_over_warmly_and_leads_until_there_is_a_yes(world: World, sign_in: SignIn, send: Send) -> None:
    here = f"/kringen/{world.circle.pk}/regie/"
    fields = {"member": str(world.seat(world.ahmed).pk), "text": "Vraag niet opnieuw naar de schulden."}
    assert send(sign_in(world.anouk), here + "overdragen/", **fields).status_code == 303
    assert leads(world) == "Anouk Bakker"
    ahmed = sign_in(world.ahmed)
    assert ahmed.get(here + "antwoord/").status_code == 200
    assert send(ahmed, here + "antwoord/", accept="1").status_code == 303
    assert leads(world) == "Ahmed El Amrani"
    assert Note.objects.get(kind="handover", for_member=world.seat(world.ahmed)).text == fields["text"]


def test_a_no_has_a_reason_and_the_lead_stays(world: World, sign_in: SignIn, send: Send) -> None:
    here = f"/kringen/{world.circle.pk}/regie/"
    send(sign_in(world.anouk), here + "vragen/", member=str(world.seat(world.gees).pk), why="Je kent Fatma goed")
    gees = sign_in(world.gees)
    assert send(gees, here + "antwoord/", refuse="1", why="").status_code == 400
    assert send(gees, here + "antwoord/", refuse="1", why="Ik behandel al").status_code == 303
    assert leads(world) == "Anouk Bakker"
    assert "Ik behandel al" in sign_in(world.ahmed).get(here).content.decode()


def test_only_who_was_asked_answers(world: World, sign_in: SignIn, send: Send) -> None:
    here = f"/kringen/{world.circle.pk}/regie/"
    send(sign_in(world.anouk), here + "vragen/", member=str(world.seat(world.gees).pk))
    assert send(sign_in(world.ahmed), here + "antwoord/", accept="1").status_code == 403
    assert send(sign_in(world.stranger), here + "antwoord/", accept="1").status_code == 404
    assert leads(world) == "Anouk Bakker"


def test_a_resident_or_somebody_elsewhere_cannot_be_asked_to_lead(world: World, sign_in: SignIn, send: Send) -> None:
    here, anouk = f"/kringen/{world.circle.pk}/regie/vragen/", sign_in(world.anouk)
    for member in (world.seat(world.fatma), world.seat(world.left), world.seat(world.stranger, world.other_circle)):
        assert send(anouk, here, member=str(member.pk)).status_code == 400
    assert not Lead.objects.filter(state="offered").exists()


def test_one_question_at_a_time_and_it_can_be_taken_back(world: World, sign_in: SignIn, send: Send) -> None:
    here, anouk = f"/kringen/{world.circle.pk}/regie/", sign_in(world.anouk)
    send(anouk, here + "vragen/", member=str(world.seat(world.gees).pk))
    assert send(anouk, here + "vragen/", member=str(world.seat(world.ahmed).pk)).status_code == 403
    send(anouk, here + "intrekken/")
    assert send(anouk, here + "vragen/", member=str(world.seat(world.ahmed).pk)).status_code == 303


def test_i_do_this_works_only_where_nobody_leads(world: World, sign_in: SignIn, send: Send) -> None:
    assert send(sign_in(world.ahmed), f"/kringen/{world.circle.pk}/regie/ik/").status_code == 403
    stef = sign_in(world.stranger)
    assert send(stef, f"/kringen/{world.other_circle.pk}/regie/ik/").status_code == 303
    assert Lead.objects.get(circle=world.other_circle).member.name == "Stef Vreeman"


def test_the_database_holds_one_lead(world: World) -> None:
    with pytest.raises(IntegrityError):
        Lead.objects.create(
            circle=world.circle, member=world.seat(world.ahmed), state="accepted", offered_by=world.circle.opened_by
        )


def test_a_deputy_stands_in_for_these_days_only(world: World, sign_in: SignIn, send: Send) -> None:
    here, anouk = f"/kringen/{world.circle.pk}/regie/vervanger/", sign_in(world.anouk)
    today = clock.today()
    fields = {"deputy": str(world.seat(world.ahmed).pk), "since": f"{today:%d-%m-%Y}"}
    yesterday = f"{today - timedelta(days=1):%d-%m-%Y}"
    assert send(anouk, here, **fields, until=yesterday).status_code == 400
    assert send(anouk, here, **fields, until=f"{today + timedelta(days=7):%d-%m-%Y}").status_code == 303
    lead = Lead.objects.get(state="accepted")
    assert lead.acting.name == "Ahmed El Amrani"
    with clock.at(clock.now() + timedelta(days=9)):
        assert lead.acting.name == "Anouk Bakker"
    assert send(sign_in(world.ahmed), here, end="1").status_code == 403
    assert send(anouk, here, end="1").status_code == 303
    assert Lead.objects.get(state="accepted").deputy is None


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (LeadRule.NEIGHBOURHOOD_TEAM, "Anouk Bakker"),
        (LeadRule.STEADY, "Gees Postma"),
        (LeadRule.MOST_AGREEMENTS, "Ahmed El Amrani"),
        (LeadRule.OPENER, "Anouk Bakker"),
    ],
)
def test_the_municipality_chooses_who_is_proposed(world: World, rule: LeadRule, name: str) -> None:
    actions.choose_steady_contact(world.seat(world.gees), by=world.actor(world.anouk), seat=world.seat(world.anouk))
    circle = Circle.objects.select_related("household__municipality").get(pk=world.circle.pk)
    circle.household.municipality.lead_rule = rule
    seats = [world.seat(who) for who in (world.gees, world.anouk, world.ahmed)]
    proposed = rules.propose_lead(circle, seats, agreements={world.seat(world.ahmed): 3})
    assert proposed is not None
    assert proposed.name == name


def test_the_page_says_truly_why_somebody_is_proposed(world: World, sign_in: SignIn) -> None:
    Municipality.objects.filter(pk=world.municipality.pk).update(lead_rule=LeadRule.MOST_AGREEMENTS)
    Lead.objects.filter(pk=world.lead.pk).update(state="handed")
    here = f"/kringen/{world.circle.pk}/regie/"
    assert "stelt Ahmed El Amrani voor: wie het meeste doet in het plan" in text(sign_in(world.gees).get(here))
    Agreement.objects.update(responsible=world.seat(world.fatma))
    assert "niemand hier past bij de regel" in text(sign_in(world.gees).get(here))


def test_who_asked_hears_the_answer(world: World, sign_in: SignIn, send: Send) -> None:
    here = f"/kringen/{world.circle.pk}/regie/"
    send(sign_in(world.gees), here + "vragen/", member=str(world.seat(world.ahmed).pk))
    send(sign_in(world.ahmed), here + "antwoord/", refuse="1", why="Geen tijd")
    assert list(Mail.objects.order_by("id").values_list("address", flat=True)) == [world.ahmed.email, world.gees.email]


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())
