"""Mijn werk: what waits for a professional, this week, and their circles. Constant queries, however many circles."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, FilteredRelation, Q

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.home.reading.asked import OF_ME, Asked, What, read_asked
from kring.home.reading.at_tables import SIGNS, mine_of
from kring.home.reading.seats import MyCircle, my_circles
from kring.intake.models import HelpRequest
from kring.meetings.models import Participant
from kring.plans.models import Agreement, Goal, Period, end_of_week
from kring.sharing.around import read_around
from kring.sharing.facts import facts_of_actor
from kring.sharing.rules import Facts

# How long before the review its day is worth a word, and how long before it asks for the lead.
REVIEW_IN_SIGHT = timedelta(days=7)
REVIEW_ASKS = timedelta(days=3)
WEEK = timedelta(days=7)
# What has a day of its own, and stands below what others wait for.
CAN_WAIT = (What.BOTTLENECK, What.FOLLOW_UP, What.CONSENT_ENDS, What.OPENS_SOON)


class Asks(StrEnum):
    """What kind of thing waits; each has its own line in `home/_wait.html`."""

    INVITATION = "invitation"
    LEAD_OFFER = "lead_offer"
    NO_LEAD = "no_lead"
    HAND_ON = "hand_on"
    SHARE = "share"
    CONSENT_ENDS = "consent_ends"
    OPENS_SOON = "opens_soon"
    CRISIS_REVIEW = "crisis_review"
    LOOK_QUESTION = "look_question"
    DESTRUCTION = "destruction"
    KEEPING_RUN = "keeping_run"
    TELL_GUEST = "tell_guest"
    NO_DAY_FITS = "no_day_fits"
    AGREEMENT = "agreement"
    BOTTLENECK = "bottleneck"
    REVIEW = "review"
    STORY = "story"
    EXPECTATIONS = "expectations"
    TABLE = "table"
    PREPARE = "prepare"
    HEAR = "hear"
    PUT_OFF = "put_off"
    TABLE_ASKED = "table_asked"
    FORM = "form"
    REFUSED = "refused"
    ADVICE = "advice"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class Wait:
    """One thing that waits for the actor's answer."""

    asks: Asks
    mine: MyCircle | None = None
    who: Member | None = None
    agreement: Agreement | None = None
    asked: Asked | None = None
    day: date | None = None

    @property
    def is_late(self) -> bool:
        return self.day is not None and self.day < clock.today()


@dataclass(frozen=True)
class Day:
    """The agreements of one day; `day` empty: some time in the week that ends on `until`."""

    day: date | None
    until: date
    agreements: list[Agreement] = field(default_factory=list)


@dataclass(frozen=True)
class CircleRow:
    """One of my circles on the page."""

    mine: MyCircle
    goal: Goal | None
    period: Period | None
    waits: bool

    @property
    def review_in_sight(self) -> bool:
        return self.period is not None and self.period.review_on <= clock.today() + REVIEW_IN_SIGHT


@dataclass(frozen=True)
class Queue:
    """What lies at the front door, for who does triage."""

    new: int
    late: int
    mine: int


@dataclass(frozen=True)
class Work:
    """All of the page."""

    waits: list[Wait]
    this_week: list[Day]
    next_week: list[Day]
    circles: list[CircleRow]
    # What I wait for, and what was answered lately.
    of_others: list[Wait] = field(default_factory=list)
    queue: Queue | None = None
    # Where I am asked in the coming two weeks.
    tables: list[Asked] = field(default_factory=list)

    @property
    def shown(self) -> list[MyCircle]:
        """The circles of which the page shows something."""
        return [row.mine for row in self.circles]


def read_work(actor: Actor) -> Work:
    """Mijn werk of a professional (seven queries; one more for who does triage)."""
    mine = my_circles(actor, signs=SIGNS)
    joined = [circle for circle in mine if circle.joined]
    facts = facts_of_circles(actor, joined)
    agreements = my_agreements(joined, facts)
    periods, goals = periods_and_first_goals(joined, facts)
    asked = read_asked(actor, mine_of(joined), facts)
    tables = [row for row in asked if row.what == What.TABLE]
    asks = [row for row in asked if row.what in OF_ME] + list(filter(_wants_an_answer, tables))
    waits = list(_waits(mine, joined, agreements, periods, asks))
    waiting = {wait.mine.circle.pk for wait in waits if wait.mine}
    later = [agreement for agreement in agreements if agreement.due_on > clock.today()]
    rows = [
        CircleRow(circle, goals.get(circle.circle.pk), periods.get(circle.circle.pk), circle.circle.pk in waiting)
        for circle in joined
    ]
    return Work(
        waits=waits,
        this_week=by_day(later, first=clock.today(), last=end_of_week(clock.today())),
        next_week=by_day(later, first=end_of_week(clock.today()), last=end_of_week(clock.today() + WEEK)),
        circles=sorted(rows, key=lambda row: not row.waits),
        of_others=[_wait_of(row, joined) for row in asked if row.what not in (*OF_ME, What.TABLE)],
        tables=tables,
        queue=_queue(actor),
    )


def facts_of_circles(actor: Actor, joined: Iterable[MyCircle]) -> Facts:
    """What counts for the actor over all their circles (one query; for a resident also whom they decide for)."""
    seats = [mine.seat for mine in joined]
    return facts_of_actor(actor, seats, read_around([seat.circle_id for seat in seats]))


