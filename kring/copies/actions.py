"""Asking for a copy, and throwing it away."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.copies.models import KEPT, Copy
from kring.copies.rules import may_ask_copy, may_make_on_paper, may_take_along
from kring.core import clock
from kring.core.verdict import no
from kring.households.models import Person
from kring.log.actions import record
from kring.sharing.consent_rules import authorities_over


@transaction.atomic
def ask_copy(about: Person, *, by: Actor, seen_how: str = "") -> Copy:
    """Ask for a copy; the worker makes it. A copy that the same account has of this person goes away.

    `seen_how`: how a privacy officer saw who they have before them, for somebody without an account.
    """
    may = may_make_on_paper if seen_how else may_ask_copy
    may(by, about, authorities_over([about])).insist()
    mine = Copy.objects.filter(about=about, asked_by=by.user)
    for old in mine.filter(state=Copy.State.READY):
        _end(old, Copy.State.GONE)
    try:
        with transaction.atomic():
            copy = Copy.objects.create(about=about, asked_by=by.user, asked_at=clock.now(), seen_how=seen_how)
    except IntegrityError:
        no(_("This copy is being made already.")).insist()
        raise
    record("copy.asked", by=by, subject=about.pk, detail={"copy": str(copy.pk), "on_paper": bool(seen_how)})
    return copy


@transaction.atomic
def throw_away(copy: Copy, *, by: Actor) -> Copy:
    """The files go at once; that there was a copy stays known."""
    copy = Copy.objects.select_for_update(of=("self",)).select_related("about").get(pk=copy.pk)
    may_take_along(by, copy, authorities_over([copy.about])).insist()
    if copy.state == Copy.State.GONE:
        no(_("This copy was thrown away already.")).insist()
    _end(copy, Copy.State.GONE)
    record("copy.thrown_away", by=by, subject=copy.about_id, detail={"copy": str(copy.pk)})
    return copy


def forget_old_copies() -> int:
    """Throw away what is older than its week. For the worker; gives how many."""
    old = list(Copy.objects.filter(state=Copy.State.READY, ready_at__lte=clock.now() - KEPT))
    for copy in old:
        with transaction.atomic():
            _end(copy, Copy.State.GONE)
            record("copy.expired", by=None, subject=copy.about_id, detail={"copy": str(copy.pk)})
    return len(old)


@transaction.atomic
def give_up(copy: Copy) -> None:
    """It could not be made; what there was of it goes."""
    _end(copy, Copy.State.FAILED)


def _end(copy: Copy, state: str) -> None:
    copy.parts.all().delete()
    copy.state, copy.ended_at = state, clock.now()
    copy.save(update_fields=["state", "ended_at"])
