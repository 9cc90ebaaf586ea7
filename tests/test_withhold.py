"""Keeping something from who it is about: by whom, with a reason, until a day, looked at again, and opened."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.households.models import Person
from kring.network.models import Professional
from kring.sharing.actions import Withhold, open_again, reminding, withhold
from kring.sharing.models import Withholding
from kring.sharing.rules import may_read
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]
SAFETY = Withholding.Why.SAFETY


def keep_closed(world: World, days: int = 30) -> Withholding:
    """Anouk keeps the note about the bailiff from Fatma."""
    how = Withhold(SAFETY, clock.today() + timedelta(days=days), "Eerst praten.")
    return withhold(world.money_note, how, by=world.actor(world.anouk), seat=world.seat(world.anouk))


def reads(world: World, who: Professional | Person) -> bool:
    return may_read(world.facts(who), world.money_note).allowed


def address(world: World, name: str = "withhold") -> str:
    return reverse(name, args=[world.circle.pk, "note", world.money_note.pk])


def test_who_wrote_it_keeps_it_closed_and_the_others_keep_reading(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    assert address(world) in browser.get(address(world, "why")).content.decode()
    day = clock.today() + timedelta(days=20)
    answer = send(browser, address(world), why="safety", words="Eerst praten.", until=f"{day:%d-%m-%Y}")
    assert answer.status_code == 303
    assert (reads(world, world.fatma), reads(world, world.ahmed)) == (False, True)
    page = sign_in(world.ahmed).get(address(world, "why")).content.decode()
    assert "Dicht voor wie het over gaat" in page
    assert "Eerst praten." in page
    assert sign_in(world.fatma).get(address(world, "why")).status_code == 404


@pytest.mark.parametrize("days", [-1, 100])
def test_a_day_that_passed_or_lies_too_far_says_so_at_the_field(
    world: World, sign_in: SignIn, send: Send, days: int
) -> None:
    day = clock.today() + timedelta(days=days)
    answer = send(sign_in(world.anouk), address(world), why="safety", until=f"{day:%d-%m-%Y}")
    assert answer.status_code == 400
    assert "Kies een dag" in answer.content.decode()
    assert not Withholding.objects.exists()


def test_another_organisation_and_who_may_not_read_it_cannot(world: World, sign_in: SignIn, send: Send) -> None:
    assert send(sign_in(world.ahmed), address(world), why="safety", until="31-12-2026").status_code == 403
    closed = reverse("withhold", args=[world.circle.pk, "note", world.health_note.pk])
    assert sign_in(world.ahmed).get(closed).status_code == 404
    assert send(sign_in(world.fatma), address(world), why="safety", until="31-12-2026").status_code in (403, 404)
    assert not Withholding.objects.exists()


def test_made_longer_one_row_counts_and_opening_it_opens_it(world: World, sign_in: SignIn, send: Send) -> None:
    first, longer = keep_closed(world), keep_closed(world, days=60)
    first.refresh_from_db()
    assert (first.ended_at is not None, longer.follows) == (True, first)
    end = reverse("withhold_end", args=[world.circle.pk, longer.pk])
    assert send(sign_in(world.ahmed), end).status_code == 403
    assert not reads(world, world.fatma)
    assert send(sign_in(world.anouk), end).status_code == 303
    assert reads(world, world.fatma)
    with pytest.raises(Refused):
        open_again(longer, by=world.actor(world.anouk), seat=world.seat(world.anouk))


def test_a_row_of_another_circle_is_not_there(world: World, sign_in: SignIn, send: Send) -> None:
    row = keep_closed(world)
    elsewhere = reverse("withhold_end", args=[world.other_circle.pk, row.pk])
    assert send(sign_in(world.stranger), elsewhere).status_code == 404
    assert not reads(world, world.fatma)


def test_the_writer_is_asked_once_in_time_to_look_again(world: World, sign_in: SignIn) -> None:
    keep_closed(world, days=20)
    assert reminding.remind_of_withheld() == 0
    with clock.at(clock.now() + timedelta(days=14)):
        assert (reminding.remind_of_withheld(), reminding.remind_of_withheld()) == (1, 0)
        mail = Mail.objects.get(address=world.anouk.email, subject="Kring: Iets gaat binnenkort open")
        assert "deurwaarder" not in mail.text + mail.subject
        assert address(world, "why") in sign_in(world.anouk).get("/").content.decode()
        assert address(world, "why") not in sign_in(world.ahmed).get("/").content.decode()


def test_it_opens_by_itself_after_its_day(world: World) -> None:
    keep_closed(world, days=20)
    with clock.at(clock.now() + timedelta(days=20)):
        assert not reads(world, world.fatma)
    with clock.at(clock.now() + timedelta(days=21)):
        assert reads(world, world.fatma)
