"""What the log of looks and its seals cost: eight writers on PostgreSQL, with the log and without, in turns.

Usage: script/bench log [--seconds 6] [--rounds 8] [--households 1000]
Each writer makes an agreement and reads the plan, over and over: a form in one transaction, then a page whose looks are
committed before it leaves. Two servers run all the while, one without the log, and a worker seals. The writers go from
one to the other every few seconds, so that other work on the machine meets both alike.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

import psycopg

from bench.figures import machine, table
from bench.load import PROCESSES, _crowd, _free_port, _wait_for
from bench.visit import Visit

MOST_COST = 0.35
SERVERS = {"without": "bench.unlogged:application", "with": "config.wsgi:application"}
SEALED = "SELECT count(*) FROM log_sealedlook"
LOOKS = "SELECT count(*) FROM log_look"
COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = 'log_look'"
LEAST_CHECKED = 50_000
CHECK = """
import django, sys, time
from pathlib import Path
django.setup()
from kring.log.seals import lines
from kring.log.seals.checking import verify_database
from kring.log.seals.sealing import seal_all_looks
from kring.log.seals.verify import verify
seal_all_looks()
path = Path(sys.argv[1]) / "export"
with path.open("wb") as file:
    lines.write(lines.of_database(), file)
def of_file():
    with path.open("rb") as file:
        return verify(lines.of_file(file), key=None)
for name, check in (("in the database", verify_database), ("in an export", of_file)):
    best = 0
    for _ in range(3):
        began = time.perf_counter()
        found = check()
        assert not found.problem, found
        best = max(best, found.rows / (time.perf_counter() - began))
    print(f"{name}, {found.rows} looks under {found.seals} seals: {best:.0f}")
"""


def main() -> None:
    """Print a table: requests a second with and without, round by round, and the cost over all rounds."""
    arguments = argparse.ArgumentParser(prog="script/bench log", description=__doc__)
    arguments.add_argument("--seconds", type=float, default=6)
    arguments.add_argument("--rounds", type=int, default=8)
    arguments.add_argument("--households", type=int, default=1000)
    arguments.add_argument("--looks", type=int, default=100_000, help="added before the check is timed")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as var, contextlib.ExitStack() as running:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "KRING_VAR": var}
        database = running.enter_context(psycopg.connect(os.environ["KRING_DATABASE"], autocommit=True))
        version = database.info.parameter_status("server_version")
        print(f"{machine()}, PostgreSQL {version} as Debian sets it, fsync on", flush=True)
        visits = _make(asked.households)
        ports = {name: running.enter_context(_served(application)) for name, application in SERVERS.items()}
        running.enter_context(_started([sys.executable, "-m", "kring", "work"]))
        for port in ports.values():
            _crowd(port, visits, 3)
        rounds = [_round(database, ports, visits, asked.seconds, number) for number in range(asked.rounds)]
        print(f"{asked.households} households, eight writers, {asked.seconds:g} s each, in turns\n")
        heads = ["round", *(f"{name}, requests/s" for name in SERVERS), "looks written", "sealed s later"]
        print(table(heads, [[number + 1, *map(_said, row)] for number, row in enumerate(rounds)]))
        without, with_log = (sum(row[column] for row in rounds) / len(rounds) for column in (0, 1))
        cost = 1 - with_log / without
        print(f"\n{without:.1f} and {with_log:.1f} requests/s on average: the log with its seals costs {cost:.0%}")
        print(f"At most {MOST_COST:.0%}: {_judged(cost <= MOST_COST)}\n")
        print(table(["check of the log", "looks/s"], _checked(database, asked.looks)))
        print(f"At least {LEAST_CHECKED} looks/s")


def _checked(database: "psycopg.Connection[Any]", looks: int) -> list[list[object]]:
    """Looks a second of `kring log verify`, on the database and on an export, best of three."""
    columns = [row[0] for row in database.execute(COLUMNS).fetchall()]
    told = ", ".join({"id": "gen_random_uuid()", "at": "now()"}.get(name, f'"{name}"') for name in columns)
    into = ", ".join(f'"{name}"' for name in columns)
    database.execute(
        f"INSERT INTO log_look ({into}) SELECT {told} FROM (SELECT * FROM log_look ORDER BY id DESC LIMIT 1) l, "
        f"generate_series(1, {looks})"  # type: ignore[arg-type]
    )
    database.execute("ANALYZE")
    said = subprocess.run(
        [sys.executable, "-c", CHECK, os.environ["KRING_VAR"]], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return [line.split(": ") for line in said.splitlines()]


def _judged(reached: bool) -> str:
    return "reached" if reached else "not reached"


def _said(figure: float) -> str:
    return f"{figure:.1f}" if isinstance(figure, float) else str(figure)


def _make(households: int) -> list[Visit]:
    """A filled database whose looks are sealed, and the requests of eight writers."""
    _kring("migrate", "--verbosity", "0")
    _kring("collectstatic", "--noinput", "--verbosity", "0")
    subprocess.run([sys.executable, "-m", "bench.server", "fill", str(households), "40"], check=True)
    program = (
        "import django, json; django.setup()\n"
        "from bench.visits import visits\n"
        "from kring.log.seals.sealing import seal_all_looks\n"
        "seal_all_looks()\n"
        f"pairs = zip(visits('agreement', {households}, 40), visits('plan', {households}, 40))\n"
        "print(json.dumps([[one.path, one.cookie, one.form] for pair in pairs for one in pair]))\n"
    )
    said = subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [Visit(*row) for row in json.loads(said)]


def _round(
    database: "psycopg.Connection[Any]", ports: dict[str, int], visits: list[Visit], seconds: float, number: int
) -> tuple[float, float, int, float]:
    """Each server once, the first one second in the next round; then wait until all is sealed."""
    looks, found = _count(database, LOOKS), dict[str, float]()
    for name in sorted(ports, reverse=bool(number % 2)):
        found[name] = _crowd(ports[name], visits, seconds) / seconds
    written, began = _count(database, LOOKS) - looks, time.monotonic()
    while _count(database, LOOKS) > _count(database, SEALED):
        time.sleep(0.1)
    return found["without"], found["with"], written, time.monotonic() - began


@contextlib.contextmanager
def _served(application: str) -> Iterator[int]:
    """A running server; gives its port."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}", "--log-level=error"]
    command += [f"--workers={PROCESSES}", "--threads=4", "--worker-class=gthread", "--no-control-socket"]
    with _started(command):
        _wait_for(port)
        yield port


@contextlib.contextmanager
def _started(command: list[str]) -> Iterator[None]:
    process = subprocess.Popen(command)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _count(database: "psycopg.Connection[Any]", statement: str) -> int:
    row = database.execute(statement).fetchone()  # type: ignore[arg-type]
    return int(row[0]) if row else 0


def _kring(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "kring", *words], check=True)


if __name__ == "__main__":
    main()
