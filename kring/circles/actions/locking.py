"""A circle, seat or lead as it is now, held until the end of the transaction."""

from typing import Any

from kring.circles.models import Circle, Lead, Member
from kring.core import clock


def end_offer(offer: Lead) -> None:
    """The question is taken back: it waits for no answer any more."""
    offer.state = Lead.State.WITHDRAWN
    offer.answered_at = clock.now()
    offer.save(update_fields=["state", "answered_at"])


def locked_seat(member: Member) -> Member:
    """The seat as it is now, held until the end of the transaction: two answers at once become one and a reason."""
    related: Any = Member.objects.select_for_update(of=("self",)).select_related(
        "circle", "professional", "person", "supporter", "organisation"
    )
    locked: Member = related.get(pk=member.pk)
    return locked


def locked_lead(lead: Lead) -> tuple[Circle, Lead]:
    """Circle and lead as they are now; who leads is decided one at a time for each circle."""
    circle = locked_circle(lead.circle)
    lead.refresh_from_db()
    lead.circle = circle
    return circle, lead


def locked_circle(circle: Circle) -> Circle:
    locked: Circle = (
        Circle.objects.select_for_update(of=("self",)).select_related("household__municipality").get(pk=circle.pk)
    )
    return locked
