"""How the front page speaks: the greeting and numbers as words."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.core import clock

MIDDAY, EVENING = 12, 18
NUMBERS = (
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)


def greeting(name: str) -> str:
    """Says "Goedemorgen Sanne", by the time of day in the municipality."""
    hour = timezone.localtime(clock.now()).hour
    if hour < MIDDAY:
        return _("Good morning %(name)s") % {"name": name}
    if hour < EVENING:
        return _("Good afternoon %(name)s") % {"name": name}
    return _("Good evening %(name)s") % {"name": name}


def in_words(number: int) -> str:
    """A number as people say it, up to twelve; above that in digits."""
    return str(NUMBERS[number - 1]) if 0 < number <= len(NUMBERS) else str(number)


def asks_today(number: int) -> str:
    """How much waits: "Drie dingen vragen vandaag om jou." """
    if number == 0:
        return _("Nothing waits for you.")
    if number == 1:
        return _("One thing asks for you today.")
    return _("%(number)s things ask for you today.") % {"number": in_words(number).capitalize()}


def heard(count: int) -> str:
    """What Kring says after "I had to tell it again"."""
    times = _("It is counted: this was the first time.") if count == 1 else _("It is counted: %(count)s times now.")
    return _("That is a lot. %(times)s Your circle sees it. What helps now, first of all?") % {
        "times": times % {"count": count}
    }
