"""Two people change the same row at once: nobody's words are lost."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from kring.circles import actions as circles
from kring.circles.models import Lead, Member
from kring.core import clock
from kring.core.verdict import Refused
from kring.log.models import Act
from kring.plans import actions as plans
from kring.plans.models import Agreement, Goal
from kring.sharing.actions import consent as consents
from kring.sharing.actions.reminding import remind_of_requests
from kring.sharing.actions.share import ask_to_share
from kring.sharing.consent_rules import Decider, Wish
from kring.sharing.models import ShareRequest
from kring.sharing.reading import Reading, load_circle
from tests.conftest import SignIn
from tests.world import World, make_world

Send = Callable[..., Any]


def goal_fields(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "result": "De huur is weer op orde",
        "own_words": "",
        "life_domain": str(world.domains["wonen"].pk),
        "about": "",
        "revision": "1",
        **changes,
    }


def goal_address(world: World) -> str:
    return reverse("goal", args=[world.circle.pk, world.goal.pk])


def test_the_second_sees_both_texts_and_may_save_one_of_both(world: World, sign_in: SignIn, send: Send) -> None:
    anouk, fatma = sign_in(world.anouk), sign_in(world.fatma)
    first = send(anouk, goal_address(world), **goal_fields(world, result="De huur is elke maand betaald"))
    assert first.status_code == 303
    answer = send(fatma, goal_address(world), **goal_fields(world, result="Geen schuld meer bij Woonstee"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "De huur is elke maand betaald" in page
    assert "Geen schuld meer bij Woonstee" in page
    assert "Anouk Bakker" in page
    assert 'name="revision" value="2"' in page
    world.goal.refresh_from_db()
    assert world.goal.result == "De huur is elke maand betaald"
    both = goal_fields(world, result="Elke maand betaald, geen schuld meer", revision="2")
    assert send(fatma, goal_address(world), **both).status_code == 303
    world.goal.refresh_from_db()
    assert world.goal.result == "Elke maand betaald, geen schuld meer"


def test_two_who_changed_different_things_get_one_form_with_both(world: World, sign_in: SignIn, send: Send) -> None:
    send(sign_in(world.anouk), goal_address(world), **goal_fields(world, result="De huur is elke maand betaald"))
    answer = send(sign_in(world.fatma), goal_address(world), **goal_fields(world, own_words="Ik wil weer opendoen."))
    form = answer.context["form"]
    assert answer.status_code == 409
    assert form["result"].value() == "De huur is elke maand betaald"
    assert form["own_words"].value() == "Ik wil weer opendoen."


def test_two_who_change_one_agreement_keep_both_texts(world: World, sign_in: SignIn, send: Send) -> None:
    address = reverse("agreement", args=[world.circle.pk, world.agreement.pk])
    fields = {
        "responsible": str(world.agreement.responsible_id),
        "when": "day",
        "day": f"{world.agreement.due_on:%d-%m-%Y}",
        "revision": "1",
    }
    assert send(sign_in(world.anouk), address, **fields, what="Bellen voor donderdag").status_code == 303
    answer = send(sign_in(world.ahmed), address, **{**fields, "when": "next_week"}, what="Langsgaan bij de deurwaarder")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bellen voor donderdag" in page
    assert "Langsgaan bij de deurwaarder" in page
    assert answer.context["form"]["when"].value() == "next_week"


def test_words_stay_when_the_goal_was_closed_to_the_second_meanwhile(world: World, sign_in: SignIn, send: Send) -> None:
    moved = goal_fields(world, result="Weer slapen", life_domain=str(world.domains["psyche"].pk))
    assert send(sign_in(world.anouk), goal_address(world), **moved).status_code == 303
    with pytest.raises(plans.ChangedMeanwhile):
        plans.change_goal(world.goal, revision=1, result="x", by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    answer = send(sign_in(world.ahmed), goal_address(world), **goal_fields(world, result="Mijn woorden"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mijn woorden" in page
    assert "Psychische gezondheid" in page
    assert "Weer slapen" not in page
    now = send(sign_in(world.ahmed), goal_address(world), **goal_fields(world, result="Toch", revision="2"))
    assert now.status_code == 403
    world.goal.refresh_from_db()
    assert world.goal.result == "Weer slapen"


@pytest.mark.parametrize("revision", ["0", "99", "-1", "9" * 30])
def test_a_forged_revision_changes_nothing(world: World, sign_in: SignIn, send: Send, revision: str) -> None:
    forged = goal_fields(world, result="Anders", revision=revision)
    assert send(sign_in(world.anouk), goal_address(world), **forged).status_code in (400, 409)
    closed = reverse("goal", args=[world.circle.pk, world.second_goal.pk])
    answer = send(sign_in(world.ahmed), closed, **forged)
    assert answer.status_code in (400, 403, 409)
    assert "Rust in het hoofd" not in answer.content.decode()
    assert set(Goal.objects.values_list("result", flat=True)) == {"De huur is weer op orde", "Rust in het hoofd"}


@pytest.fixture
def committed(transactional_db: None) -> World:
    """The cast as other connections see it."""
    return make_world()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run these on connections of their own at the same moment; gives what each gave, or its refusal."""
    start = Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(number: int) -> None:
        try:
            start.wait()
            answers[number] = acts[number]()
        except Refused as refused:
            answers[number] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_first_goals_on_three_connections_leave_one_first(committed: World) -> None:
    actor, seat = committed.actor(committed.stranger), committed.seat(committed.stranger, committed.other_circle)
    plan = plans.start_plan(committed.other_circle, by=actor, seat=seat)
    add = partial(plans.add_goal, plan, by=actor, seat=seat)
    at_once(*(partial(add, result=result) for result in ("Een", "Twee", "Drie")))
    assert Goal.objects.filter(plan=plan).count() == 3
    assert Goal.objects.filter(plan=plan, is_first=True).count() == 1


