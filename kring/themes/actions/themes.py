"""Starting a theme, joining and leaving, handing it over, what follows, and ending it with its harvest."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.log.actions import record
from kring.network.models import Professional
from kring.network.rules import works_here
from kring.themes import rules
from kring.themes.models import FollowUp, Joining, Theme


@transaction.atomic
def start_theme(*, name: str, about: str, by: Actor) -> Theme:
    """Who starts it owns it, and takes part. Raises Refused where a theme has this name already."""
    works_here(by).insist()
    owner = by.job
    here = owner.organisation.municipality_id
    _insist_on_a_name_of_its_own(here, name)
    theme = Theme.objects.create(municipality_id=here, name=name, about=about, owner=owner)
    Joining.objects.create(theme=theme, professional=owner)
    record("theme.started", by=by, subject=theme.pk)
    return theme


@transaction.atomic
def change_theme(theme: Theme, *, name: str, about: str, by: Actor) -> Theme:
    """Other words for what it is about."""
    theme = locked(theme)
    rules.may_keep(theme, by).insist()
    _insist_on_a_name_of_its_own(theme.municipality_id, name, theme)
    theme.name, theme.about = name, about
    theme.save(update_fields=["name", "about", "words"])
    record("theme.changed", by=by, subject=theme.pk)
    return theme


@transaction.atomic
def join_theme(theme: Theme, *, by: Actor) -> Joining:
    """I take part."""
    theme = locked(theme)
    rules.may_join(theme, by).insist()
    joining = Joining.objects.create(theme=theme, professional=by.job)
    record("theme.joined", by=by, subject=theme.pk)
    return joining


@transaction.atomic
def leave_theme(theme: Theme, *, by: Actor) -> Theme:
    """I take part no longer; what I wrote stays. Who was asked to take it over is asked no longer."""
    theme = locked(theme)
    rules.may_leave(theme, by).insist()
    theme.joinings.filter(professional=by.professional, left_at__isnull=True).update(left_at=clock.now())
    if by.professional is not None and theme.offered_to_id == by.professional.pk:
        _offer(theme, None)
    record("theme.left", by=by, subject=theme.pk)
    return theme


@transaction.atomic
def offer_theme(theme: Theme, to: Professional, *, why: str, by: Actor) -> Theme:
    """Ask one of those who joined to take it over; until they say yes the owner stays."""
    theme = locked(theme)
    rules.may_offer(theme, to, by).insist()
    _offer(theme, to, why)
    if to.email:
        tell(
            to.email,
            subject=gettext_lazy("a question about a theme"),
            text=gettext_lazy("Somebody asks you to take over a theme. You find the question in Kring."),
            path=f"/netwerk/themas/{theme.pk}/",
        )
    record("theme.offered", by=by, subject=theme.pk)
    return theme


@transaction.atomic
def take_back_offer(theme: Theme, *, by: Actor) -> Theme:
    """The question to take it over is taken back."""
    theme = locked(theme)
    rules.may_keep(theme, by).insist()
    _offer(theme, None)
    record("theme.offer.taken_back", by=by, subject=theme.pk)
    return theme


@transaction.atomic
def answer_offer(theme: Theme, *, yes: bool, by: Actor) -> Theme:
    """Yes: I own it from now on. No: it stays with who has it."""
    theme = locked(theme)
    rules.may_answer_offer(theme, by).insist()
    if yes:
        _own(theme, by)
    _offer(theme, None)
    act = "theme.accepted" if yes else "theme.declined"
    record(act, by=by, subject=theme.pk)
    return theme


@transaction.atomic
def take_theme(theme: Theme, *, by: Actor) -> Theme:
    """The owner left: I own it from now on."""
    theme = locked(theme)
    rules.may_take(theme, by).insist()
    _own(theme, by)
    _offer(theme, None)
    record("theme.accepted", by=by, subject=theme.pk)
    return theme


@transaction.atomic
def end_theme(theme: Theme, *, harvest: str, by: Actor) -> Theme:
    """It is done, and this is what came of it. Reports stay to be read."""
    theme = locked(theme)
    rules.may_keep(theme, by).insist()
    theme.ended_at, theme.harvest, theme.offered_to, theme.offered_why = clock.now(), harvest, None, ""
    theme.save(update_fields=["ended_at", "harvest", "offered_to", "offered_why", "words"])
    record("theme.ended", by=by, subject=theme.pk)
    return theme


@transaction.atomic
def add_follow_up(theme: Theme, *, what: str, who: Professional, due_on: date, by: Actor) -> FollowUp:
    """Who does what by when."""
    theme = locked(theme)
    rules.may_write(theme, by).insist()
    if not rules.takes_part(theme, who):
        no(_("Who does it takes part in this theme."), what_opens=_("Ask them to join first.")).insist()
    follow_up = FollowUp.objects.create(theme=theme, what=what, who=who, due_on=due_on)
    record("theme.follow_up.added", by=by, subject=follow_up.pk)
    return follow_up


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, by: Actor, came_of_it: str = "") -> FollowUp:
    """It was done; `came_of_it` says in a line what it gave."""
    follow_up = FollowUp.objects.select_for_update(of=("self",)).select_related("theme").get(pk=follow_up.pk)
    rules.may_finish(follow_up, by).insist()
    follow_up.done_at, follow_up.came_of_it = clock.now(), came_of_it
    follow_up.save(update_fields=["done_at", "came_of_it"])
    record("theme.follow_up.done", by=by, subject=follow_up.pk)
    return follow_up


def locked(theme: Theme) -> Theme:
    """The theme as it is now, held until the end of the transaction."""
    return Theme.objects.select_for_update(of=("self",)).select_related("owner").get(pk=theme.pk)


def _insist_on_a_name_of_its_own(municipality: Any, name: str, theme: Theme | None = None) -> None:
    same = Theme.objects.running(municipality).filter(name__iexact=name)
    if (same.exclude(pk=theme.pk) if theme else same).exists():
        no(
            _("There is a theme with this name already."), what_opens=_("Join that one, or choose another name.")
        ).insist()


def _offer(theme: Theme, to: Professional | None, why: str = "") -> None:
    theme.offered_to, theme.offered_why = to, why
    theme.save(update_fields=["offered_to", "offered_why"])


def _own(theme: Theme, by: Actor) -> None:
    # First nobody is asked any more: who was asked cannot be the owner too.
    theme.offered_to = None
    theme.owner = by.job
    theme.save(update_fields=["owner", "offered_to"])
