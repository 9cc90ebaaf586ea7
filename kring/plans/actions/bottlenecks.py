"""A rule against the plan: written down with an owner and a day, handed on, ended with what came of it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.log.actions import record
from kring.network.models import Organisation
from kring.plans import rules
from kring.plans.actions.agreements import still_there
from kring.plans.actions.saving import current_row, written_by
from kring.plans.models import Bottleneck, Goal
from kring.sharing.models import Item


@transaction.atomic
def add_bottleneck(
    circle: Circle,
    *,
    rule: str,
    effect: str,
    who_could_decide: str,
    owner: Member,
    due_on: date,
    by: Actor,
    seat: Member,
    goal: Goal | None = None,
    law: str = "",
    rule_of: Organisation | None = None,
    beside: Item | None = None,
) -> Bottleneck:
    """Which rule stops the plan, who could decide, and who keeps at it until when.

    It is about whom its goal is about. Without a goal: about whom `beside` is (what was talked about), otherwise
    about the household.
    """
    goal = current_row(Goal, goal) if goal is not None else None
    owner = still_there(owner)
    rules.may_keep_at(circle, owner, seat).insist()
    made: Bottleneck = Bottleneck.objects.create(
        **_about(circle, goal or beside, seat),
        goal=goal,
        rule=rule,
        law=law,
        rule_of=rule_of,
        effect=effect,
        who_could_decide=who_could_decide,
        owner=owner,
        due_on=due_on,
    )
    _tell_owner(made, owner, seat)
    record("plan.bottleneck.added", by=by, subject=made.pk, circle=circle.pk)
    return made


@transaction.atomic
def hand_bottleneck_on(bottleneck: Bottleneck, *, owner: Member, due_on: date, by: Actor, seat: Member) -> Bottleneck:
    """Somebody else keeps at it, or until another day."""
    bottleneck, before = _now(bottleneck), bottleneck.owner_id
    owner = still_there(owner)
    rules.may_change_bottleneck(bottleneck, seat).insist()
    rules.may_keep_at(bottleneck.circle, owner, seat).insist()
    bottleneck.owner, bottleneck.due_on = owner, due_on
    bottleneck.save(update_fields=["owner", "due_on"])
    if owner.pk != before:
        _tell_owner(bottleneck, owner, seat)
    record("plan.bottleneck.handed_on", by=by, subject=bottleneck.pk, circle=bottleneck.circle_id)
    return bottleneck


@transaction.atomic
def end_bottleneck(
    bottleneck: Bottleneck, *, solved: bool, came_of_it: str, by: Actor, seat: Member, decided_by: str = ""
) -> Bottleneck:
    """There is room now, or the rule stayed: how, and who decided. Both are worth knowing."""
    bottleneck = _now(bottleneck)
    rules.may_change_bottleneck(bottleneck, seat).insist()
    if not came_of_it.strip():
        no(_("Say what came of it."), what_opens=_("A few words are enough.")).insist()
    bottleneck.state = Bottleneck.State.SOLVED if solved else Bottleneck.State.STAYED
    bottleneck.came_of_it, bottleneck.decided_by = came_of_it, decided_by
    bottleneck.ended_at, bottleneck.ended_by = clock.now(), by.user
    _save_end(bottleneck)
    record("plan.bottleneck.ended", by=by, subject=bottleneck.pk, circle=bottleneck.circle_id)
    return bottleneck


@transaction.atomic
def reopen_bottleneck(bottleneck: Bottleneck, *, by: Actor, seat: Member) -> Bottleneck:
    """It stops the plan again, or was ended by mistake."""
    bottleneck = _now(bottleneck)
    rules.may_reopen_bottleneck(bottleneck, seat).insist()
    bottleneck.state, bottleneck.came_of_it, bottleneck.decided_by = Bottleneck.State.OPEN, "", ""
    bottleneck.ended_at = bottleneck.ended_by = None
    _save_end(bottleneck)
    record("plan.bottleneck.reopened", by=by, subject=bottleneck.pk, circle=bottleneck.circle_id)
    return bottleneck


def _about(circle: Circle, like: Item | None, seat: Member) -> dict[str, Any]:
    if like is None:
        return written_by(seat, circle)
    about = {name: getattr(like, name) for name in ("about_id", "about_group_id", "sensitivity")}
    return written_by(seat, circle, **about) | {"life_domain_id": like.life_domain_id}


def _now(bottleneck: Bottleneck) -> Bottleneck:
    """As it is now, held until the end of the transaction."""
    rows = Bottleneck.objects.select_for_update(of=("self",)).select_related("circle__household__municipality")
    held: Bottleneck = rows.get(pk=bottleneck.pk)
    return held


def _save_end(bottleneck: Bottleneck) -> None:
    bottleneck.save(update_fields=["state", "came_of_it", "decided_by", "ended_at", "ended_by"])


def _tell_owner(bottleneck: Bottleneck, owner: Member, seat: Member) -> None:
    """Who is named by somebody else hears it, without words of the household."""
    if owner.pk != seat.pk:
        tell(
            owner.email,
            subject=gettext_lazy("a bottleneck waits for you"),
            text=gettext_lazy("Somebody asks you to keep at a bottleneck. You find it in Kring."),
            path=f"/kringen/{bottleneck.circle_id}/plan/knelpunten/{bottleneck.pk}/",
        )