def test_of_two_who_close_at_the_same_moment_one_hears_that_it_was_done(committed: World) -> None:
    actor, seat = committed.actor(committed.ahmed), committed.seat(committed.ahmed)
    close = partial(plans.close_agreement, committed.agreement, done=True, by=actor, seat=seat)
    answers = at_once(close, close)
    assert sorted(type(answer).__name__ for answer in answers) == ["Agreement", "Refused"]


def test_a_change_of_who_comes_first_on_two_connections_leaves_one_first(committed: World) -> None:
    actor, seat = committed.actor(committed.anouk), committed.seat(committed.anouk)
    third = plans.add_goal(committed.plan, result="Derde", by=actor, seat=seat)
    at_once(*(partial(plans.put_first, goal, by=actor, seat=seat) for goal in (committed.second_goal, third)))
    assert Goal.objects.filter(plan=committed.plan, is_first=True).count() == 1


def test_two_first_goals_one_after_the_other_leave_one_first(world: World) -> None:
    plan = plans.start_plan(
        world.other_circle, by=world.actor(world.stranger), seat=world.seat(world.stranger, world.other_circle)
    )
    for result in ("Een", "Twee"):
        plans.add_goal(
            plan, result=result, by=world.actor(world.stranger), seat=world.seat(world.stranger, world.other_circle)
        )
    assert [goal.result for goal in Goal.objects.filter(plan=plan, is_first=True)] == ["Een"]


