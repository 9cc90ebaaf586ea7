"""The invitation on paper, for who has no mail address: their name, the day, whom to call. No more."""

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kring.circles.models import Member
from kring.core import clock
from kring.core.paper import make_pdf
from kring.core.speech import spoken
from kring.meetings.actions.inviting.guests import open_days
from kring.meetings.asking.guests import day_lines, guest_line
from kring.meetings.models import Guest

TEMPLATE = Path(__file__).parent / "letter.typ"


def letter_to(guest: Guest, *, sender: Member) -> bytes:
    """A tagged PDF; read it before it goes, for it lies on a table or in a letter box."""
    return make_pdf(TEMPLATE, words_of(guest, sender=sender))


def words_of(guest: Guest, *, sender: Member) -> dict[str, Any]:
    """The letter as plain words."""
    days = [line for _meeting, line in day_lines(guest.item, open_days(guest.item))]
    call = {"name": sender.name, "phone": sender.phone}
    how = _("Call %(name)s: %(phone)s.") if sender.phone else _("Tell %(name)s.")
    return {
        "lang": spoken(),
        "title": _("An invitation to talk together"),
        "made": date_format(clock.today(), pgettext("day in a mail, Django date format", "l j F Y")),
        "hello": _("Hello %(name)s,") % {"name": guest.member.name},
        "says": [
            _("We would like to talk with you. You decide what you want to say, and you may bring somebody along."),
            _("Which of these days suits you?") if days else _("You are welcome on:"),
        ],
        "days": days or [guest_line(guest)],
        "choosing": bool(days),
        "asks": [how % call, _("Does the day not suit you? Say so. Then we look for another one.")],
        "greeting": _("Kind regards,"),
        "sender": sender.name,
        "box": _("not chosen yet"),
    }
