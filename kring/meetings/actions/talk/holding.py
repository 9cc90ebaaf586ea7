"""An item of a table held until the end of the transaction, and counted when it changes."""

from kring.meetings.models import AgendaItem


def locked(item: AgendaItem) -> AgendaItem:
    """The item as it is now, held until the end of the transaction."""
    rows = AgendaItem.objects.select_for_update(of=("self",))
    held: AgendaItem = rows.select_related("circle__household__municipality", "meeting").get(pk=item.pk)
    return held


def changed(item: AgendaItem, *fields: str) -> None:
    """Save these fields and count, so that every screen at the table sees that something changed."""
    item.changes += 1
    item.save(update_fields=[*fields, "changes"])
