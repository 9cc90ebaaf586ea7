"""Mails after a talk: a link, and never a word of what was said or about whom."""

from django.utils.translation import gettext_lazy

from kring.circles.models import Member
from kring.core.mails import tell
from kring.core.verdict import Text
from kring.meetings.models import AgendaItem, ReadBack
from kring.sharing.reading import Reading, load_circle


def tell_summary(item: AgendaItem) -> None:
    """Who may read the talk gets a link to its summary; who only has something to do, one to the plan.

    Who may know nothing of it gets nothing.
    """
    circle = load_circle(item.circle_id)
    assert circle is not None  # noqa: S101 (the item is in it)
    reading = Reading(circle, None)
    readers = {member.email for member, verdict in reading.who_reads(item) if verdict.allowed}
    for address in sorted(readers - {""}):
        _tell(
            address,
            gettext_lazy("A talk has ended. In Kring you find what was agreed, as far as it is for you to read."),
            f"/kringen/{item.circle_id}/tafels/{item.pk}/verslag/",
        )
    made = ReadBack.objects.filter(item=item).values("agreement__responsible")
    doers = {member.email for member in reading.members if member.pk in {row["agreement__responsible"] for row in made}}
    for address in sorted(doers - readers - {""}):
        _tell(
            address,
            gettext_lazy("Something was agreed that is for you to do. You find it in Kring."),
            f"/kringen/{item.circle_id}/plan/",
        )


def tell_leaders(item: AgendaItem, seat: Member) -> None:
    """The lead, or who brought the household to the table, and the chair where they are in the circle."""
    circle = load_circle(item.circle_id)
    assert circle is not None  # noqa: S101 (the item is in it)
    reading = Reading(circle, None)
    chair, lead = item.meeting.chair_id, reading.lead
    for member, verdict in reading.who_reads(item):
        leads = (lead is not None and lead.acting.pk == member.pk) or (lead is None and member.pk == item.author_id)
        if (leads or member.professional_id == chair) and verdict.allowed and member.pk != seat.pk:
            _tell(
                member.email,
                gettext_lazy("Somebody set something right, or added something, after a talk. You find it in Kring."),
                f"/kringen/{item.circle_id}/tafels/{item.pk}/verslag/",
            )


def _tell(address: str, text: Text, path: str) -> None:
    tell(address, subject=gettext_lazy("what was agreed"), text=text, path=path)  # type: ignore[arg-type]
