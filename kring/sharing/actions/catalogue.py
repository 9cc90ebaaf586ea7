"""Changes to the catalogue of grounds: a line is never changed, it ends and another begins, with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.verdict import no
from kring.log.actions import record
from kring.municipality.models import LifeDomain, Municipality
from kring.network.models import LAW_OF_KIND, Organisation
from kring.sharing.models import Covenant, Ground, LawChange, RulesVersion
from kring.sharing.rules import may_set_rules


def new_version(municipality: Municipality, *, why: str, by: Actor) -> RulesVersion:
    """The next version of the catalogue, with the reason of the change; within the transaction of the change."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    last = RulesVersion.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"] or 0
    return RulesVersion.objects.create(
        municipality=municipality, number=last + 1, at=clock.now(), by=by.user, by_name=by.name, why=why
    )


class CatalogueChanged(Exception):
    """Another officer changed the catalogue since this form was made. Carries the versions that came in between."""

    def __init__(self, since: Sequence[RulesVersion]) -> None:
        super().__init__("the catalogue changed meanwhile")
        self.since = since


@dataclass(frozen=True)
class Line:
    """What a line of the catalogue says. `since`: from which moment on, now when empty."""

    basis: str
    up_to: int
    why: str
    organisation_kind: str = ""
    life_domain: LifeDomain | None = None
    law: str = ""
    not_from: Sequence[str] = ()
    about: str = Ground.About.ANYBODY
    why_resident: str = ""
    article: str = ""
    assumed: bool = False
    since: datetime | None = None


@dataclass(frozen=True)
class Agreed:
    """What partners agreed in a covenant, until and including which moment."""

    name: str
    purpose: str
    why_resident: str
    parties: Sequence[Organisation]
    life_domains: Sequence[LifeDomain]
    up_to: int
    until: datetime
    article: str = ""


def current_version(municipality: Municipality) -> int:
    """The number of the newest version; a form keeps it, so that two officers see of each other (one query)."""
    return RulesVersion.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"] or 0


@transaction.atomic
def change_line(
    municipality: Municipality,
    *,
    before: Ground | None,
    after: Line | None,
    reason: str,
    made_from: int,
    by: Actor,
) -> RulesVersion:
    """End a line, begin one, or both: a line is never changed. Without `before` it is new, without `after` it ends.

    Raises CatalogueChanged when `made_from` is not the newest version any more.
    """
    may_set_rules(by).insist()
    version = next_version(municipality, made_from, reason, by)
    moment = after.since if after is not None and after.since is not None else version.at
    if before is not None:
        end_line(before, version, max(moment, before.since))
    if after is not None:
        begin_line(version, after, moment)
    subject = before.pk if before is not None else version.pk
    record("settings.ground.changed", by=by, subject=subject, detail={"version": version.number})
    return version