def my_agreements(joined: Iterable[MyCircle], facts: Facts) -> list[Agreement]:
    """The actor's own open agreements until the end of next week, the oldest first (one query)."""
    by_circle = {mine.circle.pk: mine for mine in joined}
    rows = Agreement.objects.filter(
        responsible__in=[mine.seat.pk for mine in by_circle.values()],
        state=Agreement.State.OPEN,
        due_on__lte=end_of_week(clock.today() + WEEK),
    ).order_by("due_on", "written_at")
    # The rows are few and the facts are bound: to ask the tree here is quicker than to write it out as SQL.
    mine = filter(facts.readable.holds, rows)
    return [_placed(agreement, by_circle[agreement.circle_id]) for agreement in mine]


def by_day(agreements: Iterable[Agreement], *, first: date, last: date) -> list[Day]:
    """Agreements after `first` up to and including `last`, day by day; those for some day in the week come last."""
    days: dict[date | None, Day] = {}
    rows = [agreement for agreement in agreements if first < agreement.due_on <= last]
    for agreement in sorted(rows, key=lambda row: (row.in_week, row.due_on, row.written_at)):
        key = None if agreement.in_week else agreement.due_on
        days.setdefault(key, Day(key, last)).agreements.append(agreement)
    return list(days.values())


def _placed(agreement: Agreement, mine: MyCircle) -> Agreement:
    """The agreement with the circle and the seat that were read already."""
    agreement.circle, agreement.responsible = mine.circle, mine.seat
    return agreement


def _waits(
    mine: list[MyCircle],
    joined: list[MyCircle],
    agreements: list[Agreement],
    periods: dict[uuid.UUID, Period],
    asked: list[Asked],
) -> Iterator[Wait]:
    """In the order in which they ask: first what others wait for, then my own work."""
    for circle in mine:
        if not circle.joined:
            yield Wait(Asks.INVITATION, circle, who=circle.member_of_account(circle.seat.invited_by_id))
    for circle in joined:
        if circle.offer is not None and circle.offer.member.pk == circle.seat.pk:
            yield Wait(Asks.LEAD_OFFER, circle, who=circle.member_of_account(circle.offer.offered_by_id))
        elif circle.i_must_find_a_lead:
            yield Wait(Asks.NO_LEAD, circle)
    for row in asked:
        if row.what not in CAN_WAIT:
            yield _wait_of(row, joined)
    around = {circle.circle.pk: circle for circle in joined}
    for agreement in agreements:
        if agreement.due_on <= clock.today():
            yield Wait(Asks.AGREEMENT, around[agreement.circle_id], agreement=agreement, day=agreement.due_on)
    for circle in joined:
        period = periods.get(circle.circle.pk)
        reviews = circle.i_lead or circle.lead is None
        if period is not None and reviews and period.review_on <= clock.today() + REVIEW_ASKS:
            yield Wait(Asks.REVIEW, circle, day=period.review_on)
        if circle.seat.story_read_at is None:
            yield Wait(Asks.STORY, circle)
        elif circle.must_say_what_to_expect:
            yield Wait(Asks.EXPECTATIONS, circle)
    for row in asked:
        if row.what in CAN_WAIT:
            yield _wait_of(row, joined)


def periods_and_first_goals(
    joined: list[MyCircle], facts: Facts
) -> tuple[dict[uuid.UUID, Period], dict[uuid.UUID, Goal]]:
    """By circle the running period, and the goal marked first where the actor may read it (one query)."""
    first = FilteredRelation("plan__goals", condition=Q(plan__goals__is_first=True))
    running = (
        Period.objects.filter(plan__circle__in=[mine.circle.pk for mine in joined], ended_at__isnull=True)
        .annotate(first=first)
        .select_related("plan", "first")  # type: ignore[misc]
    )
    periods: dict[uuid.UUID, Period] = {period.plan.circle_id: period for period in running}
    goals: list[Goal | None] = [getattr(period, "first", None) for period in periods.values()]
    return periods, {goal.circle_id: goal for goal in goals if goal is not None and facts.readable.holds(goal)}


def _wants_an_answer(table: Asked) -> bool:
    """Asked to a table within a week, and not answered."""
    return table.state == Participant.Answer.NONE and table.day <= clock.today() + WEEK


def _wait_of(row: Asked, joined: list[MyCircle]) -> Wait:
    """A question as a line of the page, in its circle."""
    mine = next((circle for circle in joined if circle.circle.pk == row.circle), None)
    kind = Asks(row.what) if row.what in (*OF_ME, What.TABLE) else Asks.CONSENT_ENDS
    return Wait(kind, mine, asked=row, day=row.day)


def _queue(actor: Actor) -> Queue | None:
    """How much lies at the front door (one query), for who does triage."""
    if not actor.may_triage or actor.professional is None:
        return None
    municipality = actor.professional.organisation.municipality
    new = Q(state=HelpRequest.State.NEW)
    late = clock.now() - timedelta(days=municipality.triage_days)
    counts = (
        HelpRequest.objects.waiting()
        .filter(municipality=municipality)
        .aggregate(
            new=Count("pk", filter=new),
            late=Count("pk", filter=new & Q(came_in_at__lt=late)),
            mine=Count("pk", filter=Q(in_hand_by=actor.professional)),
        )
    )
    return Queue(**counts)
