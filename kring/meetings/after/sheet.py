"""The summary as parts in the order in which this reader wants to read them: one source for the page and the PDF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kring.circles.models import Member
from kring.core import clock
from kring.core.paper import make_pdf
from kring.core.speech import spoken
from kring.core.verdict import Text
from kring.core.when import as_day
from kring.meetings.after.summary import Agreed, Summary
from kring.meetings.after.voice import AT_HOME, AT_WORK
from kring.plans.models import Bottleneck, Note
from kring.sharing.reading import Reading, Shown

TEMPLATE = Path(__file__).parent / "summary.typ"


@dataclass(frozen=True)
class Line:
    """One thing that was said: its words, who (said it, or does it), until when, and how it stands.

    `closed` is why this reader may not read it; then there are no words.
    """

    text: str = ""
    who: Member | None = None
    day: str = ""
    state: Text = ""
    sure: bool = False
    more: tuple[str, ...] = ()
    closed: Text = ""


@dataclass(frozen=True)
class Part:
    """One part of the summary."""

    key: str
    title: Text
    lines: list[Line] = field(default_factory=list)

    @property
    def in_own_words(self) -> bool:
        return self.key in ("words", "message")


def parts_of(summary: Summary, reading: Reading) -> list[Part]:
    """The parts that hold something, in this reader's order and words."""
    home = reading.seat is not None and reading.seat.professional_id is None
    titles = AT_HOME if home else AT_WORK
    mine = summary.mine(reading.seat) if home else []
    lines: dict[str, list[Line]] = {
        "words": [*map(_words, summary.words), *(_said(shown, reading) for shown in summary.spoken)],
        "mine": [_agreed(one, reading) for one in mine],
        "agreed": [_agreed(one, reading) for one in summary.agreed if one not in mine],
        "decided": [_said(shown, reading) for shown in summary.decided],
        "message": [Line(text=summary.message.item.text)] if summary.message and summary.message.open else [],
        "parked": list(_questions(summary.parked)),
        "bottlenecks": [_bottleneck(shown) for shown in summary.bottlenecks],
        "there": [*(Line(who=member) for member in summary.at_table), *_noted_by(summary)],
    }
    return [Part(key, title, lines[key]) for key, title in titles.items() if lines.get(key)]


def _noted_by(summary: Summary) -> list[Line]:
    """Who said who was there."""
    by = summary.there_said_by
    return [Line(text=_("noted by %(name)s") % {"name": by.name})] if by is not None and summary.at_table else []


def paper_of(summary: Summary, parts: Iterable[Part], corrections: Iterable[Line], name: str) -> dict[str, Any]:
    """The same as plain words for the PDF; nothing in it is markup."""
    item = summary.item
    return {
        "lang": spoken(),
        "title": item.question,
        "kind": _("What we talked about"),
        "name": name,
        "when": _("%(table)s, %(day)s") % {"table": item.meeting.name, "day": written_out(item.closed_at)},
        "made": _("Made %(day)s") % {"day": written_out(clock.now())},
        "hoped_title": _("What we hope for"),
        "hoped_for": item.hoped_for,
        "parts": [_part(part) for part in parts],
        "beside_title": _("Set right or added afterwards"),
        "beside": [_plain(line) for line in corrections],
        "footer": _("page"),
    }


def pdf_of(paper: dict[str, Any]) -> bytes:
    """A tagged PDF after PDF/UA-1."""
    return make_pdf(TEMPLATE, paper)


def corrections_of(summary: Summary) -> list[Line]:
    """What was set right or added, with name and moment, oldest first."""
    return [
        Line(text=shown.item.text, who=shown.item.author, day=written_out(shown.item.written_at, hour=True))
        if shown.open
        else _closed(shown)
        for shown in summary.corrections
    ]


def written_out(moment: Any, *, hour: bool = False) -> str:
    """A day that still says the same when it is read next week."""
    words = date_format(as_day(moment) if hasattr(moment, "hour") else moment, "j F Y")
    return f"{words}, {timezone.localtime(moment):%H:%M}" if hour else words


def _words(shown: Shown[Any]) -> Line:
    if not shown.open:
        return _closed(shown)
    said = shown.item
    can = [_("I can: %(what)s") % {"what": said.can}] if said.can else []
    cannot = [_("I cannot: %(what)s") % {"what": said.cannot}] if said.cannot else []
    return Line(text=said.goal, who=said.author, more=(*can, *cannot))


def _said(shown: Shown[Note], reading: Reading) -> Line:
    """What was said aloud; who wrote it down may be somebody else."""
    if not shown.open:
        return _closed(shown)
    ever: list[Member] = reading.circle.seats_ever  # type: ignore[attr-defined]
    said_by = next((member for member in ever if member.pk == shown.item.said_at_table.said_by_id), None)
    return Line(text=shown.item.text, who=said_by)


def _agreed(one: Agreed, reading: Reading) -> Line:
    if not one.shown.open:
        return _closed(one.shown)
    agreement = one.shown.item
    day = written_out(agreement.due_on)
    return Line(
        text=agreement.what,
        who=agreement.responsible,
        day=_("before or on %(day)s") % {"day": day} if agreement.in_week else day,
        state=_("read back and heard") if one.heard else _("waits for a yes"),
        sure=one.heard,
        more=tuple(_since(one)),
    )


def _since(one: Agreed) -> Iterator[str]:
    if one.changed_since:
        yield _("Changed since then. The plan says how it is now.")
    if one.ended_since:
        yield _("Since then: %(how)s") % {"how": one.ended_since}


def _questions(shown: Iterable[Shown[Any]]) -> Iterator[Line]:
    for one in shown:
        yield Line(text=one.item.question, who=one.item.author) if one.open else _closed(one)


def _bottleneck(shown: Shown[Bottleneck]) -> Line:
    if not shown.open:
        return _closed(shown)
    one = shown.item
    decide = _("Could decide: %(who)s") % {"who": one.who_could_decide}
    return Line(text=one.rule, who=one.owner, day=written_out(one.due_on), more=(one.effect, decide))


def _closed(shown: Shown[Any]) -> Line:
    return Line(closed=shown.verdict.reason)


def _part(part: Part) -> dict[str, Any]:
    return {"title": str(part.title), "quote": part.in_own_words, "lines": [_plain(line) for line in part.lines]}


def _plain(line: Line) -> dict[str, Any]:
    """A line without links and faces; what is closed says only why."""
    who = ""
    if line.who is not None:
        who = f"{line.who.name} ({line.who.organisation_name})" if line.who.organisation_name else line.who.name
    under = " · ".join(str(part) for part in (who, line.day, line.state) if part)
    closed = _("Closed for you: %(why)s") % {"why": line.closed} if line.closed else ""
    return {"text": line.text or who, "under": under if line.text else "", "more": list(line.more), "closed": closed}
