"""Who works here: people with faces, what to expect of them, what I share with them (rows L1, D7)."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kring.circles.models import Circle, Member
from kring.core.needs import needs
from kring.households.models import Person
from kring.log.looking import look_at
from kring.municipality.models import District, Municipality
from kring.network.models import OrganisationKind, Professional, ProfessionalQuerySet
from kring.network.rules import works_here
from kring.sharing.models import Ground
from kring.themes.finding import find

ON_A_PAGE = 24
ASKED = ("zoek", "leefgebied", "wijk", "soort")


@needs(works_here)
def network(request: HttpRequest) -> HttpResponse:
    """Find somebody by name, function, organisation, what they do, life domain or district."""
    municipality = request.actor.professional.organisation.municipality  # type: ignore[attr-defined]
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ASKED}
    page = {
        "page": Paginator(_found(municipality, asked), ON_A_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "domains": municipality.life_domains.filter(in_use=True),
        "districts": District.objects.filter(municipality=municipality),
        "kinds": OrganisationKind.choices,
        "themes": find(municipality, asked["zoek"], most=5),
    }
    return render(request, "network/network.html", page)


@needs(works_here)
def professional(request: HttpRequest, professional_id: uuid.UUID) -> HttpResponse:
    """One professional: what to expect, how and when to reach them, and in which circles we both are."""
    mine = request.actor.professional  # type: ignore[attr-defined]
    found = Professional.objects.directory(mine.organisation.municipality).prefetch_related("districts")
    who = get_object_or_404(found, pk=professional_id)
    shared = [] if who == mine else _shared(who, mine)
    residents = Person.objects.filter(
        memberships__circle__in=[circle.pk for circle in shared], memberships__state=Member.State.ACCEPTED
    )
    look_at(request, residents.distinct(), purpose="circles", action="list")
    return render(request, "network/professional.html", {"who": who, "is_me": who == mine, "shared": shared})


def _found(municipality: Municipality, asked: dict[str, str]) -> ProfessionalQuerySet:
    """Who fits all that was asked; what was left empty counts for everybody."""
    found = Professional.objects.directory(municipality).matching(asked["zoek"])
    if asked["leefgebied"]:
        # An organisation works on what its task gives it a ground for, by the municipality's own table.
        tasks = Ground.objects.in_force().filter(municipality=municipality, basis=Ground.Basis.TASK)
        grounds = tasks.filter(life_domain__key=asked["leefgebied"])
        found = found.filter(organisation__kind__in=grounds.values("organisation_kind"))
    if asked["wijk"]:
        found = found.in_district(asked["wijk"])
    if asked["soort"] in OrganisationKind.values:
        found = found.filter(organisation__kind=asked["soort"])
    return found


def _shared(who: Professional, mine: Professional) -> list[Circle]:
    """The open circles in which both take part."""
    circles = Circle.objects.filter(closed_at__isnull=True)
    for one in (who, mine):
        circles = circles.filter(members__professional=one, members__state=Member.State.ACCEPTED)
    return list(circles.select_related("household").order_by("household__name"))
