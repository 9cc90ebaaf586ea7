"""Asking about a look and answering it; keeping looks out of sight; settling what was odd."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.core.when import as_day
from kring.households.models import Person
from kring.log.actions import record
from kring.log.models import Look
from kring.network.models import Organisation, Professional
from kring.sharing.looked_rules import (
    ANSWER_WITHIN,
    contacts_of,
    may_answer_question,
    may_ask_about,
    may_end_hiding,
    may_hide,
)
from kring.sharing.models import HiddenLooks, LookQuestion, OddLook
from kring.sharing.rules import may_set_rules

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Hide:
    """Why, in what words, and until which day (that day included)."""

    why: str
    words: str
    until: date


@transaction.atomic
def ask_about_look(look: Look, about: Person, *, words: str, by: Actor) -> LookQuestion:
    """Ask the organisation of who looked why they did; one open question for a day and purpose."""
    may_ask_about(look, by).insist()
    assert look.by_user is not None  # noqa: S101 (may_ask_about)
    assert look.by_organisation_id is not None  # noqa: S101 (may_ask_about)
    organisation = Organisation.objects.get(pk=look.by_organisation_id)
    try:
        with transaction.atomic():
            question = LookQuestion.objects.create(
                about=about,
                asked_by=by.user,
                asked_by_name=by.name,
                asked_at=clock.now(),
                words=words,
                organisation=organisation,
                by_user=look.by_user,
                by_name=look.by_name,
                looked_on=as_day(look.at),
                purpose=look.purpose,
            )
    except IntegrityError:
        no(_("You asked this already. You hear when there is an answer.")).insist()
    _tell_organisation(
        question,
        subject=gettext_lazy("A resident asks you something"),
        text=gettext_lazy("In Kring a resident asks why somebody looked. Answer within a week."),
    )
    record("looked.asked", by=by, subject=question.pk)
    return question


@transaction.atomic
def answer_question(question: LookQuestion, *, answer: str, by: Actor) -> LookQuestion:
    """The answer, in words for the resident, who hears that it is there."""
    locked = LookQuestion.objects.select_for_update(of=("self",)).select_related("organisation", "asked_by")
    question = locked.get(pk=question.pk)
    may_answer_question(question, by, has_contact=bool(contacts_of(question.organisation))).insist()
    question.answer, question.answered_at = answer, clock.now()
    question.answered_by, question.answered_by_name = by.user, by.name
    question.save(update_fields=["answer", "answered_at", "answered_by", "answered_by_name"])
    tell(
        question.asked_by.email,
        subject=gettext_lazy("There is an answer"),
        text=gettext_lazy("In Kring somebody answered your question."),
        path=reverse("look_question", args=[question.pk]),
    )
    record("looked.answered", by=by, subject=question.pk)
    return question


def remind_of_questions() -> int:
    """What has no answer after a week: ask the organisation again, and tell the privacy officers; how many."""
    before = clock.now() - ANSWER_WITHIN
    late = Q(reminded_at__isnull=True, asked_at__lte=before) | Q(reminded_at__lte=before)
    due = LookQuestion.objects.filter(late, answered_at__isnull=True)
    return sum(_remind(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: UUID) -> bool:
    """True for the one worker that reminded."""
    before = clock.now() - ANSWER_WITHIN
    late = Q(reminded_at__isnull=True, asked_at__lte=before) | Q(reminded_at__lte=before)
    waiting = LookQuestion.objects.select_for_update(of=("self",)).select_related("organisation")
    question = waiting.filter(late, pk=pk, answered_at__isnull=True).first()
    if question is None:
        return False
    subject = gettext_lazy("A question of a resident still waits")
    text = gettext_lazy("In Kring a resident asks why somebody looked. Nobody answered yet.")
    _tell_organisation(question, subject=subject, text=text)
    _tell([officer.email for officer in _officers(question)], question, subject=subject, text=text)
    question.reminded_at = clock.now()
    question.officer_told_at = question.officer_told_at or clock.now()
    question.save(update_fields=["reminded_at", "officer_told_at"])
    record("looked.reminded", by=None, subject=question.pk)
    return True


@transaction.atomic
def hide_looks(about: Person, organisation: Organisation, how: Hide, *, by: Actor) -> HiddenLooks:
    """Keep the looks of this organisation from this person until a day."""
    may_hide(by, until=how.until).insist()
    row = HiddenLooks.objects.create(
        about=about,
        organisation=organisation,
        why=how.why,
        words=how.words,
        by=by.user,
        by_name=by.name,
        since=clock.now(),
        until=how.until,
    )
    record("looked.hidden", by=by, subject=row.pk, detail={"why": how.why})
    return row


@transaction.atomic
def show_looks(row: HiddenLooks, *, by: Actor) -> HiddenLooks:
    """The person sees them from now on."""
    row = HiddenLooks.objects.select_for_update(of=("self",)).get(pk=row.pk)
    may_end_hiding(row, by).insist()
    row.ended_at, row.ended_by = clock.now(), by.user
    row.save(update_fields=["ended_at", "ended_by"])
    record("looked.shown", by=by, subject=row.pk)
    return row


@transaction.atomic
def settle_odd_look(odd: OddLook, *, words: str, by: Actor) -> OddLook:
    """What the privacy officer found of it."""
    may_set_rules(by).insist()
    odd = OddLook.objects.select_for_update(of=("self",)).get(pk=odd.pk)
    if odd.settled_at is not None:
        no(_("This was looked at already.")).insist()
    odd.settled_at, odd.settled_by, odd.settled_words = clock.now(), by.user, words
    odd.save(update_fields=["settled_at", "settled_by", "settled_words"])
    record("looked.settled", by=by, subject=odd.pk, detail={"rule": odd.rule})
    return odd


def _tell_organisation(question: LookQuestion, *, subject: "StrPromise", text: "StrPromise") -> None:
    """Its contacts; without one the address of the organisation, and else the privacy officers."""
    addresses = [contact.email for contact in contacts_of(question.organisation)] or [question.organisation.email]
    if not any(addresses):
        addresses = [officer.email for officer in _officers(question)]
    _tell(addresses, question, subject=subject, text=text)


def _officers(question: LookQuestion) -> list[Professional]:
    here = Professional.objects.working().filter(is_privacy_officer=True)
    return list(here.filter(organisation__municipality=question.organisation.municipality_id))


def _tell(addresses: Iterable[str], question: LookQuestion, *, subject: "StrPromise", text: "StrPromise") -> None:
    for address in sorted({address for address in addresses if address}):
        tell(address, subject=subject, text=text, path=reverse("look_question", args=[question.pk]))
