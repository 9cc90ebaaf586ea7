"""Changes to a municipality's own settings."""

from typing import Any

from django.db import transaction

from kring.log.actions import Doer, record
from kring.municipality.models import LifeDomain, Municipality


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
