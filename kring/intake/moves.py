"""What goes along when two persons are joined, counted, so that who decides sees how much it is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from kring.circles.models import Member
from kring.households.models import Authority, Person, Residence, Supporter
from kring.sharing.models import Consent


@dataclass(frozen=True)
class Moves:
    """How much of the one that is added goes to the one that stays."""

    homes: int
    authority: int
    network: int
    seats: int
    consents: int


def what_moves(other: Person) -> Moves:
    """Counts of what runs under the name of the one that is added (one query)."""
    me = OuterRef("pk")
    rows = (
        Residence.objects.filter(person=me, until__isnull=True),
        Authority.objects.filter(Q(about=me) | Q(holder=me), until__isnull=True),
        Supporter.objects.filter(supports=me, until__isnull=True),
        Member.objects.filter(person=me, state__in=(Member.State.ACCEPTED, Member.State.INVITED)),
        Consent.objects.filter(about=me, state__in=(Consent.State.ASKED, Consent.State.GIVEN)),
    )
    counted = Person.objects.filter(pk=other.pk).values_list(*(_number_of(some) for some in rows))
    return Moves(*counted.get())


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many rows a subquery has."""
    one_group = rows.order_by().annotate(whole=Value(1)).values("whole")
    return Coalesce(Subquery(one_group.annotate(n=Count("*")).values("n")), 0, output_field=IntegerField())
