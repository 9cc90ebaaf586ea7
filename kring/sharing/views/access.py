"""`/beheer/wie-leest-wat/`: who reads what on which ground by this municipality's own catalogue, to print and sign."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kring.core import clock
from kring.core.needs import needs
from kring.sharing.access import sheet
from kring.sharing.models import Covenant, Ground, RulesVersion
from kring.sharing.rules import may_set_rules


@needs(may_set_rules)
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """The whole sheet as it counts today (five queries)."""
    municipality = request.actor.professional.organisation.municipality  # type: ignore[attr-defined]
    now = clock.now()
    lines = Ground.objects.in_force(now).filter(municipality=municipality).select_related("life_domain")
    running = Covenant.objects.filter(municipality=municipality, since__lte=now, until__gt=now)
    page = {
        "parts": sheet(list(lines), list(running.prefetch_related("parties", "life_domains"))),
        "version": RulesVersion.objects.filter(municipality=municipality, at__lte=now).first(),
        "municipality": municipality,
    }
    return render(request, "sharing/access.html", page)
