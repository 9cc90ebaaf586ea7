"""Who looked: what the resident sees of it and asks about it, and what the privacy officer searches and settles."""

import ast
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.log.models import Look
from kring.network.models import Professional
from kring.sharing import looked, odd
from kring.sharing.actions import NotTold, break_glass
from kring.sharing.actions.looked import Hide, answer_question, ask_about_look, hide_looks, remind_of_questions
from kring.sharing.looked_words import BECAUSE, LOOKED_AT
from kring.sharing.models import HiddenLooks, LookQuestion, OddLook
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]
MINE = "/inzage/"


def plan(world: World) -> str:
    return reverse("plan", args=[world.circle.pk])


def a_look(world: World, sign_in: SignIn, who: Professional | None = None) -> Look:
    """Ahmed looks at the plan."""
    who = who or world.ahmed
    sign_in(who).get(plan(world))
    return Look.objects.filter(by_user=who.user_id, about_person=world.fatma.pk).latest("at")


def ask(world: World, look: Look, words: str = "") -> LookQuestion:
    return ask_about_look(look, world.fatma, words=words, by=world.actor(world.fatma))


def contact(who: Professional) -> None:
    Professional.objects.filter(pk=who.pk).update(is_contact=True)
    who.refresh_from_db()


def test_the_resident_sees_who_looked_when_from_where_for_what_and_why(world: World, sign_in: SignIn) -> None:
    a_look(world, sign_in)
    sign_in(world.ahmed).get(plan(world))
    page = sign_in(world.fatma).get(MINE).content.decode()
    for words in ("Ahmed El Amrani", "Woonstee", "Keek naar uw plan", "2 keer", "Zit in uw kring."):
        assert words in page
    assert "Fatma de Wit" not in page.split("<main")[1].split("Deze maand")[-1]


def test_what_they_looked_at_themselves_is_not_in_the_list(world: World, sign_in: SignIn) -> None:
    sign_in(world.fatma).get(plan(world))
    assert "Er keek nog niemand" in sign_in(world.fatma).get(MINE).content.decode()


def test_a_parent_sees_who_looked_at_their_child_and_nobody_elses(world: World, sign_in: SignIn) -> None:
    a_look(world, sign_in)
    browser = sign_in(world.fatma)
    assert "over Sam gaat" in browser.get(f"{MINE}?over={world.sam.pk}").content.decode()
    for other in (world.other_person.pk, "x", world.circle.pk):
        assert browser.get(f"{MINE}?over={other}").status_code == 404


@pytest.mark.parametrize("before", ["x", "2026-99-99", "0001-01-01T00:00:00", "2026-11-01T10:00:00+01:00", ""])
def test_an_odd_moment_in_the_address_breaks_nothing(world: World, sign_in: SignIn, before: str) -> None:
    assert sign_in(world.fatma).get(MINE, {"voor": before}).status_code == 200


def test_long_lists_go_on_with_whole_days(world: World) -> None:
    now = datetime(2026, 11, 1, 11, tzinfo=UTC)
    rows = [
        Look(at=now + timedelta(hours=number), by_user=world.ahmed.user_id, by_name="A", about_person=world.fatma.pk)
        for number in range(looked.ROWS * 2)
    ]
    for row in rows:
        row.allowed, row.page, row.purpose = True, "plan", "plan"
    Look.objects.bulk_create(rows)
    actor, before, seen = world.actor(world.fatma), None, 0
    for _page in range(5):
        page = looked.read_looks(actor, world.fatma, before=before)
        seen += sum(group.times for day in page.days for visitor in day.visitors for group in visitor.groups)
        before = page.before
        if before is None:
            break
    assert seen == len(rows)


def test_following_a_talk_is_one_look_to_the_resident_and_every_row_in_the_log(world: World) -> None:
    about = {"purpose": "table", "about_person": world.fatma.pk}
    talk = rows_by(world, 40, page="item_live", **about)
    talk[0].page = "item"
    # Ahmed's screen got something about her without having opened the talk with her in it: that is told.
    others = rows_by(world, 1, page="item_live", by_user=world.ahmed.user_id, by_name="Ahmed El Amrani", **about)
    Look.objects.bulk_create([*talk, *others])
    actor = world.actor(world.fatma)
    (day,) = looked.read_looks(actor, world.fatma).days
    assert {(visitor.who.name, visitor.groups[0].times) for visitor in day.visitors} == {
        ("Anouk Bakker", 1),
        ("Ahmed El Amrani", 1),
    }
    assert {one.times for one in looked.often_this_month(actor, world.fatma)} == {1}
    assert looked.visible_looks(actor, world.fatma).count() == 41


