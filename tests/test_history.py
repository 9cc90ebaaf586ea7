"""What was written before somebody came: it opens for them, unless the circle keeps that closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kring.circles import actions as circles
from kring.core import clock
from kring.core.verdict import Refused
from kring.log.models import Act
from kring.network.models import OrganisationKind, Professional, User
from kring.sharing.facts import may_read as may_read_at
from kring.sharing.rules import may_read
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


@pytest.fixture
def later(world: World) -> Professional:
    """Somebody of the neighbourhood team of next door who joins two days later."""
    place = world.organisations[OrganisationKind.HOUSING]
    user = User.objects.create_user("later@example.nl", "een lang wachtwoord voor later")
    who = Professional.objects.create(user=user, organisation=place, name="Lara Later", function="woonconsulent")
    with clock.at(clock.now() + timedelta(days=2)):
        seat = circles.invite(world.circle, by=world.actor(world.anouk), seat=world.seat(world.anouk), professional=who)
        circles.accept_invitation(seat, by=world.actor(who), goal="Helpen")
    # So that nothing opens because a colleague wrote it or it is theirs.
    assert world.money_note.author_organisation_id != place.pk
    return who


def say(world: World, opens: bool) -> None:
    circles.set_history(world.circle, opens=opens, by=world.actor(world.anouk), seat=world.seat(world.anouk))


def test_it_opens_for_who_joins_later_unless_the_circle_closes_it(
    world: World, later: Professional, sign_in: SignIn, send: Send
) -> None:
    with clock.at(clock.now() + timedelta(days=3)):
        assert may_read(world.facts(later), world.money_note).allowed
        answer = send(sign_in(world.anouk), reverse("circle_history", args=[world.circle.pk]), opens="no")
        assert answer.status_code == 303
        closed = may_read(world.facts(later), world.money_note)
        assert (closed.allowed, closed.ground) == (False, "before_you")
        assert may_read(world.facts(world.ahmed), world.money_note).allowed
        page = sign_in(later).get(reverse("story", args=[world.circle.pk])).content.decode()
        assert "brief van de deurwaarder" not in page


def test_only_who_steers_the_circle_sets_it(world: World, sign_in: SignIn, send: Send) -> None:
    page = reverse("circle_history", args=[world.circle.pk])
    assert send(sign_in(world.supporter), page, opens="no").status_code == 403
    circles.close_circle(world.circle, why="Klaar.", by=world.actor(world.anouk), seat=world.seat(world.anouk))
    with pytest.raises(Refused):
        say(world, False)


def test_the_same_choice_again_is_no_change(world: World) -> None:
    say(world, True)
    assert not Act.objects.filter(name="circle.history").exists()


def test_the_past_is_explained_by_the_choice_of_that_moment(world: World, later: Professional) -> None:
    start = clock.now()
    for days, opens in ((4, False), (6, True), (8, False)):
        with clock.at(start + timedelta(days=days)):
            say(world, opens)
    asked = {
        days: may_read_at(world.actor(later), world.money_note, at=start + timedelta(days=days))
        for days in (3, 5, 7, 9)
    }
    assert {days: verdict.allowed for days, verdict in asked.items()} == {3: True, 5: False, 7: True, 9: False}
