"""What the privacy officer did with the rules: a line with plainer words, a term that was confirmed."""

from dataclasses import replace
from datetime import timedelta

from kring.core import clock
from kring.home.demo.town import Town
from kring.keeping.actions import confirm_term
from kring.keeping.models import Kind
from kring.keeping.terms import terms_of
from kring.network.models import OrganisationKind
from kring.sharing.actions.catalogue import as_it_was, change_line, current_version
from kring.sharing.models import Ground

PLAINER = "De school leest mee over school. Zo hoeft u niet steeds te vertellen wat er speelt."
WHY = "De cliëntenraad vond de uitleg voor inwoners te moeilijk."
DECIDED = "Besluit van het college: vijf jaar, net als andere vragen aan de gemeente."


def look_after_rules(town: Town) -> None:
    """Five weeks ago and two weeks ago; nobody reads more or less by it."""
    hilde, here = town.worker_actors["hilde"], town.municipality
    with clock.at(town.days.now - timedelta(days=35)):
        line = Ground.objects.in_force().get(
            municipality=here,
            basis=Ground.Basis.TASK,
            organisation_kind=OrganisationKind.SCHOOL,
            life_domain=town.domains["school"],
        )
        after = replace(as_it_was(line), why_resident=PLAINER)
        change_line(here, before=line, after=after, reason=WHY, made_from=current_version(here), by=hilde)
    with clock.at(town.days.now - timedelta(days=14)):
        term = next(one for one in terms_of(here) if one.kind == Kind.REQUEST)
        confirm_term(term, years=term.years, article="", why=DECIDED, by=hilde)
