"""Programs that are killed while they write lose nothing that they have acknowledged, and hold up nobody."""

import subprocess
from pathlib import Path

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
