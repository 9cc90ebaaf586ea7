"""Reading back and closing: aloud, heard, a yes or a no of who was not there, and taking the closing back."""

from datetime import timedelta
from typing import Any

import pytest

from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.meetings import actions
from kring.meetings.models import AgendaItem
from kring.plans import actions as plans
from kring.plans.models import Agreement
from tests.conftest import SignIn
from tests.test_table import Send, agreed, begun, where
from tests.world import World


def anouk(world: World) -> dict[str, Any]:
    return {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}


def test_agreements_are_read_aloud_one_by_one(world: World, sign_in: SignIn, send: Send) -> None:
    item, browser = begun(world), sign_in(world.anouk)
    one, two = agreed(world, item), agreed(world, item, what="De bus bellen", who=world.seat(world.anouk))
    aloud = where(item, "item_read")
    page = browser.get(aloud).content.decode()
    assert "Afspraak 1 van 2" in page
    assert "De bus bellen" not in page
    send(browser, where(item, "item_ask_yes", one.pk), next=aloud)
    assert "Afspraak 2 van 2" in browser.get(aloud).content.decode()
    assert send(browser, where(item, "item_heard", two.pk), next=aloud)["Location"].startswith(aloud)
    page = browser.get(aloud).content.decode()
    assert "Alles is voorgelezen" in page
    assert "Alles is voorgelezen: sluit af" in page
    assert browser.get(aloud, {"nr": "1"}).context["number"] == 1
    for odd in ("0", "99", "x", "-1"):
        assert browser.get(aloud, {"nr": odd}).status_code == 200


def test_an_agreement_that_i_may_not_read_is_not_read_aloud_from_my_screen(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    agreed(world, item, goal=world.second_goal, what="Naar de dokter", who=world.seat(world.anouk))
    assert "Naar de dokter" not in sign_in(world.ahmed).get(where(item, "item_read")).content.decode()


def test_who_was_not_there_says_yes_after_the_talk(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    back = agreed(world, item)
    actions.ask_yes(back, **anouk(world))
    actions.close(item, **anouk(world))
    page = sign_in(world.ahmed).get(where(item)).content.decode()
    assert "Ja, ik doe dit" in page
    send(sign_in(world.ahmed), where(item, "item_heard", back.pk))
    back.refresh_from_db()
    assert back.heard_at is not None


def test_a_no_of_who_was_not_there_comes_back_to_the_chair(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    back = agreed(world, item)
    actions.ask_yes(back, **anouk(world))
    actions.close(item, **anouk(world))
    ahmed = sign_in(world.ahmed)
    assert send(ahmed, where(item, "item_no", back.pk), why="").status_code == 400
    send(ahmed, where(item, "item_no", back.pk), why="Ik ben er die week niet.")
    page = sign_in(world.anouk).get(where(item)).content.decode()
    assert "Iemand zei nee" in page
    assert "Ik ben er die week niet." in page
    letter = Mail.objects.get(address="anouk@example.nl", text__contains="Iemand kan niet doen")
    assert "deurwaarder" not in letter.text
    assert "Ahmed" not in letter.text
    assert send(ahmed, where(item, "item_no", back.pk), why="Nog eens.").status_code == 403


def test_after_a_no_something_else_is_agreed_and_asked_again(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    back = agreed(world, item)
    actions.ask_yes(back, **anouk(world))
    actions.close(item, **anouk(world))
    actions.refuse(back, why="Te vroeg.", by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    agreement = Agreement.objects.get(pk=back.agreement_id)
    later = {"what": agreement.what, "responsible": world.seat(world.ahmed), "in_week": False}
    later["due_on"] = clock.today() + timedelta(days=20)
    plans.change_agreement(agreement, revision=agreement.revision, **later, **anouk(world))
    send(sign_in(world.anouk), where(item, "item_ask_yes", back.pk))
    assert "Iemand zei nee" not in sign_in(world.anouk).get(where(item)).content.decode()
    send(sign_in(world.ahmed), where(item, "item_heard", back.pk))
    back.refresh_from_db()
    assert (back.heard_at is not None, back.refused_why) == (True, "")


@pytest.mark.parametrize("who", ["anouk", "fatma", "gees", "supporter"])
def test_nobody_says_no_for_somebody_else(world: World, sign_in: SignIn, send: Send, who: str) -> None:
    item = begun(world)
    back = agreed(world, item)
    browser = sign_in(getattr(world, who))
    assert browser.get(where(item, "item_no", back.pk)).status_code == 403
    assert send(browser, where(item, "item_no", back.pk), why="Nee.").status_code == 403


def test_with_a_no_at_the_table_the_talk_does_not_close(world: World) -> None:
    item = begun(world)
    back = agreed(world, item)
    actions.refuse(back, why="Nee.", by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    with pytest.raises(Refused):
        actions.close(item, **anouk(world))


def test_who_closed_it_opens_it_again_on_the_same_day(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    actions.close(item, **anouk(world))
    assert send(sign_in(world.ahmed), where(item, "item_reopen")).status_code == 403
    send(sign_in(world.anouk), where(item, "item_reopen"))
    item.refresh_from_db()
    assert item.state == AgendaItem.State.OPEN


def test_the_day_after_it_stays_closed(world: World) -> None:
    item = begun(world)
    actions.close(item, **anouk(world))
    with clock.at(clock.now() + timedelta(days=1)), pytest.raises(Refused):
        actions.reopen(item, **anouk(world))
