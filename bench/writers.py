"""Eight saturating writers on one SQLite file: how long does the unluckiest wait, and is anyone refused?

Usage: script/bench writers [--seconds 10] [--writers 8]
Three arrangements (threads, processes, both) are measured with Kring's write lock and, to compare, with Django's own
SQLite backend and the same settings. Each write is one transaction with one row, made durable (synchronous=FULL).
"""

import argparse
import json
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
    each = [sorted(waits) for answer in answers for waits in answer["waits"]]
    every = sorted(wait for waits in each for wait in waits)
    return {
        "writes": len(every),
        "per second": round(len(every) / seconds),
        "median": every[len(every) // 2],
        "p99": every[int(len(every) * 0.99)],
        "worst": every[-1],
        "fewest": min(len(waits) for waits in each),
        "most": max(len(waits) for waits in each),
        "refused": sum(len(answer["refusals"]) for answer in answers),
    }


def main() -> None:
    """Print a table, one line per arrangement and kind of waiting."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--writers", type=int, default=8)
    asked = parser.parse_args()
    arrangements = [(1, asked.writers), (asked.writers, 1), (2, asked.writers // 2)]
    print(f"{asked.writers} writers without a pause, {asked.seconds:g} s each; waits in milliseconds\n")
    print(
        f"{'processes x threads':<20}{'waiting':<22}{'writes/s':>9}{'median':>9}{'p99':>9}{'worst':>9}"
        f"{'fewest':>8}{'most':>8}{'refused':>9}"
    )
    for processes, threads in arrangements:
        for name, engine in ENGINES.items():
            figures = measure(engine, processes, threads, asked.seconds)
            print(
                f"{f'{processes} x {threads}':<20}{name:<22}{figures['per second']:>9}{figures['median'] * 1000:>9.1f}"
                f"{figures['p99'] * 1000:>9.1f}{figures['worst'] * 1000:>9.1f}"
                f"{figures['fewest']:>8}{figures['most']:>8}{figures['refused']:>9}"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        database, backend, count, span = sys.argv[2:]
        one_process(database, backend, int(count), float(span))
    else:
        main()
