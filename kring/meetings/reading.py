"""What stands on the pages of a table, for one reader. Each household is read through its own circle."""

from dataclasses import dataclass

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.meetings.models import AgendaItem, Meeting
from kring.sharing.around import read_around
from kring.sharing.facts import facts_of_actor
from kring.sharing.reading import Reading, Shown


def items_of(reading: Reading) -> list[Shown[AgendaItem]]:
    """The household on agendas, the last table first (one query)."""
    items = AgendaItem.objects.filter(circle=reading.circle).select_related("meeting", "life_domain")
    return reading.show(items.order_by("-meeting__day", "-meeting__at"))


@dataclass(frozen=True)
class Row:
    """One place on an agenda as somebody at the table sees it. `circle` only for who may read the item."""

    item: AgendaItem
    circle: Circle | None


def agenda_of(meeting: Meeting, actor: Actor) -> list[Row]:
    """The agenda in order (four queries, however long). Of what is not for this reader only place and time are told."""
    items = list(meeting.items.exclude(state=AgendaItem.State.DROPPED).select_related("circle__household"))
    seats = list(
        Member.objects.present()
        .filter(professional=actor.professional, circle__in=[item.circle_id for item in items])
        .select_related("organisation")
    )
    if not seats:
        return [Row(item, None) for item in items]
    mine = [seat.circle_id for seat in seats]
    facts = facts_of_actor(actor, seats, read_around(mine))
    open_here = AgendaItem.objects.readable_by(facts).filter(meeting=meeting, circle__in=mine)
    open_ids = set(open_here.values_list("pk", flat=True))
    return [Row(item, item.circle if item.pk in open_ids else None) for item in items]
