"""`kring keeping`: take away what was approved, as the owner of the tables where the application may not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kring.keeping.destroying import destroy_what_was_answered
from kring.keeping.removing import waits_for_the_owner
from kring.keeping.running import work_on_runs


class Command(BaseCommand):
    help = "Take away what two people approved, and what organisations said yes to. Run it as the owner of the tables."

    def handle(self, *args: Any, **options: Any) -> None:
        if waits_for_the_owner():
            raise CommandError(
                "This role may not remove anything. Set KRING_DATABASE to that of the owner of the tables."
            )
        runs, things = work_on_runs(), destroy_what_was_answered()
        self.stdout.write(f"{runs} runs went on. {things} things were destroyed on request.")
