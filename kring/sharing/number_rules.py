"""Who may use the citizen service number: only parties that the catalogue names, by an article of law."""

from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core.verdict import Verdict, no, yes
from kring.sharing.models import Ground


def may_use_number(actor: Actor) -> Verdict:
    """A professional of a kind of organisation that a law names (Wmo 2015, 5.2.9); one query."""
    job = actor.professional
    if job is None:
        return no(_("Only organisations that a law names see this number."))
    here = Ground.objects.in_force().filter(municipality=job.organisation.municipality_id, basis=Ground.Basis.NUMBER)
    line = here.filter(organisation_kind=job.organisation.kind).first()
    if line is None:
        return no(_("Only organisations that a law names see this number."), whom=_("the municipality"))
    return yes(line.why, ground="number")
