"""Asking for consent, answering, withdrawing, and giving it again. What is given counts from that moment on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.mails import tell
from kring.log.actions import record
from kring.sharing import consent_rules as rules
from kring.sharing.around import read_around
from kring.sharing.consent_rules import Around, Decider, Wish
from kring.sharing.models import Consent, ConsentVoice, ShareRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

HAS_ENDED = gettext_lazy("Consent has ended")
WITHDRAWN = gettext_lazy("In Kring somebody withdrew consent.")
WHO = ("professional", "person", "supporter", "organisation")


@dataclass(frozen=True)
class Noted:
    """How an answer reached a professional: on paper (perhaps scanned) or in a talk, and whose seat notes it."""

    how: str
    seat: Member
    paper: "File[Any] | None" = None


@transaction.atomic
def ask_consent(
    circle: Circle,
    wish: Wish,
    *,
    by: Actor,
    seat: Member,
    request: ShareRequest | None = None,
    follows: Consent | None = None,
) -> Consent:
    """Ask everybody who must decide. Who decides and asks for their own people, gives it in the same press."""
    around = around_wish(circle, wish)
    rules.may_ask_consent(circle, wish, seat, around, again=follows is not None).insist()
    consent = Consent.objects.create(
        circle=circle,
        about=wish.about,
        up_to=wish.up_to,
        purpose=wish.purpose,
        until=wish.until,
        asked_at=clock.now(),
        asked_by=seat,
        request=request,
        follows=follows,
    )
    consent.life_domains.set(wish.life_domains)
    consent.organisations.set(wish.organisations)
    consent.supporters.set(wish.supporters)
    record("consent.asked", by=by, subject=consent.pk, circle=circle.pk, detail={"about": str(wish.about.pk)})
    mine = next((one for one in around.deciders if one.key == seat.person_id), None)
    if mine is not None:
        return say(consent, decider=mine, says_yes=True, by=by, seat=seat)
    _tell(
        [one.who.email for one in around.deciders],
        by=by,
        subject=gettext_lazy("Somebody asks you something"),
        text=gettext_lazy("In Kring a question waits for you. You choose: yes or no."),
        path=reverse("consent", args=[circle.pk, consent.pk]),
    )
    return consent


def around_wish(circle: Circle, wish: Wish) -> Around:
    """What a wish is held against, as it is now (three queries)."""
    around = read_around([circle.pk])
    here = list(Member.objects.present().filter(circle=circle).select_related("organisation"))
    residents = {member.person_id for member in here if member.person_id}
    return Around(
        persons={*around.homes.get(circle.pk, {}), *residents},
        organisations={member.organisation_id for member in here if member.organisation_id},
        supporters={member.supporter_id for member in here if member.supporter_id},
        deciders=deciders_of(wish.about),
        catalogue=around.catalogue,
    )


def deciders_of(about: Any) -> list[Decider]:
    """Who must decide about this person today (one query)."""
    return rules.who_must_decide(about, rules.authorities_over([about]))


@transaction.atomic
def say(
    consent: Consent,
    *,
    decider: Decider | None,
    says_yes: bool,
    by: Actor,
    seat: Member,
    noted: Noted | None = None,
) -> Consent:
    """The answer of one who must decide. One no is a no; consent counts when the last of them said yes."""
    consent = _locked(consent)
    deciders = deciders_of(consent.about)
    rules.may_say(consent, decider, deciders, seat).insist()
    assert decider is not None  # noqa: S101 (may_say)
    _voice(consent, decider, says_yes=says_yes, by=by, noted=noted)
    if not says_yes:
        _refuse(consent, by=by)
    elif not any(_answer_of(one, consent) is not True for one in deciders):
        _give(consent, by=by)
    return consent


@transaction.atomic
def say_together(
    consents: Iterable[tuple[Consent, Decider | None]], *, says_yes: bool, by: Actor, seat: Member
) -> list[Consent]:
    """The same answer about several people at once; each stands apart from then on."""
    return [say(one, decider=decider, says_yes=says_yes, by=by, seat=seat) for one, decider in consents]


@transaction.atomic
def note_answer(consent: Consent, *, decider: Decider | None, says_yes: bool, noted: Noted, by: Actor) -> Consent:
    """What somebody said or signed, written down by a professional. A no to what was given withdraws it."""
    consent = _locked(consent)
    rules.may_note(noted.seat, consent.circle).insist()
    if consent.state == Consent.State.GIVEN and not says_yes:
        return withdraw(consent, decider=decider, by=by, noted=noted)
    return say(consent, decider=decider, says_yes=says_yes, by=by, seat=noted.seat, noted=noted)


@transaction.atomic
def withdraw(consent: Consent, *, decider: Decider | None, by: Actor, noted: Noted | None = None) -> Consent:
    """It ends at this moment, with what was opened by it; what was read before stays in the log."""
    consent = _withdraw(consent, decider=decider, by=by, noted=noted)
    path = reverse("consent", args=[consent.circle_id, consent.pk])
    _tell(_who_must_know(consent), by=by, subject=HAS_ENDED, text=WITHDRAWN, path=path)
    return consent


@transaction.atomic
def withdraw_together(consents: Sequence[tuple[Consent, Decider | None]], *, by: Actor) -> list[Consent]:
    """About several people at once; everybody who must know hears it once."""
    ended = [_withdraw(one, decider=decider, by=by, noted=None) for one, decider in consents]
    addresses = [address for one in ended for address in _who_must_know(one)]
    path = reverse("consents", args=[ended[0].circle_id])
    _tell(addresses, by=by, subject=HAS_ENDED, text=WITHDRAWN, path=path)
    return ended


def _withdraw(consent: Consent, *, decider: Decider | None, by: Actor, noted: Noted | None) -> Consent:
    consent = _locked(consent)
    rules.may_withdraw(consent, decider, deciders_of(consent.about)).insist()
    assert decider is not None  # noqa: S101 (may_withdraw)
    _voice(consent, decider, says_yes=False, by=by, noted=noted)
    _end(consent, Consent.State.WITHDRAWN)
    if consent.request_id:
        running = ShareRequest.objects.filter(pk=consent.request_id, state=ShareRequest.State.GRANTED)
        running.filter(ended_at__isnull=True).update(ended_at=clock.now())
    record("consent.withdrawn", by=by, subject=consent.pk, circle=consent.circle_id)
    return consent


@transaction.atomic
def take_back(consent: Consent, *, by: Actor, seat: Member) -> Consent:
    """The question is no longer asked."""
    consent = _locked(consent)
    rules.may_take_back(consent, seat).insist()
    _end(consent, Consent.State.TAKEN_BACK)
    record("consent.taken_back", by=by, subject=consent.pk, circle=consent.circle_id)
    return consent


@transaction.atomic
def give_again(consent: Consent, *, until: date, by: Actor, seat: Member) -> Consent:
    """The same once more, until another day: asked by a professional, or given at once by who decides.

    The one before counts until the new one is given.
    """
    consent = _locked(consent)
    decider = next((one for one in deciders_of(consent.about) if one.key == seat.person_id), None)
    rules.may_give_again(consent, seat, decider).insist()
    Consent.objects.filter(follows=consent).exclude(state__in=(Consent.State.ASKED, Consent.State.GIVEN)).update(
        follows=None
    )
    return ask_consent(consent.circle, replace(wish_of(consent), until=until), by=by, seat=seat, follows=consent)


def wish_of(consent: Consent) -> Wish:
    """What this consent asked."""
    return Wish(
        about=consent.about,
        life_domains=list(consent.life_domains.all()),
        purpose=consent.purpose,
        until=consent.until,
        organisations=list(consent.organisations.all()),
        supporters=list(consent.supporters.all()),
        up_to=consent.up_to,
    )


def _locked(consent: Consent) -> Consent:
    related = ("circle", "about", *(f"asked_by__{who}" for who in WHO))
    found: Consent = Consent.objects.select_for_update(of=("self",)).select_related(*related).get(pk=consent.pk)
    return found


def _voice(consent: Consent, decider: Decider, *, says_yes: bool, by: Actor, noted: Noted | None) -> None:
    voice = ConsentVoice(consent=consent, person=decider.person, organisation=decider.organisation, at=clock.now())
    voice.says_yes, voice.how = says_yes, noted.how if noted else ConsentVoice.How.SCREEN
    voice.noted_by = noted.seat if noted else None
    if noted and noted.paper:
        voice.paper = noted.paper
    voice.save()
    name = "consent.said_yes" if says_yes else "consent.said_no"
    record(name, by=by, subject=consent.pk, circle=consent.circle_id, detail={"who": str(decider.key)})


def _answer_of(decider: Decider, consent: Consent) -> bool | None:
    answer = rules.last_answers(consent.voices.all()).get(decider.key)
    return answer.says_yes if answer else None


def _refuse(consent: Consent, *, by: Actor) -> None:
    _end(consent, Consent.State.REFUSED)
    record("consent.refused", by=by, subject=consent.pk, circle=consent.circle_id)
    if consent.request_id:
        _answer_request(consent.request_id, ShareRequest.State.REFUSED, by=by)
        # One no is enough for the knock, so the others need not answer any more.
        for other in Consent.objects.filter(request=consent.request_id, state=Consent.State.ASKED):
            _end(other, Consent.State.TAKEN_BACK)
    _tell_everybody(
        consent,
        by=by,
        subject=gettext_lazy("There is an answer"),
        text=gettext_lazy("In Kring somebody said no to sharing."),
    )


def _give(consent: Consent, *, by: Actor) -> None:
    consent.state, consent.given_at = Consent.State.GIVEN, clock.now()
    consent.save(update_fields=["state", "given_at"])
    if consent.follows_id:
        _replace(consent.follows_id)
    record("consent.given", by=by, subject=consent.pk, circle=consent.circle_id)
    if consent.request_id and not Consent.objects.filter(request=consent.request_id, state="asked").exists():
        days = Consent.objects.filter(request=consent.request_id, state="given").values_list("until", flat=True)
        _answer_request(consent.request_id, ShareRequest.State.GRANTED, by=by, until=min(days))
    _tell_everybody(
        consent, by=by, subject=gettext_lazy("There is an answer"), text=gettext_lazy("In Kring consent was given.")
    )


def _replace(before: Any) -> None:
    """The one before gives way to the one that makes it longer, so that one press withdraws all of it."""
    running = Consent.objects.filter(pk=before, state=Consent.State.GIVEN)
    running.update(state=Consent.State.REPLACED, ended_at=clock.now())


def _answer_request(request: Any, state: str, *, by: Actor, until: date | None = None) -> None:
    asked = ShareRequest.objects.filter(pk=request, state=ShareRequest.State.ASKED)
    asked.update(state=state, answered_at=clock.now(), answered_by=by.user, until=until)


def _end(consent: Consent, state: str) -> None:
    consent.state, consent.ended_at = state, clock.now()
    consent.save(update_fields=["state", "ended_at"])


def _tell_everybody(consent: Consent, *, by: Actor, subject: "StrPromise", text: "StrPromise") -> None:
    path = reverse("consent", args=[consent.circle_id, consent.pk])
    _tell(_who_must_know(consent), by=by, subject=subject, text=text, path=path)


def _who_must_know(consent: Consent) -> list[str]:
    """Who asked, who decides, and who may read by it or no longer may."""
    receivers = Member.objects.present().filter(circle=consent.circle_id).select_related(*WHO)
    organisations = set(consent.organisations.values_list("pk", flat=True))
    supporters = set(consent.supporters.values_list("pk", flat=True))
    addresses = [consent.asked_by.email, *(one.who.email for one in deciders_of(consent.about))]
    for member in receivers:
        if member.organisation_id in organisations or member.supporter_id in supporters:
            addresses.append(member.email)
    return addresses


def _tell(addresses: Iterable[str], *, by: Actor, subject: "StrPromise", text: "StrPromise", path: str) -> None:
    """One neutral mail to each; not to who did it."""
    mine = (by.professional or by.person).email if by.professional or by.person else ""  # type: ignore[union-attr]
    for address in sorted({address for address in addresses if address and address != mine}):
        tell(address, subject=subject, text=text, path=path)
