"""Programs that are killed while they write lose nothing that they have acknowledged, and hold up nobody."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.writers import new_file, rows, writer

KILLS = 20
A_KILL = 1_000_000
# More lines than wait in the pipe: who has read these, knows that the program is in the midst of writing.
MORE_THAN_WAIT = 600


def said(process: "subprocess.Popen[str]", lines: int) -> set[int]:
    """The next numbers that a running program acknowledges."""
    assert process.stdout is not None
    return {int(process.stdout.readline()) for _ in range(lines)}


def said_at_last(process: "subprocess.Popen[str]") -> set[int]:
    """What a killed program had acknowledged, still in the pipe; half a line is no acknowledgement."""
    assert process.stdout is not None
    last = {int(line) for line in process.stdout.read().split("\n")[:-1]}
    process.wait()
    return last


def test_nothing_acknowledged_is_lost_by_twenty_kills_of_eight_writers(tmp_path: Path) -> None:
    file, acknowledged = new_file(tmp_path), set()
    old = writer(file, range(0, A_KILL, 4), threads=4)
    for kill in range(1, KILLS + 1):
        new = writer(file, range(kill * A_KILL, (kill + 1) * A_KILL, 4), threads=4)
        acknowledged |= said(new, 5 + 2 * kill) | said(old, MORE_THAN_WAIT)
        old.kill()
        acknowledged |= said_at_last(old)
        # The one that is left goes on, also when the killed one had the turn.
        acknowledged |= said(new, 20)
        old = new
    old.kill()
    acknowledged |= said_at_last(old)
    assert acknowledged <= rows(file)
    assert len({number // A_KILL for number in acknowledged}) == KILLS + 1


if connection.vendor == "postgresql":

    def test_every_page_that_was_shown_has_its_looks_when_the_database_is_killed() -> None:
        """A PostgreSQL of its own is killed while eight browsers read and a worker seals, and started again."""
        done = subprocess.run(
            [settings.ROOT / "script" / "postgres", "run", sys.executable, "-m", "tests.killed_database"],
            env={**os.environ, "PYTHONPATH": str(settings.ROOT), "DJANGO_SETTINGS_MODULE": "config.settings"},
            capture_output=True,
            text=True,
            timeout=150,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        shown, written, sealed, all_sealed, problem = done.stdout.split()
        assert 35 <= int(shown) <= int(written)
        assert int(sealed) > 0
        assert (all_sealed, problem) == ("True", "good")
