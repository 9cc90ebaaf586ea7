"""Goals: add, change, put first, end, open again; by whom, and with which words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from kring.circles import actions as circles
from kring.log.models import Act
from kring.plans.models import Agreement, Goal, Note
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def fields(world: World, **changes: Any) -> dict[str, Any]:
    return {"result": "Elke dag naar school", "life_domain": str(world.domains["school"].pk), "about": "", **changes}


def where(world: World, name: str, *args: Any) -> str:
    return reverse(name, args=[world.circle.pk, *args])


def test_a_new_goal_is_kept_logged_and_shown(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    answer = send(
        browser,
        where(world, "goal_add"),
        **fields(world, own_words="Ik mis mijn vrienden.", about=str(world.sam.pk), waits_for=str(world.goal.pk)),
    )
    goal = Goal.objects.get(result="Elke dag naar school")
    assert answer["Location"].endswith(f"#doel-{goal.pk}")
    assert (goal.about, goal.waits_for, goal.is_first) == (world.sam, world.goal, False)
    assert Act.objects.filter(name="plan.goal.added", subject=goal.pk).exists()
    page = browser.get(where(world, "plan")).content.decode()
    assert "Ik mis mijn vrienden." in page
    assert "wacht op 1" in page


def test_the_form_says_before_writing_who_will_read_it(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anouk).get(where(world, "goal_add"))
    by_domain = {domain.key: [m.name for m in those.who] for domain, those in page.context["by_domain"]}
    assert "Anouk Bakker" in by_domain["psyche"]
    assert "Ahmed El Amrani" not in by_domain["psyche"]
    assert "Ahmed El Amrani" in by_domain["wonen"]


def test_who_reads_changes_with_what_is_chosen(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.anouk)
    chosen = {"life_domain": str(world.domains["wonen"].pk), "about": ""}
    assert "3 mensen" in browser.get(where(world, "plan_readers"), chosen).content.decode()
    for wrong in ("", "x", str(world.goal.pk)):
        assert browser.get(where(world, "plan_readers"), {"life_domain": wrong}).status_code == 200


def test_the_readers_promised_are_the_readers_of_the_goal(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    chosen = {"life_domain": str(world.domains["psyche"].pk), "about": str(world.fatma.pk)}
    promised = browser.get(where(world, "plan_readers"), chosen).context["readers"]
    send(browser, where(world, "goal_add"), **fields(world, **chosen))
    page = browser.get(where(world, "plan"))
    row = next(row for row in page.context["plan"].goals if row.goal.item.result == "Elke dag naar school")
    assert len(row.goal.readers) == len(promised.who)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"result": ""}, "Vul dit in."),
        ({"result": "x" * 301}, "Dit is te lang."),
        ({"result": "Een\x00twee"}, "In deze tekst staat een teken"),
        ({"life_domain": ""}, "Vul dit in."),
        ({"life_domain": "geen"}, "Kies iets uit de lijst."),
    ],
)
def test_wrong_input_is_said_at_the_field_and_nothing_is_kept(
    world: World, sign_in: SignIn, send: Send, wrong: dict[str, str], sentence: str
) -> None:
    answer = send(sign_in(world.anouk), where(world, "goal_add"), **fields(world, **wrong))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert Goal.objects.count() == 2


def test_people_and_goals_of_others_cannot_be_forged_into_a_goal(world: World, sign_in: SignIn, send: Send) -> None:
    for forged in ({"about": str(world.other_person.pk)}, {"waits_for": str(world.other_circle.pk)}):
        assert send(sign_in(world.anouk), where(world, "goal_add"), **fields(world, **forged)).status_code == 400
    assert Goal.objects.count() == 2


def test_markup_and_emoji_are_words(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    send(browser, where(world, "goal_add"), **fields(world, result="<b>Rust</b> 😀 سلام"))
    page = browser.get(where(world, "plan")).content.decode()
    assert "&lt;b&gt;Rust&lt;/b&gt; 😀 سلام" in page
    assert "<b>Rust" not in page


@pytest.mark.parametrize("name", ["goal", "goal_first", "goal_end", "goal_reopen"])
@pytest.mark.parametrize("who", ["stranger", "left"])
def test_a_goal_is_not_there_for_others(world: World, sign_in: SignIn, send: Send, name: str, who: str) -> None:
    address = where(world, name, world.goal.pk)
    assert send(sign_in(getattr(world, who)), address, state="stopped").status_code == 404
    inside_out = reverse(name, args=[world.other_circle.pk, world.goal.pk])
    assert send(sign_in(world.stranger), inside_out, state="stopped").status_code == 404
    world.goal.refresh_from_db()
    assert (world.goal.state, world.goal.is_first) == ("active", True)


@pytest.mark.parametrize("name", ["goal_first", "goal_reopen"])
def test_a_change_is_never_made_by_looking(world: World, sign_in: SignIn, name: str) -> None:
    assert sign_in(world.anouk).get(where(world, name, world.goal.pk)).status_code == 405


def test_a_goal_that_is_closed_to_you_cannot_be_changed_by_you(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.ahmed)
    answer = browser.get(where(world, "goal", world.second_goal.pk))
    assert answer.status_code == 403
    assert "Rust in het hoofd" not in answer.content.decode()
    for name in ("goal", "goal_first", "goal_end"):
        address = where(world, name, world.second_goal.pk)
        assert send(browser, address, **fields(world, revision="1"), state="stopped").status_code == 403
    world.second_goal.refresh_from_db()
    assert (world.second_goal.state, world.second_goal.is_first) == ("active", False)


def test_a_supporter_is_told_why_the_plan_is_not_theirs_to_change(world: World, sign_in: SignIn, send: Send) -> None:
    answer = send(sign_in(world.supporter), where(world, "goal_add"), **fields(world))
    assert answer.status_code == 403
    assert "de inwoner of de regisseur" in answer.content.decode()


def test_the_resident_adds_a_goal_of_their_own(world: World, sign_in: SignIn, send: Send) -> None:
    assert send(sign_in(world.fatma), where(world, "goal_add"), **fields(world)).status_code == 303


def test_another_goal_is_put_first_and_there_stays_one(world: World, sign_in: SignIn, send: Send) -> None:
    assert send(sign_in(world.anouk), where(world, "goal_first", world.second_goal.pk)).status_code == 303
    assert list(Goal.objects.filter(is_first=True)) == [world.second_goal]


def test_a_goal_that_is_reached_lets_the_next_one_come_first(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    assert send(browser, where(world, "goal_end", world.goal.pk), state="reached").status_code == 303
    world.second_goal.refresh_from_db()
    assert (world.second_goal.is_first, world.second_goal.waits_for) == (True, None)
    assert "De huur is weer op orde" in browser.get(where(world, "plan")).content.decode()
    assert send(browser, where(world, "goal", world.goal.pk), **fields(world, revision="2")).status_code == 403
    assert send(browser, where(world, "goal_reopen", world.goal.pk)).status_code == 303
    world.goal.refresh_from_db()
    assert (world.goal.state, world.goal.is_first) == ("active", False)


def test_goals_that_would_wait_for_each_other_are_refused_at_the_field(
    world: World, sign_in: SignIn, send: Send
) -> None:
    browser = sign_in(world.anouk)
    send(browser, where(world, "goal_add"), **fields(world))
    third = Goal.objects.get(result="Elke dag naar school")
    as_it_is = {"result": "x", "life_domain": str(world.domains["school"].pk), "revision": "1"}
    assert (
        send(browser, where(world, "goal", third.pk), **as_it_is, waits_for=str(world.second_goal.pk)).status_code
        == 303
    )
    back = send(browser, where(world, "goal", world.second_goal.pk), **as_it_is, waits_for=str(third.pk))
    assert back.status_code == 400
    assert "op elkaar wachten" in back.content.decode()


def test_agreements_follow_their_goal_to_another_life_domain(world: World, sign_in: SignIn, send: Send) -> None:
    moved = fields(world, life_domain=str(world.domains["psyche"].pk), revision="1")
    send(sign_in(world.anouk), where(world, "goal", world.goal.pk), **moved)
    agreement = Agreement.objects.get(pk=world.agreement.pk)
    assert (agreement.life_domain, agreement.sensitivity) == (world.domains["psyche"], 2)
    assert Agreement.history.filter(id=agreement.pk).count() == 2


def test_in_a_closed_circle_the_plan_is_read_and_not_changed(world: World, sign_in: SignIn, send: Send) -> None:
    circles.close_circle(world.circle, why="Klaar", by=world.actor(world.anouk), seat=world.seat(world.anouk))
    browser = sign_in(world.anouk)
    assert "De huur is weer op orde" in browser.get(where(world, "plan")).content.decode()
    assert send(browser, where(world, "goal_add"), **fields(world)).status_code == 403


def test_what_matters_is_said_by_the_resident_or_written_down_for_them(
    world: World, sign_in: SignIn, send: Send
) -> None:
    assert send(sign_in(world.fatma), where(world, "matters"), words="Rust in huis.").status_code == 303
    for_sam = {"words": "Mijn vrienden.", "about": str(world.sam.pk)}
    assert send(sign_in(world.anouk), where(world, "matters"), **for_sam).status_code == 303
    page = sign_in(world.anouk).get(where(world, "plan"))
    said = {shown.item.text for shown in page.context["frame"].matters}
    assert said == {"Rust in huis.", "Mijn vrienden."}
    forged = {"words": "x", "about": str(world.other_person.pk)}
    assert send(sign_in(world.anouk), where(world, "matters"), **forged).status_code == 400
    assert send(sign_in(world.supporter), where(world, "matters"), words="x").status_code == 403


def test_words_for_a_resident_take_the_place_of_what_that_resident_said(
    world: World, sign_in: SignIn, send: Send
) -> None:
    for_fatma = {"words": "Eerst slapen.", "about": str(world.fatma.pk)}
    send(sign_in(world.anouk), where(world, "matters"), **for_fatma)
    frame = sign_in(world.anouk).get(where(world, "plan")).context["frame"]
    assert [shown.item.text for shown in frame.matters] == ["Eerst slapen."]


def test_the_message_is_agreed_with_a_day_that_is_not_to_come(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    assert send(browser, where(world, "message"), words="Samen.", agreed_on="01-01-2199").status_code == 400
    assert send(browser, where(world, "message"), words="Samen.", agreed_on="31 feb").status_code == 400
    assert send(browser, where(world, "message"), words="Samen.", agreed_on="02-11-2026").status_code == 303
    assert Note.objects.filter(kind="message").count() == 2


def test_the_day_of_the_review_is_chosen_within_a_year(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    for wrong in ("01-01-2020", "01-01-2199", "nooit", ""):
        assert send(browser, where(world, "horizon"), review_on=wrong).status_code == 400
    day = world.period.review_on.replace(day=28)
    assert send(browser, where(world, "horizon"), review_on=f"{day:%d-%m-%Y}").status_code == 303
    world.period.refresh_from_db()
    assert world.period.review_on == day
