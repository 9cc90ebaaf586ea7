"""Fetching is the access check: what is not yours is not there."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core.verdict import Verdict
from kring.households.models import Household, Person, Residence
from kring.intake import rules
from kring.intake.models import HandOn, HelpRequest


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking, on a page that needs somebody."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def help_request_or_404(request: HttpRequest, request_id: UUID) -> HelpRequest:
    """A request of your own municipality."""
    asked = (
        HelpRequest.objects.select_related("municipality", "in_hand_by__organisation", "person__same_as", "circle")
        .filter(pk=request_id)
        .first()
    )
    if asked is None or not rules.may_see_request(asked, actor_of(request)).allowed:
        raise Http404
    return asked


def hand_on_or_404(request: HttpRequest, hand_on_id: UUID, rule: Callable[..., Verdict]) -> HandOn:
    """A question that was put to your organisation."""
    question = (
        HandOn.objects.select_related("request__municipality", "request__person__same_as", "organisation", "offered_by")
        .select_related("request__in_hand_by", "offered_by__organisation", "answered_by")
        .filter(pk=hand_on_id)
        .first()
    )
    if question is None:
        raise Http404
    job = actor_of(request).professional
    if job is None or job.organisation_id != question.organisation_id:
        raise Http404
    rule(question, actor_of(request)).insist()
    return question


class HouseholdNow:
    """A household with who lives there today and who sits in its open circle (three queries)."""

    def __init__(self, household: Household) -> None:
        self.household = household
        self.residences: list[Residence] = list(
            Residence.objects.current()
            .filter(household=household)
            .select_related("person")
            .order_by("part", "person__birth_date", "person__given_name")
        )
        self.members: list[Member] = list(
            Member.objects.present().filter(circle__household=household, circle__closed_at__isnull=True)
        )

    def circle_of(self, actor: Actor) -> UUID | None:
        """The open circle when this actor sits in it, to go there."""
        job, person = actor.professional, actor.person
        for member in self.members:
            if (job and member.professional_id == job.pk) or (person and member.person_id == person.pk):
                return member.circle_id
        return None

    def person_or_404(self, person_id: UUID) -> Person:
        """Somebody who lives here today."""
        found = next((r.person for r in self.residences if r.person_id == person_id), None)
        if found is None:
            raise Http404
        return found


def household_or_404(request: HttpRequest, household_id: UUID, *, to_change: bool = False) -> HouseholdNow:
    """A household that you may see; to change it a professional of its circle or of the front door."""
    household = Household.objects.select_related("municipality", "district").filter(pk=household_id).first()
    if household is None:
        raise Http404
    now = HouseholdNow(household)
    actor = actor_of(request)
    if not rules.may_see_household(actor, household, members=now.members, residences=now.residences).allowed:
        raise Http404
    if to_change:
        rules.may_change_household(actor, household, members=now.members).insist()
    return now
