"""What is being typed at the table: kept while somebody types, so that others see it and nothing gets lost.

Typing is no act: it is not in the log. What comes of it is.
"""

import uuid
from typing import Any

from django.db import transaction

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.ids import new_id
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.talk.table import said, written_at
from kring.meetings.models import AgendaItem, Draft
from kring.plans.models import Goal
from kring.sharing.actions.opening import open_too
from kring.sharing.models import Item


@transaction.atomic
def keep_draft(
    item: AgendaItem,
    *,
    kind: str,
    text: str,
    draft: uuid.UUID,
    screen: uuid.UUID,
    revision: int,
    seat: Member,
    goal: Goal | None = None,
    rest: str = "",
) -> Draft | None:
    """Keep what stands in a form now. None: it was said meanwhile, or there is nothing to keep.

    A screen that does not know the last revision gets a draft of its own, so that both texts stay.
    """
    rules.may_type(item, kind, seat).insist()
    row = Draft.objects.select_for_update().filter(pk=draft).first()
    if row is not None and row.said_at is not None:
        return None
    if row is not None and not _is_theirs(row, item, seat, screen, revision):
        row, draft = None, new_id()
    if row is None and not text.strip():
        return None
    is_new = row is None
    row = row or Draft(pk=draft, item=item, kind=kind, revision=0)
    for name, value in _written(item, goal, kind, seat).items():
        setattr(row, name, value)
    row.text, row.rest, row.screen, row.changed_at = text, rest, screen, clock.now()
    row.revision += 1
    row.save()
    if is_new and seat.supporter_id is not None:
        # Who types it finds it again: nothing else opens it to them.
        open_too(row, item.pk)
    return row


@transaction.atomic
def take_over(draft: Draft, *, by: Actor, seat: Member) -> Draft:
    """Go on with what somebody else was typing. When they type on, they get a draft of their own."""
    draft = Draft.objects.select_for_update().select_related("item__circle", "item__meeting").get(pk=draft.pk)
    rules.may_type(draft.item, draft.kind, seat).insist()
    for name, value in written_at(draft, seat).items():
        setattr(draft, name, value)
    draft.screen, draft.changed_at, draft.revision = new_id(), clock.now(), draft.revision + 1
    draft.save()
    record("meeting.draft.taken", by=by, subject=draft.pk, circle=draft.circle_id)
    return draft


@transaction.atomic
def throw_away(draft: Draft, *, seat: Member) -> None:
    """Not to be said after all; only the writer does so."""
    rules.may_throw_away(draft, seat).insist()
    said(draft.item, draft.pk, seat)


def _is_theirs(row: Draft, item: AgendaItem, seat: Member, screen: uuid.UUID, revision: int) -> bool:
    known = row.screen == screen or row.revision == revision
    return row.item_id == item.pk and row.author_id == seat.pk and known


def _written(item: AgendaItem, goal: Goal | None, kind: str, seat: Member) -> dict[str, Any]:
    """Read as what it is to become. An agreement without a goal yet is not for the circle."""
    if kind != Draft.Kind.AGREEMENT:
        return written_at(item, seat)
    if goal is None:
        return written_at(item, seat) | {"audience": Item.Audience.ORGANISATION}
    return written_at(goal, seat) | {"audience": Item.Audience.CIRCLE}
