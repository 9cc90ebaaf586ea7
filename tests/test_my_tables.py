"""Tables in mijn werk: where I am asked, what I bring, what waits for my yes, what keeps being put off."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles import actions as circles
from kring.core import clock
from kring.meetings import actions
from kring.meetings.models import AgendaItem, Meeting, Participant, ReadBack
from kring.mirrors import actions as mirrors
from kring.plans import actions as plans
from kring.themes import actions as themes
from tests.conftest import SignIn
from tests.test_circle_form import SELF, doing, self_organising
from tests.test_mirror_team import advised
from tests.test_table import a_table, agreed, begun, brought, where
from tests.test_themes import a_theme
from tests.world import World

Send = Callable[..., Any]


def work(sign_in: SignIn, who: Any) -> Any:
    return sign_in(who).get("/").context["work"]


def asks(sign_in: SignIn, who: Any) -> list[str]:
    return [str(wait.asks) for wait in work(sign_in, who).waits]


def test_a_table_within_a_week_asks_whether_i_come_and_is_answered_there(
    world: World, sign_in: SignIn, send: Send
) -> None:
    meeting = a_table(world, days=3)
    gees = sign_in(world.gees)
    assert "Kom je naar Tafel Noord?" in gees.get("/").content.decode()
    answer = send(gees, f"/tafels/{meeting.pk}/antwoord/", answer="accepted", next="/")
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert "table" not in asks(sign_in, world.gees)
    assert [(row.name, row.state) for row in work(sign_in, world.gees).tables] == [("Tafel Noord", "accepted")]


def test_a_table_further_away_is_listed_and_asks_nothing(world: World, sign_in: SignIn) -> None:
    a_table(world, days=12)
    a_table(world, days=30, name="Later")
    assert "table" not in asks(sign_in, world.gees)
    assert [row.name for row in work(sign_in, world.gees).tables] == ["Tafel Noord"]


def test_what_i_bring_asks_what_i_want_until_i_said_it(world: World, sign_in: SignIn) -> None:
    item = brought(world, a_table(world, days=2))
    assert "prepare" in asks(sign_in, world.anouk)
    assert "prepare" not in asks(sign_in, world.ahmed)
    actions.prepare(item, goal="Rust", **doing(world, world.anouk))
    assert "prepare" not in asks(sign_in, world.anouk)


def test_an_agreement_made_without_me_waits_for_my_yes(world: World, sign_in: SignIn) -> None:
    back = agreed(world, begun(world))
    assert "hear" not in asks(sign_in, world.ahmed)
    actions.ask_yes(back, **doing(world, world.anouk))
    assert "hear" in asks(sign_in, world.ahmed)
    assert "De verhuurder bellen" in sign_in(world.ahmed).get("/").content.decode()
    assert "hear" not in asks(sign_in, world.gees)
    actions.hear(back, **doing(world, world.ahmed))
    assert "hear" not in asks(sign_in, world.ahmed)


def test_what_keeps_being_put_off_shows_itself_to_the_lead_and_to_the_chair_without_a_name(
    world: World, sign_in: SignIn
) -> None:
    brought(world, a_table(world, days=2))
    AgendaItem.objects.update(put_off_times=3)
    assert "Het gesprek over De Wit is 3 keer uitgesteld" in sign_in(world.anouk).get("/").content.decode()
    chair = sign_in(world.stranger).get("/").content.decode()
    assert "Een gesprek aan jouw tafel is 3 keer uitgesteld" in chair
    assert "De Wit" not in chair
    assert "put_off" not in asks(sign_in, world.ahmed)


def test_a_question_for_a_table_waits_with_who_leads_and_the_answer_is_news(world: World, sign_in: SignIn) -> None:
    asked = actions.ask_table(world.circle, question="Kan dit?", **doing(world, world.ahmed))
    assert "table_asked" in asks(sign_in, world.anouk)
    assert "table_asked" not in asks(sign_in, world.gees)
    actions.say_no(asked, why="Vrijdag al", **doing(world, world.anouk))
    assert "table_asked" not in asks(sign_in, world.anouk)
    page = sign_in(world.ahmed).get("/").content.decode()
    assert "Anouk Bakker zei nee tegen de tafel waar je om vroeg" in page


@pytest.mark.parametrize(
    ("proposer", "asked", "not_asked"),
    [("ahmed", ["anouk"], ["ahmed", "gees"]), ("anouk", ["ahmed", "gees"], ["anouk"])],
)
def test_a_proposal_waits_with_who_must_carry_it(
    world: World, sign_in: SignIn, proposer: str, asked: list[str], not_asked: list[str]
) -> None:
    plans.propose_self_organising(world.circle, **SELF, **doing(world, getattr(world, proposer)))
    assert [who for who in [*asked, *not_asked] if "form" in asks(sign_in, getattr(world, who))] == asked


def test_who_is_named_to_lead_finds_the_question_in_their_work(world: World, sign_in: SignIn) -> None:
    self_organising(world)
    circles.propose_form(
        world.circle, form="directed", why="Rust", lead=world.seat(world.gees), **doing(world, world.anouk)
    )
    assert "form" in asks(sign_in, world.gees)
    assert "form" not in asks(sign_in, world.ahmed)


def test_the_queries_do_not_grow_with_the_tables(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.anouk)
    with CaptureQueriesContext(connection) as few:
        browser.get("/")
    for days in range(1, 6):
        item = brought(world, a_table(world, days=days))
        AgendaItem.objects.filter(pk=item.pk).update(put_off_times=2)
    Participant.objects.update(answer="none", answered_at=None)
    with CaptureQueriesContext(connection) as many:
        browser.get("/")
    assert len(many) == len(few) <= 12


def test_a_table_that_is_over_or_cancelled_asks_nothing(world: World, sign_in: SignIn) -> None:
    a_table(world, days=-1)
    meeting = a_table(world, days=1)
    meeting.state, meeting.cancelled_why = "cancelled", "Ziek"
    meeting.save()
    assert work(sign_in, world.gees).tables == []
    with clock.at(clock.now() + timedelta(days=1)):
        assert "table" not in asks(sign_in, world.gees)


def closed_with_a_no(world: World) -> ReadBack:
    """Ahmed was away, was asked for a yes, and said no after the talk was closed. Gees chaired it."""
    item = begun(world)
    Meeting.objects.filter(pk=item.meeting_id).update(chair=world.gees)
    back = actions.ask_yes(agreed(world, item), **doing(world, world.anouk))
    actions.close(AgendaItem.objects.get(pk=item.pk), **doing(world, world.anouk))
    return actions.refuse(back, why="Ik ben met verlof.", **doing(world, world.ahmed))


def test_a_no_of_who_was_absent_waits_with_the_lead_and_the_chair_until_it_is_answered(
    world: World, sign_in: SignIn
) -> None:
    back = closed_with_a_no(world)
    page = sign_in(world.anouk).get("/").content.decode()
    assert "Ahmed El Amrani zei nee tegen een afspraak van een tafel" in page
    assert where(back.item) in page
    # The chair has no ground for the agreement, which is about housing: nothing of it stands there.
    assert "refused" not in asks(sign_in, world.gees)
    Meeting.objects.update(chair=world.ahmed)
    assert [name for name in asks(sign_in, world.ahmed) if name == "refused"] == ["refused"]
    assert "refused" not in asks(sign_in, world.stranger)
    actions.ask_yes(back, **doing(world, world.anouk))
    assert "refused" not in asks(sign_in, world.anouk) + asks(sign_in, world.ahmed)


def test_advice_of_a_mirror_team_waits_with_who_asked_until_it_is_decided(world: World, sign_in: SignIn) -> None:
    case = advised(world)
    page = sign_in(world.anouk).get("/").content.decode()
    assert "Een spiegelteam gaf advies voor De Wit" in page
    for who in (world.ahmed, world.stranger, world.door):
        assert "advice" not in asks(sign_in, who)
    mirrors.decide(case, goes_on=True, why="", **doing(world, world.anouk))
    assert "advice" not in asks(sign_in, world.anouk)


@pytest.mark.parametrize("who", ["anouk", "officer"])
def test_what_follows_of_a_theme_asks_its_owner_also_without_a_circle(world: World, sign_in: SignIn, who: str) -> None:
    owner = getattr(world, who)
    theme = a_theme(world, *([owner] if owner != world.anouk else []))
    for days, what in ((3, "De scholen bellen"), (20, "Later")):
        due = clock.today() + timedelta(days=days)
        row = themes.add_follow_up(theme, what=what, who=owner, due_on=due, by=world.actor(owner))
    page = sign_in(owner).get("/").content.decode()
    assert "De scholen bellen" in page
    assert "Later" not in page
    assert asks(sign_in, owner).count("follow_up") == 1
    assert "follow_up" not in asks(sign_in, world.gees)
    with clock.at(clock.now() + timedelta(days=4)):
        assert "1 dag te laat" in sign_in(owner).get("/").content.decode()
    themes.finish_follow_up(theme.follow_ups.get(what="De scholen bellen"), by=world.actor(owner))
    assert "follow_up" not in asks(sign_in, owner)
    assert row.theme_id == theme.pk


def test_the_rare_things_cost_no_query_and_their_sql_is_written_only_where_there_are_some(
    world: World, sign_in: SignIn
) -> None:
    anouk = sign_in(world.anouk)
    anouk.get("/")
    with CaptureQueriesContext(connection) as without:
        anouk.get("/")
    closed_with_a_no(world)
    advised(world)
    theme = a_theme(world)
    themes.add_follow_up(theme, what="Bellen", who=world.anouk, due_on=clock.today(), by=world.actor(world.anouk))
    with CaptureQueriesContext(connection) as filled:
        anouk.get("/")
    # What is asked of me is the union with the most parts.
    before, after = (max(row["sql"].count("UNION ALL") for row in one) for one in (without, filled))
    assert after == before + 3
    assert len(filled) == len(without) <= 12
    assert {"refused", "advice", "follow_up"} <= set(asks(sign_in, world.anouk))


# In the resident's own place


def test_a_resident_sees_when_where_and_with_whom_their_plan_is_talked_about(world: World, sign_in: SignIn) -> None:
    meeting = a_table(world, days=2)
    meeting.place = "Buurthuis"
    meeting.save()
    item = brought(world, meeting, life_domain=world.domains["wonen"])
    page = sign_in(world.fatma).get("/").content.decode()
    for words in ("Hoe houdt zij haar huis?", "13:00", "Buurthuis", "Zeg waar u over wilt praten"):
        assert words in page
    assert reverse("item", args=[world.circle.pk, item.pk]) in page
    (talk,) = sign_in(world.fatma).get("/").context["place"].talks
    # Gees has no ground for it, and steps out.
    assert {member.name for member in talk.there} == {"Anouk Bakker", "Ahmed El Amrani"}


def test_after_the_talk_what_was_agreed_is_one_press_away_for_two_weeks(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    actions.close(item, **doing(world, world.anouk))
    page = sign_in(world.fatma).get("/").content.decode()
    assert "Lees wat is afgesproken" in page
    with clock.at(clock.now() + timedelta(days=15)):
        assert sign_in(world.fatma).get("/").context["place"].talks == []


def test_a_talk_of_another_household_or_one_that_is_off_is_not_there(world: World, sign_in: SignIn) -> None:
    item = brought(world, a_table(world, days=2))
    assert sign_in(world.other_person).get("/").context["place"].talks == []
    # A supporter reads it only when the resident lets them.
    assert sign_in(world.supporter).get("/").context["place"].talks == []
    actions.drop(item, **doing(world, world.anouk))
    assert sign_in(world.fatma).get("/").context["place"].talks == []


def test_to_somebody_under_18_kring_says_je(world: World, sign_in: SignIn) -> None:
    brought(world, a_table(world, days=2))
    world.fatma.birth_date = clock.today() - timedelta(days=15 * 365)
    world.fatma.save()
    page = sign_in(world.fatma).get("/").content.decode()
    assert "Zeg waar je over wilt praten" in page
    assert "We praten over jouw plan, samen met jou" in page


def test_who_is_at_home_and_not_invited_finds_the_talk_too(world: World, sign_in: SignIn) -> None:
    item = brought(world, a_table(world, days=2))
    assert item.guests.filter(member=world.seat(world.fatma)).delete()[0]
    talk = sign_in(world.fatma).get("/").context["place"].talks[0]
    assert (talk.item, talk.guest) == (item, None)
