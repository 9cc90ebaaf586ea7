"""The database role of the application on PostgreSQL: it adds to the log, and cannot change or empty it."""

from django.db import connection

KEEPERS = ["kring_append_only", "kring_kept_for_its_term"]


def grants(role: str) -> list[str]:
    """The statements, run as the owner of the tables, that give `role` what Kring needs and no more.

    Run them again after each migration that adds a table whose rows are never changed.
    """
    name = connection.ops.quote_name(role)
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {name}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {name}",
        # Which migrations ran, and so what the tables are, is the owner's.
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}",
    ]
    return statements + [f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {name}" for table in append_only_tables()]


def append_only_tables() -> list[str]:
    """The tables with a trigger against change, as PostgreSQL knows them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT t.tgrelid::regclass::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE p.proname = ANY(%s) AND NOT t.tgisinternal ORDER BY 1",
            [KEEPERS],
        )
        return [table for (table,) in cursor.fetchall()]


def may_change_the_log() -> bool:
    """Whether this connection's own role could change or empty the log. SQLite knows no roles: there it could."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(has_table_privilege(t, 'UPDATE') OR has_table_privilege(t, 'DELETE') "
            "OR has_table_privilege(t, 'TRUNCATE')) FROM unnest(%s::text[]) t",
            [["log_look", "log_act", "log_seal", "log_sealedlook", "log_sealnode"]],
        )
        return bool(cursor.fetchone()[0])
