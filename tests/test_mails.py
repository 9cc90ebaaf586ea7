"""Mail: a row first, sent by one worker, tried again when it fails, and nothing about people in it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from kring.core import clock
from kring.core.mails import TRIES, _claim, _take_back_stuck, send_due_mails, tell
from kring.core.models import Mail

pytestmark = pytest.mark.django_db


class Down(BaseEmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, email_messages: Sequence[mail.EmailMessage]) -> int:
        raise ConnectionRefusedError


def ask() -> None:
    tell("iemand@example.nl", subject="Een vraag", text="Er wacht een vraag.", path="/")


def test_a_mail_is_sent_once_with_a_link() -> None:
    ask()
    assert send_due_mails() == 1
    assert send_due_mails() == 0
    assert "http" in mail.outbox[0].body
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{Mail.objects.get().pk}@")


def test_no_mail_leaves_when_the_action_did_not_hold() -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert send_due_mails() == 0


def test_a_mail_that_fails_waits_and_goes_later(settings: object) -> None:
    ask()
    settings.EMAIL_BACKEND = f"{__name__}.Down"  # type: ignore[attr-defined]
    assert send_due_mails() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    assert send_due_mails() == 0
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert send_due_mails() == 1


def test_after_eight_tries_it_stays_as_failed(settings: object) -> None:
    ask()
    settings.EMAIL_BACKEND = f"{__name__}.Down"  # type: ignore[attr-defined]
    moment = clock.now()
    for _ in range(10):
        moment += timedelta(days=1)
        with clock.at(moment):
            send_due_mails()
    assert Mail.objects.get().state == Mail.State.FAILED
    assert Mail.objects.get().tries == 8


def test_what_a_dead_worker_had_claimed_goes_after_ten_minutes() -> None:
    ask()
    Mail.objects.update(state=Mail.State.SENDING)
    assert send_due_mails() == 0
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert send_due_mails() == 1


def test_a_mail_that_cannot_be_made_does_not_hold_up_those_behind_it() -> None:
    Mail.objects.create(address="iemand@example.nl", subject="twee\nregels", text="x", try_at=clock.now())
    ask()
    assert send_due_mails() == 1
    assert [message.subject for message in mail.outbox] == ["Kring: Een vraag"]
    assert Mail.objects.get(subject__startswith="twee").tries == 1


def test_a_mail_that_kills_the_worker_is_given_up_after_eight_times() -> None:
    ask()
    moment = clock.now()
    for _ in range(TRIES):
        Mail.objects.exclude(state=Mail.State.FAILED).update(state=Mail.State.SENDING, try_at=moment)
        moment += timedelta(days=1)
        with clock.at(moment):
            _take_back_stuck()
    assert Mail.objects.get().state == Mail.State.FAILED
    assert Mail.objects.get().tries == TRIES


def test_a_mail_that_another_worker_has_just_put_off_is_left_alone() -> None:
    ask()
    seen = Mail.objects.get()
    Mail.objects.update(tries=1, try_at=clock.now() + timedelta(minutes=2))
    assert not _claim(seen)
