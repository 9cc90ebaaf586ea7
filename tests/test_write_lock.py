"""One writer at a time, whoever it is: threads and processes, and nothing acknowledged is lost by a kill."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connections, transaction
from django.db.utils import OperationalError

from kring.core.sqlite.base import DatabaseWrapper
from kring.core.sqlite.lock import Busy, WriteLock, lock_for
from tests.writers import new_file, rows, writer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return new_file(tmp_path)


def test_eight_writers_in_two_processes_never_find_the_database_locked(file: Path) -> None:
    both = [writer(file, range(0, 1600, 8), threads=4), writer(file, range(4, 1600, 8), threads=4)]
    for process in both:
        _out, errors = process.communicate(timeout=120)
        assert errors == ""
        assert process.returncode == 0
    assert rows(file) == set(range(1600))


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


@pytest.fixture
def ours(file: Path, django_db_blocker: Any) -> Iterator[DatabaseWrapper]:
    """This thread's connection to the file, through Kring's backend."""
    connections.settings["scratch"] = {**settings_of(file), "ENGINE": "kring.core.sqlite"}
    with django_db_blocker.unblock():
        yield connections["scratch"]
        connections["scratch"].close()
    del connections["scratch"], connections.settings["scratch"]


def settings_of(file: Path) -> dict[str, Any]:
    options = {"transaction_mode": "IMMEDIATE", "timeout": 0.3}
    return {**connections.settings["default"], "NAME": str(file), "OPTIONS": options, "CONN_MAX_AGE": None}


def can_write(file: Path) -> bool:
    """Whether another program, without any patience, could write at this moment."""
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True


def add(database: DatabaseWrapper, number: int) -> None:
    with database.cursor() as cursor:
        cursor.execute("INSERT INTO rows VALUES (%s)", [number])


def test_a_transaction_holds_the_turn_until_its_end(ours: DatabaseWrapper, file: Path) -> None:
    with transaction.atomic("scratch"):
        assert ours.holds
        with transaction.atomic("scratch"):
            add(ours, 1)
        assert ours.holds
        assert not can_write(file)
    assert not ours.holds
    assert can_write(file)


def test_a_fault_or_a_close_in_the_middle_gives_the_turn_back(ours: DatabaseWrapper, file: Path) -> None:
    add(ours, 1)
    with pytest.raises(DatabaseError):
        add(ours, 1)
    assert not ours.holds
    with pytest.raises(DatabaseError), transaction.atomic("scratch"):
        add(ours, 1)
    assert not ours.holds
    with transaction.atomic("scratch"):
        add(ours, 2)
        ours.close()
        assert not ours.holds
    assert rows(file) == {1}


def test_a_written_row_that_is_read_back_is_committed_before_the_turn_ends(ours: DatabaseWrapper, file: Path) -> None:
    with ours.cursor() as cursor:
        cursor.execute("INSERT INTO rows VALUES (1), (2), (3), (4) RETURNING number")
        # The control below shows that SQLite itself would still be in the middle here.
        assert can_write(file)
        assert cursor.fetchone() == (1,)
        assert cursor.fetchmany(2) == [(2,), (3,)]
        assert list(cursor) == [(4,)]
        assert cursor.fetchone() is None
        cursor.execute("SELECT count(*) FROM rows")
        assert cursor.fetchall() == [(4,)]


def test_the_control_plain_sqlite_is_in_the_middle_until_the_last_row_is_read(file: Path) -> None:
    plain = sqlite3.connect(file, isolation_level=None)
    cursor = plain.execute("INSERT INTO rows VALUES (1), (2) RETURNING number")
    assert not can_write(file)
    cursor.fetchall()
    assert can_write(file)
    plain.close()


def test_a_list_read_half_way_does_not_stop_the_next_write(ours: DatabaseWrapper, file: Path) -> None:
    for number in range(300):
        add(ours, number)
    assert not ours.features.can_use_chunked_reads
    with sqlite3.connect(file) as other:
        other.execute("INSERT INTO rows VALUES (1000)")
    add(ours, 1001)
    assert {1000, 1001} <= rows(file)


def test_begin_and_commit_by_hand_hold_and_give_back(ours: DatabaseWrapper) -> None:
    with ours.cursor() as cursor:
        cursor.execute("BEGIN")
        assert ours.holds
        cursor.execute("INSERT INTO rows VALUES (1)")
        cursor.execute("COMMIT")
        assert not ours.holds
        cursor.executemany("INSERT INTO rows VALUES (%s)", [[2], [3]])
        cursor.cursor.executescript("BEGIN; INSERT INTO rows VALUES (4);")
        assert ours.holds
        cursor.execute("ROLLBACK")
    assert not ours.holds


@pytest.mark.parametrize(
    ("statement", "waits"),
    [
        ("SELECT 1", False),
        ("  with x as (select 1) select * from x", False),
        ("EXPLAIN QUERY PLAN SELECT 1", False),
        ("PRAGMA table_info(rows)", False),
        ("WITH x AS (SELECT 9) INSERT INTO rows SELECT * FROM x", True),
        ("PRAGMA wal_checkpoint(TRUNCATE)", True),
        ("VACUUM", True),
        ("CREATE TABLE other (number INTEGER)", True),
    ],
)
def test_reading_needs_no_turn_and_writing_does(ours: DatabaseWrapper, statement: str, waits: bool) -> None:
    ours.ensure_connection()
    lock = lock_for(ours.settings_dict["NAME"])
    done = threading.Event()

    def run() -> None:
        with connections["scratch"].cursor() as cursor:
            cursor.execute(statement)
            cursor.fetchall()
        done.set()
        connections["scratch"].close()

    lock.acquire()
    thread = threading.Thread(target=run)
    thread.start()
    if waits:
        while not lock._queue:
            time.sleep(0.001)
        assert not done.is_set()
    else:
        assert done.wait(30)
    lock.release()
    thread.join()
    assert done.is_set()


def test_a_thread_that_would_wait_for_itself_is_told_so(ours: DatabaseWrapper) -> None:
    second = DatabaseWrapper(ours.settings_dict, "scratch")
    with transaction.atomic("scratch"):
        with pytest.raises(OperationalError, match="already writing"):
            add(second, 1)
        second.close()
    add(ours, 2)


def test_a_forked_child_does_not_give_away_the_turn_of_its_parent(ours: DatabaseWrapper, file: Path) -> None:
    with transaction.atomic("scratch"):
        child = os.fork()
        if child == 0:
            # The copies of the parent's connection and lock: ending them must leave the parent's turn alone.
            held = ours.holds
            ours._give()
            lock_for(str(file)).release()
            os._exit(1 if held else 0)
        assert os.waitpid(child, 0)[1] == 0
        other = writer(file, range(10, 11), threads=1)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(2)
        add(ours, 1)
    other.communicate(timeout=60)
    assert {1, 10} <= rows(file)


def test_who_stops_waiting_passes_the_turn_on() -> None:
    lock = WriteLock(None)
    holding, stop = threading.Event(), threading.Event()

    def hold() -> None:
        lock.acquire()
        holding.set()
        stop.wait()
        lock.release()

    def interrupt(*_signal: object) -> None:
        raise InterruptedError

    before = signal.signal(signal.SIGALRM, interrupt)
    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait()
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    with pytest.raises(InterruptedError):
        lock.acquire()
    signal.signal(signal.SIGALRM, before)
    stop.set()
    thread.join()
    lock.acquire()
    lock.release()


def test_the_first_to_open_a_new_file_turns_it_over_alone(tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite3"
    with sqlite3.connect(new) as connection:
        connection.execute("CREATE TABLE rows (number INTEGER PRIMARY KEY)")
    connection.close()
    crowd = [writer(new, range(4 * number, 320, 16), threads=4) for number in range(4)]
    assert [process.communicate(timeout=60)[1] for process in crowd] == [""] * 4
    assert rows(new) == set(range(320))


def test_old_sqlite_without_the_lock_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    for engine, faults in (("django.db.backends.sqlite3", ["core.E001"]), ("kring.core.sqlite", [])):
        connections.settings["scratch"] = {**settings_of(file), "ENGINE": engine}
        assert [fault.id for fault in run_checks() if fault.id == "core.E001"] == faults
        del connections["scratch"], connections.settings["scratch"]


# Takes both files as another process of the installation does, says so, and keeps them until its input ends.
HOLDER = """
import sys
from kring.core.sqlite.lock import WriteLock
lock = WriteLock(sys.argv[1])
lock.acquire()
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(file: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the write lock of the file, until its input is closed."""
    command = [sys.executable, "-c", HOLDER, os.path.realpath(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "taken\n"
        yield other
        other.communicate(timeout=10)


def test_waiting_for_another_process_ends_and_begins_nothing(
    ours: DatabaseWrapper, file: Path, held: "subprocess.Popen[str]"
) -> None:
    ours.settings_dict["WRITE_PATIENCE"] = 0.3
    began = time.monotonic()
    with pytest.raises(Busy), transaction.atomic("scratch"):
        add(ours, 1)
    assert 0.3 <= time.monotonic() - began < 5
    assert not ours.holds
    held.communicate(timeout=10)
    with transaction.atomic("scratch"):
        add(ours, 2)
    assert rows(file) == {2}


def test_who_gave_up_keeps_nothing_that_comes_later(file: Path, held: "subprocess.Popen[str]") -> None:
    lock = WriteLock(os.path.realpath(file))
    for _again in range(3):
        with pytest.raises(Busy):
            lock.acquire(0.1)
    held.communicate(timeout=10)
    another = WriteLock(os.path.realpath(file))
    another.acquire(5)
    with pytest.raises(Busy):
        lock.acquire(0.1)
    another.release()
    lock.acquire(5)
    with pytest.raises(Busy):
        another.acquire(0.1)
    lock.release()


def test_a_thread_that_gave_up_is_passed_over_in_the_queue() -> None:
    lock, faults = WriteLock(None), []
    lock.acquire()

    def impatient() -> None:
        try:
            lock.acquire(0.05)
        except Busy as busy:
            faults.append(busy)

    thread = threading.Thread(target=impatient)
    thread.start()
    thread.join()
    assert len(faults) == 1
    assert not lock._queue
    lock.release()
    lock.acquire(0)
    lock.release()
