"""`kring serve`: web server and background worker as one. When one of them dies it is started again."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STOP_AFTER = 20
TOO_OFTEN = 5
PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Serve Kring: the web server and the background worker, until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1:8000")
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is not up to date. Run: kring migrate")
        connection.close()
        call_command("collectstatic", interactive=False, verbosity=0)
        sys.exit(_Family(_commands(options)).live())


def _commands(options: dict[str, Any]) -> dict[str, list[str]]:
    return {
        "web": [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi:application",
            f"--bind={options['address']}",
            f"--workers={options['processes']}",
            f"--threads={options['threads']}",
            "--worker-class=gthread",
            "--timeout=60",
            "--max-requests=20000",
            "--max-requests-jitter=2000",
            "--log-level=warning",
            "--no-control-socket",
        ],
        "worker": [sys.executable, "-m", "kring", "work"],
    }


class _Family:
    """The children, watched until a signal says stop or one of them keeps dying."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.starts: dict[str, int] = dict.fromkeys(commands, 0)
        self.stopping = False

    def live(self) -> int:
        """Start all and watch; gives the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for name in self.commands:
            self._start(name)
        code = 0
        while not self.stopping:
            for name, child in list(self.children.items()):
                if child.poll() is not None and not self.stopping:
                    if self.starts[name] >= TOO_OFTEN:
                        sys.stderr.write(f"Kring: the {name} process keeps stopping; see its words above.\n")
                        code, self.stopping = 1, True
                        break
                    time.sleep(1)
                    self._start(name)
            time.sleep(0.3)
        self._end_children()
        return code

    def _start(self, name: str) -> None:
        self.starts[name] += 1
        # A group of its own: a Ctrl-C reaches the parent only, which then stops the children in order.
        self.children[name] = subprocess.Popen(  # noqa: S603 (our own commands)
            self.commands[name], env=os.environ, start_new_session=True, preexec_fn=_die_with_parent
        )

    def _stop(self, *_signal: Any) -> None:
        self.stopping = True

    def _end_children(self) -> None:
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            try:
                child.wait(STOP_AFTER)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _die_with_parent() -> None:
    """Linux ends the child when the parent is killed, so that no half of Kring goes on alone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
