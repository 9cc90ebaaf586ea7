"""What came in at the door: the rows of what waits, and one question with all that is known."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kring.core.needs import needs
from kring.intake import queues, rules
from kring.intake.forms.triage import SearchForm
from kring.intake.models import HandOn, HelpRequest
from kring.intake.rules import may_triage
from kring.intake.views.found import actor_of, help_request_or_404
from kring.intake.views.looks import look_at_requests
from kring.intake.views.same_person import alike_for, households_of

_SEARCH = "triage_search"


@needs(may_triage)
@require_safe
def triage(request: HttpRequest) -> HttpResponse:
    """The rows: without a hand, mine, a partner's turn, in the hand of others, finished lately; or what was found."""
    job = actor_of(request).professional
    assert job is not None  # noqa: S101 (may_triage)
    text = request.session.get(_SEARCH, "")
    if text:
        rows = queues.search(text, job.organisation.municipality)
        look_at_requests(request, rows.requests, action="search")
        return render(request, "intake/found.html", {"queue": rows, "form": SearchForm(initial={"text": text})})
    all_rows = queues.queues_for(job)
    look_at_requests(request, [asked for queue in all_rows for asked in queue.requests], action="list")
    late = sum(asked.is_late for asked in all_rows[0].requests)
    return render(request, "intake/triage.html", {"queues": all_rows, "late": late, "form": SearchForm()})


@needs(may_triage)
@require_POST
def triage_search(request: HttpRequest) -> HttpResponse:
    """Keep what is searched for in the session: a name never stands in an address."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        empty = queues.Queue("found", [])
        return render(request, "intake/found.html", {"queue": empty, "form": form}, status=400)
    request.session[_SEARCH] = "" if "clear" in request.POST else form.cleaned_data["text"]
    return redirect("triage")


@needs(may_triage)
@require_safe
def help_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One question: the words, how to reach them, who it may be, and what can be done."""
    asked = help_request_or_404(request, request_id)
    actor = actor_of(request)
    may_work = rules.may_work_on(asked, actor)
    alike = alike_for(asked) if may_work.allowed and asked.person is None else []
    look_at_requests(request, [asked], also=[one.person for one in alike])
    context = {
        "asked": asked,
        "who": asked.known_person,
        "domains": list(asked.domains.all()),
        "may_work": may_work,
        "mine": asked.in_hand_by == actor.professional,
        "alike": alike,
        "households": households_of(asked.known_person) if asked.known_person else [],
        "hand_ons": list(_hand_ons(asked)),
    }
    return render(request, "intake/help_request.html", context)


def _hand_ons(asked: HelpRequest) -> list[HandOn]:
    return list(
        HandOn.objects.filter(request=asked)
        .select_related("organisation", "answered_by__organisation", "offered_by")
        .order_by("-offered_at")
    )
