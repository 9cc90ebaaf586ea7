"""The one command: `kring serve`, `kring migrate`, `kring import partners FILE`, ..."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(["kring", *sys.argv[1:]])
    except ImproperlyConfigured as fault:
        # A setting is missing or wrong: its sentence says what to do, and the way that led there helps nobody.
        sys.exit(f"Kring: {fault}")


if __name__ == "__main__":
    main()
