"""The request to destroy: asked by who it is about, answered part by part by who wrote it, done by the worker."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any
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
from kring.households.models import Person
from kring.keeping.hanging import Thing, free, hanging_in, remove_items
from kring.keeping.models import ASK_AGAIN_EVERY, TRY_AGAIN_AFTER, DestructionPart, DestructionRequest
from kring.keeping.removing import remove_request, waits_for_the_owner
from kring.keeping.rules import asked_again_from, may_answer_part, may_ask_destruction, may_take_back
from kring.keeping.together import Shared, agreed, parts_of, told_about, written_together
from kring.keeping.written import Key, written_about
from kring.log.actions import record
from kring.network.models import Organisation, Professional
from kring.sharing.consent_rules import authorities_over
from kring.sharing.looked_rules import contacts_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@transaction.atomic
def ask_to_destroy(
    about: Person, parts: Collection[Key], *, words: str = "", seen_how: str = "", by: Actor
) -> DestructionRequest:
    """Ask each of these organisations to destroy what it wrote; they have three months."""
    may_ask_destruction(by, about, authorities_over([about])).insist()
    found = told_about(about, by.person or about)
    told = {key: count for key, count in (found.alone + found.together).items() if key in parts}
    if not told:
        no(_("There is nothing here to destroy.")).insist()
    try:
        with transaction.atomic():
            request = DestructionRequest.objects.create(
                about=about,
                asked_by=by.user,
                asked_by_name=by.name,
                asked_at=clock.now(),
                words=words,
                seen_how=seen_how,
            )
    except IntegrityError:
        no(_("This was asked already. You hear when there is an answer.")).insist()
        raise
    for (circle, organisation), count in told.items():
        part = DestructionPart.objects.create(
            request=request,
            circle=circle,
            organisation_id=organisation,
            counted=count,
            together=found.together[circle, organisation],
        )
        _tell_who_answers(
            part,
            subject=gettext_lazy("somebody asks to destroy what you wrote"),
            text=gettext_lazy(
                "In Kring somebody asks to destroy what your organisation wrote about them. Answer soon."
            ),
        )
    record("keeping.destruction.asked", by=by, subject=request.pk, detail={"parts": len(told)})
    return request


@transaction.atomic
def answer_part(part: DestructionPart, *, answer: str, why: str = "", words: str = "", by: Actor) -> DestructionPart:
    """Destroy it, or keep it with a reason; the person hears when all parts are answered."""
    related = DestructionPart.objects.select_related("request__about", "request__asked_by")
    part = related.select_for_update(of=("self",)).get(pk=part.pk)
    contacts = contacts_of(part.organisation_id) if part.organisation_id else []
    may_answer_part(part, by, has_contact=bool(contacts)).insist()
    part.answer, part.answered_at, part.answered_by, part.answered_by_name = answer, clock.now(), by.user, by.name
    part.words = words
    if answer == DestructionPart.Answer.KEEP:
        part.why = why
    part.save(update_fields=["answer", "why", "words", "answered_at", "answered_by", "answered_by_name"])
    record("keeping.destruction.answered", by=by, subject=part.request_id, detail={"answer": answer, "why": part.why})
    _end_when_all_is_said(part.request)
    return part


@transaction.atomic
def take_back(request: DestructionRequest, *, by: Actor) -> DestructionRequest:
    """What is not gone yet stays."""
    request = DestructionRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    may_take_back(request, by).insist()
    request.taken_back, request.ended_at = True, clock.now()
    request.save(update_fields=["taken_back", "ended_at"])
    record("keeping.destruction.taken_back", by=by, subject=request.pk)
    return request


def destroy_what_was_answered() -> int:
    """Take away what organisations said yes to; gives how many things went. For the worker.

    What could not go because something hangs on it is tried again a day later, or once something else went there. On
    PostgreSQL the role of the application may not remove what is kept: then the owner's `kring keeping` does.
    """
    if waits_for_the_owner():
        return 0
    due = Q(tried_at__isnull=True) | Q(tried_at__lte=clock.now() - TRY_AGAIN_AFTER)
    waiting = DestructionPart.objects.filter(due, answer="destroy", removed_at__isnull=True, request__taken_back=False)
    requests = DestructionRequest.objects.filter(pk__in=waiting.values("request"))
    return sum(_destroy(request) for request in requests.select_related("about"))


@transaction.atomic
def _destroy(request: DestructionRequest) -> int:
    locked = DestructionRequest.objects.select_for_update(of=("self",)).select_related("about", "asked_by")
    request = locked.get(pk=request.pk)
    if request.taken_back:
        return 0
    parts = {
        (part.circle, part.organisation_id): part
        for part in request.parts.filter(answer="destroy", removed_at__isnull=True)
    }
    alone = _of(written_about(request.about, until=request.asked_at), parts)
    shared = _of(written_together(request.about, until=request.asked_at), parts)
    by_all = agreed(shared)
    wanted = {key: [*alone.get(key, []), *(one.thing for one in by_all.get(key, []))] for key in parts}
    going = _take_away(wanted, {circle for circle, _organisation in parts if circle})
    for key, part in parts.items():
        _note_what_went(part, wanted[key], going, waits=len(shared.get(key, [])) - len(by_all.get(key, [])))
        _tell_the_others(request, key, [one for one in by_all.get(key, []) if one.thing in going])
    if going:
        _try_again_beside(request, {circle for circle, _organisation in parts if circle})
        record("keeping.destruction.done", by=None, subject=request.pk, detail={"removed": len(going)})
    _end_when_all_is_said(request)
    return len(going)


def _of(found: Mapping[Key, list[Any]], parts: Collection[Key]) -> dict[Key, list[Any]]:
    return {key: things for key, things in found.items() if key in parts}


def _take_away(wanted: Mapping[Key, Collection[Thing]], circles: Collection[UUID]) -> set[Thing]:
    """Of what is wanted away, all that nothing hangs on; gives what went."""
    things = [thing for some in wanted.values() for thing in some]
    asked = {thing for thing in things if thing.kind == "helprequest"}
    hanging = hanging_in(circles)
    going = free(set(things) - asked, hanging)
    remove_items(going, hanging)
    for thing in asked:
        remove_request(thing.pk)
    return going | asked


def _note_what_went(part: DestructionPart, wanted: Collection[Thing], going: Collection[Thing], *, waits: int) -> None:
    gone = Counter(thing in going for thing in wanted)
    part.removed += gone[True]
    # Never more than the person knew of when they asked.
    part.hanging, part.together = gone[False], min(part.together, waits)
    part.tried_at = clock.now()
    part.removed_at = None if part.hanging else clock.now()
    part.save(update_fields=["removed", "hanging", "together", "tried_at", "removed_at"])


def _tell_the_others(request: DestructionRequest, key: Key, gone: Collection[Shared]) -> None:
    """What they asked together is gone: the others whom it was about hear it too."""
    persons = {person for one in gone for person in one.persons} - {request.about.same_as_id or request.about_id}
    parts = parts_of(persons, key).exclude(request=request).select_related("request__asked_by", "request__about")
    for part in parts:
        who = part.request.about.same_as_id or part.request.about_id
        part.together = max(part.together - sum(who in one.persons for one in gone), 0)
        part.save(update_fields=["together"])
    _tell(
        {part.request.asked_by.email for part in parts},
        subject=gettext_lazy("there is an answer"),
        text=gettext_lazy("What several of you asked to destroy is gone now. Look what is gone and what stays:"),
        path=reverse("destruction"),
    )


def _try_again_beside(request: DestructionRequest, circles: Collection[UUID]) -> None:
    """Something went in these circles: what others asked and what hung on it may go now."""
    stayed = DestructionPart.objects.filter(circle__in=circles, hanging__gt=0, removed_at__isnull=True)
    stayed.exclude(request=request).update(tried_at=None)


def _end_when_all_is_said(request: DestructionRequest) -> None:
    """Every part has its answer, and what could go is gone: the person hears it."""
    if request.ended_at is not None:
        return
    open_parts = request.parts.filter(Q(answer="") | Q(answer="destroy", removed_at__isnull=True, hanging=0))
    if open_parts.exists():
        return
    request.ended_at = clock.now()
    request.save(update_fields=["ended_at"])
    tell(
        request.asked_by.email,
        subject=gettext_lazy("there is an answer"),
        text=gettext_lazy(
            "You asked to destroy what was written. Everybody answered. Look what is gone and what stays:"
        ),
        path=reverse("destruction"),
    )


def remind_of_destruction() -> int:
    """Two months on: ask again who has not answered, every week, and tell the officers. For the worker."""
    waiting = DestructionRequest.objects.filter(ended_at__isnull=True, parts__answer="").distinct()
    due = [one.pk for one in waiting if clock.today() >= asked_again_from(one)]
    return sum(_remind(pk) for pk in due)


@transaction.atomic
def _remind(pk: UUID) -> bool:
    lately = clock.now() - ASK_AGAIN_EVERY
    rows = DestructionRequest.objects.select_for_update(of=("self",)).select_related("about")
    again = Q(reminded_at__isnull=True) | Q(reminded_at__lte=lately)
    request = rows.filter(again, pk=pk, ended_at__isnull=True).first()
    if request is None:
        return False
    subject = gettext_lazy("a request to destroy still waits")
    text = gettext_lazy("In Kring somebody asked to destroy what was written. The law gives three months. Answer now.")
    for part in request.parts.filter(answer=""):
        _tell_who_answers(part, subject=subject, text=text)
    _tell(_officers(request), subject=subject, text=text, path=reverse("destruction_requests"))
    request.reminded_at = clock.now()
    request.save(update_fields=["reminded_at"])
    record("keeping.destruction.reminded", by=None, subject=request.pk)
    return True


def _tell_who_answers(part: DestructionPart, *, subject: "StrPromise", text: "StrPromise") -> None:
    """The contacts of the organisation; without one its own address; for nobody's the privacy officers."""
    path = reverse("destruction_part", args=[part.pk])
    if part.organisation_id is None:
        _tell(_officers(part.request), subject=subject, text=text, path=path)
        return
    addresses = [contact.email for contact in contacts_of(part.organisation_id)]
    organisation = Organisation.objects.get(pk=part.organisation_id)
    _tell(addresses or [organisation.email], subject=subject, text=text, path=path)


def _officers(request: DestructionRequest) -> list[str]:
    working = Professional.objects.working().filter(is_privacy_officer=True)
    here = working.filter(organisation__municipality=request.about.municipality_id)
    return list(here.values_list("email", flat=True))


def _tell(addresses: Iterable[str], **mail: Any) -> None:
    for address in sorted({address for address in addresses if address}):
        tell(address, **mail)
