"""The one command: `kring serve`, `kring migrate`, `kring import partners FILE`, ..."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(["kring", *sys.argv[1:]])


if __name__ == "__main__":
    main()