def test_the_queries_do_not_grow_with_the_looks(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.fatma)
    counts = []
    for _round in range(2):
        for who in (world.anouk, world.ahmed, world.gees):
            a_look(world, sign_in, who)
        with CaptureQueriesContext(connection) as queries:
            browser.get(MINE)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_a_question_goes_to_the_contact_who_answers_and_the_resident_hears_it(
    world: World, sign_in: SignIn, send: Send
) -> None:
    contact(world.anouk)
    look = a_look(world, sign_in, world.anouk)
    browser = sign_in(world.fatma)
    assert reverse("look_ask", args=[look.pk]) in browser.get(MINE).content.decode()
    assert send(browser, reverse("look_ask", args=[look.pk]), words="Ik snap het niet.").status_code == 303
    question = LookQuestion.objects.get()
    mail = Mail.objects.get(address=world.anouk.email, subject__contains="inwoner")
    assert "Fatma" not in mail.subject + mail.text
    here = reverse("look_question", args=[question.pk])
    assert here in sign_in(world.anouk).get("/").content.decode()
    assert send(sign_in(world.anouk), here, answer="").status_code == 400
    assert send(sign_in(world.anouk), here, answer="Voor de afspraak van dinsdag.").status_code == 303
    assert "Voor de afspraak van dinsdag." in browser.get(here).content.decode()
    assert "Lees het antwoord op uw vraag" in browser.get(MINE).content.decode()
    assert Mail.objects.filter(address="fatma@example.nl", subject__contains="antwoord").exists()


def test_without_a_contact_a_colleague_answers_and_not_who_looked(world: World, sign_in: SignIn) -> None:
    question = ask(world, a_look(world, sign_in))
    with pytest.raises(Refused):
        answer_question(question, answer="Omdat ik dat wilde.", by=world.actor(world.ahmed))


def test_nobody_else_sees_the_question(world: World, sign_in: SignIn, send: Send) -> None:
    here = reverse("look_question", args=[ask(world, a_look(world, sign_in)).pk])
    for who in (world.anouk, world.stranger, world.other_person, world.supporter):
        assert sign_in(who).get(here).status_code == 404
        assert send(sign_in(who), here, answer="Ik zeg wat.").status_code == 404
    assert sign_in(world.officer).get(here).status_code == 200


def test_the_same_is_asked_once(world: World, sign_in: SignIn) -> None:
    look = a_look(world, sign_in)
    ask(world, look)
    with pytest.raises(Refused):
        ask(world, look)


def test_a_question_cannot_be_asked_about_somebody_elses_look(world: World, sign_in: SignIn) -> None:
    look = a_look(world, sign_in)
    assert sign_in(world.other_person).get(reverse("look_ask", args=[look.pk])).status_code == 404


def test_what_is_not_answered_is_asked_again_and_the_officer_may_answer(world: World, sign_in: SignIn) -> None:
    question = ask(world, a_look(world, sign_in))
    with pytest.raises(Refused):
        answer_question(question, answer="Nu al.", by=world.actor(world.officer))
    with clock.at(clock.now() + timedelta(days=8)):
        assert (remind_of_questions(), remind_of_questions()) == (1, 0)
        assert Mail.objects.filter(address=world.officer.email).exists()
        answer_question(question, answer="Het hoorde bij de huur.", by=world.actor(world.officer))
        assert remind_of_questions() == 0


def test_hidden_looks_do_not_show_until_their_day_and_nothing_tells_that_they_are_there(
    world: World, sign_in: SignIn
) -> None:
    a_look(world, sign_in)
    how = Hide(HiddenLooks.Why.SAFETY, "Er is dreiging.", clock.today() + timedelta(days=10))
    hide_looks(world.fatma, world.ahmed.organisation, how, by=world.actor(world.officer))
    browser = sign_in(world.fatma)
    page = browser.get(MINE).content.decode()
    assert "Er keek nog niemand" in page
    assert "dreiging" not in page
    look = Look.objects.filter(by_user=world.ahmed.user_id, about_person=world.fatma.pk).latest("at")
    assert browser.get(reverse("look_ask", args=[look.pk])).status_code == 404
    with clock.at(clock.now() + timedelta(days=11)):
        assert "Ahmed" in browser.get(MINE).content.decode()


def test_only_the_officer_hides_looks_for_three_months_at_most(world: World, sign_in: SignIn, send: Send) -> None:
    far = Hide(HiddenLooks.Why.SAFETY, "Ver.", clock.today() + timedelta(days=100))
    with pytest.raises(Refused):
        hide_looks(world.fatma, world.ahmed.organisation, far, by=world.actor(world.officer))
    near = Hide(HiddenLooks.Why.SAFETY, "Dichtbij.", clock.today())
    with pytest.raises(Refused):
        hide_looks(world.fatma, world.ahmed.organisation, near, by=world.actor(world.anouk))
    row = hide_looks(world.fatma, world.ahmed.organisation, near, by=world.actor(world.officer))
    assert "Woonstee" in sign_in(world.officer).get("/beheer/inzage/").content.decode()
    assert send(sign_in(world.officer), reverse("looks_show", args=[row.pk])).status_code == 303
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_crisis_that_is_not_told_yet_does_not_show_in_the_looks(world: World, sign_in: SignIn, send: Send) -> None:
    until = clock.today() + timedelta(days=3)
    opened = break_glass(
        world.circle,
        danger="life",
        words="Gevaar.",
        hours=24,
        not_told=NotTold("Dan loopt het mis.", until),
        by=world.actor(world.gees),
    )
    sign_in(world.gees).get(reverse("crisis_seen", args=[world.circle.pk]))
    assert Look.objects.filter(by_user=world.gees.user_id, ground="crisis").exists()
    browser = sign_in(world.fatma)
    assert "gevaar" not in browser.get(MINE).content.decode()
    type(opened).objects.filter(pk=opened.pk).update(resident_told_at=clock.now())
    assert "Keek mee omdat er gevaar was" in browser.get(MINE).content.decode()


