"""Who may call a table: the lead of a directed circle, every member of one that organises itself (row L8)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.urls import reverse

from kring.circles import actions as circles
from kring.circles.models import Lead
from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.meetings import actions, rules
from kring.meetings.dates import is_free, working_day
from kring.meetings.models import AgendaItem, Meeting, TableRequest
from tests.conftest import SignIn
from tests.test_circle_form import doing, self_organising
from tests.test_table import a_table
from tests.world import World

Send = Callable[..., Any]


def soon() -> date:
    return working_day(clock.today() + timedelta(days=6))


def round_of(world: World, **fields: Any) -> dict[str, Any]:
    asked = {
        "question": "Hoe houdt zij haar huis?",
        "hoped_for": "Rust",
        "members": [str(world.seat(world.ahmed).pk)],
        "day": soon().isoformat(),
        "at": "13:30",
        "minutes": "45",
        "place": "Buurthuis",
        "video_link": "",
        "life_domain": "",
        "not_invited_why": "",
        "guests": [str(world.seat(world.fatma).pk)],
        "tell": str(world.seat(world.anouk).pk),
    }
    return asked | fields


def where(world: World, name: str, *args: Any) -> str:
    return reverse(name, args=[world.circle.pk, *args])


def deputised(world: World) -> None:
    today = clock.today()
    circles.name_deputy(
        world.lead, world.seat(world.gees), since=today, until=today + timedelta(days=9), by=world.actor(world.anouk)
    )


def without_lead(world: World) -> None:
    Lead.objects.filter(pk=world.lead.pk).update(state="handed")


def as_it_is(_world: World) -> None:
    """Anouk leads."""


@pytest.mark.parametrize(
    ("how", "who", "calls", "brings", "asks"),
    [
        (as_it_is, "anouk", True, True, False),
        (as_it_is, "ahmed", False, False, True),
        (as_it_is, "fatma", False, False, True),
        (as_it_is, "supporter", False, False, False),
        (as_it_is, "left", False, False, False),
        (deputised, "anouk", True, True, False),
        (deputised, "gees", True, True, False),
        (deputised, "ahmed", False, False, True),
        (without_lead, "ahmed", True, True, False),
        (without_lead, "fatma", False, False, True),
        (self_organising, "anouk", True, True, False),
        (self_organising, "ahmed", True, True, False),
        # The resident calls a round table; to a case table they are not asked themselves.
        (self_organising, "fatma", True, False, False),
        (self_organising, "supporter", False, False, False),
        (self_organising, "left", False, False, False),
    ],
)
def test_who_may_call_bring_and_ask(
    world: World, how: Callable[[World], Any], who: str, calls: bool, brings: bool, asks: bool
) -> None:
    how(world)
    world.circle.refresh_from_db()
    seat, lead = world.seat(getattr(world, who)), Lead.objects.filter(circle=world.circle, state="accepted").first()
    assert rules.may_call(world.circle, seat, lead).allowed is calls
    assert rules.may_bring(world.circle, seat, lead).allowed is brings
    assert rules.may_ask_table(world.circle, seat, lead, waits=False).allowed is asks


def test_a_refusal_names_who_calls_the_table(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.ahmed).get(where(world, "round_call"))
    assert page.status_code == 403
    assert "Anouk Bakker heeft de regie en roept de tafel samen." in page.content.decode()


def test_a_round_table_is_called_in_one_step_and_everybody_is_invited(
    world: World, sign_in: SignIn, send: Send
) -> None:
    world.fatma.email = "fatma@example.nl"
    world.fatma.save()
    answer = send(sign_in(world.anouk), where(world, "round_call"), **round_of(world))
    talk = AgendaItem.objects.get()
    assert answer["Location"] == where(world, "item", talk.pk)
    assert (talk.meeting.kind, talk.meeting.chair, talk.minutes) == ("round", world.anouk, 45)
    assert set(talk.meeting.participants.values_list("professional", flat=True)) == {world.anouk.pk, world.ahmed.pk}
    assert talk.resident_invited_at is not None
    told = Mail.objects.filter(address__in=["ahmed@example.nl", "fatma@example.nl"])
    assert told.count() == 2
    assert not any("Wit" in mail.subject + mail.text for mail in told)
    assert "Wit" not in talk.meeting.name


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": ""},
        {"day": "2020-01-01"},
        {"day": "gisteren"},
        {"at": "25:00"},
        {"minutes": "0"},
        {"members": []},
        {"members": ["x"]},
        {"hoped_for": "a\x00b"},
        {"question": "x" * 301},
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_called(
    world: World, sign_in: SignIn, send: Send, wrong: dict[str, Any]
) -> None:
    assert send(sign_in(world.anouk), where(world, "round_call"), **round_of(world, **wrong)).status_code == 400
    assert not Meeting.objects.exists()


def test_a_round_table_is_on_a_free_day_only_when_it_cannot_wait(world: World, sign_in: SignIn, send: Send) -> None:
    day = clock.today()
    while not is_free(day):
        day += timedelta(days=1)
    anouk, asked = sign_in(world.anouk), round_of(world, day=day.isoformat())
    answer = send(anouk, where(world, "round_call"), **asked)
    assert answer.status_code == 400
    assert "Dit kan niet wachten" in answer.content.decode()
    assert send(anouk, where(world, "round_call"), **asked, anyway="on").status_code == 303
    assert Meeting.objects.get().day == day


def test_whether_it_cannot_wait_is_asked_only_for_a_free_day(world: World, sign_in: SignIn, send: Send) -> None:
    anouk = sign_in(world.anouk)
    assert "Dit kan niet wachten" not in anouk.get(where(world, "round_call")).content.decode()
    answer = send(anouk, where(world, "round_call"), **round_of(world, question=""), anyway="on")
    assert answer.status_code == 400
    assert "Dit kan niet wachten" not in answer.content.decode()


def test_a_resident_calls_a_round_table_and_chooses_who_leads_the_talk(
    world: World, sign_in: SignIn, send: Send
) -> None:
    self_organising(world)
    fields = round_of(world, chair=str(world.seat(world.ahmed).pk))
    for name in ("life_domain", "not_invited_why", "guests", "tell"):
        del fields[name]
    assert send(sign_in(world.fatma), where(world, "round_call"), **fields).status_code == 303
    talk = AgendaItem.objects.get()
    assert (talk.meeting.chair, talk.author) == (world.ahmed, world.seat(world.fatma))
    assert talk.meeting.participants.get(professional=world.ahmed).answer == "none"
    assert "Hoe houdt zij haar huis?" in sign_in(world.gees).get(where(world, "item", talk.pk)).content.decode()


def asked(world: World, who: Any = None) -> TableRequest:
    return actions.ask_table(world.circle, question="Kan dit aan tafel?", **doing(world, who or world.ahmed))


def test_a_member_asks_the_lead_with_one_press_and_the_yes_is_a_talk(world: World, sign_in: SignIn, send: Send) -> None:
    send(sign_in(world.ahmed), where(world, "table_request"), question="Kan dit aan tafel?")
    waiting = TableRequest.objects.get()
    assert Mail.objects.get(address="anouk@example.nl").subject == "Kring: over een overleg"
    page = sign_in(world.anouk).get(where(world, "items")).content.decode()
    assert "Kan dit aan tafel?" in page
    to = where(world, "round_call") + f"?vraag={waiting.pk}"
    assert "Kan dit aan tafel?" in sign_in(world.anouk).get(to).content.decode()
    send(sign_in(world.anouk), to, **round_of(world))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.talk) == ("yes", AgendaItem.objects.get())
    assert Mail.objects.filter(address="ahmed@example.nl", subject="Kring: over een overleg").count() == 2


def test_bringing_it_to_a_case_table_answers_it_too(world: World, sign_in: SignIn, send: Send) -> None:
    waiting, meeting = asked(world), a_table(world)
    send(
        sign_in(world.anouk),
        where(world, "item_bring") + f"?vraag={waiting.pk}",
        meeting=str(meeting.pk),
        question="Hoe nu?",
        hoped_for="Rust",
        urgency="2",
        minutes="15",
        not_invited_why="Ze ligt in het ziekenhuis.",
    )
    waiting.refresh_from_db()
    assert waiting.state == "yes"


def test_a_no_has_a_reason_that_who_asked_reads(world: World, sign_in: SignIn, send: Send) -> None:
    waiting = asked(world)
    anouk = sign_in(world.anouk)
    assert send(anouk, where(world, "request_no", waiting.pk), why="").status_code == 400
    assert send(anouk, where(world, "request_no", waiting.pk), why="Vrijdag al besproken").status_code == 303
    waiting.refresh_from_db()
    assert (waiting.state, waiting.answer_why) == ("no", "Vrijdag al besproken")
    assert send(anouk, where(world, "request_no", waiting.pk), why="Nog eens").status_code == 403


def test_only_who_leads_answers_and_only_who_asked_takes_back(world: World, sign_in: SignIn, send: Send) -> None:
    waiting = asked(world)
    assert send(sign_in(world.gees), where(world, "request_no", waiting.pk), why="Nee").status_code == 403
    assert send(sign_in(world.gees), where(world, "request_withdraw", waiting.pk)).status_code == 403
    assert send(sign_in(world.stranger), where(world, "request_no", waiting.pk), why="Nee").status_code == 404
    assert send(sign_in(world.ahmed), where(world, "request_withdraw", waiting.pk)).status_code == 303
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"


def test_a_question_waits_with_whoever_leads_next(world: World) -> None:
    waiting = asked(world)
    offer = circles.offer_lead(world.seat(world.gees), **doing(world, world.anouk))
    circles.accept_lead(offer, by=world.actor(world.gees))
    with pytest.raises(Refused):
        actions.say_no(waiting, why="Nee", **doing(world, world.anouk))
    actions.say_no(waiting, why="Nu niet", **doing(world, world.gees))


def test_one_question_of_each_waits_also_in_the_database(world: World) -> None:
    waiting = asked(world)
    asked(world, world.gees)
    with pytest.raises(Refused):
        asked(world)
    waiting.pk = None
    waiting._state.adding = True
    with pytest.raises(IntegrityError):
        waiting.save(force_insert=True)


def test_why_nobody_is_invited_is_folded_away_until_it_is_needed(world: World, sign_in: SignIn, send: Send) -> None:
    anouk, address = sign_in(world.anouk), where(world, "round_call")
    assert _fold(anouk.get(address)) == "closed"
    assert _fold(send(anouk, address, **round_of(world, not_invited_why="x" * 400))) == "open"
    assert _fold(send(anouk, address, **round_of(world, question="", not_invited_why="Zij wil het niet."))) == "open"


def _fold(answer: Any) -> str:
    page = answer.content.decode()
    before = page[: page.index("Niemand van het huishouden wordt uitgenodigd")]
    return "open" if before.rstrip().rsplit("<details", 1)[1].partition(">")[0].endswith(" open") else "closed"
