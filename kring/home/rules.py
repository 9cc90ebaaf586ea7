"""What is allowed in the story, beside reading it."""

from django.utils.translation import gettext as _

from kring.circles.models import Member
from kring.circles.rules import may_work_here
from kring.core.verdict import Verdict, no, yes
from kring.plans.models import Note


def may_correct(note: Note, seat: Member | None, *, corrected: bool) -> Verdict:
    """Who wrote a note sets it right, once; the old words stay to be read. Others write what they know instead."""
    at_work = may_work_here(note.circle, seat)
    if not at_work.allowed or seat is None:
        return at_work
    if note.author_id != seat.pk:
        return no(
            _("Somebody else wrote this."),
            what_opens=_("Write what you know in a note of your own."),
            whom=note.author.name,
        )
    if note.kind != Note.Kind.NOTE:
        return no(_("This is changed in the plan."), what_opens=_("Go to the plan."))
    if corrected:
        return no(_("This was set right already."), what_opens=_("Set the newest one right."))
    return yes(_("You wrote it."))
