"""`kring serve` is one: web server and worker start, come back and stop together, on a database of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.db import connection

from tests.migrated import copy_for

Env = dict[str, str]
PATIENCE = 180
SEND = """
import django; django.setup()
from kring.core.mails import tell
tell("iemand@example.nl", subject="Een vraag", text="Er wacht een vraag.", path="/")
"""


PEOPLE = """
import django; django.setup()
from django.test import Client
from tests.world import make_world
world, browser = make_world(), Client()
browser.force_login(world.anouk.user)
print(browser.cookies["kring_session"].value, world.circle.pk)
"""
AFTERWARDS = """
import django; django.setup()
from kring.log.models import Look, SealedLook
from kring.log.seals.checking import verify_database
from kring.log.seals.sealing import seal_all_looks
sealed, shown = SealedLook.objects.count(), Look.objects.filter(page="circle").values("trace").distinct().count()
seal_all_looks()
found = verify_database()
print(shown, sealed, found.rows == Look.objects.count(), found.problem or "good")
"""


def python(env: Env, program: str) -> list[str]:
    """The words that a small program of Kring prints."""
    env = {**env, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(settings.ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def kring(env: Env, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run one command of Kring until it ends."""
    return subprocess.run(
        [sys.executable, "-m", "kring", *words], env=env, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Iterator[Env]:
    """The environment of an installation whose database has no tables yet, on the kind of database of this run."""
    var = tmp_path_factory.mktemp("var")
    env = {**os.environ, "KRING_DEMO": "1", "KRING_VAR": str(var)}
    env.pop("KRING_DATABASE", None)
    if connection.vendor == "sqlite":
        yield env
        return
    name, known = f"serve_{uuid.uuid4().hex}", connection.settings_dict
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"CREATE DATABASE {name}")
    who = f"{known['USER']}:{known['PASSWORD']}".rstrip(":")
    yield {**env, "KRING_DATABASE": f"postgres://{who}@{known['HOST']}:{known['PORT']}/{name}"}
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def ready(empty: Env, django_db_blocker: Any) -> Env:
    """The same with its tables."""
    with django_db_blocker.unblock():
        copy_for(
            empty["KRING_DATABASE"].split("/")[-1]
            if "KRING_DATABASE" in empty
            else f"{empty['KRING_VAR']}/kring.sqlite3"
        )
    done = kring(empty, "migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return empty


class Served:
    """A running `kring serve`, and all processes that came from it."""

    def __init__(self, env: Env, address: str) -> None:
        # A mark in the environment, which children of children have too: whoever carries it came from here.
        self.mark = f"KRING_TEST_MARK={uuid.uuid4()}"
        self.address = address
        self.parent = subprocess.Popen(
            [sys.executable, "-m", "kring", "serve", "--address", address, "--processes=1"],
            env={**env, **dict([self.mark.split("=")])},
            stderr=subprocess.PIPE,
            text=True,
        )

    def processes(self, word: str = "") -> list[int]:
        """The living processes, those with a word in their command line only."""
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark in (place / "environ").read_text() and word in (place / "cmdline").read_text():
                    found.append(int(place.name))
            except OSError:
                continue
        return sorted(found)

    def answers(self) -> bool:
        try:
            with urlopen(f"http://{self.address}/", timeout=10) as page:
                return bool(page.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False


def wait_until(true: Callable[[], object]) -> None:
    """Wait for something that must come; it fails when it does not."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def serve(ready: Env) -> Iterator[Callable[[], Served]]:
    """`serve()` starts Kring on a free port and waits until it answers."""
    running: list[Served] = []

    def go() -> Served:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        running.append(Served(ready, f"127.0.0.1:{port}"))
        wait_until(running[-1].answers)
        return running[-1]

    yield go
    for served in running:
        for number in served.processes():
            os.kill(number, signal.SIGKILL)
        served.parent.communicate()


def test_pages_are_served_and_mail_leaves_until_it_is_told_to_stop(serve: Callable[[], Served], ready: Env) -> None:
    served = serve()
    subprocess.run([sys.executable, "-c", SEND], env={**ready, "DJANGO_SETTINGS_MODULE": "config.settings"}, check=True)
    outbox = Path(ready["KRING_VAR"]) / "mail"
    wait_until(lambda: any("Een vraag" in letter.read_text() for letter in outbox.glob("*")))
    served.parent.send_signal(signal.SIGTERM)
    assert served.parent.wait(PATIENCE) == 0
    assert served.processes() == []


def test_a_killed_child_comes_back(serve: Callable[[], Served]) -> None:
    served = serve()
    wait_until(lambda: served.processes("\0work\0"))
    web, worker = served.processes("gunicorn"), served.processes("\0work\0")
    for number in [*web, *worker]:
        os.kill(number, signal.SIGKILL)
    wait_until(lambda: set(served.processes("\0work\0")) - set(worker))
    wait_until(served.answers)
    assert not set(served.processes("gunicorn")) & set(web)
    served.parent.send_signal(signal.SIGINT)
    assert served.parent.wait(PATIENCE) == 0
    assert served.processes() == []


def test_children_end_when_the_parent_is_killed(serve: Callable[[], Served]) -> None:
    served = serve()
    wait_until(lambda: served.processes("\0work\0"))
    served.parent.kill()
    wait_until(lambda: served.processes() == [])
    assert not served.answers()


def test_every_page_that_was_shown_before_a_kill_has_its_looks(serve: Callable[[], Served], ready: Env) -> None:
    """Eight browsers read without a pause; then web server, worker and parent are killed in the middle."""
    cookie, circle = python(ready, PEOPLE)
    served, shown = serve(), list[int]()

    def read() -> None:
        page = Request(f"http://{served.address}/kringen/{circle}/", headers={"Cookie": f"kring_session={cookie}"})
        try:
            while True:
                with urlopen(page, timeout=10) as answer:  # noqa: S310 (our own server)
                    assert "De W" in answer.read().decode()
                    shown.append(answer.status)
        except (OSError, HTTPException):
            return

    browsers = [Thread(target=read) for _ in range(8)]
    for browser in browsers:
        browser.start()
    wait_until(lambda: len(shown) > 20)
    # The worker seals every two seconds.
    time.sleep(4)
    for number in served.processes():
        os.kill(number, signal.SIGKILL)
    for browser in browsers:
        browser.join()
    written, sealed, all_sealed, problem = python(ready, AFTERWARDS)
    assert len(shown) <= int(written)
    assert int(sealed) > 0
    assert (all_sealed, problem) == ("True", "good")


def test_a_server_that_cannot_start_ends_with_a_sentence(ready: Env) -> None:
    served = Served(ready, "127.0.0.1:99999")
    _out, said = served.parent.communicate(timeout=PATIENCE)
    assert served.parent.returncode == 1
    assert "the web process keeps stopping" in said
    assert served.processes() == []


def test_a_database_without_tables_or_out_of_reach_is_named(empty: Env, tmp_path: Path) -> None:
    bare = kring({**empty, "KRING_DATABASE": f"sqlite:///{tmp_path / 'bare.sqlite3'}"}, "serve")
    away = kring({**empty, "KRING_DATABASE": "postgres://kring@127.0.0.1:1/kring"}, "serve")
    assert (bare.returncode, away.returncode) == (1, 1)
    assert bare.stderr.strip() == "CommandError: The database is not up to date. Run: kring migrate"
    assert away.stderr.startswith("CommandError: The database cannot be reached:")
