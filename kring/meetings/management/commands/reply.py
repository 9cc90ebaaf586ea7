"""`kring reply FILE`: the answer to a table out of a mail; a mail server can hand it over (`-`: standard input)."""

import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from kring.meetings.actions.inviting.replies import NoReply, take_reply


class Command(BaseCommand):
    """One mail, one answer, or one line that says why it does not count."""

    help = "Take the answer to a table out of a mail (FILE, or - for standard input)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def handle(self, *_args: Any, **options: Any) -> None:
        name = options["file"]
        try:
            mail = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            answered = take_reply(mail)
        except OSError as fault:
            raise CommandError(f"The mail cannot be read: {fault.strerror}.") from fault
        except NoReply as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"Noted: {answered.answer}.")
