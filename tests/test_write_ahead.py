"""The write-ahead log of an open database stays, whoever else comes and goes."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.writers import new_file, rows, writer


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """A database file that this process reaches as `scratch`, through Kring's backend."""
    path = new_file(tmp_path)
    options = {"transaction_mode": "IMMEDIATE", "timeout": 5}
    connections.settings["scratch"] = {
        **connections.settings["default"],
        "ENGINE": "kring.core.sqlite",
        "NAME": str(path),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }
    with django_db_blocker.unblock():
        yield path
        connections["scratch"].close()
    del connections["scratch"], connections.settings["scratch"]


def add(number: int) -> None:
    with connections["scratch"].cursor() as cursor:
        cursor.execute("INSERT INTO rows VALUES (%s)", [number])


def test_a_second_connection_of_a_process_does_not_open_its_file_to_other_programs(file: Path) -> None:
    """Reading the file beside SQLite and closing it would drop all of SQLite's locks of this process.

    Another program would then believe to be the last, and take the log away under us
    (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    add(1)
    log = Path(f"{file}-wal")
    before = os.stat(log).st_ino

    thread = threading.Thread(target=add, args=(2,))
    thread.start()
    thread.join()
    other = writer(file, range(10, 11), threads=1)
    _out, errors = other.communicate(timeout=60)
    assert errors == ""
    assert os.stat(log).st_ino == before
    add(3)
    assert rows(file) == {1, 2, 3, 10}
