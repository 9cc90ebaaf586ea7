"""Who is asked to a table or a talk: by mail, in person or by letter; answers by a link; days to choose from."""

import re
from collections.abc import Callable
from datetime import UTC, date, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from kring.core import clock
from kring.core.limits import Limit
from kring.core.mails import send_due_mails
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.households.models import Person, Supporter
from kring.log.models import Act
from kring.meetings import actions
from kring.meetings.actions import Telling
from kring.meetings.actions.inviting.replies import NoReply, take_reply
from kring.meetings.asking.links import path_of
from kring.meetings.models import AgendaItem, Guest, Meeting
from tests.conftest import SignIn
from tests.test_table import brought, where
from tests.test_table_calendar import OCTOBER, khal, reply
from tests.world import World

Send = Callable[..., Any]


def called(world: World, *, days: int = 7, **fields: Any) -> Meeting:
    """Anouk calls a table and asks Ahmed."""
    asked: Any = {"name": "Rond De Wit", "day": clock.today() + timedelta(days=days), "at": time(13), **fields}
    return actions.call_meeting(**asked, asked=[world.ahmed], by=world.actor(world.anouk))


def with_mail(world: World) -> None:
    Person.objects.filter(pk=world.fatma.pk).update(email="fatma@example.nl")


def link_in(mail: Mail) -> str:
    found = re.search(r"/antwoord/\S+", mail.text)
    assert found, mail.text
    return found.group()


def last_to(address: str) -> Mail:
    return Mail.objects.filter(address=address).latest("asked_at", "pk")


def answer_of(meeting: Meeting, world: World) -> str:
    return meeting.participants.get(professional=world.ahmed).answer


# The link of a mail


@pytest.mark.parametrize("said", ["accepted", "tentative", "declined"])
def test_who_is_asked_answers_by_the_link_without_signing_in(world: World, send: Send, said: str) -> None:
    meeting = called(world)
    browser, link = Client(), link_in(last_to("ahmed@example.nl"))
    assert browser.get(link).status_code == 200
    answer = send(browser, link, answer=said)
    assert answer["Location"] == link
    assert answer_of(meeting, world) == said
    assert "Kom je?" in browser.get(link).content.decode()


def test_opening_the_link_changes_nothing_for_scanners_of_mail_press_links(world: World) -> None:
    meeting = called(world)
    link = link_in(last_to("ahmed@example.nl"))
    acts = Act.objects.count()
    for go in (Client().get, Client().head, Client().get):
        assert go(link + "?answer=accepted").status_code == 200
    assert answer_of(meeting, world) == "none"
    assert Act.objects.count() == acts


def test_the_page_tells_day_hour_and_place_and_no_names(world: World) -> None:
    meeting = called(world, place="Buurthuis")
    brought(world, meeting)
    page = Client().get(link_in(last_to("ahmed@example.nl"))).content.decode()
    assert "13:00" in page
    assert "Buurthuis" in page
    for name in ("De Wit", "Anouk", "Ahmed", "Fatma", "Hoe houdt", "Rond"):
        assert name not in page


def test_a_form_without_a_key_or_an_answer_keeps_nothing(world: World, send: Send) -> None:
    meeting = called(world)
    link = link_in(last_to("ahmed@example.nl"))
    assert Client().post(link, {"answer": "accepted"}).status_code == 400
    for said in ("", "none", "x"):
        answer = send(Client(), link, answer=said)
        assert answer.status_code == 400
        assert "Druk op een van de knoppen" in answer.content.decode()
    assert answer_of(meeting, world) == "none"


@pytest.mark.parametrize("change", [lambda link: link[:-3] + "x/", lambda link: link.replace("p.", "g."), str.upper])
def test_a_link_that_was_changed_is_not_there(world: World, send: Send, change: Callable[[str], str]) -> None:
    called(world)
    link = link_in(last_to("ahmed@example.nl"))
    token = link.removeprefix("/antwoord/").removesuffix("/")
    wrong = reverse("answer_link", args=[change(token + "/").removesuffix("/").removesuffix("X/")])
    assert Client().get(wrong).status_code == 404
    assert send(Client(), wrong, answer="accepted").status_code == 404


