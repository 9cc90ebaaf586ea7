"""Django's SQLite backend, with the write lock around all that writes.

A transaction (BEGIN IMMEDIATE) holds the lock from before its first statement until it is committed, rolled back or
closed. A single statement outside a transaction holds it while it runs, unless it only reads.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db.backends.sqlite3 import base

from kring.core.sqlite.lock import WriteLock, lock_for

READS = ("SELECT", "EXPLAIN", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK TO")


class _Cursor(base.SQLiteCursorWrapper):
    """A cursor that takes the lock for a statement that writes outside a transaction."""

    writing: Any

    def execute(self, query: str, params: Any = None) -> Any:
        with self.writing(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self.writing(query):
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; `_holds` says whether it has the lock now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds = False

    @property
    def write_lock(self) -> WriteLock:
        return lock_for(str(self.settings_dict["NAME"]))

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=_Cursor)
        cursor.writing = self._writing
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self._take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give()
            raise

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
        self._take()
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give()

    @contextlib.contextmanager
    def _writing(self, query: str) -> Iterator[None]:
        if self._holds or self.in_atomic_block or _only_reads(query):
            yield
            return
        self._take()
        try:
            yield
        finally:
            self._give_unless_in_transaction()

    def _take(self) -> None:
        if not self._holds:
            self.write_lock.acquire()
            self._holds = True

    def _give(self) -> None:
        if self._holds:
            self._holds = False
            self.write_lock.release()

    def _give_unless_in_transaction(self) -> None:
        if self.connection is None or not self.connection.in_transaction:
            self._give()


def _only_reads(query: str) -> bool:
    return query.lstrip().upper().startswith(READS)
