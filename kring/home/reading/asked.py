"""What is asked between people about sharing, of my organisation, and of me: one query over all my circles."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, TruncDate

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.models import Mail
from kring.home.reading.at_tables import Mine, at_tables
from kring.intake.models import HandOn
from kring.keeping.models import DestructionPart, Run
from kring.meetings.models import Guest
from kring.network.models import Professional
from kring.plans.models import Bottleneck
from kring.sharing.consent_rules import TELL_BEFORE
from kring.sharing.exceptions import LOOK_AGAIN
from kring.sharing.letters import listed
from kring.sharing.models import Consent, ConsentVoice, CrisisAccess, LookQuestion, ShareRequest, Withholding
from kring.sharing.rules import Facts

# How long before its day a bottleneck asks for its owner.
IN_SIGHT = timedelta(days=7)
# How long an answer stays on the page of who asked, and a consent that ran out and was not asked again.
NEWS, RAN_OUT = timedelta(days=5), timedelta(days=30)


class What(StrEnum):
    """What kind of question or answer; each has its own line in `home/_asked_row.html`."""

    HAND_ON = "hand_on"
    SHARE = "share"
    CONSENT_ENDS = "consent_ends"
    SHARE_WAITS = "share_waits"
    CONSENT_WAITS = "consent_waits"
    SHARE_ANSWERED = "share_answered"
    CONSENT_ANSWERED = "consent_answered"
    OPENS_SOON = "opens_soon"
    CRISIS_REVIEW = "crisis_review"
    LOOK_QUESTION = "look_question"
    DESTRUCTION = "destruction"
    KEEPING_RUN = "keeping_run"
    BOTTLENECK = "bottleneck"
    TELL_GUEST = "tell_guest"
    NO_DAY_FITS = "no_day_fits"
    # At tables, see `at_tables.py`.
    TABLE = "table"
    PREPARE = "prepare"
    HEAR = "hear"
    PUT_OFF = "put_off"
    TABLE_ASKED = "table_asked"
    TABLE_ANSWERED = "table_answered"
    REFUSED = "refused"
    ADVICE = "advice"
    FOLLOW_UP = "follow_up"
    FORM = "form"


# What somebody has to do something about; the rest is good to know.
OF_ME = (
    What.HAND_ON,
    What.SHARE,
    What.CONSENT_ENDS,
    What.OPENS_SOON,
    What.CRISIS_REVIEW,
    What.LOOK_QUESTION,
    What.DESTRUCTION,
    What.KEEPING_RUN,
    What.BOTTLENECK,
    What.TELL_GUEST,
    What.NO_DAY_FITS,
    What.TABLE_ASKED,
    What.FORM,
    What.HEAR,
    What.REFUSED,
    What.ADVICE,
    What.FOLLOW_UP,
    What.PUT_OFF,
    What.PREPARE,
)


@dataclass(frozen=True)
class Asked:
    """One question: who asks or is asked (`name`, `place`), in which circle, since or until which day."""

    what: What
    pk: uuid.UUID
    circle: uuid.UUID | None
    state: str
    name: str
    place: str
    day: date
    # Several of one kind in one circle stand together: `name` has all of them, and the page links to the list.
    together: bool = False


def read_asked(actor: Actor, mine: Mine, facts: Facts) -> list[Asked]:
    """All of it for a professional with these seats, who leads these circles, the oldest first (one query)."""
    seats = mine.seats
    assert actor.professional is not None  # noqa: S101 (only professionals have this page)
    first, *others = (
        _hand_ons(actor.professional.organisation_id),
        _share_of(What.SHARE, Q(author__in=seats, state=ShareRequest.State.ASKED), "asked_by"),
        _share_of(What.SHARE_WAITS, Q(asked_by__in=seats, state=ShareRequest.State.ASKED, asks="author"), "author"),
        _share_of(What.SHARE_ANSWERED, Q(asked_by__in=seats, asks="author") & _answered(), "author", "answered_at"),
        _consents(What.CONSENT_WAITS, Q(asked_by__in=seats, state=Consent.State.ASKED), TruncDate("asked_at")),
        _consents(What.CONSENT_ENDS, Q(asked_by__in=seats) & _runs_out(), F("until")),
        _consents(What.CONSENT_ANSWERED, _news(actor.professional.organisation_id, seats), _last_moment()),
        _opens_soon(seats),
        _look_questions(actor.professional),
        _destruction(actor.professional),
        _bottlenecks(seats),
        _guests(What.TELL_GUEST, Q(told_by__in=seats, told_at__isnull=True)),
        _guests(What.NO_DAY_FITS, Q(item__author__in=seats, answer="declined", member__person__isnull=False)),
        *([_guests(What.TELL_GUEST, _undelivered(mine.undelivered))] if mine.undelivered else []),
        *at_tables(actor.professional, mine, facts),
        *([_to_review(actor.professional), _runs(actor.professional)] if actor.is_privacy_officer else []),
    )
    rows = first.union(*others, all=True).order_by("day")
    return _together([Asked(What(what), *rest) for what, *rest in rows])


def _together(rows: list[Asked]) -> list[Asked]:
    """A family that is asked the same is one line."""
    found: dict[object, list[Asked]] = {}
    for row in rows:
        alike = row.what in (What.CONSENT_ENDS, What.CONSENT_WAITS, What.CONSENT_ANSWERED)
        found.setdefault((row.what, row.circle, row.state) if alike else (row.what, row.pk), []).append(row)
    return [
        replace(group[0], name=listed([row.name for row in group]), together=len(group) > 1) for group in found.values()
    ]


def asked_of_resident(
    person: Any, circles: Collection[uuid.UUID], about: Collection[uuid.UUID], seats: Collection[uuid.UUID]
) -> list[Asked]:
    """What waits for a resident: consent about who they decide for, and what they wrote themself (one query)."""
    mine = ConsentVoice.objects.filter(consent=OuterRef("pk"), person=person)
    open_now = Q(circle__in=circles, about__in=about, state=Consent.State.ASKED, until__gte=clock.today())
    consents = _consents(What.CONSENT_WAITS, open_now & ~Q(Exists(mine)), TruncDate("asked_at"), who=_who("asked_by"))
    shares = _share_of(What.SHARE, Q(author__in=seats, state=ShareRequest.State.ASKED), "asked_by")
    return [Asked(What(what), *rest) for what, *rest in consents.union(shares, all=True).order_by("day")]


COLUMNS = ("what", "pk", "in_circle", "how", "name", "place", "day")
_TEXT = CharField()
# Cast, for PostgreSQL takes two bare nulls that meet first in a union for text.
NO_CIRCLE = Cast(Value(None), UUIDField())


def _hand_ons(organisation: uuid.UUID) -> QuerySet[Any, Any]:
    """What a partner asks my organisation to take over. Nothing personal: that is on its own page."""
    asked = HandOn.objects.filter(organisation=organisation, state=HandOn.State.OFFERED).order_by()
    return asked.annotate(
        what=Value(What.HAND_ON.value, output_field=_TEXT),
        in_circle=NO_CIRCLE,
        how=F("state"),
        name=F("offered_by__name"),
        place=F("offered_by__organisation__name"),
        day=TruncDate("offered_at"),
    ).values_list(*COLUMNS)


def _share_of(what: What, which: Q, other: str, moment: str = "asked_at") -> QuerySet[Any, Any]:
    here = ShareRequest.objects.filter(which, circle__closed_at__isnull=True).order_by()
    return here.annotate(
        what=Value(what.value, output_field=_TEXT),
        in_circle=F("circle"),
        how=F("state"),
        name=_who(other),
        place=Coalesce(F(f"{other}__organisation__name"), Value("")),
        day=TruncDate(moment),
    ).values_list(*COLUMNS)


def _consents(what: What, which: Q, day: Any, who: Any = None) -> QuerySet[Any, Any]:
    here = Consent.objects.filter(which, circle__closed_at__isnull=True).order_by()
    return here.annotate(
        what=Value(what.value, output_field=_TEXT),
        in_circle=F("circle"),
        how=F("state"),
        name=who or F("about__given_name"),
        place=Value("", output_field=_TEXT),
        day=day,
    ).values_list(*COLUMNS)


def _opens_soon(seats: Collection[uuid.UUID]) -> QuerySet[Any, Any]:
    """What I keep closed for who it is about and opens within a week: `pk` is the item, `state` its kind."""
    day = clock.today()
    mine = Withholding.objects.filter(by__in=seats, ended_at__isnull=True, circle__closed_at__isnull=True).order_by()
    return (
        mine.filter(until__range=(day, day + LOOK_AGAIN))
        .annotate(
            what=Value(What.OPENS_SOON.value, output_field=_TEXT),
            in_circle=F("circle"),
            how=F("kind"),
            name=Value("", output_field=_TEXT),
            place=Value("", output_field=_TEXT),
            day=F("until"),
        )
        .values_list("what", "item", *COLUMNS[2:])
    )


def _look_questions(job: Professional) -> QuerySet[Any, Any]:
    """What residents ask my organisation about looks: for its contact, or for everybody where it has none."""
    mine = LookQuestion.objects.filter(organisation=job.organisation_id, answered_at__isnull=True).order_by()
    if not job.is_contact:
        mine = mine.exclude(by_user=job.user_id or job.pk).exclude(_has_contact(job))
    return mine.annotate(
        what=Value(What.LOOK_QUESTION.value, output_field=_TEXT),
        in_circle=NO_CIRCLE,
        how=F("purpose"),
        name=F("asked_by_name"),
        place=Value("", output_field=_TEXT),
        day=TruncDate("asked_at"),
    ).values_list(*COLUMNS)


def _has_contact(job: Professional) -> Exists:
    """Does their organisation have somebody who answers residents? Then the others need not."""
    return Exists(Professional.objects.working().filter(organisation=job.organisation_id, is_contact=True))


def _destruction(job: Professional) -> QuerySet[Any, Any]:
    """What my organisation is asked to destroy: for its contact, or for everybody where it has none.

    What residents wrote themselves is the privacy officer's to answer.
    """
    mine = Q(organisation=job.organisation_id)
    if not job.is_contact:
        mine &= ~Q(_has_contact(job))
    if job.is_privacy_officer:
        here = job.organisation.municipality_id
        mine |= Q(organisation__isnull=True, request__about__municipality=here)
    asked = DestructionPart.objects.filter(mine, answer="", request__ended_at__isnull=True).order_by()
    return asked.annotate(
        what=Value(What.DESTRUCTION.value, output_field=_TEXT),
        in_circle=NO_CIRCLE,
        how=Value("", output_field=_TEXT),
        name=F("request__asked_by_name"),
        place=Value("", output_field=_TEXT),
        day=F("request__due_on"),
    ).values_list(*COLUMNS)


def _bottlenecks(seats: Collection[uuid.UUID]) -> QuerySet[Any, Any]:
    """Rules that I keep at and whose day is near or over: `name` is the rule, which its owner always reads."""
    until = clock.today() + IN_SIGHT
    mine = Bottleneck.objects.filter(owner__in=seats, state=Bottleneck.State.OPEN, due_on__lte=until).order_by()
    return mine.annotate(
        what=Value(What.BOTTLENECK.value, output_field=_TEXT),
        in_circle=F("circle"),
        how=F("state"),
        name=F("rule"),
        place=Value("", output_field=_TEXT),
        day=F("due_on"),
    ).values_list(*COLUMNS)


def _undelivered(seats: Collection[uuid.UUID]) -> Q:
    """Whom I invited and whose mail the outbox gave up."""
    return Q(item__author__in=seats, how=Guest.How.MAIL, mail__state=Mail.State.FAILED)


def _guests(what: What, which: Q) -> QuerySet[Any, Any]:
    """Who must still be told about their talk, and which resident cannot come; the talk is to come."""
    here = Guest.objects.filter(which, item__circle__closed_at__isnull=True, item__meeting__day__gte=clock.today())
    waits = Q(item__state="waiting") if what == What.NO_DAY_FITS else Q(item__state__in=("waiting", "dropped"))
    return (
        here.filter(waits, member__state=Member.State.ACCEPTED)
        .order_by()
        .annotate(
            what=Value(what.value, output_field=_TEXT),
            in_circle=F("item__circle"),
            name=_who("member"),
            place=Value("", output_field=_TEXT),
            day=F("item__meeting__day"),
        )
        .values_list("what", "pk", "in_circle", "how", "name", "place", "day")
    )


def _to_review(officer: Professional) -> QuerySet[Any, Any]:
    """Who opened a circle in a crisis, where no privacy officer looked at it yet; never one's own."""
    here = CrisisAccess.objects.filter(circle__household__municipality=officer.organisation.municipality_id)
    waiting = here.filter(reviewed_at__isnull=True).exclude(professional=officer).order_by()
    return waiting.annotate(
        what=Value(What.CRISIS_REVIEW.value, output_field=_TEXT),
        in_circle=F("circle"),
        how=F("danger"),
        name=F("professional__name"),
        place=F("organisation__name"),
        day=TruncDate("since"),
    ).values_list(*COLUMNS)


