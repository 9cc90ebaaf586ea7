"""One writer at a time, whoever it is: threads and processes, and nothing acknowledged is lost by a kill."""

import os
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks

from kring.core.sqlite.lock import WriteLock

# Writes rows in its own process through Kring's backend, and says each committed number on standard output.
WRITER = textwrap.dedent(
    """
    import os, sys, threading
    from django.conf import settings
    settings.configure(DATABASES={"default": {
        "ENGINE": "kring.core.sqlite", "NAME": sys.argv[1],
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0.5,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"}}})
    import django
    django.setup()
    from django.db import connection, transaction
    start, step, stop = int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    def write(number):
        while number < stop:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("INSERT INTO rows VALUES (%s)", [number])
            os.write(1, f"{number}\\n".encode())
            number += step
        connection.close()
    threads = [threading.Thread(target=write, args=(start + n,)) for n in range(4)]
    [t.start() for t in threads]; [t.join() for t in threads]
    """
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kring.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE rows (number INTEGER PRIMARY KEY)")
    connection.close()
    return path


def writer(file: Path, start: int, step: int, stop: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file), str(start), str(step), str(stop)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(settings.ROOT)},
    )


def rows(file: Path) -> set[int]:
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {number for (number,) in connection.execute("SELECT number FROM rows")}


def test_eight_writers_in_two_processes_never_find_the_database_locked(file: Path) -> None:
    # A quarter of a second of SQLite's own patience is not enough without the lock.
    both = [writer(file, 0, 8, 1600), writer(file, 4, 8, 1600)]
    for process in both:
        _out, errors = process.communicate(timeout=120)
        assert errors == ""
        assert process.returncode == 0
    assert rows(file) == set(range(1600))


def test_nothing_acknowledged_is_lost_by_twenty_kills(file: Path) -> None:
    said: set[int] = set()
    for turn in range(20):
        process = writer(file, turn * 1_000_000, 4, turn * 1_000_000 + 1_000_000)
        assert process.stdout is not None
        for _ in range(20 + turn):
            said.add(int(process.stdout.readline()))
        process.kill()
        rest, _errors = process.communicate()
        said |= {int(line) for line in rest.split("\n")[:-1] if line}
    assert said <= rows(file)
    assert len(said) >= 20 * 20


def test_who_has_just_released_queues_behind_who_waits() -> None:
    lock, order = WriteLock(None), []
    lock.acquire()

    def other() -> None:
        lock.acquire()
        order.append("other")
        lock.release()

    thread = threading.Thread(target=other)
    thread.start()
    while not lock._queue:
        time.sleep(0.001)
    lock.release()
    lock.acquire()
    order.append("me")
    lock.release()
    thread.join()
    assert order == ["other", "me"]


def test_old_sqlite_without_the_lock_is_refused(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    for engine, faults in (("django.db.backends.sqlite3", ["core.E001"]), ("kring.core.sqlite", [])):
        monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", engine)  # type: ignore[attr-defined]
        assert [fault.id for fault in run_checks() if fault.id == "core.E001"] == faults
