"""Is this somebody we know? Shown with why; decided by a person, never by the program."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actions import may_move_seats
from kring.core.needs import needs
from kring.core.verdict import Verdict
from kring.households.models import Person
from kring.households.rules import may_join
from kring.intake import actions, rules
from kring.intake.alike import find_alike
from kring.intake.forms.triage import SamePersonForm
from kring.intake.homes import Home, homes_of
from kring.intake.models import HelpRequest
from kring.intake.moves import what_moves
from kring.intake.rules import Alike, may_triage
from kring.intake.views.found import actor_of, help_request_or_404, household_or_404
from kring.sharing.looks import look_at


def alike_for(asked: HelpRequest) -> list[Alike]:
    """Who may be the one in this question, without those of whom somebody said "not the same"."""
    said = asked.not_the_same.values_list("person_id", flat=True)
    return find_alike(asked, asked.municipality, without=said)


def households_of(person: Person) -> list[Home]:
    """Where the person is today, with the open circle of each household."""
    return homes_of([person]).get(person.pk, [])


@needs(may_triage)
@require_POST
def same(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """This question is about this person."""
    asked, person = _chosen(request, request_id)
    actions.is_this_person(asked, person, by=actor_of(request))
    messages.success(request, _("Joined: this question is about %(name)s.") % {"name": person.name})
    return redirect("help_request", asked.pk)


@needs(may_triage)
@require_POST
def not_same(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """They only look alike."""
    asked, person = _chosen(request, request_id)
    actions.is_not_this_person(asked, person, by=actor_of(request))
    messages.success(request, _("Kept: this is somebody else than %(name)s.") % {"name": person.name})
    return redirect("help_request", asked.pk)


def _chosen(request: HttpRequest, request_id: UUID) -> tuple[HelpRequest, Person]:
    asked = help_request_or_404(request, request_id)
    form = SamePersonForm(request.POST, request=asked)
    if not form.is_valid():
        raise Http404
    return asked, form.cleaned_data["person"]


@needs(may_triage)
@require_POST
def new(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Nobody we know yet."""
    asked = help_request_or_404(request, request_id)
    person = actions.new_person(asked, by=actor_of(request))
    messages.success(request, _("%(name)s is new in Kring.") % {"name": person.name})
    return redirect("help_request", asked.pk)


@needs(may_triage)
@require_POST
def undo(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Undo the choice: look again who it is."""
    asked = help_request_or_404(request, request_id)
    actions.not_this_person_after_all(asked, by=actor_of(request))
    messages.success(request, _("Undone. Choose again who it is about."))
    return redirect("help_request", asked.pk)


@needs(may_triage)
@require_safe
def choose(request: HttpRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """Who else may be this person of the household?"""
    now = household_or_404(request, household_id, to_change=True)
    person = now.person_or_404(person_id)
    described = rules.DescribedPerson(person, now.household)
    alike = find_alike(described, now.household.municipality, without=[person.pk])
    look_at(request, [person, *(one.person for one in alike)], purpose="triage")
    context = {"household": now.household, "who": person, "alike": alike}
    return render(request, "intake/same_choose.html", context)


@needs(may_triage)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, household_id: UUID, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Both side by side; one press makes them one."""
    now = household_or_404(request, household_id, to_change=True)
    person = now.person_or_404(person_id)
    other = Person.objects.filter(pk=other_id, municipality=now.household.municipality, same_as=None).first()
    if other is None:
        raise Http404
    verdict = may_join(person, other)
    if verdict.allowed:
        verdict = may_move_seats(person, other)
    if request.method == "POST":
        verdict.insist()
        actions.join_people(person, other, by=actor_of(request))
        messages.success(request, _("They are one person now: %(name)s.") % {"name": person.name})
        return redirect("household", now.household.pk)
    return _side_by_side(request, now.household, person, other, verdict)


def _side_by_side(
    request: HttpRequest, household: object, person: Person, other: Person, verdict: Verdict
) -> HttpResponse:
    look_at(request, [person, other], purpose="triage")
    homes = homes_of([person, other])
    sides = [(one, homes.get(one.pk, [])) for one in (person, other)]
    page = {"household": household, "keep": person, "other": other, "sides": sides, "verdict": verdict}
    return render(request, "intake/same_join.html", {**page, "moves": what_moves(other)})
