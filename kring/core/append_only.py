"""Tables whose rows are never changed or removed: a trigger in the database refuses, on SQLite and PostgreSQL.

Some of them hold what people wrote or did, and that has a term: `kept_for_its_term` lets go of rows while the mark of
`removing.py` stands, and only then. Changing a row is refused always.
"""

from functools import partial

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRES = """
CREATE OR REPLACE FUNCTION kring_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$;
DROP TRIGGER IF EXISTS {table}_append_only ON {table};
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION kring_append_only();
"""
SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
)

POSTGRES_TERM = """
CREATE OR REPLACE FUNCTION kring_kept_for_its_term() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM core_removing) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
DROP TRIGGER IF EXISTS {table}_append_only ON {table};
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION kring_kept_for_its_term();
"""
SQLITE_TERM = (
    "CREATE TRIGGER {table}_no_DELETE BEFORE DELETE ON {table} WHEN NOT EXISTS (SELECT 1 FROM core_removing) "
    "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
)


def append_only(table: str) -> migrations.RunPython:
    """A migration step that puts the trigger on `table`, and takes it off again when migrating back."""
    return migrations.RunPython(partial(_protect, table), partial(_release, table))


def released(table: str) -> migrations.RunPython:
    """A migration step that takes the trigger off, for a migration that fills rows; `append_only` puts it back."""
    return migrations.RunPython(partial(_release, table), partial(_protect, table))


def still_append_only(table: str) -> migrations.RunPython:
    """First and last step of a migration that alters `table`: SQLite makes it anew, and forgets its triggers."""
    return migrations.RunPython(partial(_protect, table), partial(_protect, table))


def kept_for_its_term(table: str) -> migrations.RunPython:
    """A migration step after `append_only`: rows of `table` may go after their term (core 0003 must be there)."""
    return migrations.RunPython(partial(_let_go, table), partial(_protect, table))


def _let_go(table: str, _apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES_TERM.format(table=table), params=None)
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_DELETE")
        editor.execute(SQLITE_TERM.format(table=table))


def _protect(table: str, _apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES.format(table=table), params=None)
    else:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(SQLITE.format(table=table, verb=verb))


def _release(table: str, _apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
    else:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
