"""How often residents were not invited, what was put off, and finding tables of before."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.meetings.models import AgendaItem, Meeting
from tests.conftest import SignIn
from tests.test_table import a_table, brought
from tests.world import World

ILL = {"not_invited_why": "Ze ligt in het ziekenhuis.", "not_invited_kind": "cannot"}


def talks(world: World, number: int, **fields: Any) -> None:
    for one in range(number):
        brought(world, a_table(world, days=0, name=f"Tafel {one}"), **fields)


def figures(world: World, sign_in: SignIn, **asked: str) -> Any:
    return sign_in(world.officer).get(reverse("table_figures"), asked)


def test_how_often_residents_were_not_invited_is_counted_with_why(world: World, sign_in: SignIn) -> None:
    talks(world, 8)
    talks(world, 6, **ILL)
    answer = figures(world, sign_in)
    found = answer.context["figures"]
    assert (found.total.talks, found.total.not_invited.number) == (14, 6)
    assert [(str(name), one.number) for name, one in found.reasons] == [
        ("kan nu niet komen: ziek, opgenomen of weg", 6)
    ]
    page = answer.content.decode()
    assert "6 van 14" in page
    assert "De Wit" not in page
    assert "ziekenhuis" not in page


def test_of_few_talks_no_number_is_told(world: World, sign_in: SignIn) -> None:
    talks(world, 4, **ILL)
    assert figures(world, sign_in).context["figures"].total is None
    talks(world, 8)
    page = figures(world, sign_in).content.decode()
    assert "minder dan 5" in page
    assert "4 van 12" not in page
    assert figures(world, sign_in).context["figures"].reasons == []


def test_reasons_that_are_too_few_stand_together(world: World, sign_in: SignIn) -> None:
    talks(world, 5, **ILL)
    talks(world, 1, not_invited_why="Weg", not_invited_kind="danger")
    reasons = figures(world, sign_in).context["figures"].reasons
    assert [one.says for _name, one in reasons] == ["5 van 6", "minder dan 5"]
    assert "gevaar" not in str(reasons)


def test_what_was_put_off_and_closed_is_counted(world: World, sign_in: SignIn) -> None:
    talks(world, 7)
    AgendaItem.objects.update(put_off_times=2)
    total = figures(world, sign_in).context["figures"].total
    assert (total.put_off.number, total.all_heard.all) == (7, 0)


@pytest.mark.parametrize("period", ["x", "999", "-1"])
def test_another_period_than_there_is_says_so(world: World, sign_in: SignIn, period: str) -> None:
    assert figures(world, sign_in, periode=period).status_code == 400


def test_another_municipality_is_not_counted(world: World, sign_in: SignIn) -> None:
    talks(world, 6)
    other = type(world.municipality).objects.create(name="Elders")
    Meeting.objects.update(municipality=other)
    assert figures(world, sign_in).context["figures"].total is None


def test_the_queries_do_not_grow_with_the_talks(world: World, sign_in: SignIn) -> None:
    officer = sign_in(world.officer)
    talks(world, 6, **ILL)
    with CaptureQueriesContext(connection) as few:
        officer.get(reverse("table_figures"))
    talks(world, 9)
    with CaptureQueriesContext(connection) as many:
        officer.get(reverse("table_figures"))
    assert len(few) == len(many) <= 12


# Finding tables


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Tafel morgen"]),
        ({"wanneer": "geweest"}, ["Tafel gisteren"]),
        ({"zoek": "morgen"}, ["Tafel morgen"]),
        ({"zoek": "MORGEN tafel"}, ["Tafel morgen"]),
        ({"zoek": "niets"}, []),
        ({"wanneer": "geweest", "zoek": "gisteren"}, ["Tafel gisteren"]),
        ({"wie": "ik"}, ["Tafel morgen"]),
        ({"wanneer": "x"}, ["Tafel morgen"]),
    ],
)
def test_tables_are_found_by_a_word_of_before_and_to_come(
    world: World, sign_in: SignIn, asked: dict[str, str], names: list[str]
) -> None:
    a_table(world, days=1, name="Tafel morgen")
    a_table(world, days=-1, name="Tafel gisteren")
    answer = sign_in(world.gees).get(reverse("tables"), asked)
    assert answer.status_code == 200
    assert [one.name for one in answer.context["page"]] == names
    if not names:
        assert "Geen tafel gevonden" in answer.content.decode()


def test_all_tables_are_also_those_where_a_household_of_mine_is_discussed(world: World, sign_in: SignIn) -> None:
    item = brought(world)
    item.meeting.participants.filter(professional=world.gees).delete()
    assert len(sign_in(world.gees).get(reverse("tables")).context["page"].object_list) == 1
    assert len(sign_in(world.gees).get(reverse("tables"), {"wie": "ik"}).context["page"].object_list) == 0
    assert len(sign_in(world.door).get(reverse("tables")).context["page"].object_list) == 0
