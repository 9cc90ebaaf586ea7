"""One writer at a time, in the order in which they came: over threads and over processes.

SQLite's own waiting starves, and below 3.51.3 two connections that write and checkpoint at once can damage the file.
"""

import fcntl
import os
import threading
from collections import deque
from urllib.parse import unquote, urlsplit

from django.db.utils import OperationalError


class WriteLock:
    """A fair lock. Within the process a queue of threads; between processes two files, taken one behind the other.

    Who waits for the second file holds the first, so who has just released it queues behind them. The system frees
    both files of a process that dies.
    """

    _owner: int | None

    def __init__(self, path: str | None) -> None:
        """`path` is the database file, or None for a database in memory, which no other process sees."""
        self.path = path
        self._files: tuple[int, int] | None = None
        self._start_anew()

    def acquire(self) -> None:
        """Wait for my turn, however long, then hold the lock.

        Raises OperationalError when this very thread has the lock through another connection: it would wait for itself.
        """
        if self.is_mine():
            raise OperationalError("This thread is already writing through another connection to the same database.")
        self._enter()
        try:
            self._lock_files()
        except BaseException:
            self._exit()
            raise
        self._owner = threading.get_ident()

    def release(self) -> None:
        """Give the lock to who waits longest."""
        self._owner = None
        if self._files is not None:
            fcntl.flock(self._files[1], fcntl.LOCK_UN)
        self._exit()

    def is_mine(self) -> bool:
        """Whether this thread took the lock and has not yet given it back."""
        return self._owner == threading.get_ident()

    def leave_to_parent(self) -> None:
        """In a child after fork: the turn and the files belong to the parent. Closing a copy frees nothing."""
        if self._files is not None:
            for file in self._files:
                os.close(file)
            self._files = None
        self._start_anew()

    def _start_anew(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[threading.Event] = deque()
        self._held = False
        self._owner = None

    def _enter(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._queue.append(turn)
        try:
            turn.wait()
        except BaseException:
            self._give_up(turn)
            raise

    def _exit(self) -> None:
        with self._guard:
            if self._queue:
                # Handed over directly: `_held` stays true, so nobody slips in between.
                self._queue.popleft().set()
            else:
                self._held = False

    def _give_up(self, turn: threading.Event) -> None:
        """Stop waiting (a signal ended the wait); pass the turn on when it had just come."""
        with self._guard:
            if not turn.is_set():
                self._queue.remove(turn)
                return
        self._exit()

    def _lock_files(self) -> None:
        if self.path is None:
            return
        if self._files is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._files = (os.open(f"{self.path}.turn", flags, 0o600), os.open(f"{self.path}.write", flags, 0o600))
        turn, write = self._files
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
            fcntl.flock(write, fcntl.LOCK_EX)
        except BaseException:
            fcntl.flock(write, fcntl.LOCK_UN)
            raise
        finally:
            fcntl.flock(turn, fcntl.LOCK_UN)


_locks: dict[str, WriteLock] = {}
_locks_guard = threading.Lock()


def lock_for(name: str) -> WriteLock:
    """The one lock of this process for a database; `name` as in settings: a path, a `file:` address, or in memory."""
    in_memory = name == ":memory:" or "mode=memory" in name
    key = name if in_memory else _path(name)
    with _locks_guard:
        if key not in _locks:
            _locks[key] = WriteLock(None if in_memory else key)
        return _locks[key]


def _path(name: str) -> str:
    return os.path.realpath(unquote(urlsplit(name).path) if name.startswith("file:") else name)


def _after_fork_in_child() -> None:
    global _locks_guard
    _locks_guard = threading.Lock()
    for lock in _locks.values():
        lock.leave_to_parent()


os.register_at_fork(after_in_child=_after_fork_in_child)
