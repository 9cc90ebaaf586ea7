"""Changes to the catalogue of grounds: a line is never changed, it ends and another begins, with the reason."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max

from kring.circles.actors import Actor
from kring.core import clock
from kring.log.actions import record
from kring.municipality.models import LifeDomain, Municipality
from kring.network.models import LAW_OF_KIND
from kring.sharing.models import Ground, RulesVersion
from kring.sharing.rules import may_set_rules


def new_version(municipality: Municipality, *, why: str, by: Actor) -> RulesVersion:
    """The next version of the catalogue, with the reason of the change; within the transaction of the change."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    last = RulesVersion.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"] or 0
    return RulesVersion.objects.create(
        municipality=municipality, number=last + 1, at=clock.now(), by=by.user, by_name=by.name, why=why
    )


@transaction.atomic
def set_grounds(
    municipality: Municipality, *, kind: str, up_to: Mapping[LifeDomain, int | None], why: str, by: Actor
) -> int:
    """Set up to which sensitivity the task of a kind of organisation opens each life domain (None: not at all).

    In force from the next request on. Gives how many lines changed; the former lines stay, ended in this version.
    """
    may_set_rules(by).insist()
    tasks = Ground.objects.in_force().filter(municipality=municipality, basis=Ground.Basis.TASK)
    before = {line.life_domain_id: line for line in tasks.select_for_update().filter(organisation_kind=kind)}
    changes = {
        domain: level
        for domain, level in up_to.items()
        if (before[domain.pk].up_to if domain.pk in before else None) != level
    }
    if not changes:
        return 0
    version = new_version(municipality, why=why, by=by)
    pattern = next(iter(before.values()), None)
    for domain, level in changes.items():
        line = before.get(domain.pk)
        if line is not None:
            end_line(line, version)
        if level is not None:
            _begin_line(version, kind, domain, level, why, line or pattern)
        record(
            "settings.ground.changed",
            by=by,
            subject=domain.pk,
            detail={
                "kind": kind,
                "from": line.up_to if line else None,
                "to": level,
                "version": version.number,
            },
        )
    return len(changes)


def end_line(line: Ground, version: RulesVersion) -> None:
    """The line counts until the moment of this version."""
    line.until, line.ended_in = version.at, version
    line.save(update_fields=["until", "ended_in"])


def _begin_line(
    version: RulesVersion, kind: str, domain: LifeDomain, level: int, why: str, like: Ground | None
) -> Ground:
    """A line for the task of this kind; what it says beside the level is as in a line that it had."""
    return Ground.objects.create(
        municipality=version.municipality,
        basis=Ground.Basis.TASK,
        organisation_kind=kind,
        law=LAW_OF_KIND[kind],
        life_domain=domain,
        up_to=level,
        not_from=like.not_from if like else [],
        about=like.about if like else Ground.About.ANYBODY,
        why=why,
        why_resident=like.why_resident if like else "",
        since=version.at,
        added_in=version,
    )
