"""`kring catalogue --update | --check | --compile`: the Dutch and English texts of every module."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kring.core import catalogue

KRING = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Bring the catalogues in line with the code, check them, or compile them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--update", action="store_true")
        what.add_argument("--check", action="store_true")
        what.add_argument("--compile", action="store_true")
        parser.add_argument("module", nargs="*", help="only these modules, such as plans")

    def handle(self, *args: Any, **options: Any) -> None:
        modules = sorted(path.parent for path in KRING.glob("*/__init__.py"))
        if options["module"]:
            unknown = set(options["module"]) - {module.name for module in modules}
            if unknown:
                raise CommandError(f"There is no module {', '.join(sorted(unknown))}.")
            modules = [module for module in modules if module.name in options["module"]]
        if options["update"]:
            for module in modules:
                catalogue.update(module)
        elif options["compile"]:
            self.stdout.write(f"{catalogue.compile_all(modules)} catalogues compiled")
        elif found := catalogue.faults(modules):
            raise CommandError("\n".join(found))
