"""From a question to a circle."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actions import invite, open_circle
from kring.circles.actors import Actor
from kring.circles.models import Circle
from kring.core import clock
from kring.core.verdict import no
from kring.households.models import Household
from kring.intake import rules
from kring.intake.actions.keeping import finish, in_hand, locked, locked_hand_on, tell_sender
from kring.intake.actions.people import make_household, make_person
from kring.intake.models import HandOn, HelpRequest
from kring.log.actions import record
from kring.plans.actions import start_plan, write_note


@transaction.atomic
def open_circle_for(request: HelpRequest, household: Household | None, *, purpose: str, by: Actor) -> Circle:
    """The front door opens the circle. `household` is one where the person lives; None makes a new one for them."""
    request = in_hand(request, by)
    rules.may_choose_household(request).insist()
    return _open(request, household, purpose, by)


@transaction.atomic
def open_circle_for_partner(question: HandOn, household: Household | None, *, purpose: str, by: Actor) -> Circle:
    """The partner who took the question over opens the circle; who is not known yet is made from the question.

    Joining with somebody who was known already stays with the front door, who sees who looks the same.
    """
    question = locked_hand_on(question)
    rules.may_open_circle(question, by).insist()
    request = locked(question.request)
    make_person(request, by)
    return _open(request, household, purpose, by)


def _open(request: HelpRequest, household: Household | None, purpose: str, by: Actor) -> Circle:
    """Open the circle, start the plan, put the sender's words in the story, and invite the resident to the table."""
    person = request.known_person
    household = household or make_household(request, by)
    if not household.residences.filter(person=person, until__isnull=True).exists():
        no(_("This person does not live there."), what_opens=_("Choose another household.")).insist()
    circle = open_circle(household, purpose=purpose, by=by)
    seat = circle.members.get()
    start_plan(circle, by=by, seat=seat)
    domains = list(request.domains.all())
    # The words cross all life domains: they go to the most careful one that was named, not to the whole circle.
    write_note(
        circle,
        text=request.words,
        by=by,
        seat=seat,
        about=person,
        life_domain=max(domains, key=lambda d: (d.sensitivity, -d.order), default=None),
        happened_on=clock.today(),
    )
    invite(circle, by=by, seat=seat, person=person, why=_("It is about you."))
    request.circle = circle
    finish(request, HelpRequest.State.CIRCLE, "circle")
    record("intake.circle_opened", by=by, subject=request.pk, circle=circle.pk)
    tell_sender(request, text=gettext_lazy("Somebody takes up your question. With this link you see who."))
    return circle
