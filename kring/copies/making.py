"""Making a copy, by the worker: bit by bit, each bit kept at once, so that a page can say how far it is.

A worker that dies leaves its copy behind; after a while another begins it again from the start.
"""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.copies.actions import give_up
from kring.copies.content import SECTIONS
from kring.copies.looks import ProvenLooks, as_text
from kring.copies.models import Copy, CopyPart
from kring.copies.paper import paper_of, section_on_paper
from kring.copies.scope import Scope, scope_of
from kring.copies.sealed import file_of, sealed
from kring.core import clock
from kring.core.mails import tell
from kring.core.paper import make_pdf
from kring.core.speech import to_a_child
from kring.core.verdict import Refused
from kring.households.models import Authority, Person
from kring.households.rules import Stage, may_decide_for, stage
from kring.log.actions import record
from kring.log.seals.sealing import seal_new_looks
from kring.sharing.consent_rules import authorities_over

logger = logging.getLogger("kring.copies")

FORMAT = "kring-copy/1"
# Without a sign of life for so long, a worker is taken to be dead.
STUCK_AFTER = timedelta(minutes=10)
TRIES = 3
PIECE = 1_000_000
File = CopyPart.File


class Overtaken(Exception):
    """The copy was thrown away, or another worker makes it now."""


def make_copies() -> int:
    """Make the copies that were asked; gives how many became ready. For the worker."""
    ready = 0
    while (copy := _claim()) is not None:
        ready += _try(copy)
    return ready


def _claim() -> Copy | None:
    """The copy that waits longest, for the one worker that gets it."""
    stuck = Q(state=Copy.State.MAKING, worked_at__lt=clock.now() - STUCK_AFTER)
    for copy in Copy.objects.filter(Q(state=Copy.State.ASKED) | stuck).order_by("asked_at"):
        if copy.tries >= TRIES:
            give_up(copy)
            continue
        same = Copy.objects.filter(pk=copy.pk, state=copy.state, tries=copy.tries)
        if same.update(state=Copy.State.MAKING, tries=copy.tries + 1, worked_at=clock.now()):
            return Copy.objects.select_related("about", "asked_by__person").get(pk=copy.pk)
    return None


def _try(copy: Copy) -> bool:
    try:
        with translation.override(copy.asked_by.language or settings.LANGUAGE_CODE):
            _Maker(copy).make()
    except Overtaken:
        return False
    except Refused:
        give_up(copy)
        return False
    except Exception:
        # The row keeps its last sign of life: it is tried again after a while, three times in all.
        logger.exception("Copy %s could not be made (try %s)", copy.pk, copy.tries)
        return False
    return True


class _Maker:
    """One try at one copy."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.run = copy.tries
        self.done = 0
        self.numbers: dict[str, int] = {}

    def make(self) -> None:
        """All of it. Raises Overtaken, or Refused when who asked may no longer have it."""
        scope = scope_of(self.copy.about, _reader(self.copy))
        # So that the last looks, this asking among them, are under the head that the copy carries.
        seal_new_looks()
        looks = ProvenLooks(scope.rows)
        self._begin(total=len(SECTIONS) + looks.count() + 1)
        with to_a_child(stage(scope.reader) < Stage.ADULT):
            for piece, steps in _json(self.copy, scope, looks, self._on_paper):
                self._keep(File.JSON, piece.encode(), steps=steps)
            self._make_pdf(scope)
        self._finish()

    def _begin(self, *, total: int) -> None:
        with transaction.atomic():
            self._sign_of_life(done=0, total=total)
            self.copy.parts.all().delete()

    def _sign_of_life(self, **changes: Any) -> None:
        mine = Copy.objects.filter(pk=self.copy.pk, state=Copy.State.MAKING, tries=self.run)
        if not mine.update(worked_at=clock.now(), **changes):
            raise Overtaken

    def _keep(self, file: str, body: bytes, *, steps: int = 0) -> None:
        self.done += steps
        number = self.numbers[file] = self.numbers.get(file, 0) + 1
        with transaction.atomic():
            self._sign_of_life(done=self.done)
            CopyPart.objects.create(copy=self.copy, file=file, number=number, body=sealed(body))

    def _on_paper(self, section: dict[str, Any]) -> None:
        self._keep(File.PAPER, json.dumps(section, ensure_ascii=False).encode())

    def _make_pdf(self, scope: Scope) -> None:
        sections = [json.loads(piece) for piece in file_of(self.copy, File.PAPER)]
        template, words = paper_of(scope, sections)
        pdf = make_pdf(template, words)
        for start in range(0, len(pdf), PIECE):
            self._keep(File.PDF, pdf[start : start + PIECE])

    @transaction.atomic
    def _finish(self) -> None:
        self._sign_of_life(done=self.done + 1, state=Copy.State.READY, ready_at=clock.now())
        self.copy.parts.filter(file=File.PAPER).delete()
        record("copy.made", by=None, subject=self.copy.about_id, detail={"copy": str(self.copy.pk)})
        tell(
            self.copy.asked_by.email,
            subject=gettext_lazy("your copy is ready"),
            text=gettext_lazy("The copy that you asked for is ready. You can take it along for a week:"),
            path=reverse("copies_on_paper" if self.copy.seen_how else "copies"),
        )


def _reader(copy: Copy) -> Person:
    """Who will read it: who asked, when they still decide; on paper the person themself. Raises Refused."""
    if copy.seen_how:
        return copy.about
    reader: Person = copy.asked_by.person
    authorities: list[Authority] = authorities_over([copy.about])
    may_decide_for(reader, copy.about, authorities).insist()
    return reader


def _json(copy: Copy, scope: Scope, looks: ProvenLooks, on_paper: Any) -> Iterator[tuple[str, int]]:
    """The file in pieces, each with how many steps it was; the sections go on paper on the way."""
    yield _opening(copy, scope), 0
    for section in SECTIONS:
        entries = section.entries(scope)
        on_paper(section_on_paper(str(section.title), entries))
        yield f"{json.dumps(section.key)}:{_in_json([one.data for one in entries])},\n", 1
    yield f'"head":{_in_json(looks.head)},\n"looks":[\n', 0
    before = ""
    for batch in looks.batches():
        if batch:
            yield before + as_text(batch), len(batch)
            before = ",\n"
    yield "\n]}\n", 0


def _opening(copy: Copy, scope: Scope) -> str:
    told = {
        "format": FORMAT,
        "copy": str(copy.pk),
        "made_at": clock.now().isoformat(),
        "about": scope.about.name,
        "for": scope.reader.name,
        "municipality": scope.about.municipality.name,
        "left_out": _("Some things may be left out. Ask the privacy officer of your municipality."),
    }
    return _in_json(told)[:-1] + ",\n"


def _in_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
