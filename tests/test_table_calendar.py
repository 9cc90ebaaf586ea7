"""Tables in calendars: what goes along in a mail, what comes back, and the feed, as a real client (khal) reads it."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from kring.core import clock
from kring.core.mails import send_due_mails
from kring.core.models import Mail
from kring.meetings import actions
from kring.meetings.actions.inviting.feeds import renew_feed
from kring.meetings.actions.inviting.replies import NoReply, take_reply
from kring.meetings.calendar import uid_of
from kring.meetings.models import Meeting
from tests.conftest import SignIn
from tests.world import World

OCTOBER = datetime(2026, 10, 1, 9, tzinfo=UTC)


def called(world: World, day: date, **fields: Any) -> Meeting:
    asked = {"name": "Rond De Wit", "day": day, "at": time(13), "place": "Buurthuis", **fields}
    return actions.call_meeting(**asked, asked=[world.ahmed], by=world.actor(world.anouk))


def files() -> list[Calendar]:
    """The calendars that went to Ahmed, in order."""
    rows = Mail.objects.filter(address="ahmed@example.nl").order_by("asked_at", "pk")
    return [Calendar.from_ical(row.calendar) for row in rows if row.calendar]


def khal(tmp_path: Path, text: str, *, of: str = "2026-10-01") -> list[str]:
    """What khal lists of this file from a day on: one line for each event."""
    held, config = tmp_path / "kalender", tmp_path / "khal.conf"
    held.mkdir(exist_ok=True)
    config.write_text(
        f"[calendars]\n[[tafels]]\npath = {held}\n[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Europe/Amsterdam\ndefault_timezone = Europe/Amsterdam\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    (tmp_path / "in.ics").write_text(text)
    program = [str(Path(sys.executable).parent / "khal"), "-c", str(config)]
    subprocess.run([*program, "import", "--batch", "-a", "tafels", str(tmp_path / "in.ics")], check=True)
    listed = [*program, "list", "--format", "{start} {end-time} {status} {title}", "--day-format", "", of, "120d"]
    said = subprocess.run(listed, check=True, capture_output=True, text=True).stdout
    return [line.strip() for line in said.splitlines() if line.strip()]


def test_an_invitation_says_when_and_where_and_nothing_of_a_household(world: World) -> None:
    meeting = called(world, clock.today() + timedelta(days=7))
    (file,) = files()
    (event,) = file.walk("VEVENT")
    assert file["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"], event["CLASS"]) == (uid_of(meeting), 0, "CONFIDENTIAL")
    assert event["SUMMARY"] == "Overleg (Kring)"
    assert "De Wit" not in file.to_ical().decode()
    send_due_mails()
    (letter,) = [one for one in sent_mail.outbox if one.to == ["ahmed@example.nl"]]
    part = letter.message().get_payload()[1]
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "REQUEST")
    assert "De Wit" not in letter.message().as_string()
    assert not Mail.objects.get(address="ahmed@example.nl").calendar


def test_what_moves_or_is_cancelled_arrives_as_such_in_khal(world: World, tmp_path: Path) -> None:
    with clock.at(OCTOBER):
        meeting = called(world, date(2026, 10, 20))
        meeting = actions.move_meeting(meeting, day=date(2026, 10, 27), at=time(14, 30), by=world.actor(world.anouk))
        first, moved = files()
        assert khal(tmp_path, first.to_ical().decode())[0].startswith("2026-10-20 13:00")
        (line,) = khal(tmp_path, moved.to_ical().decode())
        assert line.startswith("2026-10-27 14:30 16:00")
        actions.cancel_meeting(meeting, why="De zaal is dicht", by=world.actor(world.anouk))
    cancelled = files()[-1]
    assert (cancelled["METHOD"], cancelled.walk("VEVENT")[0]["SEQUENCE"]) == ("CANCEL", 2)
    assert "CANCELLED" in khal(tmp_path, cancelled.to_ical().decode())[0]


def test_a_series_stays_at_its_hour_when_summer_time_ends(world: World, tmp_path: Path) -> None:
    """Summer time ends on 25 October 2026: on the 19th one o'clock is 11:00 UTC, on the 26th it is 12:00 UTC."""
    with clock.at(OCTOBER):
        asked = {"name": "Tafel", "first_on": date(2026, 10, 19), "every_weeks": 1, "at": time(13)}
        actions.start_series(**asked, asked=[world.ahmed], by=world.actor(world.anouk))
        feed = renew_feed(by=world.actor(world.ahmed))
        said = Client().get(reverse("calendar_feed", args=[feed.pk, feed.secret])).content.decode()
    lines = khal(tmp_path, said)
    assert [line[:16] for line in lines[:3]] == ["2026-10-19 13:00", "2026-10-26 13:00", "2026-11-02 13:00"]
    utc = [event["DTSTART"].dt.astimezone(UTC).hour for event in Calendar.from_ical(said).walk("VEVENT")[:2]]
    assert utc == [11, 12]


