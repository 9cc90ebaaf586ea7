"""From the door to an answer."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.speech import spoken
from kring.intake import rules
from kring.intake.actions.keeping import finish, in_hand, locked, no_partner_asked, take, tell_sender
from kring.intake.models import HelpRequest
from kring.log.actions import record
from kring.municipality.models import LifeDomain, Municipality


@transaction.atomic
def ask_for_help(
    municipality: Municipality, *, domains: Iterable[LifeDomain] = (), by: Actor | None = None, **answers: Any
) -> HelpRequest:
    """Keep what came in at the door; `answers` are the fields of HelpRequest. Mails the sender a link, no content."""
    answers |= {"language": spoken(), "came_in_at": clock.now()}
    request = HelpRequest.objects.create(municipality=municipality, **answers)
    request.domains.set(domains)
    record("intake.came_in", by=by, subject=request.pk, detail={"sender": request.sender})
    tell_sender(request, text=gettext_lazy("Your question has arrived. With this link you see what happens with it."))
    return request


@transaction.atomic
def take_in_hand(request: HelpRequest, *, by: Actor, take_over: bool = False) -> HelpRequest:
    """A hand on it: from now on the others see whose it is. `take_over` takes it from a colleague, on purpose."""
    request = locked(request)
    rules.may_take(request, by, take_over=take_over).insist()
    return take(request, by)


@transaction.atomic
def put_back(request: HelpRequest, *, by: Actor) -> HelpRequest:
    """Out of my hand again: it stands with what is new, as old as it is."""
    request = locked(request)
    rules.may_put_back(request, by).insist()
    request.state, request.in_hand_by, request.in_hand_at = HelpRequest.State.NEW, None, None
    request.save(update_fields=["state", "in_hand_by", "in_hand_at"])
    record("intake.put_back", by=by, subject=request.pk)
    return request


@transaction.atomic
def answer(request: HelpRequest, *, text: str, by: Actor, open_to_sender: bool = False) -> HelpRequest:
    """Answer; that was all that was needed. `open_to_sender`: the person said that the sender may read it too."""
    request = in_hand(request, by)
    no_partner_asked(request)
    request.answer, request.answered_at, request.answer_open_to_sender = text, clock.now(), open_to_sender
    finish(request, HelpRequest.State.ANSWERED, "answer", "answered_at", "answer_open_to_sender")
    record("intake.answered", by=by, subject=request.pk, detail={"open_to_sender": open_to_sender})
    tell_sender(request, text=gettext_lazy("There is an answer to your question."))
    return request


@transaction.atomic
def reopen(request: HelpRequest, *, by: Actor) -> HelpRequest:
    """Take the answer back: it no longer shows, stays as a draft, and the request is in your hand again."""
    request = locked(request)
    rules.may_reopen(request, by).insist()
    request.state, request.finished_at = HelpRequest.State.IN_HAND, None
    request.in_hand_by, request.in_hand_at = by.professional, clock.now()
    request.save(update_fields=["state", "finished_at", "in_hand_by", "in_hand_at"])
    record("intake.reopened", by=by, subject=request.pk)
    return request
