"""Who may read this, and why: for open and closed items of every kind, without their words."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from kring.core import clock
from kring.core.when import full_day
from kring.log.models import Look
from kring.meetings.actions import close, correct
from kring.plans.actions import GoalOutcome, add_bottleneck, hold_review
from kring.plans.models import Outcome
from kring.sharing.actions import warn
from kring.sharing.actions.consent import ask_consent, say
from kring.sharing.consent_rules import Decider, Wish
from kring.sharing.models import Ground
from kring.sharing.why import KINDS, kinds
from tests.conftest import SignIn
from tests.table import talk
from tests.test_mirror_team import ask_a_mirror
from tests.world import World


def address(world: World, kind: str, item_id: object) -> str:
    return reverse("why", args=[world.circle.pk, kind, item_id])


def test_it_names_who_reads_it_on_which_ground_and_who_does_not(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anouk).get(address(world, "goal", world.goal.pk)).content.decode()
    may, may_not = page.split("Zij mogen het niet lezen")
    assert "Verhuurder: huur, overlast en afspraken daarover" in may
    assert "Gees Postma" in may_not
    assert "1 november 2026" in may_not


def test_a_closed_item_is_explained_without_its_words(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.ahmed).get(address(world, "note", world.health_note.pk)).content.decode()
    assert "medicatie" not in page
    assert "Psychische gezondheid" in page
    assert "Toestemming van wie het over gaat" in page
    assert "GGZ De Brug heeft het geschreven." in page


def test_every_kind_of_item_has_its_page(world: World, sign_in: SignIn) -> None:
    review = hold_review(
        world.period,
        outcomes={world.goal: GoalOutcome(result="partly", why="Bijna.")},
        score=6,
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    said = talk(world)
    items = {
        "agendaitem": said.item,
        "preparation": said.preparation,
        "parked": said.parked,
        "tablerequest": said.request,
        "note": world.money_note,
        "goal": world.goal,
        "agreement": world.agreement,
        "review": review,
        "safetynote": warn(
            world.circle,
            kind="dog",
            text="De hond loopt los.",
            until=clock.today() + timedelta(days=9),
            by=world.actor(world.anouk),
            seat=world.seat(world.anouk),
        ),
        "outcome": Outcome.objects.get(review=review),
        "mirrorcase": ask_a_mirror(world),
        "bottleneck": add_bottleneck(
            world.circle,
            rule="Geen huis met schuld",
            effect="Ze kan niet weg",
            who_could_decide="De directeur",
            owner=world.seat(world.ahmed),
            due_on=clock.today() + timedelta(days=9),
            by=world.actor(world.anouk),
            seat=world.seat(world.anouk),
        ),
    }
    by, seat = world.actor(world.anouk), world.seat(world.anouk)
    browser = sign_in(world.anouk)
    # What is being typed goes when the talk closes, and only then something is set right.
    assert browser.get(address(world, "draft", said.item.drafts.get().pk)).status_code == 200
    items["correction"] = correct(close(said.item, by=by, seat=seat), text="Het was op dinsdag.", by=by, seat=seat)
    assert {*items, "draft"} == set(kinds()) == set(KINDS)
    for kind, item in items.items():
        assert browser.get(address(world, kind, item.pk)).status_code == 200


@pytest.mark.parametrize("kind", ["note", "circle", "member", "historicalgoal", "x" * 200])
def test_what_is_not_here_is_not_there(world: World, sign_in: SignIn, kind: str) -> None:
    assert sign_in(world.anouk).get(address(world, kind, uuid.uuid4())).status_code == 404
    elsewhere = reverse("why", args=[world.other_circle.pk, "note", world.money_note.pk])
    assert sign_in(world.stranger).get(elsewhere).status_code == 404


def test_a_supporter_is_told_only_that_it_is_meant_for_others(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.supporter).get(address(world, "note", world.health_note.pk)).content.decode()
    assert "Dit is voor anderen bedoeld." in page
    for word in ("Psychische gezondheid", "Gees", "GGZ", "medicatie"):
        assert word not in page


def test_a_look_keeps_by_which_version_of_the_rules_it_was_allowed(world: World, sign_in: SignIn) -> None:
    sign_in(world.ahmed).get(reverse("circle", args=[world.circle.pk]))
    assert {look.rules_version for look in Look.objects.filter(page="circle")} == {"1"}


def housing_line(world: World) -> Ground:
    """What the catalogue says of a housing corporation and living."""
    lines = Ground.objects.in_force().filter(organisation_kind="corporatie", basis="task")
    return lines.get(life_domain=world.domains["wonen"])


def test_it_says_on_what_each_answer_rests_and_until_when(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anouk).get(address(world, "goal", world.goal.pk)).content.decode()
    assert "versie 1." in page
    assert not housing_line(world).article
    assert "Hiervoor is nog geen wetsartikel opgezocht." in page
    Ground.objects.filter(pk=housing_line(world).pk).update(article="BW 7:213")
    assert "BW 7:213" in sign_in(world.anouk).get(address(world, "goal", world.goal.pk)).content.decode()


def test_consent_is_named_with_its_last_day_for_who_may_read_it(world: World, sign_in: SignIn) -> None:
    until = clock.today() + timedelta(days=40)
    wish = Wish(
        about=world.fatma,
        life_domains=[world.domains["psyche"]],
        purpose="Om samen te helpen",
        until=until,
        organisations=[world.anouk.organisation],
        up_to=2,
    )
    row = ask_consent(world.circle, wish, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    fatma = {"by": world.actor(world.fatma), "seat": world.seat(world.fatma)}
    say(row, decider=Decider(world.fatma), says_yes=True, **fatma)
    words = f"Toestemming over Fatma, tot en met {full_day(until)}."
    note = address(world, "note", world.health_note.pk)
    assert words in sign_in(world.anouk).get(note).content.decode()
    assert words not in sign_in(world.ahmed).get(note).content.decode()


def test_asking_to_share_is_one_press_away(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.ahmed).get(address(world, "note", world.health_note.pk)).content.decode()
    assert reverse("share_ask", args=[world.circle.pk, "note", world.health_note.pk]) in page


def test_a_resident_reads_the_grounds_in_words_for_residents(world: World, sign_in: SignIn) -> None:
    line = housing_line(world)
    assert line.why_resident != line.why
    page = sign_in(world.fatma).get(address(world, "goal", world.goal.pk)).content.decode()
    assert escape(line.why_resident) in page
    # A line of the catalogue ends with a full stop of its own.
    assert ".." not in re.sub(r"<[^>]+>", "", page)


def test_the_line_under_an_item_names_the_resident_who_reads_along(world: World, sign_in: SignIn) -> None:
    story = reverse("story", args=[world.circle.pk])
    assert "ook Fatma" in sign_in(world.anouk).get(story).content.decode()
    assert "ook u" in sign_in(world.fatma).get(story).content.decode()


def test_one_page_asks_the_same_number_of_queries_whatever_it_rests_on(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.anouk)
    browser.get(address(world, "goal", world.goal.pk))
    with CaptureQueriesContext(connection) as queries:
        browser.get(address(world, "goal", world.goal.pk))
    assert len(queries) <= 12
