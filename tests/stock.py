"""The fixed cast, made once by its actions and then put back for each test by plain SQL: the same rows, much sooner."""

import copy

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from tests.world import World, make_world

_tables: list[str] = []
_world: list[World] = []


def lay_in_stock() -> None:
    """Make the cast, keep a copy of its rows in tables of their own, and leave the database as it was."""
    with transaction.atomic():
        _world[:] = [make_world()]
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT 1 FROM {name} LIMIT 1")
            if cursor.fetchone() and not table.startswith(("django_", "auth_")):
                _tables.append(table)
                cursor.execute(f"DROP TABLE IF EXISTS stock_{table}")
                cursor.execute(f"CREATE TABLE stock_{table} AS SELECT * FROM {name}")
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


def out_of_stock() -> World:
    """The cast in the database of this test, and its names."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _tables:
            cursor.execute(f"INSERT INTO {connection.ops.quote_name(table)} SELECT * FROM stock_{table}")
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in _tables]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    return copy.deepcopy(_world[0])
