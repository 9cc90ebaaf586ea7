"""Who may read what, measured: the newest fifty, a thousand given notes, and single decisions.

Usage: script/bench sharing [ITEMS ...], 100000 and 1000000 unless said.
Against SQL written by hand (`bench/sql/newest_*.sql`, `given.sql`) on the same data in the same run, and against plain
Python, cedarpy and casbin on the same facts. Every answer is compared before it is timed.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 (after django.setup)

from bench.figures import machine, median, part, table  # noqa: E402
from bench.sharing_fill import fill  # noqa: E402
from bench.sharing_peers import cedar, in_casbin, kring, kring_short, plain  # noqa: E402
from kring.core import clock  # noqa: E402
from kring.core.when import as_day  # noqa: E402
from kring.home.reading.new import COLUMNS  # noqa: E402
from kring.network.models import Professional  # noqa: E402
from kring.plans.models import Note  # noqa: E402
from kring.sharing.mine import read_mine  # noqa: E402
from kring.sharing.newest import grounds_of, newest  # noqa: E402
from kring.sharing.rules import NEVER, Facts  # noqa: E402

SQL = Path(__file__).parent / "sql"
HEAVIEST, ROUNDS, GIVEN, DECISIONS = 5, 6, 1000, 2000
Ground = dict[Any, str]
# Whole lists and given notes are asked in turns, so that what else the machine does slows every way down alike.
WAYS = ("newest", "bound", "window", "lateral")


class Reader:
    """One professional, and the same questions asked of Kring and of the SQL by hand."""

    def __init__(self, professional: Professional, at: datetime) -> None:
        self.professional, self.at = professional, at
        self.facts = self.bound()
        self.circles = [*self.facts.working_in, *(self.facts.crises - self.facts.working_in)]

    def bound(self) -> Facts:
        """Only the facts over all circles, for a page that asks about many things (one query)."""
        return read_mine(self.professional, at=self.at)

    def newest(self) -> Ground:
        """The newest fifty as `/nieuw/` shows them, each with its ground; the facts are read on the way."""
        found = newest(Note, self.professional, columns=COLUMNS, in_crisis=True, at=self.at)
        return {opened.item.pk: opened.why for opened in found}

    def window(self) -> Ground:
        """By hand, in a window that is widened until the list is full."""
        days, rows = 3000 / max(1, len(self.circles)), []
        for wider in (days, days * 6, None) if len(self.circles) > 8 else (None,):
            rows = self._rows("newest_window", since=self.at - timedelta(days=wider) if wider else NEVER)
            if len(rows) == 50:
                break
        return _grounds(rows)

    def lateral(self) -> Ground:
        """By hand, circle by circle."""
        return _grounds(self._rows("newest_lateral"))

    def given(self, ids: list[Any]) -> Ground:
        return grounds_of(Note, ids, self.professional, at=self.at)

    def given_by_hand(self, ids: list[Any]) -> Ground:
        postgres = connection.vendor == "postgresql"
        return _grounds(self._rows("given", ids=ids if postgres else json.dumps([one.hex for one in ids])))

    def _rows(self, name: str, **more: Any) -> list[Any]:
        adapt = connection.ops.adapt_datetimefield_value
        values = {name: adapt(value) if isinstance(value, datetime) else value for name, value in more.items()}
        me = self.professional.pk
        day = as_day(self.at)
        grown = day.replace(year=day.year - 18)
        with connection.cursor() as cursor:
            cursor.execute(
                _statement(name, connection.vendor),
                {
                    "me": me if connection.vendor == "postgresql" else me.hex,
                    "at": adapt(self.at),
                    "ever": adapt(NEVER),
                    "day": connection.ops.adapt_datefield_value(day),
                    "grown": connection.ops.adapt_datefield_value(grown),
                    **values,
                },
            )
            return list(cursor.fetchall())


@cache
def _statement(name: str, vendor: str) -> str:
    among = "= ANY(%(ids)s)" if vendor == "postgresql" else "IN (SELECT value FROM json_each(%(ids)s))"
    parts = {"who": _text("who"), "ground": _text("ground"), "among": among}
    sql = _text(name).format(**parts)
    if vendor == "postgresql":
        return sql.replace("%(ever)s", "%(ever)s::timestamptz").replace("%(grown)s", "%(grown)s::date")
    return sql


def _text(name: str) -> str:
    lines = (SQL / f"{name}.sql").read_text().splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


def _grounds(rows: list[Any]) -> Ground:
    """Id and ground are the first and the last column."""
    as_id = Note._meta.pk.to_python
    return {as_id(row[0]): row[-1] for row in rows}


def measure(items: int, people: int, *, fresh: bool = True) -> dict[str, Any]:
    """Fill, compare, time; everything in milliseconds, decisions a second. Not `fresh`: measure what stands there."""
    began = time.perf_counter()
    professionals = fill(items) if fresh else list(Professional.objects.order_by("pk"))
    print(f"{connection.vendor}, {items} notes in {time.perf_counter() - began:.0f} s; {machine()}", file=sys.stderr)
    dice, at = random.Random(3), clock.now()
    readers = [
        Reader(one, at) for one in (*professionals[:HEAVIEST], *dice.sample(professionals[HEAVIEST:], people * 2))
    ]
    heavy, typical = readers[:HEAVIEST], [reader for reader in readers[HEAVIEST:] if reader.circles][:people]
    compared, wrong = _compare_lists([*heavy, *typical])
    ways = [way for way in WAYS if way != "lateral" or connection.vendor == "postgresql"]
    many = typical[:20]
    batches = {one: _given_to(one, dice) for one in (*heavy, *many)}
    notes = list(Note.objects.filter(pk__in={pk for ids in batches.values() for pk in ids}))
    for reader, ids in batches.items():
        compared += GIVEN
        wrong += len(set(reader.given(ids).items()) ^ set(reader.given_by_hand(ids).items()))
    rates, asked, differ = _decisions([*heavy, *many], notes, dice)
    given = _in_turns(
        {
            name: [partial(getattr(one, name), ids) for one, ids in batches.items()]
            for name in ("given", "given_by_hand")
        }
    )
    return {
        "database": connection.vendor,
        "items": items,
        "machine": machine(),
        "circles": [sorted(len(one.circles) for one in group) for group in (typical, heavy)],
        "compared": compared + asked,
        "wrong": wrong + differ,
        "typical": _in_turns({way: [getattr(one, way) for one in typical] for way in ways}),
        "heavy": _in_turns({way: [getattr(one, way) for one in heavy] for way in ways}),
        "given": given,
        "rates": rates,
    }


def _given_to(reader: Reader, dice: random.Random) -> list[Any]:
    """A thousand notes: half of them, where there are so many, out of the reader's own circles."""
    own = Note.objects.filter(circle__in=reader.circles[:100]).order_by("pk").values_list("pk", flat=True)
    others = Note.objects.exclude(circle__in=reader.circles).order_by("pk").values_list("pk", flat=True)
    mine = list(own[: GIVEN * 2])
    some = dice.sample(mine, min(len(mine), GIVEN // 2))
    return some + dice.sample(list(others[: GIVEN * 5]), GIVEN - len(some))


def _compare_lists(readers: list[Reader]) -> tuple[int, int]:
    """How many rows were compared, and how many differ between Kring and each statement by hand. Warms up too."""
    compared = wrong = 0
    for reader in readers:
        ours = reader.newest()
        others = [reader.window()] + ([reader.lateral()] if connection.vendor == "postgresql" else [])
        compared += len(ours) * len(others)
        wrong += sum(len(set(ours.items()) ^ set(other.items())) for other in others)
    return compared, wrong


def _in_turns(ways: dict[str, list[Callable[[], object]]]) -> dict[str, list[float]]:
    """Of each way median and p95 by the clock, and the same of what processors worked for it, server included.

    Each question is asked in every way before the next one, and who is first changes.
    """
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    questions, worked = list(zip(*ways.values(), strict=True)), _worked()
    for turn in range(ROUNDS):
        for question in questions:
            asked = list(zip(ways, question, strict=True))
            for name, ask in (*asked[turn % len(asked) :], *asked[: turn % len(asked)]):
                began, before = time.perf_counter(), worked()
                ask()
                took[name].append(((time.perf_counter() - began) * 1000, (worked() - before) / 1e6))
    return {
        name: [figure for kind in zip(*times, strict=True) for figure in (median(kind), part(kind, 0.95))]
        for name, times in took.items()
    }


def _worked() -> Callable[[], int]:
    """Nanoseconds that processors worked for this process, and for the server process that it talks to."""
    if connection.vendor != "postgresql":
        return time.process_time_ns
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: time.process_time_ns() + int(server.read_text().split()[0])


def _decisions(readers: list[Reader], notes: list[Note], dice: random.Random) -> tuple[dict[str, float], int, int]:
    """Decisions a second of each way, on the same pairs; how many answers were compared and how many differ."""
    pairs = [(reader, dice.sample(notes, DECISIONS // len(readers))) for reader in readers]
    authors = Note.objects.filter(pk__in=[note.pk for _reader, some in pairs for note in some])
    whole = {note.pk: note for note in authors.select_related("author__professional", "life_domain")}
    pairs = [(reader, [whole[note.pk] for note in some]) for reader, some in pairs]
    ways = {"explain": kring, "may_read": kring_short, "plain": plain, "cedarpy": cedar, "casbin": in_casbin}
    rates, answers = {}, {}
    for name, way in ways.items():
        asks = [(way(reader.facts), some) for reader, some in pairs]
        best, told = 0.0, []
        for _round in range(2 if name == "casbin" else 4):
            began = time.perf_counter()
            told = [decide(note) for decide, some in asks for note in some]
            best = max(best, len(told) / (time.perf_counter() - began))
        rates[name], answers[name] = best, told
    right = answers["explain"]
    differ = sum(a != b for told in answers.values() for a, b in zip(told, right, strict=True))
    return rates, len(right) * (len(answers) - 1), differ


def main() -> None:
    """`measure` writes the figures of one database and size to a file; `print` makes the tables of several."""
    arguments = argparse.ArgumentParser(prog="script/bench sharing", description=__doc__)
    arguments.add_argument("what", choices=("measure", "print"))
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument("--items", type=int, default=100_000)
    arguments.add_argument("--people", type=int, default=60)
    arguments.add_argument("--filled", action="store_true", help="measure in a database that was filled before")
    asked = arguments.parse_args()
    if asked.what == "measure":
        asked.files[0].write_text(json.dumps(measure(asked.items, asked.people, fresh=not asked.filled)))
        return
    runs = [json.loads(path.read_text()) for path in asked.files]
    print("\n".join(sorted({run["machine"] for run in runs})), end="\n\n")
    print(table(("milliseconds: median, p95", *map(_named, runs)), list(_shown(runs))), end="\n\n")
    print(table(("what", "database", "limit", "by the clock", "processors", ""), list(_judged(runs))))


def _named(run: dict[str, Any]) -> str:
    return f"{run['database']} {run['items'] // 1000}k"


ROWS = (
    *(("typical", "newest", "newest 50, Kring"), ("typical", "window", "newest 50, by hand, window")),
    *(("typical", "lateral", "newest 50, by hand, lateral"), ("typical", "bound", "only the facts, Kring")),
    *(("heavy", "newest", "heaviest five, Kring"), ("heavy", "window", "heaviest five, by hand, window")),
    *(("heavy", "lateral", "heaviest five, by hand, lateral"), ("heavy", "bound", "heaviest five, only the facts")),
    *(("given", "given", "1,000 given, Kring"), ("given", "given_by_hand", "1,000 given, by hand")),
)


def _shown(runs: list[dict[str, Any]]) -> Any:
    for first, words in ((0, ""), (2, ", processors")):
        for group, way, name in ROWS:
            figures = [run[group].get(way) for run in runs]
            cells = (f"{row[first]:.2f}, {row[first + 1]:.2f}" if row else "-" for row in figures)
            yield (name + words, *cells)
    for way in ("explain", "may_read", "plain", "cedarpy", "casbin"):
        yield (f"decisions/s, {way}", *(f"{run['rates'][way]:.0f}" for run in runs))
    for place, group in enumerate(("typical", "heaviest")):
        circles = [run["circles"][place] for run in runs]
        yield (f"circles, {group}: median, most", *(f"{row[len(row) // 2]}, {row[-1]}" for row in circles))


def _judged(runs: list[dict[str, Any]]) -> Any:
    """Each limit with what was measured, by the clock and in work of processors. Both sides read their own facts."""
    for run in runs:
        name, typical, heavy, given = _named(run), run["typical"], run["heavy"], run["given"]
        by_hand = [figures for way, figures in typical.items() if way in ("window", "lateral")]
        least = [min(row[place] for row in by_hand) for place in range(4)]
        ratios = [ours / theirs for ours, theirs in zip(typical["newest"], least, strict=True)]
        yield _row("list of 50, median against the better by hand", name, 1.5, ratios[0], ratios[2])
        yield _row("list of 50, p95 against the better by hand", name, 2, ratios[1], ratios[3])
        yield _row("heaviest five, against the window", name, 2, *_ratios(heavy["newest"], heavy["window"]))
        yield _row("1,000 given", name, 1.3, *_ratios(given["given"], given["given_by_hand"]))
        rates = run["rates"]
        yield _row("decision with explanation, times plain Python", name, 10, rates["plain"] / rates["explain"])
        yield _row("ahead of cedarpy, at least", name, 5, rates["explain"] / rates["cedarpy"], least=True)
        yield _row(f"answers that differ, of {run['compared']}", name, 0, run["wrong"])
    for database in dict.fromkeys(run["database"] for run in runs):
        sizes = sorted((run["items"], run["typical"]["newest"]) for run in runs if run["database"] == database)
        if len(sizes) > 1:
            name = f"growth {sizes[0][0]} to {sizes[-1][0]}"
            yield _row(name, database, 2, *_ratios(sizes[-1][1], sizes[0][1]))


def _ratios(ours: list[float], theirs: list[float]) -> tuple[float, float]:
    """Of the medians: by the clock, and of the work."""
    return ours[0] / theirs[0], ours[2] / theirs[2]


def _row(
    what: str, where: str, limit: float, clock: float, work: float | None = None, *, least: bool = False
) -> tuple[str, ...]:
    reached = clock >= limit if least else clock <= limit
    worked = f"{work:.2f}" if work is not None else "-"
    return what, where, f"{limit:g}", f"{clock:.2f}", worked, "reached" if reached else "**not reached**"


if __name__ == "__main__":
    main()
