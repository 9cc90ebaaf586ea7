"""Refuse to start on a database that could be damaged."""

import sqlite3
from typing import Any

from django.core.checks import Error, register
from django.db import connections

from kring.core.sqlite.base import DatabaseWrapper

SAFE_SQLITE = (3, 51, 3)


@register()
def one_writer_on_old_sqlite(**_kwargs: Any) -> list[Error]:
    """SQLite below 3.51.3 can damage its file when two connections write and checkpoint at once."""
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return []
    return [
        Error(
            f"Database “{alias}” uses SQLite {sqlite3.sqlite_version} without Kring's write lock.",
            hint="Use the database engine kring.core.sqlite, or SQLite 3.51.3 or newer.",
            id="core.E001",
        )
        for alias in connections
        if connections[alias].vendor == "sqlite" and not isinstance(connections[alias], DatabaseWrapper)
    ]
