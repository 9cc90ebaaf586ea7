"""Who acts next in a circle, out of what the page has read already (row L8). Never nobody without saying so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from kring.circles.form_rules import who_answers_form
from kring.circles.models import Circle, Member
from kring.circles.rules import who_must_act
from kring.core import clock
from kring.core.verdict import Text
from kring.home.reading.beside import Beside
from kring.plans.reading import PlanShown
from kring.sharing.reading import Reading

# As many as are read at a glance; a talk that is put off this often asks for a day that holds.
MOST, TOO_OFTEN = 4, 2
REVIEW_ASKS = timedelta(days=3)


@dataclass(frozen=True)
class Step:
    """One open thing: who does it (several: any of them; none: nobody yet), what, since or until when, and where."""

    who: Sequence[Member]
    what: Text
    where: str
    day: date | None = None


@dataclass(frozen=True)
class Acting:
    """Who keeps the overview (none where the circle organises itself), and the steps, the most pressing first."""

    keeper: Member | None
    steps: list[Step]
    more: int
    directed: bool

    @property
    def first(self) -> Step | None:
        return self.steps[0] if self.steps else None


def who_acts(reading: Reading, plan: PlanShown, beside: Beside, *, has_framework: bool) -> Acting | None:
    """The answer for this reader, who is told of nothing that they may not read; None in a closed circle. No query."""
    circle = reading.circle
    if circle.closed_at is not None:
        return None
    directed = circle.form == Circle.Form.DIRECTED
    keeper = reading.lead.acting if reading.lead is not None else None
    steps = [
        *_now(reading, beside, keeper),
        *_about_the_form(reading, has_framework=has_framework or directed),
        *_late(reading, plan),
        *_about_tables(reading, beside, keeper),
        *_review(reading, plan, keeper),
        *_invited(reading),
    ]
    return Acting(keeper, steps[:MOST], max(0, len(steps) - MOST), directed)


def _now(reading: Reading, beside: Beside, keeper: Member | None) -> Iterator[Step]:
    """A talk that goes on at this moment: whoever comes in late finds it first."""
    for talk in (one for one in beside.talks if one.is_now):
        who = [keeper] if keeper is not None else _seat(reading, talk.author)
        yield Step(who, _("is at the table now: come along"), reverse("item", args=[reading.circle.pk, talk.pk]))


def _about_the_form(reading: Reading, *, has_framework: bool) -> Iterator[Step]:
    """Who leads, and how the circle is organised."""
    circle, lead = reading.circle, reading.lead
    must = who_must_act(circle, reading.members, lead, reading.lead_offer)
    if reading.lead_offer is not None:
        yield Step([reading.lead_offer.member], _("says whether they lead"), _to("lead", circle))
    elif must is not None:
        yield Step([must], _("asks somebody to lead"), _to("lead", circle))
    proposal = reading.form_proposal
    if proposal is not None:
        who = who_answers_form(proposal, lead, reading.members)
        yield Step(who, _("answers the proposal how we work"), _to("circle_form", circle))
    if not has_framework:
        yield Step([], _("Write the framework together: what do you settle yourselves?"), _to("framework", circle))


def _late(reading: Reading, plan: PlanShown) -> Iterator[Step]:
    """Agreements whose day has passed: who was to do them says how it went."""
    late = [shown.item for row in plan.goals for shown in row.open_agreements if shown.item.is_late]
    for one in sorted(late, key=lambda agreement: agreement.due_on):
        who = [member for member in reading.members if member.pk == one.responsible_id]
        yield Step(who, one.what, _to("plan", reading.circle), one.due_on)


def _about_tables(reading: Reading, beside: Beside, keeper: Member | None) -> Iterator[Step]:
    """Questions for a table, and talks that fall through or are put off again and again."""
    circle = reading.circle
    for asked in beside.requests:
        who = [keeper] if keeper is not None else _seat(reading, asked.author)
        yield Step(who, _("answers the question for a table"), _to("items", circle), asked.day)
    for talk in beside.talks:
        who = [keeper] if keeper is not None else _seat(reading, talk.author)
        where = reverse("item", args=[circle.pk, talk.pk])
        if talk.fell_through:
            yield Step(who, _("chooses another day for the talk that did not take place"), where, talk.day)
        elif talk.put_off_times >= TOO_OFTEN:
            words = {"times": talk.put_off_times}
            yield Step(who, _("sees to it that the talk takes place: put off %(times)s times") % words, where, talk.day)


def _review(reading: Reading, plan: PlanShown, keeper: Member | None) -> Iterator[Step]:
    if plan.period is None or plan.period.review_on > clock.today() + REVIEW_ASKS:
        return
    who = [keeper] if keeper is not None else []
    yield Step(who, _("holds the review"), _to("review", reading.circle), plan.period.review_on)


def _invited(reading: Reading) -> Iterator[Step]:
    """Who was asked into the circle and has not answered."""
    for member in reading.invited:
        yield Step([member], _("answers whether they join"), _to("members", reading.circle))


def _seat(reading: Reading, author: object) -> list[Member]:
    """Who wrote it, as long as they are here."""
    return [member for member in reading.members if member.pk == author]


def _to(name: str, circle: Circle) -> str:
    return reverse(name, args=[circle.pk])
