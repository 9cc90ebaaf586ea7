"""Somebody of the own network at a talk: reads what the resident opened of this one talk, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles.actions import accept_invitation
from kring.circles.actions import invite as invite_into
from kring.circles.models import Member
from kring.core import clock
from kring.core.verdict import Refused
from kring.households.actions import move_out
from kring.households.models import Residence
from kring.log.models import Act
from kring.meetings import actions
from kring.meetings.actions import Telling
from kring.meetings.models import AgendaItem, Guest
from kring.network.models import User
from kring.plans.models import Goal, Note
from kring.sharing.actions import Withhold, withhold
from kring.sharing.models import Opening, Withholding
from kring.sharing.rules import may_read
from tests.conftest import SignIn
from tests.test_circle_form import doing
from tests.test_table import a_table, brought, where
from tests.world import World

Send = Callable[..., Any]


def coming(world: World, *, yes: bool = True, days: int = 0, **fields: Any) -> AgendaItem:
    """Anouk brings the household and invites Fatma and Riet; with the yes of Fatma that Riet reads along."""
    guests = [world.seat(world.fatma), world.seat(world.supporter)]
    opens = world.seat(world.fatma) if yes else None
    return brought(world, a_table(world, days=days), guests=guests, opens=opens, **fields)


def reads(world: World, item: Any) -> bool:
    """May Riet read it? The single answer and the list say the same."""
    facts = world.facts(world.supporter)
    listed = type(item).objects.readable_by(facts).filter(pk=item.pk).exists()
    assert may_read(facts, item).allowed is listed
    return listed


def guest_of(item: AgendaItem, world: World) -> Guest:
    return item.guests.get(member=world.seat(world.supporter))


def test_who_comes_with_a_yes_of_the_resident_reads_the_talk_and_what_is_said_there(
    world: World, sign_in: SignIn
) -> None:
    item = actions.begin(coming(world), **doing(world, world.anouk))
    actions.decide(item, text="We vragen uitstel.", said_by=world.seat(world.ahmed), **doing(world, world.anouk))
    actions.say_words(item, text="Ik slaap slecht.", said_by=world.seat(world.fatma), **doing(world, world.anouk))
    who, due = world.seat(world.gees), clock.today() + timedelta(days=3)
    actions.agree(
        item, goal=world.goal, what="Bellen met de huurbaas", who=who, due_on=due, **doing(world, world.anouk)
    )
    page = sign_in(world.supporter).get(where(item))
    assert page.status_code == 200
    shown = page.content.decode()
    for words in ("Hoe houdt zij haar huis?", "We vragen uitstel.", "Ik slaap slecht.", "Bellen met de huurbaas"):
        assert words in shown, words
    verdict = may_read(world.facts(world.supporter), item)
    assert str(verdict.reason) == "De inwoner heeft dit voor u opengezet."


def test_without_a_yes_they_come_and_read_nothing(world: World, sign_in: SignIn) -> None:
    item = coming(world, yes=False)
    assert not reads(world, item)
    assert sign_in(world.supporter).get(where(item)).status_code == 403
    assert "komt, en leest niet mee" in sign_in(world.anouk).get(where(item)).content.decode()


def test_a_resident_who_invites_opens_it_by_that(world: World) -> None:
    item = brought(world, a_table(world), guests=[world.seat(world.fatma)])
    actions.invite(
        item, [world.seat(world.supporter)], telling=Telling(world.seat(world.anouk)), **doing(world, world.fatma)
    )
    assert reads(world, item)
    opening = Opening.objects.get()
    assert (opening.by, opening.noted_by) == (world.seat(world.fatma), None)


def test_it_closes_after_the_day_of_the_talk(world: World) -> None:
    item = coming(world, days=2)
    with clock.at(clock.now() + timedelta(days=2)):
        assert reads(world, item)
    with clock.at(clock.now() + timedelta(days=3)):
        assert not reads(world, item)


def test_another_day_moves_it_and_off_the_agenda_closes_it(world: World) -> None:
    item = actions.put_off(coming(world), a_table(world, days=6, name="Later"), **doing(world, world.anouk))
    assert set(Opening.objects.values_list("until", flat=True)) == {clock.today() + timedelta(days=6)}
    actions.drop(item, **doing(world, world.anouk))
    assert not reads(world, item)


def test_of_earlier_talks_the_plan_and_the_story_nothing_opens(world: World) -> None:
    before = brought(world, a_table(world, name="Eerder"), question="Wat toen?")
    coming(world)
    assert not reads(world, before)
    for model in (Goal, Note):
        for item in model.objects.filter(circle=world.circle):
            assert not reads(world, item)


def test_what_is_about_somebody_else_or_kept_from_the_resident_stays_closed(world: World) -> None:
    item = actions.begin(coming(world), **doing(world, world.anouk))
    decided = actions.decide(item, text="Iets", said_by=world.seat(world.ahmed), **doing(world, world.anouk)).note
    assert reads(world, decided)
    how = Withhold(Withholding.Why.SAFETY, clock.today() + timedelta(days=3))
    withhold(decided, how, **doing(world, world.anouk))
    assert not reads(world, decided)
    # Sam's own: Fatma does not open what is about her son.
    AgendaItem.objects.filter(pk=item.pk).update(about=world.sam)
    item.refresh_from_db()
    actions.decide(item, text="Over Sam", said_by=world.seat(world.ahmed), **doing(world, world.anouk))
    assert not reads(world, Note.objects.get(text="Over Sam"))


def test_what_is_sensitive_about_a_home_of_several_is_not_opened_by_one(world: World) -> None:
    with pytest.raises(Refused, match="gevoelig"):
        coming(world, life_domain=world.domains["psyche"])
    move_out(Residence.objects.get(person=world.sam), on=clock.today(), by=None)
    assert reads(world, coming(world, life_domain=world.domains["psyche"]))


def test_a_young_person_does_not_open_it_alone(world: World) -> None:
    world.sam.user = User.objects.create_user("sam@example.nl")
    world.sam.save()
    seat = accept_invitation(
        invite_into(world.circle, person=world.sam, **doing(world, world.anouk)), by=world.actor(world.sam)
    )
    item = coming(world, yes=False)
    with pytest.raises(Refused, match="beslist hier niet alleen over"):
        actions.open_talk(guest_of(item, world), seat, by=world.actor(world.sam), seat=seat)
    # Inviting is theirs; it opens nothing.
    Guest.objects.filter(member__supporter=world.supporter).delete()
    actions.invite(
        item,
        [world.seat(world.supporter)],
        telling=Telling(world.seat(world.anouk)),
        by=world.actor(world.sam),
        seat=seat,
    )
    assert not reads(world, item)


def test_who_left_the_circle_opens_nothing_any_more(world: World) -> None:
    item = coming(world)
    Member.objects.filter(pk=world.seat(world.fatma).pk).update(state="left", left_at=clock.now())
    assert not reads(world, item)


def test_it_is_closed_and_opened_again_on_the_page_and_both_are_in_the_log(
    world: World, sign_in: SignIn, send: Send
) -> None:
    item = coming(world)
    guest = guest_of(item, world)
    shut, opens = (reverse(name, args=[world.circle.pk, guest.pk]) for name in ("guest_shut", "guest_open"))
    fatma = sign_in(world.fatma)
    assert "leest dit overleg mee" in fatma.get(where(item)).content.decode()
    assert send(fatma, shut).status_code == 303
    assert not reads(world, item)
    assert send(fatma, opens, resident=str(world.seat(world.fatma).pk)).status_code == 303
    assert reads(world, item)
    send(fatma, shut)
    anouk = sign_in(world.anouk)
    assert "Fatma de Wit zegt ja" in anouk.get(where(item)).content.decode()
    assert send(anouk, opens, resident=str(world.seat(world.fatma).pk)).status_code == 303
    assert Opening.objects.filter(ended_at__isnull=True).get().noted_by == world.seat(world.anouk)
    assert Act.objects.filter(name="sharing.opened_to").count() == 3
    assert Act.objects.filter(name="sharing.closed_to").count() == 2


def test_bad_input_and_others_open_nothing(world: World, sign_in: SignIn, send: Send) -> None:
    item = coming(world, yes=False)
    opens = reverse("guest_open", args=[world.circle.pk, guest_of(item, world).pk])
    for said in ("", "x", str(world.seat(world.anouk).pk)):
        assert send(sign_in(world.anouk), opens, resident=said).status_code == 400
    yes = {"resident": str(world.seat(world.fatma).pk)}
    assert send(sign_in(world.supporter), opens, **yes).status_code == 403
    assert send(sign_in(world.stranger), opens, **yes).status_code == 404
    assert not Opening.objects.exists()


def test_the_form_asks_who_said_yes_and_the_resident_needs_no_question(
    world: World, sign_in: SignIn, send: Send
) -> None:
    item = brought(world, a_table(world), guests=[world.seat(world.fatma)])
    riet, fatma, anouk = (str(world.seat(who).pk) for who in (world.supporter, world.fatma, world.anouk))
    page = sign_in(world.anouk).get(where(item, "item_invite")).content.decode()
    assert "Mag iemand uit het eigen netwerk meelezen?" in page
    assert "Mag iemand" not in sign_in(world.fatma).get(where(item, "item_invite")).content.decode()
    asked = {"guests": [riet], "opens": fatma, "tell": anouk}
    assert send(sign_in(world.anouk), where(item, "item_invite"), **asked | {"opens": "x"}).status_code == 400
    assert send(sign_in(world.anouk), where(item, "item_invite"), **asked).status_code == 303
    assert reads(world, item)


def test_what_they_type_themself_is_found_again(world: World, sign_in: SignIn, send: Send) -> None:
    item = actions.begin(coming(world), **doing(world, world.anouk))
    riet = sign_in(world.supporter)
    for goal in ("Dat zij hier blijft wonen", "Dat ze rust heeft"):
        assert send(riet, where(item, "item_prepare"), goal=goal, can="", cannot="").status_code == 303
    assert "Dat ze rust heeft" in riet.get(where(item)).content.decode()
    actions.prepare(item, goal="Alleen voor wie er werkt", **doing(world, world.anouk))
    assert "voor anderen bedoeld" not in riet.get(where(item)).content.decode()
    assert send(riet, where(item, "item_park"), question="Mag ik de sleutel houden?").status_code == 303
    assert "Mag ik de sleutel houden?" in riet.get(where(item)).content.decode()


def test_one_item_is_opened_once_to_somebody_also_in_the_database(world: World) -> None:
    coming(world)
    row = Opening.objects.get()
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_the_page_says_it_with_one_query_more(world: World, sign_in: SignIn) -> None:
    fatma, asked = sign_in(world.fatma), []
    for yes in (False, True):
        item = coming(world, yes=yes)
        fatma.get(where(item))
        with CaptureQueriesContext(connection) as queries:
            fatma.get(where(item))
        asked.append(len(queries))
        actions.drop(item, **doing(world, world.anouk))
    assert asked[0] == asked[1] <= 16


def test_the_summary_of_that_day_says_what_was_opened_and_nothing_of_the_rest(world: World, sign_in: SignIn) -> None:
    item = coming(world)
    actions.prepare(item, goal="Alleen voor de kring", **doing(world, world.fatma))
    actions.begin(item, **doing(world, world.anouk))
    actions.decide(item, text="We vragen uitstel.", said_by=world.seat(world.ahmed), **doing(world, world.anouk))
    actions.close(AgendaItem.objects.get(pk=item.pk), **doing(world, world.anouk))
    riet = sign_in(world.supporter)
    page = riet.get(where(item, "summary"))
    shown = page.content.decode()
    assert page.status_code == 200
    assert "We vragen uitstel." in shown
    assert "Alleen voor de kring" not in shown
    assert "voor anderen bedoeld" not in shown
    with clock.at(clock.now() + timedelta(days=1)):
        assert sign_in(world.supporter).get(where(item, "summary")).status_code == 403
