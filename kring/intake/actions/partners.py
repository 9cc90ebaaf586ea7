"""A partner is asked to take a question over, and answers."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.intake import rules
from kring.intake.actions.keeping import back_in_hand, finish, in_hand, locked_hand_on, no_partner_asked, tell_sender
from kring.intake.models import HandOn, HelpRequest
from kring.log.actions import record
from kring.network.models import Organisation


@transaction.atomic
def hand_on(request: HelpRequest, *, to: Organisation, why: str, by: Actor) -> HandOn:
    """Ask a partner to take it over. Until they answer it stays in your hand."""
    request = in_hand(request, by)
    no_partner_asked(request)
    if to.municipality_id != request.municipality_id:
        no(_("This organisation belongs to another municipality.")).insist()
    assert by.professional is not None  # noqa: S101 (may_work_on)
    question = HandOn.objects.create(
        request=request, organisation=to, offered_by=by.professional, offered_why=why, offered_at=clock.now()
    )
    request.state = HelpRequest.State.OFFERED
    request.save(update_fields=["state"])
    record("intake.hand_on.offered", by=by, subject=request.pk, detail={"organisation": str(to.pk)})
    tell(
        to.email,
        subject=gettext_lazy("A question for your organisation"),
        text=gettext_lazy("In Kring a question waits for your answer."),
        path=reverse("hand_on", args=[question.pk]),
    )
    return question


@transaction.atomic
def accept_hand_on(question: HandOn, *, by: Actor) -> HandOn:
    """The partner takes it over and contacts the person."""
    question = locked_hand_on(question)
    rules.may_answer_hand_on(question, by).insist()
    question.state, question.answered_by, question.answered_at = (
        HandOn.State.ACCEPTED,
        by.professional,
        clock.now(),
    )
    question.save()
    request = question.request
    finish(request, HelpRequest.State.HANDED_ON)
    record("intake.hand_on.accepted", by=by, subject=request.pk)
    tell_sender(request, text=gettext_lazy("Somebody takes up your question. With this link you see who."))
    return question


@transaction.atomic
def refuse_hand_on(question: HandOn, *, why: str, by: Actor) -> HandOn:
    """The partner says no, with a reason; it is back in the hand that asked."""
    question = locked_hand_on(question)
    rules.may_answer_hand_on(question, by).insist()
    question.state, question.answered_by = HandOn.State.REFUSED, by.professional
    question.answered_at, question.answer_why = clock.now(), why
    question.save()
    back_in_hand(question.request)
    record("intake.hand_on.refused", by=by, subject=question.request_id)
    return question


@transaction.atomic
def withdraw_hand_on(question: HandOn, *, by: Actor) -> HandOn:
    """Take the question back before the partner answered."""
    question = locked_hand_on(question)
    rules.may_work_on(question.request, by).insist()
    if question.state != HandOn.State.OFFERED:
        no(_("This question was answered already.")).insist()
    question.state, question.answered_at = HandOn.State.WITHDRAWN, clock.now()
    question.save()
    back_in_hand(question.request)
    record("intake.hand_on.withdrawn", by=by, subject=question.request_id)
    return question
