"""Consents asked together about several people of one family: one row to read, each to withdraw apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kring.core.verdict import Text
from kring.core.when import as_day
from kring.sharing.consent_rules import Decider
from kring.sharing.letters import ConsentShown, Letter, asks, listed
from kring.sharing.models import Consent


@dataclass(frozen=True)
class Family:
    """The same question about one or more people, with the same answer so far; in the order in which it was asked."""

    rows: Sequence[ConsentShown]

    @property
    def consent(self) -> Consent:
        """The first: what is asked, to whom and until when is the same in all."""
        return self.rows[0].consent

    @property
    def state(self) -> str:
        return self.rows[0].state

    @property
    def is_one(self) -> bool:
        return len(self.rows) == 1

    @property
    def letter(self) -> Letter:
        """One letter for all of them; who decides about whom stands with each."""
        first = self.rows[0].letter
        if self.is_one:
            return first
        about = listed([row.consent.about.name for row in self.rows])
        question = asks(first.to, [row.consent.about.short_name for row in self.rows])
        rows: list[tuple[Text, Text]] = [(_("About whom"), about), *first.rows[1:]]
        return Letter(question=question, rows=rows, deciders=self.deciders, to=first.to)

    @property
    def deciders(self) -> list[Decider]:
        return list(dict.fromkeys(one for row in self.rows for one in row.letter.deciders))

    @property
    def waits_for(self) -> list[Decider]:
        """Who must still say yes or no about one of them."""
        return list(dict.fromkeys(one for row in self.rows for one in row.waits_for))

    @property
    def to_say(self) -> list[ConsentShown]:
        """What the reader still answers."""
        return [row for row in self.rows if row.may_say.allowed and not row.i_answered]

    @property
    def to_withdraw(self) -> list[ConsentShown]:
        """What the reader may withdraw."""
        return [row for row in self.rows if row.may_withdraw.allowed]


def families_of(rows: Iterable[ConsentShown]) -> list[Family]:
    """Put together what was asked together and stands the same; the order stays. No query."""
    found: dict[Any, list[ConsentShown]] = {}
    for row in rows:
        found.setdefault(_alike(row), []).append(row)
    return [Family(sorted(some, key=_eldest_first)) for some in found.values()]


def _alike(row: ConsentShown) -> Any:
    consent = row.consent
    return (
        frozenset(one.pk for one in consent.organisations.all()),
        frozenset(one.pk for one in consent.supporters.all()),
        frozenset(one.pk for one in consent.life_domains.all()),
        (consent.purpose, consent.up_to, consent.until, consent.asked_by_id, consent.request_id),
        (row.state, as_day(consent.asked_at), consent.ended_at and as_day(consent.ended_at)),
    )


def _eldest_first(row: ConsentShown) -> Any:
    return (row.consent.about.birth_date or date.max, row.consent.about.given_name, row.consent.pk)