def test_the_officer_searches_by_a_name_that_stands_in_no_address(world: World, sign_in: SignIn, send: Send) -> None:
    a_look(world, sign_in)
    browser = sign_in(world.officer)
    answer = send(browser, "/beheer/inzage/", about="de Witt")
    assert answer.status_code == 303
    assert "Wit" not in answer["Location"]
    page = browser.get("/beheer/inzage/").content.decode()
    assert "Ahmed El Amrani" in page
    assert Look.objects.filter(by_user=world.officer.user_id, action="search", about_person=world.fatma.pk).exists()
    assert send(browser, "/beheer/inzage/", about="", who="").status_code == 400
    assert send(browser, "/beheer/inzage/", who="Ahmed", since="31-12-2026", until="01-01-2026").status_code == 400


def test_what_is_odd_is_found_once_with_why_and_settled_in_words(world: World, sign_in: SignIn, send: Send) -> None:
    sign_in(world.stranger).get(plan(world))
    with clock.at(clock.now() + timedelta(minutes=30)):
        assert odd.find_odd_looks() >= 1
        assert odd.find_odd_looks() == 0
    row = OddLook.objects.get(rule="no_seat")
    assert row.by_user == world.stranger.user_id
    browser = sign_in(world.officer)
    assert "Stef Vreeman" in browser.get("/beheer/inzage/").content.decode()
    here = reverse("odd_look", args=[row.pk])
    assert send(browser, here, words="").status_code == 400
    assert send(browser, here, words="Oude link.").status_code == 303
    assert "Stef Vreeman" not in browser.get("/beheer/inzage/").content.decode()


def rows_by(world: World, count: int, **fields: Any) -> list[Look]:
    """Looks of Anouk, a second apart, half an hour ago; each at another person unless said."""
    start = clock.now() - timedelta(minutes=30)
    return [
        Look(
            **{
                "at": start + timedelta(seconds=number),
                "by_user": world.anouk.user_id,
                "by_name": "Anouk Bakker",
                "by_organisation_id": world.anouk.organisation_id,
                "about_person": world.officer.pk if number == 0 else world.circle.pk,
                "page": "plan",
                "purpose": "plan",
                "allowed": True,
                "ground": "seat",
                **fields,
            }
        )
        for number in range(count)
    ]


def rules_found(looks: list[Look]) -> set[str]:
    Look.objects.bulk_create(looks)
    odd.find_odd_looks()
    return set(OddLook.objects.values_list("rule", flat=True)) - {"night"}


def test_many_people_within_an_hour_are_odd_and_a_list_of_own_work_is_not(world: World) -> None:
    own = rows_by(world, 40, purpose="work")
    many = rows_by(world, 40)
    for number, look in enumerate([*own, *many]):
        look.about_person = uuid.UUID(int=number + 1)
    assert rules_found(own) == set()
    later = clock.now() + timedelta(minutes=20)
    for look in many:
        look.at = later - timedelta(minutes=15)
    with clock.at(later):
        assert rules_found(many) == {"many"}


def test_the_same_family_name_is_odd(world: World) -> None:
    same = rows_by(world, 1, by_name="Petra Witt", about_person=world.fatma.pk)
    assert rules_found(same) == {"own_name"}


def test_a_look_at_night_is_odd(world: World, sign_in: SignIn) -> None:
    night = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    Look.objects.bulk_create(rows_by(world, 1, at=night))
    with clock.at(night + timedelta(hours=1)):
        odd.find_odd_looks()
    assert OddLook.objects.filter(rule="night").exists()


def test_every_purpose_and_ground_of_a_look_has_words() -> None:
    purposes, grounds = set(), set()
    for path in Path("kring").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("look"):
                named = {word.arg: word.value for word in node.keywords}
                purposes |= _words(named.get("purpose"))
                grounds |= _words(named.get("ground"))
    assert "circle" in purposes
    assert purposes <= set(LOOKED_AT)
    assert grounds <= set(BECAUSE)


def _words(node: ast.expr | None) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)} if node else set()


def test_every_look_says_on_which_ground(world: World, sign_in: SignIn) -> None:
    for who in (world.anouk, world.fatma, world.door, world.officer, world.supporter):
        browser = sign_in(who)
        for address in ("/", "/kringen/", "/aanmeldingen/", "/inzage/", "/beheer/inzage/", plan(world)):
            browser.get(address)
    assert Look.objects.filter(allowed=True).exists()
    assert not Look.objects.filter(allowed=True, ground="").exists()
    assert set(Look.objects.filter(allowed=True).values_list("ground", flat=True)) <= set(BECAUSE)
