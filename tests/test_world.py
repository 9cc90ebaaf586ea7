"""The cast stands, and reads what it may."""

import pytest

from kring.circles import actions as circles
from kring.circles.actors import SignInBackend, actor_for
from kring.circles.models import Member
from kring.core.verdict import Refused
from kring.households.actions import add_person, give_authority
from kring.households.models import Authority
from kring.plans import actions as plans
from kring.plans.models import Goal, Note
from kring.plans.reading import read_frame_and_story, read_plan
from kring.sharing.reading import Reading, load_circle
from kring.sharing.rules import may_read, seat_of
from tests.world import World


def test_the_housing_corporation_reads_about_the_rent_and_not_about_health(world: World) -> None:
    ahmed = world.facts(world.ahmed)
    assert may_read(ahmed, world.money_note).allowed
    refused = may_read(ahmed, world.health_note)
    assert not refused.allowed
    assert "Psychische gezondheid" in str(refused.reason)


def test_the_list_and_the_single_answer_agree_for_everybody(world: World) -> None:
    for model in (Note, Goal):
        for member in Member.objects.present().filter(circle=world.circle):
            reader = world.facts(member.who)
            items = list(model.objects.select_related("author", "life_domain"))
            one_by_one = {item.pk for item in items if may_read(reader, item).allowed}
            assert one_by_one == set(model.objects.readable_by(reader).values_list("pk", flat=True))


def test_who_may_read_names_everybody_in_the_circle(world: World) -> None:
    circle = load_circle(world.circle.pk)
    assert circle is not None
    reading = Reading(circle, seat_of(world.actor(world.ahmed), circle))
    may = {member.name for member, verdict in reading.who_reads(world.health_note) if verdict.allowed}
    assert may == {"Gees Postma", "Fatma de Wit"}


def test_a_parent_who_lives_elsewhere_reads_about_the_child_and_not_about_the_rest(world: World) -> None:
    father = add_person(world.municipality, given_name="Kees", family_name="Bos", by=None)
    give_authority(world.sam, holder=father, kind=Authority.Kind.PARENT, by=None)
    anouk, seat = world.actor(world.anouk), world.seat(world.anouk)
    member = circles.invite(world.circle, person=father, by=anouk, seat=seat)
    circles.note_answer(member, accepts=True, by=anouk, seat=seat)
    about_sam = plans.write_note(
        world.circle,
        text="Sam gaat weer voetballen.",
        about=world.sam,
        life_domain=world.domains["gezin"],
        by=anouk,
        seat=seat,
    )
    circle = load_circle(world.circle.pk)
    assert circle is not None
    reading = Reading(circle, Member.objects.get(pk=member.pk))
    frame, _story = read_frame_and_story(reading)
    assert reading.may_read(about_sam).allowed
    assert frame.message is not None
    assert frame.message.open
    assert not reading.may_read(world.money_note).allowed
    assert set(Note.objects.readable_by(reading.facts)) >= {about_sam}
    assert world.money_note not in Note.objects.readable_by(reading.facts)


def test_a_member_who_left_cannot_change_the_plan(world: World) -> None:
    with pytest.raises(Refused):
        plans.add_goal(world.plan, result="Iets", by=world.actor(world.left), seat=world.seat(world.left))


def test_a_page_reads_the_plan_with_a_constant_number_of_queries(world: World, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        circle = load_circle(world.circle.pk)
    assert circle is not None
    reading = Reading(circle, seat_of(world.actor(world.ahmed), circle))
    with django_assert_num_queries(5):
        plan = read_plan(reading)
        frame, story = read_frame_and_story(reading)
        assert reading.lead is not None
        assert reading.lead.acting.name == "Anouk Bakker"
    assert [row.goal.open for row in plan.goals] == [True, False]
    assert frame.message is not None
    assert frame.message.item.text == "Eerst de huur, dan de rest."
    assert not next(row for row in story if row.item.pk == world.health_note.pk).open


def test_account_job_and_person_are_read_in_one_query(world: World, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    backend = SignInBackend()
    for who in (world.anouk, world.fatma):
        with django_assert_num_queries(1):
            user = backend.get_user(who.user_id)
            assert user is not None
            assert actor_for(user).name == who.name


def test_what_a_resident_tells_about_themself_is_open_to_who_works_there(world: World) -> None:
    fatma = {"by": world.actor(world.fatma), "seat": world.seat(world.fatma)}
    psyche = world.domains["psyche"]
    own = plans.write_note(world.circle, text="Ik slaap slecht.", about=world.fatma, life_domain=psyche, **fatma)
    of_sam = plans.write_note(world.circle, text="Sam slaapt slecht.", about=world.sam, life_domain=psyche, **fatma)
    assert may_read(world.facts(world.ahmed), own).allowed
    assert not may_read(world.facts(world.ahmed), of_sam).allowed
    assert not may_read(world.facts(world.supporter), own).allowed


def test_own_words_that_others_change_are_own_words_no_more(world: World) -> None:
    goal = plans.add_goal(
        world.plan,
        result="Weer slapen",
        life_domain=world.domains["gezin"],
        by=world.actor(world.fatma),
        seat=world.seat(world.fatma),
    )
    assert may_read(world.facts(world.anouk), goal).allowed
    changed = plans.change_goal(
        goal,
        revision=goal.revision,
        life_domain=world.domains["psyche"],
        by=world.actor(world.gees),
        seat=world.seat(world.gees),
    )
    assert not may_read(world.facts(world.ahmed), changed).allowed
