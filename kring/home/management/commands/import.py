"""`kring import partners|households|municipalities FILE`: a dry run first, then all rows or none."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import track

from kring.core.importing import Import, Outcome, run
from kring.core.tables import Row, UnreadableTable
from kring.households.imports import households
from kring.municipality.imports import known_municipalities
from kring.municipality.models import Municipality
from kring.network.imports import partners

LONG = 200
# So many faults are shown; whoever made the file mends these first.
SHOWN = 100


class Command(BaseCommand):
    help = "Read partners, households or the list of municipalities from a CSV or XLSX file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=["partners", "households", "municipalities"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="show row by row what would happen, save nothing")
        parser.add_argument("--municipality", help="whose data these are; needed when there are several")
        parser.add_argument("--quiet", action="store_true", help="only the total, not every row")

    def handle(self, *args: Any, **options: Any) -> None:
        save = not options["dry_run"]
        try:
            outcome = run(self._import(options), options["file"], save=save, progress=self._progress)
        except UnreadableTable as fault:
            raise CommandError(str(fault)) from None
        except FileNotFoundError:
            raise CommandError(_("There is no file %(file)s.") % {"file": options["file"]}) from None
        except OSError:
            raise CommandError(_("The file %(file)s cannot be read.") % {"file": options["file"]}) from None
        self._tell(outcome, save=save, quiet=options["quiet"])

    def _import(self, options: dict[str, Any]) -> Import:
        if options["kind"] == "municipalities":
            return known_municipalities()
        municipality = self._municipality(options["municipality"])
        return partners(municipality) if options["kind"] == "partners" else households(municipality)

    def _municipality(self, name: str | None) -> Municipality:
        found = list(Municipality.objects.filter(name=name) if name else Municipality.objects.all()[:2])
        if len(found) == 1:
            return found[0]
        if name:
            raise CommandError(_("There is no municipality “%(name)s” here.") % {"name": name})
        if not found:
            raise CommandError(_("There is no municipality yet. Make one with: kring municipality NAME"))
        raise CommandError(_("There are several municipalities. Say which one with --municipality."))

    def _progress(self, rows: list[Row], what: str) -> Iterable[Row]:
        if len(rows) < LONG:
            return rows
        return track(rows, description=what, console=Console(stderr=True))

    def _tell(self, outcome: Outcome, *, save: bool, quiet: bool) -> None:
        if not quiet:
            for step in outcome.steps:
                self.stdout.write(_("line %(line)s: %(words)s") % vars(step))
        if outcome.unused:
            names = ", ".join(f"“{name}”" for name in outcome.unused)
            self.stderr.write(_("These columns mean nothing here and were passed over: %(names)s.") % {"names": names})
        for fault in outcome.faults[:SHOWN]:
            self.stderr.write(self.style.ERROR(str(fault)))
        if outcome.faults:
            raise CommandError(
                _("%(count)s things are wrong. Nothing was saved. Mend the file and try again.")
                % {"count": len(outcome.faults)}
            )
        total = {"rows": len(outcome.steps), "changed": outcome.changed}
        if save:
            self.stdout.write(_("Saved: %(rows)s rows, %(changed)s of them changed something.") % total)
        else:
            self.stdout.write(_("Dry run: %(rows)s rows, %(changed)s would change something. Nothing saved.") % total)
