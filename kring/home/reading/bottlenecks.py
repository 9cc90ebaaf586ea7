"""Bottlenecks over all circles of a professional, as far as they may read them."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.home.reading.seats import MyCircle, my_circles
from kring.home.reading.work import facts_of_circles
from kring.plans.models import Bottleneck

ON_A_PAGE = 40


@dataclass(frozen=True)
class BottleneckRow:
    """One of them, with in which of my circles it stands."""

    one: Bottleneck
    mine: MyCircle


@dataclass(frozen=True)
class Bottlenecks:
    """One page of the list."""

    rows: list[BottleneckRow]
    page: Page[Bottleneck]

    @property
    def shown(self) -> list[MyCircle]:
        """The circles of which the page shows something."""
        return list({row.mine.circle.pk: row.mine for row in self.rows}.values())


def read_bottlenecks(actor: Actor, *, ended: bool, only_mine: bool, number: str = "1") -> Bottlenecks:
    """The nearest day first; of those that ended the last one first (six queries, however many circles)."""
    mine = {circle.circle.pk: circle for circle in my_circles(actor) if circle.joined}
    rows = Bottleneck.objects.readable_by(facts_of_circles(actor, mine.values())).filter(circle__in=list(mine))
    rows = rows.exclude(state=Bottleneck.State.OPEN) if ended else rows.filter(state=Bottleneck.State.OPEN)
    if only_mine:
        rows = rows.filter(owner__in=[circle.seat.pk for circle in mine.values()])
    order = ("-ended_at", "pk") if ended else ("due_on", "pk")
    page = Paginator(rows.select_related("rule_of").order_by(*order), ON_A_PAGE).get_page(number)
    found = list(page.object_list)
    related = ("organisation", "professional", "person", "supporter")
    owners = Member.objects.select_related(*related).in_bulk({one.owner_id for one in found})
    for one in found:
        one.owner, one.circle = owners[one.owner_id], mine[one.circle_id].circle
    return Bottlenecks([BottleneckRow(one, mine[one.circle_id]) for one in found], page)
