"""The own place of a resident or of somebody from their network: this week, my people, what is asked of me."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.verdict import Text
from kring.home.reading.asked import Asked, asked_of_resident
from kring.home.reading.my_talks import MyTalk, my_talks
from kring.home.reading.seats import MyCircle, my_circles
from kring.home.reading.work import WEEK, periods_and_first_goals
from kring.plans.models import Agreement, Goal, Period, end_of_week
from kring.sharing.around import read_around
from kring.sharing.facts import facts_of_actor
from kring.sharing.rules import Facts


@dataclass(frozen=True)
class Helper:
    """Somebody to call, and for what."""

    member: Member
    for_what: Text


@dataclass(frozen=True)
class PlaceCircle:
    """One circle of the resident or supporter on their page."""

    mine: MyCircle
    goal: Goal | None
    period: Period | None
    helpers: list[Helper]


@dataclass(frozen=True)
class Place:
    """All of the page. `own` and `others`: agreements of this week and what is late, then those of others."""

    circles: list[PlaceCircle]
    invited: list[MyCircle]
    own: list[Agreement]
    later: list[Agreement]
    others: list[Agreement]
    asked: list[Asked] = field(default_factory=list)
    talks: list[MyTalk] = field(default_factory=list)

    @property
    def shown(self) -> list[MyCircle]:
        """The circles of which the page shows something."""
        return [row.mine for row in self.circles]

    @property
    def reviews(self) -> list[PlaceCircle]:
        """Where a review is near: the resident is asked first how it goes, and not who stands beside them."""
        near = clock.today() + WEEK
        return [row for row in self.circles if row.mine.seat.person_id and row.period and row.period.review_on <= near]


def read_place(actor: Actor) -> Place:
    """The page of a resident or supporter (at most seven queries)."""
    mine = my_circles(actor)
    joined = [circle for circle in mine if circle.joined]
    around = read_around([mine.circle.pk for mine in joined])
    facts = facts_of_actor(actor, [mine.seat for mine in joined], around)
    agreements = _agreements(joined, facts)
    seats = {circle.seat.pk for circle in joined}
    own = [agreement for agreement in agreements if agreement.responsible_id in seats]
    week_ends = end_of_week(clock.today())
    return Place(
        circles=_circles(joined, facts),
        invited=[circle for circle in mine if not circle.joined],
        own=[agreement for agreement in own if agreement.due_on <= week_ends],
        later=[agreement for agreement in own if agreement.due_on > week_ends],
        others=_of_others(agreements, seats, until=week_ends),
        asked=_asked(actor, joined, facts),
        talks=my_talks(joined, facts, around),
    )


def _asked(actor: Actor, joined: list[MyCircle], facts: Facts) -> list[Asked]:
    """What waits for the answer of a resident (one query)."""
    if actor.person is None:
        return []
    circles, seats = [mine.circle.pk for mine in joined], [mine.seat.pk for mine in joined]
    return asked_of_resident(actor.person, circles, facts.persons, seats)


def _agreements(joined: Iterable[MyCircle], facts: Facts) -> list[Agreement]:
    """Open agreements that the actor may read, until the end of next week (one query)."""
    around = {mine.circle.pk: mine for mine in joined}
    rows = Agreement.objects.readable_by(facts).filter(
        circle__in=list(around), state=Agreement.State.OPEN, due_on__lte=end_of_week(clock.today() + WEEK)
    )
    placed = [_placed(agreement, around[agreement.circle_id]) for agreement in rows.order_by("due_on", "written_at")]
    return [agreement for agreement in placed if agreement is not None]


def _placed(agreement: Agreement, mine: MyCircle) -> Agreement | None:
    """The agreement with the circle and the member that were read already; None when they left."""
    member = next((member for member in mine.members if member.pk == agreement.responsible_id), None)
    if member is None:
        return None
    agreement.circle, agreement.responsible = mine.circle, member
    return agreement


def _of_others(agreements: Iterable[Agreement], seats: Collection[object], *, until: date) -> list[Agreement]:
    return [
        agreement
        for agreement in agreements
        if agreement.responsible_id not in seats and clock.today() <= agreement.due_on <= until
    ]


def _circles(joined: list[MyCircle], facts: Facts) -> list[PlaceCircle]:
    periods, goals = periods_and_first_goals(joined, facts)
    return [
        PlaceCircle(mine, goals.get(mine.circle.pk), periods.get(mine.circle.pk), list(_helpers(mine)))
        for mine in joined
    ]


def _helpers(mine: MyCircle) -> Iterator[Helper]:
    """First who keeps the overview, then who stays, then the others with what they do; never oneself."""
    lead = mine.lead.acting if mine.lead else None
    if lead is not None:
        yield Helper(lead, _("keeps the overview"))
    steady = mine.steady_contact
    if steady is not None and steady != lead:
        yield Helper(steady, _("is there for you all along"))
    for member in mine.members:
        if member not in (lead, steady, mine.seat) and not member.is_resident:
            yield Helper(member, member.does or member.role or member.function)
