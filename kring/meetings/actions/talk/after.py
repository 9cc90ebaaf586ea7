"""After a talk: set right what was otherwise. And bottlenecks that are noticed while talking."""

from typing import Any

from django.db import transaction

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.talk.agenda import changed, locked
from kring.meetings.actions.talk.telling import tell_leaders
from kring.meetings.models import AgendaItem, Correction, Noticed
from kring.plans import actions as plans


@transaction.atomic
def correct(item: AgendaItem, *, text: str, by: Actor, seat: Member) -> Correction:
    """Something was otherwise, or is missing. It stands beside the summary, which stays as it was."""
    item = locked(item)
    rules.may_correct(item, seat).insist()
    made: Correction = Correction.objects.create(**_in_the_file_of(item, seat), item=item, text=text)
    changed(item)
    tell_leaders(item, seat)
    record("meeting.corrected", by=by, subject=item.pk, circle=item.circle_id)
    return made


@transaction.atomic
def notice(item: AgendaItem, *, by: Actor, seat: Member, **bottleneck: Any) -> Noticed:
    """A rule that does not fit, noticed while talking: written down by the plan's own action."""
    item = locked(item)
    rules.may_notice(item, seat).insist()
    made = plans.add_bottleneck(item.circle, **bottleneck, beside=item, by=by, seat=seat)
    changed(item)
    return Noticed.objects.create(item=item, bottleneck=made)


def _in_the_file_of(item: AgendaItem, seat: Member) -> dict[str, Any]:
    """The columns of the talk itself, so that exactly who reads the talk reads this: it belongs to that file.

    Who is told something wrong must be told what is right (AVG, articles 16 and 19).
    """
    same = ("circle", "about_id", "about_group_id", "life_domain_id", "sensitivity", "audience", "readership_id")
    columns = {name: getattr(item, name) for name in (*same, "author_organisation_id", "written_under")}
    return columns | {"author": seat, "written_at": clock.now()}
