"""What was written: goals with how they read before, agreements, reviews, messages, the story, safety notes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kring.copies.content.entry import Entry, between, entry, on, said, who
from kring.copies.scope import Scope
from kring.plans.models import Agreement, Bottleneck, Goal, Note, Outcome, Review
from kring.plans.reading import FRAME
from kring.sharing.models import Item, SafetyNote


def _seat(name: str) -> tuple[str, ...]:
    """What is read along to name a seat."""
    return tuple(f"{name}__{part}" for part in ("professional", "person", "supporter", "organisation"))


def common(item: Item) -> dict[str, Any]:
    """What every item has: where, about what, how sensitive, who wrote it, when, under which law."""
    return {
        "id": item.pk,
        "circle": item.circle_id,
        "about": item.about.name if item.about else None,
        "life_domain": item.life_domain.name if item.life_domain else None,
        "sensitivity": item.sensitivity,
        "written_by": item.author.name,
        "written_by_organisation": item.author_organisation.name if item.author_organisation else "",
        "written_under": item.written_under,
        "written_at": item.written_at,
    }


def written_line(item: Item) -> str:
    place = f" ({item.author_organisation.name})" if item.author_organisation else ""
    words = _("Written by %(who)s, %(day)s") % {"who": f"{item.author.name}{place}", "day": on(item.written_at)}
    return f"{words}. {item.life_domain.name}" if item.life_domain else words


def _versions(scope: Scope, model: type[Goal] | type[Agreement], items: Iterable[Item], text: str) -> dict[UUID, Any]:
    """How each read before, oldest first: what the reader may read both as it was and as it is."""
    found: dict[UUID, list[tuple[Any, str]]] = defaultdict(list)
    ids = [item.pk for item in items]
    for start in range(0, len(ids), 500):
        rows = model.history.filter(id__in=ids[start : start + 500]).order_by("history_date", "history_id")
        for row in rows.iterator():
            words, before = getattr(row, text), found[row.id]
            if scope.may_read(row.instance) and (not before or before[-1][1] != words):
                before.append((row.history_date, words))
    return found


def goals(scope: Scope) -> list[Entry]:
    """Results to reach, also those that ended, and how they read before."""
    rows = list(scope.readable(Goal))
    before = _versions(scope, Goal, rows, "result")
    return [
        entry(
            goal.result,
            [
                said(_("In own words"), goal.own_words),
                said(_("How it stands"), goal.get_state_display()),
                said(_("Ended"), on(goal.ended_at)),
                *(said(_("Before"), f"{words} ({on(at)})") for at, words in before[goal.pk][:-1]),
                written_line(goal),
            ],
            **common(goal),
            result=goal.result,
            own_words=goal.own_words,
            is_first=goal.is_first,
            state=goal.state,
            ended_at=goal.ended_at,
            versions=[{"at": at, "result": words} for at, words in before[goal.pk]],
        )
        for goal in rows
    ]


def agreements(scope: Scope) -> list[Entry]:
    """Who does what by when, and what came of it."""
    rows = list(scope.readable(Agreement, *_seat("responsible")))
    before = _versions(scope, Agreement, rows, "what")
    return [
        entry(
            row.what,
            [
                said(_("Who does it"), who(row.responsible)),
                said(_("By when"), on(row.due_on)),
                said(_("How it stands"), row.get_state_display()),
                said(_("Why not"), row.why_not),
                *(said(_("Before"), f"{words} ({on(at)})") for at, words in before[row.pk][:-1]),
                written_line(row),
            ],
            **common(row),
            goal=row.goal_id,
            what=row.what,
            responsible=who(row.responsible),
            due_on=row.due_on,
            in_week=row.in_week,
            state=row.state,
            closed_at=row.closed_at,
            why_not=row.why_not,
            versions=[{"at": at, "what": words} for at, words in before[row.pk]],
        )
        for row in rows
    ]


def bottlenecks(scope: Scope) -> list[Entry]:
    """Rules that did not fit the plan, who keeps at it, and what came of it."""
    return [
        entry(
            row.rule,
            [
                said(_("What it does to the plan"), row.effect),
                said(_("Who could decide"), row.who_could_decide),
                said(_("Who keeps at it"), who(row.owner)),
                said(_("By when"), on(row.due_on)),
                said(_("How it stands"), row.get_state_display()),
                said(_("What came of it"), row.came_of_it),
                said(_("Decided by"), row.decided_by),
                written_line(row),
            ],
            **common(row),
            goal=row.goal_id,
            rule=row.rule,
            law=row.law,
            rule_of=row.rule_of.name if row.rule_of else "",
            effect=row.effect,
            who_could_decide=row.who_could_decide,
            owner=who(row.owner),
            due_on=row.due_on,
            state=row.state,
            came_of_it=row.came_of_it,
            decided_by=row.decided_by,
            ended_at=row.ended_at,
        )
        for row in scope.readable(Bottleneck, "rule_of", *_seat("owner"))
    ]


def reviews(scope: Scope) -> list[Entry]:
    """What was said when looking back, and what came of each goal."""
    outcomes: dict[UUID, list[Outcome]] = defaultdict(list)
    for outcome in scope.readable(Outcome, "goal"):
        outcomes[outcome.review_id].append(outcome)
    told = {key: [one for one in rows if scope.may_read(one.goal)] for key, rows in outcomes.items()}
    return [_review(row, told.get(row.pk, [])) for row in scope.readable(Review)]


def _review(row: Review, outcomes: list[Outcome]) -> Entry:
    return entry(
        on(row.held_on),
        [
            said(_("The number given"), row.score),
            row.resident_words,
            row.not_asked_why,
            *(
                said(one.goal.result, ". ".join(part for part in (one.get_result_display(), one.why) if part))
                for one in outcomes
            ),
            written_line(row),
        ],
        **common(row),
        held_on=row.held_on,
        score=row.score,
        resident_words=row.resident_words,
        not_asked_why=row.not_asked_why,
        outcomes=[{"goal": one.goal.result, "result": one.result, "why": one.why} for one in outcomes],
    )


def messages(scope: Scope) -> list[Entry]:
    """The words everybody uses, what matters to the household, and what the circle settles itself."""
    return [_note(note) for note in scope.readable(Note) if note.kind in FRAME]


def notes(scope: Scope) -> list[Entry]:
    """What happened, in order, with handovers and what set something right."""
    return [_note(note) for note in scope.readable(Note) if note.kind not in FRAME]


def _note(note: Note) -> Entry:
    return entry(
        f"{on(note.happened_on)}, {note.get_kind_display()}",
        [note.text, said(_("When we call somebody in"), note.calls_in), written_line(note)],
        **common(note),
        kind=note.kind,
        text=note.text,
        calls_in=note.calls_in,
        happened_on=note.happened_on,
        agreed_on=note.agreed_on,
        corrects=note.corrects_id,
        on_review=note.on_review_id,
    )


def safety_notes(scope: Scope) -> list[Entry]:
    """What visitors were told to know beforehand."""
    return [
        entry(
            row.text,
            [row.get_kind_display(), between(row.since, row.ended_at or row.until), written_line(row)],
            **common(row),
            kind=row.kind,
            text=row.text,
            since=row.since,
            until=row.until,
            ended_at=row.ended_at,
        )
        for row in scope.readable(SafetyNote)
    ]
