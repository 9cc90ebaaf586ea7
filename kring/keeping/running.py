"""The worker's part of a run: counting what is over its term, and after two people said yes taking it away.

Bit by bit, each bit kept at once. A worker that dies leaves the run behind; after a while another goes on from there.
What changed since it was shown stays: every bit is asked again before it goes.
"""

import json
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from kring.circles.models import Circle
from kring.core import clock
from kring.core.removing import removing
from kring.keeping.due import Asked, Due, due_again, due_in_circles, find_due, not_empty
from kring.keeping.hanging import Thing, free, hanging_in, remove_items
from kring.keeping.models import KeepingTerm, Kind, Run, RunLine, RunRow
from kring.keeping.removing import (
    remove_circle,
    remove_household,
    remove_person,
    remove_request,
    waits_for_the_owner,
)
from kring.keeping.terms import log_over_before, terms_of
from kring.log.actions import record
from kring.log.models import Act
from kring.log.seals import removing as looks
from kring.log.seals.removing import tell_removal
from kring.sharing.why import kinds

logger = logging.getLogger("kring.keeping")

STUCK_AFTER = timedelta(minutes=10)
# So many things, or circles, in one transaction.
TOGETHER = 200
ACTS = 1000
BY_NAME: tuple[tuple[Kind, str, Callable[[UUID], None]], ...] = (
    (Kind.REQUEST, "helprequest", remove_request),
    (Kind.PERSON, "person", remove_person),
    (Kind.PERSON, "household", remove_household),
)


class Overtaken(Exception):
    """The run was stopped, or another worker is at it now."""


def work_on_runs() -> int:
    """Count what was asked, take away what was approved; gives how many runs went a step on. For the worker."""
    done = 0
    for state, work in ((Run.State.COUNTING, _count), (Run.State.APPROVED, _remove), (Run.State.REMOVING, _remove)):
        for run in _claim(state):
            try:
                work(run)
            except Overtaken:
                continue
            except Exception:
                # It keeps its last sign of life: after a while it is tried again.
                logger.exception("Run %s could not go on", run.pk)
                continue
            done += 1
    return done


def _claim(state: str) -> Iterable[Run]:
    """The runs in this state, for the one worker that gets them."""
    if state != Run.State.COUNTING and waits_for_the_owner():
        return
    free = Q(worked_at__isnull=True) | Q(worked_at__lt=clock.now() - STUCK_AFTER)
    for run in Run.objects.filter(free, state=state).select_related("municipality"):
        if Run.objects.filter(free, pk=run.pk, state=state).update(worked_at=clock.now()):
            yield run


def _sign_of_life(run: Run, state: str, /, **changes: Any) -> None:
    if not Run.objects.filter(pk=run.pk, state=state).update(**{"worked_at": clock.now(), **changes}):
        raise Overtaken


# Counting


def _count(run: Run) -> None:
    terms = terms_of(run.municipality)
    found = find_due(Asked(run.municipality, terms, run.as_of))
    rows: dict[tuple[str, str], list[Due]] = defaultdict(list)
    for due in found.rows:
        rows[due.kind, due.law].append(due)
    with transaction.atomic():
        _sign_of_life(run, Run.State.COUNTING)
        run.lines.all().delete()
        for term in terms:
            _add_line(run, term, rows[term.kind, term.law], found.hanging[term.kind, term.law])
        _sign_of_life(run, Run.State.COUNTING, state=Run.State.SHOWN, shown_at=clock.now(), worked_at=None)
        record("keeping.run.shown", by=None, subject=run.pk)


def _add_line(run: Run, term: KeepingTerm, rows: list[Due], hanging: int) -> None:
    over_before, oldest, counted = term.over_before(run.as_of), None, len(rows)
    if term.kind == Kind.LOOK:
        over_before = log_over_before(Kind.LOOK, run.as_of)
        counted = looks.count_looks(over_before)
    elif term.kind == Kind.ACT:
        over_before = log_over_before(Kind.ACT, run.as_of)
        acts = _acts(over_before)
        counted = acts.count()
        oldest = acts.order_by("at").values_list("at", flat=True).first()
    elif rows:
        oldest = min(due.changed for due in rows)
    line = RunLine.objects.create(
        run=run,
        kind=term.kind,
        law=term.law,
        years=term.years,
        over_before=over_before,
        counted=counted,
        hanging=hanging,
        oldest=oldest.date() if oldest else None,
    )
    RunRow.objects.bulk_create([RunRow(line=line, model=due.model, row=due.pk) for due in rows], batch_size=2000)


def _acts(before: datetime) -> Any:
    """Acts outside circles; those of a circle, a question or a person go with it. The acts of runs stay."""
    old = Act.objects.filter(circle__isnull=True, at__lt=before)
    return old.exclude(name__startswith="keeping.run.")


# Taking away


def _remove(run: Run) -> None:
    _sign_of_life(run, run.state, state=Run.State.REMOVING)
    lines = {(line.kind, line.law): line for line in run.lines.all()}
    asked = _asked_by(run, lines.values())
    _remove_from_circles(run, asked)
    _remove_acts(run, lines[Kind.ACT, ""])
    for kind, model, remove in BY_NAME:
        _remove_by_name(run, lines[kind, ""], model, remove, asked)
    _remove_looks(run, lines[Kind.LOOK, ""])
    _finish(run)


