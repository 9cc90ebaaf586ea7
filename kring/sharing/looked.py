"""Who looked, read for the resident: what may be seen, grouped so that it can be read, newest first."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.verdict import Text
from kring.core.when import as_day
from kring.households.models import Person
from kring.log.models import Look
from kring.log.processing import PROCESSING
from kring.network.models import initials
from kring.sharing.facts import authorities_held_by, persons_decided_for
from kring.sharing.looked_rules import may_ask_about
from kring.sharing.looked_words import because, looked_at
from kring.sharing.models import CrisisAccess, HiddenLooks, LookQuestion

# Rows of the log that one page reads; whole days of them are shown.
ROWS = 300
# A screen at a table draws itself anew with every change. Once opened, that is one look to who reads about it.
REDRAWN, AS_LONG_AS = ("item_live", "item_now"), timedelta(hours=12)


@dataclass(frozen=True)
class Looker:
    """Who looked, as the log keeps it: name, function and organisation of that day."""

    name: str
    function: str
    organisation_name: str

    @property
    def initials(self) -> str:
        return initials(self.name)


@dataclass
class Group:
    """What one person looked at for one purpose on one day."""

    look: Look
    times: int
    first: datetime
    question: LookQuestion | None = None
    may_ask: bool = False

    @property
    def says(self) -> Text:
        return looked_at(self.look.purpose)

    @property
    def because(self) -> Text:
        return because(self.look.ground)

    @property
    def activity(self) -> Text:
        return PROCESSING.get(self.look.processing, "")


@dataclass
class Visitor:
    """One person on one day, with all that they looked at."""

    who: Looker
    groups: list[Group] = field(default_factory=list)


@dataclass
class Day:
    day: date
    visitors: list[Visitor] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """Some whole days; `before` is where the page with older ones begins, None at the end."""

    days: list[Day]
    before: datetime | None


@dataclass(frozen=True)
class Often:
    """How often somebody looked this month: pages shown, not rows of the log."""

    name: str
    organisation: str
    times: int


def persons_of(actor: Actor) -> list[Person]:
    """The resident, and those for whom the law lets them decide today (two queries)."""
    if actor.person is None:
        return []
    mine = persons_decided_for(actor.person, authorities_held_by(actor.person), on=clock.today())
    others = Person.objects.filter(pk__in=mine).exclude(pk=actor.person.pk)
    return [actor.person, *others.order_by("birth_date", "pk")]


def visible_looks(actor: Actor, about: Person) -> QuerySet[Look]:
    """The looks at this person that the resident may see: not their own, nor what is out of sight (two queries)."""
    rows = [about.pk, *Person.objects.filter(same_as=about).values_list("pk", flat=True)]
    looks = Look.objects.filter(about_person__in=rows, allowed=True).exclude(by_user=actor.user_id)
    return looks.exclude(out_of_sight(rows))


def out_of_sight(rows: list[uuid.UUID]) -> Q:
    """What the privacy officer hides, and what was done in a crisis that is not told yet (two queries)."""
    running = HiddenLooks.objects.filter(about__in=rows, until__gte=clock.today(), ended_at__isnull=True)
    hidden = Q(by_organisation_id__in=list(running.values_list("organisation", flat=True)))
    at_home = CrisisAccess.objects.filter(circle__household__residences__person__in=rows, resident_told_at__isnull=True)
    for user in set(at_home.values_list("professional__user", flat=True)) - {None}:
        hidden |= Q(by_user=user, purpose="crisis") | Q(by_user=user, ground="crisis")
    return hidden


def _told_once(looks: "QuerySet[Look]") -> "QuerySet[Look]":
    """Without what a screen drew anew after the same person had opened it; the log and the copy keep every row."""
    opened = Look.objects.filter(
        by_user=OuterRef("by_user"),
        about_person=OuterRef("about_person"),
        purpose=OuterRef("purpose"),
        allowed=True,
        at__lt=OuterRef("at"),
        at__gt=ExpressionWrapper(OuterRef("at") - AS_LONG_AS, output_field=DateTimeField()),
    )
    return looks.exclude(Exists(opened.exclude(page__in=REDRAWN)), page__in=REDRAWN)


def read_looks(actor: Actor, about: Person, *, before: datetime | None = None) -> Page:
    """Whole days with looks, the newest first, from a moment back (five queries)."""
    looks = _told_once(visible_looks(actor, about)).order_by("-at")
    if before is not None:
        looks = looks.filter(at__lt=before)
    rows = list(looks[: ROWS + 1])
    questions = {
        (question.by_user, question.looked_on, question.purpose): question
        for question in LookQuestion.objects.filter(about=about).order_by("asked_at")
    }
    days = _days(rows, actor, questions)
    if len(rows) <= ROWS:
        return Page(days, None)
    # The oldest day is not whole: it goes to the next page, unless it is the only one.
    if len(days) > 1:
        days.pop()
    start = datetime.combine(days[-1].day, datetime.min.time())
    return Page(days, timezone.make_aware(start) if len(days) > 1 else rows[-1].at)


def _days(rows: Iterable[Look], actor: Actor, questions: dict[tuple[uuid.UUID, date, str], LookQuestion]) -> list[Day]:
    days: dict[date, dict[tuple[object, str], Visitor]] = {}
    for look in rows:
        day = as_day(look.at)
        visitors = days.setdefault(day, {})
        visitor = visitors.setdefault((look.by_user, look.by_organisation), Visitor(looker_of(look)))
        group = next((one for one in visitor.groups if one.look.purpose == look.purpose), None)
        if group is None:
            asked = questions.get((look.by_user, day, look.purpose)) if look.by_user else None
            visitor.groups.append(Group(look, 1, look.at, asked, may_ask_about(look, actor).allowed))
        elif group.first != look.at:
            group.times, group.first = group.times + 1, look.at
    return [Day(day, list(visitors.values())) for day, visitors in days.items()]


def looker_of(look: Look) -> Looker:
    return Looker(look.by_name, look.by_role, look.by_organisation)


def often_this_month(actor: Actor, about: Person) -> list[Often]:
    """Who looked most often this month, five at most (three queries)."""
    first = timezone.make_aware(datetime.combine(clock.today().replace(day=1), datetime.min.time()))
    looks = _told_once(visible_looks(actor, about)).filter(at__gte=first).order_by()
    counted = looks.values("by_name", "by_organisation").annotate(times=Count("at", distinct=True))
    rows = counted.order_by("-times", "by_name").values_list("by_name", "by_organisation", "times")
    return [Often(*row) for row in rows[:5]]
