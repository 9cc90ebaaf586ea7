"""Opening a circle: what it is for, how it works, and where members organise themselves with which framework."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.circles.rules import may_open_circle
from kring.circles.views.circles import FOUND
from kring.core.needs import needs
from kring.core.verdict import no
from kring.households.models import Household
from kring.plans import actions
from kring.plans.forms import OpenForm


@needs(may_open_circle)
@require_http_methods(["GET", "HEAD", "POST"])
def circle_open(request: HttpRequest, household_id: uuid.UUID) -> HttpResponse:
    """Open the circle of a household that this person has just found."""
    if str(household_id) not in request.session.get(FOUND, []):
        request.refused = no(_("Nobody searched for this household."))  # type: ignore[attr-defined]
        raise Http404
    household = Household.objects.select_related("municipality").get(pk=household_id)
    form = OpenForm(request.POST or None, municipality=household.municipality)
    if form.is_valid():
        circle = actions.open_circle(household, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        del request.session[FOUND]
        messages.success(request, _("The circle is open. Ask in who else is needed, the resident first."))
        return redirect("members", circle.pk)
    page = {"form": form, "household": household}
    return render(request, "plans/open.html", page, status=400 if form.is_bound else 200)
