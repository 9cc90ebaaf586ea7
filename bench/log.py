"""What the log of looks and its seals cost: eight writers on PostgreSQL, with the log and without, in turns.

Usage: script/bench log [--seconds 15] [--rounds 4] [--households 1000]
Each writer makes an agreement, is led to the plan and reads it, without a pause: a form in one transaction, then a
page whose looks are committed before it leaves. With the log the worker seals meanwhile.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

import psycopg

from bench.figures import machine, median, table
from bench.load import PROCESSES, _crowd, _free_port, _wait_for
from bench.visit import Visit

MOST_COST = 0.35
SEALED = "SELECT count(*) FROM log_sealedlook"
LOOKS = "SELECT count(*) FROM log_look"


def main() -> None:
    """Print a table: requests a second with and without, round by round, and the cost."""
    arguments = argparse.ArgumentParser(prog="script/bench log", description=__doc__)
    arguments.add_argument("--seconds", type=float, default=15)
    arguments.add_argument("--rounds", type=int, default=4)
    arguments.add_argument("--households", type=int, default=1000)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as var:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "KRING_VAR": var}
        with psycopg.connect(os.environ["KRING_DATABASE"], autocommit=True) as database:
            version = database.info.parameter_status("server_version")
            print(f"{machine()}, PostgreSQL {version} as Debian sets it, fsync on", flush=True)
            visits = _make(asked.households)
            rounds = [_round(database, visits, asked.seconds) for _ in range(asked.rounds)]
        print(f"{asked.households} households, eight writers, {asked.seconds:g} s each, in turns\n")
        print(
            table(["round", *rounds[0]], [[number + 1, *map(_said, row.values())] for number, row in enumerate(rounds)])
        )
        without, with_log = (
            median([row[name] for row in rounds]) for name in ("without, requests/s", "with, requests/s")
        )
        cost = 1 - with_log / without
        print(f"\nThe log with its seals costs {cost:.0%} (at most {MOST_COST:.0%}): {_judged(cost <= MOST_COST)}")
        _kring("log", "verify")


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


def _round(database: "psycopg.Connection[Any]", visits: list[Visit], seconds: float) -> dict[str, float]:
    without = _per_second("bench.unlogged:application", visits, seconds)
    looks = _count(database, LOOKS)
    worker = subprocess.Popen([sys.executable, "-m", "kring", "work"])
    try:
        with_log = _per_second("config.wsgi:application", visits, seconds)
        unsealed = _count(database, LOOKS) - _count(database, SEALED)
        written = _count(database, LOOKS) - looks
    finally:
        worker.terminate()
        worker.wait(30)
    return {
        "without, requests/s": without,
        "with, requests/s": with_log,
        "cost, %": (1 - with_log / without) * 100,
        "looks written": written,
        "without a seal at the end": unsealed,
    }


def _per_second(application: str, visits: list[Visit], seconds: float) -> float:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}", "--log-level=error"]
    command += [f"--workers={PROCESSES}", "--threads=4", "--worker-class=gthread", "--no-control-socket"]
    server = subprocess.Popen(command)
    try:
        _wait_for(port)
        _crowd(port, visits, 3)
        return _crowd(port, visits, seconds) / seconds
    finally:
        server.terminate()
        server.wait(30)


def _count(database: "psycopg.Connection[Any]", statement: str) -> int:
    row = database.execute(statement).fetchone()  # type: ignore[arg-type]
    return int(row[0]) if row else 0


def _kring(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "kring", *words], check=True)


if __name__ == "__main__":
    main()
