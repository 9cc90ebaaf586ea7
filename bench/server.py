"""One process with Kring in it, on the database of one size. It measures what it is asked, line by line.

Three things per page: the server's own time (from request to the last byte of the answer, without a socket), the bare
SQL of `bench/sql` on the same rows, and the page's template rendered again from what it was given the first time.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import django
import psycopg
from django.conf import settings

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 (after django.setup)
from django.db import connection  # noqa: E402
from django.test.signals import template_rendered  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)
from django.utils import translation  # noqa: E402

from bench.fill import fill  # noqa: E402
from bench.visit import Visit  # noqa: E402
from bench.visits import PAGES, visits  # noqa: E402

SQL = Path(__file__).parent / "sql"
DIFFERENT = 40
WARM = 15
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Server:
    """Kring on one size."""

    def __init__(self, households: int) -> None:
        self.handler = WSGIHandler()
        self.visits = {page: visits(page, households, DIFFERENT) for page in PAGES}
        self.next = {page: cycle(found) for page, found in self.visits.items()}
        self.specialist = psycopg.connect(**_dsn(), autocommit=True)
        self.bare = {page: _statements(page) for page in PAGES}
        self.rendered: dict[str, Iterator[tuple[Any, Any]]] = {}

    def get(self, visit: Visit) -> bytes:
        """Handle one request to the end; the answer's body. Raises when it is no page and no redirect after a form."""
        said: list[str] = []
        response = self.handler(visit.environ(), lambda status, _headers, *_exc: said.append(status))
        body = b"".join(response)
        response.close()
        if not said[0].startswith("303" if visit.form else "200"):
            raise RuntimeError(f"{visit.path} answered {said[0]}")
        return body

    def do_bare(self, page: str, visit: Visit) -> None:
        """The statements of a specialist, each read to its last row."""
        with self.specialist.transaction(), self.specialist.cursor() as cursor:
            for statement in self.bare[page]:
                cursor.execute(statement, visit.facts)
                if cursor.description is not None:
                    cursor.fetchall()

    def times(self, page: str, count: int) -> dict[str, list[float]]:
        """Milliseconds of `count` visits: the page, the bare SQL and the rendering in turns, so that the load of the
        machine meets them alike. The first visits are not counted."""
        found: dict[str, list[float]] = {"page": [], "bare": [], "render": []}
        for number in range(-WARM, count):
            visit = next(self.next[page])
            took = {"page": _took(lambda v=visit: self.get(v)), "bare": _took(lambda v=visit: self.do_bare(page, v))}
            if page != "agreement":
                template, context = next(self._rendered(page))
                with translation.override("nl"):
                    took["render"] = _took(lambda t=template, c=context: t.render(c))
            if number >= 0:
                for what, milliseconds in took.items():
                    found[what].append(milliseconds)
        return found

    def queries(self, page: str) -> list[int]:
        """How many statements each visit sends, transaction control aside."""
        return [len(self._statements_of(visit)) for visit in self.visits[page]]

    def _statements_of(self, visit: Visit) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            self.get(visit)
        return [row["sql"] for row in captured if not row["sql"].startswith(NOT_COUNTED)]

    def _rendered(self, page: str) -> Iterator[tuple[Any, Any]]:
        """Templates of this page with all that they show in memory, over and over."""
        if page not in self.rendered:
            kept = [self._what_it_rendered(visit) for visit in self.visits[page][:10]]
            with translation.override("nl"), CaptureQueriesContext(connection) as captured:
                for template, context in kept:
                    template.render(context)
            if len(captured):
                raise RuntimeError(f"the template of {page} asks the database: {captured[0]['sql'][:300]}")
            self.rendered[page] = cycle(kept)
        return self.rendered[page]

    def _what_it_rendered(self, visit: Visit) -> tuple[Any, Any]:
        """The page's outermost template and its context, with all that it holds in memory."""
        seen: list[tuple[Any, Any]] = []

        def keep(template: Any, context: Any, **_kwargs: Any) -> None:
            seen.append((template, context.__copy__()))

        setup_test_environment()
        template_rendered.connect(keep)
        try:
            self.get(visit)
        finally:
            template_rendered.disconnect(keep)
            teardown_test_environment()
        return seen[0]


def _took(do: Callable[[], Any]) -> float:
    """How many milliseconds it takes."""
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def _statements(page: str) -> list[str]:
    """The statements of one file; AROUND stands for those of `around.sql`, which several pages need."""
    text = (SQL / f"{page}.sql").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    found = [part.strip() for part in "\n".join(lines).split(";") if part.strip()]
    return [inner for part in found for inner in (_statements("around") if part == "AROUND" else [part])]


def _dsn() -> dict[str, Any]:
    database = settings.DATABASES["default"]
    return {
        "host": database["HOST"],
        "port": database["PORT"],
        "user": database["USER"],
        "dbname": database["NAME"],
    }


def main() -> None:
    """`fill HOUSEHOLDS ITEMS`, or `serve HOUSEHOLDS`: answer each line `[what, page, count]` with one line of JSON."""
    households = int(sys.argv[2])
    if sys.argv[1] == "fill":
        fill(households, int(sys.argv[3]))
        return
    server = Server(households)
    print("ready", flush=True)
    for line in sys.stdin:
        what, page, count = json.loads(line)
        if what == "visits":
            answer: Any = [[visit.path, visit.cookie, visit.form] for visit in server.visits[page]]
        elif what == "queries":
            answer = server.queries(page)
        else:
            answer = server.times(page, count)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
