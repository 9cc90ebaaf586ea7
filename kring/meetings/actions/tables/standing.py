"""Who stands in a series: places of an organisation and a function, taken, given up, and followed by a successor."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core.verdict import no
from kring.log.actions import record
from kring.meetings import rules
from kring.meetings.actions.tables.series import sit_down, to_come
from kring.meetings.actions.tables.series_mails import WHOLE, tell_dates, tell_no_longer
from kring.meetings.models import MeetingSeries, Participant, StandingPlace
from kring.network.models import Organisation, Professional


@transaction.atomic
def add_place(
    series: MeetingSeries, *, organisation: Organisation, function: str, by: Actor, holder: Professional | None = None
) -> StandingPlace:
    """One more place from now on. Without a name it is for the one who has this function there."""
    rules.may_change_series(series, by).insist()
    place = StandingPlace(series=series, organisation=organisation, function=function, holder=holder)
    holder = holder or _follower(place)
    taken = series.places.filter(holder=holder).exists() if holder else _same(place).filter(holder=None).exists()
    if taken:
        no(_("This place is there already."), what_opens=_("Look at who stands in this table.")).insist()
    place.holder = holder
    place.save()
    if holder:
        _take(place, holder)
    record("meeting.series.place_added", by=by, subject=series.pk)
    return place


@transaction.atomic
def drop_place(place: StandingPlace, *, by: Actor) -> None:
    """This place is no longer there; who sat there is told once, and not asked to the tables to come."""
    rules.may_drop_place(place, by).insist()
    if place.holder is not None:
        _leave(place, place.holder)
    place.delete()
    record("meeting.series.place_dropped", by=by, subject=place.series_id)


def follow_places() -> int:
    """Who left is followed by who has the same function there; gives how many places changed. Run by the worker."""
    left = StandingPlace.objects.filter(holder__ended_on__isnull=False) | StandingPlace.objects.filter(holder=None)
    running = left.filter(series__ended_on__isnull=True)
    return sum(_follow(place) for place in running.select_related("series", "organisation", "holder"))


@transaction.atomic
def _follow(place: StandingPlace) -> bool:
    """Only when it is clear who: one colleague with this function. Otherwise it is empty, and the chair sees it."""
    before, holder = place.holder, _follower(place)
    if before is not None and before.ended_on is not None:
        Participant.objects.filter(professional=before, meeting__in=to_come(place.series)).delete()
    if holder is None and (before is None or _same(place).filter(holder=None).exists()):
        if before is not None:
            place.delete()
        return before is not None
    if holder == before:
        return False
    place.holder = holder
    place.save(update_fields=["holder"])
    if holder is not None:
        _take(place, holder)
    record("meeting.series.place_followed", by=None, subject=place.series_id)
    return True


def _follower(place: StandingPlace) -> Professional | None:
    """The one who has this function there and no place yet; None when nobody has, or several."""
    here = Professional.objects.working().filter(organisation=place.organisation_id, function__iexact=place.function)
    free = list(here.exclude(pk__in=place.series.places.filter(holder__isnull=False).values("holder"))[:2])
    return free[0] if len(free) == 1 else None


def _same(place: StandingPlace) -> QuerySet[StandingPlace]:
    others = place.series.places.filter(organisation=place.organisation_id, function=place.function)
    return others.exclude(pk=place.pk)


def _take(place: StandingPlace, who: Professional) -> None:
    meetings = list(to_come(place.series))
    for meeting in meetings:
        sit_down(meeting, [who.pk])
    asked = Participant.objects.filter(professional=who, meeting__in=meetings).select_related("meeting")
    tell_dates(who, asked, WHOLE)


def _leave(place: StandingPlace, who: Professional) -> None:
    asked = Participant.objects.filter(professional=who, meeting__in=to_come(place.series))
    gone = [one.meeting for one in asked.select_related("meeting")]
    asked.delete()
    tell_no_longer(who, gone, place.series_id)
