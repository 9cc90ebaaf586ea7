"""The demo municipality holds together, and its page signs in as anybody."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.test import Client

from kring.circles.models import Circle, Lead, Member
from kring.circles.rules import who_must_act
from kring.core import clock
from kring.home.demo_pages import groups_of_people
from kring.households.models import Authority
from kring.log.models import Act
from kring.network.models import User
from kring.plans.models import Agreement, Goal, Note, Plan, Review
from kring.sharing.rules import grounds_of, readers


@pytest.fixture
def in_demo(settings: Any, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.SECOND_FACTOR_REQUIRED = False
    settings.MEDIA_ROOT = tmp_path


def test_outside_the_demo_nothing_is_filled_and_the_page_is_not_there(db: None, settings: Any, client: Client) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demo"):
        call_command("demo", "fill")
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"who": "sanne"}).status_code == 404
    assert not User.objects.exists()


def test_the_demo_holds_together(db: None, in_demo: None, capsys: Any) -> None:
    """One fill, then all that must be true of it: filling takes too long to do it for each sentence."""
    call_command("demo", "fill")
    assert "Filling Elzenvoort" in capsys.readouterr().out
    _every_directed_circle_has_a_lead_or_somebody_who_must_act()
    _every_running_plan_has_one_first_goal()
    _everything_written_can_be_read_by_somebody()
    _nothing_has_happened_in_the_future()
    _one_press_signs_in()
    _people_are_found_by_a_piece_of_their_name()
    call_command("demo", "fill")
    assert "is filled" in capsys.readouterr().out


def _every_directed_circle_has_a_lead_or_somebody_who_must_act() -> None:
    related = ("professional", "person", "supporter", "organisation")
    for circle in Circle.objects.open().select_related("household__municipality"):
        members = list(circle.members.select_related(*related))
        lead = circle.leads.filter(state=Lead.State.ACCEPTED).first()
        offer = circle.leads.filter(state=Lead.State.OFFERED).select_related("member").first()
        directed = circle.form == Circle.Form.DIRECTED
        assert not directed or lead or who_must_act(circle, members, lead, offer), circle.household.name


def _every_running_plan_has_one_first_goal() -> None:
    for plan in Plan.objects.filter(circle__closed_at=None):
        goals = Goal.objects.filter(plan=plan, state=Goal.State.ACTIVE)
        assert not goals.exists() or goals.filter(is_first=True).count() == 1


def _everything_written_can_be_read_by_somebody() -> None:
    """By somebody at the table now, or by the organisation of a writer who has left."""
    grounds: dict[Any, Any] = {}
    authorities = list(Authority.objects.select_related("about"))
    for circle in Circle.objects.select_related("household__municipality"):
        municipality = circle.household.municipality
        grounds.setdefault(municipality.pk, grounds_of(municipality))
        members = list(circle.members.select_related("professional", "person", "supporter", "organisation"))
        for model in (Note, Goal, Agreement, Review):
            for item in model.objects.filter(circle=circle).select_related("life_domain", "author"):
                seen = [
                    m for m, verdict in readers(item, members, grounds[municipality.pk], authorities) if verdict.allowed
                ]
                assert seen or item.author_organisation_id, (model, item.pk)


def _nothing_has_happened_in_the_future() -> None:
    now, today = clock.now(), clock.today()
    assert not Act.objects.filter(at__gt=now).exists()
    assert not Note.objects.filter(Q(written_at__gt=now) | Q(happened_on__gt=today)).exists()
    assert not Review.objects.filter(held_on__gt=today).exists()
    assert not Agreement.objects.filter(closed_at__gt=now).exists()
    assert not Member.objects.filter(Q(invited_at__gt=now) | Q(answered_at__gt=now) | Q(left_at__gt=now)).exists()


def _one_press_signs_in() -> None:
    client = Client()
    page = client.get("/demo/")
    assert page.status_code == 200
    assert b"Sanne de Haan" in page.content
    assert client.post("/demo/", {"who": "nobody"}).status_code == 404
    answer = client.post("/demo/", {"who": "sanne"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert str(User.objects.get(email="sanne@kring.example").pk) == client.session["_auth_user_id"]


def _people_are_found_by_a_piece_of_their_name() -> None:
    found = {choice.who.name for group in groups_of_people("sanne") for choice in group.choices}
    assert found == {"Sanne de Haan"}
