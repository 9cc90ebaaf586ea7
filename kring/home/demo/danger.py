"""Safety notes, visits and crises in the stories, each through the action that a page calls."""

from datetime import timedelta

from kring.home.demo.telling import Telling
from kring.sharing.actions import NotTold, break_glass, close_again, end_warning, review_crisis, say_visit, warn
from kring.sharing.models import CrisisAccess, SafetyNote


def warns(story: Telling, who: str, kind: SafetyNote.Kind, text: str, *, until: int) -> SafetyNote:
    """`who` writes what visitors must know, until a day."""
    with story.then():
        day = story.town.days.today + timedelta(days=until)
        return warn(story.circle, kind=kind, text=text, until=day, by=story.actor(who), seat=story.seat(who))


def is_over(story: Telling, who: str, note: SafetyNote) -> None:
    with story.then():
        end_warning(note, by=story.actor(who), seat=story.seat(who))


def visits(story: Telling, who: str, *, on: int) -> None:
    """`who` says on which day they go there."""
    with story.then():
        day = story.town.days.today + timedelta(days=on)
        say_visit(story.circle, on=day, by=story.actor(who), seat=story.seat(who))


def opens(
    story: Telling, who: str, danger: CrisisAccess.Danger, words: str, *, hours: int, not_told: NotTold | None = None
) -> CrisisAccess:
    """`who`, in the circle or not, breaks the glass."""
    with story.then():
        return break_glass(
            story.circle, danger=danger, words=words, hours=hours, by=story.actor(who), not_told=not_told
        )


def closes(story: Telling, who: str, crisis: CrisisAccess) -> None:
    with story.then():
        close_again(crisis, by=story.actor(who))


def is_looked_at(story: Telling, who: str, crisis: CrisisAccess, *, right: bool, words: str) -> None:
    """The privacy officer says what they find of it."""
    with story.then():
        review_crisis(crisis, was_right=right, words=words, by=story.actor(who))
