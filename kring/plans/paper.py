"""The plan on paper: what everybody at the table may read, as a page to print and as a tagged PDF (PDF/UA-1)."""

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.paper import make_pdf
from kring.core.speech import spoken
from kring.core.verdict import Verdict
from kring.households.models import Person
from kring.plans.models import Agreement, Period
from kring.plans.reading import Frame, GoalShown, PlanShown
from kring.sharing import rules
from kring.sharing.facts import authorities_held_by, facts_of_member
from kring.sharing.models import Item
from kring.sharing.reading import Reading, Shown

TEMPLATE = Path(__file__).parent / "plan.typ"


class ReadingTogether(Reading):
    """What the reader and one resident may both read: the paper lies on the table between them."""

    def __init__(self, reading: Reading, person: Person) -> None:
        super().__init__(reading.circle, reading.seat)
        self.mine = reading
        self.around, self.authorities = reading.around, reading.authorities
        seats = [member for member in reading.members if member.person_id == person.pk]
        seat = seats[0] if seats else Member(circle=reading.circle, person=person, state=Member.State.ACCEPTED)
        held = reading.authorities if seats else authorities_held_by(person)
        held = [authority for authority in held if authority.holder_id == person.pk]
        self.theirs = facts_of_member(seat, reading.around, held)

    def may_read(self, item: Item) -> Verdict:
        """Open when both may read it; otherwise the answer of the one who may not."""
        mine = self.mine.may_read(item)
        return rules.may_read(self.theirs, item) if mine.allowed else mine


def paper_of(plan: PlanShown, frame: Frame, circle: Circle) -> dict[str, Any]:
    """The plan as plain words for the paper. Closed parts are left out; nothing in it is markup."""
    return {
        "lang": spoken(),
        "title": _("Our plan"),
        "name": circle.household.name,
        "made": _("Printed %(day)s") % {"day": _written_out(clock.today())},
        "purpose": circle.purpose,
        "matters_title": _("What matters to us"),
        "matters": [
            {"text": shown.item.text, "who": (shown.item.about or shown.item.author).name}
            for shown in frame.matters
            if shown.open
        ],
        "message_title": _("What we all say"),
        "message": frame.message.item.text if frame.message and frame.message.open else "",
        "review": _review(plan.period),
        "goals_title": _("What we work on"),
        "no_goals": _("There is no goal yet"),
        "goals": [_goal(row) for row in plan.goals if row.goal.open],
        "ended_title": _("What we worked on before"),
        "ended": [
            f"{row.goal.item.result} ({row.goal.item.get_state_display()})" for row in plan.ended if row.goal.open
        ],
        "box": _("not done yet"),
        "footer": _("page"),
    }


def pdf_of(paper: dict[str, Any]) -> bytes:
    """The plan as a tagged PDF after PDF/UA-1."""
    return make_pdf(TEMPLATE, paper)


def _review(period: Period | None) -> str:
    if period is None:
        return ""
    return _("We look back together on %(day)s.") % {"day": _written_out(period.review_on)}


def _goal(row: GoalShown) -> dict[str, Any]:
    goal = row.goal.item
    return {
        "result": goal.result,
        "number": row.number,
        "first": _("This comes first") if goal.is_first else "",
        "own_words": goal.own_words,
        "about": ", ".join(
            part for part in (goal.life_domain.name if goal.life_domain else "", _about(row.goal)) if part
        ),
        "waits": _("Waits for %(number)s") % {"number": row.waits_on} if row.waits_on else "",
        "agreements": [_agreement(shown) for shown in row.open_agreements if shown.open],
        "done": _done(row),
    }


def _about(shown: Shown[Any]) -> str:
    return shown.item.about.short_name if shown.item.about else ""


def _agreement(shown: Shown[Agreement]) -> dict[str, str]:
    agreement = shown.item
    day = agreement.due_on
    return {
        "what": agreement.what,
        "who": agreement.responsible.name,
        "phone": agreement.responsible.phone,
        "when": _("before or on %(day)s") % {"day": _written_out(day)} if agreement.in_week else _written_out(day),
    }


def _done(row: GoalShown) -> str:
    count = sum(1 for shown in row.closed_agreements if shown.open and shown.item.state == Agreement.State.DONE)
    if not count:
        return ""
    return ngettext("%(count)s agreement was done.", "%(count)s agreements were done.", count) % {"count": count}


def _written_out(day: Any) -> str:
    """A day that still says the same when the paper is read next week."""
    return date_format(day, "j F Y")
