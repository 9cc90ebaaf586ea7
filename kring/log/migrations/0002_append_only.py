"""Rows of these tables are never changed or removed (design: looks and story are append-only)."""

from django.db import migrations

from kring.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("log", "0001_initial")]

    operations = [
        append_only("log_act"),
        append_only("log_look"),
    ]
