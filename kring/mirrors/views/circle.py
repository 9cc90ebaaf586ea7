"""In the circle: asking a mirror team, its advice, and what is done with it."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.core.needs import needs
from kring.core.once import SeeOther
from kring.mirrors import actions, rules
from kring.mirrors.forms import AskForm, DecideForm
from kring.mirrors.models import MirrorCase
from kring.mirrors.recognising import known_of
from kring.mirrors.suggesting import strangers, suggested
from kring.plans.rules import may_work
from kring.plans.views import CircleRequest, look
from kring.sharing.rules import may_see_circle


@needs(may_see_circle)
@require_safe
def mirror_cases(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """The mirror teams that this circle asked."""
    look(request, "table", "list")
    cases = MirrorCase.objects.filter(circle=request.circle).select_related("mirror__meeting", "life_domain")
    page = {
        "cases": request.reading.show(cases.order_by("-written_at")),
        "may_ask": rules.may_ask(request.circle, request.seat),
        "reading": request.reading,
    }
    return render(request, "mirrors/cases.html", page)


@needs(rules.may_ask_here)
@require_http_methods(["GET", "HEAD", "POST"])
def mirror_ask(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Write the case anew and choose a team."""
    circle = request.circle
    team = suggested(circle, strangers(circle))
    domains = list(circle.household.municipality.life_domains.all())
    form = AskForm(request.POST or None, known=known_of(circle), team=team, domains=domains)
    if form.is_valid():
        case = actions.ask_mirror(circle, **form.asked(), by=request.actor, seat=request.seat)
        return _to(case)
    look(request, "table")
    page = {"form": form, "reading": request.reading, "team": team}
    return render(request, "mirrors/ask.html", page, status=400 if form.is_bound else 200)


@needs(may_see_circle)
@require_safe
def mirror_case(request: CircleRequest, circle_id: uuid.UUID, case_id: uuid.UUID) -> HttpResponse:
    """What was asked, what the team said, its advice."""
    return _page(request, _the_case(request, case_id))


@needs(may_work)
@require_POST
def mirror_decide(request: CircleRequest, circle_id: uuid.UUID, case_id: uuid.UUID) -> HttpResponse:
    """We go on with it, or lay it aside."""
    case = _the_case(request, case_id)
    rules.may_decide(case, request.seat, request.reading.lead).insist()
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _page(request, case, form)
    said = form.cleaned_data
    actions.decide(case, goes_on=said["goes_on"] == "yes", why=said["why"], by=request.actor, seat=request.seat)
    return _to(case)


def _the_case(request: CircleRequest, case_id: uuid.UUID) -> MirrorCase:
    """The case of this circle (404 when it is another's). Raises Refused when this reader has no ground for it."""
    related = ("life_domain", "mirror__meeting", "mirror__advised_by__organisation", "decided_by__professional")
    case: MirrorCase = get_object_or_404(MirrorCase.objects.select_related(*related), pk=case_id, circle=request.circle)
    request.reading.may_read(case).insist()
    case.circle = request.circle
    return case


def _page(request: CircleRequest, case: MirrorCase, form: DecideForm | None = None) -> HttpResponse:
    look(request, "table")
    mirror = case.mirror
    asked = mirror.meeting.participants.select_related("professional__organisation").order_by("professional__name")
    page: dict[str, Any] = {
        "case": case,
        "shown": request.reading.answer(case),
        "mirror": mirror,
        "team": [one.professional for one in asked if one.professional_id != mirror.meeting.chair_id],
        "said": mirror.contributions.select_related("professional__organisation"),
        "read_by": mirror.readers.count(),
        "may_decide": rules.may_decide(case, request.seat, request.reading.lead),
        "form": form or DecideForm(),
        "reading": request.reading,
    }
    return render(request, "mirrors/case.html", page, status=400 if form else 200)


def _to(case: MirrorCase) -> SeeOther:
    return SeeOther(reverse("mirror_case", args=[case.circle_id, case.pk]))
