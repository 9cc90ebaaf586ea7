"""Who may ask for a copy of all that is held about somebody, and who may take it along (AVG 15; Wmo 2015, 5.3.2)."""

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.copies.models import Copy
from kring.core.verdict import Verdict, no, yes
from kring.households.models import Authority, Person
from kring.households.rules import may_decide_for
from kring.sharing.consent_rules import who_must_decide


def may_see_copies(actor: Actor) -> Verdict:
    """A resident, for themself and for whom they decide."""
    if actor.person is not None and actor.professional is None:
        return yes(_("It is about you or about somebody you decide for."), ground="self")
    return no(_("This page is for the people it is about."), whom=_("the privacy officer of your municipality"))


def may_help_with_copies(actor: Actor) -> Verdict:
    """The privacy officer, and nobody else who works here: a copy holds more than the lead of a circle may read."""
    if actor.is_privacy_officer:
        return yes(_("You look after privacy here."), ground="officer")
    return no(
        _("Only the privacy officer makes a copy for somebody else."),
        whom=_("the privacy officer of your municipality"),
    )


def may_ask_copy(actor: Actor, about: Person, authorities: list[Authority]) -> Verdict:
    """Who decides by age and authority, as for reading; below 12 a parent (`authorities` are those over `about`)."""
    may = may_see_copies(actor)
    if not may.allowed or actor.person is None:
        return may
    return may_decide_for(actor.person, about, authorities)


def may_make_on_paper(actor: Actor, about: Person, authorities: list[Authority]) -> Verdict:
    """The officer, for somebody of the municipality from 16 up who has no account and decides alone."""
    may = may_help_with_copies(actor)
    if not may.allowed or actor.professional is None:
        return may
    if about.municipality_id != actor.professional.organisation.municipality_id:
        return no(_("This person belongs to another municipality."))
    if about.user_id is not None:
        return no(_("This person has an account."), what_opens=_("They ask for their copy themself, under My place."))
    if [one.key for one in who_must_decide(about, authorities)] != [about.pk]:
        return no(_("Somebody else decides for this person."), what_opens=_("That person asks for the copy."))
    return yes(_("You look after privacy here."))


def may_take_along(actor: Actor, copy: Copy, authorities: list[Authority]) -> Verdict:
    """Only who asked for it, and only while they still may ask."""
    if copy.asked_by_id != actor.user.pk:
        return no(_("Somebody else asked for this copy."))
    if copy.seen_how:
        return may_help_with_copies(actor)
    return may_ask_copy(actor, copy.about, authorities)