def test_two_who_put_another_goal_first_leave_one_first(world: World) -> None:
    third = plans.add_goal(world.plan, result="Derde", by=world.actor(world.anouk), seat=world.seat(world.anouk))
    plans.put_first(world.second_goal, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    plans.put_first(third, by=world.actor(world.fatma), seat=world.seat(world.fatma))
    assert list(Goal.objects.filter(plan=world.plan, is_first=True)) == [third]


def test_closing_twice_says_that_it_was_closed_already(world: World, sign_in: SignIn, send: Send) -> None:
    address = reverse("agreement_done", args=[world.circle.pk, world.agreement.pk])
    assert send(sign_in(world.ahmed), address, how="done").status_code == 303
    answer = send(sign_in(world.anouk), address, why_not="Er nam niemand op")
    assert answer.status_code == 403
    world.agreement.refresh_from_db()
    assert world.agreement.state == Agreement.State.DONE


def test_a_double_click_closes_once_and_shows_the_same(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.ahmed)
    address = reverse("agreement_done", args=[world.circle.pk, world.agreement.pk])
    form = {"once": "0193a1b2-0000-7000-8000-000000000001", "how": "done"}
    first, second = browser.post(address, form), browser.post(address, form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Agreement.history.filter(id=world.agreement.pk).count() == 2


def test_who_leaves_meanwhile_gets_no_agreement(world: World) -> None:
    seat_as_the_form_saw_it = world.seat(world.ahmed)
    circles.leave(world.seat(world.ahmed), by=world.actor(world.ahmed))
    with pytest.raises(Refused):
        plans.add_agreement(
            world.goal,
            what="Bellen",
            who=seat_as_the_form_saw_it,
            due_on=world.period.review_on,
            by=world.actor(world.anouk),
            seat=world.seat(world.anouk),
        )
    assert seat_as_the_form_saw_it.state == Member.State.ACCEPTED


def test_a_goal_that_ended_meanwhile_gets_no_agreement(world: World) -> None:
    plans.end_goal(
        Goal.objects.get(pk=world.goal.pk), state="reached", by=world.actor(world.anouk), seat=world.seat(world.anouk)
    )
    with pytest.raises(Refused):
        plans.add_agreement(
            world.goal,
            what="Bellen",
            who=world.seat(world.ahmed),
            due_on=world.period.review_on,
            by=world.actor(world.anouk),
            seat=world.seat(world.anouk),
        )


def test_of_two_who_take_the_lead_at_the_same_moment_one_leads(committed: World) -> None:
    anouk, there = committed.actor(committed.anouk), committed.other_circle
    stef, seat = committed.actor(committed.stranger), committed.seat(committed.stranger, there)
    circles.accept_invitation(circles.invite(there, by=stef, seat=seat, professional=committed.anouk), by=anouk)
    takes = [
        partial(circles.take_lead, own, by=by)
        for by, own in ((stef, seat), (anouk, committed.seat(committed.anouk, there)))
    ]
    answers = at_once(*takes)
    assert sorted(type(answer).__name__ for answer in answers) == ["Lead", "Refused"]
    assert Lead.objects.filter(circle=there, state="accepted").count() == 1


def test_a_yes_to_the_lead_given_twice_counts_once(committed: World) -> None:
    anouk, ahmed = committed.actor(committed.anouk), committed.actor(committed.ahmed)
    offer = circles.offer_lead(committed.seat(committed.ahmed), by=anouk, seat=committed.seat(committed.anouk))
    answers = at_once(*(partial(circles.accept_lead, Lead.objects.get(pk=offer.pk), by=ahmed) for _ in range(2)))
    assert sorted(type(answer).__name__ for answer in answers) == ["Lead", "Refused"]
    assert Act.objects.filter(name="lead.accepted", subject=offer.pk).count() == 1


def test_a_yes_and_a_no_to_one_invitation_leave_one_answer(committed: World) -> None:
    inge = committed.actor(committed.invited)
    first, second = committed.seat(committed.invited), committed.seat(committed.invited)
    answers = at_once(
        partial(circles.accept_invitation, first, by=inge, goal="Rust"),
        partial(circles.refuse_invitation, second, by=inge, why="Geen tijd"),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Member", "Refused"]


def test_who_leaves_while_taking_the_lead_does_not_lead_from_outside(committed: World) -> None:
    anouk, ahmed = committed.actor(committed.anouk), committed.actor(committed.ahmed)
    offer = circles.offer_lead(committed.seat(committed.ahmed), by=anouk, seat=committed.seat(committed.anouk))
    at_once(
        partial(circles.accept_lead, Lead.objects.get(pk=offer.pk), by=ahmed),
        partial(circles.leave, committed.seat(committed.ahmed), by=ahmed),
    )
    lead = Lead.objects.select_related("member").get(circle=committed.circle, state="accepted")
    assert lead.member.state == Member.State.ACCEPTED


def test_two_who_choose_a_steady_contact_at_once_leave_one(committed: World) -> None:
    anouk, seat = committed.actor(committed.anouk), committed.seat(committed.anouk)
    choices = [committed.seat(who) for who in (committed.ahmed, committed.gees)]
    answers = at_once(*(partial(circles.choose_steady_contact, choice, by=anouk, seat=seat) for choice in choices))
    assert [type(answer).__name__ for answer in answers] == ["Member", "Member"]
    assert Member.objects.filter(circle=committed.circle, is_steady_contact=True).count() == 1


def test_a_yes_and_a_no_to_one_consent_at_the_same_moment_leave_one_answer(committed: World) -> None:
    anouk, fatma, seat = committed.actor(committed.anouk), committed.actor(committed.fatma), committed.seat
    wish = Wish(
        about=committed.fatma,
        life_domains=[committed.domains["geld"]],
        purpose="Om samen te helpen",
        until=clock.today() + timedelta(days=30),
        organisations=[committed.anouk.organisation],
        up_to=1,
    )
    asked = consents.ask_consent(committed.circle, wish, by=anouk, seat=seat(committed.anouk))
    mine = {"decider": Decider(committed.fatma), "by": fatma, "seat": seat(committed.fatma)}
    answers = at_once(*(partial(consents.say, asked, says_yes=yes, **mine) for yes in (True, False)))
    assert sorted(type(answer).__name__ for answer in answers) == ["Consent", "Refused"]
    assert asked.voices.count() == 1


def test_of_two_who_withdraw_at_the_same_moment_one_hears_that_it_was_done(committed: World) -> None:
    fatma, seat = committed.actor(committed.fatma), committed.seat(committed.fatma)
    riet = Wish(
        about=committed.fatma,
        life_domains=[committed.domains["geld"]],
        purpose="Om mee te denken",
        until=clock.today() + timedelta(days=30),
        supporters=[committed.supporter],
        up_to=1,
    )
    given = consents.ask_consent(committed.circle, riet, by=fatma, seat=seat)
    withdraw = partial(consents.withdraw, given, decider=Decider(committed.fatma), by=fatma)
    answers = at_once(withdraw, withdraw)
    assert sorted(type(answer).__name__ for answer in answers) == ["Consent", "Refused"]


def test_two_workers_remind_of_one_question_once(committed: World) -> None:
    circle = load_circle(committed.circle.pk)
    assert circle is not None
    reading = Reading(circle, committed.seat(committed.ahmed))
    ask_to_share(committed.health_note, why="Voor de huur", by=committed.actor(committed.ahmed), reading=reading)
    ShareRequest.objects.update(asked_at=clock.now() - timedelta(days=4))
    assert sum(at_once(remind_of_requests, remind_of_requests)) == 1
