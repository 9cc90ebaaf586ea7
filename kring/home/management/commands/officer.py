"""`kring officer MAIL`: make somebody privacy officer; they give the other tasks themselves, at /beheer/mensen/."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kring.network.actions import set_task
from kring.network.models import Professional


class Command(BaseCommand):
    help = "Make a professional privacy officer of their municipality."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        professional = Professional.objects.filter(email=options["email"].lower(), ended_on__isnull=True).first()
        if professional is None:
            raise CommandError(_("Nobody with this address works here. Import the partners first."))
        set_task(professional, task="is_privacy_officer", on=True, by=None)
        self.stdout.write(_("%(name)s is privacy officer now.") % {"name": professional.name})
