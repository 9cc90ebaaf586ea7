"""Ages and authority as computed rules: nothing here is stored, so nothing can be out of date."""

from datetime import date
from enum import IntEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kring.core import clock
from kring.core.verdict import Text, Verdict, no, yes
from kring.households.models import Authority, CitizenNumber, Person
from kring.network.models import Organisation

FOR_CHILDREN = (Authority.Kind.PARENT, Authority.Kind.GUARDIAN)
MONTHS_BELOW = 2
OLDEST = 120


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


def age_in_words(person: Person, *, on: date | None = None) -> str:
    """ "14 years"; below 2 in months; says so when the date of birth is not known."""
    if person.birth_date is None:
        return str(_("age not known"))
    day = on or clock.today()
    years = age(person.birth_date, on=day)
    if years >= MONTHS_BELOW:
        return ngettext("%(count)s year of age", "%(count)s years of age", years) % {"count": years}
    born = person.birth_date
    months = max(0, (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day))
    return ngettext("%(count)s month of age", "%(count)s months of age", months) % {"count": months}


def next_stage(person: Person, *, on: date | None = None) -> tuple[Stage, date] | None:
    """The next birthday that changes who decides, with its day; None for adults and unknown dates of birth."""
    now = stage(person, on=on)
    coming = next((step for step in Stage if step > now), None)
    day = birthday(person, coming) if coming is not None else None
    return (coming, day) if coming is not None and day is not None else None


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
    held = [a for a in authorities if a.holder_id == holder.pk and _runs(a, day)]
    if not held:
        return no(_("No authority is known."), what_opens=_("Record the authority at the household."))
    whole = [a for a in held if a.kind != Authority.Kind.ADMINISTRATOR]
    if not whole:
        return no(_("An administrator of money decides about money only."), whom=about.short_name)
    counts = [a for a in whole if a.kind not in FOR_CHILDREN or stage(about, on=day) < Stage.SIXTEEN]
    if not counts:
        return no(_("From 16 a young person decides."), whom=about.short_name)
    return yes(counts[0].get_kind_display())


def administers_money_of(holder: Person, authorities: list[Authority], *, on: date | None = None) -> set[UUID]:
    """Whose money this person administers on a day (BW 1:431, 1:441): about that they read, about nothing else."""
    day, kind = on or clock.today(), Authority.Kind.ADMINISTRATOR
    return {a.about_id for a in authorities if a.holder_id == holder.pk and a.kind == kind and _runs(a, day)}


def may_be_born_on(day: date | None) -> Verdict:
    """A date of birth lies in the past, and not further back than anybody lives. Unknown is allowed."""
    if day is None:
        return yes(_("The date of birth is not known."))
    if day > clock.today():
        return no(_("This day has not come yet."), what_opens=_("Look at the year again."))
    if age(day) > OLDEST:
        return no(_("That is more than %(years)s years ago.") % {"years": OLDEST}, what_opens=_("Look at the year."))
    return yes(_("This day can be a date of birth."))


def may_hold_authority(
    about: Person, *, kind: str, holder: Person | None, organisation: Organisation | None, on: date | None = None
) -> Verdict:
    """Who can have this kind of say over this person (BW boek 1: titles 14, 16, 19 and 20)."""
    if (holder is None) == (organisation is None):
        return no(_("One person or one organisation decides for somebody."))
    if holder is not None and holder.pk == about.pk:
        return no(_("Nobody has authority over themselves."))
    if holder is not None and stage(holder, on=on) != Stage.ADULT:
        return no(_("Only an adult decides for somebody else."))
    if kind == Authority.Kind.PARENT and organisation is not None:
        return no(_("Only a person has parental authority."), what_opens=_("Choose guardian for an organisation."))
    adult = stage(about, on=on) == Stage.ADULT and about.birth_date is not None
    if kind in FOR_CHILDREN and adult:
        return no(_("Parental authority and guardianship end at 18."))
    if kind not in FOR_CHILDREN and stage(about, on=on) != Stage.ADULT:
        return no(_("A mentor, administrator or curator is for adults."))
    return yes(_("This can be."))


def who_decides(person: Person, *, on: date | None = None) -> Text:
    """Who decides about help, in one sentence; empty for adults, who decide for themselves (Jeugdwet 7.3.4/5)."""
    if person.birth_date is None:
        return ""
    return _DECIDES[stage(person, on=on)]


_DECIDES: dict[Stage, Text] = {
    Stage.CHILD: _("Who has authority decides about help."),
    Stage.TWELVE: _("Decides about help together with who has authority."),
    Stage.SIXTEEN: _("Decides about help alone."),
    Stage.ADULT: "",
}
THEN: dict[Stage, Text] = {
    Stage.TWELVE: _("from then on decides together with who has authority"),
    Stage.SIXTEEN: _("from then on decides alone"),
    Stage.ADULT: _("from then on is an adult; parental authority ends"),
}


def may_join(keep: Person, other: Person) -> Verdict:
    """Two rows can be made one when both stand on their own, in one municipality, with one account at most."""
    if keep.pk == other.pk or keep.same_as_id is not None or other.same_as_id is not None:
        return no(_("These two were joined already."))
    if keep.municipality_id != other.municipality_id:
        return no(_("These two belong to different municipalities."))
    if keep.user_id is not None and other.user_id is not None:
        return no(
            _("Both have an account of their own."), what_opens=_("Ask the municipality to close one of the accounts.")
        )
    if CitizenNumber.objects.filter(person__in=[keep.pk, other.pk]).count() > 1:
        return no(
            _("They have two different citizen service numbers."),
            what_opens=_("Look at the numbers: one may be wrong."),
        )
    return yes(_("Both stand on their own."))


def _runs(authority: Authority, day: date) -> bool:
    return authority.since <= day and (authority.until is None or authority.until > day)
