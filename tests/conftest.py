"""What all tests share: the fixed cast, quick settings, and a browser's way of sending forms."""

import gc
import os
import secrets
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from kring.households.models import Person, Supporter
from kring.log.seals.watch import watch
from kring.network.models import Professional
from tests.migrated import make_database
from tests.stock import makers, out_of_stock, stand_on
from tests.world import World

# Which worlds the rules of reading are asked about; KRING_SEED=... draws the same ones again.
WORLDS_SEED = int(os.environ.setdefault("KRING_SEED", str(secrets.randbelow(2**31))))

SignIn = Callable[[Professional | Person | Supporter], Client]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The database of this process, with all its tables."""
    with django_db_blocker.unblock():
        before = make_database()
    yield
    with django_db_blocker.unblock():
        stand_on(None)
        connection.creation.destroy_test_db(before, verbosity=0)


@pytest.fixture
def _ground(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any, _quick: None) -> str | None:
    """What lies in the database before this test begins: nothing, the cast, or more than that."""
    mark = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames) or (
        mark and mark.kwargs.get("transaction")
    )
    asked = request.fixturenames if "_begins_with" in request.fixturenames else []
    name = next((name for name in reversed(makers) if name in asked), None)
    with django_db_blocker.unblock():
        stand_on(None if commits else name)
    return name


@pytest.fixture
def _django_db_helper(_ground: str | None, _django_db_helper: None) -> None:
    """The savepoint or the commits of pytest-django come after it."""


@pytest.fixture
def _begins_with(_ground: str, db: None) -> tuple[World, Any]:
    return out_of_stock(_ground)


@pytest.fixture
def world(_begins_with: tuple[World, Any]) -> World:
    """The fixed cast of `tests/world.py`."""
    return _begins_with[0]


@pytest.fixture(autouse=True)
def _quick(settings: Any, tmp_path: Path) -> None:
    """Slow passwords and hashed file names are for production; files of a test go with it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture(autouse=True)
def _gate_has_just_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate asks a few times a minute whether looks get their seals: not in the middle of a count of queries."""
    monkeypatch.setattr(watch, "ask_at", float("inf"))


@pytest.fixture
def sign_in(client: Client) -> SignIn:
    """`sign_in(world.anouk)` gives a browser in which that person has signed in."""

    def go(who: Professional | Person | Supporter) -> Client:
        assert who.user is not None
        browser = Client()
        browser.force_login(who.user)
        return browser

    return go


@pytest.fixture
def send() -> Callable[..., HttpResponse]:
    """`send(client, "/adres/", name="...")` sends a form with its own one-time key, as the pages do."""

    def go(client: Client, where: str, **fields: Any) -> Any:
        return client.post(where, {"once": str(uuid.uuid4()), **fields})

    return go


@pytest.fixture(scope="session", autouse=True)
def _flush_append_only() -> Iterator[None]:
    """Tests that commit empty the tables afterwards; the append-only triggers step aside for that only."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(type(connection.ops), "sql_flush", EMPTIED[connection.vendor])
        yield


def _emptied_on_sqlite(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    drop = [f"DROP TRIGGER {name}" for name, _sql in triggers]
    return [*drop, *FLUSH(self, style, tables, **options), *(sql for _name, sql in triggers)]


def _emptied_on_postgres(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
    """To truncate all tables makes a file for each of them and each of their indexes; few of them hold a row."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables))
        delete = [f"DELETE FROM {name}" for (name,) in cursor.fetchall()]
    aside = "SET LOCAL session_replication_role = {}"
    return [aside.format("replica"), *delete, FROM_ONE, aside.format("origin")]


FLUSH = type(connection.ops).sql_flush
FROM_ONE = """
SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences
 WHERE last_value IS NOT NULL AND sequencename NOT LIKE 'django_migrations%'
"""
EMPTIED = {"sqlite": _emptied_on_sqlite, "postgresql": _emptied_on_postgres}


def pytest_collection_finish() -> None:
    """What is loaded now stays: to look for garbage among it over and over took a quarter of the processors' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def pytest_report_header() -> str:
    return f"KRING_SEED={WORLDS_SEED} (draws the same worlds again)"
