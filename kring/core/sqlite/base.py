"""Django's SQLite backend, with the write lock around all that writes.

A transaction (BEGIN IMMEDIATE) holds the lock from before its first statement until it is committed, rolled back or
closed. A single statement outside a transaction holds it while it runs, unless it only reads.
"""

import contextlib
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.features import DatabaseFeatures as SQLiteFeatures

from kring.core.sqlite.lock import WriteLock, lock_for

# What is not known to read only, waits for its turn; a turn too many costs little, one too few costs data.
READS = re.compile(
    r"\s*(SELECT|EXPLAIN|VALUES"
    r"|PRAGMA(?!\s+(wal_checkpoint|journal_mode|optimize|incremental_vacuum|user_version|application_id))"
    r"|WITH(?!.*\b(INSERT|UPDATE|DELETE|REPLACE)\b))\b",
    re.IGNORECASE | re.DOTALL,
)
# Seconds to wait for a turn, where DATABASES has no WRITE_PATIENCE.
PATIENCE = 30.0
# The files that this process opened before, so that they are write-ahead. Never looked up in the file itself: to open
# and close a database file beside SQLite drops all its locks of this process (sqlite.org/howtocorrupt.html, 2.2).
_written_ahead: set[str] = set()


# To look through a long statement takes longer than many statements take; the same ones come over and over.
@lru_cache(maxsize=1024)
def _reads(query: str) -> bool:
    return READS.match(query) is not None


class _Cursor(base.SQLiteCursorWrapper):
    """A cursor that waits for its turn before a statement that writes outside a transaction."""

    database: "DatabaseWrapper"
    _kept: Iterator[Any] | None = None

    def execute(self, query: str, params: Any = None) -> Any:
        self._kept = None
        if self.database.may_go(query):
            return super().execute(query, params)
        with self.database.turn():
            super().execute(query, params)
            if self.description and not self.connection.in_transaction:
                # SQLite commits when the last row of RETURNING is read: that must be before the turn ends.
                self._kept = iter(super().fetchall())
        return self

    def executemany(self, query: str, param_list: Any) -> Any:
        self._kept = None
        with self.database.turn():
            return super().executemany(query, param_list)

    def executescript(self, script: str) -> Any:
        self._kept = None
        with self.database.turn():
            return super().executescript(script)

    def __next__(self) -> Any:
        return super().__next__() if self._kept is None else next(self._kept)

    def fetchone(self) -> Any:
        return super().fetchone() if self._kept is None else next(self._kept, None)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        size = self.arraysize if size is None else size
        return super().fetchmany(size) if self._kept is None else list(islice(self._kept, size))

    def fetchall(self) -> list[Any]:
        return super().fetchall() if self._kept is None else list(self._kept)


class DatabaseFeatures(SQLiteFeatures):
    """A list read half way keeps an old picture of the file, from which SQLite refuses to write: so read it whole."""

    can_use_chunked_reads = False


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection. It remembers the lock it holds, and in which process it took it."""

    features_class = DatabaseFeatures

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._taken: tuple[WriteLock, int] | None = None

    @property
    def holds(self) -> bool:
        """Whether this connection has the write lock; a copy of it in a forked child has not."""
        return self._taken is not None and self._taken[1] == os.getpid()

    def may_go(self, query: str) -> bool:
        """Whether a statement needs no turn: it only reads, outside a transaction of ours."""
        return not self.holds and _reads(query)

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the lock for one statement; on, when that statement leaves a transaction open."""
        self._take(self.settings_dict.get("WRITE_PATIENCE", PATIENCE))
        try:
            yield
        finally:
            self._give_unless_in_transaction()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        path = str(conn_params["database"])
        if self.is_in_memory_db() or path in _written_ahead:
            return super().get_new_connection(conn_params)
        # The first one turns the file over to the write-ahead log, which no other may do at the same time.
        with self.turn():
            connection = super().get_new_connection(conn_params)
        _written_ahead.add(path)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=_Cursor)
        cursor.database = self
        return cursor

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._give_unless_in_transaction()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_unless_in_transaction()

    def _close(self) -> None:
        # The last connection to close writes the log back into the file: that is writing too.
        if not self._lock().is_mine():
            # Nobody waits for the answer to this, and half closed is worse than late.
            self._take(patience=None)
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give()

    def _lock(self) -> WriteLock:
        return lock_for(str(self.settings_dict["NAME"]))

    def _take(self, patience: float | None) -> None:
        if not self.holds:
            lock = self._lock()
            lock.acquire(patience)
            self._taken = (lock, os.getpid())

    def _give(self) -> None:
        if self._taken is not None and self.holds:
            lock, self._taken = self._taken[0], None
            lock.release()

    def _give_unless_in_transaction(self) -> None:
        if self.connection is None or not self.connection.in_transaction:
            self._give()
