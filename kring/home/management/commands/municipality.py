"""`kring municipality NAME`: a new municipality with the default life domains and grounds."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from kring.municipality.defaults import add_life_domains
from kring.municipality.glossary import add_default_terms
from kring.municipality.models import District, Municipality
from kring.sharing.defaults import add_default_grounds


class Command(BaseCommand):
    help = "Make a municipality with the default life domains and the default table of grounds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--districts", default="", help="names with commas between them")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Municipality.objects.filter(name=options["name"]).exists():
            raise CommandError(_("There is a municipality “%(name)s” already.") % {"name": options["name"]})
        municipality = Municipality.objects.create(name=options["name"])
        add_life_domains(municipality)
        add_default_grounds(municipality)
        add_default_terms(municipality)
        for name in filter(None, (part.strip() for part in options["districts"].split(","))):
            District.objects.create(municipality=municipality, name=name)
        self.stdout.write(_("Made: municipality %(name)s.") % {"name": municipality.name})
