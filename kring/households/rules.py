"""Ages and authority as computed rules: nothing here is stored, so nothing can be out of date."""

from datetime import date
from enum import IntEnum

from django.utils.translation import gettext_lazy as _

from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.households.models import Authority, Person


class Stage(IntEnum):
    """What age means in law for consent (Jeugdwet 7.3.4 and 7.3.5): below 12, 12-15, 16-17, 18 and up."""

    CHILD = 0
    TWELVE = 12
    SIXTEEN = 16
    ADULT = 18


def age(birth_date: date, *, on: date | None = None) -> int:
    """Whole years on a day; born on 29 February counts from 1 March in other years (BW 1:1 practice)."""
    day = on or clock.today()
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def stage(person: Person, *, on: date | None = None) -> Stage:
    """The person's stage in law on a day. Without a known birth date somebody counts as an adult."""
    if person.birth_date is None:
        return Stage.ADULT
    years = age(person.birth_date, on=on)
    return max(step for step in Stage if step <= max(years, 0))


def birthday(person: Person, years: int) -> date | None:
    """The day on which the person becomes `years`; None without a known birth date."""
    if person.birth_date is None:
        return None
    try:
        return person.birth_date.replace(year=person.birth_date.year + years)
    except ValueError:
        return date(person.birth_date.year + years, 3, 1)


def may_decide_for(holder: Person, about: Person, authorities: list[Authority], *, on: date | None = None) -> Verdict:
    """May `holder` decide for `about`? From 16 a young person decides alone, from 12 together (Jeugdwet 7.3.4/5).

    `authorities` are those over `about`, read once by the caller.
    """
    day = on or clock.today()
    if holder.pk == about.pk:
        if stage(about, on=day) == Stage.CHILD:
            return no(_("Below 12 a parent decides."), whom=_("a parent with authority"))
        return yes(_("It is about this person."))
    held = next((a for a in authorities if a.holder_id == holder.pk and _runs(a, day)), None)
    if held is None:
        return no(_("No authority is known."), what_opens=_("Record the authority at the household."))
    if held.kind in (Authority.Kind.PARENT, Authority.Kind.GUARDIAN) and stage(about, on=day) >= Stage.SIXTEEN:
        return no(_("From 16 a young person decides."), whom=about.short_name)
    return yes(held.get_kind_display())


def _runs(authority: Authority, day: date) -> bool:
    return authority.since <= day and (authority.until is None or authority.until > day)
