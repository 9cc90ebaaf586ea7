"""`kring work`: the background worker. Sends mail and runs what must happen in time (settings.PERIODIC)."""

import logging
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.utils.module_loading import import_string

logger = logging.getLogger("kring.worker")


class Command(BaseCommand):
    help = "Run the background worker until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        due = {name: 0.0 for name, _seconds in settings.PERIODIC}
        while not stop.is_set():
            for name, seconds in settings.PERIODIC:
                if time.monotonic() >= due[name]:
                    due[name] = time.monotonic() + seconds
                    self._run(name)
            stop.wait(1)

    def _run(self, name: str) -> None:
        """One task; when it fails the others go on, and it comes again at its time."""
        close_old_connections()
        try:
            import_string(name)()
        except DatabaseError:
            logger.exception("%s could not reach the database", name)
        except Exception:
            logger.exception("%s failed", name)
