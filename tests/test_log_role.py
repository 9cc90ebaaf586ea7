"""On PostgreSQL the application's own role adds to the log and cannot change, remove or empty it."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from kring.log.actions import write_looks
from kring.log.seals.roles import may_change_the_log
from kring.log.seals.sealing import seal_new_looks
from tests.log import look

ROLE = "kring_app_of_the_tests"
TABLES = ["log_look", "log_act", "log_seal", "log_sealedlook", "log_sealnode", "plans_note", "circles_retelling"]


@pytest.fixture
def app(transactional_db: None) -> Iterator[Any]:
    """Kring as its own role, beside the owner of the tables."""
    drop = f"DO $$ BEGIN DROP OWNED BY {ROLE}; DROP ROLE {ROLE}; EXCEPTION WHEN undefined_object THEN NULL; END $$"
    with connection.cursor() as cursor:
        cursor.execute(drop)
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
    call_command("log", "role", ROLE, apply=True, stdout=StringIO())
    known = connection.settings_dict
    with psycopg.connect(
        host=known["HOST"], port=known["PORT"], dbname=known["NAME"], user=ROLE, autocommit=True
    ) as app:
        yield app
    with connection.cursor() as cursor:
        cursor.execute(drop)


def takes_nothing_back(app: Any) -> None:
    """The role reads, adds and works elsewhere, and is refused every way to take something out of the log."""
    write_looks([look()])
    seal_new_looks()
    another = "jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid()))"
    app.execute(f"INSERT INTO log_look SELECT ({another}).* FROM log_look l")
    assert app.execute("SELECT count(*) FROM log_look").fetchone() == (2,)
    app.execute("UPDATE core_mail SET tries = 0")
    app.execute("DELETE FROM core_once")
    for table in TABLES:
        column = "position" if table == "log_sealedlook" else "number" if table == "log_seal" else "id"
        for change in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(change)
    for change in ("ALTER TABLE log_look DISABLE TRIGGER ALL", "DROP TABLE log_look", "DELETE FROM django_migrations"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(change)


if connection.vendor == "postgresql":

    def test_the_role_writes_looks_and_takes_nothing_back(app: Any) -> None:
        takes_nothing_back(app)

    def test_the_owner_of_the_tables_is_known_to_be_able_to_change_the_log(db: None) -> None:
        assert may_change_the_log() is True
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {ROLE}_2")
            call_command("log", "role", f"{ROLE}_2", apply=True, stdout=StringIO())
            cursor.execute(f"SET LOCAL ROLE {ROLE}_2")
            assert may_change_the_log() is False

else:

    def test_sqlite_knows_no_roles_and_says_so(db: None) -> None:
        with pytest.raises(CommandError, match="Only PostgreSQL has roles"):
            call_command("log", "role", ROLE)
