"""How a question is locked, finished, and its sender told."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.intake import rules
from kring.intake.links import follow_path
from kring.intake.models import HandOn, HelpRequest
from kring.log.actions import record

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def in_hand(request: HelpRequest, by: Actor) -> HelpRequest:
    """The request, locked, with a hand on it: who works on a new one takes it in hand by doing so."""
    request = locked(request)
    rules.may_work_on(request, by).insist()
    return take(request, by) if request.has_no_hand else request


def take(request: HelpRequest, by: Actor) -> HelpRequest:
    """Write down whose hand is on it; the rule was asked."""
    if request.state == HelpRequest.State.NEW:
        request.state = HelpRequest.State.IN_HAND
    request.in_hand_by, request.in_hand_at = by.professional, clock.now()
    request.save(update_fields=["state", "in_hand_by", "in_hand_at"])
    record("intake.in_hand", by=by, subject=request.pk)
    return request


def no_partner_asked(request: HelpRequest) -> None:
    if request.state == HelpRequest.State.OFFERED:
        no(
            _("A partner was asked already and has not answered yet."),
            what_opens=_("Wait for the answer, or take the question back."),
        ).insist()


def finish(request: HelpRequest, state: str, *fields: str) -> None:
    request.state, request.finished_at = state, clock.now()
    request.save(update_fields=["state", "finished_at", *fields])


def back_in_hand(request: HelpRequest) -> None:
    request.state = HelpRequest.State.IN_HAND
    request.save(update_fields=["state"])


def tell_sender(request: HelpRequest, *, text: "StrPromise") -> None:
    """A link for who sent it. Who asked for somebody else reads in the mail only that there is news."""
    if not request.is_for_self and request.state != HelpRequest.State.NEW:
        text = gettext_lazy("There is news about your question. With this link you see where it stands.")
    address = request.sender_email or (request.email if request.is_for_self else "")
    tell(
        address, subject=gettext_lazy("Your question"), text=text, path=follow_path(request), language=request.language
    )


def locked(request: HelpRequest) -> HelpRequest:
    row: HelpRequest = (
        HelpRequest.objects.select_for_update(of=("self",))
        .select_related("municipality", "person__same_as", "in_hand_by")
        .get(pk=request.pk)
    )
    return row


def locked_hand_on(question: HandOn) -> HandOn:
    row: HandOn = (
        HandOn.objects.select_for_update(of=("self",))
        .select_related("request__municipality", "organisation")
        .get(pk=question.pk)
    )
    return row