def test_the_feed_knows_what_was_moved_and_cancelled(world: World, tmp_path: Path) -> None:
    with clock.at(OCTOBER):
        one, other = called(world, date(2026, 10, 20)), called(world, date(2026, 10, 21))
        actions.move_meeting(one, day=date(2026, 10, 22), at=time(9), by=world.actor(world.anouk))
        actions.cancel_meeting(other, why="Ziek", by=world.actor(world.anouk))
        feed = renew_feed(by=world.actor(world.ahmed))
        said = Client().get(reverse("calendar_feed", args=[feed.pk, feed.secret])).content.decode()
    lines = khal(tmp_path, said)
    assert lines[0].startswith("2026-10-21 13:00")
    assert "CANCELLED" in lines[0]
    assert lines[1].startswith("2026-10-22 09:00")
    assert "De Wit" not in said


def test_a_new_address_stops_the_former(world: World, sign_in: SignIn, send: Any) -> None:
    ahmed, page = sign_in(world.ahmed), reverse("calendar")
    send(ahmed, page)
    first = ahmed.get(page).context["address"].partition("/agenda/")[2]
    send(ahmed, page)
    second = ahmed.get(page).context["address"].partition("/agenda/")[2]
    assert first != second
    assert Client().get(f"/agenda/{first}").status_code == 404
    assert Client().get(f"/agenda/{second}").status_code == 200


def test_who_no_longer_works_there_has_no_feed(world: World) -> None:
    feed = renew_feed(by=world.actor(world.ahmed))
    type(world.ahmed).objects.filter(pk=world.ahmed.pk).update(ended_on=clock.today())
    assert Client().get(reverse("calendar_feed", args=[feed.pk, feed.secret])).status_code == 404


# Answers by mail


def reply(meeting: Meeting, *, answer: str = "ACCEPTED", who: str = "ahmed@example.nl", **changes: Any) -> bytes:
    said = {"uid": uid_of(meeting), "sequence": meeting.sequence, "method": "REPLY", "sender": who, **changes}
    mail = EmailMessage()
    mail["From"], mail["Subject"] = f"Ahmed <{said['sender']}>", "Geaccepteerd"
    mail.set_content("Ik kom.")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Een agenda//NL",
        f"METHOD:{said['method']}",
        "BEGIN:VEVENT",
        f"UID:{said['uid']}",
        f"SEQUENCE:{said['sequence']}",
        "DTSTAMP:20261001T090000Z",
        f"ATTENDEE;PARTSTAT={answer}:mailto:{who}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    mail.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("said", "noted"), [("ACCEPTED", "accepted"), ("TENTATIVE", "tentative"), ("DECLINED", "declined")]
)
def test_an_answer_by_mail_is_noted(world: World, tmp_path: Path, said: str, noted: str) -> None:
    meeting = called(world, clock.today() + timedelta(days=7))
    (tmp_path / "mail").write_bytes(reply(meeting, answer=said))
    call_command("reply", str(tmp_path / "mail"))
    assert meeting.participants.get(professional=world.ahmed).answer == noted


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "NEEDS-ACTION"},
        {"answer": "X"},
        {"who": "stranger@example.nl"},
        {"sender": "anouk@example.nl"},
        {"uid": "x"},
        {"uid": "01936000-0000-7000-8000-000000000001@example.nl"},
        {"method": "REQUEST"},
        {"sequence": "x"},
    ],
)
def test_a_mail_that_is_no_answer_changes_nothing(world: World, wrong: dict[str, Any]) -> None:
    meeting = called(world, clock.today() + timedelta(days=7))
    with pytest.raises(NoReply):
        take_reply(reply(meeting, **wrong))
    assert meeting.participants.get(professional=world.ahmed).answer == "none"


@pytest.mark.parametrize("mail", [b"", b"\x00\xff", b"From: x\n\nhallo", b"Content-Type: text/calendar\n\nBEGIN:VCAL"])
def test_odd_mails_give_one_line(world: World, tmp_path: Path, mail: bytes) -> None:
    (tmp_path / "mail").write_bytes(mail)
    with pytest.raises(CommandError):
        call_command("reply", str(tmp_path / "mail"))


def test_an_answer_to_the_day_before_it_moved_does_not_count(world: World) -> None:
    meeting = called(world, clock.today() + timedelta(days=7))
    late = reply(meeting)
    actions.move_meeting(meeting, day=meeting.day + timedelta(days=1), at=time(9), by=world.actor(world.anouk))
    with pytest.raises(NoReply):
        take_reply(late)
