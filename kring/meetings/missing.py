"""Who is missing: the life domains of the plan against the tasks of who is there, and the network (row L2)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from kring.circles.models import Circle, Member
from kring.core.verdict import Text
from kring.municipality.models import LifeDomain
from kring.network.models import Organisation, OrganisationKind, Professional, ProfessionalQuerySet
from kring.plans.models import Goal
from kring.sharing.around import Catalogue
from kring.sharing.reading import Reading, Shown

MOST = 3
# How many of the network are read to choose from; who works in the district of the household comes first.
READ = 40
# These have no task of their own in the catalogue: their work is care, and consent opens what they read.
CARE: dict[str, tuple[OrganisationKind, ...]] = {
    "psyche": (OrganisationKind.MENTAL_HEALTH, OrganisationKind.GENERAL_PRACTICE),
    "lichaam": (OrganisationKind.GENERAL_PRACTICE, OrganisationKind.HOME_CARE),
    "verslaving": (OrganisationKind.MENTAL_HEALTH, OrganisationKind.GENERAL_PRACTICE),
}
# A judge appoints them; nobody asks them along.
NOT_ASKED = (OrganisationKind.ADMINISTRATOR,)


@dataclass(frozen=True)
class Gap:
    """A life domain that the plan works on, in which nobody here has a task; `kinds`: who does, the closest first."""

    domain: LifeDomain
    kinds: Sequence[str]


@dataclass(frozen=True)
class Suggestion:
    """Somebody of the network who could come, and why."""

    gap: Gap
    pk: UUID
    name: str
    place: str
    kind: str

    @property
    def kind_name(self) -> Text:
        return OrganisationKind(self.kind).label

    @property
    def why(self) -> Text:
        """In words that are true for this reader: the goals were readable to them."""
        words = {"domain": self.gap.domain.name.lower(), "place": self.place}
        return _("The plan is about %(domain)s. Nobody here has a task in that; %(place)s has.") % words


def gaps(goals: Iterable[Shown[Goal]], reading: Reading) -> list[Gap]:
    """In the order of the goals, as far as the reader may read them. No query.

    Who was invited and has not answered counts as here: nobody is asked twice.
    """
    catalogue = reading.around.catalogue
    here = {one.organisation.kind for one in [*reading.members, *reading.invited] if one.organisation is not None}
    found: dict[UUID, Gap] = {}
    for shown in goals:
        domain = shown.item.life_domain
        if not shown.open or shown.item.state != Goal.State.ACTIVE or domain is None or domain.pk in found:
            continue
        kinds = kinds_for(domain, catalogue)
        if kinds and not here & set(kinds):
            found[domain.pk] = Gap(domain, [kind for kind in kinds if kind not in NOT_ASKED])
    return [gap for gap in found.values() if gap.kinds][:MOST]


def kinds_for(domain: LifeDomain, catalogue: Catalogue) -> list[str]:
    """Which kinds of organisation have a task in this life domain; who has the fewest other tasks comes first."""
    domains = {
        name: {place for place, _level, _law in kind.tasks | kind.child_tasks} for name, kind in catalogue.kinds.items()
    }
    able = [name for name, places in domains.items() if domain.pk in places]
    return sorted(able, key=lambda name: (len(domains[name]), name)) or list(CARE.get(domain.key, ()))


def candidates(circle: Circle, found: Collection[Gap], *, but: Iterable[Member]) -> ProfessionalQuerySet:
    """Who works in the network in these kinds, with `far` (0: in the district of the household). Not one by one: at
    most `READ` of each, so that a large network costs no more than a small one.
    """
    kinds = {kind for gap in found for kind in gap.kinds}
    here = [one.professional_id for one in but if one.professional_id is not None]
    rows = Professional.objects.working().filter(
        organisation__municipality=circle.household.municipality_id, organisation__kind__in=kinds
    )
    rows = rows.exclude(pk__in=here).order_by("name")
    own, of_organisation = Professional.districts.through.objects, Organisation.districts.through.objects
    place = circle.household.district_id
    near = Q(Exists(own.filter(professional=OuterRef("pk"), district=place))) | Q(
        Exists(of_organisation.filter(organisation=OuterRef("organisation"), district=place))
    )
    chosen = Q(pk__in=rows.filter(near).values("pk")[:READ]) | Q(pk__in=rows.values("pk")[:READ])
    far = Case(When(near, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Professional.objects.filter(chosen).annotate(far=far).order_by()


def suggestions(reading: Reading, found: Sequence[Gap]) -> list[Suggestion]:
    """The suggestions for a page that reads nothing else of the network (one query, none without a gap)."""
    if not found:
        return []
    rows = candidates(reading.circle, found, but=[*reading.members, *reading.invited])
    columns = rows.values_list("far", "name", "pk", "organisation__name", "organisation__kind")  # type: ignore[misc]
    return suggest(found, [(pk, name, place, kind) for _far, name, pk, place, kind in sorted(columns)])


def suggest(found: Iterable[Gap], rows: Iterable[tuple[UUID, str, str, str]]) -> list[Suggestion]:
    """One for each gap out of rows (id, name, organisation, kind) in order of preference. No query."""
    rows, chosen = list(rows), list[Suggestion]()
    for gap in found:
        taken = {one.pk for one in chosen}
        fits = (row for kind in gap.kinds for row in rows if row[3] == kind and row[0] not in taken)
        first = next(fits, None)
        if first is not None:
            chosen.append(Suggestion(gap, *first))
    return chosen
