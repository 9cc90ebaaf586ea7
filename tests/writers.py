"""Programs of their own that write rows through Kring's SQLite backend, for tests of the write lock."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

from django.conf import settings

PIPE_SIZE = 4096

# Each thread commits its numbers one by one, and says each on standard output once it is committed.
# SQLite's own patience is kept short, so that it cannot hide a missing lock.
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
    threads, start, stop, step = map(int, sys.argv[2:])
    def write(first):
        for number in range(first, stop, step):
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("INSERT INTO rows VALUES (%s)", [number])
            os.write(1, f"{number}\\n".encode())
        connection.close()
    crew = [threading.Thread(target=write, args=(start + n,)) for n in range(threads)]
    [t.start() for t in crew]; [t.join() for t in crew]
    """
)


def new_file(folder: Path) -> Path:
    """A database with one empty table, `rows`."""
    path = folder / "kring.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE rows (number INTEGER PRIMARY KEY)")
    connection.close()
    return path


def writer(file: Path, numbers: range, *, threads: int) -> "subprocess.Popen[str]":
    """Start a program whose thread number `n` writes `numbers` moved up by `n`.

    It pauses while about 500 lines wait in the pipe, so that it does not hold up what starts beside it.
    """
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, file, *map(str, (threads, numbers.start, numbers.stop, numbers.step))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pipesize=PIPE_SIZE,
        env={**os.environ, "PYTHONPATH": str(settings.ROOT)},
    )


def rows(file: Path) -> set[int]:
    """All numbers in the file, which must be whole."""
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {number for (number,) in connection.execute("SELECT number FROM rows")}
    finally:
        connection.close()
