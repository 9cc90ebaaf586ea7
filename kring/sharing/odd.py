"""What is odd about looks, found by the worker: each rule gives the rows of a stretch of time that it means.

It points, it does not judge: the privacy officer looks at it and says what it was.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kring.circles.models import Member
from kring.core import clock
from kring.core.when import as_day
from kring.households.models import Person
from kring.households.names import sound_of
from kring.log.models import Look
from kring.sharing.models import OddCheck, OddLook

# Between these hours, as the municipality lives them, a look is odd (unless in a crisis).
NIGHT_FROM, NIGHT_UNTIL = 23, 6
# More people than this within an hour; lists of one's own work do not count.
MANY, AN_HOUR = 30, timedelta(hours=1)
LISTS = ("work", "circles")
# A look can be committed a little after it was made, so the last minutes wait for the next time.
LATE, AT_MOST = timedelta(minutes=10), timedelta(days=1)
Rule = OddLook.Rule


class Found(NamedTuple):
    """One look that a rule means."""

    rule: str
    look: Look


def find_odd_looks() -> int:
    """Go through the looks since the last time, a day at most at once; gives how many it means. For the worker."""
    since = last_checked() or clock.now() - AT_MOST
    until = min(clock.now() - LATE, since + AT_MOST)
    if until <= since:
        return 0
    # With the hour before, for what counts within an hour.
    by_professionals = Look.objects.filter(by_user__isnull=False, by_organisation_id__isnull=False)
    both = list(by_professionals.filter(at__gt=since - AN_HOUR, at__lte=until).order_by("at"))
    looks = [look for look in both if look.at > since]
    many = (one for one in _many(both) if one.look.at > since)
    found = [*_at_night(looks), *_own_name(looks), *many, *_without_seat(looks)]
    with transaction.atomic():
        _keep(found)
        OddCheck.objects.all().delete()
        OddCheck.objects.create(until=until, at=clock.now())
    return len(found)


def _at_night(looks: Iterable[Look]) -> Iterable[Found]:
    for look in looks:
        hour = timezone.localtime(look.at).hour
        if look.allowed and look.ground != "crisis" and (hour >= NIGHT_FROM or hour < NIGHT_UNTIL):
            yield Found(Rule.NIGHT, look)


def _own_name(looks: list[Look]) -> Iterable[Found]:
    """The last word of the name of who looked sounds like the family name of who was looked at (one query)."""
    shown = [look for look in looks if look.allowed and look.about_person and look.purpose not in LISTS]
    persons = Person.objects.filter(pk__in={look.about_person for look in shown})
    sounds: dict[UUID, str] = dict(persons.values_list("pk", "family_sound"))
    for look in shown:
        own = sound_of(look.by_name.split()[-1]) if look.by_name.split() else ""
        if own and look.about_person and sounds.get(look.about_person) == own:
            yield Found(Rule.OWN_NAME, look)


def _many(looks: Iterable[Look]) -> Iterable[Found]:
    """More different people than `MANY` within any hour."""
    by_user: dict[UUID, list[Look]] = defaultdict(list)
    for look in looks:
        if look.by_user and look.about_person and look.allowed and look.purpose not in LISTS:
            by_user[look.by_user].append(look)
    for own in by_user.values():
        first = 0
        for number, look in enumerate(own):
            while own[first].at < look.at - AN_HOUR:
                first += 1
            if len({one.about_person for one in own[first : number + 1]}) > MANY:
                yield Found(Rule.MANY, look)


def _without_seat(looks: list[Look]) -> Iterable[Found]:
    """Refused at a circle in which they have no seat now: an old link, or somebody who looks around (one query)."""
    refused = [look for look in looks if not look.allowed and look.circle and look.by_user]
    circles = {look.circle for look in refused if look.circle}
    here = Member.objects.filter(circle__in=circles, state__in=(Member.State.ACCEPTED, Member.State.INVITED))
    seated = set(here.values_list("circle", "professional__user"))
    for look in refused:
        if (look.circle, look.by_user) not in seated:
            yield Found(Rule.NO_SEAT, look)


def _keep(found: Iterable[Found]) -> None:
    """One row a day for a rule and a person, however often it happened."""
    groups: dict[tuple[str, UUID, date], list[Look]] = defaultdict(list)
    for rule, look in found:
        if look.by_user is not None:
            groups[rule, look.by_user, as_day(look.at)].append(look)
    for (rule, user, day), looks in groups.items():
        first = looks[0]
        names = {
            "by_name": first.by_name,
            "by_organisation": first.by_organisation,
            "by_organisation_id": first.by_organisation_id,
            "look": first.pk,
            "times": len(looks),
            "found_at": clock.now(),
        }
        row, new = OddLook.objects.get_or_create(rule=rule, by_user=user, day=day, defaults=names)
        if not new and row.settled_at is None:
            OddLook.objects.filter(pk=row.pk).update(times=F("times") + len(looks))


def last_checked() -> datetime | None:
    """Up to which moment the looks were gone through."""
    return OddCheck.objects.order_by("-until").values_list("until", flat=True).first()
