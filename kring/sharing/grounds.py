"""On what a decision rests, for the page "why": the line of the catalogue, the consent, the covenant, until when."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from kring.circles.models import Member
from kring.core.verdict import Text, Verdict
from kring.core.when import as_day, full_day
from kring.sharing.letters import listed
from kring.sharing.models import Consent, Covenant, Ground, Item, Opening, ShareRequest
from kring.sharing.reading import Reading

Id = uuid.UUID


@dataclass(frozen=True)
class Given:
    """A consent that runs: who it is about, until and including which day."""

    about: str
    until: date


@dataclass(frozen=True)
class Grounds:
    """What was found for one item: catalogue lines by kind of organisation; what else, by who receives it."""

    # Does a resident or supporter read this page? Then the catalogue speaks to them.
    at_home: bool = False
    lines: Mapping[str, Ground] = field(default_factory=dict)
    consents: Mapping[Id, list[Given]] = field(default_factory=dict)
    covenants: Mapping[Id, list[Covenant]] = field(default_factory=dict)
    shared: Mapping[Id, date] = field(default_factory=dict)
    # By seat: by whom of the household, until and including which day.
    opened: Mapping[Id, tuple[str, date]] = field(default_factory=dict)

    def why(self, member: Member) -> str:
        """What the catalogue says of the task of this member's organisation here; empty when it has none."""
        line = self.lines.get(member.organisation.kind) if member.organisation else None
        if line is None:
            return ""
        return (self.at_home and line.why_resident) or line.why

    def of(self, member: Member, verdict: Verdict) -> list[Text]:
        """On what this answer rests: the article, who gave consent until when, the covenant, shared until when."""
        line = self.lines.get(member.organisation.kind) if member.organisation else None
        receiver = member.organisation_id or member.supporter_id
        if verdict.ground in ("task", "child_task") and line is not None:
            return [line.article] if line.article else [_("No article was looked up for this yet.")]
        if verdict.ground == "consent" and receiver:
            given = self.consents.get(receiver, [])
            return [
                _("Consent about %(who)s, until %(day)s.") % {"who": one.about, "day": full_day(one.until)}
                for one in given
            ]
        if verdict.ground == "covenant" and receiver:
            covenants = self.covenants.get(receiver, [])
            return [
                _("Covenant “%(name)s”, until %(day)s: %(why)s")
                % {"name": one.name, "day": full_day(as_day(one.until)), "why": self._purpose(one)}
                for one in covenants
            ]
        if verdict.ground == "shared" and receiver and receiver in self.shared:
            return [_("Shared until %(day)s.") % {"day": full_day(self.shared[receiver])}]
        if verdict.ground == "opened" and member.pk in self.opened:
            name, until = self.opened[member.pk]
            return [_("%(name)s opened it, until %(day)s.") % {"name": name, "day": full_day(until)}]
        return []

    def _purpose(self, covenant: Covenant) -> str:
        return (self.at_home and covenant.why_resident) or covenant.purpose


def grounds_of(reading: Reading, item: Item, used: Collection[str]) -> Grounds:
    """What the answers about one item rest on now; asks only for the kinds of ground that are used (a query each)."""
    in_force = Ground.objects.in_force().filter(basis=Ground.Basis.TASK, life_domain=item.life_domain)
    lines = in_force.filter(municipality=reading.circle.household.municipality)
    return Grounds(
        at_home=reading.seat is not None and reading.seat.professional_id is None,
        lines={line.organisation_kind: line for line in lines},
        consents=_consents(reading, item) if "consent" in used else {},
        covenants=_covenants(reading, item) if "covenant" in used else {},
        shared=_shared(item) if "shared" in used else {},
        opened=_opened(item) if "opened" in used else {},
    )


def _consents(reading: Reading, item: Item) -> dict[Id, list[Given]]:
    """By receiver the consents that run for this life domain; those about several persons are told together."""
    given = Consent.objects.filter(
        circle=reading.circle,
        state=Consent.State.GIVEN,
        life_domains=item.life_domain,
        up_to__gte=item.sensitivity,
        until__gte=as_day(reading.around.at),
    )
    if item.about_id is not None:
        known_as = {reading.around.same_as.get(item.about_id, item.about_id), item.about_id}
        given = given.filter(about__in=known_as)
    rows = given.values_list("organisations", "supporters", "until", "about__given_name").distinct()
    found: dict[Id, dict[date, list[str]]] = {}
    for organisation, supporter, until, name in rows.order_by("about__given_name"):
        for receiver in {organisation, supporter} - {None}:
            names = found.setdefault(receiver, {}).setdefault(until, [])
            if name not in names:
                names.append(name)
    return {
        receiver: [Given(listed(names), until) for until, names in by_day.items()] for receiver, by_day in found.items()
    }


def _covenants(reading: Reading, item: Item) -> dict[Id, list[Covenant]]:
    """By party the covenants under which the writer's organisation shares this."""
    at = reading.around.at
    running = Covenant.objects.filter(
        municipality=reading.circle.household.municipality,
        life_domains=item.life_domain,
        up_to__gte=item.sensitivity,
        parties=item.author_organisation_id,
        since__lte=at,
        until__gt=at,
    )
    found: dict[Id, list[Covenant]] = {}
    for covenant in running.prefetch_related("parties"):
        for party in covenant.parties.all():
            found.setdefault(party.pk, []).append(covenant)
    return found


def _shared(item: Item) -> dict[Id, date]:
    """By organisation until which day the writer shared this one item with it."""
    running = ShareRequest.objects.filter(
        item=item.pk, asks=ShareRequest.Asks.AUTHOR, state=ShareRequest.State.GRANTED, ended_at__isnull=True
    )
    rows = running.filter(until__isnull=False).values_list("asked_by__organisation", "until").order_by("until")
    return {organisation: until for organisation, until in rows if organisation and until}


def _opened(item: Item) -> dict[Id, tuple[str, date]]:
    """By seat of a supporter who of the household opened this one item, until which day."""
    running = Opening.objects.filter(item=item.pk, ended_at__isnull=True).select_related("by__person")
    return {row.to_id: (row.by.name, row.until) for row in running}