def test_the_link_is_for_one_person_one_table_and_the_day_that_stood_in_the_mail(world: World, send: Send) -> None:
    meeting = called(world)
    link = link_in(last_to("ahmed@example.nl"))
    actions.move_meeting(meeting, day=meeting.day + timedelta(days=1), at=time(9), by=world.actor(world.anouk))
    assert Client().get(link).status_code == 410
    assert "nieuwere mail" in Client().get(link).content.decode()
    assert send(Client(), link, answer="accepted").status_code == 410
    assert answer_of(meeting, world) == "none"
    assert send(Client(), link_in(last_to("ahmed@example.nl")), answer="accepted").status_code == 303
    assert answer_of(meeting, world) == "accepted"


def test_the_link_ends_when_the_table_is_over_or_cancelled(world: World, send: Send) -> None:
    meeting, other = called(world), called(world, days=8)
    links = [path_of(one.participants.get(professional=world.ahmed)) for one in (meeting, other)]
    actions.cancel_meeting(other, why="De zaal is dicht", by=world.actor(world.anouk))
    page = Client().get(links[1])
    assert page.status_code == 410
    assert "gaat niet door" in page.content.decode()
    assert "zaal" not in page.content.decode()
    with clock.at(clock.now() + timedelta(days=8)):
        assert Client().get(links[0]).status_code == 410
        assert send(Client(), links[0], answer="accepted").status_code == 410


def test_a_partner_without_an_account_answers_too(world: World, send: Send) -> None:
    type(world.ahmed).objects.filter(pk=world.ahmed.pk).update(user=None)
    meeting = called(world)
    assert send(Client(), link_in(last_to("ahmed@example.nl")), answer="accepted").status_code == 303
    assert answer_of(meeting, world) == "accepted"


def test_who_no_longer_works_there_has_no_link(world: World) -> None:
    called(world)
    link = link_in(last_to("ahmed@example.nl"))
    type(world.ahmed).objects.filter(pk=world.ahmed.pk).update(ended_on=clock.today())
    assert Client().get(link).status_code == 404


def test_very_many_answers_from_one_place_have_to_wait(world: World, send: Send, monkeypatch: Any) -> None:
    monkeypatch.setattr("kring.meetings.views.answers.ANSWER", Limit("answer", 2))
    meeting = called(world)
    link = link_in(last_to("ahmed@example.nl"))
    codes = [send(Client(), link, answer=said).status_code for said in ("accepted", "declined", "tentative")]
    assert codes == [303, 303, 429]
    assert answer_of(meeting, world) == "declined"
    assert Client().get(reverse("answer_link", args=["x"])).status_code == 429


def test_the_page_of_a_link_asks_few_queries(world: World) -> None:
    called(world, place="Buurthuis")
    link = link_in(last_to("ahmed@example.nl"))
    Client().get(link)
    with CaptureQueriesContext(connection) as queries:
        Client().get(link)
    assert len(queries) <= 4


# Residents and their own network


