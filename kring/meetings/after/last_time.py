"""What came of the last talk about this household: at the beginning of the next one, and while preparing it."""

from dataclasses import dataclass

from kring.meetings.actions.talk.closing import made_at
from kring.meetings.models import AgendaItem, Parked
from kring.plans import rules
from kring.plans.models import Agreement
from kring.sharing.reading import Reading, Shown

# Who has no ground for the last one is told of the last one that they may read; further back nobody looks.
LOOK_BACK = 10


@dataclass(frozen=True)
class CameOf:
    """An agreement of last time as it stands now; `press` when this reader may say how it went."""

    shown: Shown[Agreement]
    press: bool

    @property
    def stands(self) -> str:
        """done, not_done, late or open."""
        agreement = self.shown.item
        return "late" if agreement.is_late else str(agreement.state)


@dataclass(frozen=True)
class LastTime:
    """The last talk, its agreements (what asks for a word first), and the questions that were kept."""

    talk: AgendaItem
    agreed: list[CameOf]
    parked: list[Shown[Parked]]

    @property
    def done(self) -> int:
        return sum(one.shown.open and one.stands == Agreement.State.DONE for one in self.agreed)

    @property
    def told(self) -> int:
        """Of how many the reader may know how they stand."""
        return sum(one.shown.open for one in self.agreed)


ORDER = ("late", "not_done", "open", "done")


def read_last_time(reading: Reading, item: AgendaItem) -> LastTime | None:
    """The last talk before this item that the reader may read (three queries); None when there is none."""
    before = AgendaItem.objects.filter(circle=reading.circle, state=AgendaItem.State.CLOSED).exclude(pk=item.pk)
    if item.opened_at is not None:
        before = before.filter(closed_at__lt=item.opened_at)
    talks = before.select_related("meeting", "life_domain").order_by("-closed_at")[:LOOK_BACK]
    talk = next((one for one in talks if reading.may_read(one).allowed), None)
    if talk is None:
        return None
    agreed = [_came_of(reading, back.agreement) for back in made_at(talk)]
    agreed = [one for one in agreed if one.shown.told]
    return LastTime(
        talk=talk,
        agreed=sorted(agreed, key=lambda one: ORDER.index(one.stands)),
        parked=reading.show(Parked.objects.filter(item=talk).select_related("life_domain")),
    )


def _came_of(reading: Reading, agreement: Agreement) -> CameOf:
    shown = reading.answer(agreement)
    may = rules.may_close_agreement(agreement, reading.seat)
    return CameOf(shown, shown.open and may.allowed)
