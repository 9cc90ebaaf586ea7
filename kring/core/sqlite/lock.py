"""One writer at a time, in the order in which they came: over threads and over processes.

SQLite's own waiting starves, and below 3.51.3 two connections that write and checkpoint at once can damage the file.
"""

import fcntl
import os
import threading
from collections import deque


class WriteLock:
    """A fair lock. Within the process a queue of threads; between processes two files, taken one behind the other.

    Who waits for the second file holds the first, so who has just released it queues behind them.
    """

    def __init__(self, path: str | None) -> None:
        """`path` is the database file, or None for a database in memory, which no other process sees."""
        self.path = path
        self._guard = threading.Lock()
        self._queue: deque[threading.Event] = deque()
        self._held = False
        self._files: tuple[int, int] | None = None
        self._pid = os.getpid()

    def acquire(self) -> None:
        """Wait for my turn, then hold the lock."""
        self._after_fork()
        self._enter()
        try:
            self._lock_files()
        except BaseException:
            self._exit()
            raise

    def release(self) -> None:
        """Give the lock to who waits longest."""
        if self._files is not None:
            fcntl.flock(self._files[1], fcntl.LOCK_UN)
        self._exit()

    def _enter(self) -> None:
        with self._guard:
            if not self._held and not self._queue:
                self._held = True
                return
            turn = threading.Event()
            self._queue.append(turn)
        turn.wait()

    def _exit(self) -> None:
        with self._guard:
            if self._queue:
                # Handed over directly: `_held` stays true, so nobody slips in between.
                self._queue.popleft().set()
            else:
                self._held = False

    def _lock_files(self) -> None:
        if self.path is None:
            return
        if self._files is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._files = (
                os.open(f"{self.path}.turn", flags, 0o600),
                os.open(f"{self.path}.write", flags, 0o600),
            )
        turn, write = self._files
        fcntl.flock(turn, fcntl.LOCK_EX)
        try:
            fcntl.flock(write, fcntl.LOCK_EX)
        finally:
            fcntl.flock(turn, fcntl.LOCK_UN)

    def _after_fork(self) -> None:
        """A child has its own queue and its own files; the parent's belong to the parent."""
        if self._pid != os.getpid():
            self.__init__(self.path)  # type: ignore[misc]


_locks: dict[str, WriteLock] = {}
_locks_guard = threading.Lock()


def lock_for(name: str) -> WriteLock:
    """The one lock of this process for a database; `name` as in settings (a path, or something in memory)."""
    in_memory = name == ":memory:" or "mode=memory" in name
    key = name if in_memory else os.path.realpath(name)
    with _locks_guard:
        if key not in _locks:
            _locks[key] = WriteLock(None if in_memory else key)
        return _locks[key]
