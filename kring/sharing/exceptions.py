"""What may be asked, given, withdrawn and kept closed: rules about the exceptions to the rules."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from kring.circles.models import Member
from kring.circles.rules import may_work_here
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.municipality.models import Sensitivity
from kring.sharing.around import Around
from kring.sharing.consent_rules import Decider
from kring.sharing.models import Item, Withholding
from kring.sharing.rules import Facts

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


def can_be_opened(item: Item, resident: Member, facts: Facts, around: Around) -> bool:
    """What a resident may open to their own people: what they read, and what is theirs to open.

    About themself; or about the household as a whole: what is sensitive only where nobody else lives.
    """
    if resident.person_id is None or not facts.readable.holds(item):
        return False
    if item.about_id is not None:
        return item.about_id in around.also({resident.person_id})
    alone = set(around.homes.get(item.circle_id, {})) <= {resident.person_id}
    return item.about_group_id is None and (item.sensitivity == Sensitivity.ORDINARY or alone)


def may_open_to(item: Item, opens: tuple[Member, Member], seat: Member, facts: Facts, around: Around) -> Verdict:
    """Open an item: `opens` are the resident and one of their own people. The resident presses it, or a professional
    notes their yes; `may_say_so` asks whether the resident decides for themself.
    """
    resident, to = opens
    at_work = may_work_here(item.circle, seat)
    if not at_work.allowed:
        return at_work
    if seat.pk != resident.pk and seat.professional_id is None:
        return no(_("Only the resident opens this to somebody, or a professional who heard their yes."))
    if not all(may_work_here(item.circle, one).allowed for one in (resident, to)) or to.supporter_id is None:
        return no(_("They are not in this circle."), what_opens=_("Invite them into the circle first."))
    if not can_be_opened(item, resident, facts, around):
        return no(
            _("%(name)s cannot open this: it is sensitive and about everybody in the home.") % {"name": resident.name},
            what_opens=_("Ask everybody it is about for consent."),
        )
    return yes(_("It is theirs to open."))


def may_say_so(resident: Member, deciders: Sequence[Decider]) -> Verdict:
    """A resident says yes for themself: who is under 16, or for whom another decides, does not say it alone."""
    if [one.key for one in deciders] != [resident.person_id]:
        return no(
            _("%(name)s does not decide about this alone.") % {"name": resident.name},
            what_opens=_("Ask everybody who decides for consent."),
        )
    return yes(_("It is theirs to open."))
