"""When a household is expected at a table: after what stands before it on the agenda, not when the table begins."""

from datetime import datetime, time, timedelta

from kring.meetings.models import AgendaItem, Meeting


def hour_at(item: AgendaItem, meeting: Meeting) -> time:
    """The hour by the agenda as it stands now (one query); as last one when the household is not on it yet."""
    others = meeting.items.exclude(state=AgendaItem.State.DROPPED).exclude(pk=item.pk)
    if item.meeting_id == meeting.pk:
        others = others.filter(order__lt=item.order)
    before = sum(others.values_list("minutes", flat=True))
    begin = datetime.combine(meeting.day, meeting.at)
    # A table does not run into the next day, whatever stands on its agenda.
    return min(begin + timedelta(minutes=before), begin.replace(hour=23, minute=45)).time()
