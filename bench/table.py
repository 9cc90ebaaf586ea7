"""How soon everybody at a table sees what one of them does, on PostgreSQL: 50 people at one table, 40 tables of 8.

Usage: script/bench table [--seconds 40] [--every 5]
Each person is a screen as a browser has it: it opens the page of the talk, then asks every one and a half seconds; the
measuring begins when all have opened it. At
each table one person types an agreement, a few words more every time, and says it in the end. The delay of a change is
from the moment that it is sent until its words stand on another screen. At each table one person has no ground for what
the agreement is about, and somebody has no seat at all: every answer to them is read, and must not hold a word of it.
"""

import argparse
import contextlib
import html
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import psycopg

from bench.figures import machine, median, part, table
from bench.load import PROCESSES, _free_port, _wait_for
from bench.visit import TOKEN

EVERY = 1.5
COOKIE = "kring_hartslag="
LIVE = re.compile(r'hx-get="(/tafels/nu/[^"]+)"')
WORDS = 4
BUSY = (
    "SELECT sum(xact_commit + xact_rollback), sum(active_time) FROM pg_stat_database WHERE datname = current_database()"
)


@dataclass
class Table:
    """One talk with its screens; `said` is each change with when it was sent."""

    page: str
    live: str
    writer: str
    readers: list[str]
    closed: str
    stranger: str
    goal: str
    responsible: str
    said: dict[str, float] = field(default_factory=dict)
    agreed: list[str] = field(default_factory=list)
    last: str = ""


@dataclass
class Found:
    """What all screens saw. Lists and sets only grow, which threads may do together."""

    delays: list[float] = field(default_factory=list)
    seen: set[tuple[int, str]] = field(default_factory=set)
    answers: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    checked: list[int] = field(default_factory=list)


class Run:
    """When it begins: everybody has the page open first, for people do not sit down in the same second."""

    def __init__(self, screens: int, seconds: float) -> None:
        self.seconds, self.began = seconds, 0.0
        self.open = threading.Barrier(screens, action=self._begin)

    def _begin(self) -> None:
        self.began = time.monotonic()

    @property
    def until(self) -> float:
        return self.began + self.seconds

    @property
    def end(self) -> float:
        """Screens go on for a while, so that the last change can be seen too."""
        return self.until + 10


