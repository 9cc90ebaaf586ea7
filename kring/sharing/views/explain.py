"""`/uitleg/`: why somebody could or could not read something at a moment. For the privacy officer, without words."""

import uuid

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kring.circles.models import Circle
from kring.core.needs import needs
from kring.households.models import Person
from kring.municipality.models import Municipality
from kring.sharing.explaining import Explained, explain_at, items_of, readers_of
from kring.sharing.forms.explain import ExplainForm, FindForm
from kring.sharing.looks import look_at
from kring.sharing.rules import may_set_rules
from kring.sharing.why import find_item

_ASKED = "explain"
MOST = 20


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: HttpRequest) -> HttpResponse:
    """Find the circle to ask about; a name never stands in an address."""
    form = FindForm(request.POST or None, initial=request.session.get(_ASKED))
    if request.method == "POST" and form.is_valid():
        request.session[_ASKED] = form.cleaned_data
        return redirect("explain")
    asked = request.session.get(_ASKED, {}).get("household", "")
    circles = _circles(request).filter(household__name__icontains=asked)[:MOST] if asked and not form.is_bound else []
    _look(request, [circle.household_id for circle in circles])
    page = {"form": form, "circles": circles, "asked": asked}
    return render(request, "sharing/explain.html", page, status=400 if form.is_bound else 200)


@needs(may_set_rules)
@require_safe
def explain_circle(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Who, what and when in one circle; with all three the decision, step by step."""
    circle = get_object_or_404(_circles(request), pk=asked_id)
    search = request.session.get(_ASKED, {}).get("reader", "")
    readers, items = readers_of(circle, search), items_of(circle)
    form = ExplainForm(request.GET or None, readers=readers, items=items)
    chosen = form.is_bound and form.is_valid()
    explained = _explained(circle, form) if chosen else None
    _look(request, [circle.household_id])
    page = {"form": form, "circle": circle, "items": items, "explained": explained, "chosen": chosen}
    return render(request, "sharing/explain_circle.html", page, status=400 if form.is_bound and not chosen else 200)


def _explained(circle: Circle, form: ExplainForm) -> Explained | None:
    chosen = form.items[form.cleaned_data["item"]]
    item = find_item(circle, chosen.kind, chosen.pk)
    if item is None:
        return None
    item.circle = circle
    return explain_at(form.readers[form.cleaned_data["reader"]], chosen.kind, item, at=form.moment())


def _circles(request: HttpRequest) -> QuerySet[Circle]:
    municipality: Municipality = request.actor.professional.organisation.municipality  # type: ignore[attr-defined]
    circles = Circle.objects.filter(household__municipality=municipality)
    return circles.select_related("household__municipality").order_by("household__name")


def _look(request: HttpRequest, households: list[uuid.UUID]) -> None:
    at_home = Person.objects.filter(residences__household__in=households, residences__until__isnull=True)
    look_at(request, at_home.distinct(), purpose="explain")
