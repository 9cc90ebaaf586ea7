"""The knock on a closed door: asking to share one item, answering, taking back, ending."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.households.models import Person
from kring.log.actions import record
from kring.municipality.models import Sensitivity
from kring.sharing import share_rules as rules
from kring.sharing.actions.consent import WHO, ask_consent
from kring.sharing.actions.withhold import kind_of
from kring.sharing.consent_rules import Wish, last_day
from kring.sharing.models import Consent, Item, ShareRequest
from kring.sharing.reading import Reading

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Asks, State = ShareRequest.Asks, ShareRequest.State


@transaction.atomic
def ask_to_share(item: Item, *, why: str, by: Actor, reading: Reading, asks: str = "") -> ShareRequest:
    """Ask whom the ground demands, or (`asks`) the other where there is a choice. Raises Refused with the reason."""
    rules.may_knock(reading, item).insist()
    ways = rules.whom_to_ask(reading, item)
    asks = asks if asks in ways else ways[0]
    assert reading.seat is not None  # noqa: S101 (may_knock)
    if ShareRequest.objects.filter(item=item.pk, asked_by=reading.seat, state=State.ASKED).exists():
        no(_("You asked this already. You hear when there is an answer.")).insist()
    author = rules.who_answers(reading, item) if asks == Asks.AUTHOR else None
    if asks == Asks.AUTHOR and author is None:
        no(
            _("Who wrote it has left this circle."), what_opens=_("Ask the lead to bring in somebody who can answer.")
        ).insist()
    request = ShareRequest.objects.create(
        circle=reading.circle,
        kind=kind_of(item),
        item=item.pk,
        asked_by=reading.seat,
        asked_at=clock.now(),
        why=why,
        asks=asks,
        author=author,
    )
    record("sharing.asked", by=by, subject=item.pk, circle=reading.circle.pk, detail={"asks": asks})
    if author is None:
        _ask_the_people(request, item, reading, by=by)
    else:
        _tell(
            [author.email],
            gettext_lazy("Somebody asks you something"),
            gettext_lazy("In Kring a question waits for your answer."),
            request,
        )
    return request


def _ask_the_people(request: ShareRequest, item: Item, reading: Reading, *, by: Actor) -> None:
    """A consent for everybody it is about who has not given it: this life domain, to the asker's organisation."""
    assert reading.seat is not None  # noqa: S101 (may_knock)
    assert reading.seat.organisation is not None  # noqa: S101 (may_knock: a professional)
    assert item.life_domain is not None  # noqa: S101 (whom_to_ask)
    level = Sensitivity(item.sensitivity)
    persons = [
        person
        for person in persons_of(item, reading)
        if (reading.circle.pk, person.pk, item.life_domain.pk, level) not in reading.facts.consents
    ]
    if not persons:
        no(_("Nobody is known whom it is about."), whom=item.author.name).insist()
    for person in persons:
        wish = Wish(
            about=person,
            life_domains=[item.life_domain],
            purpose=request.why,
            until=last_day(person),
            organisations=[reading.seat.organisation],
            up_to=level,
        )
        ask_consent(reading.circle, wish, by=by, seat=reading.seat, request=request)


def persons_of(item: Item, reading: Reading) -> list[Person]:
    """Everybody an item is about: one person, a group, or all who live here."""
    if item.about is not None:
        return [item.about]
    return list(item.about_group.persons.all()) if item.about_group else reading.persons


@transaction.atomic
def grant(request: ShareRequest, *, until: date, by: Actor, seat: Member) -> ShareRequest:
    """Open this one item to the asker's organisation, until a day (included)."""
    request = _locked(request)
    rules.may_answer(request, seat).insist()
    rules.may_share_until(until).insist()
    asked_by = request.asked_by
    here = Member.objects.present().filter(circle=request.circle_id, organisation=asked_by.organisation_id)
    rules.may_still_receive(asked_by, is_here=here.exists()).insist()
    return _answer(request, State.GRANTED, by=by, until=until)


@transaction.atomic
def refuse(request: ShareRequest, *, why: str, by: Actor, seat: Member) -> ShareRequest:
    """It stays closed, with the reason."""
    request = _locked(request)
    rules.may_answer(request, seat).insist()
    return _answer(request, State.REFUSED, by=by, why=why)


def _answer(request: ShareRequest, state: str, *, by: Actor, until: date | None = None, why: str = "") -> ShareRequest:
    request.state, request.until, request.answer_why = state, until, why
    request.answered_at, request.answered_by = clock.now(), by.user
    request.save(update_fields=["state", "until", "answer_why", "answered_at", "answered_by"])
    name = "sharing.granted" if state == State.GRANTED else "sharing.refused"
    record(name, by=by, subject=request.item, circle=request.circle_id)
    _tell(
        [request.asked_by.email],
        gettext_lazy("There is an answer"),
        gettext_lazy("In Kring somebody answered your question."),
        request,
    )
    return request


@transaction.atomic
def take_request_back(request: ShareRequest, *, by: Actor, seat: Member) -> ShareRequest:
    """The question is no longer asked; nor are the people whom it was put to."""
    request = _locked(request)
    rules.may_take_back(request, seat).insist()
    request.state, request.answered_at, request.answered_by = State.WITHDRAWN, clock.now(), by.user
    request.save(update_fields=["state", "answered_at", "answered_by"])
    request.consents.filter(state=Consent.State.ASKED).update(state=Consent.State.TAKEN_BACK, ended_at=clock.now())
    record("sharing.taken_back", by=by, subject=request.item, circle=request.circle_id)
    return request


@transaction.atomic
def end_share(request: ShareRequest, *, by: Actor, seat: Member) -> ShareRequest:
    """Close again what was shared, at this moment."""
    request = _locked(request)
    rules.may_end(request, seat).insist()
    request.ended_at = clock.now()
    request.save(update_fields=["ended_at"])
    record("sharing.ended", by=by, subject=request.item, circle=request.circle_id)
    _tell(
        [request.asked_by.email],
        gettext_lazy("Sharing has ended"),
        gettext_lazy("In Kring somebody closed something again."),
        request,
    )
    return request


def _locked(request: ShareRequest) -> ShareRequest:
    related = ["circle", *(f"{seat}__{who}" for seat in ("asked_by", "author") for who in WHO)]
    found: ShareRequest = (
        ShareRequest.objects.select_for_update(of=("self",)).select_related(*related).get(pk=request.pk)
    )
    return found


def _tell(addresses: Iterable[str], subject: "StrPromise", text: "StrPromise", request: ShareRequest) -> None:
    for address in sorted({address for address in addresses if address}):
        path = reverse("share_request", args=[request.circle_id, request.pk])
        tell(address, subject=subject, text=text, path=path)
