"""What the pages of keeping show: runs with their tables, terms, and requests to destroy with their parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.circles.actors import Actor
from kring.circles.models import Circle
from kring.copies.reading import decides_for
from kring.core.verdict import Text
from kring.core.when import as_day, short_day
from kring.households.models import Person
from kring.intake.models import HelpRequest
from kring.keeping.hanging import Thing
from kring.keeping.models import DestructionPart, DestructionRequest, Run, RunLine
from kring.keeping.together import told_about, written_together
from kring.keeping.written import AT_THE_DOOR, Key, written_about
from kring.municipality.models import Municipality
from kring.network.models import Organisation
from kring.sharing.why import KINDS, kinds

PAST_RUNS = 20
PAST_REQUESTS = 50


@dataclass(frozen=True)
class RunShown:
    """A run with its lines: those of which something goes, or stays because something hangs on it."""

    run: Run
    lines: list[RunLine]

    @property
    def counted(self) -> int:
        return sum(line.counted for line in self.lines)

    @property
    def removed(self) -> int:
        return sum(line.removed for line in self.lines)

    @property
    def left(self) -> int:
        """What was shown and stayed, for it changed in the meantime."""
        return sum(line.stayed for line in self.lines)

    @property
    def headers(self) -> list[str]:
        """Over the columns of `rows`."""
        told = [_("What"), _("Oldest"), _("Goes"), _("Stays, for something needs it")]
        return [*told, _("Removed")] if self.is_done else told

    @property
    def rows(self) -> list[list[object]]:
        """The table of what goes; once it is done also how much went."""
        return [self._row(line) for line in self.lines]

    @property
    def is_done(self) -> bool:
        return self.run.state == Run.State.DONE

    def _row(self, line: RunLine) -> list[object]:
        kept = ngettext("%(years)s year", "%(years)s years", line.years) % {"years": line.years}
        oldest = short_day(line.oldest) if line.oldest else "–"
        told = [f"{capfirst(line.name)} ({kept})", oldest, line.counted, line.hanging]
        return [*told, line.removed] if self.is_done else told


def shown(run: Run) -> RunShown:
    """One run with what it is about (one query)."""
    return RunShown(run, [line for line in run.lines.all() if line.counted or line.hanging])


def runs_of(municipality: Municipality) -> list[RunShown]:
    """The newest runs, each with its lines (two queries)."""
    rows = Run.objects.filter(municipality=municipality).prefetch_related("lines")
    return [shown(run) for run in rows[:PAST_RUNS]]


@dataclass(frozen=True)
class Choice:
    """What somebody may ask to destroy: of one organisation, in one circle."""

    of: Key
    organisation: str
    circle: str
    # About this person alone, and about them with others.
    alone: int
    together: int

    @property
    def key(self) -> str:
        return "_".join(str(part or "") for part in self.of)


def choices_for(about: Person, reader: Person) -> list[Choice]:
    """What the reader may ask to destroy, the most first."""
    told = told_about(about, reader)
    keys = told.alone + told.together
    names = _Names(keys)
    rows = [
        Choice(key, names.organisation(key), names.circle(key), told.alone[key], told.together[key]) for key in keys
    ]
    return sorted(rows, key=lambda row: (-row.alone, -row.together, row.organisation))


@dataclass(frozen=True)
class PartShown:
    """One part with who answers it and where it was written."""

    part: DestructionPart
    organisation: str
    circle: str


@dataclass(frozen=True)
class RequestShown:
    """A request with its parts."""

    request: DestructionRequest
    parts: list[PartShown]


@dataclass(frozen=True)
class RequestsOf:
    """One person with what was asked about them, the newest first."""

    about: Person
    requests: list[RequestShown]

    @property
    def may_ask(self) -> bool:
        """Is nothing asked that is not ended?"""
        return not any(one.request.is_open for one in self.requests)


def requests_of(actor: Actor) -> list[RequestsOf]:
    """Oneself and those for whom one decides, each with what was asked (five queries)."""
    persons = decides_for(actor.person) if actor.person else []
    about = Q(about__in=persons) | Q(about__same_as__in=persons)
    rows = DestructionRequest.objects.filter(about).select_related("about").order_by("-asked_at")
    requests = _with_parts(rows)
    return [
        RequestsOf(one, [row for row in requests if one.pk in (row.request.about_id, row.request.about.same_as_id)])
        for one in persons
    ]


def requests_in(municipality: Municipality) -> list[RequestShown]:
    """For the officer: what is open, the first that is due first, then what ended lately (four queries)."""
    here = DestructionRequest.objects.filter(about__municipality=municipality).select_related("about")
    ended = here.filter(ended_at__isnull=False).order_by("-ended_at")
    return _with_parts([*here.filter(ended_at__isnull=True), *ended[:PAST_REQUESTS]])


def part_shown(part: DestructionPart) -> PartShown:
    """One part with its names (two queries)."""
    names = _Names([(part.circle, part.organisation_id)])
    return _part(part, names)


@dataclass
class Line:
    """What was written of one kind about one life domain: how much, by whom, when; not what stands in it."""

    kind: Text
    life_domain: str
    # About more people: it goes when everybody it is about asked it.
    together: bool = False
    count: int = 0
    authors: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    @property
    def by(self) -> str:
        return ", ".join(sorted(self.authors))

    @property
    def first(self) -> date:
        return min(self.days)

    @property
    def last(self) -> date:
        return max(self.days)


def lines_of(part: DestructionPart) -> list[Line]:
    """What this part is about, the most first (one query for each kind)."""
    request, found = part.request, dict[tuple[str, str, bool], Line]()
    key = (part.circle, part.organisation_id)
    things = written_about(request.about, until=request.asked_at).get(key, [])
    shared = {one.thing for one in written_together(request.about, until=request.asked_at).get(key, [])}

    def add(thing: Thing, domain: str, author: str, at: datetime) -> None:
        kind, together = KINDS.get(thing.kind) or _("a question at the front door"), thing in shared
        line = found.setdefault((thing.kind, domain, together), Line(kind, domain, together))
        line.count += 1
        line.days.add(as_day(at))
        line.authors |= {author} if author else set()

    for kind, model in kinds().items():
        ids = [thing.pk for thing in (*things, *shared) if thing.kind == kind]
        related = ("life_domain", "author__professional", "author__person", "author__supporter")
        for item in model.objects.filter(pk__in=ids).select_related(*related) if ids else ():
            add(
                Thing(kind, item.pk),
                item.life_domain.name if item.life_domain else "",
                item.author.name,
                item.written_at,
            )
    asked = HelpRequest.objects.filter(pk__in=[thing.pk for thing in things if thing.kind == "helprequest"])
    for pk, came_in_at in asked.values_list("pk", "came_in_at"):
        add(Thing("helprequest", pk), "", "", came_in_at)
    return sorted(found.values(), key=lambda line: (line.together, -line.count))


def _with_parts(requests: Iterable[DestructionRequest]) -> list[RequestShown]:
    requests = list(requests)
    parts = list(DestructionPart.objects.filter(request__in=requests))
    names = _Names([(part.circle, part.organisation_id) for part in parts])
    return [RequestShown(one, [_part(part, names) for part in parts if part.request_id == one.pk]) for one in requests]


def _part(part: DestructionPart, names: "_Names") -> PartShown:
    key = (part.circle, part.organisation_id)
    return PartShown(part, names.organisation(key), names.circle(key))


class _Names:
    """The names of organisations and circles (two queries)."""

    def __init__(self, keys: Iterable[Key]) -> None:
        keys = list(keys)
        organisations = Organisation.objects.filter(pk__in=[key[1] for key in keys if key[1]])
        circles = Circle.objects.filter(pk__in=[key[0] for key in keys if key[0]])
        self._organisations: dict[UUID, str] = dict(organisations.values_list("pk", "name"))
        self._circles: dict[UUID, str] = dict(circles.values_list("pk", "household__name"))

    def organisation(self, key: Key) -> str:
        if key == AT_THE_DOOR:
            return _("Your municipality")
        return self._organisations.get(key[1], "") if key[1] else _("Residents themselves")

    def circle(self, key: Key) -> str:
        """Where it was written; nothing when the circle is gone."""
        if key == AT_THE_DOOR:
            return _("questions at the front door")
        name = self._circles.get(key[0], "") if key[0] else ""
        return _("the circle of %(name)s") % {"name": name} if name else ""
