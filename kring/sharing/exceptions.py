"""What may be asked, given, withdrawn and kept closed: rules about the exceptions to the rules."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from kring.circles.models import Member
from kring.circles.rules import may_work_here
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.sharing.models import Item, Withholding

# As long as a writer may keep something closed before looking at it again.
LONGEST_WITHHELD = timedelta(days=92)
# So long before it opens by itself, who keeps it closed is asked to look at it again.
LOOK_AGAIN = timedelta(days=7)


def may_keep_closed(item: Item, seat: Member | None, *, until: date) -> Verdict:
    """Only a professional of the organisation that wrote it, for three months at most (Wmo 2015, 5.3.2; AVG 23)."""
    at_work = may_work_here(item.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.organisation_id is None or seat.organisation_id != item.author_organisation_id:
        return no(_("Only who wrote it can keep it closed."), whom=item.author.name)
    if until < clock.today():
        return no(_("This day has passed. Choose a day from today on."))
    if until > clock.today() + LONGEST_WITHHELD:
        return no(_("Choose a day within three months. Then look at it again."))
    return yes(_("Your organisation wrote it."))


def may_open_again(row: Withholding, seat: Member | None) -> Verdict:
    """The organisation that keeps it closed opens it, once."""
    at_work = may_work_here(row.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if seat.organisation_id is None or seat.organisation_id != row.by.organisation_id:
        return no(_("Only who wrote it can keep it closed."), whom=row.by.name)
    if row.ended_at is not None or row.until < clock.today():
        return no(_("It is open already."))
    return yes(_("Your organisation wrote it."))
