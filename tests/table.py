"""A table of the fixed cast, for tests that need one of everything that is said there."""

from datetime import time
from typing import Any, NamedTuple

from kring.core import clock
from kring.core.ids import new_id
from kring.meetings import actions
from kring.meetings.models import AgendaItem, Draft, Parked, Preparation, TableRequest
from kring.municipality.models import LifeDomain
from tests.world import World


class Talk(NamedTuple):
    """One household at a table: the item, what Anouk said beforehand and kept for later, and what Ahmed asked for."""

    item: AgendaItem
    preparation: Preparation
    parked: Parked
    request: TableRequest


def talk(world: World, life_domain: LifeDomain | None = None) -> Talk:
    """Anouk calls a table today and brings household De W.; the talk has begun."""
    by, seat = world.actor(world.anouk), world.seat(world.anouk)
    anouk: Any = {"by": by, "seat": seat}
    meeting = actions.call_meeting(name="Tafel Noord", day=clock.today(), at=time(13), asked=[world.ahmed], by=by)
    item = actions.bring(world.circle, meeting, question="Hoe nu?", hoped_for="Rust", life_domain=life_domain, **anouk)
    said = actions.prepare(item, goal="Rust", **anouk)
    ahmed: Any = {"by": world.actor(world.ahmed), "seat": world.seat(world.ahmed)}
    asked = actions.ask_table(world.circle, question="Kan dit ook aan tafel?", **ahmed)
    parked = actions.park(actions.begin(item, **anouk), question="En het gas?", **anouk)
    item.refresh_from_db()
    screen = {"draft": new_id(), "screen": new_id(), "revision": 0}
    actions.keep_draft(item, kind=Draft.Kind.QUESTION, text="En het licht?", **screen, seat=seat)
    return Talk(item, said, parked, asked)
