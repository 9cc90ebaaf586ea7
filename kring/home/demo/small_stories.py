"""The other households: each situation lived by several families, with their own names, words and days."""

from dataclasses import dataclass, field
from functools import partial
from itertools import chain, zip_longest
from random import Random

from kring.home.demo.names import families
from kring.home.demo.people import WORKERS, Worker
from kring.home.demo.situations.family import FAMILY
from kring.home.demo.situations.health import HEALTH
from kring.home.demo.situations.living import LIVING
from kring.home.demo.situations.money import MONEY
from kring.home.demo.situations.old import OLD
from kring.home.demo.situations.shape import Situation
from kring.home.demo.situations.work import WORK
from kring.home.demo.situations.young import YOUNG
from kring.home.demo.small_story import SmallStory
from kring.home.demo.town import Town

SEED = 20261101
HOW_MANY = 112
_SUBJECTS = (MONEY, FAMILY, LIVING, OLD, WORK, YOUNG, HEALTH)
# In turn one of each subject, so that households beside each other never have the same story.
SITUATIONS = tuple(filter(None, chain.from_iterable(zip_longest(*_SUBJECTS))))
# Where a circle stands today. Most simply run.
STATES = (
    "runs", "lead_asked", "runs", "invited", "review_soon", "runs", "runs", "starts", "lead_moves",
    "runs", "review_late", "runs", "invited", "self", "runs", "closed", "runs",
)  # fmt: skip
# The first people of the demo get their circles before their colleagues do.
MAIN = {"sanne": 11, "anouk": 12}


@dataclass
class Desks:
    """Who works where, how many circles they have by now, and which situations: nobody gets the same one twice."""

    load: dict[str, int] = field(default_factory=lambda: {worker.key: 0 for worker in WORKERS})
    had: set[tuple[str, str]] = field(default_factory=set)

    def someone(self, situation: Situation, organisation: str, district: str) -> str:
        """The key of who takes a new household of this district: who has the fewest, in their own district first."""
        colleagues = [w for w in WORKERS if w.organisation == organisation and not w.is_privacy_officer]
        chosen = min(colleagues, key=lambda worker: self._less_fit(worker, situation, district))
        self.load[chosen.key] += 1
        self.had.add((chosen.key, situation.purpose))
        return chosen.key

    def _less_fit(self, worker: Worker, situation: Situation, district: str) -> tuple[bool, bool, bool, int]:
        """The lowest fits best."""
        return (
            (worker.key, situation.purpose) in self.had,
            bool(worker.districts) and district not in worker.districts,
            self.load[worker.key] >= MAIN.get(worker.key, 0),
            self.load[worker.key],
        )


def small_stories(town: Town) -> list[SmallStory]:
    """All of them, ready to be told; always the same ones."""
    names, desks = families(Random(SEED)), Desks()  # noqa: S311 (always the same demo)
    return [
        SmallStory(
            town,
            number,
            situation=SITUATIONS[number % len(SITUATIONS)],
            state=STATES[number % len(STATES)],
            family=names[number % len(names)],
            find=partial(desks.someone, SITUATIONS[number % len(SITUATIONS)]),
        )
        for number in range(HOW_MANY)
    ]
