"""Asking to share one closed item: whom the ground makes us ask, who may ask, answer, and end it."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from kring.circles.models import Member
from kring.circles.rules import may_work_here
from kring.core import clock
from kring.core.verdict import Verdict, no, yes
from kring.municipality.models import Sensitivity
from kring.network.models import Law
from kring.sharing.models import Item, ShareRequest
from kring.sharing.reading import Reading

LONGEST = timedelta(days=365)
# What the writer keeps from others by choice, and not the law: the writer is the one to ask.
BY_CHOICE = ("before_you", "within", "not_named")
Asks = ShareRequest.Asks


def whom_to_ask(reading: Reading, item: Item) -> Sequence[str]:
    """Who can open it for this reader, the first as the ground demands; a second one where the asker may choose.

    Under another law, or where consent can open it by the catalogue: who it is about. A carer may also share what
    is about health on their own authority. Otherwise the writer.
    """
    verdict = reading.may_read(item)
    facts = reading.facts
    up_to = facts.consent_up_to.get(item.life_domain_id, facts.consent_up_to.get(None, 0))
    if verdict.ground in BY_CHOICE or item.life_domain_id is None or up_to < item.sensitivity:
        return (Asks.AUTHOR,)
    if item.sensitivity == Sensitivity.SPECIAL and item.written_under == Law.CARE:
        return (Asks.RESIDENT, Asks.AUTHOR)
    return (Asks.RESIDENT,)


def may_knock(reading: Reading, item: Item) -> Verdict:
    """A professional in the circle, for what is closed and may be known of: no offence, nothing that is withheld."""
    at_work = may_work_here(reading.circle, reading.seat)
    if not at_work.allowed or reading.seat is None:
        return at_work
    verdict = reading.may_read(item)
    if verdict.allowed:
        return no(_("You can read this already."))
    if reading.seat.professional_id is None:
        return no(_("A professional in the circle asks."), whom=item.author.name)
    if item.sensitivity == Sensitivity.CRIMINAL or verdict.tells != "domain":
        return no(_("This cannot be asked in Kring."), what_opens=_("Talk with the writer."), whom=item.author.name)
    if item.pk in reading.around.withheld:
        return no(_("The writer keeps this closed for now."), what_opens=_("Talk with the writer."))
    return yes(_("You may ask."))


def who_answers(reading: Reading, item: Item) -> Member | None:
    """The writer, or a colleague in the circle when the writer has left; None when there is nobody."""
    here = reading.members
    return next((member for member in here if member.pk == item.author_id), None) or next(
        (
            member
            for member in here
            if item.author_organisation_id and member.organisation_id == item.author_organisation_id
        ),
        None,
    )


def is_answered_by(request: ShareRequest, seat: Member) -> bool:
    """Is this the one who answers, or a colleague of theirs in the circle?"""
    author = request.author
    if author is None:
        return False
    same_desk = seat.organisation_id is not None and seat.organisation_id == author.organisation_id
    return seat.pk == author.pk or same_desk


def is_asked_by(request: ShareRequest, seat: Member) -> bool:
    """Is this the one who asked, or a colleague of theirs in the circle?"""
    return seat.organisation_id is not None and seat.organisation_id == request.asked_by.organisation_id


def may_answer(request: ShareRequest, seat: Member | None) -> Verdict:
    """The writer of the item, or a colleague, answers once."""
    at_work = may_work_here(request.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if not is_answered_by(request, seat):
        whom = request.author.name if request.author else _("who it is about")
        return no(_("This question was put to somebody else."), whom=whom)
    if request.state != ShareRequest.State.ASKED:
        return no(_("This question was answered already."))
    return yes(_("Your organisation wrote it."))


def may_still_receive(asked_by: Member, *, is_here: bool) -> Verdict:
    """Somebody of the organisation that asked is in the circle: nothing opens for who left meanwhile."""
    if is_here:
        return yes(_("They are in the circle."))
    return no(_("%(name)s is not in this circle any more.") % {"name": asked_by.name})


def may_share_until(until: date) -> Verdict:
    """From today on, for a year at most."""
    if until < clock.today():
        return no(_("This day has passed. Choose a day from today on."))
    if until > clock.today() + LONGEST:
        return no(_("Choose a day within a year."))
    return yes(_("This is a good day."))


def may_take_back(request: ShareRequest, seat: Member | None) -> Verdict:
    """Who asked, or a colleague, takes back what waits for an answer."""
    at_work = may_work_here(request.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if not is_asked_by(request, seat):
        return no(_("Only who asked takes the question back."), whom=request.asked_by.name)
    if request.state != ShareRequest.State.ASKED:
        return no(_("This question was answered already."))
    return yes(_("You asked."))


def may_end(request: ShareRequest, seat: Member | None) -> Verdict:
    """What the writer opened, the writer or a colleague closes again; also in a closed circle."""
    if seat is None or seat.state != Member.State.ACCEPTED or not is_answered_by(request, seat):
        return no(_("Only who shared it can end that."), whom=request.author.name if request.author else "")
    if request.state != ShareRequest.State.GRANTED or request.ended_at is not None:
        return no(_("It is closed already."))
    return yes(_("Your organisation shared it."))
