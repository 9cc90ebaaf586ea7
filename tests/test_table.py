"""One household at a table: brought, prepared, talked about, agreed, read back, closed; and who sees what of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.db import IntegrityError
from django.urls import reverse

from kring.circles import actions as circles
from kring.core import clock
from kring.core.mails import send_due_mails
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.households.models import Person
from kring.log.models import Look
from kring.meetings import actions
from kring.meetings.models import AgendaItem, Meeting, MeetingSeries, Participant, Preparation, ReadBack
from kring.plans import actions as plans
from kring.plans.models import Agreement, Note
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def a_table(world: World, *, days: int = 0, name: str = "Tafel Noord") -> Meeting:
    day = clock.today() + timedelta(days=days)
    meeting = Meeting.objects.create(
        municipality=world.municipality, name=name, planned_on=day, day=day, at=time(13, 0), chair=world.stranger
    )
    for who in (world.anouk, world.ahmed, world.gees, world.stranger):
        Participant.objects.create(meeting=meeting, professional=who)
    return meeting


def brought(world: World, meeting: Meeting | None = None, **fields: Any) -> AgendaItem:
    """Anouk brings household De W."""
    asked = {"question": "Hoe houdt zij haar huis?", "hoped_for": "Rust", **fields}
    who = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    return actions.bring(world.circle, meeting or a_table(world), **asked, **who)


def begun(world: World, **fields: Any) -> AgendaItem:
    item = brought(world, **fields)
    return actions.begin(item, by=world.actor(world.anouk), seat=world.seat(world.anouk))


def agreed(world: World, item: AgendaItem, **fields: Any) -> ReadBack:
    """Ahmed calls the landlord, Anouk types it."""
    day = clock.today() + timedelta(days=4)
    asked = {"goal": world.goal, "what": "De verhuurder bellen", "who": world.seat(world.ahmed), "due_on": day}
    return actions.agree(item, **asked | fields, by=world.actor(world.anouk), seat=world.seat(world.anouk))


def where(item: AgendaItem, name: str = "item", *args: Any) -> str:
    return reverse(name, args=[item.circle_id, item.pk, *args])


def now_of(item: AgendaItem) -> str:
    """Where a screen asks whether something changed."""
    return reverse("item_live", args=[item.pk])


# On the agenda


def test_who_brings_it_says_the_question_and_the_resident_is_invited(world: World, sign_in: SignIn, send: Send) -> None:
    meeting = a_table(world)
    Person.objects.filter(pk=world.fatma.pk).update(email="fatma@example.nl")
    answer = send(
        sign_in(world.anouk),
        reverse("item_bring", args=[world.circle.pk]),
        meeting=str(meeting.pk),
        question="Hoe houdt zij haar huis?",
        hoped_for="Rust in huis",
        urgency="1",
        minutes="20",
        life_domain="",
        guests=[str(world.seat(world.fatma).pk)],
        not_invited_why="",
    )
    item = AgendaItem.objects.get()
    assert answer["Location"] == where(item)
    assert (item.meeting, item.author.professional, item.urgency) == (meeting, world.anouk, 1)
    assert item.resident_invited_at is not None
    letter = Mail.objects.get(address="fatma@example.nl")
    assert "Wit" not in letter.subject + letter.text
    assert "Hoe houdt" not in letter.subject + letter.text


def test_without_the_resident_the_reason_is_kept(world: World) -> None:
    item = brought(world, not_invited_why="Zij ligt in het ziekenhuis.")
    assert item.resident_invited_at is None
    assert not Mail.objects.filter(address="fatma@example.nl").exists()


def test_a_household_is_never_on_an_agenda_without_either(world: World) -> None:
    item = brought(world)
    with pytest.raises(IntegrityError):
        AgendaItem.objects.filter(pk=item.pk).update(resident_invited_at=None)


def test_a_household_stands_once_on_an_agenda(world: World) -> None:
    meeting = a_table(world)
    brought(world, meeting)
    with pytest.raises(Refused):
        brought(world, meeting)


def test_what_is_put_off_goes_to_a_later_table_and_counts(world: World, sign_in: SignIn, send: Send) -> None:
    item, later = brought(world), a_table(world, days=17, name="Tafel later")
    for _time in range(2):
        send(sign_in(world.anouk), where(item, "item_put_off"), meeting=str(later.pk))
        item.refresh_from_db()
        later = a_table(world, days=31)
    assert item.put_off_times == 2
    page = sign_in(world.stranger).get(reverse("table", args=[item.meeting_id])).content.decode()
    assert "2 keer" in page


# Who sees what


@pytest.mark.parametrize(
    ("domain", "who", "stays"),
    [
        ("", "anouk", True),
        ("", "ahmed", True),
        ("", "gees", True),
        ("", "fatma", True),
        ("wonen", "ahmed", True),
        ("psyche", "gees", False),
        ("psyche", "ahmed", False),
        ("psyche", "anouk", True),
    ],
)
def test_who_has_no_ground_for_an_item_steps_out(
    world: World, sign_in: SignIn, domain: str, who: str, stays: bool
) -> None:
    item = brought(world, life_domain=world.domains.get(domain))
    answer = sign_in(getattr(world, who)).get(where(item))
    assert answer.status_code == (200 if stays else 403)
    assert ("Hoe houdt zij haar huis?" in answer.content.decode()) is stays
    told = sign_in(world.anouk).get(where(item)).context["table"]
    name = getattr(world, who).name
    assert (name in [member.name for member in told.stays]) is stays
    assert (name in [member.name for member, _verdict in told.leaves]) is not stays


def test_at_the_table_others_do_not_learn_whose_household_it_is(world: World, sign_in: SignIn) -> None:
    item = brought(world)
    page = sign_in(world.stranger).get(reverse("table", args=[item.meeting_id])).content.decode()
    assert "De Wit" not in page
    assert "Hoe houdt" not in page
    assert "Verlaat even de tafel" in page
    assert sign_in(world.stranger).get(where(item)).status_code == 404


def test_who_has_a_seat_but_no_ground_sees_no_more_on_the_agenda(world: World, sign_in: SignIn) -> None:
    item = brought(world, life_domain=world.domains["psyche"])
    table = reverse("table", args=[item.meeting_id])
    assert "De Wit" not in sign_in(world.ahmed).get(table).content.decode()
    assert "De Wit" in sign_in(world.anouk).get(table).content.decode()


def test_a_table_where_nobody_asked_me_is_not_there(world: World, sign_in: SignIn) -> None:
    meeting = a_table(world)
    assert sign_in(world.door).get(reverse("table", args=[meeting.pk])).status_code == 404
    assert "Tafel Noord" not in sign_in(world.door).get(reverse("tables")).content.decode()
    assert "Tafel Noord" in sign_in(world.gees).get(reverse("tables")).content.decode()


def test_the_resident_sees_the_same_table(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    agreed(world, item)
    page = sign_in(world.fatma).get(where(item)).content.decode()
    assert "De verhuurder bellen" in page
    assert "Hoe houdt zij haar huis?" in page


def test_a_table_of_another_household_is_not_there(world: World, sign_in: SignIn) -> None:
    item = brought(world)
    assert sign_in(world.other_person).get(where(item)).status_code == 404
    mixed = reverse("item", args=[world.other_circle.pk, item.pk])
    assert sign_in(world.other_person).get(mixed).status_code == 404


# Before


def test_everybody_says_their_goal_beforehand_side_by_side(world: World, sign_in: SignIn, send: Send) -> None:
    item = brought(world)
    send(sign_in(world.ahmed), where(item, "item_prepare"), goal="De huur op tijd", can="Een regeling", cannot="")
    send(sign_in(world.fatma), where(item, "item_prepare"), goal="Hier blijven wonen", can="", cannot="Alles zelf")
    send(sign_in(world.ahmed), where(item, "item_prepare"), goal="De huur weer op tijd", can="Een regeling", cannot="")
    assert Preparation.objects.count() == 2
    page = sign_in(world.anouk).get(where(item)).content.decode()
    assert "De huur weer op tijd" in page
    assert "Hier blijven wonen" in page


def test_a_talk_does_not_begin_before_its_day(world: World) -> None:
    item = brought(world, a_table(world, days=1))
    with pytest.raises(Refused):
        actions.begin(item, by=world.actor(world.anouk), seat=world.seat(world.anouk))


# During


def test_what_one_does_the_other_screens_see_and_nothing_is_sent_when_nothing_changed(
    world: World, sign_in: SignIn
) -> None:
    item = begun(world)
    ahmed = sign_in(world.ahmed)
    live = ahmed.get(where(item)).context["live"]
    # The second time their own screen is known to be there.
    live = ahmed.get(now_of(item), {"sinds": live.main}).context["live"]
    known = {"sinds": live.main, "typt": live.stamp}
    looks = Look.objects.count()
    assert ahmed.get(now_of(item), known).status_code == 204
    assert Look.objects.count() == looks
    agreed(world, item)
    page = ahmed.get(now_of(item), known, follow=True)
    assert "De verhuurder bellen" in page.content.decode()
    assert Look.objects.count() > looks


def test_asking_what_changed_costs_as_many_queries_at_a_full_table(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    item = begun(world)
    ahmed = sign_in(world.ahmed)
    ahmed.get(where(item))
    for _time in range(6):
        agreed(world, item)
    with django_assert_max_num_queries(12):
        ahmed.get(where(item, "item_now"))
    with django_assert_max_num_queries(12):
        ahmed.get(where(item))
    live = ahmed.get(where(item)).context["live"]
    with django_assert_max_num_queries(7):
        ahmed.get(now_of(item), {"sinds": live.main, "typt": live.stamp})


def test_who_loses_the_ground_gets_nothing_more(world: World, sign_in: SignIn) -> None:
    item = begun(world, life_domain=world.domains["wonen"])
    ahmed = sign_in(world.ahmed)
    assert ahmed.get(where(item)).status_code == 200
    circles.leave(world.seat(world.ahmed), by=world.actor(world.ahmed))
    assert ahmed.get(where(item, "item_now")).status_code in (403, 404)
    assert ahmed.get(now_of(item), {"sinds": "x"}).status_code in (403, 404)


def test_one_household_at_a_time(world: World) -> None:
    item = begun(world)
    other = AgendaItem.objects.create(
        meeting=item.meeting,
        circle=world.other_circle,
        author=item.author,
        question="?",
        hoped_for="!",
        resident_not_invited_why="proef",
    )
    with pytest.raises(IntegrityError):
        AgendaItem.objects.filter(pk=other.pk).update(state="open")


# Read back


def test_an_agreement_of_the_table_stands_in_the_plan_at_once(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    send(
        sign_in(world.anouk),
        where(item, "item_agree"),
        goal=str(world.goal.pk),
        what="De verhuurder bellen",
        responsible=str(world.seat(world.ahmed).pk),
        when="this_week",
        day="",
    )
    made = Agreement.objects.get(what="De verhuurder bellen")
    assert made.responsible == world.seat(world.ahmed)
    assert "De verhuurder bellen" in sign_in(world.fatma).get(reverse("plan", args=[world.circle.pk])).content.decode()


def test_an_item_closes_only_after_everything_was_heard(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    back = agreed(world, item)
    anouk = sign_in(world.anouk)
    assert send(anouk, where(item, "item_close"), message="").status_code == 403
    send(sign_in(world.ahmed), where(item, "item_heard", back.pk))
    assert send(anouk, where(item, "item_close"), message="Wij houden het huis.").status_code == 303
    item.refresh_from_db()
    assert item.state == AgendaItem.State.CLOSED
    assert Note.objects.filter(kind=Note.Kind.MESSAGE, text="Wij houden het huis.").exists()


def test_who_is_not_there_is_asked_for_a_yes_once(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    back = agreed(world, item)
    send(sign_in(world.anouk), where(item, "item_ask_yes", back.pk))
    assert send(sign_in(world.anouk), where(item, "item_ask_yes", back.pk)).status_code == 403
    asked = Mail.objects.filter(address="ahmed@example.nl", text__contains="tafel")
    assert asked.count() == 1
    assert send(sign_in(world.anouk), where(item, "item_close"), message="").status_code == 303


def test_what_is_changed_after_it_was_heard_is_read_back_again(world: World) -> None:
    item = begun(world)
    back = agreed(world, item)
    anouk = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    actions.hear(back, **anouk)
    made = back.agreement
    made.refresh_from_db()
    plans.change_agreement(made, revision=made.revision, what="De verhuurder schrijven", **anouk)
    with pytest.raises(Refused):
        actions.close(item, **anouk)


def test_a_closed_talk_takes_nothing_more(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    actions.close(item, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    assert send(sign_in(world.ahmed), where(item, "item_park"), question="En het gas?").status_code == 403
    assert send(sign_in(world.ahmed), where(item, "item_prepare"), goal="x", can="", cannot="").status_code == 403


def test_everybody_of_the_circle_gets_a_link_without_names(world: World) -> None:
    item = begun(world)
    agreed(world, item, who=world.seat(world.anouk))
    actions.hear(ReadBack.objects.get(), by=world.actor(world.anouk), seat=world.seat(world.anouk))
    Mail.objects.all().delete()
    actions.close(item, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    send_due_mails()
    assert {letter.to[0] for letter in sent_mail.outbox} >= {"anouk@example.nl", "ahmed@example.nl"}
    assert not any(
        word in letter.subject + letter.body for letter in sent_mail.outbox for word in ("Wit", "verhuurder")
    )


@pytest.mark.parametrize("wrong", ["", "x" * 301, "a\x00b"])
def test_odd_words_are_refused_at_the_field_and_nothing_is_kept(
    world: World, sign_in: SignIn, send: Send, wrong: str
) -> None:
    item = begun(world)
    answer = send(sign_in(world.ahmed), where(item, "item_park"), question=wrong)
    assert answer.status_code == 400
    assert item.parked.count() == 0


def test_a_forged_agreement_of_another_table_is_not_there(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    back = agreed(world, item)
    other = brought(world, a_table(world, name="Andere tafel"))
    assert send(sign_in(world.anouk), where(other, "item_heard", back.pk)).status_code == 404


# Calling tables


def called(world: World, **fields: Any) -> Meeting:
    asked = {"name": "Rondetafel", "day": clock.today() + timedelta(days=7), "at": time(9, 30), **fields}
    return actions.call_meeting(**asked, asked=[world.ahmed], by=world.actor(world.anouk))


def a_series(world: World, first_on: date, **fields: Any) -> MeetingSeries:
    asked = {"name": "Tafel Noord", "first_on": first_on, "every_weeks": 2, "at": time(13), **fields}
    return actions.start_series(**asked, asked=[world.ahmed], by=world.actor(world.anouk))


def test_who_calls_a_table_is_its_chair_and_others_are_asked_without_names(world: World) -> None:
    meeting = called(world)
    assert meeting.chair == world.anouk
    answers = {one.professional: one.answer for one in meeting.participants.all()}
    assert answers == {world.anouk: "accepted", world.ahmed: "none"}
    assert Mail.objects.get(address="ahmed@example.nl").subject == "Kring: over een overleg"


def test_a_series_keeps_away_from_holidays_and_keeps_its_rhythm(world: World) -> None:
    friday = datetime(2026, 12, 1, 9, tzinfo=UTC)
    with clock.at(friday):
        series = a_series(world, date(2026, 12, 11))
        days = list(series.meetings.order_by("planned_on").values_list("planned_on", "day")[:3])
    # Second and first Christmas Day and a weekend lie in between: Monday the 28th.
    assert days == [
        (date(2026, 12, 11), date(2026, 12, 11)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2027, 1, 8), date(2027, 1, 8)),
    ]


def test_planning_ahead_twice_adds_nothing(world: World) -> None:
    series = a_series(world, clock.today())
    there = series.meetings.count()
    assert there >= 6
    assert actions.plan_ahead() == 0
    with clock.at(clock.now() + timedelta(weeks=4)):
        assert actions.plan_ahead() == 2


def test_moving_one_leaves_the_rest_of_the_series(world: World) -> None:
    series = a_series(world, clock.today() + timedelta(days=1))
    one, other = series.meetings.all()[:2]
    day = one.day + timedelta(days=1)
    moved = actions.move_meeting(one, day=day, at=time(10), by=world.actor(world.anouk))
    assert (moved.day, moved.at, moved.sequence, moved.planned_on) == (day, time(10), 1, one.planned_on)
    assert series.meetings.get(pk=other.pk).day == other.day
    assert actions.plan_ahead() == 0


def test_only_the_chair_moves_or_cancels(world: World) -> None:
    with pytest.raises(Refused):
        actions.cancel_meeting(called(world), why="Geen tijd", by=world.actor(world.ahmed))


def test_what_is_cancelled_takes_no_household_and_says_why(world: World, sign_in: SignIn, send: Send) -> None:
    meeting = called(world)
    send(sign_in(world.anouk), reverse("table_cancel", args=[meeting.pk]), why="De zaal is dicht")
    assert "De zaal is dicht" in sign_in(world.ahmed).get(reverse("table", args=[meeting.pk])).content.decode()
    with pytest.raises(Refused):
        brought(world, meeting)


def test_who_is_asked_answers_and_may_change_their_mind(world: World, sign_in: SignIn, send: Send) -> None:
    meeting, ahmed = called(world), sign_in(world.ahmed)
    for said in ("accepted", "declined"):
        assert send(ahmed, reverse("table_answer", args=[meeting.pk]), answer=said).status_code == 303
    assert meeting.participants.get(professional=world.ahmed).answer == "declined"
    assert send(ahmed, reverse("table_answer", args=[meeting.pk]), answer="x").status_code == 400


def test_everybody_asked_brings_in_who_is_missing(world: World, sign_in: SignIn, send: Send) -> None:
    meeting = called(world)
    where = reverse("table_ask", args=[meeting.pk])
    assert send(sign_in(world.ahmed), where, who="Gees Postma, GGZ De Brug").status_code == 303
    assert send(sign_in(world.ahmed), where, who="Niemand").status_code == 400
    assert meeting.participants.filter(professional=world.gees).exists()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("day", "25-12-2099"), ("day", "morgen"), ("at", "25:00"), ("minutes", "0"), ("name", ""), ("video_link", "x y")],
)
def test_a_table_with_odd_fields_is_not_called(
    world: World, sign_in: SignIn, send: Send, field: str, wrong: str
) -> None:
    day = clock.today() + timedelta(days=7)
    fields = {"name": "Tafel", "kind": "case", "day": f"{day:%d-%m-%Y}", "at": "13:00", "minutes": "90"}
    fields |= {"every_weeks": "1", field: wrong}
    assert send(sign_in(world.anouk), reverse("table_call"), **fields).status_code == 400
    assert not Meeting.objects.exists()
    assert send(sign_in(world.anouk), reverse("table_call"), **fields | {"every_weeks": "99"}).status_code == 400


def test_who_brings_something_sees_first_who_will_read_it(world: World, sign_in: SignIn) -> None:
    anouk = sign_in(world.anouk)
    a_table(world)
    page = anouk.get(reverse("item_bring", args=[world.circle.pk])).content.decode()
    assert "kunnen dit lezen:" in page
    chosen = {"life_domain": str(world.domains["psyche"].pk)}
    about_health = anouk.get(reverse("plan_readers", args=[world.circle.pk]), chosen).content.decode()
    assert "Ahmed" in about_health.split("Niet te lezen door")[-1]
