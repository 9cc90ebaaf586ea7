"""`kring serve`: web server and background worker as one. When one of them dies it is started again."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import deque
from functools import partial
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

STOP_AFTER = 20
TOO_OFTEN, WITHIN = 5, 60
PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Serve Kring: the web server and the background worker, until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1:8000")
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        _insist_on_a_ready_database()
        call_command("collectstatic", interactive=False, verbosity=0)
        sys.exit(_Family(_commands(options)).live())


def _insist_on_a_ready_database() -> None:
    """Raises CommandError when the database cannot be reached or misses migrations."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise CommandError(f"The database cannot be reached: {error}") from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date. Run: kring migrate")
    connection.close()


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
            f"--graceful-timeout={STOP_AFTER - 5}",
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
        # When each was started, the last few times: a child that dies now and then in a long life is no fault.
        self.starts = {name: deque[float](maxlen=TOO_OFTEN) for name in commands}
        self.stopping = False

    def live(self) -> int:
        """Start all and watch; gives the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for name in self.commands:
            self._start(name)
        code = 0
        while not self.stopping:
            time.sleep(0.3)
            dead = [name for name, child in self.children.items() if child.poll() is not None]
            if hopeless := [name for name in dead if self._too_often(name)]:
                sys.stderr.write(f"Kring: the {hopeless[0]} process keeps stopping; see its words above.\n")
                code = 1
                break
            for name in [] if self.stopping else dead:
                time.sleep(1)
                self._start(name)
        self._end_children()
        return code

    def _too_often(self, name: str) -> bool:
        starts = self.starts[name]
        return len(starts) == TOO_OFTEN and time.monotonic() - starts[0] < WITHIN

    def _start(self, name: str) -> None:
        self.starts[name].append(time.monotonic())
        # A group of its own: a Ctrl-C reaches the parent only, which then stops the children in order.
        self.children[name] = subprocess.Popen(  # noqa: S603 (our own commands)
            self.commands[name], start_new_session=True, preexec_fn=partial(_die_with, os.getpid(), ctypes.CDLL(None))
        )

    def _stop(self, *_signal: Any) -> None:
        self.stopping = True

    def _end_children(self) -> None:
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(STOP_AFTER)
        # Who does not listen, and what a killed child has left behind.
        for child in self.children.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _die_with(parent: int, system: ctypes.CDLL) -> None:
    """Linux ends the child when the parent is killed, so that no half of Kring goes on alone."""
    system.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
