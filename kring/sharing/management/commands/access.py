"""`kring access [--check]`: write docs/access.md from the rules, or say that it is out of date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from kring.sharing.access import as_markdown, default_sheet

SHEET = Path(__file__).resolve().parents[4] / "docs" / "access.md"


class Command(BaseCommand):
    help = "Write docs/access.md, who reads what on which ground, from the rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether it is up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("nl"):
            text = as_markdown(default_sheet())
        if not options["check"]:
            SHEET.write_text(text)
        elif not SHEET.exists() or SHEET.read_text() != text:
            raise CommandError("docs/access.md is not what the rules say. Run: kring access")
