"""Who sees looks, asks about one, answers, and may keep looks out of sight."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.log.models import Look
from kring.network.models import Organisation, Professional
from kring.sharing.models import HiddenLooks, LookQuestion

LONGEST_HIDDEN = timedelta(days=92)
# So long an organisation has to answer before it is reminded and the privacy officer hears of it.
ANSWER_WITHIN = timedelta(days=7)


def may_see_looks(actor: Actor) -> Verdict:
    """A resident sees who looked at what about them (AVG 15; Wmo 2015, 5.3.2)."""
    if actor.is_resident:
        return yes(_("It is about you."))
    return no(_("Here a resident sees who looked."), what_opens=_("The privacy officer searches all looks."))


def may_ask_about(look: Look, actor: Actor) -> Verdict:
    """About a look of somebody at work, not of oneself or of somebody at home."""
    if look.by_user is None or look.by_organisation_id is None or look.by_user == actor.user_id:
        return no(_("You can ask this person yourself."))
    return yes(_("You may ask why."))


def may_answer_question(question: LookQuestion, actor: Actor, *, has_contact: bool) -> Verdict:
    """The contact of the organisation, or anybody who works there when it has none; the privacy officer when late.

    Who looked does not answer about themself, unless they are the contact.
    """
    job = actor.professional
    if job is None:
        return no(_("A professional answers this."))
    if question.answered_at is not None:
        return no(_("This question was answered already."))
    if job.organisation_id == question.organisation_id:
        if job.is_contact or (not has_contact and actor.user_id != question.by_user):
            return yes(_("You answer for your organisation."))
        return no(_("The contact of your organisation answers this."))
    here = job.organisation.municipality_id == question.organisation.municipality_id
    if actor.is_privacy_officer and here and question.asked_at <= clock.now() - ANSWER_WITHIN:
        return yes(_("The organisation did not answer in time."))
    return no(_("This question was put to somebody else."))


def may_read_question(question: LookQuestion, actor: Actor) -> Verdict:
    """Who asked, who works at the organisation that answers, and the privacy officer."""
    job = actor.professional
    if actor.user_id == question.asked_by_id:
        return yes(_("You asked this."))
    if job is not None and job.organisation_id == question.organisation_id:
        return yes(_("Your organisation answers."))
    if job is not None and actor.is_privacy_officer:
        same = job.organisation.municipality_id == question.organisation.municipality_id
        return yes(_("You look after privacy here.")) if same else no(_("This question was put to somebody else."))
    return no(_("This question was put to somebody else."))


def may_hide(actor: Actor, *, until: date) -> Verdict:
    """Only the privacy officer, for three months at most (AVG 23; Wmo 2015, 5.3.2)."""
    if not actor.is_privacy_officer:
        return no(_("Only the privacy officer keeps looks out of sight."))
    if until < clock.today():
        return no(_("This day has passed. Choose a day from today on."))
    if until > clock.today() + LONGEST_HIDDEN:
        return no(_("Choose a day within three months. Then look at it again."))
    return yes(_("You look after privacy here."))


def may_end_hiding(row: HiddenLooks, actor: Actor) -> Verdict:
    """Once, by a privacy officer."""
    if not actor.is_privacy_officer:
        return no(_("Only the privacy officer keeps looks out of sight."))
    if row.ended_at is not None:
        return no(_("It is open already."))
    return yes(_("You look after privacy here."))


def contacts_of(organisation: Organisation | UUID) -> list[Professional]:
    """Who answers questions of residents for an organisation (one query)."""
    return list(Professional.objects.working().filter(organisation=organisation, is_contact=True))
