"""What many tests begin with, made once for each process that runs tests and then kept under them in the database.

What lies there stays in an open transaction, and each test runs in a savepoint above it, so that nothing has to be made
or copied for a test. A test that commits, or that begins with nothing, has nothing under it; the next one that begins
with the same gets its rows by plain SQL out of tables of their own.
"""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from tests.world import World, make_world

# By the name of the fixture that gives it: what is made of the cast.
makers: dict[str, Callable[[World], Any]] = {"world": lambda world: None}
_kept: dict[str, "_Kept"] = {}
_under: list[tuple[str, transaction.Atomic]] = []


def kept_in_stock(name: str) -> Callable[[Callable[[World], Any]], Callable[[World], Any]]:
    """Tests with the fixture of this name begin with the cast and what the function makes of it."""

    def keep(make: Callable[[World], Any]) -> Callable[[World], Any]:
        makers[name] = make
        return make

    return keep


class _Kept:
    """What was made: its rows in tables of its own, its files, and the objects that tests name it by."""

    def __init__(self, name: str) -> None:
        with transaction.atomic():
            world = make_world()
            made = makers[name](world)
        self.objects = pickle.dumps((world, made))
        self.files = {path: path.read_bytes() for path in _media().rglob("*") if path.is_file()}
        self.files = {path.relative_to(_media()): held for path, held in self.files.items()}
        self.tables: dict[str, str] = {}
        with connection.cursor() as cursor:
            for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
                if cursor.fetchone() and not table.startswith(("django_", "auth_")):
                    self.tables[table] = f"stock_{name}_{table}"
                    cursor.execute(f"DROP TABLE IF EXISTS {self.tables[table]}")
                    cursor.execute(f"CREATE TABLE {self.tables[table]} AS SELECT * FROM {table}")
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)

    def put_back(self) -> None:
        """Its rows, in an empty database."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, copy in self.tables.items():
                cursor.execute(f"INSERT INTO {table} SELECT * FROM {copy}")
            models = [one for one in apps.get_models(include_auto_created=True) if one._meta.db_table in self.tables]
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)

    def named(self) -> tuple[World, Any]:
        """The cast and what was made of it, for one test; its files stand where those of the test stand."""
        for path, held in self.files.items():
            (_media() / path).parent.mkdir(parents=True, exist_ok=True)
            (_media() / path).write_bytes(held)
        both: tuple[World, Any] = pickle.loads(self.objects)  # noqa: S301
        return both


def _media() -> Path:
    return Path(settings.MEDIA_ROOT)


def _in_stock(name: str) -> _Kept:
    if name not in _kept:
        _kept[name] = _Kept(name)
    return _kept[name]


def stand_on(name: str | None) -> None:
    """Let this lie under the next test, which has not begun anything in the database yet."""
    lies = _under[-1][0] if _under else None
    if lies == name and not connection.closed_in_transaction:
        return
    if _under:
        transaction.set_rollback(True)
        _under.pop()[1].__exit__(None, None, None)
    if name is not None:
        kept = _in_stock(name)
        begun = transaction.atomic()
        begun.__enter__()
        _under.append((name, begun))
        kept.put_back()
        # Once and for all: else each test asks it again about these rows.
        connection.check_constraints()


def out_of_stock(name: str = "world") -> tuple[World, Any]:
    """The cast and what was made of it, in the database of this test."""
    if not _under:
        _in_stock(name).put_back()
    return _in_stock(name).named()
