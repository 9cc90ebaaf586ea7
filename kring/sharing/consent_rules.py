"""Consent: who must decide, for how long, about what and to whom; who may ask, answer and withdraw.

Jeugdwet 7.3.4 and 7.3.5: below 12 who has authority, 12-15 both, from 16 the young person. Adults themselves, or who
is in their place. Refusing never ends help.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.circles.rules import may_work_here
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.core.when import full_day
from kring.households.models import Authority, Person, Supporter
from kring.households.rules import FOR_CHILDREN, Stage, birthday, stage
from kring.municipality.models import LifeDomain, Sensitivity
from kring.network.models import Organisation, OrganisationKind
from kring.sharing.around import Catalogue
from kring.sharing.models import Consent, ConsentVoice

IN_THEIR_PLACE = (Authority.Kind.CURATOR, Authority.Kind.MENTOR)
# Somebody from the own network counts as a volunteer in the catalogue: no task in law.
SUPPORTER_KIND = OrganisationKind.VOLUNTEERS
# How long before its last day a consent comes back to who asked.
TELL_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class Decider:
    """One whose answer counts: a person, or the organisation that is guardian, mentor or curator."""

    who: Person | Organisation

    @property
    def key(self) -> uuid.UUID:
        return self.who.pk

    @property
    def person(self) -> Person | None:
        return self.who if isinstance(self.who, Person) else None

    @property
    def organisation(self) -> Organisation | None:
        return self.who if isinstance(self.who, Organisation) else None

    @property
    def name(self) -> str:
        return self.who.name

    @property
    def short_name(self) -> str:
        return self.who.short_name if isinstance(self.who, Person) else self.who.name


@dataclass(frozen=True)
class Wish:
    """What is asked: about whom, what, up to how sensitive, to whom, what for, until which day (included)."""

    about: Person
    life_domains: Sequence[LifeDomain]
    purpose: str
    until: date
    organisations: Sequence[Organisation] = ()
    supporters: Sequence[Supporter] = ()
    up_to: int = Sensitivity.SPECIAL


@dataclass(frozen=True)
class Around:
    """What a wish is held against: who is at home and in the circle today, who decides, and the catalogue."""

    persons: Collection[uuid.UUID]
    organisations: Collection[uuid.UUID]
    supporters: Collection[uuid.UUID]
    deciders: Sequence[Decider]
    catalogue: Catalogue


def authorities_over(persons: Iterable[Person], *, on: date | None = None) -> list[Authority]:
    """Who has authority over these persons on a day, today unless said (one query)."""
    day = on or clock.today()
    running = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
    rows = Authority.objects.filter(running, about__in=[person.pk for person in persons])
    return list(rows.select_related("holder", "holder_organisation").order_by("since", "pk"))


def who_must_decide(about: Person, authorities: Iterable[Authority], *, on: date | None = None) -> list[Decider]:
    """Everybody who must say yes; empty when nobody with authority over a child is known.

    `authorities` run on that day; those over others are left out.
    """
    over = [authority for authority in authorities if authority.about_id == about.pk]
    age = stage(about, on=on)
    if age == Stage.ADULT:
        for kind in IN_THEIR_PLACE:
            if instead := _holders(over, (kind,)):
                return instead
        return [Decider(about)]
    if age == Stage.SIXTEEN:
        return [Decider(about)]
    parents = _holders(over, FOR_CHILDREN)
    # Without anybody with authority a child of 12 cannot be heard alone: both must say yes.
    return [Decider(about), *parents] if age == Stage.TWELVE and parents else parents


def _holders(authorities: Iterable[Authority], kinds: Iterable[str]) -> list[Decider]:
    found = (held.holder or held.holder_organisation for held in authorities if held.kind in kinds)
    return [Decider(who) for who in dict.fromkeys(found) if who is not None]


def last_day(about: Person, *, on: date | None = None) -> date:
    """The last day that consent given today can count: a year, and before the birthday on which others decide."""
    day = on or clock.today()
    latest = _a_year_after(day)
    now = stage(about, on=day)
    coming = {Stage.CHILD: Stage.TWELVE, Stage.TWELVE: Stage.SIXTEEN}.get(now)
    others_decide = birthday(about, coming) if coming is not None else None
    return min(latest, others_decide - timedelta(days=1)) if others_decide else latest


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def opens_up_to(catalogue: Catalogue, kind: str, domain: LifeDomain) -> int:
    """Up to which sensitivity consent can open this life domain to this kind of organisation; 0: not at all."""
    limits = catalogue.kind(kind).consent_up_to
    return limits.get(domain.pk, limits.get(None, 0))


def may_ask_consent(circle: Circle, wish: Wish, seat: Member | None, around: Around, *, again: bool = False) -> Verdict:
    """A professional in the circle asks; who decides opens things to their own people without being asked.

    `again`: what was asked before is given once more, which who decides may do too.
    """
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    by_themself = (again or not wish.organisations) and any(seat.person_id == one.key for one in around.deciders)
    if seat.professional_id is None and not by_themself:
        return no(_("A professional in the circle asks for consent."), whom=_("the lead of the circle"))
    if wish.about.pk not in around.persons:
        return no(_("This person does not belong to this household."))
    if not around.deciders:
        return no(
            _("Nobody is known who decides for %(name)s.") % {"name": wish.about.short_name},
            what_opens=_("Record the authority at the household."),
        )
    receivers = may_receive(wish, around)
    return receivers if not receivers.allowed else may_run_until(wish.about, wish.until)


def may_receive(wish: Wish, around: Around) -> Verdict:
    """Receivers sit in the circle, and the catalogue lets consent open these life domains to them."""
    if not wish.life_domains:
        return no(_("Choose at least one life domain."))
    if not wish.organisations and not wish.supporters:
        return no(_("Choose to whom it opens."))
    strangers = [one for one in wish.organisations if one.pk not in around.organisations]
    strangers += [one for one in wish.supporters if one.pk not in around.supporters]  # type: ignore[misc]
    if strangers:
        return no(_("%(name)s is not in this circle.") % {"name": strangers[0].name})
    kinds = {one.name: one.kind for one in wish.organisations} | {one.name: SUPPORTER_KIND for one in wish.supporters}
    for name, kind in kinds.items():
        for domain in wish.life_domains:
            if opens_up_to(around.catalogue, kind, domain) < wish.up_to:
                return no(
                    _("By the rules of your municipality, consent does not open “%(domain)s” this far to %(name)s.")
                    % {"domain": domain.name, "name": name},
                    what_opens=_("Ask for less, or leave this one out."),
                    whom=_("the privacy officer of your municipality"),
                )
    return yes(_("Consent can open this."))


def may_run_until(about: Person, until: date) -> Verdict:
    """From today on, for a year at most, and never past the birthday on which somebody else decides."""
    if until < clock.today():
        return no(_("This day has passed. Choose a day from today on."))
    latest = last_day(about)
    if until > latest:
        return no(
            _("Consent for %(name)s can run until %(day)s at most.")
            % {"name": about.short_name, "day": full_day(latest)},
            what_opens=_("Choose a day before that. It can be given again."),
        )
    return yes(_("This is a good day."))


def decider_here(actor: Actor, deciders: Iterable[Decider]) -> Decider | None:
    """As whom this actor answers: themself, or for the organisation that is guardian, mentor or curator."""
    mine = {actor.person.pk} if actor.is_resident and actor.person else set()
    if actor.professional is not None:
        mine = {actor.professional.organisation_id}
    return next((one for one in deciders if one.key in mine), None)


def may_say(consent: Consent, decider: Decider | None, deciders: Iterable[Decider], seat: Member | None) -> Verdict:
    """Who must decide answers while it is asked, in an open circle, before its last day."""
    at_work = may_work_here(consent.circle, seat)
    if not at_work.allowed:
        return at_work
    if decider is None or decider not in deciders:
        return no(
            _("Somebody else decides about this."),
            whom=", ".join(one.name for one in deciders),
        )
    if consent.state != Consent.State.ASKED:
        return no(_("This question was answered already."))
    if consent.until < clock.today():
        return no(_("The last day of this question has passed."), what_opens=_("Ask again, until a later day."))
    return yes(_("You decide about this."))


def may_note(seat: Member | None, circle: Circle) -> Verdict:
    """A professional in the circle writes down what was said or signed; their name stands with it."""
    at_work = may_work_here(circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.professional_id is None:
        return no(_("A professional writes down what others said."))
    return yes(_("You heard it, or you have the paper."))


def may_withdraw(consent: Consent, decider: Decider | None, deciders: Iterable[Decider]) -> Verdict:
    """One of those who decide today is enough; also in a closed circle."""
    if consent.state != Consent.State.GIVEN:
        return no(_("There is nothing to withdraw: this consent does not count."))
    if decider is None or decider not in deciders:
        return no(_("Somebody else decides about this."), whom=", ".join(one.name for one in deciders))
    return yes(_("You decide about this."))


def may_take_back(consent: Consent, seat: Member | None) -> Verdict:
    """Who asked, or a colleague of the same organisation, takes a question back that waits for an answer."""
    at_work = may_work_here(consent.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    asked_by = consent.asked_by
    same_desk = seat.organisation_id is not None and seat.organisation_id == asked_by.organisation_id
    if seat.pk != asked_by.pk and not same_desk:
        return no(_("Only who asked takes the question back."), whom=asked_by.name)
    if consent.state != Consent.State.ASKED:
        return no(_("This question was answered already."))
    return yes(_("You asked."))


def may_give_again(consent: Consent, seat: Member | None, decider: Decider | None) -> Verdict:
    """What counts, ended or was refused can be asked or given again; once, and while the circle is open."""
    at_work = may_work_here(consent.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if consent.state in (Consent.State.ASKED, Consent.State.TAKEN_BACK, Consent.State.REPLACED):
        return no(_("There is nothing to give again."))
    if hasattr(consent, "followed_by") and consent.followed_by.state in (Consent.State.ASKED, Consent.State.GIVEN):
        return no(_("It was asked or given again already."))
    if seat.professional_id is None and decider is None:
        return no(_("A professional asks, or who decides gives it again."))
    return yes(_("It can be given again."))


def last_answers(voices: Iterable[ConsentVoice]) -> dict[uuid.UUID, ConsentVoice]:
    """The last answer of each who answered, by the id of the person or organisation."""
    ordered = sorted(voices, key=lambda voice: (voice.at, voice.pk))
    return {voice.person_id or voice.organisation_id: voice for voice in ordered}  # type: ignore[misc]


def still_to_answer(deciders: Iterable[Decider], voices: Iterable[ConsentVoice]) -> list[Decider]:
    """Who must still say yes or no."""
    answers = last_answers(voices)
    return [one for one in deciders if one.key not in answers]