class Screen:
    """A browser of one person: one connection, kept open."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie, self.headers = cookie, {"Cookie": cookie, "HX-Request": "true"}

    def get(self, path: str) -> tuple[int, str]:
        """Status and text; follows one redirect, as a browser does."""
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for given in answer.headers.get_all("Set-Cookie", []):
            if given.startswith(COOKIE):
                self.headers["Cookie"] = f"{self.cookie}; {given.partition(';')[0]}"
        if answer.status == 302:
            return self.get(answer.headers["Location"])
        return answer.status, text

    def post(self, path: str, fields: dict[str, str]) -> int:
        """Send a form with a fresh one-time key."""
        body = urlencode({**fields, "once": str(uuid.uuid4()), "csrfmiddlewaretoken": TOKEN})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", path, body, {**self.headers, **kind})
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


def read(port: int, person: int, at: Table, cookie: str, run: Run, found: Found) -> None:
    """A screen of somebody who may read all: notes when each change first stands on it."""
    screen, unseen = Screen(port, cookie), set[str]()
    known: set[str] = set()
    status, text = screen.get(at.page)
    live = _live(text)
    run.open.wait()
    following = time.monotonic() + random.random() * EVERY
    while time.monotonic() < run.end:
        time.sleep(max(0, following - time.monotonic()))
        following = max(following + EVERY, time.monotonic())
        status, text = screen.get(live)
        found.answers.append(status)
        now = time.monotonic()
        if status == 200:
            live = _live(text)
            unseen = {words for words in at.said if words not in known and words in text}
            for words in unseen:
                found.delays.append(now - at.said[words])
                found.seen.add((person, words))
            known |= unseen
        elif status != 204:
            found.wrong.append(f"a reader was answered {status}")
            return


def watch(port: int, at: Table, cookie: str, run: Run, found: Found, *, page: bool) -> None:
    """A screen of somebody who may not read it: not one answer may hold a word of it."""
    screen = Screen(port, cookie)
    live = at.live
    if page:
        live = _live(screen.get(at.page)[1])
    run.open.wait()
    time.sleep(random.random() * EVERY)
    while time.monotonic() < run.end:
        time.sleep(EVERY)
        status, text = screen.get(live)
        found.answers.append(status)
        found.checked.append(1)
        if any(words in text for words in list(at.said)) or "woord-" in text:
            found.wrong.append(f"words of {at.page} reached wrong eyes")
        if status == 200:
            live = _live(text)
        elif status != (204 if page else 404):
            found.wrong.append(f"who may not read it was answered {status}")


def write(port: int, number: int, at: Table, every: float, run: Run, found: Found) -> None:
    """Types an agreement, some words more each time, and says it; then the next one."""
    screen, count = Screen(port, at.writer), 0
    run.open.wait()
    time.sleep(every * random.random())
    while time.monotonic() < run.until:
        fields = {"goal": at.goal, "responsible": at.responsible, "when": "this_week", "day": ""}
        fields |= {"draft": str(uuid.uuid4()), "screen": str(uuid.uuid4()), "revision": "0"}
        text = ""
        for step in range(WORDS):
            if time.monotonic() >= run.until:
                return
            count += 1
            word = f"woord-{number}-{count}-"
            text = f"{text} {word}".strip()
            at.said[word] = time.monotonic()
            last = step == WORDS - 1
            path = at.page + ("afspraak/" if last else "typt/agreement/")
            status = screen.post(path, {**fields, "what": text})
            if status != (303 if last else 200):
                found.wrong.append(f"writing was answered {status}")
            if last:
                at.agreed.append(text)
            at.last = text
            time.sleep(every)


def _live(text: str) -> str:
    found = LIVE.search(text)
    if found is None:
        raise RuntimeError(f"no live part in: {text[:300]}")
    return html.unescape(found[1])


def main() -> None:
    """Print one line for each crowd."""
    arguments = argparse.ArgumentParser(prog="script/bench table", description=__doc__)
    arguments.add_argument("--seconds", type=float, default=40)
    arguments.add_argument("--every", type=float, default=5, help="seconds between two changes at one table")
    arguments.add_argument("--large", type=int, default=50)
    arguments.add_argument("--tables", type=int, default=40)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as var, contextlib.ExitStack() as running:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "KRING_VAR": var}
        database = running.enter_context(psycopg.connect(os.environ["KRING_DATABASE"], autocommit=True))
        version = database.info.parameter_status("server_version")
        print(f"{machine()}, PostgreSQL {version} as Debian sets it, fsync on", flush=True)
        tables = _make(asked.large, asked.tables)
        port = running.enter_context(_served())
        running.enter_context(_started([sys.executable, "-m", "kring", "work"]))
        crowds = {f"one table of {asked.large}": tables[:1]}
        if asked.tables:
            crowds[f"{asked.tables} tables of 8"] = tables[1:]
            crowds["all of them at once"] = tables
        heads = ["who", "screens", "changes", "seen by all", "median s", "p95 s", "worst s", "requests/s", "204"]
        heads += ["transactions/s", "database busy", "answers checked", "wrong eyes", "lost"]
        print(f"{PROCESSES} gunicorn processes, a change at each table every {asked.every:g} s, {asked.seconds:g} s\n")
        for name, crowd in crowds.items():
            print(table(heads, [[name, *_crowd(port, database, crowd, asked)]]), flush=True)


def _crowd(port: int, database: "psycopg.Connection[Any]", tables: list[Table], asked: Any) -> list[object]:
    """All screens of these tables for so many seconds."""
    found = Found()
    for at in tables:
        at.said.clear()
        at.agreed.clear()
    load = os.getloadavg()[0]
    run = Run(sum(len(at.readers) + 3 for at in tables), asked.seconds)
    screens = []
    person = 0
    for number, at in enumerate(tables):
        for cookie in at.readers:
            person += 1
            screens.append(threading.Thread(target=read, args=(port, person, at, cookie, run, found)))
        for cookie, page in ((at.closed, True), (at.stranger, False)):
            watching = {"page": page}
            screens.append(threading.Thread(target=watch, args=(port, at, cookie, run, found), kwargs=watching))
        screens.append(threading.Thread(target=write, args=(port, number, at, asked.every, run, found)))
    busy = _busy(database)
    for screen in screens:
        screen.start()
    for screen in screens:
        screen.join()
    took = time.monotonic() - run.began
    time.sleep(1.5)
    transactions, active = (now - then for now, then in zip(_busy(database), busy, strict=True))
    changes = sum(len(at.said) for at in tables)
    wanted = sum(len(at.said) * len(at.readers) for at in tables)
    for fault in sorted(set(found.wrong)):
        print("wrong:", fault, flush=True)
    print(f"load {load:.1f} before, {os.getloadavg()[0]:.1f} after", flush=True)
    return [
        len(screens),
        changes,
        f"{len(found.seen)} of {wanted}",
        f"{median(found.delays):.2f}",
        f"{part(found.delays, 0.95):.2f}",
        f"{max(found.delays, default=0):.2f}",
        f"{len(found.answers) / took:.0f}",
        f"{found.answers.count(204) / max(1, len(found.answers)):.0%}",
        f"{transactions / took:.0f}",
        f"{active / 1000 / took:.0%} of a core",
        len(found.checked),
        sum("wrong eyes" in fault for fault in found.wrong),
        _lost(database, tables),
    ]


def _busy(database: "psycopg.Connection[Any]") -> tuple[float, float]:
    row = database.execute(BUSY).fetchone()
    assert row is not None
    return float(row[0]), float(row[1])


def _lost(database: "psycopg.Connection[Any]", tables: list[Table]) -> int:
    """What was said and stands nowhere: agreements in the plan, the last text in its draft."""
    kept = {row[0] for row in database.execute("SELECT what FROM plans_agreement").fetchall()}
    kept |= {row[0] for row in database.execute("SELECT text FROM meetings_draft").fetchall()}
    return sum(text not in kept for at in tables for text in {*at.agreed, at.last})


def _make(large: int, tables: int) -> list[Table]:
    """A filled database; the cookies of everybody."""
    for words in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        subprocess.run([sys.executable, "-m", "kring", *words], check=True)
    command = [sys.executable, "-m", "bench.table_fill", str(large), str(tables)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [Table(**row) for row in json.loads(said.splitlines()[-1])]


@contextlib.contextmanager
def _served() -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", f"--bind=127.0.0.1:{port}"]
    command += [f"--workers={PROCESSES}", "--threads=4", "--worker-class=gthread", "--log-level=error"]
    command += ["--no-control-socket", "--keep-alive=75"]
    # What is not there for a stranger is told in the server's log each time: that goes in a file.
    with open(os.path.join(os.environ["KRING_VAR"], "server.log"), "w") as log, _started(command, log):
        _wait_for(port)
        yield port


@contextlib.contextmanager
def _started(command: list[str], errors: Any = None) -> Iterator[None]:
    process = subprocess.Popen(command, stderr=errors)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    main()
