"""Changes to the table of grounds."""

from collections.abc import Mapping

from django.db import transaction

from kring.circles.actors import Actor
from kring.core import clock
from kring.log.actions import record
from kring.municipality.models import LifeDomain, Municipality
from kring.sharing.models import Ground
from kring.sharing.rules import may_set_rules


@transaction.atomic
def set_grounds(
    municipality: Municipality, *, kind: str, up_to: Mapping[LifeDomain, int | None], why: str, by: Actor
) -> int:
    """Set up to which sensitivity a kind of organisation reads each life domain (None: not at all).

    In force from the next request on. Gives how many lines changed; the log keeps each with old and new.
    """
    may_set_rules(by).insist()
    before = {
        ground.life_domain_id: ground
        for ground in Ground.objects.select_for_update().filter(municipality=municipality, organisation_kind=kind)
    }
    changed = 0
    for domain, level in up_to.items():
        ground = before.get(domain.pk)
        if (ground.up_to if ground else None) == level:
            continue
        if level is None:
            Ground.objects.filter(municipality=municipality, organisation_kind=kind, life_domain=domain).delete()
        else:
            Ground.objects.update_or_create(
                municipality=municipality,
                organisation_kind=kind,
                life_domain=domain,
                defaults={"up_to": level, "why": why, "since": clock.today()},
            )
        changed += 1
        record(
            "settings.ground.changed",
            by=by,
            subject=domain.pk,
            detail={"kind": kind, "from": ground.up_to if ground else None, "to": level},
        )
    return changed
