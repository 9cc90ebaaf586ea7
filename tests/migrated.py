"""The database of a process that runs tests: a copy of one that was migrated before, until anything of that changes.

Migrating takes twenty seconds, copying less than one.
"""

import ast
import contextlib
import fcntl
import gc
import hashlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

# What the migrations of Kring stand on beside its own files: those of Django and of the libraries, by their versions.
BESIDE = [*(settings.ROOT / "requirements").glob("*.txt"), *(settings.ROOT / "config").glob("*.py"), Path(__file__)]


def _sources() -> list[Path]:
    """All migrations, and every file of Kring that they import, and what that imports."""
    todo = [path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/*.py")]
    found = set(todo)
    while todo:
        path = todo.pop()
        for node in ast.walk(ast.parse(path.read_bytes())):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [name.name for name in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
            for name in names:
                place = settings.ROOT.joinpath(*name.split("."))
                for file in (place.with_suffix(".py"), place / "__init__.py"):
                    if name.startswith("kring.") and file.is_file() and file not in found:
                        found.add(file)
                        todo.append(file)
    return sorted(found)


def _mark() -> str:
    """Changes with anything that may change what migrating makes."""
    files = [*_sources(), *sorted(BESIDE)]
    return hashlib.sha256(b"".join(str(file).encode() + file.read_bytes() for file in files)).hexdigest()[:16]


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / "migrated.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def much_garbage() -> Iterator[None]:
    """Migrating makes every model anew hundreds of times; to look for garbage less often takes a quarter off."""
    before = gc.get_threshold()
    gc.set_threshold(10_000, 20, 100)
    yield
    gc.set_threshold(*before)


def make_database() -> str:
    """Make the database of this process; gives the name of the one that it takes the place of."""
    before, creation = str(connection.settings_dict["NAME"]), connection.creation
    with _one_at_a_time():
        made = _Files() if connection.vendor == "sqlite" else _Templates()
        is_there = made.is_there()
        if is_there:
            made.copy()
        with much_garbage(), contextlib.redirect_stdout(io.StringIO()):
            # Migrates what is not migrated yet, which is nothing in a copy.
            creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=made.keep and is_there)
        connection.close()
        if not is_there:
            made.keep_copy()
    return before


def copy_for(database: str) -> None:
    """Lay all tables in another database: a file, or one on the same server as that of the tests."""
    if connection.vendor == "sqlite":
        shutil.copyfile(_file(), database)
    else:
        _execute(f"DROP DATABASE IF EXISTS {database}")
        _execute(f"CREATE DATABASE {database} TEMPLATE migrated_{_mark()}")


def _file() -> Path:
    return Path(settings.VAR) / f"migrated-{_mark()}.sqlite3"


def _execute(statement: str) -> None:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(statement)


class _Files:
    """SQLite: a file beside that of the tests."""

    keep = True

    def __init__(self) -> None:
        self.test = Path(connection.creation._get_test_db_name())
        self.made = _file()
        for end in ("", "-wal", "-shm"):
            Path(f"{self.test}{end}").unlink(missing_ok=True)

    def is_there(self) -> bool:
        return self.made.is_file()

    def copy(self) -> None:
        shutil.copyfile(self.made, self.test)

    def keep_copy(self) -> None:
        for old in settings.VAR.glob("migrated-*.sqlite3"):
            old.unlink()
        half = self.made.with_suffix(".half")
        shutil.copyfile(self.test, half)
        half.rename(self.made)


class _Templates:
    """PostgreSQL: a database on the same server, which the tests take for a template."""

    keep = False

    def __init__(self) -> None:
        self.made = f"migrated_{_mark()}"

    def is_there(self) -> bool:
        return self.made in self._all()

    def copy(self) -> None:
        connection.settings_dict["TEST"]["TEMPLATE"] = self.made

    def keep_copy(self) -> None:
        for old in self._all():
            _execute(f"DROP DATABASE {old}")
        _execute(f"CREATE DATABASE {self.made} TEMPLATE {connection.settings_dict['NAME']}")

    def _all(self) -> list[str]:
        with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'migrated\_%'")
            return [name for (name,) in cursor.fetchall()]


if __name__ == "__main__":
    import django

    django.setup()
    connection.creation.destroy_test_db(make_database(), verbosity=0)