@transaction.atomic
def set_grounds(
    municipality: Municipality,
    *,
    kind: str,
    up_to: Mapping[LifeDomain, int | None],
    reason: str,
    by: Actor,
    made_from: int | None = None,
) -> int:
    """Set up to which sensitivity the task of a kind of organisation opens each life domain (None: not at all).

    In force from the next request on. Gives how many lines changed; the former lines stay, ended in this version.
    What a new line says is as in another line of this kind. Raises CatalogueChanged as `change_line` does.
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
    version = next_version(municipality, made_from, reason, by)
    pattern = next(iter(before.values()), None)
    for domain, level in changes.items():
        line = before.get(domain.pk)
        if line is not None:
            end_line(line, version, version.at)
        if level is not None:
            begin_line(version, _like(line or pattern, kind, domain, level, reason), version.at)
        detail = {"kind": kind, "from": line.up_to if line else None, "to": level, "version": version.number}
        record("settings.ground.changed", by=by, subject=domain.pk, detail=detail)
    return len(changes)


@transaction.atomic
def make_covenant(municipality: Municipality, agreed: Agreed, *, reason: str, made_from: int, by: Actor) -> Covenant:
    """Partners share for one purpose, from now until a day."""
    may_set_rules(by).insist()
    if len(agreed.parties) < 2:
        no(_("A covenant has at least two parties.")).insist()
    if agreed.until <= clock.now():
        no(_("This day has passed. Choose a day from today on.")).insist()
    version = next_version(municipality, made_from, reason, by)
    covenant = Covenant.objects.create(
        municipality=municipality,
        name=agreed.name,
        purpose=agreed.purpose,
        why_resident=agreed.why_resident,
        article=agreed.article,
        up_to=agreed.up_to,
        since=version.at,
        until=agreed.until,
        agreed_until=agreed.until,
        added_in=version,
    )
    covenant.parties.set(agreed.parties)
    covenant.life_domains.set(agreed.life_domains)
    record("settings.covenant.made", by=by, subject=covenant.pk, detail={"version": version.number})
    return covenant


@transaction.atomic
def end_covenant(covenant: Covenant, *, reason: str, made_from: int, by: Actor) -> RulesVersion:
    """It counts until now."""
    may_set_rules(by).insist()
    covenant = Covenant.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=covenant.pk)
    if covenant.until <= clock.now():
        no(_("This has ended already.")).insist()
    version = next_version(covenant.municipality, made_from, reason, by)
    covenant.until, covenant.ended_in = version.at, version
    covenant.save(update_fields=["until", "ended_in"])
    record("settings.covenant.ended", by=by, subject=covenant.pk, detail={"version": version.number})
    return version


@transaction.atomic
def set_law(organisation: Organisation, *, law: str, reason: str, made_from: int, by: Actor) -> RulesVersion:
    """Under which law an organisation writes from now on; empty: that of its kind."""
    may_set_rules(by).insist()
    organisation = (
        Organisation.objects.select_related("municipality").select_for_update(of=("self",)).get(pk=organisation.pk)
    )
    before = organisation.law
    if before == law:
        no(_("It writes under this law already.")).insist()
    version = next_version(organisation.municipality, made_from, reason, by)
    organisation.law = law
    organisation.save(update_fields=["law"])
    LawChange.objects.create(organisation=organisation, before=before, after=law, made_in=version)
    detail: dict[str, str | int] = {"from": before, "to": law, "version": version.number}
    record("settings.law.changed", by=by, subject=organisation.pk, detail=detail)
    return version


def next_version(municipality: Municipality, made_from: int | None, reason: str, by: Actor) -> RulesVersion:
    """The next version, when nobody else made one since; within the transaction of the change."""
    version = new_version(municipality, why=reason, by=by)
    if made_from is not None and version.number != made_from + 1:
        between = RulesVersion.objects.filter(municipality=municipality, number__gt=made_from).exclude(pk=version.pk)
        raise CatalogueChanged(list(between))
    return version


def end_line(line: Ground, version: RulesVersion, moment: datetime) -> None:
    """The line counts until this moment; within the transaction of the change."""
    line = Ground.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if line.until is not None and line.until <= version.at:
        no(_("This has ended already.")).insist()
    line.until, line.ended_in = moment, version
    line.save(update_fields=["until", "ended_in"])


def begin_line(version: RulesVersion, line: Line, moment: datetime) -> Ground:
    """A line counts from this moment on; within the transaction of the change."""
    try:
        with transaction.atomic():
            return Ground.objects.create(
                municipality=version.municipality,
                basis=line.basis,
                organisation_kind=line.organisation_kind,
                law=line.law or LAW_OF_KIND.get(line.organisation_kind, ""),
                life_domain=line.life_domain,
                up_to=line.up_to,
                not_from=list(line.not_from),
                about=line.about,
                why=line.why,
                why_resident=line.why_resident,
                article=line.article,
                assumed=line.assumed,
                since=moment,
                added_in=version,
            )
    except IntegrityError:
        no(_("There is a line for this already."), what_opens=_("Change that line, or end it first.")).insist()
        raise


def _like(line: Ground | None, kind: str, domain: LifeDomain, level: int, reason: str) -> Line:
    """A line for a task of this kind; what it says beside the level is as in a line that it had."""
    if line is None:
        return Line(Ground.Basis.TASK, level, reason, kind, domain)
    return replace(as_it_was(line), life_domain=domain, up_to=level)


def as_it_was(line: Ground) -> Line:
    """What a line says, to begin another like it."""
    return Line(
        basis=line.basis,
        up_to=line.up_to,
        why=line.why,
        organisation_kind=line.organisation_kind,
        life_domain=line.life_domain,
        law=line.law,
        not_from=line.not_from,
        about=line.about,
        why_resident=line.why_resident,
        article=line.article,
        assumed=line.assumed,
    )
