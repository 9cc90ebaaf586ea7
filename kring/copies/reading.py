"""The page of copies: for whom one may ask, and what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kring.circles.actors import Actor
from kring.copies.models import Copy
from kring.households.models import Person
from kring.households.rules import may_decide_for
from kring.sharing.facts import authorities_held_by


@dataclass(frozen=True)
class CopyOf:
    """One person with the last copy that this account asked about them."""

    about: Person
    copy: Copy | None

    @property
    def may_ask(self) -> bool:
        """Is none being made?"""
        return self.copy is None or not self.copy.is_under_way


def decides_for(me: Person) -> list[Person]:
    """Oneself and those for whom one decides now, by age and authority (one query)."""
    held = authorities_held_by(me)
    about = [me, *{authority.about_id: authority.about for authority in held}.values()]
    return [one for one in about if may_decide_for(me, one, [a for a in held if a.about_id == one.pk]).allowed]


def copies_of(actor: Actor) -> list[CopyOf]:
    """Oneself and those for whom one decides, each with the last copy (two queries)."""
    return with_last(actor, decides_for(actor.person)) if actor.person else []


def with_last(actor: Actor, about: Iterable[Person]) -> list[CopyOf]:
    """These persons, each with the last copy that this account asked about them (one query)."""
    about = list(about)
    rows = Copy.objects.filter(asked_by=actor.user, about__in=about).order_by("asked_at")
    last = {row.about_id: row for row in rows}
    return [CopyOf(one, last.get(one.pk)) for one in about]


def copies_on_paper_by(actor: Actor) -> list[Copy]:
    """What this officer asked for others and has not thrown away (one query)."""
    rows = Copy.objects.filter(asked_by=actor.user).exclude(seen_how="").exclude(state=Copy.State.GONE)
    return list(rows.select_related("about").order_by("-asked_at")[:50])


def found_by(actor: Actor, family_name: str, birth_date: date) -> list[Person]:
    """Who goes by this name and day of birth in the officer's municipality; at most two (one query)."""
    job = actor.professional
    here = Person.objects.filter(municipality=job.organisation.municipality_id) if job else Person.objects.none()
    same = here.filter(family_name__iexact=family_name, birth_date=birth_date, same_as__isnull=True)
    return list(same[:2])