def _asked_by(run: Run, lines: Iterable[RunLine]) -> Asked:
    """The terms as they were when it was shown."""
    terms = [KeepingTerm(kind=line.kind, law=line.law, years=line.years) for line in lines]
    return Asked(run.municipality, terms, run.as_of)


def _remove_from_circles(run: Run, asked: Asked) -> None:
    """What was written, and circles of which nothing is left then; circle by circle."""
    listed = RunRow.objects.filter(line__run=run, line__kind__in=(Kind.WRITTEN, Kind.CIRCLE), removed_at__isnull=True)
    rows = {Thing(row.model, row.row): row for row in listed}
    for circles in _some(_circles_of(rows), TOGETHER):
        with transaction.atomic():
            _sign_of_life(run, Run.State.REMOVING)
            # Nobody opens one of them again while it goes.
            list(Circle.objects.select_for_update().filter(pk__in=circles).order_by("pk").values_list("pk"))
            found = due_in_circles(asked, circles)
            hanging = hanging_in(circles)
            due = {Thing(due.model, due.pk) for due in found.rows if due.kind == Kind.WRITTEN}
            going = free(due & rows.keys(), hanging)
            remove_items(going, hanging)
            empty = {Thing(due.model, due.pk) for due in found.rows if due.kind == Kind.CIRCLE} & rows.keys()
            empty -= {Thing("circle", pk) for pk in not_empty([thing.pk for thing in empty])}
            for circle in empty:
                remove_circle(circle.pk)
            _gone([rows[thing] for thing in (*going, *empty)])


def _circles_of(things: Iterable[Thing]) -> list[UUID]:
    """The circles in which these things are, and those that they are."""
    ids: dict[str, list[UUID]] = defaultdict(list)
    for thing in things:
        ids[thing.kind].append(thing.pk)
    found = set(ids.pop("circle", []))
    for kind, some in ids.items():
        for part in _some(some, 500):
            found.update(kinds()[kind].objects.filter(pk__in=part).order_by().values_list("circle", flat=True))
    return sorted(found)


def _remove_by_name(run: Run, line: RunLine, model: str, remove: Callable[[UUID], None], asked: Asked) -> None:
    """Questions at the door, persons, households: one by one, some in each transaction."""
    for rows in _some(list(line.rows.filter(model=model, removed_at__isnull=True)), TOGETHER):
        with transaction.atomic():
            _sign_of_life(run, Run.State.REMOVING)
            due = due_again(asked, model, [row.row for row in rows])
            for pk in due:
                remove(pk)
            _gone([row for row in rows if row.row in due])


def _remove_acts(run: Run, line: RunLine) -> None:
    while ids := list(_acts(line.over_before).order_by().values_list("pk", flat=True)[:ACTS]):
        with removing():
            _sign_of_life(run, Run.State.REMOVING)
            Act.objects.filter(pk__in=ids).delete()
            RunLine.objects.filter(pk=line.pk).update(removed=F("removed") + len(ids))


def _remove_looks(run: Run, line: RunLine) -> None:
    """By place in the sealed log; how far it is stands in the line."""
    removal = looks.announce(line.over_before, run=run.pk) if line.counted else None
    if removal is None:
        return
    place = max(line.place, looks.begin_of(removal))
    while place < removal.end:
        with transaction.atomic():
            _sign_of_life(run, Run.State.REMOVING)
            taken, place = looks.remove_looks(removal, place)
            RunLine.objects.filter(pk=line.pk).update(removed=F("removed") + taken, place=place)


@transaction.atomic
def _finish(run: Run) -> None:
    """The proof of it goes into the log, under the next seal."""
    sealed_in = tell_removal("keeping_run", fingerprint_of(run))
    changes = {"state": Run.State.DONE, "ended_at": clock.now(), "sealed_in": sealed_in, "worked_at": None}
    _sign_of_life(run, Run.State.REMOVING, **changes)
    record("keeping.run.done", by=None, subject=run.pk)


def proof_of(run: Run) -> dict[str, Any]:
    """What was taken, by which terms, approved by whom: counts and ids, nothing of what stood in it."""
    lines = [
        {
            "kind": line.kind,
            "law": line.law,
            "years": line.years,
            "over_before": line.over_before.isoformat(),
            "counted": line.counted,
            "hanging": line.hanging,
            "removed": line.removed,
        }
        for line in run.lines.all()
    ]
    rows = RunRow.objects.filter(line__run=run, removed_at__isnull=False).order_by("model", "row")
    return {
        "format": "kring-removal/1",
        "run": str(run.pk),
        "as_of": run.as_of.isoformat(),
        "approved": [
            {"by": str(run.first_by_id), "at": run.first_at.isoformat() if run.first_at else ""},
            {"by": str(run.second_by_id), "at": run.second_at.isoformat() if run.second_at else ""},
        ],
        "lines": lines,
        "removed": [f"{model} {row}" for model, row in rows.values_list("model", "row")],
    }


def fingerprint_of(run: Run) -> str:
    """SHA-256 of the proof, as the log holds it."""
    told = json.dumps(proof_of(run), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(told.encode()).hexdigest()


def _gone(rows: Collection[RunRow]) -> None:
    """These rows are removed; each counts in its line."""
    RunRow.objects.filter(pk__in=[row.pk for row in rows]).update(removed_at=clock.now())
    for line, count in Counter(row.line_id for row in rows).items():
        RunLine.objects.filter(pk=line).update(removed=F("removed") + count)


def _some(rows: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
