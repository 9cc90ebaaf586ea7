"""Pages of Kring on PostgreSQL with 1,000, 10,000 and 100,000 households: queries, times, and what a specialist needs.

All sizes are filled first and then measured in turns, so that other work on the machine meets them alike.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any

import psycopg

from bench.figures import machine, median, part, table

PAGES = {"home": "mijn werk", "circle": "the circle", "plan": "the plan", "agreement": "making an agreement"}
ROUNDS = 5
MOST_QUERIES, MOST_GROWTH, MOST_TIMES = 12, 1.3, 5.0


class Size:
    """A database of one size, with a process of Kring on it."""

    def __init__(self, households: int, items: int) -> None:
        self.households, self.items = households, items
        self.address = f"{os.environ['KRING_DATABASE']}_{households}"
        self.found: dict[str, dict[str, list[float]]] = {}
        self.queries: dict[str, list[int]] = {}
        self.per_second: dict[str, float] = {}

    def fill(self) -> None:
        began = time.monotonic()
        self._run("fill", str(self.households), str(self.items)).wait()
        with psycopg.connect(self.address) as connection:
            connection.execute("CHECKPOINT")
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        size = row[0] / 1024**2 if row else 0
        took = time.monotonic() - began
        print(f"{self.households} households with {self.items} items each: {size:.0f} MB, {took:.0f} s", flush=True)

    def start(self) -> None:
        self.process = self._run("serve", str(self.households))
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError(f"The server of {self.households} households did not start.")

    def ask(self, what: str, page: str, count: int = 0) -> Any:
        self.process.stdin.write(json.dumps([what, page, count]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def measure(self, page: str, count: int) -> None:
        for what, times in self.ask("times", page, count).items():
            self.found.setdefault(page, {}).setdefault(what, []).extend(times)

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(30)

    def _run(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "bench.server", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "KRING_DATABASE": self.address},
        )


def main() -> None:
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as var:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "KRING_VAR": var}
        sizes = [Size(int(number), asked.items) for number in asked.sizes.split(",")]
        with psycopg.connect(os.environ["KRING_DATABASE"], autocommit=True) as connection:
            version = connection.info.parameter_status("server_version")
            print(f"{machine()}, PostgreSQL {version} as Debian sets it, fsync on\n", flush=True)
            _make(connection, sizes)
        for size in sizes:
            size.start()
        for size in sizes:
            size.queries = {page: size.ask("queries", page) for page in PAGES}
        for page in PAGES:
            for _round in range(ROUNDS):
                for size in sizes:
                    size.measure(page, -(-asked.requests // ROUNDS))
        for page in PAGES:
            for size in sizes:
                size.per_second[page] = _per_second(size, page, asked.seconds)
        for size in sizes:
            size.stop()
        print()
        print(table(HEADS, [_row(page, size, sizes[0]) for page in PAGES for size in sizes]))
        print("\n".join(["", *_judge(sizes)]))


def _asked() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="script/bench pages", description=__doc__)
    arguments.add_argument("--sizes", default="1000,10000,100000")
    arguments.add_argument("--items", type=int, default=40, help="in each circle, at least 20")
    arguments.add_argument("--requests", type=int, default=150, help="measured for each page and size")
    arguments.add_argument("--seconds", type=float, default=6, help="of the crowd, for each page and size")
    return arguments.parse_args()


def _make(connection: "psycopg.Connection[Any]", sizes: list[Size]) -> None:
    """An empty Kring once, and a filled copy for each size."""
    connection.execute("ALTER SYSTEM SET max_wal_size = '4GB'")
    connection.execute("SELECT pg_reload_conf()")
    connection.execute(f"CREATE DATABASE {connection.info.dbname}_empty")
    empty = {**os.environ, "KRING_DATABASE": f"{os.environ['KRING_DATABASE']}_empty"}
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        subprocess.run([sys.executable, "-m", "kring", *command], check=True, env=empty)
    name = connection.info.dbname
    for size in sizes:
        connection.execute(f"CREATE DATABASE {name}_{size.households} TEMPLATE {name}_empty")
        size.fill()


def _per_second(size: Size, page: str, seconds: float) -> float:
    command = [sys.executable, "-m", "bench.load", json.dumps(size.ask("visits", page)), str(seconds)]
    env = {**os.environ, "KRING_DATABASE": size.address}
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout)


HEADS = (
    *("page, households", "queries", "median ms", "p95 ms", "requests/s", "bare SQL ms", "rendering ms"),
    *("times bare + rendering", "growth"),
)


def _bare(size: Size, page: str) -> float:
    """Milliseconds of the bare SQL and the rendering together."""
    found = size.found[page]
    return median(found["bare"]) + (median(found["render"]) if found["render"] else 0.0)


def _times(size: Size, page: str) -> float:
    return median(size.found[page]["page"]) / _bare(size, page)


def _growth(size: Size, first: Size, page: str) -> float:
    return median(size.found[page]["page"]) / median(first.found[page]["page"])


def _row(page: str, size: Size, first: Size) -> list[str]:
    found, counts = size.found[page], size.queries[page]
    low, high = min(counts), max(counts)
    return [
        f"{PAGES[page]}, {size.households}",
        str(low) if low == high else f"{low} to {high}",
        f"{median(found['page']):.1f}",
        f"{part(found['page'], 0.95):.1f}",
        f"{size.per_second[page]:.0f}",
        f"{median(found['bare']):.1f}",
        f"{median(found['render']):.1f}" if found["render"] else "none",
        f"{_times(size, page):.1f}",
        f"{_growth(size, first, page):.2f}",
    ]


def _judge(sizes: list[Size]) -> list[str]:
    """What was to be reached, and whether it was."""
    lines = []
    for page, name in PAGES.items():
        most = max(max(size.queries[page]) for size in sizes)
        growth, times = _growth(sizes[-1], sizes[0], page), max(_times(size, page) for size in sizes)
        for says, value, limit in (
            ("queries at most", most, MOST_QUERIES),
            ("growth from the smallest to the largest", round(growth, 2), MOST_GROWTH),
            ("times the bare SQL and the rendering", round(times, 1), MOST_TIMES),
        ):
            verdict = "reached" if value <= limit else "NOT REACHED"
            lines.append(f"{verdict}: {name}, {says} {value} (limit {limit})")
    return lines


if __name__ == "__main__":
    main()
