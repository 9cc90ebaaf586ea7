"""Answers that the worker takes out of a mailbox: a real IMAP server (pymap) in a process of its own."""

import imaplib
import socket
import subprocess
import sys
import time as clock_time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kring.core import clock
from kring.meetings.actions.inviting import mailbox
from kring.meetings.actions.inviting.mailbox import mailbox_of, read_mailbox
from kring.meetings.models import Meeting
from tests.test_table_calendar import called, reply
from tests.world import World


@pytest.fixture
def server(settings: Any) -> Iterator[int]:
    """The port of a server with one empty mailbox, named in the settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = [str(Path(sys.executable).parent / "pymap"), "--no-tls", "--host", "127.0.0.1", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen([*program, "dict"], **quiet)  # type: ignore[call-overload]
    settings.REPLY_MAILBOX = f"imap://demouser:demopass@127.0.0.1:{port}/INBOX"
    try:
        _wait(port)
        yield port
    finally:
        running.terminate()
        running.wait(timeout=20)


def _wait(port: int) -> None:
    for _attempt in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            clock_time.sleep(0.1)
    raise AssertionError("The IMAP server did not start.")


def client(port: int) -> imaplib.IMAP4:
    box = imaplib.IMAP4("127.0.0.1", port, timeout=60)
    box.login("demouser", "demopass")
    box.select("INBOX")
    return box


def deliver(port: int, *mails: bytes) -> None:
    with client(port) as box:
        for mail in mails:
            assert box.append("INBOX", "", None, mail)[0] == "OK"  # type: ignore[arg-type]


def counts(port: int) -> tuple[int, int, int]:
    """How many mails are there, unread, and flagged for a person."""
    with client(port) as box:
        return tuple(len(box.search(None, what)[1][0].split()) for what in ("ALL", "UNSEEN", "FLAGGED"))  # type: ignore[return-value]


def a_meeting(world: World) -> Meeting:
    return called(world, clock.today() + timedelta(days=7))


def test_an_answer_in_the_mailbox_is_noted_once_and_stays_there_as_read(world: World, server: int) -> None:
    meeting = a_meeting(world)
    deliver(server, reply(meeting), b"From: x@example.nl\r\nSubject: Vraag\r\n\r\nHoe laat is het?\r\n")
    assert read_mailbox() == 1
    assert meeting.participants.get(professional=world.ahmed).answer == "accepted"
    # What is no answer is flagged, so that a person looks at it; nothing is removed.
    assert counts(server) == (2, 0, 1)
    assert read_mailbox() == 0


def test_a_failure_loses_no_mail_and_the_ones_behind_it_go_on(
    world: World, server: int, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    first, second = a_meeting(world), a_meeting(world)
    deliver(server, reply(first), reply(second))
    take, failed = mailbox.take_reply, []

    def fails_once(mail: bytes) -> Any:
        if not failed:
            failed.append(mail)
            raise OSError("disk full, ahmed@example.nl")
        return take(mail)

    monkeypatch.setattr(mailbox, "take_reply", fails_once)
    assert read_mailbox() == 1
    assert counts(server) == (2, 1, 0)
    assert "ahmed" not in caplog.text
    assert read_mailbox() == 1
    assert counts(server) == (2, 0, 0)
    assert {one.participants.get(professional=world.ahmed).answer for one in (first, second)} == {"accepted"}


def test_a_mail_that_is_read_again_does_not_undo_a_newer_answer(world: World, server: int) -> None:
    """The worker died before it could mark the mail; meanwhile they said no by the link."""
    meeting = a_meeting(world)
    said = reply(meeting).replace(b"20261001T090000Z", f"{clock.now():%Y%m%dT%H%M%SZ}".encode())
    deliver(server, said, said)
    with clock.at(clock.now() + timedelta(minutes=9)):
        mine = meeting.participants.get(professional=world.ahmed)
        mailbox.take_reply(said)
        type(mine).objects.filter(pk=mine.pk).update(answer="declined", answered_at=clock.now())
        assert read_mailbox() == 0
    mine.refresh_from_db()
    assert mine.answer == "declined"


@pytest.mark.parametrize("address", ["x", "imaps://host/INBOX", "https://a:b@host/", "imaps://user@host"])
def test_a_setting_that_is_no_mailbox_says_so_without_telling_it(address: str) -> None:
    with pytest.raises(ValueError, match="KRING_REPLY_MAILBOX") as said:
        mailbox_of(address)
    assert address not in str(said.value)


def test_a_password_may_hold_any_sign() -> None:
    box = mailbox_of("imaps://kring%40gemeente.nl:p%2F%40s@mail.example/Antwoorden")
    assert box == ("mail.example", 993, "kring@gemeente.nl", "p/@s", "Antwoorden", True)


def test_without_a_mailbox_the_worker_looks_nowhere(settings: Any) -> None:
    settings.REPLY_MAILBOX = ""
    assert read_mailbox() == 0
