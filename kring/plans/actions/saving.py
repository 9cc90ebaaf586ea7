"""How a change of a plan is kept: locked, counted, in the history, and never over somebody else's words."""

from collections.abc import Mapping, Sequence
from typing import Any

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.prepared import Prepared
from kring.households.models import Person
from kring.municipality.models import Sensitivity
from kring.network.models import Law
from kring.plans.models import Agreement, Goal, Note, Plan
from kring.sharing.actions import person_group


class ChangedMeanwhile(Exception):
    """Somebody else saved first. Carries the row as it is now, so that the page can show both."""

    def __init__(self, current: Goal | Agreement | Note) -> None:
        super().__init__("changed meanwhile")
        self.current = current


def written_by(author: Member, circle: Circle, **fields: Any) -> dict[str, Any]:
    """The columns of an item that follow from who writes it, about whom (in `fields`), and when."""
    return {
        "circle": circle,
        "author": author,
        "author_organisation": author.organisation,
        "written_under": law_of(author, fields),
        "written_at": clock.now(),
        **fields,
    }


def law_of(author: Member, fields: Mapping[str, Any]) -> str:
    """Under which law somebody writes this: that of their organisation, or a resident's own words.

    Own words are about themself, or about the household and not sensitive; what a resident says about somebody else
    is not theirs to open.
    """
    if author.organisation is not None:
        return author.organisation.writes_under
    about = fields["about"].pk if fields.get("about") else fields.get("about_id")
    if author.person_id is None or fields.get("about_group") or fields.get("about_group_id"):
        return Law.NONE
    most = Sensitivity.SPECIAL if about == author.person_id else Sensitivity.ORDINARY
    own = about in (None, author.person_id) and fields.get("sensitivity", Sensitivity.ORDINARY) <= most
    return Law.OWN if own else Law.NONE


def about_whom(circle: Circle, about: Person | Sequence[Person] | None) -> dict[str, Any]:
    """The columns that say about whom an item is: one person, several as a group, or (None) the household."""
    if about is None or isinstance(about, Person):
        return {"about": about}
    persons = list(about)
    if len(persons) > 1:
        return {"about_group": person_group(circle, persons)}
    return {"about": persons[0] if persons else None}


def save(row: Goal | Agreement, *, by: Actor, follows: bool = False) -> None:
    """Save with one revision more, and keep in the history who did it and when (on the clock of the action).

    `follows`: only what comes along with another row changed, so nobody's form is out of date because of it.
    """
    if not row._state.adding and not follows:
        row.revision += 1
    row._history_date = clock.now()  # type: ignore[union-attr]
    row._history_user = by.user  # type: ignore[union-attr]
    row.save()


def lock_plan(plan: Plan) -> None:
    """One change of order at a time, so that exactly one goal stays first."""
    Plan.objects.select_for_update().get(pk=plan.pk)


_goal_now: Prepared[Goal] = Prepared(
    lambda goal_id: (
        Goal.objects.filter(pk=goal_id)
        .select_for_update(of=("self",))
        .select_related("circle__household__municipality", "life_domain", "plan")
    )
)
_agreement_now: Prepared[Agreement] = Prepared(
    lambda agreement_id: (
        Agreement.objects.filter(pk=agreement_id)
        .select_for_update(of=("self",))
        .select_related("circle__household__municipality", "life_domain", "goal__life_domain", "responsible")
        .select_related("goal__circle")
    )
)


def current_row(model: Any, row: Any, revision: int | None = None) -> Any:
    """The row as it is now, locked; ChangedMeanwhile when the form was made from an older one."""
    current = (_agreement_now if model is Agreement else _goal_now).get(row.pk)
    if revision is not None and current.revision != revision:
        raise ChangedMeanwhile(current)
    return current
