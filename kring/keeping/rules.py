"""Who sets terms, who approves a run, who asks to destroy and who answers."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.copies.rules import may_ask_copy, may_see_copies
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.core.when import as_day
from kring.households.models import Authority, Person
from kring.keeping.models import ASK_AGAIN_AFTER, DestructionPart, DestructionRequest, KeepingTerm, Run

# What was shown so long ago is counted again.
SHOWN_FOR = timedelta(days=30)


def may_keep(actor: Actor) -> Verdict:
    """The privacy officer sets how long things are kept, and sees what goes."""
    if actor.is_privacy_officer:
        return yes(_("You look after privacy here."), ground="officer")
    return no(
        _("Only the privacy officer decides how long things are kept."),
        whom=_("the privacy officer of your municipality"),
    )


def may_confirm(term: KeepingTerm, actor: Actor, *, years: int) -> Verdict:
    """The privacy officer, what is assumed and is still as they saw it."""
    may = may_keep(actor)
    if not may.allowed or actor.professional is None:
        return may
    if term.municipality_id != actor.professional.organisation.municipality_id:
        return no(_("This belongs to another municipality."))
    if not term.assumed:
        return no(_("This was confirmed already."))
    if term.years != years:
        return no(_("Somebody changed this just now."), what_opens=_("Look at it again."))
    return yes(_("You look after privacy here."))


def may_approve(run: Run, actor: Actor) -> Verdict:
    """Two different privacy officers, within a month after it was shown."""
    may = may_keep(actor)
    if not may.allowed or actor.professional is None:
        return may
    if run.municipality_id != actor.professional.organisation.municipality_id:
        return no(_("This belongs to another municipality."))
    if run.state != Run.State.SHOWN or run.shown_at is None:
        return no(_("There is nothing to approve now."))
    if run.shown_at < clock.now() - SHOWN_FOR:
        return no(_("This was shown more than a month ago."), what_opens=_("Stop it, and look again."))
    if run.first_by_id == actor.user_id:
        return no(
            _("You said yes already. Somebody else must say yes too."),
            what_opens=_("Make a colleague privacy officer too, at People and tasks."),
        )
    return yes(_("You look after privacy here."))


def may_stop(run: Run, actor: Actor) -> Verdict:
    """Any privacy officer, until the worker begins."""
    may = may_keep(actor)
    if not may.allowed or actor.professional is None:
        return may
    if run.municipality_id != actor.professional.organisation.municipality_id:
        return no(_("This belongs to another municipality."))
    if run.state in (Run.State.REMOVING, Run.State.DONE, Run.State.STOPPED):
        return no(_("This cannot be stopped any more."))
    return yes(_("You look after privacy here."))


def may_see_destruction(actor: Actor) -> Verdict:
    """A resident, for themself and for whom they decide: who may ask a copy of it."""
    return may_see_copies(actor)


def may_ask_destruction(actor: Actor, about: Person, authorities: list[Authority]) -> Verdict:
    """Who decides by age and authority (Wmo 2015 5.3.5, Jeugdwet 7.3.9); the officer for who asked on paper."""
    if actor.is_privacy_officer and actor.professional is not None:
        if about.municipality_id != actor.professional.organisation.municipality_id:
            return no(_("This person belongs to another municipality."))
        return yes(_("You look after privacy here."))
    return may_ask_copy(actor, about, authorities)


def may_take_back(request: DestructionRequest, actor: Actor) -> Verdict:
    """Who asked it, while it is not ended; the officer for what came on paper."""
    if request.ended_at is not None:
        return no(_("This was finished already."))
    if request.asked_by_id != actor.user_id and not (request.seen_how and actor.is_privacy_officer):
        return no(_("Somebody else asked this."))
    return yes(_("You asked this."))


def may_see_part(part: DestructionPart, actor: Actor) -> Verdict:
    """Who works at the organisation that answers, and the privacy officer of the municipality."""
    job = actor.professional
    if job is None:
        return no(_("A professional answers this."))
    if job.organisation_id == part.organisation_id:
        return yes(_("Your organisation answers."), ground="contact")
    here = job.organisation.municipality_id == part.request.about.municipality_id
    if actor.is_privacy_officer and here:
        return yes(_("You look after privacy here."), ground="officer")
    return no(_("This question was put to somebody else."))


def may_answer_part(part: DestructionPart, actor: Actor, *, has_contact: bool) -> Verdict:
    """The contact of the organisation, or anybody there when it has none; the officer for nobody's, and when late."""
    may = may_see_part(part, actor)
    if not may.allowed or actor.professional is None:
        return may
    if part.request.ended_at is not None:
        return no(_("This was finished already."))
    if part.answer:
        return no(_("This question was answered already."))
    if actor.professional.organisation_id == part.organisation_id:
        if actor.professional.is_contact or not has_contact:
            return yes(_("You answer for your organisation."))
        return no(_("The contact of your organisation answers this."))
    if part.organisation_id is None or clock.today() >= asked_again_from(part.request):
        return yes(_("You look after privacy here."))
    return no(_("The organisation still has time to answer."))


def asked_again_from(request: DestructionRequest) -> date:
    """From which day on who has not answered is asked again, and the officer may answer: a month before the end."""
    return clock.months_after(as_day(request.asked_at), ASK_AGAIN_AFTER)
