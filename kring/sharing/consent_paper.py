"""A consent on paper: the same letter as on the screen, with boxes to tick and room to sign."""

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kring.circles.models import Circle
from kring.core import clock
from kring.core.paper import make_pdf
from kring.core.speech import spoken
from kring.sharing.letters import ConsentShown

TEMPLATE = Path(__file__).parent / "consent.typ"


def paper_of_letter(row: ConsentShown, circle: Circle) -> bytes:
    """The letter as a PDF; who must decide each have a place to sign."""
    return make_pdf(TEMPLATE, words_of_letter(row, circle))


def words_of_letter(row: ConsentShown, circle: Circle) -> dict[str, Any]:
    """Everything that stands on the paper, as plain words."""
    return {
        "lang": spoken(),
        "title": _("Do you give consent?"),
        "name": circle.household.municipality.name,
        "made": _("Printed %(day)s") % {"day": date_format(clock.today(), "j F Y")},
        "question": str(row.letter.question),
        "rows": [[str(term), str(value)] for term, value in row.letter.rows],
        "free": [
            _("You may say no. That changes nothing about the help."),
            _("You can withdraw it at any moment. Then it is closed at once."),
        ],
        "asked_by": _("%(name)s asks you this, on %(day)s.")
        % {"name": row.consent.asked_by.name, "day": date_format(row.consent.asked_at, "j F Y")},
        "sign_title": _("What do you answer?"),
        "yes": _("Yes, I give consent"),
        "no": _("No"),
        "sign": _("Signature"),
        "day": _("Date"),
        "signers": [one.name for one in row.letter.deciders],
        "footer": _("page"),
    }
