"""One writer at a time, in the order in which they came: over threads and over processes.

SQLite's own waiting starves, and below 3.51.3 two connections that write and checkpoint at once can damage the file.
"""

import fcntl
import os
import threading
import time
from collections import deque
from urllib.parse import unquote, urlsplit

from django.db.utils import OperationalError


class Busy(OperationalError):
    """My turn to write did not come in time. Nothing of what I wanted to write was begun."""


class _Asking:
    """A thread of its own that waits for the files, which the system gives in order but without a limit of time."""

    def __init__(self) -> None:
        self.came = threading.Event()
        self.wanted = True
        self.fault: OSError | None = None


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

    def acquire(self, patience: float | None = None) -> None:
        """Wait for my turn, at most `patience` seconds (None: however long), then hold the lock.

        Raises Busy when it did not come in time. Raises OperationalError when this very thread has the lock through
        another connection: it would wait for itself.
        """
        if self.is_mine():
            raise OperationalError("This thread is already writing through another connection to the same database.")
        until = None if patience is None else time.monotonic() + patience
        self._enter(until)
        try:
            self._lock_files(until)
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
        self._asking: _Asking | None = None
        self._owner = None

    def _enter(self, until: float | None) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._queue.append(turn)
        try:
            if not turn.wait(_left(until)):
                raise Busy(_BUSY)
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
        """Stop waiting (it took too long, or a signal ended the wait); pass the turn on when it had just come."""
        with self._guard:
            if not turn.is_set():
                self._queue.remove(turn)
                return
        self._exit()

    def _lock_files(self, until: float | None) -> None:
        if self.path is None:
            return
        if self._files is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._files = (os.open(f"{self.path}.turn", flags, 0o600), os.open(f"{self.path}.write", flags, 0o600))
        with self._guard:
            if self._asking is None and _take_free_files(*self._files):
                return
            asking = self._ask()
        try:
            if not asking.came.wait(_left(until)):
                raise Busy(_BUSY)
        except BaseException:
            self._do_without(asking)
            raise
        with self._guard:
            self._asking = None
        if asking.fault is not None:
            raise asking.fault

    def _ask(self) -> _Asking:
        """The thread that waits for the files: who gave up leaves it to the next, so there is never a second."""
        if self._asking is not None:
            self._asking.wanted = True
            return self._asking
        asking = self._asking = _Asking()
        threading.Thread(target=self._wait_for_files, args=(asking, self._files), daemon=True).start()
        return asking

    def _wait_for_files(self, asking: _Asking, files: tuple[int, int]) -> None:
        try:
            _take_files(*files)
        except OSError as fault:
            asking.fault = fault
        with self._guard:
            asking.came.set()
            if not asking.wanted:
                self._asking = None
                fcntl.flock(files[1], fcntl.LOCK_UN)

    def _do_without(self, asking: _Asking) -> None:
        """Stop waiting for the files; give them back when they had just come."""
        with self._guard:
            asking.wanted = False
            if asking.came.is_set() and self._files is not None:
                self._asking = None
                fcntl.flock(self._files[1], fcntl.LOCK_UN)


_BUSY = "Another program has been writing for too long; nothing was written."


def _left(until: float | None) -> float | None:
    """Seconds until a moment of the monotonic clock, never below zero; None is for ever."""
    return None if until is None else max(0.0, until - time.monotonic())


def _take_free_files(turn: int, write: int) -> bool:
    """Take the second file if nobody has it or waits for it; gives whether that went."""
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    try:
        fcntl.flock(write, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        fcntl.flock(turn, fcntl.LOCK_UN)
    return True


def _take_files(turn: int, write: int) -> None:
    """Wait for the first file, then for the second; with that, the first is for who comes next."""
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
