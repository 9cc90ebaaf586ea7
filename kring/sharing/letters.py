"""A consent as a short letter, in the words that the resident reads: what, to whom, what for, until when."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.circles.models import Member
from kring.core import clock
from kring.core.verdict import Text, Verdict
from kring.households.rules import Stage, stage
from kring.municipality.models import Sensitivity
from kring.sharing import consent_rules as rules
from kring.sharing.consent_rules import Decider, Wish
from kring.sharing.models import Consent, ConsentVoice
from kring.sharing.reading import Reading

WHO = ("professional", "person", "supporter", "organisation")
State = Consent.State


@dataclass(frozen=True)
class Letter:
    """What the resident reads: a question, four answers, and who decides."""

    question: Text
    rows: Sequence[tuple[Text, Text]]
    deciders: Sequence[Decider]
    # The names of the organisations and people that may read it.
    to: Sequence[str] = ()

    @property
    def who_decides(self) -> str:
        return listed([one.name for one in self.deciders])


@dataclass(frozen=True)
class ConsentShown:
    """One consent on a page, with what this reader may do with it."""

    consent: Consent
    letter: Letter
    mine: Decider | None
    waits_for: Sequence[Decider]
    may_say: Verdict
    may_withdraw: Verdict
    may_take_back: Verdict
    may_give_again: Verdict

    @property
    def state(self) -> str:
        """As the table says, but `ended` when its last day has passed."""
        over = self.consent.until < clock.today()
        return "ended" if self.consent.state == State.GIVEN and over else self.consent.state

    @property
    def runs(self) -> bool:
        return self.state == State.GIVEN

    @property
    def i_answered(self) -> bool:
        """Did the reader say yes already, while others still have to?"""
        return self.mine is not None and self.mine not in self.waits_for

    @property
    def voices(self) -> list[ConsentVoice]:
        return sorted(self.consent.voices.all(), key=lambda voice: voice.at)


def letter_of(wish: Wish, deciders: Sequence[Decider], members: Iterable[Member]) -> Letter:
    """The letter of a wish; `members` give each organisation its faces."""
    members = list(members)
    receivers = [_with_names(one.name, one.pk, members) for one in wish.organisations]
    receivers += [f"{one.name} ({one.relation})" for one in wish.supporters]
    to = [one.name for one in wish.organisations] + [one.name for one in wish.supporters]
    domains = listed([domain.name for domain in wish.life_domains])
    sensitive = wish.up_to >= Sensitivity.SPECIAL
    what = _("What is written about %(domains)s.") % {"domains": f"“{domains}”"}
    if sensitive:
        what += " " + _("Also what is written about health or is otherwise personal.")
    else:
        what += " " + _("Nothing about health.")
    return Letter(
        question=asks(to, [wish.about.short_name]),
        rows=[
            (_("About whom"), wish.about.name),
            (_("What"), what),
            (_("To whom"), listed(receivers)),
            (_("What for"), wish.purpose),
            (_("Until when"), _("Until %(day)s. Then it stops by itself.") % {"day": date_format(wish.until, "j F Y")}),
        ],
        deciders=deciders,
        to=to,
    )


def asks(to: Sequence[str], names: Sequence[str]) -> str:
    """The question in one sentence: to whom, about whom."""
    words = {"receivers": listed(to), "name": listed(names)}
    return _("May %(receivers)s read what is written about %(name)s?") % words


def _with_names(organisation: str, pk: uuid.UUID, members: Iterable[Member]) -> str:
    people = [member.name for member in members if member.organisation_id == pk]
    return f"{organisation} ({listed(people)})" if people else organisation


def listed(names: Sequence[str]) -> str:
    """ "Anouk, Ahmed en Ria"."""
    names = list(dict.fromkeys(names))
    if len(names) < 2:
        return "".join(names)
    return _("%(others)s and %(last)s") % {"others": ", ".join(names[:-1]), "last": names[-1]}


def speaks_to_a_child(actor: Actor | None) -> bool:
    """Is the reader a resident under 18?"""
    return actor is not None and actor.person is not None and stage(actor.person) < Stage.ADULT


def consents_of(reading: Reading) -> QuerySet[Consent]:
    """The consents of this circle with all that a page shows of them (five queries when read)."""
    return (
        Consent.objects.filter(circle=reading.circle)
        .select_related("about", "followed_by", "request", *(f"asked_by__{who}" for who in WHO))
        .prefetch_related(
            "life_domains",
            "organisations",
            "supporters",
            "voices__person",
            "voices__organisation",
            "voices__noted_by__professional",
        )
        .order_by("-asked_at", "-pk")
    )


def show_consents(reading: Reading, actor: Actor, consents: Iterable[Consent]) -> list[ConsentShown]:
    """Those that concern this reader, each with what they may do (one query for who decides).

    A professional sees all that organisations ask; a resident what is about them, or what they decide about.
    """
    consents = list(consents)
    authorities = rules.authorities_over({consent.about for consent in consents})
    shown = []
    for consent in consents:
        consent.circle = reading.circle
        row = _shown(reading, actor, consent, rules.who_must_decide(consent.about, authorities))
        if _concerns(reading, actor, row):
            shown.append(row)
    return shown


def _shown(reading: Reading, actor: Actor, consent: Consent, deciders: list[Decider]) -> ConsentShown:
    mine = rules.decider_here(actor, deciders)
    wish = Wish(
        about=consent.about,
        life_domains=list(consent.life_domains.all()),
        purpose=consent.purpose,
        until=consent.until,
        organisations=list(consent.organisations.all()),
        supporters=list(consent.supporters.all()),
        up_to=consent.up_to,
    )
    asked = consent.state == State.ASKED
    return ConsentShown(
        consent=consent,
        letter=letter_of(wish, deciders, reading.members),
        mine=mine,
        waits_for=rules.still_to_answer(deciders, consent.voices.all()) if asked else [],
        may_say=rules.may_say(consent, mine, deciders, reading.seat),
        may_withdraw=rules.may_withdraw(consent, mine, deciders),
        may_take_back=rules.may_take_back(consent, reading.seat),
        may_give_again=rules.may_give_again(consent, reading.seat, mine),
    )


def _concerns(reading: Reading, actor: Actor, row: ConsentShown) -> bool:
    if row.mine is not None or (actor.person is not None and actor.person.pk == row.consent.about_id):
        return True
    seat = reading.seat
    if seat is None or seat.professional_id is None:
        return False
    return bool(row.consent.organisations.all()) or row.consent.asked_by.professional_id is not None


def runs_out(until: date) -> bool:
    """Is it time to ask again?"""
    return until <= clock.today() + rules.TELL_BEFORE
