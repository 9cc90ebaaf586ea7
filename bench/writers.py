"""Eight saturating writers on one SQLite file: how long does the unluckiest wait, and is anyone refused?

Usage: script/bench writers [--seconds 20] [--writers 8]
Threads of one process, and the same spread over two and four processes, are measured with Kring's write lock and, to
compare, with Django's own SQLite backend and the same settings. Each write is one durable transaction
(synchronous=FULL) with three rows, as a form leaves them: its key, the change, the log.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from bench.figures import machine, median, part, table

PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
ENGINES = {"with the lock": "kring.core.sqlite", "SQLite's own waiting": "django.db.backends.sqlite3"}


def configure(path: str, engine: str) -> None:
    """Settings with nothing but one database at `path`."""
    database = {
        "ENGINE": engine,
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS},
    }
    settings.configure(DATABASES={"default": database}, USE_TZ=True)
    django.setup()


def write(seconds: float, waits: list[float], refusals: list[str], began: threading.Barrier) -> None:
    """Write without a pause for `seconds`; each wait in seconds goes into `waits`."""
    connection.ensure_connection()
    began.wait()
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for _ in ("key", "change", "log"):
                    cursor.execute("INSERT INTO row (text) VALUES (%s)", ["x" * 200])
        except DatabaseError as fault:
            refusals.append(str(fault))
        waits.append(time.perf_counter() - start)
    connection.close()


def one_process(path: str, engine: str, threads: int, seconds: float) -> None:
    """The child: `threads` writers, who start together with the other processes; prints its figures as JSON."""
    configure(path, engine)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT)")
    waits: list[list[float]] = [[] for _ in range(threads)]
    refusals: list[str] = []
    gate = threading.Barrier(threads + 1)
    crew = [threading.Thread(target=write, args=(seconds, mine, refusals, gate)) for mine in waits]
    for writer in crew:
        writer.start()
    print("ready", flush=True)
    sys.stdin.readline()
    gate.wait()
    for writer in crew:
        writer.join()
    print(json.dumps({"waits": waits, "refusals": refusals}))


def measure(engine: str, processes: int, threads: int, seconds: float) -> dict[str, Any]:
    """All writers of one arrangement together: counts, and waits in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "bench.sqlite3")
        command = [sys.executable, "-m", "bench.writers", "--child", path, engine, str(threads), str(seconds)]
        children = []
        for _ in range(processes):
            child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            child.stdout.readline()
            children.append(child)
        for child in children:
            child.stdin.write("go\n")
            child.stdin.flush()
        answers = [json.loads(child.communicate()[0].splitlines()[-1]) for child in children]
    each = [waits for answer in answers for waits in answer["waits"]]
    every = [wait for waits in each for wait in waits]
    return {
        "writes/s": f"{len(every) / seconds:.0f}",
        "median ms": f"{median(every) * 1000:.1f}",
        "p99 ms": f"{part(every, 0.99) * 1000:.1f}",
        "worst wait s": f"{max(every):.3f}",
        "fewest by one": min(len(waits) for waits in each),
        "most by one": max(len(waits) for waits in each),
        "errors": sum(len(answer["refusals"]) for answer in answers),
    }


def main() -> None:
    """Print a table, one line per arrangement and kind of waiting."""
    parser = argparse.ArgumentParser(prog="script/bench writers", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--writers", type=int, default=8)
    asked = parser.parse_args()
    print(f"{machine()}, SQLite {sqlite3.sqlite_version}; {asked.writers} writers, {asked.seconds:g} s each\n")
    rows, figures = [], {}
    for name, engine in ENGINES.items():
        for processes in (1, 2, 4):
            threads = asked.writers // processes
            figures = measure(engine, processes, threads, asked.seconds)
            rows.append([f"{name}, {processes} x {threads} threads", *figures.values()])
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(table(["processes", *figures], rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        database, backend, count, span = sys.argv[2:]
        one_process(database, backend, int(count), float(span))
    else:
        main()
