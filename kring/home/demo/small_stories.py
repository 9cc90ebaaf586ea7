"""The other households: each situation lived by several families, with their own names, words and days."""

from dataclasses import dataclass, field
from itertools import chain, zip_longest
from random import Random

from kring.home.demo.names import families
from kring.home.demo.people import WORKERS
from kring.home.demo.situations.family import FAMILY
from kring.home.demo.situations.health import HEALTH
from kring.home.demo.situations.living import LIVING
from kring.home.demo.situations.money import MONEY
from kring.home.demo.situations.old import OLD
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
MAIN = {"sanne": 10, "anouk": 12}


@dataclass
class Desks:
    """Who works where, and how many circles they have by now: the next one goes to who has the fewest."""

    load: dict[str, int] = field(default_factory=lambda: {worker.key: 0 for worker in WORKERS})

    def someone(self, organisation: str, district: str) -> str:
        """The key of who takes a new household of this district."""
        all_ = [w for w in WORKERS if w.organisation == organisation and not w.is_privacy_officer]
        here = [w for w in all_ if not w.districts or district in w.districts] or all_
        first = min(here, key=lambda worker: (not self._is_main(worker.key), self.load[worker.key]))
        self.load[first.key] += 1
        return first.key

    def _is_main(self, key: str) -> bool:
        return self.load[key] < MAIN.get(key, 0)


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
            find=desks.someone,
        )
        for number in range(HOW_MANY)
    ]
