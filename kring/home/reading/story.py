"""The story so far: notes and acts in one order, page by page, each with this reader's answer. Six queries."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, UUIDField, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from kring.circles.models import Member
from kring.core.verdict import Text
from kring.core.when import as_day
from kring.log.acts import IN_STORY, say
from kring.log.models import Act
from kring.mirrors.models import MirrorCase
from kring.municipality.models import LifeDomain
from kring.network.models import initials
from kring.plans.models import Agreement, Goal, Note, Review
from kring.sharing.models import Item
from kring.sharing.reading import Reading, Shown

PAGE = 30


@dataclass(frozen=True)
class Search:
    """What the reader looks for: words within what they may read, and one life domain."""

    words: str = ""
    domain: LifeDomain | None = None

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.domain)


@dataclass(frozen=True)
class Doer:
    """Somebody who did something, as they were called then; they may have left."""

    name: str
    organisation_name: str = ""
    photo_url: str = ""

    @property
    def initials(self) -> str:
        return initials(self.name)


@dataclass(frozen=True)
class Event:
    """One moment of the story. A note, or something that was done; `shown` is what it is about, if anything."""

    day: date
    who: Member | Doer
    shown: Shown[Any] | None = None
    says: Text = ""
    words: Text = ""
    corrected_by: Shown[Note] | None = None
    for_me: bool = False

    @property
    def month(self) -> date:
        return self.day.replace(day=1)

    @property
    def kind(self) -> str:
        """The kind of item, as in the address of `why`."""
        return str(self.shown.item._meta.model_name) if self.shown else ""

    @property
    def closed(self) -> bool:
        return self.shown is not None and not self.shown.open

    @property
    def tells_domain(self) -> bool:
        """May the life domain of what is closed be told?"""
        return self.shown is not None and self.shown.verdict.tells == "domain"


@dataclass(frozen=True)
class Story:
    """One page of it, the newest first; `hidden` counts what somebody without an organisation is not told of."""

    events: list[Event]
    number: int
    has_next: bool
    hidden: int = 0

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


class _Row(NamedTuple):
    """One line of the index: a note (`act` empty, `item` its id) or an act."""

    pk: uuid.UUID
    day: date
    moment: datetime
    item: uuid.UUID | None
    act: str
    doer: str
    place: str
    account: uuid.UUID | None


# What the acts with these names are about.
SUBJECTS: dict[str, type[Item]] = {
    "plan.goal.": Goal,
    "plan.agreement.": Agreement,
    "plan.reviewed": Review,
    "mirror.": MirrorCase,
}


@dataclass
class _Rows:
    """What one page of the index points at."""

    notes: dict[uuid.UUID, Shown[Note]] = field(default_factory=dict)
    corrections: dict[uuid.UUID, Shown[Note]] = field(default_factory=dict)
    subjects: dict[uuid.UUID, Shown[Any]] = field(default_factory=dict)

    def told(self, row: _Row) -> bool:
        """May the reader know of this line? Not when it is about something of which nothing may be known."""
        if not row.act:
            return row.item in self.notes
        return row.item in self.subjects or not row.act.startswith(tuple(SUBJECTS))


def read_story(reading: Reading, search: Search, *, number: int = 1) -> Story:
    """Page `number` of the story for this reader (one query for the order, up to four for what stands there)."""
    start = (number - 1) * PAGE
    index = [_Row(*row) for row in _index(reading, search)[start : start + PAGE + 1]]
    rows = _rows(reading, index[:PAGE])
    events = [_event(reading, row, rows) for row in index[:PAGE] if rows.told(row)]
    if search.domain:
        # Where even the life domain of a closed item is too much to tell, to find it by that would tell it.
        events = [event for event in events if not event.closed or event.tells_domain]
    told = [event for event in events if not event.closed or reading.knows_of_closed]
    return Story(told, number, has_next=len(index) > PAGE, hidden=len(events) - len(told))


def recent_acts(
    reading: Reading, subjects: dict[uuid.UUID, Shown[Any]], *, since: datetime, limit: int
) -> list[tuple[datetime, Event]]:
    """The last acts of the circle, with their moment, for a page that has read goals and agreements (one query)."""
    acts = Act.objects.filter(circle=reading.circle.pk, name__in=IN_STORY, at__gte=since).order_by("-at", "-pk")[:limit]
    rows, index = _Rows(subjects=subjects), [_row_of(act) for act in acts]
    return [(row.moment, _act_event(reading, row, rows)) for row in index if rows.told(row) or _is_review(row)]


def _is_review(row: _Row) -> bool:
    """A review is not among what the page of the circle has read; that it was held is told, without its words."""
    return row.act == "plan.reviewed"


def _row_of(act: Act) -> _Row:
    return _Row(act.pk, as_day(act.at), act.at, act.subject, act.name, act.by_name, act.by_organisation, act.by_user)


def note_event(reading: Reading, shown: Shown[Note], corrected_by: Shown[Note] | None = None) -> Event:
    """A note as a moment in the story; a handover stands out for who it is meant for."""
    note = shown.item
    seat = reading.seat
    for_me = (
        note.kind == Note.Kind.HANDOVER
        and shown.open
        and seat is not None
        and note.author_id != seat.pk
        and (note.for_member_id == seat.pk or note.for_member_id is None)
    )
    words = words_of(note) if shown.open else ""
    return Event(note.happened_on, note.author, shown, words=words, corrected_by=corrected_by, for_me=for_me)


def words_of(note: Note) -> str:
    """What a note says; a framework says two things."""
    if not note.calls_in:
        return note.text
    when = _("We call somebody in: %(when)s") % {"when": note.calls_in}
    return f"{note.text}\n\n{when}"


def _index(reading: Reading, search: Search) -> Any:
    """What happened in which order: ids of notes, and acts with all that they hold (one query when sliced)."""
    no_text, nobody = Value("", output_field=CharField()), Value(None, output_field=UUIDField())
    notes = _notes(reading, search).annotate(
        day=F("happened_on"),
        moment=F("written_at"),
        item=F("pk"),
        act=no_text,
        doer=no_text,
        place=no_text,
        account=nobody,
    )
    acts = _acts(reading, search).annotate(
        day=TruncDate("at"),
        moment=F("at"),
        item=F("subject"),
        act=F("name"),
        doer=F("by_name"),
        place=F("by_organisation"),
        account=F("by_user"),
    )
    both = notes.values_list(*_Row._fields).union(acts.values_list(*_Row._fields), all=True)
    return both.order_by("-day", "-moment", "-pk")


def _notes(reading: Reading, search: Search) -> QuerySet[Note]:
    notes = Note.objects.filter(circle=reading.circle).order_by()
    if search.domain:
        notes = notes.filter(life_domain=search.domain)
    if search.words:
        notes = notes.readable_by(reading.facts).filter(text__icontains=search.words)
    return notes


def _acts(reading: Reading, search: Search) -> QuerySet[Act]:
    acts = Act.objects.filter(circle=reading.circle.pk, name__in=IN_STORY).order_by()
    if not search.narrows:
        return acts
    return acts.filter(
        Q(subject__in=_items(reading, search, Goal, "result"))
        | Q(subject__in=_items(reading, search, Agreement, "what"))
    )


def _items(reading: Reading, search: Search, model: type[Item], text: str) -> Any:
    """Ids of the goals or agreements that are looked for; words only within what this reader may read."""
    items = model.objects.filter(circle=reading.circle).order_by()
    if search.domain:
        items = items.filter(life_domain=search.domain)
    if search.words:
        items = items.readable_by(reading.facts).filter(**{f"{text}__icontains": search.words})
    return items.values("pk")


def _rows(reading: Reading, index: Iterable[_Row]) -> _Rows:
    """What stands behind these lines of the index (up to four queries)."""
    index = list(index)
    notes = {row.item for row in index if row.item and not row.act}
    subjects: dict[uuid.UUID, Shown[Any]] = {}
    for prefix, model in SUBJECTS.items():
        wanted = {row.item for row in index if row.item and row.act.startswith(prefix)}
        if wanted:
            items = model.objects.filter(circle=reading.circle, pk__in=wanted).select_related("life_domain")
            subjects |= {shown.item.pk: shown for shown in reading.show(items)}
    rows = _Rows(subjects=subjects)
    if notes:
        related = Note.objects.filter(Q(pk__in=notes) | Q(corrects__in=notes), circle=reading.circle)
        for shown in reading.show(related.select_related("life_domain", "about").order_by("written_at")):
            rows.notes[shown.item.pk] = shown
            if shown.item.corrects_id:
                rows.corrections[shown.item.corrects_id] = shown
    return rows


def _event(reading: Reading, row: _Row, rows: _Rows) -> Event:
    if row.act or row.item is None:
        return _act_event(reading, row, rows)
    return note_event(reading, rows.notes[row.item], rows.corrections.get(row.item))


def _act_event(reading: Reading, row: _Row, rows: _Rows) -> Event:
    member = next((seat for seat in reading.members if seat.who.user_id == row.account), None)
    shown = rows.subjects.get(row.item) if row.item else None
    words = _words_of(shown.item, row.act) if shown and shown.open else ""
    return Event(row.day, member or Doer(row.doer, row.place), shown, says=say(row.act, row.doer), words=words)


def _words_of(item: Goal | Agreement | Review | MirrorCase, act: str) -> str:
    if isinstance(item, MirrorCase):
        return {"mirror.asked": item.question, "mirror.advised": item.mirror.advice}.get(act, item.decided_why)
    if isinstance(item, Goal):
        return item.result
    if isinstance(item, Agreement):
        return f"{item.what} ({item.why_not})" if item.why_not else item.what
    return item.resident_words
