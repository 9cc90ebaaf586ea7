"""A decision shown again as it was at any moment: what `/uitleg/` shows to the privacy officer, never the words."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core.verdict import Verdict
from kring.core.when import as_day
from kring.households.models import Person, Supporter
from kring.municipality.models import Municipality
from kring.network.models import Professional, User
from kring.sharing import rules
from kring.sharing.facts import may_read
from kring.sharing.models import Ground, Item, RulesVersion
from kring.sharing.rules import Facts
from kring.sharing.why import KINDS, kinds, says

Reader = Professional | Person | Supporter
MOST = 200


@dataclass(frozen=True)
class Explained:
    """What was decided about one reader and one item at one moment, by which version of the rules."""

    at: datetime
    reader: Reader
    item: Item
    kind: str
    verdict: Verdict
    says: str
    version: RulesVersion | None


def readers_of(circle: Circle, search: str) -> list[Reader]:
    """Everybody who ever had a seat here, and who else in the municipality fits the search (four queries)."""
    seats = Member.objects.filter(circle=circle).select_related("professional__organisation", "person", "supporter")
    found: list[Reader] = [seat.who for seat in seats]
    if search:
        here = circle.household.municipality
        jobs = Professional.objects.filter(organisation__municipality=here, name__icontains=search)
        persons = Person.objects.filter(_named(search), municipality=here)
        supporters = Supporter.objects.filter(name__icontains=search, supports__municipality=here)
        found += [*jobs.select_related("organisation")[:MOST], *persons[:MOST], *supporters[:MOST]]
    return list({one.pk: one for one in found}.values())


def _named(search: str) -> Q:
    named = Q()
    for word in search.split():
        named &= Q(given_name__icontains=word) | Q(prefix__icontains=word) | Q(family_name__icontains=word)
    return named


class Listed(NamedTuple):
    """An item as the officer chooses it: never its words."""

    kind: str
    pk: uuid.UUID
    written_at: datetime
    domain: str
    author: str


def items_of(circle: Circle) -> list[Listed]:
    """The newest items of a circle, of every kind (one query)."""
    first, *others = (_listed(kind, model, circle) for kind, model in kinds().items())
    rows = first.union(*others, all=True).order_by("-moment")[:MOST]
    return [Listed(*row) for row in rows]


def _listed(kind: str, model: type[Item], circle: Circle) -> QuerySet[Any, Any]:
    author = Coalesce(
        F("author__professional__name"),
        Concat("author__person__given_name", Value(" "), "author__person__family_name"),
        F("author__supporter__name"),
    )
    return (
        model.objects.filter(circle=circle)
        .order_by()
        .annotate(
            sort=Value(kind, output_field=CharField()),
            moment=F("written_at"),
            domain=Coalesce("life_domain__name", Value("")),
            who=author,
        )
        .values_list("sort", "pk", "moment", "domain", "who")
    )


def item_at(item: Item, at: datetime) -> Item | None:
    """The item as it was at a moment; None when it was not written yet. What has no history never changes."""
    if item.written_at > at:
        return None
    if not hasattr(item, "history"):
        return item
    row = item.history.filter(history_date__lte=at).first() or item.history.last()
    then: Item = row.instance if row else item
    then.circle = item.circle
    if then.life_domain_id == item.life_domain_id:
        then.life_domain = item.life_domain
    return then


def explain_at(reader: Reader, kind: str, item: Item, *, at: datetime) -> Explained | None:
    """The decision as it was at a moment, by the facts and the catalogue of then; None when it was not written yet."""
    then = item_at(item, at)
    if then is None:
        return None
    actor = _actor_at(reader, at)
    verdict = may_read(actor, then, at=at) if actor else rules.explain(Facts(at=at), then)
    here = item.circle.household.municipality
    words = says(
        verdict,
        then,
        name=reader.name,
        organisation=reader.organisation.name if isinstance(reader, Professional) else "",
        why=_why_at(reader, then, here, at),
    )
    said = words if actor else _("%(name)s did not work here at that moment.") % {"name": reader.name}
    version = RulesVersion.objects.filter(municipality=here, at__lte=at).first()
    return Explained(at, reader, then, str(KINDS.get(kind, kind)), verdict, said, version)


def _actor_at(reader: Reader, at: datetime) -> Actor | None:
    """Who they were at that moment; None for a professional whose job had not begun or had ended."""
    user = User(pk=reader.user_id) if reader.user_id else User()
    if isinstance(reader, Person):
        return Actor(user, person=reader)
    if isinstance(reader, Supporter):
        return Actor(user, supporters=(reader,))
    day = as_day(at)
    works = reader.started_on <= day and (reader.ended_on is None or reader.ended_on > day)
    return Actor(user, professional=reader) if works else None


def _why_at(reader: Reader, item: Item, municipality: Municipality, at: datetime) -> str:
    """What the catalogue said then about this kind of organisation and this life domain."""
    if not isinstance(reader, Professional):
        return ""
    lines = Ground.objects.in_force(at).filter(municipality=municipality, basis=Ground.Basis.TASK)
    line = lines.filter(organisation_kind=reader.organisation.kind, life_domain=item.life_domain_id).first()
    return line.why if line else ""
