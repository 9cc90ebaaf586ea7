"""The framework of a circle that organises itself, and the proposal to become one (row L8)."""

from datetime import date

from django.db import transaction

from kring.circles import actions as circles
from kring.circles.actions import propose_form
from kring.circles.actors import Actor
from kring.circles.models import Circle, FormProposal, Member
from kring.core import clock
from kring.households.models import Household
from kring.log.actions import record
from kring.plans import rules
from kring.plans.actions.saving import ChangedMeanwhile, written_by
from kring.plans.models import Note


@transaction.atomic
def open_circle(
    household: Household, *, purpose: str, form: str, by: Actor, settles: str = "", calls_in: str = ""
) -> Circle:
    """Open a circle; where members organise themselves, with the framework in the same step."""
    circle = circles.open_circle(household, purpose=purpose, form=form, by=by)
    if form == Circle.Form.SELF_ORGANISING:
        rules.may_begin_so(settles, calls_in).insist()
        agree_framework(circle, settles=settles, calls_in=calls_in, by=by, seat=circle.members.get(professional=by.job))
    return circle


@transaction.atomic
def agree_framework(
    circle: Circle,
    *,
    settles: str,
    calls_in: str,
    by: Actor,
    seat: Member,
    agreed_on: date | None = None,
    revision: int | None = None,
) -> Note:
    """What we settle ourselves, and when we call somebody in, with the day on which that was agreed.

    Former words stay in the story. Said again as they stand now, they stay as they are. `revision`: how many versions
    there were when the form was made; ChangedMeanwhile when there are more, so that nobody writes over unseen words.
    """
    rules.may_change_plan(circle, seat).insist()
    Circle.objects.select_for_update().get(pk=circle.pk)
    versions = frameworks(circle)
    now = versions[0] if versions else None
    if now is not None and (now.text, now.calls_in) == (settles, calls_in):
        return now
    if now is not None and revision is not None and len(versions) != revision:
        raise ChangedMeanwhile(now)
    day = agreed_on or clock.today()
    note: Note = Note.objects.create(
        **written_by(seat, circle),
        kind=Note.Kind.FRAMEWORK,
        text=settles,
        calls_in=calls_in,
        happened_on=day,
        agreed_on=day,
    )
    record("plan.framework", by=by, subject=note.pk, circle=circle.pk)
    return note


@transaction.atomic
def propose_self_organising(
    circle: Circle, *, why: str, settles: str, calls_in: str, by: Actor, seat: Member, revision: int | None = None
) -> FormProposal:
    """Propose that members organise themselves, within this framework. Who leads now answers."""
    agree_framework(circle, settles=settles, calls_in=calls_in, by=by, seat=seat, revision=revision)
    return propose_form(circle, form=Circle.Form.SELF_ORGANISING, why=why, by=by, seat=seat, has_framework=True)


def framework_now(circle: Circle) -> Note | None:
    """The framework as it stands (one query). Every professional and resident of the circle reads it."""
    return next(iter(frameworks(circle)), None)


def frameworks(circle: Circle) -> list[Note]:
    """All versions, the newest first."""
    rows = Note.objects.filter(circle=circle, kind=Note.Kind.FRAMEWORK).order_by("-happened_on", "-written_at")
    return list(rows)
