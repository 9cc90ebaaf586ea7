"""`kring log verify | head | export | apart | role`: prove that the log is whole, let others keep the proof."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import translation

from kring.log.seals import lines
from kring.log.seals.apart import write_apart
from kring.log.seals.checking import verify_database
from kring.log.seals.heads import canonical, head_of, own_key, read_head
from kring.log.seals.roles import grants
from kring.log.seals.sealing import last_seal
from kring.log.seals.verify import Outcome, verify


class Command(BaseCommand):
    help = "Prove that the log of looks is as it was sealed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        check = what.add_parser("verify", help="check the log in the database, or an export of it")
        check.add_argument("file", nargs="?", type=Path, help="an export; needs no database")
        check.add_argument("--head", type=Path, help="a head, or a mail with a head, that was kept elsewhere")
        check.add_argument("--key", help="the public key to expect, instead of this installation's own")
        head = what.add_parser("head", help="write the signed head")
        head.add_argument("file", nargs="?", type=Path)
        export = what.add_parser("export", help="write the whole log, to be checked without the database")
        export.add_argument("file", type=Path)
        apart = what.add_parser("apart", help="write the lines per person and who looked, in two files")
        apart.add_argument("processing", type=Path)
        apart.add_argument("audit", type=Path)
        role = what.add_parser("role", help="the rights of the application's role on PostgreSQL")
        role.add_argument("name")
        role.add_argument("--apply", action="store_true", help="carry them out, as the owner of the tables")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            getattr(self, f"_{options['what']}")(options)

    def _verify(self, options: dict[str, Any]) -> None:
        kept = _kept(options["head"])
        if options["file"] is None:
            found = verify_database(key=options["key"], kept=kept)
        else:
            try:
                with options["file"].open("rb") as file:
                    found = verify(lines.of_file(file), key=options["key"] or own_key(), kept=kept)
            except (OSError, ValueError) as fault:
                raise CommandError(str(fault)) from fault
        if found.problem:
            raise CommandError(_told(found))
        gone = f" {found.gone} of them were removed after their term." if found.gone else ""
        self.stdout.write(f"All {found.rows} looks under {found.seals} seals are as they were sealed.{gone}")

    def _head(self, options: dict[str, Any]) -> None:
        seal = last_seal()
        if seal is None:
            raise CommandError("Nothing has been sealed yet.")
        line = canonical(head_of(seal)).decode() + "\n"
        if options["file"]:
            options["file"].write_text(line)
        else:
            self.stdout.write(line, ending="")

    def _export(self, options: dict[str, Any]) -> None:
        with options["file"].open("wb") as file:
            count = lines.write(lines.of_database(), file)
        self.stdout.write(f"{count} looks written.")

    def _apart(self, options: dict[str, Any]) -> None:
        with options["processing"].open("w") as processing, options["audit"].open("w") as audit:
            count = write_apart(processing, audit)
        self.stdout.write(f"{count} looks written.")

    def _role(self, options: dict[str, Any]) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles. On SQLite triggers refuse, and the file's owner is trusted.")
        statements = grants(options["name"])
        self.stdout.write("".join(f"{statement};\n" for statement in statements), ending="")
        if options["apply"]:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
            sys.stderr.write(f"Done: {options['name']} adds to the log and cannot change it.\n")


def _kept(file: Path | None) -> dict[str, Any] | None:
    if file is None:
        return None
    try:
        return read_head(file.read_text())
    except (OSError, ValueError) as fault:
        raise CommandError(f"{file}: {fault}") from fault


def _told(found: Outcome) -> str:
    where = [f"seal {found.seal}"] if found.seal else []
    where += [f"look {found.look}"] if found.look else []
    return f"{found.says()} ({', '.join(where)}; {found.rows} looks before it were good)"
