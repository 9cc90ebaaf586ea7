"""Themes: who owns one, who joins, what follows, its tables with points, and finding it all again."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.meetings import actions as meetings
from kring.meetings.dates import working_day
from kring.meetings.models import Kind, Meeting, Participant
from kring.municipality.models import Municipality
from kring.network.models import Professional
from kring.themes import actions
from kring.themes.finding import find
from kring.themes.models import FollowUp, Joining, Theme
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def a_theme(world: World, *joined: Professional, name: str = "Huisuitzettingen voorkomen") -> Theme:
    """Anouk begins a theme; others join."""
    theme = actions.start_theme(name=name, about="Eerder weten dat het misgaat.", by=world.actor(world.anouk))
    for who in joined:
        actions.join_theme(theme, by=world.actor(who))
    return theme


def a_table(world: World, theme: Theme, *, days: int = 0) -> Meeting:
    """Anouk calls one table for it."""
    asked = {"name": "Thematafel", "day": clock.today() + timedelta(days=days), "at": time(15), "every_weeks": 0}
    return meetings.call_theme_table(theme, **asked, by=world.actor(world.anouk))


def where(name: str, *args: Any) -> str:
    return reverse(name, args=args)


# Who owns it, who joins


def test_who_begins_a_theme_owns_it_and_takes_part(world: World, sign_in: SignIn, send: Send) -> None:
    words = {"name": "Van zestien naar achttien", "about": "Samen vooruitkijken."}
    answer = send(sign_in(world.anouk), where("theme_start"), **words)
    theme = Theme.objects.get()
    assert answer["Location"] == where("theme", theme.pk)
    assert theme.owner == world.anouk
    assert Joining.objects.get().professional == world.anouk


def test_the_list_says_how_many_people_and_organisations_take_part(world: World, sign_in: SignIn) -> None:
    a_theme(world, world.ahmed, world.gees)
    page = sign_in(world.ahmed).get(where("themes")).content.decode()
    assert "3 mensen" in page
    assert "3 organisaties" in page
    assert "je doet mee" in page
    assert "je doet mee" not in sign_in(world.stranger).get(where("themes")).content.decode()


def test_joining_and_leaving_is_one_press(world: World, sign_in: SignIn, send: Send) -> None:
    theme, stranger = a_theme(world), sign_in(world.stranger)
    assert "Doe mee" in stranger.get(where("theme", theme.pk)).content.decode()
    send(stranger, where("theme_join", theme.pk))
    assert "Stef Vreeman" in stranger.get(where("theme", theme.pk)).content.decode()
    send(stranger, where("theme_leave", theme.pk))
    assert Joining.objects.get(professional=world.stranger).left_at is not None
    send(stranger, where("theme_join", theme.pk))
    assert Joining.objects.filter(professional=world.stranger).count() == 2


def test_a_theme_is_handed_over_by_asking_and_saying_yes(world: World, sign_in: SignIn, send: Send) -> None:
    theme = a_theme(world, world.ahmed)
    send(sign_in(world.anouk), where("theme_offer", theme.pk), to=str(world.ahmed.pk), why="Ik krijg ander werk.")
    theme.refresh_from_db()
    assert (theme.owner, theme.offered_to) == (world.anouk, world.ahmed)
    assert "Huisuitzettingen" not in Mail.objects.get(address="ahmed@example.nl").text
    page = sign_in(world.ahmed).get(where("theme", theme.pk)).content.decode()
    assert "Ik krijg ander werk." in page
    send(sign_in(world.ahmed), where("theme_answer", theme.pk), answer="yes")
    theme.refresh_from_db()
    assert (theme.owner, theme.offered_to) == (world.ahmed, None)


def test_no_leaves_it_with_the_owner(world: World) -> None:
    theme = a_theme(world, world.ahmed)
    actions.offer_theme(theme, world.ahmed, why="Wil jij?", by=world.actor(world.anouk))
    actions.answer_offer(theme, yes=False, by=world.actor(world.ahmed))
    theme.refresh_from_db()
    assert (theme.owner, theme.offered_to, theme.offered_why) == (world.anouk, None, "")


def test_only_who_joined_is_asked_and_only_who_was_asked_answers(world: World) -> None:
    theme = a_theme(world, world.ahmed)
    with pytest.raises(Refused):
        actions.offer_theme(theme, world.stranger, why="x", by=world.actor(world.anouk))
    with pytest.raises(Refused):
        actions.answer_offer(theme, yes=True, by=world.actor(world.ahmed))
    with pytest.raises(Refused):
        actions.leave_theme(theme, by=world.actor(world.anouk))


def test_a_theme_whose_owner_left_is_taken_by_who_takes_part(world: World, sign_in: SignIn, send: Send) -> None:
    theme = a_theme(world, world.ahmed)
    with pytest.raises(Refused):
        actions.take_theme(theme, by=world.actor(world.ahmed))
    Professional.objects.filter(pk=world.anouk.pk).update(ended_on=clock.today())
    assert "Ik ga ermee verder" in sign_in(world.ahmed).get(where("theme", theme.pk)).content.decode()
    send(sign_in(world.ahmed), where("theme_take", theme.pk))
    theme.refresh_from_db()
    assert theme.owner == world.ahmed


def test_a_theme_ends_with_what_came_of_it(world: World, sign_in: SignIn, send: Send) -> None:
    theme = a_theme(world)
    assert send(sign_in(world.anouk), where("theme_end", theme.pk), harvest="").status_code == 400
    send(sign_in(world.anouk), where("theme_end", theme.pk), harvest="Wij bellen nu bij twee maanden.")
    page = sign_in(world.stranger).get(where("theme", theme.pk)).content.decode()
    assert "Wij bellen nu bij twee maanden." in page
    assert "Doe mee" not in page
    with pytest.raises(Refused):
        actions.join_theme(theme, by=world.actor(world.ahmed))


def test_the_database_keeps_one_running_theme_of_a_name_and_one_seat_each(world: World) -> None:
    theme = a_theme(world)
    with pytest.raises(Refused):
        a_theme(world)
    with pytest.raises(IntegrityError):
        Joining.objects.create(theme=theme, professional=world.anouk)


def test_a_name_that_is_taken_is_said_at_the_field(world: World, sign_in: SignIn, send: Send) -> None:
    a_theme(world)
    other = a_theme(world, name="Brieven")
    words = {"name": "huisuitzettingen VOORKOMEN", "about": "x"}
    for address in (where("theme_start"), where("theme_change", other.pk)):
        answer = send(sign_in(world.anouk), address, **words)
        assert answer.status_code == 400
        assert "Er is al een thema met deze naam" in answer.content.decode()
    assert send(sign_in(world.anouk), where("theme_change", other.pk), name="Brieven", about="y").status_code == 303


def test_the_owner_cannot_be_asked_to_take_over_their_own_theme(world: World) -> None:
    theme = a_theme(world)
    with pytest.raises(IntegrityError):
        Theme.objects.filter(pk=theme.pk).update(offered_to=world.anouk)


# What follows


def test_what_follows_has_a_name_and_a_day(world: World, sign_in: SignIn, send: Send) -> None:
    theme, anouk = a_theme(world, world.ahmed), sign_in(world.anouk)
    add, day = where("follow_up_add", theme.pk), clock.today() + timedelta(days=9)
    said = {"what": "De verhuurders bellen", "who": str(world.ahmed.pk)}
    assert send(anouk, add, **said, due_on="").status_code == 400
    assert send(anouk, add, **said, due_on="01-01-2001").status_code == 400
    assert not FollowUp.objects.exists()
    send(anouk, add, **said, due_on=f"{day:%d-%m-%Y}")
    row = FollowUp.objects.get()
    assert (row.who, row.due_on) == (world.ahmed, day)
    send(sign_in(world.ahmed), where("follow_up_done", theme.pk, row.pk), came_of_it="Vier doen er mee.")
    assert "Vier doen er mee." in anouk.get(where("theme", theme.pk)).content.decode()
    with pytest.raises(Refused):
        actions.finish_follow_up(row, by=world.actor(world.ahmed))


def test_only_who_takes_part_adds_what_follows(world: World, sign_in: SignIn, send: Send) -> None:
    theme = a_theme(world)
    assert sign_in(world.stranger).get(where("follow_up_add", theme.pk)).status_code == 403
    with pytest.raises(Refused):
        actions.add_follow_up(theme, what="x", who=world.stranger, due_on=clock.today(), by=world.actor(world.anouk))


# Its tables


def test_everybody_who_joined_is_asked_to_a_table_of_the_theme(world: World, sign_in: SignIn, send: Send) -> None:
    theme = a_theme(world, world.ahmed, world.gees)
    day = working_day(clock.today() + timedelta(days=7))
    said = {"name": "Thematafel", "day": f"{day:%d-%m-%Y}", "at": "15:00", "minutes": "60", "every_weeks": "0"}
    answer = send(sign_in(world.ahmed), where("theme_table_call", theme.pk), **said)
    meeting = Meeting.objects.get()
    assert answer["Location"] == where("table", meeting.pk)
    assert (meeting.kind, meeting.theme, meeting.chair) == (Kind.THEME, theme, world.ahmed)
    asked = set(meeting.participants.values_list("professional", flat=True))
    assert asked == {world.anouk.pk, world.ahmed.pk, world.gees.pk}


def test_a_series_of_a_theme_plans_tables_of_that_theme(world: World) -> None:
    theme = a_theme(world, world.ahmed)
    first = working_day(clock.today() + timedelta(days=1))
    meetings.call_theme_table(
        theme, name="Thematafel", day=first, at=time(15), every_weeks=4, by=world.actor(world.anouk)
    )
    tables = Meeting.objects.all()
    assert len(tables) >= 3
    assert {table.theme for table in tables} == {theme}


def test_who_joins_later_sees_the_tables_and_comes_with_one_press(world: World, sign_in: SignIn, send: Send) -> None:
    theme, stranger = a_theme(world), sign_in(world.stranger)
    meeting = a_table(world, theme, days=7)
    assert "Thematafel" not in stranger.get(where("tables")).content.decode()
    assert stranger.get(where("table", meeting.pk)).status_code == 200
    assert send(stranger, where("table_come", meeting.pk)).status_code == 403
    actions.join_theme(theme, by=world.actor(world.stranger))
    assert "Thematafel" in stranger.get(where("tables")).content.decode()
    send(stranger, where("table_come", meeting.pk))
    mine = Participant.objects.get(meeting=meeting, professional=world.stranger)
    assert mine.answer == Participant.Answer.ACCEPTED


def test_the_agenda_of_a_theme_table_is_points_with_who_brings_them(world: World, sign_in: SignIn, send: Send) -> None:
    theme = a_theme(world, world.ahmed)
    meeting = a_table(world, theme, days=7)
    add = where("point_add", meeting.pk)
    assert send(sign_in(world.ahmed), add, question="", minutes="15").status_code == 400
    send(sign_in(world.ahmed), add, question="Vanaf welke achterstand bellen we?", minutes="20")
    page = sign_in(world.anouk).get(where("table", meeting.pk)).content.decode()
    assert "Vanaf welke achterstand bellen we?" in page
    assert "20 min" in page
    point = meeting.points.get()
    assert point.brought_by == world.ahmed
    actions.join_theme(theme, by=world.actor(world.gees))
    with pytest.raises(Refused):
        meetings.drop_point(point, by=world.actor(world.gees))
    send(sign_in(world.ahmed), where("point_drop", meeting.pk, point.pk))
    assert not meeting.points.exists()


def test_no_household_comes_to_a_theme_table(world: World, sign_in: SignIn) -> None:
    meeting = a_table(world, a_theme(world), days=7)
    with pytest.raises(Refused):
        meetings.bring(
            world.circle,
            meeting,
            question="x",
            hoped_for="x",
            by=world.actor(world.anouk),
            seat=world.seat(world.anouk),
        )
    page = sign_in(world.anouk).get(where("item_bring", world.circle.pk)).content.decode()
    assert "Thematafel" not in page


def test_the_database_knows_that_only_a_theme_table_has_a_theme(world: World) -> None:
    meeting = a_table(world, a_theme(world))
    with pytest.raises(IntegrityError):
        Meeting.objects.filter(pk=meeting.pk).update(kind=Kind.CASE)


# Found again, and by whom


def test_themes_are_found_from_the_network_by_every_word(world: World, sign_in: SignIn) -> None:
    theme = a_theme(world)
    actions.start_report(
        theme, title="Bellen bij twee maanden", text="Één keer koffie hielp.", by=world.actor(world.anouk)
    )
    stranger = sign_in(world.stranger)
    for asked in ("huisuitzettingen", "KOFFIE een", "maanden twee"):
        found = stranger.get(where("network"), {"zoek": asked}).content.decode()
        assert "Huisuitzettingen voorkomen" in found, asked
    assert "Bellen bij twee" in stranger.get(where("themes"), {"zoek": "koffie"}).content.decode()
    nothing = stranger.get(where("themes"), {"zoek": "koffie eviction"}).content.decode()
    assert "Niets gevonden" in nothing
    assert stranger.get(where("themes"), {"zoek": "%_'\\"}).status_code == 200


def test_what_has_the_word_in_its_name_comes_first(world: World) -> None:
    theme = a_theme(world)
    by = world.actor(world.anouk)
    actions.start_report(theme, title="Iets anders", text="Over huur en huur.", by=by)
    first = actions.start_report(theme, title="Huur", text="Kort.", by=by)
    actions.start_report(theme, title="Nog iets", text="De huur.", by=by)
    assert find(world.municipality, "huur")[0].report == first


def test_residents_do_not_see_themes_and_others_see_not_those_of_elsewhere(world: World, sign_in: SignIn) -> None:
    theme = a_theme(world)
    assert sign_in(world.fatma).get(where("theme", theme.pk)).status_code == 403
    Theme.objects.filter(pk=theme.pk).update(municipality=Municipality.objects.create(name="Elders"))
    assert sign_in(world.anouk).get(where("theme", theme.pk)).status_code == 404
    assert "Huisuitzettingen" not in sign_in(world.anouk).get(where("themes")).content.decode()


def test_the_pages_ask_few_queries_however_much_there_is(world: World, sign_in: SignIn) -> None:
    theme = a_theme(world, world.ahmed, world.gees, world.stranger)
    meeting = a_table(world, theme)
    by, ahmed = world.actor(world.anouk), sign_in(world.ahmed)
    meetings.add_point(meeting, question="Eerste?", by=by)
    counts = []
    for _round in range(2):
        counts.append([])
        for address in (where("themes"), where("theme", theme.pk), where("table", meeting.pk)):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert ahmed.get(address).status_code == 200
            counts[-1].append(len(seen))
        for number in range(4 * _round, 4 * _round + 4):
            a_theme(world, world.ahmed, name=f"Thema {number}")
            a_table(world, theme, days=number)
            meetings.add_point(meeting, question="Nog een?", by=by)
            actions.start_report(theme, title="Verslag", by=by)
            actions.add_follow_up(theme, what="Bellen", who=world.ahmed, due_on=clock.today(), by=by)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
