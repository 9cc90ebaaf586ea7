"""`/beheer/wie-leest-wat/`: who reads what on which ground by this municipality's own catalogue, to print and sign."""

from datetime import datetime, time

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kring.circles.actors import GatedRequest
from kring.core import clock
from kring.core.needs import needs
from kring.municipality.models import Municipality
from kring.sharing.access import in_force
from kring.sharing.forms.catalogue import DayForm
from kring.sharing.models import RulesVersion
from kring.sharing.rules import may_set_rules


@needs(may_set_rules)
@require_safe
def access(request: GatedRequest) -> HttpResponse:
    """The whole sheet as it counts today, at the end of a day (`dag`), or as a version made it (`versie`)."""
    assert request.actor.professional is not None  # noqa: S101 (the gate let only the officer through)
    municipality = request.actor.professional.organisation.municipality
    form = DayForm(request.GET if "dag" in request.GET else None)
    now = clock.now()
    at = min(_moment(request, municipality, form) or now, now)
    page = {"sheet": in_force(municipality, at=at), "municipality": municipality, "form": form, "past": at < now}
    return render(request, "sharing/access.html", page, status=400 if form.errors else 200)


def _moment(request: GatedRequest, municipality: Municipality, form: DayForm) -> datetime | None:
    """The moment that was asked for; None for now."""
    number = request.GET.get("versie", "")
    if number:
        if not number.isdecimal() or len(number) > 9:
            raise Http404
        return get_object_or_404(RulesVersion, municipality=municipality, number=int(number)).at
    if form.is_valid():
        return timezone.make_aware(datetime.combine(form.cleaned_data["dag"], time.max))
    return None
