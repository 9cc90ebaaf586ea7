"""Asking a mirror team, what it says, its advice, and what the circle does with it."""

from collections.abc import Collection
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actions import keep_apart
from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.log.actions import record
from kring.meetings.actions import call_meeting
from kring.meetings.actions.tables.calling import ask_into
from kring.meetings.models import Kind
from kring.mirrors import rules
from kring.mirrors.models import Contribution, Mirror, MirrorCase, Reader
from kring.mirrors.recognising import hits, known_of
from kring.municipality.models import LifeDomain, Sensitivity
from kring.network.models import Professional
from kring.plans.actions.saving import written_by

LEAST, MOST = 2, 8


@transaction.atomic
def ask_mirror(
    circle: Circle,
    *,
    situation: str,
    tried: str,
    question: str,
    team: Collection[Professional],
    day: date,
    at: time,
    by: Actor,
    seat: Member,
    life_domain: LifeDomain | None = None,
    **where: Any,
) -> MirrorCase:
    """Write the case anew for colleagues who know nothing of it. `where` is place, video_link or minutes.

    Refused where Kring finds a name, address, number or day of this household in it; what only looks like one was
    looked at by a person in the form. `life_domain` decides who in the circle reads that a team was asked.
    """
    rules.may_ask(circle, seat).insist()
    _insist_on_a_team(circle, team)
    known = known_of(circle)
    if any(hit.sure for text in (situation, tried, question) for hit in hits(text, known)):
        no(_("Somebody can be known in this text."), what_opens=_("Take names, addresses and numbers out.")).insist()
    meeting = call_meeting(name=_("Mirror team"), day=day, at=at, asked=team, kind=Kind.MIRROR, by=by, **where)
    mirror = Mirror.objects.create(
        meeting=meeting, situation=situation, tried=tried, question=question, asked_at=clock.now()
    )
    level = life_domain.sensitivity if life_domain else Sensitivity.ORDINARY
    case: MirrorCase = MirrorCase.objects.create(
        **written_by(seat, circle, sensitivity=level), life_domain=life_domain, mirror=mirror
    )
    keep_apart(circle, team)
    record("mirror.asked", by=by, subject=case.pk, circle=circle.pk)
    return case


@transaction.atomic
def ask_one_more(mirror: Mirror, who: Professional, *, by: Actor) -> None:
    """One more colleague, who was never in the circle either."""
    mirror = _locked(mirror)
    rules.may_ask_one_more(mirror, by).insist()
    circle = MirrorCase.objects.select_related("circle__household").get(mirror=mirror).circle
    rules.may_be_in_team(circle, who).insist()
    keep_apart(circle, [who])
    ask_into(mirror.meeting, [who])
    record("mirror.asked_along", by=by, subject=mirror.pk)


@transaction.atomic
def say(mirror: Mirror, *, by: Actor, strikes: str = "", would_try: str = "", would_ask: str = "") -> Contribution:
    """What strikes me, what I would try, what I would ask. Said again, the last words count."""
    mirror = _locked(mirror)
    rules.may_say(mirror, by).insist()
    said = {"strikes": strikes, "would_try": would_try, "would_ask": would_ask, "said_at": clock.now()}
    mine: Contribution = Contribution.objects.update_or_create(mirror=mirror, professional=by.job, defaults=said)[0]
    record("mirror.said", by=by, subject=mirror.pk)
    return mine


@transaction.atomic
def advise(mirror: Mirror, *, advice: str, by: Actor) -> Mirror:
    """The team is done: its advice goes to the circle, which it does not know."""
    mirror = _locked(mirror)
    rules.may_advise(mirror, by).insist()
    mirror.advice, mirror.advised_by, mirror.advised_at = advice, by.job, clock.now()
    mirror.save(update_fields=["advice", "advised_by", "advised_at"])
    case = MirrorCase.objects.select_related("author__professional").get(mirror=mirror)
    record("mirror.advised", by=by, subject=case.pk, circle=case.circle_id)
    lead = Lead.objects.filter(circle=case.circle_id, state=Lead.State.ACCEPTED).select_related("member__professional")
    for address in sorted({one.email for one in [case.author, *(row.member for row in lead)] if one.email}):
        tell(
            address,
            subject=gettext_lazy("an answer to a question"),
            text=gettext_lazy("Colleagues answered a question of your circle. You find what they say in Kring."),
            path=f"/kringen/{case.circle_id}/spiegel/{case.pk}/",
        )
    return mirror


@transaction.atomic
def decide(case: MirrorCase, *, goes_on: bool, by: Actor, seat: Member, why: str = "") -> MirrorCase:
    """Go on with the advice, or lay it aside with the reason."""
    case = (
        MirrorCase.objects.select_for_update(of=("self",)).select_related("circle", "mirror", "author").get(pk=case.pk)
    )
    lead = Lead.objects.filter(circle=case.circle_id, state=Lead.State.ACCEPTED).select_related("member", "deputy")
    rules.may_decide(case, seat, lead.first()).insist()
    case.state = MirrorCase.State.ACCEPTED if goes_on else MirrorCase.State.LAID_ASIDE
    case.decided_why, case.decided_by, case.decided_at = why, seat, clock.now()
    case.save(update_fields=["state", "decided_why", "decided_by", "decided_at"])
    act = "mirror.accepted" if goes_on else "mirror.laid_aside"
    record(act, by=by, subject=case.pk, circle=case.circle_id)
    return case


def was_read(mirror: Mirror, *, by: Actor) -> None:
    """Note that one of the team opened the case: the first time with an act, after that at most once an hour."""
    now = clock.now()
    reader, first = Reader.objects.get_or_create(
        mirror=mirror, professional=by.job, defaults={"first_at": now, "last_at": now}
    )
    if first:
        record("mirror.read", by=by, subject=mirror.pk)
    elif (now - reader.last_at).total_seconds() > 3600:
        Reader.objects.filter(pk=reader.pk).update(last_at=now)
        record("mirror.read", by=by, subject=mirror.pk)


def _insist_on_a_team(circle: Circle, team: Collection[Professional]) -> None:
    if not LEAST <= len(team) <= MOST:
        no(_("A mirror team is two to eight colleagues.")).insist()
    for one in team:
        rules.may_be_in_team(circle, one).insist()


def _locked(mirror: Mirror) -> Mirror:
    rows = Mirror.objects.select_for_update(of=("self",)).select_related("meeting__chair")
    return rows.get(pk=mirror.pk)
