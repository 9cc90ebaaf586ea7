"""What all tests share: the fixed cast, quick settings, and a browser's way of sending forms."""

import os
import secrets
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings

from kring.households.models import Person, Supporter
from kring.log.seals.watch import watch
from kring.network.models import Professional
from tests.stock import lay_in_stock, out_of_stock
from tests.world import World

# Which worlds the rules of reading are asked about; KRING_SEED=... draws the same ones again.
WORLDS_SEED = int(os.environ.setdefault("KRING_SEED", str(secrets.randbelow(2**31))))

SignIn = Callable[[Professional | Person | Supporter], Client]


@pytest.fixture(scope="session")
def _stock(django_db_setup: None, django_db_blocker: Any, _flush_append_only: None) -> None:
    """The fixed cast is made once for each process that runs tests."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=hashers):
        lay_in_stock()


@pytest.fixture
def world(_stock: None, db: None) -> World:
    """The fixed cast of `tests/world.py`."""
    return out_of_stock()


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
    """Tests that commit empty all tables afterwards; on SQLite the append-only triggers step aside for that only."""
    operations = DatabaseWrapper.ops_class
    flush = operations.sql_flush

    def around(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drop = [f"DROP TRIGGER {name}" for name, _sql in triggers]
        return [*drop, *flush(self, style, tables, **options), *(sql for _name, sql in triggers)]

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(operations, "sql_flush", around)
        yield


def pytest_report_header() -> str:
    return f"KRING_SEED={WORLDS_SEED} (draws the same worlds again)"
