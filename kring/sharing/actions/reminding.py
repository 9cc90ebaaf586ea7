"""What comes back by itself, for the worker: consent that runs out, questions without an answer, what opens again."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kring.circles.models import Lead, Member
from kring.core import clock
from kring.core.mails import tell
from kring.log.actions import record
from kring.sharing.actions.consent import WHO, deciders_of
from kring.sharing.consent_rules import TELL_BEFORE, still_to_answer
from kring.sharing.exceptions import LOOK_AGAIN
from kring.sharing.models import Consent, ShareRequest, Withholding

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FIRST_AFTER, AGAIN_AFTER = timedelta(days=3), timedelta(days=7)


def remind_of_consents() -> int:
    """Tell who asked, once, that a consent runs out within two weeks; how many. Who left: their lead is told."""
    day = clock.today()
    due = Consent.objects.filter(
        state=Consent.State.GIVEN,
        reminded_at__isnull=True,
        until__range=(day, day + TELL_BEFORE),
        followed_by__isnull=True,
        circle__closed_at__isnull=True,
    )
    return sum(_remind_of_consent(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind_of_consent(pk: UUID) -> bool:
    """True for the one worker that reminded."""
    row = Consent.objects.select_for_update(of=("self",)).filter(pk=pk, reminded_at__isnull=True).first()
    if row is None:
        return False
    row.reminded_at = clock.now()
    row.save(update_fields=["reminded_at"])
    _tell(
        [_here(row.asked_by_id, row.circle_id)],
        subject=gettext_lazy("Consent runs out soon"),
        text=gettext_lazy("In Kring a consent runs out soon. Talk about it in time."),
        path=reverse("consent", args=[row.circle_id, row.pk]),
    )
    record("consent.reminded", by=None, subject=row.pk, circle=row.circle_id)
    return True


def remind_of_requests() -> int:
    """Ask once more who has to answer: after three days, then every week; how many questions."""
    now = clock.now()
    due = ShareRequest.objects.filter(
        Q(reminded_at__isnull=True, asked_at__lte=now - FIRST_AFTER) | Q(reminded_at__lte=now - AGAIN_AFTER),
        state=ShareRequest.State.ASKED,
        circle__closed_at__isnull=True,
    )
    return sum(_remind_of_request(row) for row in due)


@transaction.atomic
def _remind_of_request(seen: ShareRequest) -> bool:
    """True for the one worker that reminded; when nobody can be mailed, who asked is, to ask in person."""
    still = ShareRequest.objects.filter(pk=seen.pk, state=ShareRequest.State.ASKED, reminded_at=seen.reminded_at)
    row = still.select_for_update(of=("self",)).first()
    if row is None:
        return False
    row.reminded_at = clock.now()
    row.save(update_fields=["reminded_at"])
    subject, text = (
        gettext_lazy("A question still waits"),
        gettext_lazy("In Kring a question still waits for an answer."),
    )
    told = False
    for consent in row.consents.filter(state=Consent.State.ASKED).select_related("about"):
        waits = still_to_answer(deciders_of(consent.about), consent.voices.all())
        path = reverse("consent", args=[row.circle_id, consent.pk])
        told = _tell([one.who.email for one in waits], subject=subject, text=text, path=path) or told
    path = reverse("share_request", args=[row.circle_id, row.pk])
    answers = [_here(row.author_id, row.circle_id)] if row.author_id else []
    told = _tell(answers, subject=subject, text=text, path=path) or told
    if not told:
        _tell([_here(row.asked_by_id, row.circle_id)], subject=subject, text=text, path=path)
    record("sharing.reminded", by=None, subject=row.item, circle=row.circle_id)
    return True


def remind_of_withheld() -> int:
    """Ask who keeps something closed, once, to look at it again within a week before it opens; how many."""
    day = clock.today()
    due = Withholding.objects.filter(
        ended_at__isnull=True,
        reminded_at__isnull=True,
        until__range=(day, day + LOOK_AGAIN),
        circle__closed_at__isnull=True,
    )
    return sum(_remind_of_withheld(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind_of_withheld(pk: UUID) -> bool:
    """True for the one worker that reminded."""
    row = Withholding.objects.select_for_update(of=("self",)).filter(pk=pk, reminded_at__isnull=True).first()
    if row is None:
        return False
    row.reminded_at = clock.now()
    row.save(update_fields=["reminded_at"])
    _tell(
        [_here(row.by_id, row.circle_id)],
        subject=gettext_lazy("Something closed opens soon"),
        text=gettext_lazy("In Kring you keep something closed. It opens soon. Look at it again in time."),
        path=reverse("why", args=[row.circle_id, row.kind, row.item]),
    )
    record("sharing.withheld.reminded", by=None, subject=row.item, circle=row.circle_id)
    return True


def _here(member: UUID, circle: UUID) -> str:
    """The address of this member, or of who leads when they have left."""
    related = Member.objects.select_related(*WHO)
    seat = related.filter(pk=member, state=Member.State.ACCEPTED).first()
    if seat is None:
        lead = Lead.objects.filter(circle=circle, state=Lead.State.ACCEPTED).first()
        seat = related.filter(pk=lead.member_id).first() if lead else None
    return seat.email if seat else ""


def _tell(addresses: Iterable[str], *, subject: "StrPromise", text: "StrPromise", path: str) -> bool:
    """Whether there was anybody to mail."""
    known = sorted({address for address in addresses if address})
    for address in known:
        tell(address, subject=subject, text=text, path=path)
    return bool(known)
