"""Changes to a municipality's own settings."""

from typing import Any

from django.db import transaction

from kring.log.actions import Doer, record
from kring.municipality.models import LifeDomain, Municipality, Term


@transaction.atomic
def change_settings(municipality: Municipality, *, by: Doer | None, **settings: Any) -> Municipality:
    """Change horizons, days, the rule for the lead, words or the door; in force from the next request on."""
    for name, value in settings.items():
        setattr(municipality, name, value)
    municipality.save(update_fields=list(settings))
    record("settings.changed", by=by, subject=municipality.pk, detail={"fields": ", ".join(sorted(settings))})
    return municipality


@transaction.atomic
def change_life_domain(domain: LifeDomain, *, by: Doer | None, **details: Any) -> LifeDomain:
    """Change how a life domain is called, asked about, or how sensitive it starts. What was written keeps its own."""
    for name, value in details.items():
        setattr(domain, name, value)
    domain.save(update_fields=list(details))
    record("settings.life_domain.changed", by=by, subject=domain.pk, detail={"fields": ", ".join(sorted(details))})
    return domain


@transaction.atomic
def set_term(municipality: Municipality, *, hard: str, plain: str, by: Doer | None) -> Term:
    """Add a hard word with its plain word, or give it another plain word."""
    term = Term.objects.filter(municipality=municipality, hard__iexact=hard).first()
    term = term or Term(municipality=municipality, hard=hard)
    term.plain = plain
    term.save()
    record("settings.term.changed", by=by, subject=term.pk)
    return term


@transaction.atomic
def drop_term(term: Term, *, by: Doer | None) -> None:
    """Everybody knows this word after all."""
    record("settings.term.dropped", by=by, subject=term.pk)
    term.delete()
