"""What is allowed around a theme. Everybody who works here reads; who joined writes; the owner keeps it going."""

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core.verdict import Verdict, no, yes
from kring.network.models import Professional
from kring.network.rules import works_here
from kring.themes.models import FollowUp, Joining, Report, ReportVersion, Theme


def taking_part(theme: Theme) -> list[Joining]:
    """Who takes part now (no query where the joinings were read along)."""
    return [one for one in theme.joinings.all() if one.left_at is None]


def takes_part(theme: Theme, who: Professional | None) -> bool:
    """Has this professional joined?"""
    return who is not None and any(one.professional_id == who.pk for one in taking_part(theme))


def may_join(theme: Theme, actor: Actor) -> Verdict:
    """Whoever works here joins with one press."""
    may = works_here(actor)
    if not may.allowed:
        return may
    if theme.ended_at is not None:
        return _is_over()
    if takes_part(theme, actor.professional):
        return no(_("You take part already."))
    return yes(_("You work here."))


def may_write(theme: Theme, actor: Actor) -> Verdict:
    """Who joined writes along: reports, follow-up, points for a table."""
    if theme.ended_at is not None:
        return _is_over()
    if not takes_part(theme, actor.professional):
        return no(_("You have not joined this theme."), what_opens=_("Press “Join”. Then you can write along."))
    return yes(_("You take part in this theme."))


def may_leave(theme: Theme, actor: Actor) -> Verdict:
    """Everybody may leave; the owner hands the theme over first."""
    if not takes_part(theme, actor.professional):
        return no(_("You have not joined this theme."))
    if _owns(theme, actor):
        return no(_("You own this theme."), what_opens=_("Ask somebody to take it over. You can leave after that."))
    return yes(_("You take part in this theme."))


def may_keep(theme: Theme, actor: Actor) -> Verdict:
    """Change what it is about, hand it over, or end it: the owner does."""
    if theme.ended_at is not None:
        return _is_over()
    if not _owns(theme, actor):
        return no(_("The owner of this theme does this."), whom=theme.owner.name)
    return yes(_("You own this theme."))


def may_offer(theme: Theme, to: Professional, actor: Actor) -> Verdict:
    """The owner asks one of those who joined, one at a time."""
    may = may_keep(theme, actor)
    if not may.allowed:
        return may
    if theme.offered_to_id is not None:
        return no(_("Somebody was asked already and has not answered yet."), what_opens=_("Wait, or take it back."))
    if to.pk == theme.owner_id or not takes_part(theme, to):
        return no(_("Only who joined this theme can take it over."), what_opens=_("Choose somebody who joined."))
    return yes(_("You own this theme."))


def may_answer_offer(theme: Theme, actor: Actor) -> Verdict:
    """Only who was asked says yes or no."""
    if theme.ended_at is not None:
        return _is_over()
    if actor.professional is None or theme.offered_to_id != actor.professional.pk:
        return no(_("This question was put to somebody else."))
    return yes(_("This was asked of you."))


def may_take(theme: Theme, actor: Actor) -> Verdict:
    """A theme whose owner works here no longer is taken by one of those who joined, so that it never lies there."""
    may = may_write(theme, actor)
    if may.allowed and theme.owner.ended_on is None:
        return no(_("This theme has an owner."), whom=theme.owner.name)
    return may


def may_finish(follow_up: FollowUp, actor: Actor) -> Verdict:
    """Who joined notes that it was done, once."""
    may = may_write(follow_up.theme, actor)
    if may.allowed and follow_up.done_at is not None:
        return no(_("This was done already."))
    return may


def may_put_back(report: Report, version: ReportVersion, actor: Actor) -> Verdict:
    """An older version comes back as a new one."""
    may = may_write(report.theme, actor)
    if not may.allowed:
        return may
    if version.number == report.revision:
        return no(_("This is how it stands now."))
    if version.cleared_at is not None:
        return no(_("The words of this version were taken away."))
    return yes(_("You take part in this theme."))


def may_clear(report: Report, version: ReportVersion, actor: Actor) -> Verdict:
    """Words that should never have stood there go from a former version: the owner or the privacy officer does it."""
    if not _owns(report.theme, actor) and not actor.is_privacy_officer:
        return no(_("The owner of this theme or the privacy officer does this."), whom=report.theme.owner.name)
    if version.number == report.revision:
        return no(_("This is how it stands now."), what_opens=_("Take the words out of the report first."))
    if version.cleared_at is not None:
        return no(_("The words of this version were taken away."))
    return yes(_("What was wrong to write may go."))


def _owns(theme: Theme, actor: Actor) -> bool:
    return actor.professional is not None and theme.owner_id == actor.professional.pk


def _is_over() -> Verdict:
    return no(_("This theme has ended."), what_opens=_("Start a theme that goes on with it."))
