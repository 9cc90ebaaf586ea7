"""Whom somebody has not met yet: one of every function, for a table to meet each other."""

from kring.circles.models import Member
from kring.meetings.models import Meeting, Participant
from kring.network.models import Professional


def not_met_yet(who: Professional, meeting: Meeting) -> list[Professional]:
    """One of every function of which they met nobody, from their own district where there is one (four queries).

    Met is: together at a table, or in one circle. Who is asked to this table already counts as met.
    """
    tables = Participant.objects.filter(professional=who).values("meeting")
    circles = Member.objects.present().filter(professional=who).values("circle")
    met = set(Participant.objects.filter(meeting__in=tables).values_list("professional__function", flat=True))
    seats = Member.objects.present().filter(circle__in=circles, professional__isnull=False)
    met |= set(seats.values_list("professional__function", flat=True))
    met |= set(Participant.objects.filter(meeting=meeting).values_list("professional__function", flat=True))
    known = {function.casefold() for function in (*met, who.function)}
    mine = {district.pk for district in who.districts.all()}
    here = Professional.objects.working().filter(organisation__municipality=meeting.municipality_id)
    everybody = here.select_related("organisation").prefetch_related("districts").order_by("function", "name")
    found: dict[str, Professional] = {}
    for one in everybody:
        function = one.function.casefold()
        if function in known:
            continue
        near = any(district.pk in mine for district in one.districts.all())
        if function not in found or (near and not getattr(found[function], "is_near", False)):
            one.is_near = near  # type: ignore[attr-defined]
            found[function] = one
    return list(found.values())
