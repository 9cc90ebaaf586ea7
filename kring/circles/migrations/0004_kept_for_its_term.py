"""Rows of this table may go when their term is over."""

from django.db import migrations

from kring.core.append_only import kept_for_its_term


class Migration(migrations.Migration):
    dependencies = [("core", "0003_removing"), ("circles", "0003_history_opens")]

    operations = [kept_for_its_term("circles_retelling")]