def _runs(officer: Professional) -> QuerySet[Any, Any]:
    """What is over its term and waits for a second yes."""
    here = Run.objects.filter(municipality=officer.organisation.municipality_id, state=Run.State.SHOWN)
    waiting = here.filter(first_by__isnull=False).exclude(first_by=officer.user_id).order_by()
    return waiting.annotate(
        what=Value(What.KEEPING_RUN.value, output_field=_TEXT),
        in_circle=NO_CIRCLE,
        how=F("state"),
        name=F("first_by_name"),
        place=Value("", output_field=_TEXT),
        day=TruncDate("first_at"),
    ).values_list(*COLUMNS)


def _who(seat: str) -> Any:
    """The name behind a seat, whoever sits there."""
    return Coalesce(
        F(f"{seat}__professional__name"), F(f"{seat}__person__given_name"), F(f"{seat}__supporter__name"), Value("")
    )


def _answered() -> Q:
    return Q(state__in=("granted", "refused"), answered_at__gte=clock.now() - NEWS)


def _runs_out() -> Q:
    """Runs out within two weeks, or ran out this month, and was not asked again."""
    again = Consent.objects.filter(follows=OuterRef("pk"), state__in=("asked", "given"))
    days = (clock.today() - RAN_OUT, clock.today() + TELL_BEFORE)
    return Q(state=Consent.State.GIVEN, until__range=days) & ~Q(Exists(again))


def _news(organisation: uuid.UUID, seats: Collection[uuid.UUID]) -> Q:
    """Answers on what I asked, and what was withdrawn from my organisation in my circles."""
    lately = clock.now() - NEWS
    answered = Q(state="given", given_at__gte=lately) | Q(state__in=("refused", "withdrawn"), ended_at__gte=lately)
    of_us = Consent.organisations.through.objects.filter(consent=OuterRef("pk"), organisation=organisation)
    here = Member.objects.filter(pk__in=seats).values("circle")
    withdrawn = Q(state="withdrawn", ended_at__gte=lately, circle__in=here) & Q(Exists(of_us))
    return (Q(asked_by__in=seats) & answered) | withdrawn


def _last_moment() -> Any:
    return TruncDate(Coalesce("ended_at", "given_at"))
