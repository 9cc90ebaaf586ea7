"""`kring work`: the background worker. Sends mail, seals the log, runs what must happen in time (settings.PERIODIC)."""

import logging
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import close_old_connections, connections
from django.utils.module_loading import import_string

logger = logging.getLogger("kring.worker")

PATIENCE = 10


class Command(BaseCommand):
    help = "Run the background worker until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        # Each task has a thread of its own: a mail server that does not answer holds up no seal.
        crew = [
            threading.Thread(target=_again_and_again, args=(name, seconds, stop), name=name, daemon=True)
            for name, seconds in settings.PERIODIC
        ]
        for one in crew:
            one.start()
        stop.wait()
        end = time.monotonic() + PATIENCE
        for one in crew:
            # What takes longer is broken off; it leaves nothing half done in the database.
            one.join(max(end - time.monotonic(), 0))


def _again_and_again(name: str, seconds: int, stop: threading.Event) -> None:
    """One task at its own pace; when it fails it comes again at its time."""
    while not stop.is_set():
        close_old_connections()
        try:
            import_string(name)()
        except DatabaseError:
            logger.exception("%s could not reach the database", name)
        except Exception:
            logger.exception("%s failed", name)
        stop.wait(seconds)
    connections.close_all()