def test_a_resident_gets_day_hour_and_a_file_and_answers_by_the_link(world: World, send: Send) -> None:
    with_mail(world)
    meeting = called(world, place="Buurthuis")
    item = brought(world, meeting, minutes=20)
    mail = last_to("fatma@example.nl")
    (event,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert event["SUMMARY"] == "Overleg (Kring)"
    assert (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() == 20 * 60
    assert "tafels" not in mail.calendar
    send(Client(), link_in(mail), answer="accepted")
    guest = item.guests.get()
    assert (guest.how, guest.answer) == ("mail", "accepted")
    assert guest.told_at is not None


def test_residents_are_expected_one_after_the_other(world: World) -> None:
    with_mail(world)
    meeting = called(world)
    AgendaItem.objects.create(
        circle=world.other_circle,
        meeting=meeting,
        question="x",
        hoped_for="x",
        minutes=25,
        order=0,
        resident_not_invited_why="x",
        author=world.seat(world.stranger, world.other_circle),
        author_organisation=world.stranger.organisation,
        written_under="wmo",
    )
    item = brought(world, meeting)
    assert item.guests.get().at == time(13, 25)
    assert "13:25" in last_to("fatma@example.nl").text


def test_a_talk_that_goes_to_another_table_keeps_its_place_in_the_calendar(world: World) -> None:
    with_mail(world)
    item, later = brought(world, called(world)), called(world, days=14)
    first = last_to("fatma@example.nl")
    actions.put_off(item, later, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    second = last_to("fatma@example.nl")
    one, other = (Calendar.from_ical(mail.calendar).walk("VEVENT")[0] for mail in (first, second))
    assert one["UID"] == other["UID"]
    assert (one["SEQUENCE"], other["SEQUENCE"]) == (0, 1)
    assert other["DTSTART"].dt.date() == later.day
    actions.drop(AgendaItem.objects.get(pk=item.pk), by=world.actor(world.anouk), seat=world.seat(world.anouk))
    off = Calendar.from_ical(last_to("fatma@example.nl").calendar)
    assert (off["METHOD"], off.walk("VEVENT")[0]["SEQUENCE"]) == ("CANCEL", 2)


def test_when_the_table_moves_or_is_cancelled_the_resident_hears_it(world: World) -> None:
    with_mail(world)
    meeting = called(world)
    item = brought(world, meeting)
    actions.answer_guest(item.guests.get(), answer="accepted", by=None)
    actions.move_meeting(meeting, day=meeting.day + timedelta(days=1), at=time(9), by=world.actor(world.anouk))
    assert item.guests.get().answer == "none"
    assert "09:00" in last_to("fatma@example.nl").text
    actions.cancel_meeting(meeting, why="x", by=world.actor(world.anouk))
    assert Calendar.from_ical(last_to("fatma@example.nl").calendar)["METHOD"] == "CANCEL"


def test_a_resident_answers_by_reply_of_their_calendar(world: World) -> None:
    with_mail(world)
    meeting = called(world)
    item = brought(world, meeting)
    uid = str(Calendar.from_ical(last_to("fatma@example.nl").calendar).walk("VEVENT")[0]["UID"])
    take_reply(reply(meeting, uid=uid, who="fatma@example.nl", answer="DECLINED"))
    assert item.guests.get().answer == "declined"
    with pytest.raises(NoReply):
        take_reply(reply(meeting, uid=uid, who="ahmed@example.nl"))


def test_a_resident_who_cannot_come_shows_to_who_brings_them(world: World, sign_in: SignIn) -> None:
    with_mail(world)
    item = brought(world, called(world))
    actions.answer_guest(item.guests.get(), answer="declined", by=None)
    assert "Fatma kan niet bij het gesprek zijn" in sign_in(world.anouk).get("/").content.decode()
    assert "Fatma kan niet" not in sign_in(world.ahmed).get("/").content.decode()
    assert "kan niet komen" in last_to("anouk@example.nl").text


def test_who_is_not_in_the_circle_cannot_be_invited(world: World) -> None:
    item = brought(world, called(world))
    who = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    for other in (world.seat(world.ahmed), world.seat(world.stranger, world.other_circle), world.seat(world.left)):
        with pytest.raises(Refused):
            actions.invite(item, [other], telling=Telling(world.seat(world.anouk)), **who)


# Without a mail address


def bring_form(world: World, meeting: Meeting, **fields: Any) -> dict[str, Any]:
    said = {"meeting": str(meeting.pk), "question": "Hoe nu?", "hoped_for": "Rust", "urgency": "2", "minutes": "15"}
    return said | {"guests": [str(world.seat(world.fatma).pk)], **fields}


def test_who_brings_a_resident_without_mail_is_told_and_chooses_who_tells_them(
    world: World, sign_in: SignIn, send: Send
) -> None:
    meeting, anouk = called(world), sign_in(world.anouk)
    address = reverse("item_bring", args=[world.circle.pk])
    assert "Kring heeft geen mailadres van: Fatma de Wit" in anouk.get(address).content.decode()
    answer = send(anouk, address, **bring_form(world, meeting))
    assert answer.status_code == 400
    assert "Kies wie het vertelt" in answer.content.decode()
    assert not AgendaItem.objects.exists()
    send(anouk, address, **bring_form(world, meeting, tell=str(world.seat(world.ahmed).pk)))
    guest = Guest.objects.get()
    assert (guest.how, guest.told_by, guest.told_at) == ("person", world.seat(world.ahmed), None)


def test_who_tells_it_has_it_in_their_work_until_it_is_ticked(world: World, sign_in: SignIn, send: Send) -> None:
    telling = Telling(world.seat(world.ahmed))
    item = brought(world, called(world), guests=[world.seat(world.fatma)], telling=telling)
    guest, ahmed = item.guests.get(), sign_in(world.ahmed)
    assert "Vertel Fatma over het gesprek" in ahmed.get("/").content.decode()
    assert "Vertel Fatma over het gesprek" not in sign_in(world.gees).get("/").content.decode()
    assert "Wit" not in last_to("ahmed@example.nl").text
    send(ahmed, reverse("guest", args=[world.circle.pk, guest.pk]), answer="accepted")
    guest.refresh_from_db()
    assert guest.told_at is not None
    assert guest.answer == "accepted"
    assert "Vertel Fatma over het gesprek" not in ahmed.get("/").content.decode()


def test_after_a_move_they_have_to_be_told_again(world: World, sign_in: SignIn) -> None:
    meeting = called(world)
    guest = brought(world, meeting).guests.get()
    seat = world.seat(world.anouk)
    actions.tick_told(guest, by=world.actor(world.anouk), seat=seat)
    actions.move_meeting(meeting, day=meeting.day + timedelta(days=1), at=time(9), by=world.actor(world.anouk))
    assert "Vertel Fatma over het gesprek" in sign_in(world.anouk).get("/").content.decode()


def test_the_letter_says_day_and_whom_to_call_and_nothing_of_the_household(world: World, sign_in: SignIn) -> None:
    meeting = called(world, place="Buurthuis")
    telling = Telling(world.seat(world.anouk), letter=True)
    item = brought(
        world, meeting, life_domain=world.domains["psyche"], guests=[world.seat(world.fatma)], telling=telling
    )
    guest, anouk = item.guests.get(), sign_in(world.anouk)
    assert "Stuur Fatma de brief" in anouk.get("/").content.decode()
    letter = anouk.get(reverse("guest_letter", args=[world.circle.pk, guest.pk]))
    assert letter["Content-Type"] == "application/pdf"
    text = " ".join(PdfReader(BytesIO(letter.content)).pages[0].extract_text().split())
    for word in ("Dag Fatma de Wit,", "13:00", "Buurthuis", "Bel Anouk Bakker: 0612345678."):
        assert word in text
    for word in ("Hoe houdt", "psych", "Wijkteam", "Rond De Wit", "wijkcoach"):
        assert word not in text


def test_the_letter_is_for_who_may_read_the_talk(world: World, sign_in: SignIn) -> None:
    item = brought(world, called(world), life_domain=world.domains["psyche"])
    address = reverse("guest_letter", args=[world.circle.pk, item.guests.get().pk])
    assert sign_in(world.ahmed).get(address).status_code == 403
    assert sign_in(world.stranger).get(address).status_code == 404


def test_a_supporter_is_invited_when_who_brings_it_says_so(world: World, send: Send) -> None:
    Supporter.objects.filter(pk=world.supporter.pk).update(email="riet@example.nl")
    guests = [world.seat(world.fatma), world.seat(world.supporter)]
    item = brought(world, called(world), guests=guests)
    send(Client(), link_in(last_to("riet@example.nl")), answer="tentative")
    assert item.guests.get(member__supporter=world.supporter).answer == "tentative"


# A mail that does not arrive


def gives_up(address: str) -> None:
    """The mail server refuses this address every time."""
    moment = clock.now()
    with patch("kring.core.mails.EmailMessage.send", side_effect=OSError("refused")):
        for number in range(9):
            with clock.at(moment + timedelta(hours=number * 10)):
                send_due_mails()
    assert Mail.objects.get(address=address).state == "failed"


def test_a_mail_that_does_not_arrive_is_told_to_who_brings_them_until_they_told_it(
    world: World, sign_in: SignIn, send: Send, caplog: pytest.LogCaptureFixture
) -> None:
    with_mail(world)
    item = brought(world, called(world))
    guest, anouk = item.guests.get(), sign_in(world.anouk)
    assert "mail kwam niet aan" not in anouk.get(where(item)).content.decode()
    gives_up("fatma@example.nl")
    assert "fatma" not in caplog.text.lower()
    assert "mail kwam niet aan: vertel het zelf" in anouk.get(where(item)).content.decode()
    assert "De mail aan Fatma kwam niet aan" in anouk.get("/").content.decode()
    assert "kwam niet aan" not in sign_in(world.ahmed).get("/").content.decode()
    address = reverse("guest", args=[world.circle.pk, guest.pk])
    assert address in anouk.get(where(item)).content.decode()
    assert send(anouk, address, answer="accepted").status_code == 303
    guest.refresh_from_db()
    assert (guest.how, guest.told_by, guest.answer) == ("person", world.seat(world.anouk), "accepted")
    assert "kwam niet aan" not in anouk.get(where(item)).content.decode() + anouk.get("/").content.decode()


def test_a_new_mail_that_leaves_asks_nothing_of_anybody(world: World, sign_in: SignIn) -> None:
    with_mail(world)
    item = brought(world, called(world))
    gives_up("fatma@example.nl")
    actions.move_meeting(item.meeting, day=clock.today() + timedelta(days=9), at=time(14), by=world.actor(world.anouk))
    assert "mail kwam niet aan" not in sign_in(world.anouk).get(where(item)).content.decode()


# Calendars and the outbox


@pytest.mark.parametrize(("day", "utc"), [(23, 11), (26, 12)])
def test_the_hour_of_a_resident_is_that_of_the_wall_when_summer_time_ends(
    world: World, tmp_path: Path, day: int, utc: int
) -> None:
    with_mail(world)
    with clock.at(OCTOBER):
        brought(world, called(world, day=date(2026, 10, day)), minutes=30)
    file = last_to("fatma@example.nl").calendar
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event["DTSTART"].dt.astimezone(UTC).hour == utc
    (line,) = khal(tmp_path, file)
    assert line.split() == [f"2026-10-{day}", "13:00", "13:30", "CONFIRMED", "Overleg", "(Kring)"]


def test_a_talk_that_moves_and_ends_arrives_as_such_in_the_calendar_of_a_resident(world: World, tmp_path: Path) -> None:
    with_mail(world)
    who = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    with clock.at(OCTOBER):
        item = brought(world, called(world, day=date(2026, 10, 20)))
        first = last_to("fatma@example.nl").calendar
        item = actions.put_off(item, called(world, day=date(2026, 10, 27)), **who)
        moved = last_to("fatma@example.nl").calendar
        actions.drop(item, **who)
    assert khal(tmp_path, first)[0].startswith("2026-10-20 13:00")
    (line,) = khal(tmp_path, moved)
    assert line.startswith("2026-10-27 13:00")
    (line,) = khal(tmp_path, last_to("fatma@example.nl").calendar)
    assert "CANCELLED" in line


@pytest.mark.parametrize("dies_at", [1, 2, 3])
def test_a_worker_that_dies_halfway_loses_no_invitation_and_sends_none_again(
    world: World, monkeypatch: pytest.MonkeyPatch, dies_at: int
) -> None:
    asked = [world.ahmed, world.gees, world.stranger]
    actions.call_meeting(name="T", day=clock.today(), at=time(13), asked=asked, by=world.actor(world.anouk))
    waiting = {f"<{mail.pk}@localhost>" for mail in Mail.objects.filter(state="waiting")}
    send, tries = EmailMessage.send, []

    def dies(mail: EmailMessage) -> Any:
        tries.append(mail)
        if len(tries) == dies_at:
            raise KeyboardInterrupt
        return send(mail)

    monkeypatch.setattr(EmailMessage, "send", dies)
    with pytest.raises(KeyboardInterrupt):
        send_due_mails()
    send_due_mails()
    with clock.at(clock.now() + timedelta(minutes=11)):
        send_due_mails()
        send_due_mails()
    sent = [mail.extra_headers["Message-ID"] for mail in outbox.outbox]
    assert len(sent) == len(set(sent))
    assert waiting == set(sent)


# Days to choose from


def with_days(world: World) -> tuple[AgendaItem, list[Meeting]]:
    with_mail(world)
    days = [called(world, days=7 + 7 * number) for number in range(3)]
    return brought(world, days[0], other_days=days[1:]), days


def test_the_resident_chooses_a_day_by_the_link_and_the_talk_goes_there(world: World, send: Send) -> None:
    item, days = with_days(world)
    mail = last_to("fatma@example.nl")
    assert not mail.calendar
    browser, link = Client(), link_in(mail)
    assert browser.get(link).content.decode().count('name="answer"') == 4
    there = send(browser, link, answer=str(days[2].pk))["Location"]
    item.refresh_from_db()
    assert item.meeting == days[2]
    assert item.put_off_times == 0
    assert item.guests.get().answer == "accepted"
    assert "U komt. Tot dan." in browser.get(there).content.decode()
    (event,) = Calendar.from_ical(last_to("fatma@example.nl").calendar).walk("VEVENT")
    assert event["DTSTART"].dt.date() == days[2].day
    assert browser.get(link).status_code == 410


def test_none_of_the_days_fits_and_who_brings_it_proposes_others(world: World, sign_in: SignIn, send: Send) -> None:
    item, days = with_days(world)
    link = link_in(last_to("fatma@example.nl"))
    send(Client(), link, answer="none")
    assert "zoekt een andere dag" in Client().get(link).content.decode()
    anouk = sign_in(world.anouk)
    assert "Zoek een andere dag" in anouk.get("/").content.decode()
    others = [str(called(world, days=40 + number).pk) for number in range(2)]
    send(anouk, where(item, "item_days"), days=others)
    assert "Zoek een andere dag" not in anouk.get("/").content.decode()
    assert {str(day.meeting_id) for day in item.proposed.all()} == set(others)
    send(Client(), link_in(last_to("fatma@example.nl")), answer=others[0])
    item.refresh_from_db()
    assert str(item.meeting_id) == others[0]
    assert days[0].items.count() == 0


def test_the_resident_chooses_on_the_page_too_and_the_letter_has_the_days(
    world: World, sign_in: SignIn, send: Send
) -> None:
    item, days = with_days(world)
    letter = sign_in(world.anouk).get(reverse("guest_letter", args=[world.circle.pk, item.guests.get().pk]))
    text = PdfReader(BytesIO(letter.content)).pages[0].extract_text()
    assert text.count("13:00") == 3
    fatma = sign_in(world.fatma)
    assert fatma.get(where(item)).content.decode().count('name="answer"') == 4
    send(fatma, where(item, "guest_answer"), answer=str(days[1].pk))
    item.refresh_from_db()
    assert item.meeting == days[1]


def test_a_day_that_was_not_proposed_or_is_cancelled_cannot_be_chosen(world: World, send: Send) -> None:
    item, days = with_days(world)
    link, other = link_in(last_to("fatma@example.nl")), called(world, days=60)
    actions.cancel_meeting(days[1], why="x", by=world.actor(world.anouk))
    for wrong in (other, days[1]):
        assert send(Client(), link, answer=str(wrong.pk)).status_code == 400
        with pytest.raises(Refused):
            actions.choose_day(item.guests.get(), wrong, by=None)
    item.refresh_from_db()
    assert item.meeting == days[0]


def test_nobody_answers_for_somebody_else(world: World, sign_in: SignIn, send: Send) -> None:
    item, days = with_days(world)
    assert send(sign_in(world.ahmed), where(item, "guest_answer"), answer=str(days[1].pk)).status_code == 404
    assert send(sign_in(world.other_person), where(item, "guest_answer"), answer="none").status_code == 404
    assert item.guests.get().answer == "none"


def test_more_than_three_days_is_refused(world: World, sign_in: SignIn, send: Send) -> None:
    item = brought(world, called(world))
    days = [str(called(world, days=20 + number).pk) for number in range(4)]
    for chosen in (days, days[:1], []):
        assert send(sign_in(world.anouk), where(item, "item_days"), days=chosen).status_code == 400
    assert not item.proposed.exists()


def test_the_pages_of_guests_ask_few_queries(world: World, sign_in: SignIn) -> None:
    item, _days = with_days(world)
    guest = item.guests.get()
    anouk = sign_in(world.anouk)
    for address in (
        where(item),
        where(item, "item_invite"),
        where(item, "item_days"),
        reverse("guest", args=[world.circle.pk, guest.pk]),
    ):
        anouk.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert anouk.get(address).status_code == 200
        assert len(queries) <= 16, address


def test_a_place_that_names_the_household_stays_out_of_mail_and_calendar(world: World) -> None:
    with_mail(world)
    meeting = called(world, place="Thuis bij De Wit", day=date(2027, 3, 3))
    brought(world, meeting)
    actions.move_meeting(meeting, day=date(2027, 3, 4), at=time(9), by=world.actor(world.anouk))
    for address in ("ahmed@example.nl", "fatma@example.nl"):
        mail = last_to(address)
        assert "De Wit" not in mail.text + mail.calendar + mail.subject
