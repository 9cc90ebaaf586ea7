"""Directed or self-organising: how a circle is organised, who changes that, and the framework (row L8)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.urls import reverse

from kring.circles import actions as circles
from kring.circles.models import Circle, FormProposal, Lead
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.log.models import Act
from kring.plans import actions as plans
from kring.plans.models import Note
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]
SELF = {"why": "Iedereen kent het gezin", "settles": "Wie er belt.", "calls_in": "Bij schulden: schuldhulp."}


def here(world: World, name: str = "circle_form", *args: Any) -> str:
    return reverse(name, args=[world.circle.pk, *args])


def doing(world: World, who: Any) -> dict[str, Any]:
    return {"by": world.actor(who), "seat": world.seat(who)}


def self_organising(world: World) -> Circle:
    """Ahmed proposes it and Anouk, who leads, says yes."""
    proposal = plans.propose_self_organising(world.circle, **SELF, **doing(world, world.ahmed))
    circles.agree_form(proposal, **doing(world, world.anouk))
    world.circle.refresh_from_db()
    return world.circle


def test_a_member_proposes_the_lead_says_yes_and_from_that_moment_nobody_leads(
    world: World, sign_in: SignIn, send: Send
) -> None:
    assert send(sign_in(world.ahmed), here(world), **SELF, revision="0").status_code == 303
    world.circle.refresh_from_db()
    assert world.circle.form == "directed"
    assert Lead.objects.filter(circle=world.circle, state="accepted").exists()
    assert Mail.objects.get(subject="Kring: hoe wij werken").address == world.anouk.email
    assert send(sign_in(world.anouk), here(world, "form_answer"), agree="1").status_code == 303
    world.circle.refresh_from_db()
    assert world.circle.form == "self"
    assert not Lead.objects.filter(circle=world.circle, state__in=["accepted", "offered"]).exists()
    page = sign_in(world.fatma).get(reverse("story", args=[world.circle.pk])).content.decode()
    assert "de kring organiseert zichzelf vanaf nu" in page


def test_who_is_named_to_lead_says_yes_and_leads_from_that_moment(world: World, sign_in: SignIn, send: Send) -> None:
    self_organising(world)
    fields = {"why": "Er gebeurt te veel", "lead": str(world.seat(world.ahmed).pk)}
    assert send(sign_in(world.fatma), here(world), **fields).status_code == 303
    assert send(sign_in(world.anouk), here(world, "form_answer"), agree="1").status_code == 403
    assert send(sign_in(world.ahmed), here(world, "form_answer"), agree="1").status_code == 303
    world.circle.refresh_from_db()
    assert world.circle.form == "directed"
    assert Lead.objects.get(circle=world.circle, state="accepted").member == world.seat(world.ahmed)


def test_a_no_has_a_reason_and_everything_stays(world: World, sign_in: SignIn, send: Send) -> None:
    send(sign_in(world.ahmed), here(world), **SELF, revision="0")
    assert send(sign_in(world.anouk), here(world, "form_answer"), refuse="1", why="").status_code == 400
    assert send(sign_in(world.anouk), here(world, "form_answer"), refuse="1", why="Nu niet").status_code == 303
    world.circle.refresh_from_db()
    assert (world.circle.form, world.lead.state) == ("directed", "accepted")
    assert "Nu niet" in sign_in(world.ahmed).get(here(world)).content.decode()


@pytest.mark.parametrize(
    ("proposer", "answerer", "may"),
    [
        ("ahmed", "anouk", True),
        ("fatma", "anouk", True),
        ("ahmed", "gees", False),
        ("ahmed", "ahmed", False),
        ("ahmed", "fatma", False),
        # The lead proposes it: any other who decides here says yes.
        ("anouk", "anouk", False),
        ("anouk", "gees", True),
        ("anouk", "fatma", True),
    ],
)
def test_who_must_carry_it_answers(world: World, proposer: str, answerer: str, may: bool) -> None:
    proposal = plans.propose_self_organising(world.circle, **SELF, **doing(world, getattr(world, proposer)))
    if may:
        circles.agree_form(proposal, **doing(world, getattr(world, answerer)))
    else:
        with pytest.raises(Refused):
            circles.agree_form(proposal, **doing(world, getattr(world, answerer)))
    world.circle.refresh_from_db()
    assert world.circle.form == ("self" if may else "directed")


@pytest.mark.parametrize(("who", "status"), [("supporter", 403), ("invited", 403), ("stranger", 404), ("fatma", 303)])
def test_a_professional_or_the_resident_proposes(
    world: World, sign_in: SignIn, send: Send, who: str, status: int
) -> None:
    assert send(sign_in(getattr(world, who)), here(world), **SELF, revision="0").status_code == status
    assert FormProposal.objects.count() == (status == 303)


def test_who_offers_to_lead_needs_the_yes_of_another(world: World) -> None:
    self_organising(world)
    proposal = circles.propose_form(
        world.circle, form="directed", why="Ik doe dit", lead=world.seat(world.gees), **doing(world, world.gees)
    )
    with pytest.raises(Refused):
        circles.agree_form(proposal, **doing(world, world.gees))
    circles.agree_form(proposal, **doing(world, world.fatma))
    assert Lead.objects.get(circle=world.circle, state="accepted").member == world.seat(world.gees)


def test_without_a_framework_no_circle_organises_itself(world: World, sign_in: SignIn, send: Send) -> None:
    assert send(sign_in(world.ahmed), here(world), **SELF | {"calls_in": ""}).status_code == 400
    with pytest.raises(Refused):
        circles.propose_form(world.circle, form="self", why="Zo maar", **doing(world, world.ahmed))
    assert not FormProposal.objects.exists()
    assert not Note.objects.filter(kind="framework").exists()


def test_one_proposal_waits_at_a_time_also_in_the_database(world: World) -> None:
    proposal = plans.propose_self_organising(world.circle, **SELF, **doing(world, world.ahmed))
    with pytest.raises(Refused):
        plans.propose_self_organising(world.circle, **SELF, **doing(world, world.gees))
    proposal.pk = None
    proposal._state.adding = True
    with pytest.raises(IntegrityError):
        proposal.save(force_insert=True)


def test_who_proposed_it_takes_it_back(world: World, sign_in: SignIn, send: Send) -> None:
    send(sign_in(world.ahmed), here(world), **SELF, revision="0")
    assert send(sign_in(world.gees), here(world, "form_withdraw")).status_code == 403
    assert send(sign_in(world.ahmed), here(world, "form_withdraw")).status_code == 303
    assert send(sign_in(world.anouk), here(world, "form_answer"), agree="1").status_code == 404


def test_who_leaves_is_no_longer_asked_to_lead(world: World) -> None:
    self_organising(world)
    circles.propose_form(
        world.circle, form="directed", why="Rust", lead=world.seat(world.gees), **doing(world, world.anouk)
    )
    circles.leave(world.seat(world.gees), by=world.actor(world.gees))
    assert not FormProposal.objects.filter(state="open").exists()


def test_a_question_to_lead_ends_when_the_circle_organises_itself(world: World) -> None:
    offer = circles.offer_lead(world.seat(world.ahmed), **doing(world, world.anouk))
    self_organising(world)
    with pytest.raises(Refused):
        circles.accept_lead(offer, by=world.actor(world.ahmed))
    with pytest.raises(Refused):
        circles.offer_lead(world.seat(world.ahmed), **doing(world, world.anouk))
    assert not Lead.objects.filter(circle=world.circle, state__in=["accepted", "offered"]).exists()


def test_the_framework_stands_on_top_for_professionals_and_the_resident(world: World, sign_in: SignIn) -> None:
    self_organising(world)
    for who in (world.ahmed, world.gees, world.fatma):
        page = sign_in(who).get(reverse("circle", args=[world.circle.pk])).content.decode()
        assert "Wie er belt." in page
        assert "Bij schulden: schuldhulp." in page
    page = sign_in(world.supporter).get(reverse("circle", args=[world.circle.pk])).content.decode()
    assert "Bij schulden" not in page


def test_a_framework_is_kept_in_versions_and_an_earlier_one_is_agreed_again(
    world: World, sign_in: SignIn, send: Send
) -> None:
    self_organising(world)
    first = Note.objects.get(kind="framework")
    changed = {"settles": "Alles met Fatma erbij.", "calls_in": "Bij geweld: 112.", "revision": "1"}
    send(sign_in(world.fatma), here(world, "framework"), **changed)
    page = sign_in(world.ahmed).get(reverse("circle", args=[world.circle.pk])).content.decode()
    assert "Alles met Fatma erbij." in page
    assert "Wie er belt." not in page
    assert send(sign_in(world.gees), here(world, "framework_again", first.pk)).status_code == 303
    page = sign_in(world.ahmed).get(reverse("circle", args=[world.circle.pk])).content.decode()
    assert "Wie er belt." in page
    assert Note.objects.filter(kind="framework").count() == 3
    assert Act.objects.filter(name="plan.framework").count() == 3


def test_the_same_words_again_make_no_new_version(world: World, sign_in: SignIn, send: Send) -> None:
    self_organising(world)
    same = {"settles": SELF["settles"], "calls_in": SELF["calls_in"], "revision": "1"}
    send(sign_in(world.ahmed), here(world, "framework"), **same)
    assert Note.objects.filter(kind="framework").count() == 1


def test_a_framework_without_one_of_its_halves_is_not_kept_by_the_database(world: World) -> None:
    note = plans.agree_framework(world.circle, settles="Wij", calls_in="Zij", **doing(world, world.anouk))
    note.pk, note.calls_in = None, ""
    note._state.adding = True
    with pytest.raises(IntegrityError):
        note.save(force_insert=True)


def test_who_changes_the_framework_second_hears_it_and_loses_nothing(world: World, sign_in: SignIn, send: Send) -> None:
    self_organising(world)
    fatma, ahmed = sign_in(world.fatma), sign_in(world.ahmed)
    seen = str(fatma.get(here(world, "framework")).context["form"].initial["revision"])
    first = {"settles": SELF["settles"], "calls_in": "Bij brand: 112.", "revision": seen}
    assert send(fatma, here(world, "framework"), **first).status_code == 303
    second = {"settles": "Wij bellen de huurbaas zelf.", "calls_in": SELF["calls_in"], "revision": seen}
    answer = send(ahmed, here(world, "framework"), **second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Fatma de Wit" in page
    assert "Wij bellen de huurbaas zelf." in page
    # What only the other changed is taken over, what only I changed stays mine.
    form = answer.context["form"]
    assert form["settles"].value() == "Wij bellen de huurbaas zelf."
    assert form["calls_in"].value() == "Bij brand: 112."
    assert Note.objects.filter(kind="framework").count() == 2
    merged = {name: form[name].value() for name in ("settles", "calls_in", "revision")}
    assert send(ahmed, here(world, "framework"), **merged).status_code == 303
    assert Note.objects.filter(kind="framework").count() == 3
    for wrong in ("", "x", "-1"):
        assert send(ahmed, here(world, "framework"), **{**merged, "revision": wrong}).status_code == 400


def find(world: World, browser: Any, send: Send) -> str:
    """Stef finds the household, whose former circle is closed."""
    circles.close_circle(world.circle, why="Klaar", **doing(world, world.anouk))
    send(browser, "/kringen/nieuw/", family_name="Wit", birth_date="14-03-1985")
    return f"/kringen/nieuw/{world.household.pk}/"


def test_a_circle_that_organises_itself_is_opened_with_its_framework(world: World, sign_in: SignIn, send: Send) -> None:
    world.municipality.framework_calls_in = "Bij onveiligheid: Veilig Thuis."
    world.municipality.save()
    stef = sign_in(world.stranger)
    there = find(world, stef, send)
    form = stef.get(there).context["form"]
    assert form["calls_in"].value() == "Bij onveiligheid: Veilig Thuis."
    assert form["settles"].value().startswith("Wie wie belt")
    said = {"purpose": "Werk", "form": "self", "settles": form["settles"].value(), "calls_in": "Bij schulden."}
    for name in ("settles", "calls_in"):
        assert send(stef, there, **said | {name: " "}).status_code == 400
    assert not Circle.objects.filter(closed_at=None, household=world.household).exists()
    assert send(stef, there, **said).status_code == 303
    circle = Circle.objects.get(closed_at=None, household=world.household)
    note = Note.objects.get(circle=circle, kind="framework")
    assert (circle.form, note.text, note.calls_in) == ("self", said["settles"], "Bij schulden.")


def test_a_directed_circle_is_opened_without_a_framework(world: World, sign_in: SignIn, send: Send) -> None:
    stef = sign_in(world.stranger)
    there = find(world, stef, send)
    said = {"purpose": "Werk", "form": "directed", "settles": "Wij", "calls_in": "Zij"}
    assert send(stef, there, **said).status_code == 303
    circle = Circle.objects.get(closed_at=None, household=world.household)
    assert not Note.objects.filter(circle=circle, kind="framework").exists()
    with pytest.raises(Refused):
        plans.open_circle(world.other_household, purpose="x", form="self", by=world.actor(world.stranger))
