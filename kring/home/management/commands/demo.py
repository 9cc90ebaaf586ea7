"""`kring demo fill` makes the demo municipality; `kring demo status` says whether it is there."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from kring.circles.models import Circle
from kring.core import clock
from kring.home.demo.fill import fill, is_filled
from kring.home.demo.organisations import NAME
from kring.households.models import Household
from kring.network.models import Professional

LINE_EVERY = 20


class Command(BaseCommand):
    help = "Fill the demo municipality, or say how it stands. Only where KRING_DEMO=1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["fill", "status"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Raises CommandError outside the demo."""
        if not settings.DEMO:
            raise CommandError("This is not a demo. Set KRING_DEMO=1 to fill one on this machine.")
        if what == "fill" and not is_filled():
            self._fill()
        self.stdout.write(_status())

    def _fill(self) -> None:
        """A bar for a person at a screen, a line now and then for a log."""
        if not self.stdout.isatty():
            fill(clock.now(), progress=self._line)
            return
        with Bar(TextColumn(f"Filling {NAME}"), BarColumn(), MofNCompleteColumn()) as bar:
            task = bar.add_task("stories")
            fill(clock.now(), progress=lambda done, total: bar.update(task, completed=done, total=total))

    def _line(self, done: int, total: int) -> None:
        if done % LINE_EVERY == 0 or done == total:
            self.stdout.write(f"Filling {NAME}: {done} of {total} stories")


def _status() -> str:
    if not is_filled():
        return "The demo is empty. Fill it with: kring demo fill"
    return (
        f"The demo is filled: {NAME}, {Household.objects.count()} households, {Circle.objects.count()} circles, "
        f"{Professional.objects.count()} professionals. Choose somebody to be at /demo/"
    )
